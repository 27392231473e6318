"""Would a learnt model tell better than the rules who is who? Logistic regressions under cross-validation.

    python benchmarks/train_coreference.py [--bench FOLDER] [--size 604]

Two questions on dwie/train, five folds by article. Names: are two entities that the rules keep apart one, and
is a name that they joined to another rightly there? Pronouns and titles: DWIE has clusters of names only,
so names told again are hidden ("she", of the gender that DWIE notes; "the chancellor", of "Chancellor X"),
and who is meant is to be found among the people named before. What is learnt so is then asked of the real
pronouns of WikiEvents. Needs scikit-learn (BSD-3-Clause). docs/models.md has the figures and
says why nothing of it ships.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from coreference import NAMED, Clusters, aligned, gold_clusters, rates
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from variants import sample

from loader.evaluate.spans import Span, same_place
from loader.extract import Extractor
from loader.extract.entities import LocalEntity
from loader.extract.reading import Reading
from loader.knowledge import Knowledge
from loader.link import default_index
from loader.model import Article, EntityType
from loader.rdf import normalise

FOLDS = 5
PENALTY = 0.3
BACK = 6
"""Sentences that a person may have been named before a pronoun or title."""
_PERSON = frozenset({EntityType.PERSON})
_PRONOUNS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Joint:
    """Two entities of an article, told apart by the rules, and whether the gold has them as one."""

    article: int
    ends: tuple[int, int]
    features: Features
    same: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A hidden name or a real pronoun, the people it may be with what is seen of each, and who it is.

    `ruled`: whom the rule for pronouns takes, as a place in `candidates`; None when it is silent.
    """

    article: int
    kind: str
    candidates: tuple[Features, ...]
    right: frozenset[int]
    ruled: int | None


def joints(reading: Reading, clusters: Mapping[str, Sequence[Span]], article: int) -> Iterator[Joint]:
    """Pairs of named entities that share a word, letters or an id of the index."""
    at = {span: key for key, spans in clusters.items() for span in spans}
    named = [(n, e) for n, e in enumerate(reading.table.entities) if e.named]
    keys = {n: _cluster(reading, e, at) for n, e in named}
    for place, (later, entity) in enumerate(named):
        for earlier, other in named[:place]:
            seen = _names(entity, other, reading.knowledge)
            if seen and keys[later] is not None and keys[earlier] is not None:
                seen[f"types {entity.type}>{other.type}"] = 1
                seen["same type" if entity.type is other.type else "other type"] = 1
                crossed = {f"{entity.type is other.type}&{f}": v for f, v in seen.items()}
                yield Joint(article, (later, earlier), seen | crossed, keys[later] == keys[earlier])


def _cluster(reading: Reading, entity: LocalEntity, at: Mapping[Span, str]) -> str | None:
    """The gold cluster that most of an entity's names are of."""
    found = Counter(
        at[span]
        for first, last, kind in entity.mentions
        if kind in NAMED and (span := reading.document.bounds(first, last)) in at
    )
    return found.most_common(1)[0][0] if found else None


def _names(one: LocalEntity, other: LocalEntity, knowledge: Knowledge) -> Features:
    """What the two names have in common; nothing when that is nothing."""
    a, b = normalise(one.name).split(), normalise(other.name).split()
    if not a or not b:
        return {}
    seen: Features = {}
    common = set(a) & set(b)
    if common:
        seen[f"shared words {min(len(common), 3)}"] = 1
        seen["last word shared" if a[-1] == b[-1] else "last words differ"] = 1
        seen["first word shared" if a[0] == b[0] else "first words differ"] = 1
        if common in (set(a), set(b)):
            seen["one within the other"] = 1
    for short, long in ((a, b), (b, a)):
        if len(short) == 1 and len(long) > 1 and short[0] == "".join(w[0] for w in long):
            seen["initials"] = 1
        if len(short) == 1 and any(w != short[0] and w[:4] == short[0][:4] and len(w) > 4 for w in long):
            seen["same beginning"] = 1
    if set(one.known) & set(other.known):
        seen["may be one in the index"] = 1
    if seen and one.known and other.known and not set(one.known) & set(other.known):
        seen["others in the index"] = 1
    facts = [knowledge.facts(e.known[0]) if e.known else None for e in (one, other)]
    if seen and facts[0] is not None and facts[1] is not None and facts[0].country == facts[1].country:
        seen["same country"] = 1
    return seen


def hidden(reading: Reading, document: Mapping[str, Any], article: int) -> Iterator[Choice]:
    """Names of people told again, as if a pronoun or the title alone stood there."""
    table, doc = reading.table, reading.document.doc
    spans = {(a, b): e for e in document["entities"] for a, b in e["mentions"]}
    for entity in table.of_type(EntityType.PERSON):
        for first, last, kind in entity.mentions[1:]:
            gold = spans.get(reading.document.bounds(first, last))
            if kind not in NAMED or gold is None:
                continue
            genders = {t.removeprefix("gender::") for t in gold["tags"] if t.startswith("gender::")}
            pronoun = {"male": "he", "female": "she"}.get(next(iter(genders), ""))
            office = reading.office_at(doc[first - 1]) if first else None
            category = office.category if office is not None else None
            people = candidates(reading, first)
            right = frozenset(n for n, e in enumerate(people) if e is entity)
            if people and (category or pronoun):
                yield Choice(
                    article,
                    "title" if category else "pronoun",
                    tuple(
                        seen_of(reading, first, e, people, None if category else pronoun, category)
                        for e in people
                    ),
                    right,
                    None if category else _rule(reading, first, people),
                )


