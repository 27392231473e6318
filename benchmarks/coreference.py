"""How well coreference does on gold clusters of mentions: names on DWIE, nominals and pronouns on WikiEvents.

    python benchmarks/coreference.py [--bench FOLDER] [--size 150] [--seed 7] [--errors N]

Names: our mentions that stand where a gold mention of a named entity stands; B-cubed and links (MUC) over
these. Nominals and pronouns: each gold one whose cluster has a name that we found; what the extractor takes
it for, when asked, is right if that entity has a mention in its cluster. Prints tables in Markdown.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from variants import sample

from loader.evaluate.spans import Span, same_place
from loader.extract import Extractor
from loader.extract.entities import LocalEntity
from loader.extract.reading import Reading
from loader.link import default_index
from loader.model import Article, MentionKind

NAMED = frozenset({MentionKind.NAME, MentionKind.ADJECTIVE})
CROWDED = 25
"""A WikiEvents cluster with more names than this is what the annotators left unclustered."""


@dataclass
class Clusters:
    """Mentions with the cluster that the extractor and the gold put them in, of one article."""

    system: list[str] = field(default_factory=list)
    gold: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, float]:
        """Sums for B-cubed and MUC."""
        ours, theirs = _groups(self.system), _groups(self.gold)
        own, other = list(self.system), list(self.gold)
        totals: dict[str, float] = defaultdict(float)
        for i in range(len(own)):
            s, g = ours[own[i]], theirs[other[i]]
            both = len(s & g)
            totals["b3 p"] += both / len(s)
            totals["b3 r"] += both / len(g)
        for groups, parts, key in ((theirs, own, "r"), (ours, other, "p")):
            for group in groups.values():
                totals[f"muc {key}"] += len(group) - len({parts[i] for i in group})
                totals[f"muc {key} of"] += len(group) - 1
        return {"mentions": len(own), **totals}


def _groups(labels: Sequence[str]) -> dict[str, set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for i, label in enumerate(labels):
        groups[label].add(i)
    return groups


def rates(sums: Mapping[str, float]) -> dict[str, tuple[float, float, float]]:
    """Measure -> precision, recall, F1 in per cent."""
    found = {
        "B-cubed": (sums["b3 p"] / sums["mentions"], sums["b3 r"] / sums["mentions"]),
        "links": (sums["muc p"] / sums["muc p of"], sums["muc r"] / sums["muc r of"]),
    }
    return {name: (100 * p, 100 * r, 200 * p * r / (p + r)) for name, (p, r) in found.items()}


def gold_clusters(document: Mapping[str, Any]) -> dict[str, list[Span]]:
    """DWIE's mentions by entity; a demonym is its state (`gpe0`), amounts, dates and roles are left out."""
    whole = {r["h"]: r["t"] for r in document["relations"] if r["r"] == "gpe0"}
    clusters: defaultdict[str, list[Span]] = defaultdict(list)
    for entity in document["entities"]:
        if "value" not in entity["types"]:
            clusters[str(whole.get(entity["id"], entity["id"]))].extend((a, b) for a, b in entity["mentions"])
    return dict(clusters)


def aligned(reading: Reading, clusters: Mapping[str, Sequence[Span]]) -> Clusters:
    """Our names that stand where a gold mention stands."""
    at = {span: key for key, spans in clusters.items() for span in spans}
    found = Clusters()
    for number, entity in enumerate(reading.table.entities):
        for first, last, kind in entity.mentions:
            span = reading.document.bounds(first, last)
            if kind in NAMED and span in at:
                found.system.append(str(number))
                found.gold.append(at[span])
    return found


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A gold nominal or pronoun, what its cluster is named, and what it was taken for."""

    kind: str
    type: str
    where: str
    names: tuple[str, ...]
    answer: str | None
    right: bool


def anaphors(reading: Reading, document: Mapping[str, Any]) -> Iterator[Anaphor]:
    """Every gold nominal and pronoun whose cluster has a name that we found."""
    text = document["text"]
    clusters: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for entity in document["entities"]:
        if entity["cluster"] is not None:
            clusters[entity["cluster"]].extend((a, b, entity["types"][0]) for a, b in entity["mentions"])
    for spans in clusters.values():
        named = _named_in(reading, [(a, b) for a, b, _ in spans])
        words = {text[a:b].lower() for a, b, _ in spans if text[a].isupper()}
        if not named or len(words) > CROWDED:
            continue
        for a, b, kind in spans:
            behind = reading.document.ends.get(b)
            if behind is None or reading.table.at(behind - 1) is not None:
                continue
            spoken = reading.document.doc[behind - 1]
            if spoken.pos_ not in {"NOUN", "PRON", "PROPN"}:
                continue
            answer = reading.filler(spoken)
            if answer is not None and not answer.named:
                answer = None
            yield Anaphor(
                "pronoun" if spoken.pos_ == "PRON" else "nominal",
                kind,
                text[max(0, a - 110) : a] + "[[" + text[a:b] + "]]" + text[b : b + 40],
                tuple(sorted(e.name for e in named)),
                answer.name if answer else None,
                answer in named,
            )


def _named_in(reading: Reading, spans: Iterable[Span]) -> list[LocalEntity]:
    """Our named entities that have a mention in a gold cluster."""
    spans = list(spans)
    return [
        entity
        for entity in reading.table.entities
        if any(
            kind in NAMED and any(same_place(reading.document.bounds(first, last), s) for s in spans)
            for first, last, kind in entity.mentions
        )
    ]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--size", type=int, default=150, help="articles of dwie/train")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--errors", type=int, default=0, help="so many errors to read")
    given = parser.parse_args()
    extractor = Extractor(default_index())
    print("| names | mentions | measure | P | R | F1 |\n|---|---|---|---|---|---|")
    for name in ("dwie/train", "dwie/dev"):
        sums: Counter[str] = Counter()
        for document in sample(given.bench / f"{name}.jsonl.gz", given.size, given.seed):
            reading = extractor.read(Article(id=str(document["id"]), text=document["text"]))
            sums.update(aligned(reading, gold_clusters(document)).counts())
        for measure, (p, r, f1) in rates(sums).items():
            print(f"| {name} | {sums['mentions']} | {measure} | {p:.1f} | {r:.1f} | {f1:.1f} |")
    found = [
        anaphor
        for document in sample(given.bench / "wikievents" / "dev.jsonl.gz", 1000, given.seed)
        for anaphor in anaphors(
            extractor.read(Article(id=str(document["id"]), text=document["text"])), document
        )
    ]
    print("\n| wikievents | gold | answered | P | R |\n|---|---|---|---|---|")
    for kind in ("nominal", "pronoun"):
        for type_ in ("all", *sorted({a.type for a in found})):
            some = [a for a in found if a.kind == kind and type_ in ("all", a.type)]
            answered = [a for a in some if a.answer]
            right = sum(a.right for a in some)
            if some:
                print(
                    f"| {kind}s {type_} | {len(some)} | {len(answered)} "
                    f"| {100 * right / max(1, len(answered)):.1f} | {100 * right / len(some):.1f} |"
                )
    wrong = [a for a in found if not a.right]
    random.Random(given.seed).shuffle(wrong)  # noqa: S311
    for a in wrong[: given.errors]:
        print(f"{a.kind} {a.type}: {a.where!r}\n    is {a.names}, taken for {a.answer}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
