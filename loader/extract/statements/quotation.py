"""Quotation: who said what, in quotation marks or in reported speech."""

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.speakers import speaker_of
from loader.extract.statements.draft import Draft
from loader.extract.syntax import children, set_apart
from loader.model import StatementType

_MIN_WORDS = 4
_ASKING = frozenset({"whether", "if"})


class QuotationExtractor:
    """Direct quotations with a known speaker, and clauses reported of a named speaker."""

    type = StatementType.QUOTATION

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """Direct quotations first, then indirect ones."""
        for quote in quotes:
            if quote.speaker is None or quote.verb is None or not quote.sentence_like:
                continue
            text = reading.document.text(quote.first, quote.last).strip()
            yield Draft(
                self.type,
                reading.document.doc[quote.first],
                {"speaker": [quote.speaker]},
                {"text": text, "form": "direct"},
                presupposed=True,
                said=quote.verb,
            )
        yield from self._indirect(reading, quotes)

    def _indirect(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        quoted = {i for q in quotes for i in range(q.first, q.last)}
        for token in reading.document.doc:
            if token.lemma_.lower() not in reading.lexicons.reporting.quotes or token.pos_ != "VERB":
                continue
            if token.i in quoted or _unsaid(token, reading.lexicons.reporting.negates):
                continue
            speaker = speaker_of(reading, token)
            if speaker is None:
                continue
            for clause in children(token, "ccomp"):
                asked = any(m.lower_ in _ASKING for m in children(clause, "mark"))
                if asked or set_apart(clause, token) or clause.pos_ not in {"VERB", "AUX"}:
                    continue
                said = [t for t in clause.subtree if not t.is_punct]
                if len(said) < _MIN_WORDS or any(t.i in quoted for t in said):
                    continue
                first = said[1] if said[0].lower_ == "that" else said[0]
                yield Draft(
                    self.type,
                    token,
                    {"speaker": [speaker]},
                    {"text": reading.document.text(first.i, said[-1].i + 1), "form": "indirect"},
                    presupposed=True,
                    said=token,
                )


def _unsaid(verb: Token, refusals: Collection[str]) -> bool:
    """As in "did not say", "declined to say"."""
    return bool(children(verb, "neg")) or (verb.dep_ == "xcomp" and verb.head.lemma_.lower() in refusals)
