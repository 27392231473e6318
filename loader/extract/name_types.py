"""What kind of thing a name is by the company it keeps: "the town of X", "X, a daily", "said X".

A second opinion on the vote of `names`: one look at all mentions of a name, what the language model and the
index call it, the words beside it, by a multinomial logistic regression with weights from a data file
(docs/models.md). It overrules the vote only where it is sure and the index knows no state or alliance.
"""

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from loader.errors import ExtractionError
from loader.extract.document import AnalysedDocument
from loader.model import EntityType

if TYPE_CHECKING:
    from loader.extract.names import NameMention

MODEL = Path(__file__).with_name("models") / "name-types.json"
_LOOKED_AT = 8
_SETTLED = frozenset({EntityType.STATE, EntityType.ALLIANCE})
_ONE = {EntityType.STATE: EntityType.PLACE}
"""Types that are told apart later: whether a place is a state the index says."""


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class NameTypeModel:
    """models/name-types.json: `sure` the probability from which it overrules; weights by feature and type."""

    name: str
    sure: float
    intercepts: dict[EntityType, float]
    weights: dict[str, dict[EntityType, float]]


class NameTyper:
    """Gives a second opinion on the types of names."""

    def __init__(self, model: NameTypeModel) -> None:
        """Judge by these weights."""
        self._model = model

    def verdict(self, document: AnalysedDocument, mentions: Sequence["NameMention"]) -> EntityType | None:
        """The type of a name by all its mentions, when sure; None leaves it to the vote."""
        if mentions[0].demonym or any(n.type in _SETTLED for m in mentions for n in m.known):
            return None
        scores = dict(self._model.intercepts)
        for feature in name_features(document, mentions):
            for kind, weight in self._model.weights.get(feature, {}).items():
                scores[kind] += weight
        best = max(scores, key=lambda kind: (scores[kind], kind))
        whole = sum(math.exp(score - scores[best]) for score in scores.values())
        return best if 1 / whole >= self._model.sure else None


def name_features(document: AnalysedDocument, mentions: Sequence["NameMention"]) -> list[str]:
    """What there is to see of a name, each thing once."""
    found = [*_form(mentions[0]), *_opinions(mentions)]
    for mention in mentions[:_LOOKED_AT]:
        found.extend(_context(document, mention))
    return list(dict.fromkeys(found))


def _form(mention: "NameMention") -> Iterator[str]:
    words = mention.text.split()
    yield f"words:{min(len(words), 4)}"
    yield f"last:{words[-1].lower()}"
    yield f"ending:{words[-1].lower()[-3:]}"
    if len(words) > 1:
        yield f"first:{words[0].lower()}"
    if mention.text.isupper():
        yield "capitals"


def _opinions(mentions: Sequence["NameMention"]) -> Iterator[str]:
    """What the language model, the vote and the index say."""
    votes = mentions[0].votes
    if votes:
        best = max(votes, key=lambda kind: (votes[kind], kind))
        yield f"vote:{_ONE.get(best, best)}"
        if len({_ONE.get(k, k) for k in votes}) == 1:
            yield f"vote alone:{_ONE.get(best, best)}"
    for label in {m.label for m in mentions if m.label is not None}:
        yield f"model:{label}"
    known = [n for m in mentions[:1] for n in m.known]
    for name in known[:2]:
        yield f"index:{_ONE.get(name.type, name.type)}{'/sure' if len(known) == 1 else ''}"
    if not known:
        yield "index:nothing"
    if mentions[0].titled:
        yield "titled"


def _context(document: AnalysedDocument, mention: "NameMention") -> Iterator[str]:
    """The words beside a mention, and its place in the clause."""
    doc = document.doc
    sentence = document.sentence_of(doc[mention.first]).span
    if mention.first > sentence.start:
        yield f"before:{doc[mention.first - 1].lemma_.lower()}"
    if mention.first > sentence.start + 1:
        yield f"before that:{doc[mention.first - 2].lemma_.lower()}"
    if mention.last < sentence.end:
        yield f"behind:{doc[mention.last].lemma_.lower()}"
    root = doc[mention.first : mention.last].root
    yield f"as:{root.dep_}"
    if root.dep_ in {"pobj", "nsubj", "dobj", "appos", "compound", "poss", "nsubjpass"}:
        yield f"{root.dep_} of:{root.head.lemma_.lower()}"
    for child in root.children:
        if not mention.first <= child.i < mention.last and child.dep_ in {"appos", "compound", "amod"}:
            yield f"{child.dep_}:{child.lemma_.lower()}"


@cache
def shipped_typer() -> NameTyper:
    """The model that ships with geokg.

    Raises:
        ExtractionError: its file is missing or damaged.
    """
    try:
        content = json.loads(MODEL.read_text(encoding="utf-8"))
        return NameTyper(TypeAdapter(NameTypeModel).validate_python(content))
    except (OSError, ValueError, ValidationError) as error:
        raise ExtractionError(f"model {MODEL}: cannot be read: {str(error).splitlines()[0]}") from error
