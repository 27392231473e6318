"""Which words of a clause act or are acted on where the tree does not say it outright. Knows no entities."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from loader.extract.syntax import (
    agents,
    ancestors,
    children,
    conjuncts,
    is_infinitive,
    is_passive,
    objects,
    prepositional,
    subject,
)

_NEAR = 4
_OWN = frozenset({"its", "their", "his", "her", "our"})
_DATELINE_ENDS = frozenset({":", "):", "-", "--", "–", "—"})
_RELATIVE = frozenset({"which", "that", "who", "whom"})
_OF_CIRCUMSTANCE = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})

_LOCATING = frozenset({"in", "at", "near", "around", "outside", "across", "from", "over"})
_DOING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj"})
_NAMES = frozenset({"", "PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT"})
_ASIDE = frozenset({"relcl", "advcl", "parataxis"})
_OCCASIONS = frozenset({"wake", "aftermath", "midst", "face", "light", "view", "eve", "course", "response"})
_CIRCUMSTANCES = frozenset(
    {"after", "before", "during", "following", "since", "amid", "despite", "by", "until"}
)


def doers(verb: Token) -> list[Token]:
    """Who does it; of "accused Ukraine of attacking", "banned him from entering" the object."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "for", "from"} and not children(verb, "nsubj"):
        accused = objects(verb.head.head) if verb.head.head.pos_ == "VERB" else []
        if any(map(is_each_other, accused)):
            return conjuncts(subject(verb.head.head))
        if accused:
            return accused
    if verb.dep_ == "pcomp" and verb.head.head.pos_ == "NOUN" and not children(verb, "nsubj"):
        whose = prepositional(verb.head.head, frozenset({"of"}))
        if verb.head.lower_ in {"for", "after"} and whose:
            return whose  # "ordered the arrest of X for attacking the police"
    if verb.dep_ in {"advcl", "conj"} and verb.head.dep_ == "pcomp" and not children(verb, "nsubj"):
        return doers(verb.head)
    if verb.dep_ == "acl" and verb.head.dep_ == "attr" and verb.head.head.lemma_ in {"be", "become"}:
        return conjuncts(subject(verb.head.head))
    if verb.dep_ == "acl" and is_infinitive(verb):
        above = next((a for a in ancestors(verb) if a.pos_ == "VERB"), None)
        if above is not None and verb.head.ent_type_ in _OF_CIRCUMSTANCE:
            return agents(above)
    return _behind_dateline(children(verb, "nsubj")) or agents(verb)


def _behind_dateline(doers: list[Token]) -> list[Token]:
    """Who acts where a dateline is read as a first subject: "KABUL (Agency): The president met"."""
    between: Iterable[Token] = doers[0].doc[doers[0].i : doers[-1].i] if doers else []
    if len(doers) < 2 or not any(t.text in _DATELINE_ENDS or _quoted_after(t) for t in between):
        return []
    return conjuncts(doers[-1])


def undergoers(verb: Token) -> list[Token]:
    """What a verb is done to, also where it stands before: "the ship that the group attacked"."""
    found = objects(verb)
    if verb.dep_ != "relcl" or is_passive(verb) or any(t.lower_ not in _RELATIVE for t in found):
        return found
    if found:
        return [verb.head]
    own = next(iter(children(verb, "nsubj")), None)
    led = any(c.dep_ in {"advmod", "mark", "ccomp", "xcomp"} for c in verb.children) or any(
        not list(p.children) for p in children(verb, "prep", "prt")
    )
    bare = own is not None and own.lower_ not in _RELATIVE and own.i > verb.head.i and not led
    return [verb.head] if bare and verb.head.ent_type_ not in _OF_CIRCUMSTANCE - {"GPE", "FAC"} else []


def misread(token: Token) -> bool:
    """A verb that the tagger took for a noun: "A man rams into a crowd", "President X issues a warning"."""
    if token.dep_ != "ROOT" or token.tag_ not in {"NNS", "NN"}:
        return False
    return bool(children(token, "dobj")) or (token.tag_ == "NNS" and bool(children(token, "nsubj")))


