"""Whether a deed was only tried: attempted, plotted or foiled. It reads words and never says who did what.

Words are `tried` of `lexicons/reporting.yaml`.
"""

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked
from spacy.tokens import Token

from loader.extract.syntax import agents, children, is_infinitive

_BEHIND = frozenset({"at", "of", "to"})


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class Tried:
    """Words that tell that a deed was tried and not done."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    foils: frozenset[str]


def only_tried(deed: Token, words: Tried) -> bool:
    """As in "tried to storm", "a plot to kill", "attempted murder", "thwarted the attack"."""
    if any(c.lower_ in words.adjectives for c in children(deed, "amod")):
        return True
    if deed.dep_ == "xcomp" and is_infinitive(deed) and deed.head.lemma_.lower() in words.verbs:
        return True
    return _attempt(deed, words) is not None or _foiling(deed, words) is not None


def foiled_by(deed: Token, words: Tried) -> list[Token]:
    """Who foiled the deed, or the attempt at it: the police of "police foiled a plot to kill"."""
    foiling = _foiling(_attempt(deed, words) or deed, words)
    return agents(foiling) if foiling is not None else []


def _attempt(deed: Token, words: Tried) -> Token | None:
    """The noun for the attempt that a deed stands below."""
    above = deed.head
    if deed.dep_ in {"pobj", "pcomp"} and above.lower_ in _BEHIND:
        above = above.head
    elif (
        is_infinitive(deed)
        and deed.left_edge.i > 0
        and deed.nbor(deed.left_edge.i - deed.i - 1).pos_ == "NOUN"
    ):
        above = deed.nbor(deed.left_edge.i - deed.i - 1)  # though the parser may hang it on the verb
    elif deed.dep_ != "compound":
        return None
    return above if above.pos_ == "NOUN" and above.lemma_.lower() in words.nouns else None


def _foiling(thing: Token, words: Tried) -> Token | None:
    """The verb that foils a thing."""
    verb = thing.head
    foiled = thing.dep_ in {"dobj", "nsubjpass"} and thing.pos_ in {"NOUN", "PROPN"}
    return verb if foiled and verb.lemma_.lower() in words.foils else None
