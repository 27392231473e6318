"""Which victims a phrase counts: numbers, "a soldier", a named victim, and those counted among others.

Conventions are those of the extraction record: an indefinite article or a named victim counts one, "X and
two others" is one group of three, and "including five journalists" a group of its own. Things that are
killed by number ("20 jobs") are told in `lexicons/casualties.yaml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.reading import Reading
from loader.extract.syntax import children, phrase_bounds
from loader.model import Count, EntityType

_CLAUSAL = frozenset(
    {"relcl", "acl", "appos", "advcl", "punct", "cc", "conj", "nummod", "det", "prep", "quantmod"}
)
_ONE = frozenset({"a", "an"})
_AMONG = frozenset({"including", "among"})
_FRACTIONS = frozenset({"third", "quarter", "half", "fifth", "tenth"})
_UNTOLD = frozenset({"other", "life", "more"})
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Victims:
    """A counted group and the head of the phrase that tells of it; `name` of a single named one."""

    head: Token
    count: Count
    name: str = ""


def worth_counting(reading: Reading, head: Token, *, open_: bool) -> Victims | None:
    """The people that a phrase counts, or None when it has no number or counts something else.

    `open_`: after a verb that is done to people, "a" may stand before any noun that is not listed as
    another thing.
    """
    count = reading.quantities.of_noun(reading.document, head)
    lemma = head.lemma_.lower()
    if count is None or lemma in _FRACTIONS or lemma in reading.lexicons.harms.not_victims:
        return None
    if reading.table.at(head.i) is not None and not head.like_num and count.text.lower() in _ONE:
        return None
    if count.text.lower() not in _ONE or open_ or _person_like(reading, head):
        return Victims(head, count)
    return None


def lone(reading: Reading, head: Token) -> Victims | None:
    """A victim who is named, or is told by an office or a noun for one person: "the police chief"."""
    entity = reading.table.at(head.i)
    if entity is not None:
        if entity.type is not EntityType.PERSON:
            return None
        return Victims(head, Count(1, 1, False, entity.name), entity.name)
    apposed = (reading.table.at(c.i) for c in children(head, "appos"))
    name = next((e.name for e in apposed if e is not None and e.type is EntityType.PERSON), None)
    if name is None and head.pos_ == "PROPN" and not children(head, "det", "poss"):
        name = reading.document.text(*phrase_bounds(head, without=_CLAUSAL))
    if name is not None:
        return Victims(head, Count(1, 1, False, name), name)
    definite = any(c.dep_ in {"det", "poss"} for c in head.children) and head.tag_ == "NN"
    if not definite or any(c.lower_ in {"no", "any", "every", "each"} for c in head.children):
        return None
    if not (_person_like(reading, head) or reading.office_at(head) is not None):
        return None
    first, last = phrase_bounds(head, without=_CLAUSAL - {"det", "prep"})
    text = reading.document.text(first, last)
    return Victims(head, Count(1, 1, False, text), text)


def summed(reading: Reading, heads: list[Token]) -> Victims | None:
    """One group of "the police chief and two others"."""
    if not 1 < len(heads) <= _MOST_NAMED + 1 or heads[-1].lemma_.lower() != "other":
        return None
    others = reading.quantities.of_noun(reading.document, heads[-1])
    named = [lone(reading, head) for head in heads[:-1]]
    if others is None or others.min is None or None in named:
        return None
    least = others.min + len(named)
    most = others.max + len(named) if others.max is not None else None
    text = reading.document.text(heads[0].left_edge.i, heads[-1].i + 1)
    return Victims(heads[0], Count(least, most, others.approximate, text), text)


def listed_within(reading: Reading, head: Token) -> Iterator[Victims]:
    """Groups that a count holds: "22 people, including five journalists", "among them seven children"."""
    for prep in children(head, "prep"):
        if prep.lower_ in _AMONG:
            yield from _counted(reading, children(prep, "pobj"))
    for part in children(head, "appos"):
        if any(c.lower_ in _AMONG for c in children(part, "prep")):
            yield from _counted(reading, [part])


def told_of(reading: Reading, victims: Victims) -> dict[str, str | Count]:
    """The noun phrase of the victims without its number, as the value it goes into."""
    if victims.name:
        return {"victims": victims.name}
    head = victims.head
    if head.like_num or head.lower_ in victims.count.text.lower().split():
        of = (p for c in head.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj")
        found = next(of, None)
        if found is None:
            return {}
        head = found
    if (
        head.pos_ == "PRON"
        or head.lemma_.lower() in {"other", "life", "more"}
        or head.lemma_.lower() in reading.lexicons.harms.nouns
        or head.lemma_.lower() in reading.lexicons.harms.remains
    ):
        return {}
    first, last = phrase_bounds(head, without=_CLAUSAL)
    text = reading.document.text(first, last).strip("\"“”' ")
    return {"victims": text} if text else {}


def _counted(reading: Reading, heads: list[Token]) -> Iterator[Victims]:
    for first in heads:
        for head in (first, *first.conjuncts):
            found = worth_counting(reading, head, open_=True)
            if found is not None:
                yield found


def _person_like(reading: Reading, head: Token) -> bool:
    lemma = head.lemma_.lower()
    return lemma in reading.lexicons.harms.victims or any(
        lemma in nouns for nouns in reading.lexicons.nominals.actors.values()
    )
