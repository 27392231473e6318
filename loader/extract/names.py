"""Names in the text: where they stand, and what each may be.

Two witnesses are heard: the language model's entities and the index's gazetteer. Their overlapping
spans are settled here, longest first; what a name *is* follows from a vote over the whole document,
because a name that is a person once is a person throughout. Joining names to entities is `entities`'.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from loader.extract.document import LOCAL_PREPOSITIONS, AnalysedDocument
from loader.extract.gazetteer import Gazetteer, GazetteerMatch
from loader.extract.lexicon import Lexicons
from loader.extract.name_types import NameTyper
from loader.knowledge import IndexedName, Knowledge, NameKind
from loader.model import EntityType
from loader.rdf import normalise

_NER_VOTE = 1.0
_DOUBTED_VOTE = 0.6
_INDEX_VOTE = 1.2
_FULL_NAME_VOTE = 1.0
_SECOND_OPINION = 0.5
_TITLE_VOTE = 2.0
_HEAD_VOTE = 1.5
_LOOSE_ENDS = frozenset({"to", "of", "and", "the", "in", "for", "at", "by", "with", "on"})
_LISTED = 2
_LEAST_SURNAME = 3
_LEAST_WORD = 4
_LIKELY = 0.35
_NAMED = frozenset({"NNP", "NNPS"})
_CAPITALISED = ("NNP", "NNPS", "JJ", "NN", "NNS")
_ARMED = frozenset({EntityType.ARMED_FORCE, EntityType.ARMED_GROUP})
_REPEATED = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_LONGEST_NUMBERED = 5


@dataclass(slots=True)
class NameMention:
    """A name in the text: tokens `first` up to `last`, what the model calls it, what the index knows."""

    first: int
    last: int
    text: str
    label: str | None = None
    known: tuple[IndexedName, ...] = ()
    titled: bool = False
    votes: dict[EntityType, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Same for every spelling that differs in case, accents or punctuation only."""
        return normalise(self.text)

    @property
    def demonym(self) -> bool:
        """Whether this is "Russian" or "Russians", not "Russia"."""
        return bool(self.known) and self.known[0].kind is NameKind.DEMONYM


