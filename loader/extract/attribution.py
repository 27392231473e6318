"""Who says so: the sources of a statement inside the article.

A source is the subject of a verb of saying that the trigger is content of, the object of "according
to" or "citing" in the same sentence, or the speaker of the quotation that the trigger stands in.
"""

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.syntax import ancestors, children, set_apart, subject

_CONTENT = frozenset({"ccomp", "xcomp", "pcomp", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class AttributionReader:
    """Finds the sources of triggers in one document."""

    def __init__(self, reading: Reading, quotes: list[Quote]) -> None:
        self._reading = reading
        self._says = reading.lexicons.reporting.says
        self._according = reading.lexicons.reporting.according
        self._quote_at = {i: q for q in quotes if q.sentence_like for i in range(q.first, q.last)}

    def sources(self, trigger: Token) -> list[LocalEntity]:
        """The sources of what a trigger says, each once, nearest first."""
        found = [*self._above(trigger), *self._according_to(trigger)]
        quote = self._quote_at.get(trigger.i)
        if quote is not None and quote.speaker is not None:
            found.append(quote.speaker)
        return list(dict.fromkeys(found))

    def _above(self, trigger: Token) -> list[LocalEntity]:
        found: list[LocalEntity] = []
        node = trigger
        while node.head != node:
            below, node = node, node.head
            saying = node.lemma_.lower() in self._says and node.pos_ in {"VERB", "AUX"}
            if not saying or below.dep_ not in _CONTENT or set_apart(below, node):
                continue
            who = next((c for c in node.children if c.dep_ in _SUBJECTS), None) or subject(node)
            if who is None or (node.tag_ == "VBN" and children(node, "auxpass")):
                continue
            entity = self._reading.filler(who)
            if entity is not None:
                found.append(entity)
        return found

    def _according_to(self, trigger: Token) -> list[LocalEntity]:
        sentence = self._reading.document.sentence_of(trigger).span
        above = {trigger.i, *(a.i for a in ancestors(trigger))}
        found: list[LocalEntity] = []
        for token in sentence:
            if token.lower_ not in self._according or token.head.i not in above:
                continue
            named = [p for c in (token, *token.children) for p in children(c, "pobj", "dobj")]
            found.extend(self._reading.fillers(named))
        return found