def small_clause(verb: Token) -> list[Token]:
    """The object of "found the minister guilty", "forced him to go", below what is said of it."""
    return [
        t
        for c in children(verb, "ccomp")
        if (c.pos_ in {"ADJ", "NOUN"} or c.tag_ == "VBG" or is_infinitive(c))
        and not any(x.lower_ != "to" for x in children(c, "cop", "aux", "mark"))
        for s in children(c, "nsubj")
        for t in conjuncts(s)
    ]


def name_before(verb: Token) -> list[Token]:
    """The word right before a finite verb that has no subject, as of a name that the tagger did not know."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} and not children(verb, "aux") and not misread(verb):
        return []
    if verb.dep_ not in {"ROOT", "ccomp"} or is_passive(verb) or is_infinitive(verb):
        return []
    first = min([verb.i, *(c.i for c in children(verb, "aux", "neg"))])
    return [verb.doc[first - 1]] if first > verb.sent.start else []


def is_each_other(token: Token) -> bool:
    """The head of "each other", "one another"."""
    around = token.doc[max(token.i - 1, 0) : token.i + 2].text.lower()
    return any(pair in around for pair in ("each other", "one another"))


def _quoted_after(token: Token) -> bool:
    """The mark of "CAIRO (Agency) " The president met", a dash that was lost."""
    return token.text == '"' and token.i > 0 and token.nbor(-1).text == ")"


def is_own(token: Token) -> bool:
    """Whether it is the actor's own: "withdraw its troops"."""
    return any(c.lower_ in _OWN for c in token.children)


def depth(token: Token) -> int:
    """How many words stand above a token: the main verb has none."""
    return sum(1 for _ in ancestors(token))


def given_to(token: Token) -> list[Token]:
    """To whom something is given, of the bare phrase or of the one behind "to"."""
    inner = [t for p in children(token, "pobj") for t in conjuncts(p)]
    return inner or conjuncts(token)


def only_where(token: Token) -> bool:
    """Whether a place only tells where: "at a base in X"."""
    return token.dep_ == "pobj" and token.head.lower_ in _LOCATING


def unread_name(token: Token) -> bool:
    """A proper noun that neither the model nor the index knows: who does a political deed has a name."""
    named = token.pos_ == "PROPN" and token.text[:1].isupper() and len(token.text) > 1
    letters = token.pos_ == "NOUN" and token.is_upper and token.is_alpha and len(token.text) > 1
    named = named or (letters and not all(t.is_upper for t in token.sent if t.is_alpha))
    return named and token.dep_ in _DOING and token.ent_type_ in _NAMES


def inside(node: Token) -> Iterator[Token]:
    """A phrase's words, less clauses and circumstances that only hang on it."""
    stack = [node]
    while stack:
        word = stack.pop()
        yield word
        stack.extend(c for c in word.children if c.dep_ not in _ASIDE and not _circumstance(c))


def _circumstance(prep: Token) -> bool:
    """Whether a phrase only tells when or why: "after the vote", "in the wake of the vote"."""
    if prep.dep_ != "prep":
        return False
    led = any(c.lower_ in _OCCASIONS for c in children(prep, "pobj"))
    return prep.lower_ in _CIRCUMSTANCES or (led and prep.lower_ in {"in", "on", "under", "as"})


def of_number(token: Token) -> bool:
    """Whether it is the whole of a number: "11 of the country's prisoners"."""
    return token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NUM"


def beside(first: Iterable[tuple[int, int, object]], second: Iterable[tuple[int, int, object]]) -> bool:
    """Whether two are named a few words apart: "French President X", "X, president of France"."""
    spans = list(second)
    return any(0 <= max(a - d, c - b) <= _NEAR for a, b, _ in first for c, d, _ in spans)
