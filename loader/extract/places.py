"""Where something happened: the place nearest to a trigger in the tree, and what is supposed.

Never a guess without saying so: what is supposed comes with a lower confidence.
"""

from spacy.tokens import Token

from loader.extract.entities import PLACES, LocalEntity
from loader.extract.reading import Reading
from loader.extract.syntax import ancestors
from loader.model import EntityType

_WHERE = frozenset({"in", "at", "near", "on", "across", "outside", "inside", "off", "around", "throughout"})
_OFTEN = 3
_STATED, _SAME_PARAGRAPH, _SUPPOSED = 0.8, 0.7, 0.6


def where(reading: Reading, trigger: Token) -> LocalEntity | None:
    """The most specific place that the trigger's clause names, else a clause above it, else the sentence."""
    sentence = reading.document.sentence_of(trigger).span
    clauses = [trigger, *(a for a in ancestors(trigger) if a.sent == trigger.sent)]
    for node in clauses:
        for prep in node.children:
            if prep.dep_ == "prep" and prep.lower_ in _WHERE:
                for deeper in prep.subtree:
                    entity = reading.table.at(deeper.i)
                    if entity is not None and entity.type in PLACES and deeper.head.dep_ == "prep":
                        return entity
    named = [reading.table.at(t.i) for t in sentence if t.dep_ == "pobj" and t.head.lower_ in _WHERE]
    return next((e for e in named if e is not None and e.type in PLACES), None)


def setting(reading: Reading, trigger: Token) -> tuple[LocalEntity | None, float]:
    """Where something happened and how sure that makes the statement.

    The place told; else the one told last before in the paragraph; else the state that the article is
    about, when it is named three times or more and clearly most often; else that of the dateline.
    """
    told = where(reading, trigger)
    if told is not None:
        return told, _STATED
    before = told_before(reading, trigger)
    if before is not None:
        return before, _SAME_PARAGRAPH
    about = reading.table.focus_state(least=_OFTEN)
    supposed = _dateline(reading) if about is None or _elsewhere(reading, trigger, about) else about
    return supposed, _STATED if supposed is None else _SUPPOSED


def _elsewhere(reading: Reading, trigger: Token, state: LocalEntity) -> bool:
    """Whether the trigger's sentence is of other states, as one item of a digest is."""
    sentence = reading.document.sentence_of(trigger).span
    named = {e for t in sentence if (e := reading.table.at(t.i)) is not None and e.type is EntityType.STATE}
    return bool(named) and state not in named


def told_before(reading: Reading, trigger: Token) -> LocalEntity | None:
    """The place told last in the sentences of the same paragraph before the trigger's."""
    document = reading.document
    index = document.sentence_index(trigger)
    end = document.sentences[index].start
    for sentence in reversed(document.sentences[:index]):
        if "\n" in document.article.text[sentence.end : end]:
            return None
        for token in reversed(list(sentence.span)):
            entity = reading.table.at(token.i)
            placed = token.dep_ == "pobj" and token.head.lower_ in _WHERE
            if placed and entity is not None and entity.type in PLACES:
                return _finest(reading, token, entity)
        end = sentence.start
    return None


def _finest(reading: Reading, token: Token, entity: LocalEntity) -> LocalEntity:
    """Almaty of "in Almaty, Kazakhstan", whichever of the two was met first."""
    above = reading.table.at(token.head.head.i)
    return above if above is not None and above.type in PLACES else entity


def _dateline(reading: Reading) -> LocalEntity | None:
    """The place where the article was written, when it names it."""
    place = (reading.document.article.place or "").casefold()
    named = reading.table.of_type(EntityType.PLACE)
    return next((e for e in named if place and e.name.casefold() == place), None)
