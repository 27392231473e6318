"""What follows from what an article says: rules in data, applied to a record until nothing new follows.

`close` adds statements of origin `derived`, each with the rule and the statements that it came from. It
reads no text, knows no entity, and never changes what is there; `closure.yaml` holds the rules.
"""

from loader.closure.engine import close
from loader.closure.rules import Rule, read_rules, shipped_rules

__all__ = ["Rule", "close", "read_rules", "shipped_rules"]
