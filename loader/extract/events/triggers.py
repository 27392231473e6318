"""Finds the words that tell an event: verbs, adjectives and nouns of events.yaml with what they ask for.

Knows syntax and the lexicon, no entities. A word that an entry consumes, the "sanctions" of "lifted
sanctions", is no trigger of its own; nor is what stands in the clause that a promise, a threat, a
request or a refusal is about.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from loader.extract.events.heads import misread, undergoers
from loader.extract.events.lexicon import EventLexicon, EventWord
from loader.extract.syntax import children, conjuncts, is_infinitive, is_passive, objects, subject

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_HELPERS = frozenset({"aux", "mark", "neg", "det", "cc"})
_CLAUSES = ("xcomp", "ccomp")
_BELOW = frozenset({"xcomp", "ccomp", "conj", "pcomp", "dobj", "nsubjpass", "prep", "pobj", "dative"})
_YIELDING = frozenset({"CONCEDE", "RETREAT", "AID"})
_ABOUT = frozenset({"regarding", "about", "concerning", "over", "on"})
_SWALLOWING = frozenset({"AGREE", "THREATEN", "REQUEST", "REJECT", "CONCEDE", "COERCE"})
_SWALLOWS_NOUNS = frozenset({"AGREE", "THREATEN", "REQUEST"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an event, the entry that says so, and what it governs.

    `object` is the noun that the entry asked for; `clause` the head of the clause that it is about;
    `light` the verb that carries a noun ("carried out an attack"); `refused`: declared not to be done.
    """

    token: Token
    entry: EventWord
    object: Token | None = None
    clause: Token | None = None
    light: Token | None = None
    refused: bool = False

    @property
    def nominal(self) -> bool:
        """Whether the word is a noun with a frame of its own, not a verb that the tagger took for one."""
        return _is_noun(self.token) and not misread(self.token)


Entries = Iterable[tuple[str, EventWord]]
Read = Callable[[Token, str, EventWord], Trigger | None]


def _is_noun(token: Token) -> bool:
    """A noun, or what stands as one though the tagger took it for an adjective: "the offensive"."""
    return token.pos_ in _NOMINAL or (token.pos_ == "ADJ" and token.dep_ in _NOUN_PLACES)