class NameFinder:
    """Finds and types the names of a document."""

    def __init__(self, knowledge: Knowledge, lexicons: Lexicons, typer: NameTyper | None = None) -> None:
        self._knowledge = knowledge
        self._typer = typer
        self._gazetteer = Gazetteer(knowledge)
        self._types = lexicons.types
        served = (word for words in lexicons.forces.people.values() for word in words)
        self._people = frozenset(w[:-3] + "men" if w.endswith("man") else f"{w}s" for w in served) - {
            "marines"
        }
        self._participles = frozenset(lexicons.stances.participles)
        self._vessels = frozenset(lexicons.movements.vessels)
        self._titles = lexicons.types.titles | {
            words[-1] for words, office in lexicons.office_titles.items() if office.category != "official"
        }

    def find(self, document: AnalysedDocument, titles: frozenset[int] = frozenset()) -> list[NameMention]:
        """Every name in text order, none overlapping another, each with the votes on its type.

        `titles` are tokens of office titles, which the model takes for names ("Secretary of State").
        """
        spans = [s for s in self._model_spans(document) if not titles.issuperset(range(s.first, s.last))]
        spans.extend(self._index_spans(document, {(s.first, s.last): s for s in spans}))
        spans.extend(self._surnames_again(document, spans))
        spans.extend(self._names_again(document, spans))
        units = list(self._numbered_units(document))
        spans = [s for s in spans if sum(s.first <= u.first and u.last <= s.last for u in units) < _LISTED]
        spans.extend(units)
        spans.extend(self._ships(document))
        mentions = _settle(_without_lists(document, self._cut_headings(document, spans)))
        for mention in mentions:
            self._vote(document, mention)
        _share_votes(mentions)
        self._overrule(document, mentions)
        return mentions

    def _overrule(self, document: AnalysedDocument, mentions: list[NameMention]) -> None:
        """Let the second opinion on each name count for more than all votes, where it is sure."""
        groups: dict[str, list[NameMention]] = defaultdict(list)
        for mention in mentions:
            groups[mention.key].append(mention)
        for group in groups.values():
            kind = self._typer.verdict(document, group) if self._typer is not None else None
            if kind is not None and group[0].votes:
                for mention in group:
                    mention.votes[kind] = max(mention.votes.values()) + _SECOND_OPINION

    def _model_spans(self, document: AnalysedDocument) -> list[NameMention]:
        mentions = []
        for entity in document.doc.ents:
            if entity.label_ not in self._types.ner:
                continue
            trimmed = self._trim(entity)
            if trimmed is None:
                continue
            first, last = trimmed
            text = document.text(first, last)
            known = self._known_as(text)
            if not known and (self._types.ner[entity.label_] is None or self._tells_people(document, last)):
                continue
            located = first > entity.start and document.doc[first - 1].lower_ in LOCAL_PREPOSITIONS
            mentions.append(NameMention(first, last, text, "GPE" if located else entity.label_, known))
        return mentions

    def _trim(self, entity: Span) -> tuple[int, int] | None:
        """Cut articles, titles, possessives and stray punctuation off a span; None when nothing is left."""
        tokens = [t for t in entity if not t.is_space]
        while tokens and (
            tokens[0].is_punct
            or tokens[0].lower_ in {"the", "a", "an"}
            or (len(tokens) > 1 and tokens[0].is_sent_start and tokens[0].lower_ in LOCAL_PREPOSITIONS)
            or (entity.label_ == "PERSON" and len(tokens) > 1 and tokens[0].lower_ in self._titles)
        ):
            tokens.pop(0)
        led = [n for n, t in enumerate(tokens) if n > 1 and t.lower_ in self._participles]
        led = [n for n in led if tokens[n - 1].text == "-" and n + 1 < len(tokens)]
        tokens = tokens[led[-1] + 1 :] if led else tokens
        opened = next((n for n, t in enumerate(tokens) if t.text == "(" and n), None)
        if opened is not None and all(t.text != ")" for t in tokens):
            tokens = tokens[:opened]
        while tokens and (
            tokens[-1].is_punct
            or tokens[-1].tag_ == "POS"
            or (len(tokens) > 1 and tokens[-1].lower_ in _LOOSE_ENDS)
            or (len(tokens) == 2 and tokens[-1].text in self._types.rules and not self._is_known(tokens[0]))
        ):
            tokens.pop()
        if not tokens or any(t.like_url or "http" in t.lower_ for t in tokens):
            return None
        if not any(c.isalpha() for t in tokens for c in t.text):
            return None
        numbered = len(tokens) > 1 and _NUMBERED.fullmatch(tokens[0].text) and tokens[1].text[0].isupper()
        return (tokens[0].i, tokens[-1].i + 1) if tokens[0].text[0].isupper() or numbered else None

    def _tells_people(self, document: AnalysedDocument, last: int) -> bool:
        """Whether a name ends in a word for people ("Reserve Airmen"): it describes and does not name."""
        return document.doc[last - 1].lower_ in self._people

    def _known_as(self, text: str) -> tuple[IndexedName, ...]:
        """What the index knows by a name, also without the apostrophes of its spelling in Latin letters."""
        plain = re.sub(r"(?<=\w\w)['’ʻʿ](?=\w\w)", "", text)
        return self._knowledge.lookup(text) or (self._knowledge.lookup(plain) if plain != text else ())

    def _is_known(self, token: Token) -> bool:
        """Whether the index knows a state, a people or a body by this word."""
        return any(name.type is not EntityType.PERSON for name in self._knowledge.lookup(token.text))

    def _index_spans(
        self, document: AnalysedDocument, model_spans: dict[tuple[int, int], NameMention]
    ) -> list[NameMention]:
        found = []
        for match in self._gazetteer.matches(document.article.text):
            first, last = document.starts.get(match.start), document.ends.get(match.end)
            if first is None or last is None:
                continue
            own = model_spans.get((first, last))
            if own is not None:
                own.known = match.names
            elif _taken_for_a_name(document.doc[first:last], match):
                found.append(NameMention(first, last, document.text(first, last), None, match.names))
        return found

    def _surnames_again(self, document: AnalysedDocument, spans: list[NameMention]) -> Iterator[NameMention]:
        """Surnames of people named in full that the model overlooked: "Truss", which is also a word.

        A word that the text has in small letters, too, may be just that word, and is left alone.
        """
        doc = document.doc
        people = [s for s in spans if s.label == "PERSON" and s.last - s.first > 1]
        surnames = {s.text.split()[-1] for s in people} - _small_words(doc)
        for token in doc:
            if token.text in surnames and token.tag_ in _CAPITALISED and len(token.text) >= _LEAST_SURNAME:
                known = self._knowledge.lookup(token.text)
                yield NameMention(token.i, token.i + 1, token.text, "PERSON", known)

    def _names_again(self, document: AnalysedDocument, spans: list[NameMention]) -> Iterator[NameMention]:
        """Names of bodies and places that the model saw in one sentence and overlooked in another."""
        doc = document.doc
        small = _small_words(doc)
        named = [s for s in spans if s.label in _REPEATED]
        seen = {s.text: s for s in named if s.last - s.first > 1 or s.text not in small}
        longest = max((s.last - s.first for s in seen.values()), default=0)
        starts = {doc[s.first].text for s in seen.values()}
        for token in doc:
            if token.text not in starts or document.sentence_of(token).heading:
                continue
            for last in range(min(token.i + longest, len(doc)), token.i, -1):
                name = seen.get(document.text(token.i, last))
                if name is not None and (name.text.isupper() or _tagged_as_name(doc[token.i : last])):
                    yield NameMention(token.i, last, name.text, name.label, self._known_as(name.text))
                    break

    def _ships(self, document: AnalysedDocument) -> Iterator[NameMention]:
        """The ship of "USS Gerald R. Ford", of which the index may know only the man."""
        doc = document.doc
        for token in (t for t in doc if t.text in self._vessels):
            last = token.i + 1
            while last < len(doc) and doc[last].pos_ == "PROPN" and doc[last].sent == token.sent:
                last += 1
            if last > token.i + 1:
                text = document.text(token.i, last)
                yield NameMention(token.i, last, text, "ORG", self._known_as(text))

    def _numbered_units(self, document: AnalysedDocument) -> Iterator[NameMention]:
        """Units of armed forces by their number: "134th Expeditionary Fighter Squadron"."""
        doc = document.doc
        for token in doc:
            if not _NUMBERED.fullmatch(token.text):
                continue
            for last in range(min(token.i + _LONGEST_NUMBERED, len(doc)), token.i + 1, -1):
                words = doc[token.i + 1 : last]
                if words[-1].lower_ in self._types.units and all(t.text[0].isupper() for t in words):
                    text = document.text(token.i, last)
                    yield NameMention(token.i, last, text, "ORG", self._knowledge.lookup(text))
                    break

    def _cut_headings(self, document: AnalysedDocument, spans: list[NameMention]) -> list[NameMention]:
        """Cut "Mzoudi Verdict" of a heading in capitals down to the name that the body of the text gives."""
        body = {
            s.key
            for s in spans
            if s.label is not None and not document.sentence_of(document.doc[s.first]).heading
        }
        result = []
        for span in spans:
            heading = document.sentence_of(document.doc[span.first]).heading
            if not heading or span.known or span.label is None or span.key in body:
                result.append(span)
                continue
            part = self._part_in(document, span, body)
            result.append(part if part is not None else span)
        return result

    def _part_in(self, document: AnalysedDocument, span: NameMention, body: set[str]) -> NameMention | None:
        """The longest shorter run of a span's tokens that is a name of the body."""
        for size in range(span.last - span.first - 1, 0, -1):
            for first in range(span.first, span.last - size + 1):
                text = document.text(first, first + size)
                if text[0].isalnum() and text[-1].isalnum() and normalise(text) in body:
                    known = self._knowledge.lookup(text)
                    return NameMention(first, first + size, text, span.label, known)
        return None

    def _vote(self, document: AnalysedDocument, mention: NameMention) -> None:
        votes: dict[EntityType, float] = defaultdict(float)
        if mention.label is not None:
            kind = self._types.ner[mention.label]
            if kind is not None:
                votes[kind] += _DOUBTED_VOTE if self._doubtful(mention, kind) else _NER_VOTE
            if mention.label == "NORP" and not mention.known:
                votes[EntityType.ORGANIZATION] += _NER_VOTE
        for name in mention.known:
            weight = _INDEX_VOTE * (0.4 + 0.6 * name.prior) + (_FULL_NAME_VOTE if " " in mention.text else 0)
            votes[name.type] = max(votes[name.type], weight)
        if mention.demonym:
            votes[EntityType.STATE] += _INDEX_VOTE
        if mention.label in {"ORG", "EVENT", "FAC", "LOC", "PERSON", None}:
            head = self._type_by_head(mention.text)
            if head is not None and (mention.label != "PERSON" or head in _ARMED):
                votes[head] += _HEAD_VOTE
        if document.doc[mention.first].text in self._vessels and mention.last - mention.first > 1:
            votes[EntityType.ARMED_FORCE] += _TITLE_VOTE + _SECOND_OPINION
        if self._has_title(document.doc[mention.first]):
            mention.titled = True
            votes[EntityType.PERSON] += _TITLE_VOTE
        mention.votes = dict(votes)

    @staticmethod
    def _doubtful(mention: NameMention, kind: EntityType) -> bool:
        """The model is often wrong on a single word: on a lone surname, and where the index knows better."""
        if mention.last - mention.first > 1:
            return False
        return kind is EntityType.PERSON or (
            bool(mention.known) and all(name.type is not kind for name in mention.known)
        )

    def _type_by_head(self, text: str) -> EntityType | None:
        words = text.lower().split()
        if len(words) > 1 and words[-1] in self._types.units and _NUMBERED.fullmatch(words[0]):
            return EntityType.ARMED_FORCE
        if len(words) < 2:
            return next((h.type for h in self._types.heads if words[-1:] and words[-1] in h.words), None)
        tail = " ".join(words[-2:])
        for head in self._types.heads:
            if tail in head.words or words[-1] in head.words:
                return head.type
        return next((h.type for h in self._types.heads if words[0] in h.words), None)

    def _has_title(self, token: Token) -> bool:
        """Whether a title stands right before: Mr. Tokayev, President Tokayev, spokesman Peskov."""
        if token.i == 0 or token.is_sent_start:
            return False
        before = token.nbor(-1)
        if before.lower_ not in self._titles:
            return False
        return before.lower_ in self._types.titles or before.text[0].isupper() or before.dep_ == "compound"


