"""Write docs/competency-questions.md: `python examples/competency_questions.py docs/competency-questions.md`.

Loads the sample articles, asks the twelve questions that the ontology must answer, and writes each with
its named query and its answer. A test holds that the page says what the queries give now.
"""

import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loader.knowledge import Knowledge
from loader.pipeline import Pipeline
from loader.query import Catalogue, Source, Table, ask
from loader.settings import Settings
from loader.store import Library

SAMPLES = Path(__file__).parent / "articles"
ROWS = 8
"""No more rows of an answer are printed."""
WIDTH = 160
"""Longer cells are cut."""
LISTS = ("participants", "said_by", "sources")
"""Columns that hold several names, which a store gives in no certain order."""

HEAD = """\
<!-- Made by `make ontology-docs` from the sample articles; do not edit. -->

# Twelve questions that the ontology must answer
Each with the named query that asks it, and its answer on the sample articles in `examples/articles`.
The queries themselves are in `queries/`; `geokg queries show NAME` prints one with what it takes and gives.
Where an answer is empty, no sample says such a thing, or the extractor does not find it yet; the tests in
`tests/query` ask the same query of records in which it is said.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the named query that answers it, and the columns worth showing."""

    text: str
    query: str
    columns: tuple[str, ...]
    note: str
    params: Mapping[str, str] = field(default_factory=dict)


QUESTIONS = (
    Question(
        "Who led Kazakhstan on 7 January 2022?",
        "leaders/list-leaders",
        ("name", "category", "office", "since", "basis", "source"),
        "Tenures of articles and of the background stand side by side; `basis` tells them apart.",
        {"state": "Kazakhstan", "date": "2022-01-07"},
    ),
    Question(
        "Which leaders changed in October 2022?",
        "leaders/list-successions",
        ("state_name", "change", "name", "category", "date"),
        "Known of every state that an article names, whether or not an article tells of the change.",
        {"since": "2022-10", "until": "2022-10"},
    ),
    Question(
        "Who was a member of NATO on 1 June 2023?",
        "alliances/list-members",
        ("name", "status", "since", "until", "basis", "source"),
        "Finland is, Sweden is not yet: memberships have times, at the precision known.",
        {"alliance": "NATO", "date": "2023-06-01"},
    ),
    Question(
        "Which alliances do those belong to who send forces to Haiti?",
        "deployments/list-contributor-alliances",
        ("name", "role", "alliance_name", "since", "published"),
        "Joins what articles say (who deploys, who contributes) with what the index knows (memberships).",
        {"place": "Haiti"},
    ),
    Question(
        "What did two sources say differently?",
        "casualties/compare-reports",
        (
            "place_name",
            "outcome",
            "count",
            "victims",
            "said_by",
            "other_count",
            "other_victims",
            "other_said_by",
        ),
        "A number stands with the statement that gives it, never with what it is a number of.",
    ),
    Question(
        "Which claims are only hedged, planned or conditional, and asserted by nobody?",
        "statements/list-only-hedged",
        ("type", "modality", "participants", "published", "sentence"),
        "Modality is the statement's; that nobody asserts the same is asked of the situation.",
    ),
    Question(
        "Which claims are denied, by whom, and does anybody affirm them?",
        "statements/list-denied",
        ("type", "participants", "said_by", "affirmed_by", "published", "sentence"),
        "A denial asserts the same situation as the claim that it denies.",
    ),
    Question(
        "What does each source say of those killed in Mali?",
        "casualties/list-casualties",
        ("place_name", "outcome", "victims", "count", "said_by", "source", "published"),
        "Who says it (`said_by`) and who prints it (`source`) are two things.",
        {"place": "Q912", "outcome": "killed"},
    ),
    Question(
        "Which casualties were there in Mali in March and April 2022?",
        "casualties/list-casualties",
        ("place_name", "outcome", "count_min", "count_max", "date", "published", "modality"),
        "Dated by what the article says, or else by when it said so.",
        {"place": "Q912", "since": "2022-03", "until": "2022-04"},
    ),
    Question(
        "How many independent sources say the same?",
        "statements/count-sources",
        ("type", "participants", "since", "reported", "articles", "independent"),
        "Copies of one report are one source; a wire report printed forty times counts once.",
    ),
    Question(
        "Who spoke about whom?",
        "statements/list-spoken-of",
        ("speaker_name", "about_name", "said", "published"),
        "A quotation has a speaker; whom it mentions is told by the mentions within its passage.",
        {"about": "Q7184"},
    ),
    Question(
        "Which names does Wikidata not know?",
        "entities/list-unlinked",
        ("name", "type", "articles", "mentions"),
        "An unknown name is one node in all articles; who has no name (protesters) belongs to one article.",
        {"at_least": "2"},
    ),
)


def page(source: Source, knowledge: Knowledge) -> str:
    """The page, with the answers that a store of the samples gives."""
    catalogue = Catalogue()
    parts = [HEAD]
    for number, question in enumerate(QUESTIONS, start=1):
        table = ask(source, catalogue.find(question.query), question.params, knowledge=knowledge)
        parts.append(_section(number, question, table))
    return "".join(parts)


def _section(number: int, question: Question, table: Table) -> str:
    given = "".join(f' --param {name}="{value}"' for name, value in question.params.items())
    return (
        f"\n## {number}. {question.text}\n{question.note}\n"
        f"```sh\ngeokg query {question.query}{given}\n```\n{_answer(question, table)}"
    )


def _answer(question: Question, table: Table) -> str:
    places = [table.columns.index(column) for column in question.columns]
    shown = list(
        dict.fromkeys(
            tuple(_cell(table.columns[place], row[place]) for place in places) for row in table.rows
        )
    )
    if not shown:
        return "No sample says so.\n"
    lines = [question.columns, ("---",) * len(places), *shown[:ROWS]]
    text = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return text + (f"\n... and {len(shown) - ROWS} more rows.\n" if len(shown) > ROWS else "")


def _cell(column: str, value: object) -> str:
    text = "" if value is None else str(value)
    if column in LISTS:
        text = ", ".join(sorted(text.split(", ")))
    text = " ".join(text.replace("|", "/").split())
    return text if len(text) <= WIDTH else text[: WIDTH - 3] + "..."


def main(target: Path) -> None:
    """Load the samples into a store that is thrown away, and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        pipeline = Pipeline(Settings(store=Path(folder) / "store"))
        with Library.open(pipeline.settings, create=True) as library:
            pipeline.load([str(SAMPLES)], library)
            target.write_text(page(library, pipeline.knowledge), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
