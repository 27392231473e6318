"""Who holds an office that the text names.

Linear patterns around an office phrase (a name behind the title, an apposition on either side), the
copula through the tree, and last the index: "Kazakhstan's president" in an article of January 2022 is
whoever of the people *named in the article* held that office then; and where it names nobody who did, a
person without a name, whom the linker finds by office and date.
"""

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.entities import EntityTable, LocalEntity
from loader.extract.incumbency import ended, held, tenures_of
from loader.extract.lexicon import Lexicons
from loader.extract.offices import LEADERS, OfficePhrase
from loader.extract.owners import OwnerFinder
from loader.extract.syntax import CLOSERS, children, conjuncts, subject
from loader.knowledge import Knowledge, Tenure
from loader.model import EntityType, MentionKind, Reference

_UNREAL = frozenset({"to", "will", "would", "may", "might", "could", "should", "shall", "wo"})
_SPOKEN_OF = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "poss", "conj", "pobj"})
"""As what a leader is spoken of as somebody, and not as something that one is or becomes."""
_AIMED = frozenset({"for", "as"})
"""What stands bare behind these is an office: "ran for president", "sworn in as president"."""
_NOW = frozenset({"current", "incumbent", "sitting"})
_OVER = frozenset({"be", "serve", "work", "act"})
"""Verbs in the past tense of which an office is over; who became or remained something may be it still."""
_RESOLVABLE = LEADERS | {"minister"}


