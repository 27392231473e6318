"""`geokg link`: what a name would be linked to, and why."""

import json
import re
import sys
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from loader.cli import options
from loader.cli.terminal import output
from loader.errors import SettingsError
from loader.link import Index, Linker
from loader.link.explained import Considered, Explanation, explain_name, guessed_type, name_alone
from loader.link.judgements import METHOD
from loader.model import Article, Entity, EntityType, Extraction, Mention
from loader.pipeline import Pipeline

_SHOWN = 5
_REASONS = 7
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Format(StrEnum):
    """How the candidates are written."""

    TABLE = "table"
    JSON = "json"


def link(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help='A name, or an office: "the Kazakh president".')
    ],
    context: Annotated[
        str | None,
        typer.Option(
            "--context", metavar="TEXT", help="Text that the name stands in, or an article about it."
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="Day, month or year of the text: offices change hands."),
    ] = None,
    entity_type: Annotated[
        EntityType | None,
        typer.Option("--type", help="What it is. Default: what the text or the index makes of it."),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="STATE", help="A state that it is spoken of with; repeat it."),
    ] = None,
    index: options.Index = None,
    judgements: options.Judgements = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="Default: a table on a terminal, JSON in a pipe or a file."),
    ] = None,
) -> None:
    """Show what a name would be linked to: every candidate with its score and the reasons.

    A reason is what speaks for (+) or against (-) a candidate, with the weight that it has; the weights
    add up to the candidate's score. Unknown (NIL) is an answer like any other; what people decided
    (`geokg review`) goes before the scores. Asks the index only, never the network.

    Example: `geokg link Georgia --context "Atlanta and the rest of Georgia voted." --date 2020-11-04`
    """
    if not name.strip():
        raise SettingsError("NAME is empty; give a name, such as Georgia")
    if date is not None and not _DATE.fullmatch(date):
        raise SettingsError(f"option --date: {date!r} is not a date; write 2022, 2022-01 or 2022-01-07")
    pipeline = Pipeline(options.load_settings(index=index, online=False, judgements=judgements))
    states = tuple(_state(pipeline.knowledge, text) for text in country or ())
    if context is None:
        record = name_alone(name, entity_type or guessed_type(pipeline.knowledge, name), date, states)
        entity = record.entities[0].id
    else:
        record, entity = _in_context(pipeline, name, context, date, entity_type, states)
    explanation = _explanation(pipeline, record, entity)
    if (form or (Format.TABLE if sys.stdout.isatty() else Format.JSON)) is Format.JSON:
        typer.echo(json.dumps(asdict(explanation), ensure_ascii=False, indent=1))
    else:
        _show(explanation, pipeline.knowledge, output())


def _explanation(pipeline: Pipeline, record: Extraction, entity: str) -> Explanation:
    """What the ranking makes of the name, or a person's decision in its place, as loading has it."""
    linker = Linker(pipeline.knowledge, judgements=pipeline.judgements)
    explanation = explain_name(linker, record, entity)
    link = next(link for link in linker.link(record) if link.entity == entity)
    if link.method != METHOD:
        return explanation
    return replace(
        explanation, qid=link.qid, score=link.score, why=f"decided in {pipeline.settings.judgements}"
    )


def _state(index: Index, text: str) -> str:
    """The label of the state that an option names."""
    facts = index.facts(text) if re.fullmatch(r"Q\d+", text) else None
    if facts is None:
        found = next((n for n in index.lookup(text) if n.type is EntityType.STATE), None)
        facts = index.facts(found.qid) if found else None
    if facts is None or facts.type is not EntityType.STATE:
        raise SettingsError(
            f"option --country: the index has no state {text!r}; give a name or a Wikidata id"
        )
    return facts.label


def _in_context(
    pipeline: Pipeline,
    name: str,
    context: str,
    date: str | None,
    entity_type: EntityType | None,
    states: tuple[str, ...],
) -> tuple[Extraction, str]:
    """The record of the text, and the entity in it that the name is; one is made where the text has none."""
    text = context if name in context else f"{name}. {context}"
    record = pipeline.extractor.extract(
        Article("name", "".join([text, *(f" {s}." for s in states)]), published=date)
    )
    spans = [match.span() for match in re.finditer(re.escape(name), text)]
    found = next((e for e in record.entities if any((m.start, m.end) in spans for m in e.mentions)), None)
    if found is None:
        kind = entity_type or guessed_type(pipeline.knowledge, name)
        found = Entity("name", kind, name, tuple(Mention(*span) for span in spans))
        return replace(record, entities=(*record.entities, found)), found.id
    if entity_type is not None:
        entities = tuple(replace(e, type=entity_type) if e is found else e for e in record.entities)
        record = replace(record, entities=entities)
    return record, found.id


def _show(explanation: Explanation, index: Index, console: Console) -> None:
    """What the name is taken to be in a line, then each candidate with its reasons."""
    line = Text(explanation.name, style="bold")
    line.append(f" ({explanation.type}): ", style="dim")
    if explanation.qid is None:
        line.append("unknown", style="bold yellow")
        line.append(f", {explanation.why}")
    else:
        facts = index.facts(explanation.qid)
        line.append(f"{explanation.qid} {facts.label if facts else explanation.name}", style="bold green")
        line.append(f", {explanation.why or f'score {explanation.score:.2f}'}")
    console.print(line)
    for candidate in explanation.candidates[:_SHOWN]:
        console.print(_candidate(candidate, index))
    if len(explanation.candidates) > _SHOWN:
        console.print(f"and {len(explanation.candidates) - _SHOWN} less likely ones", style="dim")
    if explanation.candidates:
        console.print(f"{explanation.unknown:.2f}  none of these", style="dim")


def _candidate(candidate: Considered, index: Index) -> Text:
    """One candidate: a line of what it is, and a line a reason."""
    facts = candidate.facts
    text = Text(f"\n{candidate.score:.2f}  ", style="bold")
    text.append(f"{facts.qid} {facts.label}", style="bold cyan")
    country = index.facts(facts.country) if facts.country else None
    about = [facts.type, country.label if country else "", _years(candidate)]
    text.append(f"  {', '.join(part for part in about if part)}\n", style="dim")
    for reason in candidate.reasons[:_REASONS]:
        style = "green" if reason.contribution > 0 else "red"
        text.append(f"      {reason.contribution:+5.2f}", style=style)
        amount = "" if reason.value == 1 else f" ({reason.value:.2f})"
        text.append(f"  {reason.words}{amount}\n")
    if rest := candidate.reasons[_REASONS:]:
        text.append(
            f"      {sum(r.contribution for r in rest):+5.2f}  {len(rest)} smaller ones\n", style="dim"
        )
    return text


def _years(candidate: Considered) -> str:
    """When it began and ended, or a person was born and died, by year."""
    start, end = candidate.facts.start, candidate.facts.end
    return f"{start[:4] if start else ''}-{end[:4] if end else ''}" if start or end else ""
