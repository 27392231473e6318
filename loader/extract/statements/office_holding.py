"""OfficeHolding: who holds, held or will hold which office of what."""

from collections.abc import Iterator
from dataclasses import replace

from loader.extract.entities import LocalEntity
from loader.extract.offices import OfficePhrase
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import children, conjuncts, subject
from loader.model import EntityType, StatementType

_NAMED_IN_PLACE = 0.9
_REFERRED = 0.7
_RULED = 0.6
_STATELESS = frozenset({"spokesperson", "official", "head_of_organization", "judge", "other", "legislator"})


class OfficeHoldingExtractor:
    """From office phrases whose holder is known, and from verbs of ruling."""

    type = StatementType.OFFICE_HOLDING

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft an office phrase with a holder, one for its party; what is told elsewhere is left out."""
        del quotes
        for phrase in reading.offices:
            if not phrase.holders:
                yield from self._no_person(reading, phrase)
            if not phrase.holders or phrase.resolved_by == "article":
                continue
            if _says_enough(phrase):
                yield self._draft(reading, phrase)
            if phrase.party is not None:
                yield self._membership(reading, phrase, phrase.party)
        yield from self._rulers(reading)

    def _draft(self, reading: Reading, phrase: OfficePhrase) -> Draft:
        roles = {"holder": phrase.holders}
        if phrase.of is not None:
            roles["of"] = [phrase.of]
        return Draft(
            self.type,
            reading.document.doc[phrase.last - 1],
            roles,
            {
                "office": reading.document.text(phrase.first, phrase.last),
                "category": phrase.category,
                "status": phrase.status,
            },
            confidence=_REFERRED if phrase.resolved_by else _NAMED_IN_PLACE,
            presupposed=True,
        )

    def _no_person(self, reading: Reading, phrase: OfficePhrase) -> Iterator[Draft]:
        """A place or a newspaper told to be president: a slip, which the plausibility checks tell."""
        title = reading.document.doc[phrase.last - 1]
        if phrase.of is None or phrase.of.type is not EntityType.STATE or title.dep_ != "attr":
            return
        wrong = reading.lexicons.limits.wrong_kind[self.type]["holder"]
        heads = conjuncts(subject(title.head))
        told = reading.named_by(heads, [e for e in reading.fillers(heads) if e.type in wrong])
        if told is not None and title.head.lemma_ == "be":
            yield self._draft(reading, replace(phrase, holders=[told]))

    @staticmethod
    def _membership(reading: Reading, phrase: OfficePhrase, party: LocalEntity) -> Draft:
        """The party of "SPD minister X"."""
        return Draft(
            StatementType.MEMBERSHIP,
            reading.document.doc[phrase.last - 1],
            {"member": phrase.holders, "organization": [party]},
            {"status": "former" if phrase.status == "former" else "current"},
            confidence=_NAMED_IN_PLACE,
            presupposed=True,
        )

    def _rulers(self, reading: Reading) -> Iterator[Draft]:
        """As in "Nazarbayev, who had ruled Kazakhstan since 1989"."""
        verbs = reading.lexicons.offices.rule_verbs
        for token in reading.document.doc:
            category = verbs.get(token.lemma_.lower())
            if category is None or token.pos_ != "VERB":
                continue
            who = subject(token)
            holder = reading.filler(who) if who is not None else None
            states = [e for e in reading.fillers(children(token, "dobj")) if e.type is EntityType.STATE]
            if holder is None or holder.type is not EntityType.PERSON or not holder.named or not states:
                continue
            ended = token.tag_ == "VBD" or any(c.lower_ == "had" for c in children(token, "aux"))
            yield Draft(
                self.type,
                token,
                {"holder": [holder], "of": states},
                {"office": token.text, "category": category, "status": "former" if ended else "current"},
                confidence=_RULED,
            )


def _says_enough(phrase: OfficePhrase) -> bool:
    """A bare "chief X" says nothing; a bare "spokesman X" or "lawmaker X" still says what X is."""
    if phrase.of is not None:
        return True
    return not phrase.loose and (phrase.title.category in _STATELESS or phrase.title.of == "state")