class TriggerFinder:
    """Finds the triggers of a sentence."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        slots = ("with", "to", "object", "clause", "within")
        self._refusal = EventWord(root="REJECT", words=(), recipient=slots, agent=True)
        self._obligation = EventWord(root="REQUEST", words=(), recipient=("clause",), needs="political")
        self._advice = EventWord(root="REQUEST", words=(), recipient=("bound",), agent=True, needs="people")

    def find(self, sentence: Span, accept: Callable[[Trigger], bool]) -> list[Trigger]:
        """The triggers of a sentence in text order, none inside what another one is about.

        Of the entries that fit a word the first one is taken that `accept` finds complete.
        """
        found = []
        for token in sentence:
            trigger = next(filter(accept, self._at(token)), None)
            if trigger is not None:
                found.append(trigger)
        consumed = {t.object.i for t in found if t.object is not None and t.object != t.token}
        swallowed = self._swallowed(found)
        return [t for t in found if t.token.i not in consumed and (t.refused or t.token.i not in swallowed)]

    def _at(self, token: Token) -> Iterator[Trigger]:
        lemma = token.lemma_.lower()
        if token.pos_ in _VERBAL and token.dep_ not in {"amod", "aux", "auxpass", "compound"}:
            refused = self._refused(token) or self._obliged(token)
            if refused is not None:
                yield refused
            yield from self._first(token, self._lexicon.verbs.get(lemma, ()), self._verb)
        elif misread(token):
            yield from self._first(token, self._lexicon.verbs.get(lemma, ()), self._verb)
        elif _is_noun(token):
            yield from self._first(token, self._lexicon.nouns.get(lemma, ()), self._noun)
        if token.dep_ in {"acomp", "oprd", "ccomp"} and token.pos_ in {"ADJ", "VERB"}:
            yield from self._first(token, self._lexicon.adjectives.get(token.lower_, ()), self._verb)

    @staticmethod
    def _first(token: Token, entries: Entries, read: Read) -> Iterator[Trigger]:
        for second, entry in entries:
            trigger = read(token, second, entry)
            if trigger is not None:
                yield trigger

    def _verb(self, token: Token, second: str, entry: EventWord) -> Trigger | None:
        particle = _particle(token, second) if second else None
        if second and particle is None:
            return None
        obj = None
        if entry.object:
            heads = children(particle, "pobj") if particle is not None else []
            heads = [h for p in heads for h in conjuncts(p)] or undergoers(token) or children(token, "attr")
            measured = _with_wholes(heads, self._lexicon.file.measures)
            obj = next((o for o in measured if {o.lemma_.lower(), o.lower_} & entry.object), None)
            if obj is None:
                return None
        if entry.transitive is not None and entry.transitive is not bool(
            objects(token) or children(token, "ccomp")
        ):
            return None
        if entry.not_object and any(o.lemma_.lower() in entry.not_object for o in objects(token)):
            return None
        clause = _clause(token, entry)
        if entry.clause in {"must", "infinitive"} and clause is None:
            return None
        if entry.clause == "infinitive" and clause is not None and not is_infinitive(clause):
            return None
        if entry.below and not _is_below(clause, entry.below):
            return None
        if entry.near and not _near(token, obj, entry.near):
            return None
        if entry.not_near and any(_near(token, o, entry.not_near) for o in (obj, *objects(token))):
            return None
        if not self._fits_subject(token, entry) or (entry.plain and _says_what(token)):
            return None
        if entry.root in self._lexicon.file.promised and self._promised(token):
            entry = replace(entry, root="AGREE", mode=None)
        return Trigger(token, entry, obj, clause)

    def _promised(self, token: Token) -> bool:
        """As in "said it would release": who declares what they themselves will do promises it."""
        if token.dep_ != "ccomp" or not self._declared(token):
            return False
        ahead = any(c.lower_ in self._lexicon.file.modal_refusal.modals for c in children(token, "aux"))
        own = next(iter(children(token, "nsubj")), None)
        return ahead and own is not None and own.lower_ in _THEMSELVES

    @staticmethod
    def _fits_subject(token: Token, entry: EventWord) -> bool:
        if not entry.subject and not entry.not_subject:
            return True
        passive = is_passive(token)
        who = [p for by in children(token, "agent") for p in children(by, "pobj")] if passive else []
        own = subject(token) if not passive else None
        subjects = [*who, *conjuncts(own)]
        named = [c for t in subjects for c in children(t, "compound")]  # "Typhoon X killed ten"
        lemmas = {t.lemma_.lower() for t in (*subjects, *named)}
        return not lemmas & entry.not_subject and (not entry.subject or bool(lemmas & entry.subject))

    def _noun(self, token: Token, second: str, entry: EventWord) -> Trigger | None:
        if second and (token.is_sent_start or token.nbor(-1).lower_ != second):
            return None
        if token.dep_ == "compound" or (token.ent_type_ and token.pos_ == "PROPN"):
            return None
        if entry.under and not _under(token, entry.under):
            return None
        if token.dep_ in {"attr", "dobj", "nsubjpass"} and token.head.lemma_.lower() in entry.not_under:
            return None
        light = self._light(token)
        if entry.root in _YIELDING and light is None and _is_topic(token):
            return None
        clause = next(iter(children(token, "acl", "relcl", "ccomp")), None) if entry.clause else None
        if entry.near and not _near(token, None, entry.near):
            return None
        return Trigger(token, entry, None, clause, light)

    def _light(self, token: Token) -> Token | None:
        """The verb of "launched an attack", "an attack was launched", "under attack" of none."""
        head = token.head
        if token.dep_ == "conj":
            return self._light(head) if head.pos_ in _NOMINAL else None
        if token.dep_ == "pobj" and head.head.pos_ in _NOMINAL and head.lower_ == "of":
            measure = head.head.lemma_.lower() in self._lexicon.file.measures
            return self._light(head.head) if measure else None
        if token.dep_ in {"dobj", "nsubjpass", "attr"} and head.lemma_.lower() in self._lexicon.file.light:
            return head
        if (
            token.dep_ == "pobj"
            and head.dep_ == "prep"
            and head.head.lemma_.lower() in self._lexicon.file.light
        ):
            return head.head if head.lower_ in {"out", "to", "in", "for", "off"} else None
        return None

    def _refused(self, token: Token) -> Trigger | None:
        """As in "said it will not accept", "would never stop": a refusal, told by its modal verb."""
        rule = self._lexicon.file.modal_refusal
        modals = rule.modals | (rule.weak if token.lemma_.lower() in rule.bearing else frozenset())
        modal = next((c for c in children(token, "aux") if c.lower_ in modals), None)
        no = next((c for c in token.children if c.lower_ in rule.negations), None)
        asked = any(c.lower_ in {"whether", "if"} for c in children(token, "mark"))
        if modal is None or no is None or asked or token.lemma_ == "be" or is_passive(token):
            return None
        if token.dep_ not in {"ROOT", "ccomp", "conj"} or (
            token.dep_ == "ccomp" and not self._declared(token)
        ):
            return None
        return Trigger(modal, self._refusal, None, token, None, refused=True)

    def _obliged(self, token: Token) -> Trigger | None:
        """As in "said that Israel must end": a request of who speaks."""
        rule = self._lexicon.file.obliging
        must = next((c for c in children(token, "aux") if c.lower_ in rule.firmly | rule.mildly), None)
        if must is None or token.dep_ != "ccomp" or not self._declared(token):
            return None
        entry = self._obligation if must.lower_ in rule.firmly else self._advice
        return Trigger(token.head, entry, None, token)

    def _declared(self, token: Token) -> bool:
        return token.head.lemma_.lower() in self._lexicon.file.declaring

    def _swallowed(self, found: list[Trigger]) -> set[int]:
        """Tokens in the clauses that triggers are about; relative clauses and circumstances stay."""
        tokens: set[int] = set()
        for trigger in found:
            if trigger.entry.root not in _SWALLOWING:
                continue
            heads = [trigger.clause] if trigger.clause is not None else []
            if not trigger.nominal:
                inner = (c for o in objects(trigger.token) for c in children(o, "acl"))
                heads.extend(c for c in inner if is_infinitive(c))
            if trigger.entry.root in _SWALLOWS_NOUNS and not trigger.nominal:
                heads.extend(objects(trigger.token))
                preps = [p for c in children(trigger.token, "prep", "prt") for p in children(c, "pobj")]
                heads.extend(p for p in preps if p.head.lower_ in {"for", "to", "on"})
            below = {i for head in heads for i in _content(head)}
            tokens |= below - {trigger.token.i}
        return tokens


_PLACING = frozenset({"in", "on", "at"})
_TAKING_PART = frozenset({"part", "participate", "join", "engage"})
_THEMSELVES = frozenset({"it", "they", "he", "she", "we"})


def _content(head: Token) -> Iterator[int]:
    """The head and what is its content, down the tree."""
    stack = [head]
    while stack:
        node = stack.pop()
        yield node.i
        stack.extend(
            c
            for c in node.children
            if (c.dep_ in _BELOW and c.lower_ not in _CIRCUMSTANCE)
            or (c.dep_ in {"advcl", "acl"} and is_infinitive(c))
        )


_CIRCUMSTANCE = frozenset({"amid", "after", "during", "following", "since", "despite", "over", "before"})


def _with_wholes(heads: list[Token], measures: frozenset[str]) -> Iterator[Token]:
    """The heads, and what a number or batch is of: "a batch of 200 peacekeepers"."""
    for head in heads:
        yield head
        if head.lemma_.lower() in measures or head.pos_ == "NUM":
            for of in children(head, "prep"):
                if of.lower_ == "of":
                    yield from children(of, "pobj")


def _particle(token: Token, second: str) -> Token | None:
    """The second word of "call for": a child, or the word right behind."""
    behind = [c for c in token.children if c.i > token.i]
    own = next((c for c in behind if c.lower_ == second and c.dep_ not in _HELPERS), None)
    if own is not None and not _circumstantial(token, own):
        return own
    if token.i + 1 < token.sent.end:
        following = token.nbor(1)
        above = following.head
        if following.lower_ == second and (above in {token, token.head} or above in objects(token)):
            return following
    return _leading_clause(token, second)


def _leading_clause(token: Token, second: str) -> Token | None:
    """The "for" of "called for Sudan to withdraw", which stands under the clause's own verb."""
    if second != "for":
        return None
    for clause in children(token, "advcl", "xcomp", "ccomp"):
        mark = next((c for c in children(clause, "mark") if c.lower_ == second), None)
        if mark is not None and is_infinitive(clause) and children(clause, "nsubj"):
            return mark
    return None


