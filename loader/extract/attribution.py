"""Who says so: the sources of a statement inside the article.

A source is the subject of a verb of saying, denying, accusing or promising that the trigger is content of,
who reports, confirms or announces what the trigger names, the object of "according to" or "citing" in the
same sentence, or the speaker of the quotation that the trigger stands in. Words are in
`lexicons/reporting.yaml`.
"""

from spacy.tokens import Span, Token

from loader.extract.entities import PLACES, LocalEntity
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.speakers import misread, speaker_at, speaker_of
from loader.extract.syntax import ancestors, children, set_apart
from loader.model import EntityType

_CONTENT = frozenset({"ccomp", "xcomp", "pcomp", "parataxis"})
_SILENT = PLACES - {EntityType.STATE} | {EntityType.MEDIA}
"""Who does not speak before a colon: a place is a heading, a newsroom asks."""
_COLON_WORDS = 5
_OPENING = 5
_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year"})
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
        found = [*self._above(trigger), *self._beside(trigger), *self._according_to(trigger)]
        quote = self._quote_at.get(trigger.i)
        if quote is not None and quote.speaker is not None:
            found.append(quote.speaker)
        return list(dict.fromkeys(found))

    def counts_on(self, trigger: Token) -> bool:
        """Whether a sentence opens with a further number and says nothing about who says so.

        "The ministry said 26 were killed. Eighteen guards were injured": the ministry says both. In a
        paragraph of its own it goes on only when it names nobody.
        """
        document = self._reading.document
        index = document.sentence_index(trigger)
        sentence, end = document.sentences[index].span, document.sentences[max(0, index - 1)].end
        apart = "\n" in document.article.text[end : document.sentences[index].start]
        if apart and any(self._reading.table.at(t.i) is not None for t in sentence):
            return False
        speaks = any(t.lemma_.lower() in self._says for t in sentence if t.pos_ == "VERB")
        cites = any(t.lower_ in self._according for t in sentence)
        return _opens_with_number(sentence) and not speaks and not cites

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

    def _beside(self, trigger: Token) -> list[LocalEntity]:
        """Who says it in passing: "they had, police say, paid", "as Reuters reported", "officials: ..."."""
        found: list[LocalEntity | None] = []
        for node in (trigger, *ancestors(trigger)):
            if node.pos_ not in {"VERB", "AUX"}:
                continue
            for clause in children(node, "parataxis", "advcl", "ccomp"):
                aside = clause.dep_ == "parataxis" or set_apart(clause, node)
                led = clause.dep_ == "advcl" and any(m.lower_ == "as" for m in children(clause, "mark"))
                speaks = clause.lemma_.lower() in self._says and clause.i != trigger.i
                wordless = not children(clause, "ccomp", "dobj", "xcomp", "acomp", "neg")
                within = clause.left_edge.i <= trigger.i <= clause.right_edge.i
                if speaks and wordless and not within and (led or (aside and clause.dep_ != "advcl")):
                    found.append(speaker_of(self._reading, clause))
            if node.dep_ == "relcl":
                break
        found.append(self._colon(trigger))
        return [entity for entity in found if entity is not None]

    def _colon(self, trigger: Token) -> LocalEntity | None:
        """Who stands before or behind the colon of a headline: "Police: 20 killed", "20 killed: police"."""
        sentence = self._reading.document.sentence_of(trigger).span
        colons = [t for t in sentence if t.text == ":"]
        if len(colons) != 1 or sentence[-1].text in {".", "!", "?", '"', "''"}:
            return None
        at = colons[0].i
        inside = range(sentence.start, at) if at < trigger.i else range(at + 1, sentence.end)
        if not 0 < len(inside) <= _COLON_WORDS or any(
            t.pos_ in {"VERB", "AUX"} for t in sentence.doc[inside.start : inside.stop]
        ):
            return None
        root = sentence.doc[inside.start : inside.stop].root
        named = self._reading.table.at(root.i)
        if named is not None:
            return named if named.type not in _SILENT else None
        return speaker_at(self._reading, root)

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
        if any(c.dep_ == "neg" for c in verb.children) and lemma not in self._denials:
            return False
        return lemma in self._says and below.dep_ in _CONTENT and not set_apart(below, verb)

    def _according_to(self, trigger: Token) -> list[LocalEntity]:
        sentence = self._reading.document.sentence_of(trigger).span
        above = {trigger.i, *(a.i for a in ancestors(trigger))}
        found: list[LocalEntity] = []
        for token in sentence:
            if token.lower_ not in self._according or children(token, "aux"):
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


def _opens_with_number(sentence: Span) -> bool:
    """As in "Eighteen guards were killed", "Another 30 were injured", "More than 740 were detained"."""
    for token in sentence[:_OPENING]:
        if token.like_num:
            return token.head.lemma_.lower() not in _TIMES
        if token.pos_ not in {"ADJ", "ADV", "ADP", "SCONJ", "DET"}:
            return False
    return False