def real(reading: Reading, document: Mapping[str, Any], article: int) -> Iterator[Choice]:
    """The pronouns of people in WikiEvents whose cluster has a name."""
    clusters: dict[int, list[Span]] = defaultdict(list)
    for entity in document["entities"]:
        if entity["cluster"] is not None:
            clusters[entity["cluster"]].extend((a, b) for a, b in entity["mentions"])
    for spans in clusters.values():
        for span in spans:
            token = reading.document.ends.get(span[1], 0) - 1
            pronoun = _PRONOUNS.get(reading.document.doc[token].lower_) if token >= 0 else None
            if pronoun is None:
                continue
            people = candidates(reading, token)
            right = frozenset(n for n, e in enumerate(people) if _mentioned(reading, e, spans))
            named = any(_mentioned(reading, e, spans) for e in reading.table.of_type(EntityType.PERSON))
            if people and named:
                answer = reading.filler(reading.document.doc[token])
                yield Choice(
                    article,
                    "pronoun",
                    tuple(seen_of(reading, token, e, people, pronoun, None) for e in people),
                    right,
                    next((n for n, e in enumerate(people) if e is answer), None),
                )


def _mentioned(reading: Reading, entity: LocalEntity, spans: Sequence[Span]) -> bool:
    return any(
        kind in NAMED and any(same_place(reading.document.bounds(first, last), s) for s in spans)
        for first, last, kind in entity.mentions
    )


def candidates(reading: Reading, token: int) -> list[LocalEntity]:
    """People named before a token, in its sentence or the few before, the one named last first."""
    start = reading.document.sentence_index(reading.document.doc[token]) - BACK
    begin = reading.document.sentences[max(0, start)].span.start
    near = {id(reading.table.at(i)) for i in range(begin, token)}
    return [e for e in reading.table.before(token, _PERSON) if id(e) in near]


def _rule(reading: Reading, token: int, people: Sequence[LocalEntity]) -> int | None:
    """Whom the rule for pronouns takes at a token: the last subject, else the person named last."""
    at = reading.document.doc[token]
    answer = reading.last_subject(at, _PERSON) or reading.table.last_before(token, _PERSON)
    return next((n for n, e in enumerate(people) if e is answer), None)


def seen_of(
    reading: Reading,
    token: int,
    person: LocalEntity,
    people: Sequence[LocalEntity],
    pronoun: str | None,
    category: str | None,
) -> Features:
    """What there is to see of a person as the one meant at a token."""
    document, doc = reading.document, reading.document.doc
    before = [m for m in person.mentions if m[1] <= token and m[2] in NAMED]
    first, last, _ = before[-1]
    sentences = document.sentence_index(doc[token]) - document.sentence_index(doc[first])
    root = doc[first:last].root
    rank = people.index(person)
    counts = [sum(m[1] <= token for m in e.mentions) for e in people]
    seen = {
        f"sentences {min(sentences, 4)}",
        f"recency {min(rank, 4)} of {min(len(people), 4)}",
        f"as {root.dep_}",
        f"as {root.dep_} {min(sentences, 2)}",
        f"named {min(len(before), 4)}",
        f"anaphor as {doc[token].dep_}, as {root.dep_}",
    }
    if len(people) == 1:
        seen.add("the only one")
    if counts[rank] == max(counts):
        seen.add("named most")
    if document.sentence_of(doc[first]).span.start == first:
        seen.add("first of its sentence")
    if document.article.text.rfind("\n", 0, document.offsets[token]) < document.offsets[first]:
        seen.add("same paragraph")
    if pronoun is not None:
        gender = reading.gender(person)
        seen.add(
            "gender " + ("unknown" if gender is None else "fits" if gender == pronoun else "does not fit")
        )
    if category is not None:
        told = {
            o.category
            for o in reading.offices
            if person in o.holders and o.first < token and not o.resolved_by
        }
        held = {t.category for q in person.known[:1] for t in reading.knowledge.tenures_of(q)}
        seen.add(f"office {'told' if category in told else 'another told' if told else 'not told'}")
        seen.add(f"index {'has it' if category in held else 'has others' if held else 'has none'}")
    return {f"{'title' if category else 'pronoun'}: {s}": 1.0 for s in seen}


class Model:
    """A logistic regression over named features."""

    def __init__(self, rows: Sequence[Features], holds: Sequence[bool]) -> None:
        self._words = DictVectorizer()
        matrix = _short(self._words.fit_transform(rows))
        self._fitted = LogisticRegression(C=PENALTY, solver="liblinear", random_state=0).fit(matrix, holds)

    def chances(self, rows: Sequence[Features]) -> Any:
        """The probability of each row."""
        return self._fitted.predict_proba(_short(self._words.transform(rows)))[:, 1]


