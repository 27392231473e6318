"""Descriptions beside names: "Angela Merkel, the German chancellor", "the rebel group M23".

A description and the name that it stands in apposition to are one entity: the two together are a mention of
it, and what it is called by is remembered, so that "the group" can refer back to it. It states nothing.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.entities import PLACES, EntityTable, LocalEntity
from loader.extract.offices import OfficePhrase
from loader.extract.syntax import ASIDE, CLOSERS, phrase_bounds
from loader.model import EntityType, MentionKind, Reference

_APART = frozenset({",", "(", "-", "–", "—", '"'})
_NO_BODIES = PLACES | {EntityType.PERSON}


def refer_appositions(
    document: AnalysedDocument,
    table: EntityTable,
    offices: Sequence[OfficePhrase],
    nouns: dict[EntityType, frozenset[str]],
) -> None:
    """Make descriptions mentions of whom they describe.

    `nouns` are the heads of descriptions by type; Organization's fit every kind of body.
    """
    titles = {phrase.last - 1 for phrase in offices}
    told = set()
    for token in document.doc:
        if token.dep_ != "appos" or (found := _told(document, table, token)) is None:
            continue
        entity, noun, phrase, name = found
        person = entity.type is EntityType.PERSON
        if noun.lemma_.lower() in nouns.get(_kind(entity), ()) or (person and noun.i in titles):
            _refer(document, table, entity, noun, phrase, name)
            table.point(noun.i, entity)
            told.add(noun.i)
    for office in offices:
        title = document.doc[office.last - 1]
        if len(office.holders) != 1 or office.resolved_by or title.i in told:
            continue
        if (beside := _beside(document, table, office)) is not None:
            _refer(document, table, office.holders[0], title, (office.left, office.right), beside)


def _kind(entity: LocalEntity) -> EntityType:
    return entity.type if entity.type in _NO_BODIES else EntityType.ORGANIZATION


def _refer(
    document: AnalysedDocument,
    table: EntityTable,
    entity: LocalEntity,
    noun: Token,
    phrase: tuple[int, int],
    name: tuple[int, int],
) -> None:
    first, last = phrase
    words = frozenset(t.lower_ for t in document.doc[first:last])
    entity.descriptions.append((noun.lemma_.lower(), words))
    start, end = min(first, name[0]), max(last, name[1])
    if document.doc[start].dep_ == "det":
        start += 1
    table.refer(entity, start, end, MentionKind.NOMINAL, Reference.APPOSITION)


def _beside(document: AnalysedDocument, table: EntityTable, office: OfficePhrase) -> tuple[int, int] | None:
    """The holder's name, when a comma or bracket and nothing else stands between it and the office."""
    doc, holder = document.doc, office.holders[0]
    for between, name in ((office.right, office.right + 1), (office.left - 1, office.left - 2)):
        if not (0 < between < len(doc) and doc[between].text in _APART):
            continue
        mention = table.mention_at(name)
        if mention is not None and table.at(name) is holder:
            return mention[0], mention[1]
    return None


def _told(
    document: AnalysedDocument, table: EntityTable, token: Token
) -> tuple[LocalEntity, Token, tuple[int, int], tuple[int, int]] | None:
    """The named entity of an apposition, the noun that describes it, and the bounds of phrase and name."""
    behind, before = table.mention_at(token.i), table.mention_at(token.head.i)
    if (behind is None) == (before is None):
        return None
    noun = token if behind is None else token.head
    mention = before or behind
    entity = table.at(token.head.i if behind is None else token.i)
    if mention is None or entity is None or noun.tag_ != "NN":
        return None
    if any(table.at(t.i) is not None for t in (*token.conjuncts, *noun.conjuncts)):
        return None
    first, last = phrase_bounds(noun, without=ASIDE)
    doc = document.doc
    between = doc[mention[1] : first] if behind is None else doc[last : mention[0]]
    gap = (first - mention[1]) if behind is None else (mention[0] - last)
    if gap < (behind is None) or any(t.text not in _APART for t in between):
        return None
    # "X, the lawyer" needs its comma; "the lawyer X" has none.
    end = max(last, mention[1])
    closed = gap == 0 or end >= len(doc) or doc[end].text in CLOSERS or doc[end].pos_ in {"PRON", "VERB"}
    return (entity, noun, (first, last), (mention[0], mention[1])) if closed else None
