"""Terms in the place of a query's parameters.

A parameter is written `$name` in the query; `?name` is an ordinary variable. The query is read token by
token and each `$name` is replaced by its term's own tokens, so a term can never end or open anything,
and a `$name` in a string or comment stays as it is. This is substitution in the syntax, as SPARQL
SEP-0007 has it for prepared queries. pyoxigraph's `substitutions` are not used: they demand that the
variable be selected, and BOUND and BIND do not see them, which gives wrong answers without a word;
and a remote store has none.

A parameter without a value becomes a variable of its own: it matches anything in a pattern, and in
`VALUES ?x { $x }` it becomes UNDEF.
"""

from collections.abc import Mapping

from loader.rdf import Term
from loader.sparql import Kind, term_text, tokens

FREE = "?_any_"
"""How variables begin that stand for parameters without a value."""


def substitute(sparql: str, terms: Mapping[str, Term]) -> str:
    """The query with terms in the place of its `$names`; line numbers stay as they are."""
    parts: list[str] = []
    copied = 0
    values = _Values()
    for kind, text, position in tokens(sparql):
        values.see(kind, text)
        if kind is not Kind.VARIABLE or not text.startswith("$"):
            continue
        name = text[1:]
        term = terms.get(name)
        unbound = "UNDEF" if values.in_data else f"{FREE}{name}"
        parts += [sparql[copied:position], unbound if term is None else term_text(term)]
        copied = position + len(text)
    return "".join([*parts, sparql[copied:]])


class _Values:
    """Knows whether the token seen last stands in the braces of a VALUES."""

    def __init__(self) -> None:
        self._awaiting = False
        self.in_data = False

    def see(self, kind: Kind, text: str) -> None:
        if kind is Kind.WORD:
            self._awaiting = text.upper() == "VALUES"
        elif text == "{":
            self.in_data, self._awaiting = self._awaiting, False
        elif text == "}":
            self.in_data = False
