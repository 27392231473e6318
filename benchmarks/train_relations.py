"""Trains the relation model (loader/extract/models/relations.json) on DWIE's training half.

    python benchmarks/train_relations.py TRAIN.jsonl.gz        # layout: loader/evaluate/gold.py, with `text`

The extractor reads each article; what there is to see of every pair of entities that it finds is collected,
and a pair counts as related when the gold entities that the two are aligned with are. Each relation gets a
logistic regression of its own. Its threshold is the one that gives rules and model together the best F1 in
five-fold cross-validation by article, but no less than LEAST. The same input gives the same file. Needs
scikit-learn (BSD-3-Clause), which geokg itself does not. A few minutes; docs/models.md has the figures.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from loader.evaluate.implied import implied_relations
from loader.evaluate.spans import align
from loader.extract.extractor import Extractor
from loader.extract.judge import MODEL, Judgement
from loader.extract.pairs import Pair, PairReader
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.knowledge import Knowledge
from loader.link import default_index
from loader.model import Article, EntityType

NAME = "relations-1"
WITHIN = 1
LEAST = 0.4
FOLDS = 5
RARE = 5
PENALTY = 0.3
SMALL = 0.02

_T = EntityType
_BODIES = frozenset(
    {_T.ORGANIZATION, _T.MEDIA, _T.PARTY, _T.ARMED_GROUP, _T.GOVERNMENT_BODY, _T.ARMED_FORCE, _T.ALLIANCE}
)
_PERSON, _STATE = frozenset({_T.PERSON}), frozenset({_T.STATE})
RELATIONS: dict[str, tuple[frozenset[EntityType], frozenset[EntityType]]] = {
    "in0": (frozenset({_T.PLACE}), _STATE),
    "based_in0": (_BODIES, _STATE),
    "event_in0": (frozenset({_T.NAMED_EVENT, _T.CONFLICT}), _STATE),
    "citizen_of": (_PERSON, _STATE),
    "agent_of": (_PERSON, _STATE),
    "member_of": (_PERSON | {_T.ORGANIZATION}, _BODIES),
    "head_of": (_PERSON, _BODIES),
    "agency_of": (_BODIES, _STATE),
    "ministry_of": (frozenset({_T.GOVERNMENT_BODY}), _STATE),
    "institution_of": (_BODIES, frozenset({_T.ALLIANCE})),
    "part_of": (_BODIES, _BODIES),
}
"""Relation -> the types between which it is looked for."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of an article: what is seen of it, what holds of it, and what the rules say of it."""

    article: int
    head: EntityType
    tail: EntityType
    features: list[str]
    gold: frozenset[str]
    ruled: frozenset[str]


class Collector:
    """A judge that judges nothing and keeps what it is shown."""

    name = "collector"

    def __init__(self) -> None:
        """Hold nothing yet."""
        self.seen: list[tuple[Pair, list[str]]] = []

    def judge(self, reading: Reading, drafts: Iterable[Draft]) -> Iterator[Judgement]:
        """See `RelationJudge`."""
        reader = PairReader(reading, drafts)
        heads = frozenset[EntityType]().union(*(h for h, _ in RELATIONS.values()))
        tails = frozenset[EntityType]().union(*(t for _, t in RELATIONS.values()))
        self.seen = [(pair, reader.features(pair)) for pair in reader.pairs(heads, tails, within=WITHIN)]
        return iter(())


@dataclass
class Corpus:
    """The examples, and how many relations the gold holds and the rules give and get right."""

    examples: list[Example]
    gold: Counter[str]
    ruled: Counter[str]
    right: Counter[str]


def read_corpus(documents: Iterable[dict[str, Any]], knowledge: Knowledge) -> Corpus:
    """Let the extractor read the articles, and align what it finds with the gold."""
    collector = Collector()
    extractor = Extractor(knowledge, judge=collector)
    corpus = Corpus([], Counter(), Counter(), Counter())
    for number, document in enumerate(documents):
        record = extractor.extract(Article(id=str(document["id"]), text=document["text"]))
        mentions, relations = _gold(document)
        corpus.gold.update(
            r for (h, t), names in relations.items() if {h, t} <= mentions.keys() for r in names
        )
        mapping = align(record.entities, mentions)
        said: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for head, name, tail in implied_relations(record):
            said[head, tail].add(name)
            corpus.ruled[name] += 1
            corpus.right[name] += name in relations.get((mapping.get(head, ""), mapping.get(tail, "")), ())
        for pair, features in collector.seen:
            ends = (mapping.get(pair.head.id, ""), mapping.get(pair.tail.id, ""))
            corpus.examples.append(
                Example(
                    number,
                    pair.head.type,
                    pair.tail.type,
                    features,
                    frozenset(relations.get(ends, ())),
                    frozenset(said.get((pair.head.id, pair.tail.id), ())),
                )
            )
    return corpus


