"""Whether a statement is affirmed, and how surely, read from the tree above and beside its trigger.

Attribution is not doubt (see `attribution`). "It is not clear how many were killed" is not a negation:
a negation counts when it stands in the trigger's own clause, or on a verb that denies what is below it.
Words are in `lexicons/reporting.yaml`.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.lexicon import Reporting
from loader.extract.syntax import children
from loader.model import Modality, Polarity

_CONTENT = frozenset({"ccomp", "xcomp", "acl", "dobj", "pobj", "prep", "pcomp", "nsubjpass", "relcl"})
_NO = frozenset({"no", "neither", "nor", "none"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass"})
_STEPS = 6


@dataclass(frozen=True, slots=True)
class Certainty:
    """Polarity and modality of one statement."""

    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED


class CertaintyReader:
    """Reads polarity and modality of a trigger."""

    def __init__(self, reporting: Reporting) -> None:
        self._words = reporting

    def read(self, document: AnalysedDocument, trigger: Token) -> Certainty:
        """Climb from the trigger through the clauses that contain it as content."""
        negated = self._negated_here(trigger)
        modality = self._modality_here(trigger)
        node = trigger
        for _ in range(_STEPS):
            if node.dep_ == "conj":
                if modality is Modality.ASSERTED:
                    modality = self._auxiliary(node.head) if not _has_auxiliary(node) else modality
                node = node.head
                continue
            purpose = node.dep_ == "advcl" and _infinitive(node)
            if not (node.dep_ in _CONTENT or purpose) or node.head == node:
                break
            if purpose and node.head.lemma_.lower() not in self._words.plans.demands:
                break
            below, node = node, node.head
            lemma = node.lemma_.lower()
            if below.dep_ == "relcl":
                break
            if lemma in self._words.denies and node.pos_ == "VERB":
                negated = not negated
            elif node.pos_ == "VERB" and _negation(node) and below.dep_ in {"ccomp", "xcomp"}:
                modality = Modality.POSSIBLE if lemma in self._words.says else modality
                negated = negated if lemma in self._words.says else not negated
            if modality is Modality.ASSERTED:
                modality = self._imposed(node, below, lemma)
        if modality is Modality.ASSERTED and self._conditional(trigger):
            modality = Modality.CONDITIONAL
        if modality is Modality.ASSERTED and document.sentence_of(trigger).span[-1].text == "?":
            modality = Modality.POSSIBLE
        return Certainty(Polarity.NEGATED if negated else Polarity.AFFIRMED, modality)

    @staticmethod
    def _negated_here(trigger: Token) -> bool:
        """As in "Did not send", "no troops were sent", "without sending"."""
        if _negation(trigger) or (trigger.dep_ == "pcomp" and trigger.head.lower_ == "without"):
            return True
        return any(
            det.lower_ in _NO
            for argument in children(trigger, *_ARGUMENTS)
            for det in children(argument, "det")
        )

    def _modality_here(self, trigger: Token) -> Modality:
        """Auxiliaries and adverbs of the trigger's own clause, adjectives of a nominal trigger."""
        modality = self._auxiliary(trigger)
        if modality is not Modality.ASSERTED:
            return modality
        if trigger.pos_ == "NOUN" and trigger.dep_ in _ARGUMENTS and trigger.dep_ != "dobj":
            modality = self._auxiliary(trigger.head)
            if modality is not Modality.ASSERTED:
                return modality
        hedges = self._words.hedges
        for child in trigger.children:
            word = child.lower_
            if child.dep_ == "advmod" and word in hedges.adverbs:
                return Modality.POSSIBLE
            if child.dep_ == "amod" and word in hedges.adjectives:
                return Modality.POSSIBLE
            if child.dep_ == "amod" and word in {"planned", "proposed", "future"}:
                return Modality.FUTURE
        return Modality.ASSERTED

    def _auxiliary(self, verb: Token) -> Modality:
        for aux in children(verb, "aux"):
            modality = self._words.modals.get(aux.lower_)
            if modality is not None:
                return modality
        return Modality.ASSERTED

    def _imposed(self, node: Token, below: Token, lemma: str) -> Modality:
        """What a governing verb or noun makes of the clause below it."""
        if node.pos_ in {"VERB", "ADJ"}:
            wanted = below.dep_ in {"xcomp", "dobj"} or _infinitive(below) or _subjunctive(below)
            if lemma in self._words.plans.verbs and wanted:
                return Modality.FUTURE
            if lemma in self._words.plans.demands and below.dep_ == "ccomp" and not _has_tense(below):
                return Modality.FUTURE
            if lemma in self._words.hedges.verbs or lemma in self._words.hedges.adjectives:
                return Modality.POSSIBLE
            return Modality.ASSERTED
        if node.pos_ == "NOUN":
            doubted = any(c.lower_ in self._words.hedges.adjectives for c in children(node, "amod"))
            if lemma in self._words.hedges.nouns or doubted:
                return Modality.POSSIBLE
            if lemma in self._words.plans.nouns and below.dep_ in {"acl", "prep"}:
                return Modality.FUTURE
        return Modality.ASSERTED

    def _conditional(self, trigger: Token) -> bool:
        """In an if-clause, or governed by one."""
        clauses = [trigger] if trigger.dep_ == "advcl" else []
        clauses += children(trigger, "advcl")
        return any(m.lower_ in self._words.conditions for c in clauses for m in children(c, "mark"))


def _negation(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ == "aux" for c in verb.children) or bool(children(verb, "nsubj", "nsubjpass"))


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _subjunctive(verb: Token) -> bool:
    """The bare form of "demanded that Russia withdraw"."""
    return verb.dep_ == "ccomp" and verb.tag_ == "VB" and not children(verb, "aux")


def _has_tense(verb: Token) -> bool:
    """A past form or an auxiliary: what is told and not what is wanted."""
    return verb.tag_ in {"VBD", "VBN", "VBZ"} or bool(children(verb, "aux", "auxpass"))
