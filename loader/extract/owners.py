"""What an office is of where its title does not say: "President X", "mayor X", "Presidents X and Y".

Asks the index whose office a person held, then what the article is about; leaves open what neither tells.
Who holds an office is `holders`' question.
"""

from dataclasses import replace

from rapidfuzz import fuzz
from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.entities import EntityTable, LocalEntity
from loader.extract.incumbency import same_category, surely_held, tenures_of
from loader.extract.lexicon import Lexicons
from loader.extract.offices import LEADERS, SKIPPED, OfficePhrase
from loader.knowledge import Knowledge
from loader.model import EntityType

_ONE_NAME = 75
"""Likeness in per cent from which two spellings may be one name ("Sissi", "el-Sisi")."""


class OwnerFinder:
    """Fills in what offices are of."""

    def __init__(self, knowledge: Knowledge, lexicons: Lexicons) -> None:
        self._knowledge = knowledge
        self._ungoverned = lexicons.offices.ungoverned

    def supply(
        self,
        document: AnalysedDocument,
        table: EntityTable,
        phrase: OfficePhrase,
        phrases: list[OfficePhrase],
    ) -> list[OfficePhrase]:
        """Find what the office of a phrase with holders is of; returns phrases split off, one a holder."""
        apart = self._of_their_states(document.article.published, table, phrase, phrases)
        self._supply_body(document, table, phrase)
        if phrase.holders and phrase.of is None:
            self._supply_state(document, table, phrase)
            self._supply_place(document, table, phrase)
        return apart

    def leave_out_nowhere(self, phrase: OfficePhrase) -> None:
        """Leave open what an office is of where the place told has no such office.

        As in "European leader", "Africa's youngest president" and "the German football president".
        """
        if phrase.of is None:
            return
        facts = self._knowledge.facts(phrase.of.known[0]) if phrase.of.known else None
        kinds = frozenset(facts.wikidata_types) if facts is not None else frozenset()
        headed = phrase.title.of == "body" and phrase.title.category == "head_of_organization"
        leads = headed or phrase.title.category == "head_of_state"
        other = phrase.widened and phrase.of.type is EntityType.STATE and leads
        if other or (phrase.of.type is EntityType.PLACE and kinds & self._ungoverned):
            phrase.of, phrase.untold = None, True

    def _of_their_states(
        self, date: str | None, table: EntityTable, phrase: OfficePhrase, phrases: list[OfficePhrase]
    ) -> list[OfficePhrase]:
        """As in "Presidents A and B met": each of the state that the article or the index says."""
        if not phrase.plural or len(phrase.holders) < 2:
            return []
        apart = []
        by_id, category = _by_id(table), phrase.title.category
        for holder in phrase.holders[:]:
            told = [o.of for o in phrases if holder in o.holders and o.title.category == category and o.of]
            known = [
                by_id[t.of]
                for t in tenures_of(self._knowledge, [holder], date, former=False)
                if same_category(t.category, category) and t.of in by_id
            ]
            if states := [*told, *known]:
                apart.append(replace(phrase, of=states[0], holders=[holder], plural=False))
                phrase.holders.remove(holder)
        return apart

    @staticmethod
    def _supply_body(document: AnalysedDocument, table: EntityTable, phrase: OfficePhrase) -> None:
        """Take a name before the title that nobody knows for a body: a club of "Villarreal president X".

        Without it the club's president would pass for the state's.
        """
        doc, first = document.doc, phrase.first
        start = document.sentence_of(doc[first]).span.start
        while first > start and _unread(doc[first - 1]) and table.at(first - 1) is None:
            first -= 1
        if first < phrase.first:
            phrase.of = table.add_name(first, phrase.first, EntityType.ORGANIZATION)

    def _supply_state(self, document: AnalysedDocument, table: EntityTable, phrase: OfficePhrase) -> None:
        """Find the state that "President Rajoelina" leaves out.

        The index's, if the article names it; else the one that the article is about, for titles that
        are a state's.
        """
        if phrase.title.of != "state" or phrase.stateless:
            return
        date = document.article.published
        by_id = _by_id(table)
        tenures = tenures_of(self._knowledge, phrase.holders, date, former=None)
        known = [t.of for t in tenures if same_category(t.category, phrase.title.category)]
        if (of := next((qid for qid in known if qid in by_id), None)) is not None:
            phrase.of = by_id[of]
            return
        state = table.focus_state() if not known and not phrase.loose else None
        described = document.doc[phrase.first].is_lower or phrase.left < phrase.first
        if state is not None and described and self._has_another(state, date, phrase):
            phrase.title = replace(phrase.title, category=phrase.title.body or phrase.title.category)
        else:
            phrase.of = state

    def _has_another(self, state: LocalEntity, date: str | None, phrase: OfficePhrase) -> bool:
        """Whether the index knows who leads a state that day, and it is none of the holders' name.

        Then "Villarreal president X" is the president of something else, where "President X" may be one of
        the past.
        """
        if date is None or phrase.title.category not in LEADERS or phrase.status != "current":
            return False
        tenures = self._knowledge.tenures_at(state.known[0], LEADERS) if state.known else ()
        leaders = [
            facts.label
            for t in tenures
            if surely_held(t, date)
            and same_category(t.category, phrase.title.category)
            and (facts := self._knowledge.facts(t.holder)) is not None
        ]
        spelt = [fuzz.token_set_ratio(holder.name, leader) for holder in phrase.holders for leader in leaders]
        return bool(spelt) and max(spelt) < _ONE_NAME

    @staticmethod
    def _supply_place(document: AnalysedDocument, table: EntityTable, phrase: OfficePhrase) -> None:
        """Find the city or region of "mayor X" among the places of the sentence, when there is just one."""
        if phrase.title.of != "place" or phrase.stateless:
            return
        sentence = document.sentence_of(document.doc[phrase.first]).span
        found = {table.at(token.i) for token in sentence}
        places = [e for e in found if e is not None and e.type is EntityType.PLACE]
        if len(places) == 1:
            phrase.of = places[0]


def _by_id(table: EntityTable) -> dict[str, LocalEntity]:
    """The states that the article names, by index id."""
    return {qid: state for state in table.of_type(EntityType.STATE) for qid in state.known[:1]}


def _unread(token: Token) -> bool:
    """A word of a name before a title, and not a day or "New" at the head of a sentence."""
    if token.lower_ in SKIPPED:
        return False
    return token.pos_ == "PROPN" and token.is_alpha and token.text[:1].isupper() and token.ent_type_ != "DATE"
