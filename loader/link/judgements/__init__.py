"""What people decided names to mean: the file that keeps it, and how it goes before the ranking."""

from loader.link.judgements.applying import METHOD, judged
from loader.link.judgements.file import JudgementFile, read_judgements
from loader.link.judgements.standing import Judgements, Scope, scope_of

__all__ = ["METHOD", "JudgementFile", "Judgements", "Scope", "judged", "read_judgements", "scope_of"]
