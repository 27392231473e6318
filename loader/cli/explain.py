"""`geokg explain`: what was read out of an article, shown on the article."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from loader.cli import options
from loader.cli.terminal import output, table
from loader.errors import ArticleError, StoreError
from loader.model import Count, Doubt, Entity, EntityType, Extraction, Modality, Polarity, Statement
from loader.pipeline import Pipeline
from loader.record import to_json
from loader.store import Library

STYLES = {
    EntityType.PERSON: "bold cyan",
    EntityType.STATE: "bold green",
    EntityType.ALLIANCE: "bold magenta",
    EntityType.ARMED_FORCE: "bold red",
    EntityType.ARMED_GROUP: "bold red",
    EntityType.PLACE: "green",
}
"""How mentions of a type are shown; the others are in OTHER_STYLE."""
OTHER_STYLE = "bold yellow"


def explain(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE", help="A file, or the id, URL or content hash of an article in the store."
        ),
    ],
    store: options.Store = None,
    index: options.Index = None,
    as_json: options.Json = False,
) -> None:
    """Show what geokg reads out of an article: its text with entities marked, links, statements.

    What cleaning took out of a scraped text is shown too, with the rule, and how the date was found.

    Every statement is shown with its certainty, its time, who says so, and the sentence that says it;
    last comes what was read but not believed, and why.
    A file is read anew and not loaded; anything else is looked up in the store.

    Example: `geokg explain news/almaty.txt`
    """
    pipeline = Pipeline(options.load_settings(store, index=index))
    records = _from_file(pipeline, article) if Path(article).is_file() else [_from_store(pipeline, article)]
    for record in records:
        if as_json:
            typer.echo(to_json(record))
        else:
            _show(record, output())


def _from_file(pipeline: Pipeline, path: str) -> list[Extraction]:
    """The records of the articles in a file."""
    records = []
    for result in pipeline.extract([path]):
        if isinstance(result, ArticleError):
            raise result
        records.append(result)
    return records


def _from_store(pipeline: Pipeline, key: str) -> Extraction:
    """The record of an article that was loaded."""
    try:
        with Library.open(pipeline.settings) as library:
            record = pipeline.stored(library, key)
    except StoreError as error:
        raise StoreError(f"{key}: no such file, nor can it be looked up as an article: {error}") from error
    if record is None:
        raise StoreError(
            f"{key}: neither a file nor an article in {pipeline.settings.store}; see geokg stats"
        )
    return record


def _show(record: Extraction, console: Console) -> None:
    """Text, what cleaning took out of it, then entities, then statements."""
    article = record.article
    about = [article.publisher, article.published, article.url, article.id]
    console.print(" · ".join(part for part in about if part), style="dim", markup=False)
    if article.dated_by is not None:
        how = f"date by {article.dated_by.source.replace('_', ' ')}, {article.dated_by.confidence:.2f} sure"
        console.print(how, style="dim", markup=False)
    console.print(_marked_text(record))
    if article.cuts:
        console.rule(f"{len(article.cuts)} cut out or mended")
        console.print(table(("rule", "text"), [(c.rule, " ".join(c.text.split())) for c in article.cuts]))
    console.rule(f"{len(record.entities)} entities")
    console.print(
        table(("id", "name", "type", "Wikidata", "score", "mentions"), [_row(e) for e in record.entities])
    )
    _show_references(record, console)
    console.rule(f"{len(record.statements)} statements")
    names = {e.id: e.name for e in record.entities}
    for statement in record.statements:
        console.print(_statement(statement, names, article.text))
    if record.doubts:
        console.rule(f"{len(record.doubts)} doubted")
        for doubt in record.doubts:
            console.print(_doubt(doubt, article.text))


def _marked_text(record: Extraction) -> Text:
    """The article with its mentions coloured and, after each name, what it is linked to."""
    mentions = sorted(
        ((m.start, m.end, e) for e in record.entities for m in e.mentions), key=lambda m: (m[0], -m[1])
    )
    text, source, at = Text(), record.article.text, 0
    for start, end, entity in mentions:
        if start < at:
            continue
        text.append(source[at:start])
        text.append(source[start:end], style=STYLES.get(entity.type, OTHER_STYLE))
        text.append(f"[{entity.qid or entity.id}]", style="dim")
        at = end
    text.append(source[at:])
    return text


def _show_references(record: Extraction, console: Console) -> None:
    """What the article calls its entities beside their full names, and why each is taken for them."""
    told: dict[tuple[str, str, str], int] = {}
    for entity in record.entities:
        for mention in entity.mentions:
            if mention.by is not None:
                words = " ".join(record.article.text[mention.start : mention.end].split())
                key = (words, entity.name, mention.by.value)
                told[key] = told.get(key, 0) + 1
    if told:
        console.rule("who is who")
        rows = [(words, name, why, str(count)) for (words, name, why), count in told.items()]
        console.print(table(("said", "stands for", "by", "times"), rows))


def _row(entity: Entity) -> tuple[str, ...]:
    """An entity as a line of the table."""
    link = entity.qid or "unknown"
    return entity.id, entity.name, entity.type, link, f"{entity.score:.2f}", str(len(entity.mentions))


def _statement(statement: Statement, names: dict[str, str], source: str) -> Text:
    """A statement in a few lines: what, how surely, when, who says so, and the words."""
    text = Text(f"{statement.id} ", style="dim").append(statement.type, style="bold")
    if statement.polarity is Polarity.NEGATED:
        text.append("  not so", style="bold red")
    if statement.modality is not Modality.ASSERTED:
        text.append(f"  {statement.modality}", style="bold yellow")
    text.append(f"  {statement.confidence:.2f}  {statement.origin}\n", style="dim")
    for role, fillers in statement.roles.items():
        text.append(f"  {role}: ", style="dim")
        text.append(", ".join(names.get(f, f) for f in fillers) + "\n")
    for name, value in statement.values.items():
        text.append(f"  {name}: ", style="dim")
        text.append((_count(value) if isinstance(value, Count) else value) + "\n")
    if statement.time:
        when = " to ".join(part or "?" for part in (statement.time.start, statement.time.end))
        text.append("  time: ", style="dim")
        text.append(f"{when} ({statement.time.text})\n")
    if statement.sources:
        text.append("  according to: ", style="dim")
        text.append(", ".join(names.get(s, s) for s in statement.sources) + "\n")
    if statement.derived_from:
        text.append("  follows from: ", style="dim")
        text.append(f"{', '.join(statement.derived_from)} by {statement.rule}\n")
    for evidence in statement.evidence:
        text.append(f"  “{' '.join(source[evidence.start : evidence.end].split())}”\n", style="italic")
    return text


def _doubt(doubt: Doubt, source: str) -> Text:
    """What a plausibility check found wrong with a statement, and what became of it."""
    text = Text(doubt.type, style="bold")
    text.append(f"  {doubt.check}", style="bold yellow")
    text.append(f"  {doubt.reason}\n")
    words = " ".join(source[doubt.evidence.start : doubt.evidence.end].split())
    text.append(f"  “{words}”\n", style="italic")
    return text


def _count(count: Count) -> str:
    """A number as it was meant: exact, about, at least, at most, between."""
    about = "about " if count.approximate else ""
    match count.min, count.max:
        case None, None:
            return count.text
        case least, None:
            return f"at least {about}{least}"
        case None, most:
            return f"at most {about}{most}"
        case least, most if least == most:
            return f"{about}{least}"
        case least, most:
            return f"{about}{least} to {most}"
