"""Trains the second opinion on the types of names (loader/extract/models/name-types.json) on DWIE.

    python benchmarks/train_name_types.py TRAIN.jsonl.gz        # DWIE's layout: entities with `types`

Every name that the extractor finds is an example; its type is that of the gold entity that one of its
mentions overlaps most, by TYPES. Teams that bear a city's or a country's name are left out: what they are
is a matter of convention. The probability from which the model overrules the vote is the one with the most
names right in five-fold cross-validation by article. The same input gives the same file. Needs scikit-learn
(BSD-3-Clause), which geokg itself does not. After it, run train_relations.py: types are features there.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from loader.extract.document import AnalysedDocument, analyse
from loader.extract.language_model import language_model
from loader.extract.lexicon import lexicons
from loader.extract.name_types import MODEL, name_features
from loader.extract.names import NameFinder, NameMention
from loader.extract.offices import OfficeFinder
from loader.link import default_index
from loader.model import Article, EntityType

NAME = "name-types-1"
FOLDS = 5
RARE = 3
PENALTY = 0.5
SMALL = 0.08
SURE = (0.6, 0.7, 0.8, 0.9, 0.95)

_T = EntityType
TYPES: tuple[tuple[str, EntityType | None], ...] = (
    ("sport_team", None),
    ("person", _T.PERSON),
    ("media", _T.MEDIA),
    ("party", _T.PARTY),
    ("army", _T.ARMED_FORCE),
    ("armed_movement", _T.ARMED_GROUP),
    *((kind, _T.GOVERNMENT_BODY) for kind in ("ministry", "agency", "court", "governmental_organisation")),
    ("igo", None),
    ("war", _T.CONFLICT),
    ("treaty", _T.AGREEMENT),
    *((kind, _T.PLACE) for kind in ("gpe", "facility", "location")),
    ("organization", _T.ORGANIZATION),
    ("event", _T.NAMED_EVENT),
)
"""DWIE's type -> ours, the first that fits; None is not learned from."""


class Sample:
    """A name of an article: its features, its type, and what the vote makes of it."""

    def __init__(self, article: int, features: list[str], gold: EntityType, vote: EntityType) -> None:
        """Hold them; a state is a place here."""
        self.article = article
        self.features = features
        self.gold = gold
        self.vote = _T.PLACE if vote is _T.STATE else vote


def read_samples(documents: list[dict[str, Any]]) -> list[Sample]:
    """Let the names of each article be found, and give each the type of the gold."""
    words, model = lexicons(), language_model()
    offices, finder = OfficeFinder(words), NameFinder(default_index(), words)
    samples = []
    for number, document in enumerate(documents):
        analysed = analyse(Article(id=str(document["id"]), text=document["text"]), model)
        groups: defaultdict[str, list[NameMention]] = defaultdict(list)
        for mention in finder.find(analysed, offices.title_tokens(analysed)):
            groups[mention.key].append(mention)
        for group in groups.values():
            gold = _gold_type(document, analysed, group)
            if gold is not None and group[0].votes and not group[0].demonym:
                vote = max(group[0].votes, key=lambda kind: (group[0].votes[kind], kind))
                samples.append(Sample(number, name_features(analysed, group), gold, vote))
    return samples


def _gold_type(
    document: dict[str, Any], analysed: AnalysedDocument, group: list[NameMention]
) -> EntityType | None:
    spans = [analysed.bounds(m.first, m.last) for m in group]
    hits: Counter[int] = Counter()
    for number, entity in enumerate(document["entities"]):
        for start, end in entity["mentions"]:
            hits[number] += any(min(e, end) - max(s, start) > 0.5 * max(e - s, end - start) for s, e in spans)
    if not hits or not hits.most_common(1)[0][1]:
        return None
    types = set(document["entities"][hits.most_common(1)[0][0]]["types"])
    return next((kind for name, kind in TYPES if name in types), None)


def train(samples: list[Sample]) -> dict[str, Any]:
    """The weights, and the probability from which they overrule the vote."""
    counts = Counter(f for s in samples for f in s.features)
    places = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}
    matrix = _matrix(samples, places)
    gold = np.array([s.gold for s in samples])
    vote = np.array([s.vote for s in samples])
    fold = np.array([s.article % FOLDS for s in samples])
    best, surety = np.array(vote), np.zeros(len(samples))
    for k in range(FOLDS):
        fitted = _fit(matrix[fold != k], gold[fold != k])
        chances = fitted.predict_proba(matrix[fold == k])
        best[fold == k] = fitted.classes_[chances.argmax(axis=1)]
        surety[fold == k] = chances.max(axis=1)
    print(f"{len(samples)} names; right by vote {100 * (vote == gold).mean():.1f} %")
    right = {sure: float((np.where(surety >= sure, best, vote) == gold).mean()) for sure in SURE}
    for sure, share in right.items():
        changed = (surety >= sure) & (best != vote)
        print(
            f"  sure from {sure}: right {100 * share:.1f} %; {changed.sum()} changed, "
            f"{100 * (best == gold)[changed].mean():.1f} % of them rightly"
        )
    fitted = _fit(matrix, gold)
    weights = {
        feature: {
            str(kind): round(float(fitted.coef_[row][column]), 2)
            for row, kind in enumerate(fitted.classes_)
            if abs(fitted.coef_[row][column]) >= SMALL
        }
        for feature, column in places.items()
    }
    return {
        "name": NAME,
        "sure": max(right, key=lambda sure: (right[sure], sure)),
        "intercepts": {
            str(k): round(float(b), 2) for k, b in zip(fitted.classes_, fitted.intercept_, strict=True)
        },
        "weights": {feature: row for feature, row in weights.items() if row},
    }


def _matrix(samples: list[Sample], places: dict[str, int]) -> Any:
    cells = [(row, places[f]) for row, s in enumerate(samples) for f in s.features if f in places]
    rows, columns = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(samples), len(places)))


def _fit(matrix: Any, gold: Any) -> Any:
    return LogisticRegression(C=PENALTY, max_iter=300, random_state=0).fit(matrix, gold)


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
    text = json.dumps(train(read_samples(documents)), indent=0, ensure_ascii=False, sort_keys=True)
    arguments.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
