"""One article read aloud: what happened in it, in a table of Markdown, with the words that say it.

    python benchmarks/article.py ARTICLE.txt --published 2022-01-07

Every event, deployment, casualty, change of office, agreement and stance in the order of the text: who and
whom, where, when, how surely, who says so, how confident geokg is, and the first words of the sentence. Then
what was said and by whom, and what was doubted. What is wrong in it a reader must say.
"""

import argparse
from dataclasses import replace

from loader.errors import ArticleError
from loader.ingest import read
from loader.model import Count, Extraction, Modality, Origin, Polarity, Statement, StatementType
from loader.pipeline import Pipeline
from loader.settings import Settings

TOLD = (
    StatementType.EVENT,
    StatementType.DEPLOYMENT,
    StatementType.CASUALTIES,
    StatementType.OFFICE_CHANGE,
    StatementType.AGREEMENT,
    StatementType.MEMBERSHIP,
    StatementType.STANCE,
)
SIDES = {"actor", "deployer", "perpetrator", "person", "party", "a", "member", "contributor"}
PLACES = {"location", "origin", "destination"}
QUIET = {"trigger", "text", "actor_sector", "recipient_sector"}
WORDS = 9


def main() -> None:
    """Extract, print two tables and the doubts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("article")
    parser.add_argument("--published")
    arguments = parser.parse_args()
    pipeline = Pipeline(Settings())
    for article in read([arguments.article], pipeline.settings):
        if isinstance(article, ArticleError):
            raise SystemExit(str(article))
        dated = replace(article, published=arguments.published or article.published)
        show(pipeline.extractor.extract(dated))


def show(record: Extraction) -> None:
    """Print the tables of one record."""
    stated = sorted(
        (s for s in record.statements if s.origin is Origin.TEXT and not s.method),
        key=lambda s: (s.evidence[0].start, s.evidence[0].trigger or (0, 0)),
    )
    print("| | what | who | whom, what | where | when | how sure | says who | conf. | words |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for number, statement in enumerate((s for s in stated if s.type in TOLD), 1):
        print(f"| {number} | {' | '.join(cells(record, statement))} |")
    print("\n| speaker | form | words |\n|---|---|---|")
    for statement in (s for s in stated if s.type is StatementType.QUOTATION):
        said = str(statement.values["text"])
        print(f"| {named(record, statement, 'speaker')} | {statement.values['form']} | {opening(said)} |")
    for doubt in record.doubts:
        print(f"\n- `{doubt.check}` ({doubt.type}): {doubt.reason}")


def cells(record: Extraction, statement: Statement) -> list[str]:
    """The columns of one statement."""
    values = statement.values
    what = [str(statement.type)] + [
        v.text if isinstance(v, Count) else v for n, v in values.items() if n not in QUIET
    ]
    roles = {r: named(record, statement, r) for r in statement.roles if not r.endswith("_state")}
    who = [f for r, f in roles.items() if r in SIDES]
    where = [f"{r} {f}" if r != "location" else f for r, f in roles.items() if r in PLACES]
    whom = [f for r, f in roles.items() if r not in SIDES | PLACES]
    time = statement.time
    when = "" if time is None else f"{time.start or ''}{'–' + time.end if time.end else ''} ({time.text})"
    sure = [] if statement.modality is Modality.ASSERTED else [str(statement.modality)]
    sure += [] if statement.polarity is Polarity.AFFIRMED else [str(statement.polarity)]
    sources = {e.id: e.name for e in record.entities}
    said = ", ".join(sources[i] for i in statement.sources)
    first = statement.evidence[0]
    words = opening(record.article.text[first.start : first.end])
    joined = ["; ".join(column) for column in (what, who, whom, where)]
    return [*joined, when, ", ".join(sure) or "asserted", said, f"{statement.confidence:.2f}", words]


def named(record: Extraction, statement: Statement, role: str) -> str:
    """The names of who fills a role."""
    names = {e.id: e.name for e in record.entities}
    return ", ".join(names[i] for i in statement.roles.get(role, ()))


def opening(text: str) -> str:
    """The first words."""
    words = text.split()
    return " ".join(words[:WORDS]) + (" ..." if len(words) > WORDS else "")


if __name__ == "__main__":
    main()
