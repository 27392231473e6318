"""What a name may mean and why, for people and programs: one name outside any article, or one of an article.

The linker decides; this only asks it, and puts into words what it weighed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from loader.knowledge import EntityFacts, Knowledge, NameQuery, Suggestion, Tenure
from loader.link.candidates import candidates
from loader.link.dates import first_day, last_day
from loader.link.document import named_entities
from loader.link.explained import feature_words
from loader.link.linker import Linker
from loader.link.names import person_key
from loader.link.ranking import Features
from loader.model import Article, Entity, EntityType, Extraction, Judgement, Mention, Verdict

SURE = 0.9
"""Matches with a higher score are right more than nine times in ten."""
_QID = re.compile(r"[Qq][1-9]\d*")
_WEIGHTY = 0.1
"""Reasons that weigh less are not told."""
_UNNAMED_TYPES = {EntityType.PERSON: 0.5, EntityType.ORGANIZATION: 0.25, EntityType.PLACE: 0.25}
"""How likely an unknown name is that of a person, an organisation, a place."""
_FEW = 6
_MISFIT = 0.01
"""What the score of an entity of another type than was told is multiplied by."""
_ALIKE = 0.3
"""Score of the best known person of whom nothing but a likeness of the name is known."""
_HEADS = frozenset({"head_of_state", "monarch", "head_of_government"})


class NameMatcher:
    """Implements `Matcher` by a linker; may be asked from several threads."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._index = linker.index

    def match(self, query: NameQuery, limit: int = 10) -> tuple[Suggestion, ...]:
        """Entities that a name may mean, best first; a Wikidata id in the place of a name is that entity.

        Without a type each type that the name's bearers have is tried, and counts by how well known they
        are. A judgement that holds everywhere, or in the country given, goes before the ranking.
        """
        if _QID.fullmatch(query.name.strip()):
            facts = self._index.facts(query.name.strip().upper())
            return () if facts is None else (Suggestion(facts, self.describe(facts), 1.0, sure=True),)
        best: dict[str, Suggestion] = {}
        chances: defaultdict[str, float] = defaultdict(float)
        said: Judgement | None = None
        for kind, share in self._types(query).items():
            extraction = self._extraction(query, kind)
            for found in suggestions(
                self._linker, extraction, extraction.entities[0].id, countries=query.country is not None
            ):
                qid = found.facts.qid
                chances[qid] += share * found.score
                if qid not in best or found.score > best[qid].score:
                    best[qid] = found
            said = said or self._linker.judgements.find(
                extraction.entities[0], extraction.article, (query.country,) if query.country else ()
            )
        ranked = self._judged(query, best, chances, said)
        first = tuple(s for s in ranked[:1] if s.sure)  # stays first, whatever likenesses score
        most = first[0].score if first else 1.0
        alike = (
            replace(s, score=min(s.score, most)) for s in self._alike(query, {s.facts.qid for s in ranked})
        )
        rest = sorted((*ranked[len(first) :], *alike), key=lambda s: -s.score)
        return (*first, *rest)[:limit]

    def complete(self, prefix: str, limit: int = 10, skip: int = 0) -> tuple[Suggestion, ...]:
        """Entities of which a name begins so: those called just so first, then the best known."""
        if _QID.fullmatch(prefix.strip()):
            facts = self._index.facts(prefix.strip().upper())
            return () if facts is None or skip else (Suggestion(facts, self.describe(facts), 1.0),)
        names = self._index.starting_with(prefix, limit, skip)
        known = ((self._index.facts(name.qid), name.prior) for name in names)
        return tuple(Suggestion(f, self.describe(f), prior) for f, prior in known if f is not None)

    def describe(self, facts: EntityFacts) -> str:
        """A few words that tell an entity from its namesakes."""
        return describe(facts, self._index)

    def _judged(
        self,
        query: NameQuery,
        best: Mapping[str, Suggestion],
        chances: Mapping[str, float],
        said: Judgement | None,
    ) -> list[Suggestion]:
        found = (
            replace(s, score=round(chances[qid] * (1.0 if _fits(query, s.facts) else _MISFIT), 4))
            for qid, s in best.items()
        )
        result = sorted(found, key=lambda s: (-s.score, int(s.facts.qid[1:])))
        if said is not None and said.verdict is Verdict.ENTITY and said.qid is not None:
            facts = self._index.facts(said.qid) or EntityFacts(
                said.qid, said.type or EntityType.ORGANIZATION, said.name
            )
            reason = ((f"decided by {said.who}", 1.0),)
            others = [s for s in result if s.facts.qid != said.qid]
            return [Suggestion(facts, self.describe(facts), 1.0, True, reason), *others]
        if result and said is None:
            first = result[0]
            told = _fits(query, first.facts) and _is_there(query, first.facts)
            sure = told and (first.score >= SURE or self._only_bearer(query, first.facts))
            result[0] = replace(first, sure=sure)
        return result

    def _only_bearer(self, query: NameQuery, facts: EntityFacts) -> bool:
        """Whether nobody else in the index is called just so, and what was told of the name fits.

        A type must be told; a person's name needs two words.
        """
        named = {name.qid for name in self._index.lookup(query.name)}
        short = facts.type is EntityType.PERSON and " " not in person_key(query.name)
        living = query.date is None or not (facts.start and first_day(facts.start) > last_day(query.date))
        return named == {facts.qid} and facts.type in query.types and living and not short

    def _alike(self, query: NameQuery, seen: set[str]) -> Iterator[Suggestion]:
        """Persons for whom nothing but a surname or a likeness speaks: never links, but worth a look."""
        if query.types and EntityType.PERSON not in query.types:
            return
        named = named_entities(self._extraction(query, EntityType.PERSON))[0]
        found = {f.qid: f for f in candidates(self._index, named, query.date) if f.qid not in seen}
        known = ((f, facts) for f in found.values() if (facts := self._index.facts(f.qid)) is not None)
        alike = [(round(_ALIKE * f.similarity * facts.prior, 4), f, facts) for f, facts in known]
        for score, f, facts in sorted(alike, key=lambda a: (-a[0], int(a[2].qid[1:]))):
            words = feature_words().get(f"match_{f.match}", f"match {f.match}")
            yield Suggestion(facts, self.describe(facts), score, reasons=((words, score),))

    def _types(self, query: NameQuery) -> dict[EntityType, float]:
        """Types to try, with their shares of one."""
        fame: defaultdict[EntityType, float] = defaultdict(float)
        for name in self._index.lookup(query.name):
            if not query.types or name.type in query.types:
                fame[name.type] += name.prior
        if not any(fame.values()):
            fame.update(dict.fromkeys(query.types, 1.0) if query.types else _UNNAMED_TYPES)
        total = sum(fame.values())
        return {kind: value / total for kind, value in fame.items() if value}

    def _extraction(self, query: NameQuery, kind: EntityType) -> Extraction:
        """The name as the one entity of a tiny article, and the country as another."""
        text = " ".join(query.context.split())
        spans = [m.span() for m in re.finditer(re.escape(query.name), text, re.IGNORECASE)]
        if not spans:
            text = f"{query.name}\n{text}" if text else query.name
            spans = [(0, len(query.name))]
        entities = [Entity("e1", kind, query.name, tuple(Mention(*span) for span in spans))]
        country = self._index.facts(query.country) if query.country else None
        if country is not None:
            start = len(text) + 1
            text = f"{text}\n{country.label}"
            mention = Mention(start, len(text))
            entities.append(Entity("e2", EntityType.STATE, country.label, (mention,)))
        return Extraction(Article("query", text, published=query.date), tuple(entities))


