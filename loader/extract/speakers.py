"""Who is the subject of a verb of saying: a person behind titles, an office without a name, "it".

One place for `quotes` and `attribution`, so that a quotation and a report have the same speaker. Precision
first: a speaker that cannot be told is None, never the state that the speaker is of.
"""

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.reading import Reading
from loader.extract.syntax import ASIDE, children, is_passive, phrase_bounds, prepositional, subject
from loader.model import EntityType, MentionKind, Reference

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_WRITTEN = frozenset({"from", "by", "of"})
_PERSONAL = frozenset({"he", "she"})
_SENTENCES = 2
_NEUTER = frozenset({"it", "they"})


def speaker_of(reading: Reading, verb: Token) -> LocalEntity | None:
    """The entity that says, denies or threatens, or None."""
    own = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if own is None and (cited := _cited(reading, verb)) is not None:
        return cited
    if is_passive(verb):
        by = (p for agent in children(verb, "agent") for p in children(agent, "pobj"))
        own = next(by, None)
    else:
        own = own if own is not None and own.dep_ == "nsubj" else subject(verb)
    return speaker_at(reading, own) if own is not None else None


def misread(reading: Reading, noun: Token) -> LocalEntity | None:
    """Who speaks in "the military states that ...", whose verb the parser may take for a noun."""
    before = next((c for c in noun.children if c.i == noun.i - 1), None)
    if noun.lower_ != "states" or noun.tag_ != "NNS" or before is None:
        return None
    if not any(m.lower_ == "that" for c in children(noun, "relcl", "acl", "ccomp") for m in c.children):
        return None
    named = reading.table.at(before.i)
    actors = reading.lexicons.nominals.actors.items()
    kind = next((kind for kind, nouns in actors if before.lemma_.lower() in nouns), None)
    if named is not None or kind is None:
        return named
    first = noun.left_edge.i
    while reading.document.doc[first].dep_ == "det":
        first += 1
    return reading.table.nominal(before.i, first, noun.i, kind)


def speaker_at(reading: Reading, token: Token) -> LocalEntity | None:
    """The entity that the phrase with this head names as one who speaks."""
    named = reading.table.at(token.i)
    if named is not None and named.type is EntityType.PERSON:
        return named
    apposed = _apposed(reading, token) or _behind_titles(reading, token)
    if apposed is not None:
        return apposed
    if named is not None:
        return named
    if token.lower_ in _NEUTER and token.lower_ in reading.lexicons.nominals.pronouns:
        return _before(reading, token)
    if token.lower_ in _PERSONAL:
        person = reading.filler(token)
        return person if person is not None and _near(reading, person, token) else None
    office = reading.office_at(token)
    if office is not None and len(office.holders) != 1:
        first, last = phrase_bounds(token, without=ASIDE)
        while first < token.i and reading.document.doc[first].dep_ == "det":
            first += 1
        return reading.table.nominal(token.i, first, last, EntityType.PERSON)
    if token.lemma_.lower() in reading.lexicons.reporting.documents:
        return _author(reading, token)
    return _unnamed(reading, token) or reading.filler(token)


def _author(reading: Reading, document: Token) -> LocalEntity | None:
    """Who speaks in "a statement from the ministry", "the ministry's report"."""
    of = prepositional(document, _WRITTEN)
    heads = [*children(document, "poss"), *of, *children(document, "compound", "nmod")]
    authors = (speaker_at(reading, head) for head in heads if head != document)
    return next((author for author in authors if author is not None), None)


def _unnamed(reading: Reading, token: Token) -> LocalEntity | None:
    """A source, a lawyer, a press service: who speaks without a name, kept as such."""
    words = {token.lemma_.lower(), f"{token.nbor(-1).lower_} {token.lemma_.lower()}" if token.i else ""}
    kinds = reading.lexicons.reporting.speakers.items()
    kind = next((kind for kind, nouns in kinds if words & nouns), None)
    if kind is None or token.pos_ != "NOUN":
        return None
    first, last = phrase_bounds(token, without=ASIDE)
    while first < token.i and reading.document.doc[first].dep_ == "det":
        first += 1
    return reading.table.nominal(token.i, first, last, kind)


def _near(reading: Reading, person: LocalEntity, token: Token) -> bool:
    """Whether a person is named in the paragraph before a pronoun or in the two sentences before it."""
    document = reading.document
    index = document.sentence_index(token)
    first = max(0, index - _SENTENCES)
    start = document.sentences[first].span.start
    paragraph = document.article.text.rfind("\n", 0, document.start(token))
    told = (first for first, _, _ in person.mentions if first < token.i)
    return any(i >= start or document.offsets[i] > paragraph for i in told)


def _apposed(reading: Reading, token: Token) -> LocalEntity | None:
    """The person in "the union's envoy, a former president, X, said"."""
    for child in token.children:
        if child.dep_ not in {"appos", "nmod", "compound"} or child.i < token.i:
            continue
        entity = reading.table.at(child.i)
        if entity is not None and entity.type is EntityType.PERSON:
            return entity
        deeper = _apposed(reading, child)
        if deeper is not None:
            return deeper
    return None


def _behind_titles(reading: Reading, token: Token) -> LocalEntity | None:
    """The person named last of an apposition that ends at the verb, wherever the parser hangs the name."""
    doc = reading.document.doc
    last = token.head.left_edge.i if token.head.i < token.i else token.head.i
    while last > token.i and doc[last - 1].pos_ in {"PUNCT", "AUX", "ADV"}:
        last -= 1
    entity = reading.table.at(last - 1) if last - 1 > token.i else None
    if entity is None or entity.type is not EntityType.PERSON or doc[last].text != ",":
        return None
    first = next(first for first, end, _ in entity.mentions if first <= last - 1 < end)
    return entity if doc[first - 1].text == "," or reading.office_at(doc[first - 1]) is not None else None


def _cited(reading: Reading, verb: Token) -> LocalEntity | None:
    """The official in "the paper quoted an official as saying"."""
    preposition = verb.head
    if verb.dep_ != "pcomp" or preposition.lower_ != "as":
        return None
    quoted = next(iter(children(preposition.head, "dobj")), None)
    return speaker_at(reading, quoted) if quoted is not None else None


def _before(reading: Reading, token: Token) -> LocalEntity | None:
    """Who "it" or "they" is: the last subject told before, unless "it" would be a person."""
    index = reading.document.sentence_index(token)
    for sentence in reversed(reading.document.sentences[max(0, index - 1) : index + 1]):
        for other in sentence.span:
            if other.i >= token.i:
                break
            if (
                other.dep_ not in _SUBJECTS
                or other.pos_ == "PRON"
                or other.head.dep_ not in {"ROOT", "ccomp"}
            ):
                continue
            entity = reading.filler(other)
            if entity is None or (
                entity.type is EntityType.PERSON and (token.lower_ == "it" or entity.named)
            ):
                continue
            return reading.table.refer(entity, token.i, token.i + 1, MentionKind.PRONOUN, Reference.PRONOUN)
    return None
