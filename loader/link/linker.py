"""Decides which entity of the index each entity of an extraction is, or that none of them is.

Reads the article's text only at mentions and beside them; changes nothing; keeps no state between
articles, so that the order of loading does not matter.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from loader.knowledge import EntityFacts
from loader.link.bodies import BODIES, WHOLES, Bodies, BodyNames
from loader.link.candidates import Found, Match, candidates
from loader.link.document import Countries, Named, named_entities, sportiness
from loader.link.features import Context, features, standing
from loader.link.index import Index
from loader.link.judgements import Judgements, judged
from loader.link.names import person_key
from loader.link.ranking import Features, Ranking, default_ranking
from loader.model import Article, Candidate, EntityType, Extraction, Link

_SHOWN = 5
_PLACES = 4
_OF_PERSON = 0.5
"""A person or place named counts half a mention of its country."""
_WELL_KNOWN = 0.6
"""The prior of who is known by surname alone: presidents and prime ministers of large states."""
_NIL = "nil"

Option = tuple[Found, EntityFacts]


class Linker:
    """Links extractions against an index; `link` may be called from several threads."""

    def __init__(
        self, knowledge: Index, ranking: Ranking | None = None, judgements: Judgements | None = None
    ) -> None:
        self.index = knowledge
        self.ranking = ranking or default_ranking()
        self.judgements = judgements or Judgements()
        self._names = BodyNames(knowledge)

    def link(self, extraction: Extraction) -> tuple[Link, ...]:
        """One link an entity, in the extraction's order; the best five candidates with their scores.

        What a person decided goes before the ranking.
        """
        ranked = [
            self._decide(named, options, vectors) for named, options, vectors in self.considered(extraction)
        ]
        return judged(ranked, extraction, self.judgements, self.index)

    def considered(self, extraction: Extraction) -> list[tuple[Named, list[Option], list[Features]]]:
        """For each entity its candidates and their features: what is weighed, and learnt from."""
        named = named_entities(extraction)
        date = extraction.article.published
        bodies = Bodies(extraction, self.index, self._names)
        options = [
            [(f, facts) for f, facts in self._options(item, date) if bodies.allow(item.entity, f, facts)]
            for item in named
        ]
        context = _context(named, options, extraction.article)
        result = []
        for item, by_name in zip(named, options, strict=True):
            found = [*by_name, *self._bodies(item, by_name, bodies, context)]
            vectors: list[Features] = [features(self.index, context, item, f, facts) for f, facts in found]
            kept = [
                i
                for i, vector in enumerate(vectors)
                if _supported(found[i][0], vector) and not _outdone(found[i], found)
            ]
            rivals = [found[i] for i in kept]
            standings = standing(item, rivals, [vectors[i] for i in kept])
            weighed: list[Features] = [{**vectors[i], **s} for i, s in zip(kept, standings, strict=True)]
            result.append((item, rivals, weighed))
        return result

    def _options(self, named: Named, date: str | None) -> list[Option]:
        found = candidates(self.index, named, date)
        return [(f, facts) for f in found if (facts := self.index.facts(f.qid)) is not None]

    def _bodies(
        self, named: Named, found: Sequence[Option], bodies: Bodies, context: Context
    ) -> Iterator[Option]:
        """The bodies of the article's state that are called so for short."""
        entity = named.entity
        if entity.type not in BODIES or not (named.named or entity.type is EntityType.GOVERNMENT_BODY):
            return
        seen = {option.qid for option, _ in found}
        texts = [surface.text for surface in named.surfaces if surface.count] or [entity.name]
        for state in bodies.states(entity, context.wholes.focus(entity.id)):
            for text in texts:
                for qid in self._names.called(text, state):
                    facts = self.index.facts(qid)
                    if qid not in seen and facts is not None:
                        seen.add(qid)
                        yield Found(qid, Match.BODY, text), facts

    def _decide(self, named: Named, options: Sequence[Option], vectors: Sequence[Features]) -> Link:
        chances = self.ranking.probabilities(vectors)
        ranked = sorted(
            zip(chances, options, strict=True), key=lambda pair: (-pair[0], int(pair[1][0].qid[1:]))
        )
        shown = tuple(Candidate(option[0].qid, round(chance, _PLACES)) for chance, option in ranked[:_SHOWN])
        if not ranked or ranked[0][0] < self.ranking.threshold:
            return Link(named.entity.id, None, 0.0, _NIL, shown)
        chance, (best, _) = ranked[0]
        return Link(named.entity.id, best.qid, round(chance, _PLACES), best.match.value, shown)


def _supported(found: Found, vector: Features) -> bool:
    """What no weight can outbalance.

    An acronym is never meant by a plain word. A surname or a likeness
    alone names nobody: an office, a country or the full name must speak for it, or great fame for a surname.
    """
    if vector.get("case"):
        return False
    if found.match is Match.SURNAME:
        known = vector["prior"] >= _WELL_KNOWN
        return known or any(vector.get(name) for name in ("office", "named_in_full", "country"))
    if found.match is Match.FUZZY and len(person_key(found.surface).split()) == 1:
        return bool(vector.get("office")) or bool(vector.get("named_in_full"))
    return True


def _outdone(option: Option, rivals: Sequence[Option]) -> bool:
    """Whether a by-name is the very label of another entity of that type and country, which then is meant.

    Not among places: Washington may well be the capital.
    """
    found, facts = option
    return (
        found.match is Match.ALIAS
        and facts.type is not EntityType.PLACE
        and any(
            other.match is Match.LABEL
            and other.surface == found.surface
            and about.type is facts.type
            and about.country == facts.country is not None
            for other, about in rivals
        )
    )


def _context(named: Sequence[Named], options: Sequence[Sequence[Option]], article: Article) -> Context:
    """The countries that an article is about, and whom it names in full."""
    countries, wholes = Countries(), Countries()
    in_full: defaultdict[str, set[str]] = defaultdict(set)
    for item, found in zip(named, options, strict=True):
        sure = [option for option in found if option[0].match in (Match.LABEL, Match.ALIAS, Match.DEMONYM)]
        if not sure:
            continue
        facts = max((facts for _, facts in sure), key=lambda facts: facts.prior)
        mentions = sum(surface.count for surface in item.surfaces)
        if facts.type in WHOLES:
            wholes.add(item.entity.id, facts.qid, mentions)
        if facts.type is EntityType.STATE:
            countries.add(item.entity.id, facts.qid, mentions)
        elif facts.country is not None:
            countries.add(item.entity.id, facts.country, mentions * _OF_PERSON)
        for option, facts in sure:
            if facts.type is EntityType.PERSON and len(person_key(option.surface).split()) > 1:
                in_full[option.qid].add(item.entity.id)
    people = {qid: frozenset(ids) for qid, ids in in_full.items()}
    return Context(article.published, countries, wholes, sportiness(article.text), people)
