"""Whether a statement is affirmed, and how surely, read from the tree above and beside its trigger.

Attribution is not doubt (see `attribution`). "It is not clear how many were killed" is not a negation:
a negation counts when it stands in the trigger's own clause, or on a verb that denies what is below it.
Words are in `lexicons/reporting.yaml`.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.forms import Reporting
from loader.extract.syntax import children, is_infinitive, set_apart
from loader.model import Modality, Polarity

_CONTENT = frozenset(
    {
        *("ccomp", "xcomp", "acl", "dobj", "pobj", "prep", "pcomp", "nsubjpass", "relcl", "acomp", "appos"),
    }
)
_CARRYING = frozenset({"of", "from", "for", "as", "to", "about", "against"})
"""Prepositions behind which a governing word's content goes on; "amid" or "after" begin something else."""
_NO = frozenset({"no", "neither", "nor", "none"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass"})
_ASKING = frozenset({"whether", "if"})
_PLANNED = frozenset({"planned", "proposed", "future", "upcoming", "expected", "scheduled", "looming"})
_HAPPENS = frozenset({"take", "happen", "occur", "begin", "start", "materialize", "materialise", "come"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_INFLECTED = frozenset({"VBD", "VBZ", "VBN"})
_JOINING = frozenset({"cc", "preconj", "advmod", "det"})
_CONTRASTING = frozenset({"but", "yet", "instead"})
_OPENING = frozenset({"had", "should", "were"})
_KEPT_FROM = frozenset({"xcomp", "ccomp", "pcomp", "dobj", "advcl"})
_ORDINALS = frozenset({"first", "second", "third", "last", "latest", "only", "next"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_NEXT = 2
_STEPS = 7


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
            if modality is Modality.ASSERTED and self._asked(node):
                modality = Modality.POSSIBLE
            if node.dep_ == "conj":
                if modality is Modality.ASSERTED and not _has_auxiliary(node) and node.tag_ not in _FINITE:
                    modality = self._auxiliary(node.head)
                if modality is Modality.ASSERTED and self._opens_doubtfully(node.head):
                    modality = Modality.POSSIBLE
                if modality is Modality.ASSERTED and self._shared_doubt(node):
                    modality = Modality.POSSIBLE
                negated ^= _shares_negation(node)
                node = node.head
                continue
            if not self._carried(node):
                break
            below, node = node, node.head
            if below.dep_ == "relcl" and not self._alleged(node, below):
                break
            turned = self._turned(node, below, trigger)
            if turned and self._left_open(node):
                turned, modality = False, Modality.POSSIBLE
                node = node.head if node.dep_ == "conj" else node
            negated ^= turned
            if node.pos_ == "VERB" and _negation(node) and below.dep_ in {"ccomp", "xcomp"}:
                said = turned or node.lemma_.lower() in self._words.says
                negated ^= turned
                modality = Modality.POSSIBLE if said else modality
                negated = negated if said else not negated
            if modality is Modality.ASSERTED:
                modality = self._imposed(node, below, node.lemma_.lower())
        modality = self._conditioned(trigger, modality)
        told = modality not in {Modality.ASSERTED, Modality.FUTURE}
        if not told and document.sentence_of(trigger).span[-1].text == "?":
            modality = Modality.POSSIBLE
        return Certainty(Polarity.NEGATED if negated else Polarity.AFFIRMED, modality)

    def _carried(self, node: Token) -> bool:
        """Whether what stands above a node has it as its content."""
        if node.head == node:
            return False
        if node.dep_ == "prep":
            return node.lower_ in _CARRYING or _planned_on(node)
        if node.dep_ == "advmod":
            return node.lower_ == "short"  # "stopped short of sending"
        if node.dep_ == "advcl":
            return self._governed(node, node.head.lemma_.lower())
        return node.dep_ in _CONTENT and not (node.dep_ == "ccomp" and set_apart(node, node.head))

    def _alleged(self, noun: Token, clause: Token) -> bool:
        """As in "allegations they failed to act", whose clause the parser takes for a relative one."""
        claim = noun.lemma_.lower() in self._words.hedges.nouns | self._words.claims
        own = next(iter(children(clause, "nsubj", "nsubjpass")), None)
        return claim and own is not None and own.lower_ not in _RELATIVES

    def _governed(self, clause: Token, lemma: str) -> bool:
        """Whether an adverbial clause of the parser's is what the verb before it wants or refuses."""
        if is_infinitive(clause):
            return lemma in self._words.plans.demands or lemma in self._words.plans.grants
        refused = lemma in self._words.negates or lemma in self._words.denials
        return clause.tag_ == "VBG" and refused and 0 < clause.left_edge.i - clause.head.i <= _NEXT

    def _turned(self, node: Token, below: Token, trigger: Token) -> bool:
        """Whether a governing word says that what is below it is not so."""
        lemma = node.lemma_.lower()
        if node.pos_ == "NOUN":
            none = any(c.lower_ in _NO for c in children(node, "det"))
            return none and lemma in self._words.doubts and below.dep_ in {"acl", "prep", "ccomp", "relcl"}
        if node.pos_ == "ADJ" and below.dep_ == "xcomp" and lemma in self._words.negates:
            return True
        if node.pos_ != "VERB":
            yet = any(c.lower_ == "yet" for c in node.children) and below.dep_ == "xcomp"
            return yet and lemma in {"have", "be"}
        if lemma in self._words.denials:
            claimed = below.dep_ in {"ccomp", "xcomp", "advcl"} or below.lemma_.lower() in self._words.claims
            thing = below == trigger and below.dep_ in {"dobj", "nsubjpass"}
            return claimed or (thing and lemma not in self._words.denies_claims_only)
        if lemma == "have" and below.dep_ == "xcomp":
            return any(c.lower_ == "yet" for c in (*node.children, *below.children))
        particle = self._words.negates.get(lemma)
        if particle is None or (particle and not any(c.lower_ == particle for c in node.children)):
            return False
        return below.dep_ in _KEPT_FROM or below.lower_ in {"from", "to", "short"}

    def _left_open(self, verb: Token) -> bool:
        """As in "neither confirmed nor denied that", "declined to confirm or deny"."""
        other = verb.head if verb.dep_ == "conj" else verb
        joined = any(c.lower_ in {"nor", "or"} for c in children(other, "cc"))
        return verb.lemma_.lower() in self._words.denials and joined and other.lemma_ == "confirm"

    @staticmethod
    def _negated_here(trigger: Token) -> bool:
        """As in "Did not send", "no troops were sent", "nobody was killed", "without sending"."""
        if _negation(trigger) or (trigger.dep_ == "pcomp" and trigger.head.lower_ == "without"):
            return True
        if trigger.pos_ == "NOUN" and any(c.lower_ in _NO for c in children(trigger, "det")):
            return True
        if _takes_place(trigger) and _negation(trigger.head):
            return True
        arguments = children(trigger, *_ARGUMENTS)
        return any(
            argument.lower_ in _NOBODY
            or (argument.lower_ == "one" and any(c.lower_ == "no" for c in argument.children))
            or any(det.lower_ in _NO for det in children(argument, "det"))
            for argument in arguments
        )

    def _asked(self, node: Token) -> bool:
        """In a clause that asks: "unclear whether Russia attacked"."""
        return any(m.lower_ in _ASKING for m in children(node, "mark")) and (
            node.dep_ in {"ccomp", "csubj", "pcomp", "xcomp"}
            or any(m.lower_ == "whether" for m in children(node, "mark"))
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
        if _scheduled(trigger) or _meant_for(trigger):
            return Modality.FUTURE
        hedges = self._words.hedges
        for child in trigger.children:
            word = child.lower_
            if child.dep_ == "advmod" and word in hedges.adverbs:
                return Modality.POSSIBLE
            if child.dep_ == "amod" and word in hedges.adjectives:
                return Modality.POSSIBLE
            if child.dep_ == "amod" and word in _PLANNED:
                return Modality.FUTURE
        return Modality.ASSERTED

    def _opens_doubtfully(self, verb: Token) -> bool:
        """As in "Reportedly, two were killed and eight injured": what opens the sentence is of all of it."""
        opening = verb.sent[0]
        return opening.head == verb and opening.lower_ in self._words.hedges.adverbs

    def _shared_doubt(self, verb: Token) -> bool:
        """As in "reportedly killing five and injuring ten": a doubt is of both participles."""
        alike = verb.tag_ == verb.head.tag_ and verb.tag_ in {"VBG", "VBN"} and not _has_auxiliary(verb)
        said = (c for c in children(verb.head, "advmod") if c.i < verb.head.i)
        return alike and any(c.lower_ in self._words.hedges.adverbs for c in said)

    def _auxiliary(self, verb: Token) -> Modality:
        auxiliaries = children(verb, "aux")
        for aux in auxiliaries:
            modality = self._words.modals.get(aux.lower_)
            if modality is not None:
                unreal = aux.lower_ == "would" and any(other.lower_ == "have" for other in auxiliaries)
                return Modality.CONDITIONAL if unreal else modality
        return Modality.ASSERTED

    def _imposed(self, node: Token, below: Token, lemma: str) -> Modality:
        """What a governing verb or noun makes of the clause below it."""
        plans, hedges = self._words.plans, self._words.hedges
        if node.pos_ == "NOUN":
            denied = any(c.lower_ in _NO for c in children(node, "det"))
            doubted = any(c.lower_ in hedges.adjectives for c in children(node, "amod"))
            if (lemma in hedges.nouns or doubted or lemma in self._words.doubts) and not (
                denied and lemma == "doubt"
            ):
                return Modality.FUTURE if lemma in plans.nouns else Modality.POSSIBLE
            return (
                Modality.FUTURE
                if lemma in plans.nouns and below.dep_ in {"acl", "prep"}
                else Modality.ASSERTED
            )
        if below.dep_ == "prep":
            wanted = (lemma in plans.verbs and below.lower_ == "for") or _planned_on(below)
            accused = lemma in self._words.accuses and not children(node, "nsubj", "agent")
            if wanted or accused:
                return Modality.FUTURE if wanted else Modality.POSSIBLE
        if lemma == "rule" and any(c.lower_ == "out" for c in node.children):
            return Modality.FUTURE
        scheduled = lemma == "be" and below.dep_ == "xcomp"
        if (scheduled or lemma in plans.grants) and is_infinitive(below):
            return Modality.FUTURE
        if lemma == "call" and below.dep_ == "dobj":
            return Modality.ASSERTED  # "called it a hoax", "called the minister"
        wanted = below.dep_ in {"xcomp", "dobj", "nsubjpass"} or is_infinitive(below) or _subjunctive(below)
        if lemma in plans.verbs and wanted:
            return Modality.FUTURE
        if lemma in plans.demands and below.dep_ == "ccomp" and not _has_tense(below):
            return Modality.FUTURE
        if lemma in hedges.verbs or lemma in hedges.adjectives or self._hearsay(node):
            return Modality.POSSIBLE
        return Modality.ASSERTED

    def _hearsay(self, verb: Token) -> bool:
        """Whether an unconfirmed report is what says it."""
        if verb.lemma_.lower() not in self._words.says:
            return False
        return any(
            subject.lemma_.lower() in self._words.hedges.nouns
            or any(c.lower_ in self._words.hedges.adjectives for c in children(subject, "amod"))
            for subject in children(verb, "nsubj")
        )

    def _conditioned(self, trigger: Token, modality: Modality) -> Modality:
        """In an if-clause, or what an if-clause is the condition of."""
        able = modality is Modality.POSSIBLE and self._auxiliary(trigger) is Modality.POSSIBLE
        if not able and modality not in {Modality.ASSERTED, Modality.FUTURE}:
            return modality
        if _inverted(trigger):
            return Modality.CONDITIONAL
        clauses = [trigger] if trigger.dep_ == "advcl" else []
        clauses += children(trigger, "advcl")
        if _takes_place(trigger) and trigger.head.dep_ == "advcl":
            clauses.append(trigger.head)
        opened = any(m.lower_ in self._words.conditions for c in clauses for m in children(c, "mark"))
        return Modality.CONDITIONAL if opened else modality


def _takes_place(trigger: Token) -> bool:
    """Whether a noun is the subject of a verb that only says that it happens, and not that it ends."""
    if trigger.pos_ != "NOUN" or trigger.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    return trigger.dep_ == "nsubjpass" or trigger.head.lemma_.lower() in _HAPPENS


def _scheduled(trigger: Token) -> bool:
    """The talks of "talks to begin on Monday", and their begin; a summit "to be held in March"."""
    clauses = [trigger] if trigger.dep_ in {"acl", "relcl"} else children(trigger, "acl", "relcl")
    return any(
        is_infinitive(c)
        and c.lemma_.lower() in _HAPPENS | {"hold", "sign"}
        and not any(m.tag_ in {"JJS"} or m.lower_ in _ORDINALS for m in c.head.children)
        for c in clauses
    )


def _meant_for(trigger: Token) -> bool:
    """As in "a deal was reached for the army to enter and deploy": not done yet, unless it "took years"."""
    verb = trigger.head if trigger.dep_ == "conj" and not _has_auxiliary(trigger) else trigger
    led = any(m.lower_ == "for" for m in children(verb, "mark")) and bool(children(verb, "nsubj"))
    return led and is_infinitive(verb) and verb.head.lemma_ not in {"take", "be"}


def _planned_on(prep: Token) -> bool:
    """As in "plans on leaving the bloc"."""
    return prep.lower_ == "on" and prep.head.lemma_ == "plan" and bool(children(prep, "pcomp"))


def _negation(verb: Token) -> bool:
    return any(c.dep_ == "neg" or (c.lower_ == "neither" and c.dep_ in _JOINING) for c in verb.children)


def _shares_negation(verb: Token) -> bool:
    """Whether the "not" of the verb that this one is coordinated with is its own, too.

    "Did not attack or threaten": it is. "Did not attack but threatened", "did not attack and threatened":
    it is not, for behind "did" no finite form can stand. Behind "nor" a verb is always negated.
    """
    before = verb.head
    between = {c.lower_ for c in before.children if c.dep_ in _JOINING and before.i < c.i < verb.i}
    if not _negation(before):
        return "nor" in between
    if _has_auxiliary(verb) or _negation(verb) or between & _CONTRASTING:
        return False
    done = any(c.dep_ == "aux" and c.lemma_ == "do" for c in before.children)
    return not (done and verb.tag_ in _INFLECTED)


def _inverted(verb: Token) -> bool:
    """As in "Had Russia attacked", "Should it attack": a condition by the order of words, if no question."""
    own = min((c.i for c in children(verb, "nsubj", "nsubjpass")), default=-1)
    opening = [c for c in children(verb, "aux", "auxpass") if c.i < own and c.lower_ in _OPENING]
    below = verb.dep_ != "ROOT" or bool(children(verb, "ccomp", "advcl"))
    return bool(opening) and below and verb.sent[-1].text != "?"


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ == "aux" for c in verb.children) or bool(children(verb, "nsubj", "nsubjpass"))


def _subjunctive(verb: Token) -> bool:
    """The bare form of "demanded that Russia withdraw"."""
    return verb.dep_ == "ccomp" and verb.tag_ == "VB" and not children(verb, "aux")


def _has_tense(verb: Token) -> bool:
    """A past form or an auxiliary: what is told and not what is wanted ("that ballots be counted")."""
    helpers = children(verb, "aux", "auxpass")
    if [h.lower_ for h in helpers] == ["be"]:
        return False
    return verb.tag_ in {"VBD", "VBN", "VBZ"} or bool(children(verb, "aux", "auxpass"))
