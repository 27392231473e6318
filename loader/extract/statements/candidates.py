"""Statements of relations that a model judges probable where the rules are silent.

They are the weaker kind: each says in `method` which model found it and by what, has the model's
probability as its confidence, and rests on the sentence or two in which both entities are named.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.forms import CandidateRule
from loader.extract.judge import Judgement, RelationJudge
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft

_Said = set[tuple[object, ...]]


class CandidateStatements:
    """Turns the judgements of a model into drafts."""

    def __init__(self, judge: RelationJudge) -> None:
        """Ask this judge."""
        self._judge = judge

    def extract(self, reading: Reading, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """One draft a judgement on which the drafts of the rules say nothing."""
        rules = reading.lexicons.candidates
        said = {key for draft in drafts for key in _said_by(draft)}
        for judgement in self._judge.judge(reading, drafts):
            rule = rules[judgement.relation]
            rule = rules[rule.types.get(judgement.pair.tail.type, judgement.relation)]
            if not _silent(rule, said, judgement.pair.head, judgement.pair.tail):
                yield self._draft(reading, judgement, rule)

    def _draft(self, reading: Reading, judgement: Judgement, rule: CandidateRule) -> Draft:
        pair, doc = judgement.pair, reading.document.doc
        head, tail = (doc[first:last].root for first, last, _ in (pair.head_at, pair.tail_at))
        return Draft(
            rule.statement,
            head,
            {rule.head: [pair.head], rule.tail: [pair.tail]},
            dict(rule.values),
            confidence=judgement.probability,
            presupposed=True,
            doubtful=_behind(tail, rule.doubtful),
            method=f"{self._judge.name}: {', '.join(judgement.reasons)}",
            beside=tail if pair.distance else None,
        )


def _behind(place: Token, verbs: frozenset[str]) -> bool:
    """Whether a place stands under one of these verbs: who is born in a state need not be its citizen."""
    return place.dep_ == "pobj" and place.head.dep_ == "prep" and place.head.head.lemma_.lower() in verbs


def _said_by(draft: Draft) -> Iterator[tuple[object, ...]]:
    """The statement type, its relation and each two of its participants."""
    fillers = [e for role in draft.roles.values() for e in role]
    for one in fillers:
        for other in fillers:
            if one is not other:
                yield draft.type, draft.values.get("relation"), id(one), id(other)
                yield draft.type, None, id(one), id(other)


def _silent(rule: CandidateRule, said: _Said, head: LocalEntity, tail: LocalEntity) -> bool:
    """Whether a rule has said as much of the two."""
    return any(
        (kind, relation, id(head), id(tail)) in said
        for kind, relations in rule.silent.items()
        for relation in (relations or (None,))
    )
