"""Who says so: the sources of a statement inside the article.

A source is the subject of a verb of saying, denying, accusing or promising that the trigger is content of,
who reports, confirms or announces what the trigger names, the object of "according to" or "citing" in the
same sentence, or the speaker of the quotation that the trigger stands in. Words are in
`lexicons/reporting.yaml`.
"""

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.speakers import misread, speaker_at, speaker_of
from loader.extract.syntax import ancestors, children, set_apart

_CONTENT = frozenset({"ccomp", "xcomp", "pcomp", "parataxis"})
_NAMED = frozenset({"dobj", "nsubjpass", "pobj", "prep", "appos", "conj", "acl"})


class AttributionReader:
    """Finds the sources of triggers in one document."""

    def __init__(self, reading: Reading, quotes: list[Quote]) -> None:
        self._reading = reading
        words = reading.lexicons.reporting
        self._says = words.says | words.denials | words.commits
        self._tells = words.tells
        self._denials = words.denials
        self._negates = words.negates
        self._accuses = words.accuses
        self._claims = words.claims
        self._according = words.according
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
        nominal = trigger.pos_ in {"NOUN", "PROPN"}
        while node.head != node:
            below, node = node, node.head
            nominal = nominal and below.dep_ in _NAMED
            if (
                below.dep_ in {"relcl", "acl", "ccomp"}
                and (speaker := misread(self._reading, node)) is not None
            ):
                found.append(speaker)
            elif (
                node.pos_ == "NOUN" and node.lemma_.lower() in self._claims and below.dep_ in {"acl", "ccomp"}
            ):
                found += self._reading.fillers(children(node, "poss"))
                nominal = True
            elif node.pos_ in {"VERB", "AUX"} and self._says_it(node, below, nominal=nominal):
                speaker = speaker_of(self._reading, node)
                if speaker is not None:
                    found.append(speaker)
                if below.dep_ == "pcomp" or (below.dep_ == "prep" and below.lower_ == "as"):
                    continue
        return found

    def _says_it(self, verb: Token, below: Token, *, nominal: bool) -> bool:
        """Whether a verb says what is below it."""
        lemma = verb.lemma_.lower()
        if below.dep_ == "prep":
            accused = lemma in self._accuses and below.lower_ in {"of", "for"}
            return accused or (below.lower_ == "as" and lemma in self._according | self._says)
        if nominal and below.dep_ in {"dobj", "nsubjpass"}:
            return lemma in self._tells or (lemma in self._denials and below.lemma_.lower() in self._claims)
        particle = self._negates.get(lemma)
        if particle and any(c.lower_ == particle for c in verb.children):
            return False
        return lemma in self._says and below.dep_ in _CONTENT and not set_apart(below, verb)

    def _according_to(self, trigger: Token) -> list[LocalEntity]:
        sentence = self._reading.document.sentence_of(trigger).span
        above = {trigger.i, *(a.i for a in ancestors(trigger))}
        found: list[LocalEntity] = []
        for token in sentence:
            if token.lower_ not in self._according:
                continue
            if token.head.i not in above and not self._closes(token, sentence[-1], trigger):
                continue
            named = [p for c in (token, *token.children) for p in children(c, "pobj", "dobj")]
            speakers = (speaker_at(self._reading, t) for head in named for t in (head, *head.conjuncts))
            found.extend(s for s in speakers if s is not None)
        return found

    @staticmethod
    def _closes(token: Token, end: Token, trigger: Token) -> bool:
        """Whether "according to X" or "citing X" ends the sentence behind a comma: it is of all of it."""
        last = token.right_edge.i
        behind = last + 1 >= end.i or end.i == last
        return behind and token.i > trigger.i and token.i > 0 and token.nbor(-1).text == ","
