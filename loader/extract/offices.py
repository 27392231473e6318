"""Office phrases: "Russian President", "the president of Kazakhstan", "Putin spokesman".

Finds every title of `lexicons/offices.yaml`, the state, body or person that the office is of, and the
words that change how it is held. Who holds it is `holders`' question.
"""

from dataclasses import dataclass, field

from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.entities import EntityTable, LocalEntity
from loader.extract.forms import OfficeTitle
from loader.extract.lexicon import Lexicons
from loader.model import EntityType

_NOUNS = frozenset({"NOUN", "PROPN"})
_LEADS = frozenset({"of", "for", "at"})
_LOOSE = frozenset({"head", "chief", "boss", "chair", "official", "leader", "director", "commander",
                    "representative", "justice", "deputy", "envoy", "commissioner", "judge",
                    "speaker", "governor", "prosecutor"})  # fmt: skip
_INNER = frozenset({"DET", "NOUN", "ADJ", "CCONJ", "PART", "PROPN"})
SKIPPED = frozenset(
    {"new", "current", "then", "long", "time", "longtime", "-", "incumbent", "sitting", "embattled", "first"}
)
"""Words before a title that belong to neither title nor owner."""
_DESCRIBING = frozenset({"amod", "advmod"})
"""How words stand between the owner and the title: "Egypt's newly elected president".

Not so a superlative: "Europe's youngest minister" is no minister of Europe.
"""
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
    "of Russia". `holders` are filled in by `holders.find_holders`; `nominal` says that the holder is
    named elsewhere in the article, which `resolved_by` explains.
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
    holders: list[LocalEntity] = field(default_factory=list)
    resolved_by: str | None = None

    @property
    def category(self) -> str:
        """The office category, given what the office is of."""
        kind = self.of.type if self.of is not None else None
        own = self.title.category
        if self.deputy and own in _DEPUTISED:
            return _DEPUTISED[own]
        if kind is None or kind is EntityType.STATE or {own, self.title.body}.isdisjoint(_HEADS):
            return own
        if kind is EntityType.PLACE:
            return "other" if own == "head_of_state" else own
        return _BODIES_BY_TYPE.get(kind, self.title.body or own)

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
            phrase.deputy = phrase.deputy or doc[i].lower_ in self._deputies
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
                phrase.of = entity
                i = (table.mention_at(i) or (i, i, None))[0]
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
        i = phrase.last
        if i < end and doc[i].lower_ == "to" and phrase.title.category == "ambassador":
            self._read_host(phrase, i + 1, table)
            return
        if i >= end or doc[i].lower_ not in _LEADS:
            return
        for j in range(i + 1, min(i + 8, end)):
            mention = table.mention_at(j)
            if mention is not None:
                entity = table.at(j)
                if entity is None or entity.type is EntityType.PERSON:
                    return
                if (
                    mention[1] < end
                    and doc[mention[1]].pos_ == "NOUN"
                    and doc[j].dep_ in {"amod", "compound"}
                ):
                    return
                if phrase.of is None:
                    phrase.of = entity
                phrase.right = mention[1]
                phrase.definite = True
                return
            if doc[j].lower_ in {"a", "an"} or not (doc[j].pos_ in _INNER or doc[j].lower_ in _LEADS):
                return

    @staticmethod
    def _read_host(phrase: OfficePhrase, start: int, table: EntityTable) -> None:
        """As in "ambassador to the United Nations": whom one is sent to is no owner of the office."""
        for j in (start, start + 1):
            mention, entity = table.mention_at(j), table.at(j)
            if mention is not None and entity is not None and entity.type is not EntityType.PERSON:
                phrase.right = mention[1]
                phrase.definite = True
                return


def _bare_head(phrase: OfficePhrase, owner: Token) -> bool:
    """A "Croatian director" directs no Croatia; "Ukraine's intelligence chief" is the state's."""
    title = phrase.title
    bare = title.of == "body" and title.category == "head_of_organization" and phrase.last - phrase.first == 1
    return bare and owner.i == phrase.first - 1
