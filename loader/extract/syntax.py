"""Questions about the dependency tree that several statement extractors ask.

Dependencies are ClearNLP's, as spaCy's English models give them. Nothing here knows of entities.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
# Verbs whose object does what the infinitive behind it says: "urged Russia to withdraw".
_OBJECT_CONTROL = frozenset(
    {
        *("urge", "ask", "order", "tell", "request", "allow", "force", "persuade", "authorize", "authorise"),
        *("choose", "pick", "handpick", "select", "elect", "appoint", "nominate", "tap", "hire"),
        *("expect", "invite", "instruct", "press", "encourage", "permit", "require", "command", "want"),
        *("prompt", "compel", "enable", "direct", "cause", "oblige"),
    }
)
# Verbs whose object does what stands behind their "of", "for" or "from": "accuses Russia of sending troops".
_CHARGES = frozenset(
    {
        *("accuse", "suspect", "blame", "criticise", "criticize", "condemn", "denounce", "praise", "thank"),
        *("prevent", "block", "stop", "ban", "bar", "prohibit", "keep", "discourage", "deter", "convict"),
        *("charge", "acquit", "punish", "sanction", "arrest"),
    }
)
# Verbs that tell nothing without an object: behind a passive they are passive too, "sentenced and banned".
_NEEDS_OBJECT = frozenset(
    {
        *("ban", "arrest", "detain", "jail", "imprison", "sentence", "deport", "convict", "charge", "fine"),
        *("accuse", "kill", "injure", "wound", "abduct", "kidnap", "seize", "damage", "destroy", "suspend"),
        *("expel", "dismiss", "sanction", "torture", "behead", "target"),
    }
)
ASIDE = frozenset({"relcl", "acl", "appos", "advcl", "punct", "cc", "conj", "ccomp", "parataxis"})
"""What hangs on a phrase's head and is no part of the phrase: clauses, appositions, coordinates."""
CLOSERS = frozenset({",", ".", ";", ":", ")", "-", "–", "—", "!", "?", '"'})
"""Marks that close an apposition."""
_CLAUSES = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "pcomp", "parataxis"})


def conjuncts(token: Token | None) -> list[Token]:
    """The token and all that is coordinated with it: Russia, Belarus and Armenia; nothing of None."""
    if token is None:
        return []
    further = [t for t in token.conjuncts if t.i > token.i]
    return [*_named_before(token), token, *further, *_listed_behind(token), *_joined_aside(token)]


def _joined_aside(token: Token) -> list[Token]:
    """B of "A, left, and B met", where the parser takes B for an apposition to A."""
    apposed = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.left_edge.i > 1]
    return [c for c in apposed if token.pos_ == "PROPN" and c.left_edge.nbor(-1).lower_ == "and"]


def _named_before(token: Token) -> list[Token]:
    """A of "President A and President B met", where the parser takes B for the only subject."""
    if not token.ent_type_ or token.dep_ not in _SUBJECTS:
        return []
    apposed = [
        t for t in token.subtree if t.dep_ == "appos" and t.i < token.i and t.ent_type_ == token.ent_type_
    ]
    return [t for t in apposed if t.head.dep_ == "compound" and children(t, "cc")]


def _listed_behind(token: Token) -> list[Token]:
    """B and C of "A, B and C signed it", where the parser takes B for an apposition to A."""
    if token.pos_ != "PROPN" or token.i + 1 >= len(token.doc) or token.nbor(1).text != ",":
        return []
    for child in token.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == token.i + 2:
            further = [t for t in child.conjuncts if t.i > child.i]
            if further and all(t.pos_ == "PROPN" for t in further) and child.left_edge.pos_ != "DET":
                return [child, *further]
    return []


def children(token: Token, *dependencies: str) -> list[Token]:
    """Direct dependents with one of these labels, in text order."""
    return [child for child in token.children if child.dep_ in dependencies]


def subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, that of the verb it is coordinated with, or that of its control.

    "X vowed to send", "X sent and kept", "X, having sent": all X. For a relative clause the noun that
    the clause belongs to.
    """
    node: Token | None = verb
    for _ in range(5):
        if node is None:
            return None
        own = next((c for c in node.children if c.dep_ in _SUBJECTS), None) or _of_auxiliary(node)
        if own is not None:
            if own.lower_ in {"who", "which", "that"} and node.dep_ == "relcl":
                return node.head
            return own
        if node.dep_ == "relcl":
            return node.head
        if node.dep_ == "advcl" and node.tag_ == "VBG" and (before := _before_participle(node)) is not None:
            return before
        if node.dep_ == "acl":
            return node.head if node.tag_ == "VBG" or node == verb else None
        if node.dep_ == "xcomp" and node.head.lemma_.lower() in _OBJECT_CONTROL:
            controller = next((c for c in node.head.children if c.dep_ in {"dobj", "dative"}), None)
            if controller is not None:
                return controller
        if node.dep_ == "pcomp" and (charged := _charged(node)) is not None:
            return charged
        if node.dep_ == "dep" and node.pos_ == "VERB" and node.head.pos_ == "VERB":
            node = node.head
            continue
        if node.dep_ in {"conj", "xcomp", "acomp", "advcl", "pcomp", "prep"} and node.head != node:
            node = node.head
            continue
        return None
    return None


def _of_auxiliary(verb: Token) -> Token | None:
    """The subject that the parser hangs on an auxiliary: "the US has been urging"."""
    return next((c for a in children(verb, "aux") for c in a.children if c.dep_ in _SUBJECTS), None)


def _charged(verb: Token) -> Token | None:
    """Russia of "accuses Russia of sending troops": whom a charge, thanks or a ban is about."""
    governor = verb.head.head
    if verb.head.lower_ not in {"of", "for", "from"} or governor.lemma_.lower() not in _CHARGES:
        return None
    return next(iter(children(governor, "dobj")), None)


def _before_participle(verb: Token) -> Token | None:
    """The noun of "despite the rebels claiming", which the parser hangs on the preposition."""
    if verb.left_edge.i == 0 or verb.left_edge != verb:
        return None
    noun = verb.nbor(-1)
    led = noun.dep_ == "pobj" and noun.head.head == verb.head
    return noun if led and noun.head.lower_ in {"despite", "with", "without", "after"} else None


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes it: "were killed", and the bare participle "killed by"."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    going_on = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lemma_.lower() in _NEEDS_OBJECT)
    if verb.dep_ == "conj" and going_on and not children(verb, "dobj", "nsubj"):
        return is_passive(verb.head) if verb.head != verb else False
    led = verb.dep_ == "advcl" and not children(verb, "aux", "dobj")  # "when elected in 2001"
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or led) and not children(verb, "nsubj")


def objects(verb: Token) -> list[Token]:
    """What a verb is done to: direct objects, or the subject of a passive, with their coordinates."""
    if is_passive(verb):
        own = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        undergoer = own or (subject(verb) if verb.dep_ != "acl" else verb.head)
        return conjuncts(undergoer)
    return [t for o in children(verb, "dobj") for t in conjuncts(o)]


def is_infinitive(verb: Token) -> bool:
    """Whether it is led in by "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def agents(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, or the `by` phrase of a passive one."""
    if is_passive(verb):
        return [t for by in children(verb, "agent") for p in children(by, "pobj") for t in conjuncts(p)]
    return conjuncts(subject(verb))


def orderers(verb: Token, ordering: Collection[str]) -> list[Token]:
    """Who orders what an infinitive tells, by such a verb: "the president ordered the army to fire"."""
    ordered = verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_.lower() in ordering
    return agents(verb.head) if ordered else []


def prepositional(node: Token, prepositions: frozenset[str]) -> list[Token]:
    """Heads of the phrases that these prepositions lead to under a verb or noun, coordinates included."""
    found: list[Token] = []
    leading = [c for c in node.children if c.dep_ in {"prep", "prt", "advmod", "dative"}]
    for prep in [*leading, *(t for c in leading for t in c.conjuncts if t.pos_ == "ADP" and t.i > c.i)]:
        if prep.lower_ in prepositions:
            for inner in prep.children:
                if inner.dep_ == "pobj":
                    found.extend(conjuncts(inner))
                elif inner.dep_ == "prep" and inner.lower_ in {"of", "to", "from", "into"}:
                    found.extend(t for o in children(inner, "pobj") for t in conjuncts(o))
    return found


def ancestors(token: Token) -> Iterator[Token]:
    """The token's heads, nearest first."""
    node = token
    while node.head != node:
        node = node.head
        yield node


def clause_of(token: Token) -> Token:
    """The head of the smallest clause around a token, which may be the token itself."""
    node = token
    while node.dep_ not in _CLAUSES and node.head != node:
        node = node.head
    return node


def set_apart(clause: Token, verb: Token) -> bool:
    """Whether a clause is only joined to a verb: "It is unclear ..., but the press says ...".

    The conjunction stands right before the verb's own subject, wherever the parser hangs it; or a semicolon
    stands between the two.
    """
    if clause.i > verb.i:
        return any(t.text == ";" for t in verb.doc[verb.i : clause.left_edge.i + 1])
    own = [t.left_edge.i for t in verb.children if t.dep_ in _SUBJECTS and clause.i < t.i < verb.i]
    first = min(own, default=verb.i)
    return first > 0 and (verb.doc[first - 1].dep_ == "cc" or verb.doc[first - 1].text == ";")


def phrase_bounds(head: Token, *, without: frozenset[str] = frozenset()) -> tuple[int, int]:
    """First and last-plus-one token of the phrase under a head, less the dependents labelled `without`."""
    indexes = [head.i]
    for child in head.children:
        if child.dep_ not in without:
            indexes.extend(t.i for t in child.subtree)
    run = sorted(indexes)
    first = last = head.i
    known = set(run)
    while first - 1 in known:
        first -= 1
    while last + 1 in known:
        last += 1
    return first, last + 1
