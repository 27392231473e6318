"""Office phrases: "Russian President", "the president of Kazakhstan", "Putin spokesman".

Finds every title of `lexicons/offices.yaml`, the state, body or person that the office is of, and the
words that change how it is held. Who holds it is `holders`' question.
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from loader.extract.document import AnalysedDocument
from loader.extract.entities import PLACES, EntityTable, LocalEntity
from loader.extract.forms import OfficeTitle
from loader.extract.lexicon import Lexicons
from loader.model import EntityType, MentionKind

_NOUNS = frozenset({"NOUN", "PROPN"})
_LEADS = frozenset({"of", "for", "at"})
_LOOSE = frozenset({"head", "chief", "boss", "chair", "official", "leader", "director", "commander",
                    "representative", "justice", "deputy", "envoy", "commissioner", "judge",
                    "speaker", "governor", "prosecutor"})  # fmt: skip
_POINTING = frozenset({"the", "this"})
_INNER = frozenset({"DET", "NOUN", "ADJ", "CCONJ", "PART", "PROPN"})
SKIPPED = frozenset(
    {"new", "current", "then", "long", "time", "longtime", "-", "incumbent", "sitting", "embattled", "first"}
)
"""Words before a title that belong to neither title nor owner."""
_DESCRIBING = frozenset({"amod", "advmod"})
"""How words stand between the owner and the title: "Egypt's newly elected president".