class HolderFinder:
    """Fills in the holders of office phrases."""

    def __init__(self, knowledge: Knowledge, lexicons: Lexicons) -> None:
        self._knowledge = knowledge
        self._link_verbs = lexicons.offices.link_verbs
        self._owners = OwnerFinder(knowledge, lexicons)
        self._pronouns = lexicons.nominals.pronouns

    def fill(self, document: AnalysedDocument, table: EntityTable, phrases: list[OfficePhrase]) -> None:
        """Find the holders of each phrase; those named in place first, so that the others can refer back."""
        for phrase in list(phrases):
            self._owners.leave_out_nowhere(phrase)
            phrase.holders = self._in_place(document, table, phrase)
            if phrase.plural and len(phrase.holders) > 1:
                phrases.extend(_told_apart(document, table, phrase))
        phrases.sort(key=lambda p: p.first)
        _share_holders(document, phrases)
        date = document.article.published
        for phrase in list(phrases):
            if phrase.holders and phrase.of is None:
                phrases.extend(self._owners.supply(document, table, phrase, phrases))
            told = {t.lower_ for t in document.doc[phrase.left : phrase.first]} & _NOW
            if phrase.holders and not told and phrase.status == "current" and self._is_over(date, phrase):
                phrase.status = "former"
        for phrase in phrases:
            if not phrase.holders:
                self._refer_back(document, table, phrase)
            if not phrase.holders and self._is_leader(document, phrase):
                self._stand_for_leader(document, table, phrase, phrases)

    def _in_place(
        self, document: AnalysedDocument, table: EntityTable, phrase: OfficePhrase
    ) -> list[LocalEntity]:
        doc = document.doc
        for after in dict.fromkeys((phrase.last, phrase.right)):
            holders = self._people_from(document, table, after, many=phrase.plural)
            if holders:
                return holders
        end = phrase.right
        if end < len(doc) and doc[end].text == "," and not phrase.plural:
            behind = self._people_from(document, table, end + 1, many=False)
            if behind and self._closed(document, table, end + 1, doc[phrase.last - 1]):
                return behind
        before = self._person_before(document, table, phrase)
        if before is not None:
            return [before]
        return self._complement(document, table, phrase)

    def _people_from(
        self, document: AnalysedDocument, table: EntityTable, start: int, *, many: bool
    ) -> list[LocalEntity]:
        """The person named at a token, and with a plural title those coordinated behind."""
        doc = document.doc
        found: list[LocalEntity] = []
        i = start
        while i < len(doc) and doc[i].sent == doc[start].sent:
            mention = table.mention_at(i)
            entity = table.at(i)
            if mention is None or entity is None or mention[0] != i:
                break
            if entity.type is not EntityType.PERSON and not (found and _unknown_name(entity, mention)):
                break
            entity.type = EntityType.PERSON
            found.append(entity)
            i = mention[1]
            if not many:
                break
            owner = _owner_behind(document, table, i)
            i = owner[1] if owner is not None else i
            while i < len(doc) and doc[i].lower_ in {",", "and"}:
                i += 1
        return found

    def _closed(self, document: AnalysedDocument, table: EntityTable, start: int, title: Token) -> bool:
        """Whether an apposition ends behind the name, as it must: ", X, said"."""
        mention = table.mention_at(start)
        if mention is None:
            return False
        doc = document.doc
        if any(doc[i].dep_ == "appos" and doc[i].head == title for i in range(mention[0], mention[1])):
            return True
        return mention[1] >= len(doc) or doc[mention[1]].text in CLOSERS

    def _person_before(
        self, document: AnalysedDocument, table: EntityTable, phrase: OfficePhrase
    ) -> LocalEntity | None:
        """As in "Kassym-Jomart Tokayev, the president of Kazakhstan, said"."""
        doc = document.doc
        comma = phrase.left - 1
        if comma < 1 or doc[comma].text not in {",", "(", "-", "–", "—"}:
            return None
        entity = table.at(comma - 1)
        if entity is None or entity.type is not EntityType.PERSON:
            return None
        if doc[comma].sent != doc[phrase.first].sent or doc[comma - 1].sent != doc[phrase.first].sent:
            return None
        title = doc[phrase.last - 1]
        closed = phrase.right >= len(doc) or doc[phrase.right].text in CLOSERS
        follows = doc[phrase.right] if phrase.right < len(doc) else None
        apposed = title.dep_ == "appos" and table.at(title.head.i) is entity
        if apposed and follows is not None and follows.pos_ not in {"VERB", "AUX"}:
            return entity
        return entity if closed and title.dep_ not in {"nsubj", "nsubjpass", "conj"} else None

    def _complement(
        self, document: AnalysedDocument, table: EntityTable, phrase: OfficePhrase
    ) -> list[LocalEntity]:
        """As in "X is the president of Y", "X served as foreign minister"."""
        title = document.doc[phrase.last - 1]
        verb: Token | None = None
        if title.dep_ in {"attr", "oprd"}:
            verb = title.head
        elif title.dep_ == "pobj" and title.head.lower_ == "as":
            verb = title.head.head
        if verb is None or verb.lemma_.lower() not in self._link_verbs:
            return []
        if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in _UNREAL) for c in verb.children):
            return []
        who = subject(verb)
        if who is None:
            return []
        holders = [e for t in conjuncts(who) if (e := self._person_of(table, t)) is not None]
        if holders and verb.tag_ == "VBD" and verb.lemma_ in _OVER and phrase.status == "current":
            phrase.status = "former"
        return holders

    def _person_of(self, table: EntityTable, token: Token) -> LocalEntity | None:
        entity = table.at(token.i)
        if entity is not None:
            return entity if entity.type is EntityType.PERSON else None
        if token.lower_ in {"he", "she"} and token.lower_ in self._pronouns:
            person = table.last_before(token.i, frozenset({EntityType.PERSON}))
            if person is not None:
                return table.refer(person, token.i, token.i + 1, MentionKind.PRONOUN, Reference.PRONOUN)
        return None

    def _is_over(self, date: str | None, phrase: OfficePhrase) -> bool:
        """Whether the index knows that the tenure ended before the article: "President Clinton" in 2019."""
        if date is None or phrase.of is None or phrase.title.category not in _RESOLVABLE - {"minister"}:
            return False
        same = [
            t
            for t in tenures_of(self._knowledge, phrase.holders, date, former=None)
            if t.category == phrase.title.category and t.of in phrase.of.known[:1]
        ]
        return bool(same) and all(ended(t, date) for t in same)

    def _refer_back(self, document: AnalysedDocument, table: EntityTable, phrase: OfficePhrase) -> None:
        """Resolve "Kazakhstan's president" or "the former president" to a person whom the article names."""
        if phrase.plural or not phrase.definite or phrase.title.category not in _RESOLVABLE:
            return
        if phrase.stateless:
            return
        state = phrase.of or table.focus_state()
        if state is None or not state.known or phrase.status not in {"current", "former"}:
            return
        former = phrase.status == "former"
        holders = [
            person
            for person in table.of_type(EntityType.PERSON)
            if any(
                t.category == phrase.title.category
                and t.of == state.known[0]
                and self._same_office(phrase, t)
                for t in tenures_of(self._knowledge, [person], document.article.published, former=former)
            )
        ]
        if len(holders) == 1:
            phrase.of = state
            phrase.holders = holders
            phrase.resolved_by = "tenure"
            table.refer(holders[0], phrase.first, phrase.last, MentionKind.NOMINAL, Reference.OFFICE)

    def _is_leader(self, document: AnalysedDocument, phrase: OfficePhrase) -> bool:
        """Whether a phrase means who leads a state that day: "the president of Chile", and the index has one.

        Not without a date, since nobody could tell who is meant.
        """
        date, state = document.article.published, phrase.of
        if date is None or state is None or not state.known or state.type is not EntityType.STATE:
            return False
        if (
            phrase.plural
            or phrase.deputy
            or phrase.loose
            or not phrase.definite
            or phrase.status != "current"
        ):
            return False
        title = document.doc[phrase.last - 1]
        spoken_of = title.dep_ in _SPOKEN_OF and not (title.dep_ == "pobj" and title.head.lower_ == "as")
        any_one = any(child.dep_ == "det" and child.lower_ != "the" for child in title.children)
        ran_for = title.dep_ == "pobj" and title.head.lower_ in _AIMED and not children(title, "det", "poss")
        return (
            spoken_of
            and not (any_one or ran_for)
            and phrase.title.category in LEADERS
            and any(held(t, date) for t in self._knowledge.tenures_at(state.known[0], LEADERS))
        )

    @staticmethod
    def _stand_for_leader(
        document: AnalysedDocument, table: EntityTable, phrase: OfficePhrase, phrases: list[OfficePhrase]
    ) -> None:
        """Let a phrase stand for whom the article says to hold that office, else for a person without a name.

        That person is one in all of the article. Where it tells of several holders, nobody is meant for sure.
        """
        told = {
            id(holder): holder
            for other in phrases
            if other.of is phrase.of and other.category == phrase.category and other.status == "current"
            for holder in other.holders
        }
        if len(told) > 1:
            return
        if told:
            [holder] = told.values()
            table.refer(holder, phrase.first, phrase.last, MentionKind.NOMINAL, Reference.OFFICE)
        else:
            holder = table.nominal(phrase.last - 1, phrase.first, phrase.last, EntityType.PERSON)
            state = f" of {phrase.of.name}" if phrase.of is not None else ""
            holder.name = document.text(phrase.first, phrase.last) + state
        phrase.holders = [holder]
        phrase.resolved_by = "tenure"

    @staticmethod
    def _same_office(phrase: OfficePhrase, tenure: Tenure) -> bool:
        """Ministers are many: the portfolio must be the same word."""
        if tenure.category != "minister":
            return True
        return phrase.title.title.split()[0] in tenure.office.lower()