def _taken_for_a_name(span: Span, match: GazetteerMatch) -> bool:
    """Whether a name of the index that the model did not see is one: London where it can be no other word."""
    if match.sure:
        return _tagged_as_name(span)
    proper = span[0].tag_ == "NNP" and not span[0].is_sent_start and len(span[0]) >= _LEAST_WORD
    alone = (span[0].i == 0 or span[0].nbor(-1).tag_ not in _NAMED) and (
        span[-1].i + 1 >= len(span.doc) or span[-1].nbor(1).tag_ not in _NAMED
    )
    return proper and alone and match.names[0].prior >= _LIKELY


def _small_words(doc: Doc) -> set[str]:
    """The words that a text has in small letters, too, with a capital."""
    return {t.text.capitalize() for t in doc if t.is_lower}


def _tagged_as_name(span: Span) -> bool:
    """A name that the model did not see as one must at least be tagged as a noun or adjective."""
    return any(t.tag_ in _CAPITALISED and t.text[0].isupper() for t in span)


def _without_lists(document: AnalysedDocument, spans: list[NameMention]) -> list[NameMention]:
    """Leave out what the model took for one name and the index knows as several: "Mali, Burkina Faso"."""
    inner = [s for s in spans if s.known]
    return [
        s
        for s in spans
        if s.known
        or not any(t.text == "," for t in document.doc[s.first : s.last])
        or sum(s.first <= i.first and i.last <= s.last for i in inner) < _LISTED
    ]


def _settle(spans: list[NameMention]) -> list[NameMention]:
    """Keep the longest of overlapping spans; of equal ones the one that the index knows.

    An article adds no length: of "the South Sudanese army" the people and not "The South" is named.
    """
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=lambda s: (_articled(s) + s.first - s.last, not s.known, s.first)):
        if taken.isdisjoint(range(span.first, span.last)):
            taken.update(range(span.first, span.last))
            kept.append(span)
    return sorted(kept, key=lambda s: s.first)


def _articled(span: NameMention) -> bool:
    return span.text[:4].lower() == "the "


def _share_votes(mentions: list[NameMention]) -> None:
    """Add up the votes of all mentions of one name, so that each mention has the document's verdict."""
    totals: dict[str, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    titled: set[str] = set()
    for mention in mentions:
        for kind, weight in mention.votes.items():
            totals[mention.key][kind] += weight
        if mention.titled:
            titled.add(mention.key)
    for mention in mentions:
        mention.votes = dict(totals[mention.key])
        mention.titled = mention.key in titled