Not so a superlative: "Europe's youngest minister" is no minister of Europe.
"""
_BY_OTHERS = frozenset(
    {*("born", "based", "backed", "led", "trained", "educated"), *("speaking", "supported", "controlled")}
)
"""Words for where or whose somebody is: no "US-backed president" is of the US."""
_STATE = "state"
_STATE_LED = frozenset({"head_of_state", "head_of_government", "deputy_head", "monarch"})
_PARTISAN = frozenset({"minister", "mayor", "governor"})
"""Offices that a party fills and does not have: "the SPD minister", "Republican Governor X"."""
_BODIES_BY_TYPE = {
    EntityType.PARTY: "party_leader",
    EntityType.ARMED_FORCE: "military_commander",
}
_DEPUTISED = {
    "head_of_state": "deputy_head",
    "head_of_government": "deputy_head",
    **dict.fromkeys(("minister", "head_of_organization", "party_leader", "military_commander"), "official"),
    **dict.fromkeys(("mayor", "governor", "judge"), "official"),
}
"""What the deputy of one is."""
LEADERS = frozenset({"head_of_state", "head_of_government", "monarch"})
"""Categories of office whose holder leads a state."""

_OWNERS = frozenset({EntityType.STATE, EntityType.PLACE, EntityType.ALLIANCE, EntityType.GOVERNMENT_BODY})
_PEERED = frozenset({"head_of_state", "head_of_government", "minister", "monarch", "mayor", "spokesperson"})
_HEADS = frozenset({"head_of_organization", "head_of_state", "head_of_government"})


@dataclass(slots=True, eq=False)
class OfficePhrase:
    """A title in the text with what stands around it.

    `first` and `last` bound the title itself; `left` and `right` the whole phrase with "Russia's" or
    "of Russia". `party` is the holder's, where the title tells it ("SPD minister X"); `untold`: the office is
    of something that no name tells ("president of the order"); `widened`: a noun before the title makes it
    another ("football president"). `holders` are filled in by `holders.find_holders`; `resolved_by` tells
    how, when the holder is named elsewhere in the article.
    """

    title: OfficeTitle
    first: int
    last: int
    left: int
    right: int
    of: LocalEntity | None = None
    status: str = "current"
    plural: bool = False
    deputy: bool = False
    definite: bool = False
    party: LocalEntity | None = None
    widened: bool = False
    untold: bool = False
    holders: list[LocalEntity] = field(default_factory=list)
    resolved_by: str | None = None

    @property
    def category(self) -> str:
        """The office category, given what the office is of."""
        kind = self.of.type if self.of is not None else None
        own = self.title.category
        if self.deputy and own in _DEPUTISED:
            return _DEPUTISED[own]
        if own == "head_of_state" and (self.widened or self.untold):
            return "head_of_organization"
        if kind is None or kind is EntityType.STATE or {own, self.title.body}.isdisjoint(_HEADS):
            return own
        if kind is EntityType.PLACE:
            return "other" if own == "head_of_state" else own
        return _BODIES_BY_TYPE.get(kind, self.title.body or own)

    @property
    def stateless(self) -> bool:
        """Whether the office is none of a state, though none is told that it is of."""
        return self.untold or (self.widened and self.title.category == "head_of_state")

    @property
    def loose(self) -> bool:
        """Whether the title alone says too little: "head" needs to be told of what."""
        return self.title.title in _LOOSE


class OfficeFinder:
    """Finds office phrases in a document."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._titles = lexicons.office_titles
        self._status = lexicons.offices.status
        self._deputies = lexicons.offices.deputies
        self._peers = lexicons.offices.peers
        self._nouns = lexicons.nominals.definite
        self._kinds = lexicons.relations.kinds
        self._longest: dict[str, int] = {}
        for words in self._titles:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(self, document: AnalysedDocument, table: EntityTable) -> list[OfficePhrase]:
        """Every office phrase, in text order."""
        phrases: list[OfficePhrase] = []
        tokens = document.doc
        i = 0
        while i < len(tokens):
            phrase = self._title_at(tokens[i], table) or self._peer_at(tokens[i], table, phrases)
            if phrase is None:
                i += 1
                continue
            self._read_left(phrase, document, table)
            self._read_right(phrase, document, table)
            phrases.append(phrase)
            i = phrase.last
        return phrases

    def title_tokens(self, document: AnalysedDocument) -> frozenset[int]:
        """Tokens of titles of several words: the "State" of "Secretary of State" names no state."""
        covered: set[int] = set()
        for token in document.doc:
            match = self._longest_title(token)
            if match is not None and match[1] - token.i > 1:
                covered.update(range(token.i, match[1]))
        return frozenset(covered)

    def _longest_title(self, token: Token) -> tuple[OfficeTitle, int] | None:
        """The longest title that starts at a token, and the token behind it."""
        for length in range(self._longest.get(token.lower_, 0), 0, -1):
            words = tuple(t.lower_ for t in token.doc[token.i : token.i + length])
            office = self._titles.get(words)
            if office is not None and len(words) == length:
                return office, token.i + length
        return None

    def _title_at(self, token: Token, table: EntityTable) -> OfficePhrase | None:
        match = self._longest_title(token)
        if match is None:
            return None
        office, last = match
        head = token.doc[last - 1]
        if any(table.at(i) is not None for i in range(token.i, last)):
            return None
        following = table.at(last)
        before_person = following is not None and following.type is EntityType.PERSON
        if last - token.i == 1 and head.pos_ not in _NOUNS and not before_person:
            return None
        words = " ".join(t.lower_ for t in token.doc[token.i : last]).replace(" - ", "-")
        plural = head.tag_ in {"NNS", "NNPS"} or words != office.title
        return OfficePhrase(office, token.i, last, token.i, last, plural=plural)

    def _peer_at(self, token: Token, table: EntityTable, before: list[OfficePhrase]) -> OfficePhrase | None:
        """As in "Chancellor X met her Danish counterpart Y": who holds the same office elsewhere."""
        if token.lemma_.lower() not in self._peers or token.pos_ not in _NOUNS or not before:
            return None
        if table.at(token.i) is not None or before[-1].title.category not in _PEERED:
            return None
        if token.doc[before[-1].first].sent != token.sent and not before[-1].first >= token.sent.start - 40:
            return None
        plural = token.tag_ in {"NNS", "NNPS"}
        return OfficePhrase(before[-1].title, token.i, token.i + 1, token.i, token.i + 1, plural=plural)

    def _read_left(self, phrase: OfficePhrase, document: AnalysedDocument, table: EntityTable) -> None:
        """Walk left over "security" (of minister), "former", "Russia's", to the article."""
        doc = document.doc
        sentence = document.sentence_of(doc[phrase.first]).span.start
        i = phrase.first - 1
        while i >= sentence and phrase.first - i <= 3 and self._widens(doc[i], phrase, table):
            phrase.first = i
            second = doc[i].lower_ in self._deputies
            phrase.deputy = phrase.deputy or second
            phrase.widened = phrase.widened or not (second or doc[i].lower_ == _STATE)
            i -= 1
        i = self._portfolio(i, phrase, table)
        phrase.left = phrase.first
        while i >= sentence and phrase.first - i <= 6:
            token = doc[i]
            status = self._status.get(token.lower_)
            if status is not None:
                phrase.status = status
            elif token.tag_ == "POS" or token.lower_ in SKIPPED:
                pass
            elif phrase.of is None and (entity := self._possessor(token, table, phrase)) is not None:
                if phrase.party is None and _fills(entity, phrase):
                    phrase.party = entity
                else:
                    phrase.of = entity
                i = (table.mention_at(i) or (i, i, None))[0]
            elif phrase.of is None and doc[i + 1].tag_ == "POS" and token.pos_ in _NOUNS:
                self._of_noun(token, phrase, table)
                break
            elif token.lower_ in _BY_OTHERS:
                break
            elif token.dep_ in _DESCRIBING and token.tag_ != "JJS" and table.at(i) is None:
                pass
            elif token.dep_ == "det" or token.lower_ in {"the", "a", "an", "his", "her", "its", "their"}:
                phrase.definite = token.lower_ not in {"a", "an"}
                phrase.left = i
                break
            else:
                break
            phrase.left = i
            i -= 1
        if phrase.of is not None:
            phrase.definite = True

    def _widens(self, token: Token, phrase: OfficePhrase, table: EntityTable) -> bool:
        """Whether a word belongs to the title: "security" in "security minister"."""
        if token.lower_ in self._status or table.at(token.i) is not None or token.lower_ in SKIPPED:
            return False
        if token.lower_ in self._deputies:
            return token.i == phrase.first - 1
        return (
            token.dep_ in {"compound", "nmod"}
            and token.pos_ in _NOUNS
            and phrase.first <= token.head.i < phrase.last
        )

    @staticmethod
    def _portfolio(i: int, phrase: OfficePhrase, table: EntityTable) -> int:
        """Home Affairs of "Home Affairs Minister X" belongs to the title, whatever the model takes it for."""
        entity = table.at(i) if phrase.title.category == "minister" and i >= 0 else None
        mention = table.mention_at(i)
        if entity is None or mention is None or entity.type in _OWNERS or entity.known:
            return i
        if entity.type is EntityType.PERSON and table.at(phrase.last) is None:
            return i  # "appointed X foreign minister": a person, since nobody else is named behind the title
        phrase.first = mention[0]
        return mention[0] - 1

    @staticmethod
    def _possessor(token: Token, table: EntityTable, phrase: OfficePhrase) -> LocalEntity | None:
        """A named entity right before the title, as adjective, possessive or compound."""
        entity = table.at(token.i)
        if entity is None:
            return None
        if entity.type is EntityType.PERSON and phrase.title.category not in {"spokesperson", "ambassador"}:
            return None
        if entity.type in {EntityType.STATE, EntityType.PLACE} and _bare_head(phrase, token):
            return None
        return entity

    def _read_right(self, phrase: OfficePhrase, document: AnalysedDocument, table: EntityTable) -> None:
        """As in "-elect", then "of the European Commission" or "for foreign affairs of Kazakhstan"."""
        doc = document.doc
        end = document.sentence_of(doc[phrase.first]).span.end
        i = phrase.last
        while i < end and (doc[i].lower_ in {"-", "elect", "designate"}) and i - phrase.last < 2:
            if doc[i].lower_ != "-":
                phrase.status = "incoming"
                phrase.last = i + 1
            i += 1
        phrase.right = phrase.last
        if phrase.last >= end:
            return
        if doc[phrase.last].lower_ == "to" and phrase.title.category == "ambassador":
            self._read_host(phrase, phrase.last + 1, table)
        elif doc[phrase.last].lower_ in _LEADS:
            self._read_owner(phrase, document, table, end)

    def _read_owner(
        self, phrase: OfficePhrase, document: AnalysedDocument, table: EntityTable, end: int
    ) -> None:
        """The name behind "of", or else the noun that says that the office is of something unnamed."""
        doc = document.doc
        for j in range(phrase.last + 1, min(phrase.last + 8, end)):
            mention, entity = table.mention_at(j), table.at(j)
            if mention is None or entity is None:
                if doc[j].lower_ in {"a", "an"} or not (doc[j].pos_ in _INNER or doc[j].lower_ in _LEADS):
                    return
                if doc[j].lower_ in self._kinds and j + 1 < end and doc[j + 1].lower_ == "of":
                    continue
                if _ends_noun_phrase(doc[j]) and doc[phrase.last].lower_ == "of":
                    self._of_noun(doc[j], phrase, table)
                    return
                continue
            if _of_the_place(doc, mention):
                continue
            if entity.type is not EntityType.PERSON:
                self._own(phrase, document, table, j)
            return

    def _own(self, phrase: OfficePhrase, document: AnalysedDocument, table: EntityTable, j: int) -> None:
        """Take the name at a token for what the office is of, unless it only belongs to that."""
        doc = document.doc
        entity, mention = table.at(j), table.mention_at(j)
        if entity is None or mention is None:
            return
        behind = doc[mention[1]] if mention[1] < len(doc) else None
        if behind is not None and behind.tag_ == "POS":
            owned, at = table.at(mention[1] + 1), table.mention_at(mention[1] + 1)
            if owned is not None and at is not None and owned.type is not EntityType.PERSON:
                entity, mention = owned, at
            elif entity.type not in PLACES:
                phrase.deputy = True
            elif phrase.title.category in _STATE_LED:
                phrase.untold = True
                return
        elif behind is not None and behind.pos_ == "NOUN" and doc[j].dep_ in {"amod", "compound"}:
            rule = self._nouns.get(behind.lemma_.lower())
            phrase.untold = phrase.of is None and not (rule is not None and rule.focus)
            return
        if phrase.of is None:
            phrase.of = entity
        phrase.right = mention[1]
        phrase.definite = True

    def _of_noun(self, noun: Token, phrase: OfficePhrase, table: EntityTable) -> None:
        """What "the stock exchange's chairman" is of: what was named last by this noun, else nothing known.

        "The country's president" is of the state that the article is about, which is found later; "the
        defence minister" of a portfolio is not told of at all.
        """
        lemma = noun.lemma_.lower()
        rule = self._nouns.get(lemma)
        if rule is not None and rule.focus:
            return
        if noun.i and noun.nbor(-1).lower_ in _POINTING:
            phrase.of = table.named_by(noun.lower_, noun.i)
        portfolio = phrase.title.category == "minister" and phrase.last - phrase.first == 1
        phrase.untold = phrase.of is None and not portfolio

    @staticmethod
    def _read_host(phrase: OfficePhrase, start: int, table: EntityTable) -> None:
        """As in "ambassador to the United Nations": whom one is sent to is no owner of the office."""
        for j in (start, start + 1):
            mention, entity = table.mention_at(j), table.at(j)
            if mention is not None and entity is not None and entity.type is not EntityType.PERSON:
                phrase.right = mention[1]
                phrase.definite = True
                return


def _fills(party: LocalEntity, phrase: OfficePhrase) -> bool:
    """Whether a party before a title is the holder's and not what the office is of."""
    title = phrase.title
    governs = title.category == "head_of_government" and title.body is None
    filled = (title.category in _PARTISAN or governs) and title.of != "body"
    return party.type is EntityType.PARTY and filled


def _ends_noun_phrase(token: Token) -> bool:
    """Whether a noun is the last word of a phrase that names nothing: "the order", "the football club"."""
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.pos_ == "NOUN" and (behind is None or behind.pos_ not in _INNER)


def _of_the_place(doc: Doc, mention: tuple[int, int, MentionKind]) -> bool:
    """Whether a name only says where what follows is: "the Berlin-based think tank X"."""
    return mention[1] + 1 < len(doc) and doc[mention[1]].text == "-"


def _bare_head(phrase: OfficePhrase, owner: Token) -> bool:
    """A "Croatian director" directs no Croatia; "Ukraine's intelligence chief" is the state's."""
    title = phrase.title
    bare = title.of == "body" and title.category == "head_of_organization" and phrase.last - phrase.first == 1
    return bare and owner.i == phrase.first - 1