def _under(token: Token, prepositions: frozenset[str]) -> bool:
    """As in "resigned in protest", "took part in the protests"; "shot in a protest" tells only where."""
    if token.dep_ != "pobj" or token.head.lower_ not in prepositions:
        return False
    above = token.head.head
    bare = token.tag_ != "NNS" and not children(token, "det", "poss")
    return bare or any(t.lemma_.lower() in _TAKING_PART for t in (above, *children(above, "dobj")))


def _circumstantial(verb: Token, second: Token) -> bool:
    """Whether it only tells where or when, behind an object: "gave thanks in a speech" is no "give in"."""
    led = (
        second.lower_ in _PLACING
        and second.dep_ == "prep"
        and second.i > verb.i + 1
        and bool(children(second, "pobj"))
    )
    return led and any(verb.i < o.i < second.i for o in children(verb, "dobj", "dative"))


def _clause(token: Token, entry: EventWord) -> Token | None:
    """The clause that a verb or adjective is about: "agreed to resign", "demanded that he resign"."""
    if entry.clause is None or entry.clause == "never":
        return None
    for child in children(token, *_CLAUSES):
        if child.i > token.i and child.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
            return child
    for child in children(token, "advcl"):
        if child.i > token.i and is_infinitive(child):
            return child
    if children(token, "prt"):
        for child in children(token, "advcl"):
            if child.tag_ == "VBG" and child.nbor(-1).dep_ == "prt":
                return child
    for prep in children(token, "prep", "prt"):
        for child in children(prep, "pcomp"):
            return child
    inner = [o for prep in children(token, "prep") for o in children(prep, "pobj")]
    for obj in [*children(token, "dobj"), *(inner if entry.clause in {"must", "infinitive"} else [])]:
        for child in children(obj, "acl"):
            if is_infinitive(child):
                return child
    return None


