"""An article's text, analysed once: tokens, sentences, parse, and where each stands in the text.

The model reads paragraph by paragraph, because over a whole document headings run into sentences;
the paragraphs are then joined into one spaCy `Doc`. spaCy's own character offsets do not fit the
article any more after that, so every offset is asked of `AnalysedDocument`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from loader.extract.headlines import mended
from loader.extract.lemmas import mend_lemmas
from loader.model import Article, Evidence

_PARAGRAPH = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")
_PLAIN_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\xa0": " "})
_HEADING_WORDS = 20
LOCAL_PREPOSITIONS = frozenset(
    {"near", "outside", "inside", "around", "across", "beyond", "throughout", "opposite"}
)
"""What the model takes for the first word of a name when it begins a sentence ("Near Palmyra, ...")."""
# "ALMATY, Jan 7 (Reuters) - ": a place in capitals, perhaps a date and an agency, then a dash. Left in the
# sentence it becomes the parser's subject.
_DATELINE = re.compile(
    r"\s*[^\W\d_]{2}[A-Z.'/ -]{1,40}(?:,[^-–—\n]{2,40})?(?:\([^)\n]{2,30}\))?\s+[-–—]+\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `heading` when it stands in a paragraph that is a title or a sub-heading."""

    span: Span
    start: int
    end: int
    heading: bool


@dataclass(frozen=True)
class AnalysedDocument:
    """An article and its analysis. Offsets are those of `article.text`."""

    article: Article
    doc: Doc
    offsets: tuple[int, ...]
    """Where each token starts."""
    sentences: tuple[Sentence, ...]
    _sentence_of: tuple[int, ...]

    @cached_property
    def starts(self) -> dict[int, int]:
        """Offset at which a token starts -> its number."""
        return {offset: i for i, offset in enumerate(self.offsets)}

    @cached_property
    def ends(self) -> dict[int, int]:
        """Offset at which a token ends -> the number after its own."""
        return {self.end(token): token.i + 1 for token in self.doc}

    def start(self, token: Token) -> int:
        """Offset of a token's first character."""
        return self.offsets[token.i]

    def end(self, token: Token) -> int:
        """Offset after a token's last character."""
        return self.offsets[token.i] + len(token.text)

    def bounds(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the tokens numbered `first` up to but not including `last`."""
        return self.start(self.doc[first]), self.end(self.doc[last - 1])

    def text(self, first: int, last: int) -> str:
        """The article's own text of these tokens, with its quotation marks as printed."""
        start, end = self.bounds(first, last)
        return self.article.text[start:end]

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that a token stands in."""
        return self.sentences[self._sentence_of[token.i]]

    def sentence_index(self, token: Token) -> int:
        """The number of the sentence that a token stands in."""
        return self._sentence_of[token.i]

    def quoted_tokens(self) -> list[bool]:
        """Of each token whether it stands between quotation marks, which close with the paragraph."""
        inside, found = False, []
        for token, offset in zip(self.doc, self.offsets, strict=True):
            if token.i and "\n" in self.article.text[self.end(self.doc[token.i - 1]) : offset]:
                inside = False
            found.append(inside)
            if '"' in token.text:
                inside = not inside
        return found

    def evidence(self, trigger: Token) -> Evidence:
        """The trigger's sentence, quotable."""
        sentence = self.sentence_of(trigger)
        return Evidence(sentence.start, sentence.end, (self.start(trigger), self.end(trigger)))


def analyse(article: Article, model: Language, verbs: frozenset[str] = frozenset()) -> AnalysedDocument:
    """Run the language model over an article's paragraphs; `verbs` may be read as such in headlines."""
    paragraphs = list(_paragraphs(article.text))
    plain = (text.translate(_PLAIN_QUOTES) for _, text in paragraphs)
    docs = [mended(doc, model, verbs) for doc in model.pipe(plain)]
    for doc in docs:
        _mend_first_words(doc)
        mend_lemmas(doc)
    offsets: list[int] = []
    sentences: list[tuple[int, int, bool]] = []
    for (start, text), doc in zip(paragraphs, docs, strict=True):
        heading = len(paragraphs) > 1 and len(doc) < _HEADING_WORDS and not _CLOSED.search(text)
        first = len(offsets)
        offsets.extend(start + token.idx for token in doc)
        sentences.extend((first + s.start, first + s.end, heading) for s in doc.sents)
    joined = Doc.from_docs(docs, ensure_whitespace=False) or Doc(model.vocab)
    return _assemble(article, joined, offsets, sentences)


def _mend_first_words(doc: Doc) -> None:
    """Read "Near X, six strikes hit ..." as a phrase of place where the parser has X as a subject."""
    for sentence in doc.sents:
        first = sentence[0]
        name, verb = first.head, first.head.head
        if first.lower_ not in LOCAL_PREPOSITIONS or first.dep_ not in {"compound", "amod", "nmod"}:
            continue
        if name.dep_ == "nsubj" and name.i + 1 < sentence.end and doc[name.i + 1].text == ",":
            first.head, first.dep_, first.tag_ = verb, "prep", "IN"
            name.head, name.dep_ = first, "pobj"


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph with its offset; a dateline is a paragraph of its own."""
    for match in _PARAGRAPH.finditer(text):
        paragraph = match.group()
        if not paragraph.strip():
            continue
        dateline = _DATELINE.match(paragraph)
        if dateline is not None and dateline.group().split(",")[0].split("(")[0].strip(" -–—").isupper():
            yield match.start(), dateline.group()
            yield match.start() + dateline.end(), paragraph[dateline.end() :]
        else:
            yield match.start(), paragraph


def _assemble(
    article: Article, doc: Doc, offsets: list[int], ranges: list[tuple[int, int, bool]]
) -> AnalysedDocument:
    sentences: list[Sentence] = []
    sentence_of: list[int] = []
    for first, last, heading in ranges:
        words = [t for t in doc[first:last] if not t.is_space]
        start = offsets[words[0].i] if words else offsets[first]
        end = offsets[words[-1].i] + len(words[-1].text) if words else start
        sentence_of.extend([len(sentences)] * (last - first))
        sentences.append(Sentence(doc[first:last], start, end, heading))
    return AnalysedDocument(article, doc, tuple(offsets), tuple(sentences), tuple(sentence_of))