def _short(matrix: Any) -> Any:
    """A sparse matrix with indices of the size that the fitting takes."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return matrix


def chosen(model: Model, choice: Choice, least: float) -> int | None:
    """The likeliest candidate, if likely enough."""
    chances = model.chances(choice.candidates)
    best = int(np.argmax(chances))
    return best if chances[best] >= least else None


def of_choices(choices: Sequence[Choice]) -> Model:
    """A model of who is meant."""
    rows = [f for c in choices for f in c.candidates]
    return Model(rows, [n in c.right for c in choices for n in range(len(c.candidates))])


def tell(name: str, choices: Sequence[Choice], answers: Sequence[int | None]) -> None:
    """A row: how many, how many answered, precision, recall."""
    right = sum(a is not None and a in c.right for c, a in zip(choices, answers, strict=True))
    answered = sum(a is not None for a in answers)
    p, r = 100 * right / max(1, answered), 100 * right / max(1, len(choices))
    print(f"| {name} | {len(choices)} | {answered} | {p:.1f} | {r:.1f} | {2 * p * r / max(1, p + r):.1f} |")


def names(joined: Sequence[Joint], kept: Sequence[Clusters]) -> None:
    """Names under cross-validation: what joining the pairs held to be one does to the clusters."""
    chance: dict[int, float] = {}
    for fold in range(FOLDS):
        train = [j for j in joined if j.article % FOLDS != fold]
        held = [n for n, j in enumerate(joined) if j.article % FOLDS == fold]
        model = Model([j.features for j in train], [j.same for j in train])
        chance.update(zip(held, model.chances([joined[n].features for n in held]), strict=True))
    print(f"\n{len(joined)} pairs, {sum(j.same for j in joined)} of them one")
    print("| names | joined | right | B-cubed P | R | F1 | links P | R | F1 |\n" + "|---" * 9 + "|")
    for least in (1.1, 0.9, 0.8, 0.7, 0.6, 0.5):
        taken = [joined[n] for n, c in chance.items() if c >= least]
        into = {(j.article, str(j.ends[0])): str(j.ends[1]) for j in taken}
        sums: Counter[str] = Counter()
        for article, clusters in enumerate(kept):
            changed = [_end(into, article, s) for s in clusters.system]
            sums.update(Clusters(changed, clusters.gold).counts())
        cells = " | ".join(f"{f:.2f}" for three in rates(sums).values() for f in three)
        what = "rules" if least > 1 else f"and model from {least}"
        print(f"| {what} | {len(taken)} | {sum(j.same for j in taken)} | {cells} |")


def _end(into: Mapping[tuple[int, str], str], article: int, name: str) -> str:
    while (article, name) in into:
        name = into[article, name]
    return name


def main() -> int:
    """Learn, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--size", type=int, default=604)
    given = parser.parse_args()
    extractor = Extractor(default_index())
    joined: list[Joint] = []
    kept: list[Clusters] = []
    masked: list[Choice] = []
    for number, document in enumerate(sample(given.bench / "dwie/train.jsonl.gz", given.size, 7)):
        reading = extractor.read(Article(id=str(document["id"]), text=document["text"]))
        clusters = gold_clusters(document)
        joined.extend(joints(reading, clusters, number))
        kept.append(aligned(reading, clusters))
        masked.extend(hidden(reading, document, number))
    names(joined, kept)
    print("\n| who is meant | asked | answered | P | R | F1 |\n|---|---|---|---|---|---|")
    for kind in ("pronoun", "title"):
        some = [c for c in masked if c.kind == kind]
        if kind == "pronoun":
            tell("hidden pronouns, rule", some, [c.ruled for c in some])
        folds = [of_choices([c for c in some if c.article % FOLDS != f]) for f in range(FOLDS)]
        for least in (0.0, 0.5, 0.7):
            answers = [chosen(folds[c.article % FOLDS], c, least) for c in some]
            tell(f"hidden {kind}s, model from {least}", some, answers)
    wiki = sample(given.bench / "wikievents/dev.jsonl.gz", 1000, 7)
    asked = [
        c
        for n, d in enumerate(wiki)
        for c in real(extractor.read(Article(id=str(d["id"]), text=d["text"])), d, n)
    ]
    tell("pronouns of WikiEvents, rule", asked, [c.ruled for c in asked])
    model = of_choices([c for c in masked if c.kind == "pronoun"])
    for least in (0.0, 0.3, 0.5, 0.7):
        answers = [chosen(model, c, least) for c in asked]
        tell(f"pronouns of WikiEvents, model from {least}", asked, answers)
        agreed = [a if a == c.ruled else None for a, c in zip(answers, asked, strict=True)]
        tell(f"pronouns of WikiEvents, both agree, {least}", asked, agreed)
    folds = [of_choices([c for c in asked if c.article % FOLDS != f]) for f in range(FOLDS)]
    for least in (0.0, 0.5):
        answers = [chosen(folds[c.article % FOLDS], c, least) for c in asked]
        tell(f"pronouns of WikiEvents, model learnt there, from {least}", asked, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
