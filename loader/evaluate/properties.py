"""Wikidata properties between entities, end to end: Re-DocRED by mentions, Text2KGBench by labels."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loader.evaluate.gold import PropertiesGold, TriplesGold
from loader.evaluate.implied_properties import POSITION, PROPERTIES, implied_properties
from loader.evaluate.report import Figure, Report, Tally, count_triples, total
from loader.evaluate.spans import align
from loader.model import Extraction
from loader.rdf import normalise

_LABELLED = {
    "P35": ("head of state",),
    "P6": ("head of government", "leader"),
    "P39": ("position held", "office"),
    "P102": ("member of political party", "party"),
    "P463": ("Member of", "affiliation"),
    "P241": ("military branch", "militaryBranch"),
    "P27": ("nationality",),
}
"""Property -> what the ontologies of Text2KGBench call it."""


@dataclass(frozen=True, slots=True)
class PropertiesReport(Report):
    """Micro averages over the properties of `PROPERTIES` that the gold set has."""

    all: Figure
    entities: Figure
    by_property: dict[str, Figure]


@dataclass(frozen=True, slots=True)
class TriplesReport(Report):
    """Triples by their labels.

    `all` counts every gold triple; `covered` those of relations that statements can imply at all; `mean_f1`
    is the mean over sentences, as Text2KGBench's own figures are.
    """

    all: Figure
    covered: Figure
    mean_p: float
    mean_r: float
    mean_f1: float
    by_relation: dict[str, Figure]


def score_properties(gold: Iterable[PropertiesGold], records: Mapping[str, Extraction]) -> PropertiesReport:
    """Score every gold article; one without a record counts as nothing found."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    entities = Tally()
    for document in gold:
        spans = {entity.id: entity.mentions for entity in document.entities if entity.mentions}
        record = records.get(document.id)
        mapping = align(record.entities, spans) if record else {}
        entities.add(len(mapping), len(record.entities) if record else 0, len(spans))
        wanted = {(r.h, r.wd, r.t) for r in document.relations if r.wd in PROPERTIES}
        said = implied_properties(record) if record else set()
        found = {
            (mapping.get(h, f"?{h}"), name, mapping.get(t, f"?{t}"))
            for h, name, t in said
            if name != POSITION
        }
        count_triples(tallies, PROPERTIES, wanted, found)
    present = sorted(name for name, tally in tallies.items() if tally.gold)
    return PropertiesReport(
        all=total([tallies[name] for name in present]).figure(),
        entities=entities.figure(),
        by_property={name: tallies[name].figure() for name in present},
    )


def score_triples(gold: Iterable[TriplesGold], records: Mapping[str, Extraction]) -> TriplesReport:
    """Score every gold sentence; one without a record counts as nothing found."""
    documents = list(gold)
    known = {triple.p for document in documents for triple in document.triples}
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    means = [0.0, 0.0, 0.0]
    for document in documents:
        wanted = {(_label(t.s), t.p, _label(t.o)) for t in document.triples}
        record = records.get(document.id)
        found = _said(record, known, wanted) if record else set()
        count_triples(tallies, known, wanted, found)
        hits = len(wanted & found)
        rates = hits / len(found) if found else 0.0, hits / len(wanted) if wanted else 0.0
        f1 = 2 * rates[0] * rates[1] / sum(rates) if hits else 0.0
        means = [old + new for old, new in zip(means, (*rates, f1), strict=True)]
    able = {name for names in _LABELLED.values() for name in names}
    precision, recall, f1 = (round(100 * mean / len(documents), 1) for mean in means)
    return TriplesReport(
        all=total([tallies[name] for name in known]).figure(),
        covered=total([tallies[name] for name in known & able]).figure(),
        mean_p=precision,
        mean_r=recall,
        mean_f1=f1,
        by_relation={name: tallies[name].figure() for name in sorted(known & able)},
    )


def _said(
    record: Extraction, known: set[str], wanted: set[tuple[str, str, str]]
) -> set[tuple[str, str, str]]:
    """The record's triples by label, in the relations of the set.

    An office is one triple, in whichever of its wordings ("president", "president of X") the gold has.
    """
    names = {entity.id: entity.name for entity in record.entities}
    result: set[tuple[str, str, str]] = set()
    offices: defaultdict[tuple[str, str], set[tuple[str, str, str]]] = defaultdict(set)
    for head, name, tail in implied_properties(record):
        for label in _LABELLED.get(name, ()):
            if label in known:
                triple = (_label(names.get(head, head)), label, _label(names.get(tail, tail)))
                if name == POSITION:
                    offices[triple[0], _label(tail).split(" of ")[0]].add(triple)
                else:
                    result.add(triple)
    for wordings in offices.values():
        result.add(min(wordings & wanted or wordings))
    return result


def _label(text: str) -> str:
    """Underscores, what stands in brackets, and articles do not tell labels apart."""
    plain = normalise(re.sub(r"\([^)]*\)", " ", text.replace("_", " ")))
    return plain.removeprefix("the ")