def suggestions(
    linker: Linker, extraction: Extraction, entity: str, *, countries: bool = True
) -> tuple[Suggestion, ...]:
    """What an entity of an article may be by the ranking alone, best first, with the reasons.

    `countries` is False when there is no article that could be about another state than the candidate's.
    """
    for named, options, weighed in linker.considered(extraction):
        if named.entity.id == entity:
            vectors = weighed if countries else [_without_foreign(vector) for vector in weighed]
            chances = linker.ranking.probabilities(vectors)
            found = (
                Suggestion(
                    facts,
                    describe(facts, linker.index),
                    round(chance, 4),
                    reasons=reasons(linker.ranking.weights, vector),
                )
                for (_, facts), vector, chance in zip(options, vectors, chances, strict=True)
            )
            return tuple(sorted(found, key=lambda s: (-s.score, int(s.facts.qid[1:]))))
    return ()


def _fits(query: NameQuery, facts: EntityFacts) -> bool:
    """Whether an entity is of a type that was told, if one was."""
    return not query.types or facts.type in query.types


def _is_there(query: NameQuery, facts: EntityFacts) -> bool:
    """Whether an entity is known to be of the country that was told, if one was, or is that itself."""
    return query.country is None or query.country in (facts.country, facts.qid)


def _without_foreign(features: Features) -> Features:
    """A name alone is not foreign to anything: the only state at hand is its own."""
    return {name: value for name, value in features.items() if not name.startswith("foreign")}


def reasons(weights: Mapping[str, float], features: Features) -> tuple[tuple[str, float], ...]:
    """What spoke for a candidate and against it, in words, the weightiest first; six at most."""
    words = feature_words()
    parts = (
        (words.get(name, name.replace("_", " ")), weights.get(name, 0.0) * v) for name, v in features.items()
    )
    weighty = sorted((p for p in parts if abs(p[1]) >= _WEIGHTY), key=lambda p: -abs(p[1]))
    return tuple((name, round(weight, 2)) for name, weight in weighty[:_FEW])


def describe(facts: EntityFacts, knowledge: Knowledge) -> str:
    """A few words that tell an entity from its namesakes, made from facts."""
    kind = re.sub(r"(?<!^)([A-Z])", r" \1", facts.type).lower()
    country = knowledge.facts(facts.country) if facts.country else None
    place = f", {country.label}" if country is not None and country.qid != facts.qid else ""
    if facts.type is not EntityType.PERSON:
        years = _years(facts.start, facts.end)
        return f"{kind}{place}{f' ({years})' if years else ''}"
    born = f", born {facts.start[:4]}" if facts.start else ""
    died = f", died {facts.end[:4]}" if facts.end else ""
    return f"{kind}{place}{born}{died}{_office(knowledge.tenures_of(facts.qid))}"


def _office(tenures: Sequence[Tenure]) -> str:
    """The last office that somebody came into; one at the head of a state or government if there was any."""
    heads = [tenure for tenure in tenures if tenure.category in _HEADS]
    if not tenures:
        return ""
    last = max(heads or tenures, key=lambda tenure: tenure.start or "")
    years = _years(last.start, last.end)
    return f"; {last.office}{f' ({years})' if years else ''}"


def _years(start: str | None, end: str | None) -> str:
    if not start and not end:
        return ""
    first, last = start[:4] if start else "?", end[:4] if end else ""
    return first if first == last else f"{first}–{last}"