def _gold(
    document: dict[str, Any],
) -> tuple[dict[str, list[tuple[int, int]]], dict[tuple[str, str], set[str]]]:
    """Mentions by entity, and relations by their two ends; a demonym is its state (`gpe0`)."""
    whole = {r["h"]: r["t"] for r in document["relations"] if r["r"] == "gpe0"}
    mentions: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for entity in document["entities"]:
        spans = [(start, end) for start, end in entity["mentions"]]
        if spans:
            mentions[str(whole.get(entity["id"], entity["id"]))].extend(spans)
    relations: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for r in document["relations"]:
        relations[str(whole.get(r["h"], r["h"])), str(whole.get(r["t"], r["t"]))].add(r["r"])
    return dict(mentions), dict(relations)


def train(corpus: Corpus, relation: str) -> dict[str, Any]:
    """Weights and threshold of one relation, and what cross-validation promises."""
    heads, tails = RELATIONS[relation]
    examples = [e for e in corpus.examples if e.head in heads and e.tail in tails]
    counts = Counter(f for e in examples for f in e.features)
    places = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}
    matrix = _matrix(examples, places)
    holds = np.array([relation in e.gold for e in examples])
    fold = np.array([e.article % FOLDS for e in examples])
    chance = np.zeros(len(examples))
    for k in range(FOLDS):
        chance[fold == k] = _fit(matrix[fold != k], holds[fold != k]).predict_proba(matrix[fold == k])[:, 1]
    free = np.array([relation not in e.ruled for e in examples])
    figures = {
        round(float(t), 2): _f1(corpus, relation, free & (chance >= t), holds)
        for t in np.arange(LEAST, 0.91, 0.05)
    }
    threshold = max(figures, key=lambda t: figures[t])
    before = _f1(corpus, relation, free & (chance > 1), holds)
    taken = free & (chance >= threshold)
    print(
        f"{relation:15} {len(examples):6} pairs, {holds.sum():5} related: rules F1 {before:4.1f}, "
        f"with model {figures[threshold]:4.1f} from {threshold:.2f} on, "
        f"{taken.sum()} added at P {100 * holds[taken].mean() if taken.any() else 0:.1f}"
    )
    fitted = _fit(matrix, holds)
    weights = {f: round(float(fitted.coef_[0][i]), 2) for f, i in places.items()}
    return {
        "heads": sorted(heads),
        "tails": sorted(tails),
        "threshold": threshold,
        "intercept": round(float(fitted.intercept_[0]), 3),
        "weights": {f: w for f, w in weights.items() if abs(w) >= SMALL},
    }


def _matrix(examples: list[Example], places: dict[str, int]) -> Any:
    cells = [(row, places[f]) for row, e in enumerate(examples) for f in e.features if f in places]
    rows, columns = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(examples), len(places)))


def _fit(matrix: Any, holds: Any) -> Any:
    return LogisticRegression(C=PENALTY, solver="liblinear", random_state=0).fit(matrix, holds)


def _f1(corpus: Corpus, relation: str, added: Any, holds: Any) -> float:
    """F1 of the rules and what is added, over all that the gold holds."""
    right = corpus.right[relation] + int((added & holds).sum())
    given = corpus.ruled[relation] + int(added.sum())
    return 200 * right / (given + corpus.gold[relation])


def main() -> None:
    """Train, print what cross-validation gives, write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    with gzip.open(arguments.train, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    corpus = read_corpus(documents, default_index())
    model = {
        "name": NAME,
        "within": WITHIN,
        "relations": {relation: train(corpus, relation) for relation in RELATIONS},
    }
    text = json.dumps(model, indent=0, ensure_ascii=False, sort_keys=True)
    arguments.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
