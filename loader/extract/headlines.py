"""Verbs of reports in the present tense that the tagger takes for plural nouns: "A court in X sentences Y".

A sentence without a verb as its head is parsed again with such a word in the past tense ("sentenced"),
which no noun has; where that makes it the main verb with a subject, the reading is kept, and the word. So
with a plain form behind a plural ("X and Y announce").
Every other sentence stays as it is.
"""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NNS", "NNPS"})
_LEAST_WORDS = 5
_BESIDE = frozenset({"of", "and", "or"})
_SIBILANT = ("sses", "shes", "ches", "xes", "zes")
_PRESENT = {
    "VBZ": "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBP": "Tense=Pres|VerbForm=Fin",
}


def mended(doc: Doc, model: Language, verbs: frozenset[str]) -> Doc:
    """The paragraph, with the sentences read again whose verb was taken for a noun; the words stay.

    `verbs` are lemmas of what can be meant.
    """
    again = [(s, read) for s in doc.sents if (read := _read_again(s, model, verbs)) is not None]
    return _with(doc, again) if again else doc


def _read_again(sentence: Span, model: Language, verbs: frozenset[str]) -> Doc | None:
    if sentence.root.pos_ in _VERBAL or len(sentence) < _LEAST_WORDS:
        return None
    for token in sentence:
        if _may_be_verb(token, sentence, verbs):
            words = [_past(t.lower_) if t == token else t.text for t in sentence]
            read = Doc(model.vocab, words=words, spaces=[bool(t.whitespace_) for t in sentence])
            for _, step in model.pipeline:
                read = step(read)
            verb = read[token.i - sentence.start]
            plural = token.tag_ == "NN"
            if _is_main_verb(verb, plural=plural) and len(list(read.sents)) == 1:
                verb.tag_ = "VBP" if plural else "VBZ"
                return read
    return None


def _may_be_verb(token: Token, sentence: Span, verbs: frozenset[str]) -> bool:
    """A noun like a known verb, inside the sentence and with something to govern behind it.

    A plural in -s ("X rejects"), or the head of the sentence ("X and Y announce").
    """
    plain = token.tag_ == "NN" and token.dep_ == "ROOT"
    if not plain and (token.tag_ not in _NOMINAL or not token.lower_.endswith("s")):
        return False
    if token.i == sentence.start:
        return False
    if token.i + 1 >= sentence.end or token.nbor(1).is_punct or token.nbor(1).lower_ in _BESIDE:
        return False
    return token.lemma_.lower() in verbs or token.lower_[:-1] in verbs


def _is_main_verb(token: Token, *, plural: bool) -> bool:
    """Whether it is the head with a subject, for a plain form a plural one."""
    subjects = [c for c in token.children if c.dep_ == "nsubj"]
    several = any(s.tag_ in _NOMINAL or list(s.conjuncts) for s in subjects)
    return token.dep_ == "ROOT" and token.tag_ == "VBD" and bool(subjects) and (several or not plural)


def _past(word: str) -> str:
    """A form in -ed, regular or not: the parser only needs to see that it is no noun."""
    if not word.endswith("s"):
        return f"{word}d" if word.endswith("e") else f"{word}ed"
    if word.endswith("ies"):
        return f"{word[:-3]}ied"
    if word.endswith(_SIBILANT):
        return f"{word[:-2]}ed"
    return f"{word[:-1]}d" if word[-2] == "e" else f"{word[:-1]}ed"


def _with(doc: Doc, again: Iterable[tuple[Span, Doc]]) -> Doc:
    """A document of the same words, with other readings of some sentences."""
    read: list[Token] = list(doc)
    heads = [t.head.i for t in doc]
    for sentence, new in again:
        for token in new:
            read[sentence.start + token.i] = token
            heads[sentence.start + token.i] = sentence.start + token.head.i
    made = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in read],
        pos=[t.pos_ for t in read],
        morphs=[_PRESENT.get(t.tag_) or str(t.morph) for t in read],
        lemmas=[t.lemma_ for t in read],
        heads=heads,
        deps=[t.dep_ for t in read],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in read],
    )
    made.tensor = doc.tensor
    return made
