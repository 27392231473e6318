"""Who "the Kazakh leader", "the minister" and "the 81-year-old" are, by what the article itself tells.

Runs after `holders`, which asks the index. A phrase is resolved only when the article gives one person
and no other; what stays open is left open. It states nothing: it only says who is meant.
"""

import re
from collections import defaultdict

from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.entities import EntityTable, LocalEntity
from loader.extract.offices import LEADERS, OfficePhrase
from loader.model import EntityType, MentionKind, Reference

_OFFICES = LEADERS | {"minister", "mayor", "governor"}
_AGE = re.compile(r"\b([1-9]\d|1[01]\d)-year-old\b")
_AGE_BEHIND = re.compile(r"\s?[,(]\s?(?:aged\s)?([1-9]\d|1[01]\d)\s?[,).;]")
_HELD = frozenset({"current", "acting"})
_POINTING = frozenset({"the", "this", "that"})
_ANOTHER = frozenset(
    {"other", "another", "next", "new", "future", "first", "second", "last", "any", "every", "no", "a", "an"}
)
"""Words that tell that someone else is meant than the one named so far."""


def refer_offices(document: AnalysedDocument, table: EntityTable, phrases: list[OfficePhrase]) -> None:
    """Give offices without a name the one person of whom the article tells that office."""
    told = [p for p in phrases if len(p.holders) == 1 and not p.resolved_by and not p.deputy]
    for phrase in phrases:
        if phrase.holders or phrase.plural or phrase.deputy or phrase.stateless or not phrase.definite:
            continue
        if phrase.title.category not in _OFFICES or (phrase.loose and phrase.of is None):
            continue
        if not _points(document, phrase):
            continue
        people = {id(p.holders[0]): p.holders[0] for p in told if _same(phrase, p)}
        if len(people) != 1:
            continue
        (phrase.holders,) = [[person] for person in people.values()]
        phrase.resolved_by = "article"
        why = Reference.ROLE
        if phrase.of is not None and _adjective_before(table, phrase):
            why = Reference.DEMONYM_AND_ROLE
        first = phrase.left if document.doc[phrase.left].dep_ != "det" else phrase.left + 1
        table.refer(phrase.holders[0], min(first, phrase.first), phrase.last, MentionKind.NOMINAL, why)


def _points(document: AnalysedDocument, phrase: OfficePhrase) -> bool:
    """Whether a phrase points at someone known: "the president", not "their" or "the other" one."""
    before = [token.lower_ for token in document.doc[phrase.left : phrase.first]]
    before.extend(child.lower_ for child in document.doc[phrase.last - 1].children if child.dep_ == "det")
    if not _ANOTHER.isdisjoint(before):
        return False
    return phrase.of is not None or any(word in _POINTING for word in before)


def _same(phrase: OfficePhrase, told: OfficePhrase) -> bool:
    """Whether two office phrases can be one office, held at the same time."""
    if (phrase.status in _HELD) != (told.status in _HELD) or told.status == "incoming":
        return False
    if phrase.status not in _HELD and phrase.status != told.status:
        return False
    if phrase.of is not None and phrase.of is not told.of:
        return False
    if phrase.of is None and phrase.title.category != told.title.category:
        return False
    if phrase.loose:
        return phrase.of is not None and phrase.of.type is EntityType.STATE and told.category in LEADERS
    if phrase.title.category == "minister":
        return phrase.title.title in {told.title.title, "minister"}
    return phrase.category == told.category


def _adjective_before(table: EntityTable, phrase: OfficePhrase) -> bool:
    mentions = (table.mention_at(i) for i in range(phrase.left, phrase.first))
    return any(m is not None and m[2] is MentionKind.ADJECTIVE for m in mentions)


def refer_ages(document: AnalysedDocument, table: EntityTable) -> None:
    """Resolve "the 81-year-old" to the only person of whom the article tells this age."""
    people = table.of_type(EntityType.PERSON)
    ages = _ages(document, people)
    for match in _AGE.finditer(document.article.text):
        first, last = document.starts.get(match.start()), document.ends.get(match.end())
        if not first or document.doc[first - 1].lower_ != "the":
            continue
        if last is None or not _stands_alone(document.doc[last - 1]):
            continue
        told = ages[match.group(1)] or _only_before(document, table, first)
        if len(told) == 1:
            table.refer(told[0], first, last, MentionKind.NOMINAL, Reference.AGE)
            table.point(last - 1, told[0])


def _ages(document: AnalysedDocument, people: list[LocalEntity]) -> dict[str, list[LocalEntity]]:
    """Age -> the people of whom it is told: "X, 81, said", "81-year-old X"."""
    ages: dict[str, list[LocalEntity]] = defaultdict(list)
    text = document.article.text
    for person in people:
        for first, last, _ in person.mentions:
            start, end = document.bounds(first, last)
            behind = _AGE_BEHIND.match(text, end)
            before = _AGE.search(text[max(0, start - 14) : start].rstrip())
            for found in (behind, before):
                if found is not None and person not in ages[found.group(1)]:
                    ages[found.group(1)].append(person)
    return ages


def _stands_alone(old: Token) -> bool:
    """Whether "81-year-old" is a noun here: no noun or name behind that it describes."""
    behind = old.doc[old.i + 1] if old.i + 1 < len(old.doc) else None
    return behind is None or behind.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"}


def _only_before(document: AnalysedDocument, table: EntityTable, token: int) -> list[LocalEntity]:
    """The only person named in this sentence before a token and in the sentence before it."""
    index = document.sentence_index(document.doc[token])
    first = document.sentences[max(0, index - 1)].span.start
    named = (table.at(i) for i in range(first, token))
    return list(dict.fromkeys(e for e in named if e is not None and e.type is EntityType.PERSON))
