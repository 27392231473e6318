"""The table of named queries in docs/queries.md, made from their headers."""

import re
from pathlib import Path

from loader.query.catalogue import Catalogue
from loader.query.header import NamedQuery, Parameter

_PLACE = re.compile(r"(?<=-->\n)[\s\S]*?(?=<!-- end of queries -->)")


def with_table(text: str, catalogue: Catalogue) -> str:
    """The documentation with its table of queries made anew."""
    rows = "".join(_row(query) for query in catalogue)
    table = f"| query | what it answers | parameters |\n|---|---|---|\n{rows}"
    return _PLACE.sub(lambda _: table, text, count=1)


def write(path: Path) -> None:
    """Bring the table in a file up to date."""
    path.write_text(with_table(path.read_text(encoding="utf-8"), Catalogue()), encoding="utf-8")


def _row(query: NamedQuery) -> str:
    parameters = "; ".join(_parameter(p) for p in query.params)
    return f"| `{query.name}` | {query.summary} | {parameters} |\n"


def _parameter(parameter: Parameter) -> str:
    need = "" if parameter.required else " (optional)"
    kind = "one of " + ", ".join(parameter.enum) if parameter.enum else parameter.description
    return f"`{parameter.name}`{need}: {kind}"


if __name__ == "__main__":
    write(Path("docs/queries.md"))