def _unknown_name(entity: LocalEntity, mention: tuple[int, int, MentionKind]) -> bool:
    """A name in a list of people that the index does not know as anything else."""
    return not entity.known and mention[2] is MentionKind.NAME and mention[1] - mention[0] > 1


def _owner_behind(document: AnalysedDocument, table: EntityTable, i: int) -> tuple[LocalEntity, int] | None:
    """Brazil of "Presidents A of Brazil and B of Chile", and the token behind it."""
    doc = document.doc
    if i + 1 >= len(doc) or doc[i].lower_ != "of":
        return None
    start = i + 2 if doc[i + 1].lower_ == "the" else i + 1
    mention, entity = table.mention_at(start), table.at(start)
    if mention is None or entity is None or entity.type is EntityType.PERSON:
        return None
    return entity, mention[1]


def _told_apart(document: AnalysedDocument, table: EntityTable, phrase: OfficePhrase) -> list[OfficePhrase]:
    """One phrase for each holder that is named with an owner of their own; the phrase keeps the others."""
    apart = []
    for holder in list(phrase.holders):
        last = next((m[1] for m in holder.mentions if m[0] >= phrase.last), None)
        owner = _owner_behind(document, table, last) if last is not None else None
        if owner is not None:
            apart.append(replace(phrase, of=owner[0], holders=[holder], plural=False))
            phrase.holders.remove(holder)
    return apart


def _share_holders(document: AnalysedDocument, phrases: list[OfficePhrase]) -> None:
    """As in "movement leader and regional governor X": both offices are X's."""
    for first, second in pairwise(phrases):
        joined = document.doc[first.right : second.left].text.strip().lower()
        of_state = first.of is not None and first.of.type is EntityType.STATE
        if of_state and {first.title.category, second.title.category} <= LEADERS:
            continue  # "India's prime minister and Chancellor X" are two
        if not first.holders and joined == "and" and second.left >= first.right:
            first.holders = second.holders