def _is_below(clause: Token | None, verbs: Iterable[str]) -> bool:
    if clause is None:
        return False
    lemma = clause.lemma_.lower()
    wanted = set(verbs)
    return lemma in wanted or any(f"{lemma} {c.lower_}" in wanted for c in clause.children)


def _is_topic(token: Token) -> bool:
    """Whether it is only what others talk of: "talks about a truce and the release of hostages"."""
    node = token
    while node.dep_ == "conj" and node.head != node:
        node = node.head
    return node.dep_ == "pobj" and node.head.lower_ in _ABOUT and node.head.head.pos_ in _NOMINAL


def _says_what(verb: Token) -> bool:
    """Whether a word says what the object is: "called him a liar", "a town called X"."""
    said = [c for c in children(verb, "ccomp", "xcomp") if c.doc[max(c.left_edge.i - 1, 0)].text != ","]
    if verb.dep_ == "acl" or is_passive(verb) or said or children(verb, "oprd", "acomp", "attr"):
        return True
    last = max((o.right_edge.i for o in children(verb, "dobj", "dative")), default=verb.i)
    return len(children(verb, "dobj", "dative")) > 1 or (
        last + 1 < len(verb.doc) and verb.doc[last + 1].is_quote
    )


def _near(token: Token, obj: Token | None, words: frozenset[str]) -> bool:
    """Whether one of the words stands under the trigger, its objects, or two steps further down."""
    level = [
        token,
        *([obj] if obj is not None else []),
        *([token.head] if token.dep_ in {"acomp", "oprd"} else []),
    ]
    for _ in range(3):
        level = [c for node in level for c in node.children]
        if any(c.lemma_.lower() in words or c.lower_ in words for c in level):
            return True
    return token.head.lemma_.lower() in words
