"""What the linker sees of an article: by what names each entity is called, and which states it is about."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from loader.link.classify import read_yaml
from loader.link.names import name_key, person_key
from loader.model import Article, Entity, Extraction, MentionKind, StatementType

_BEFORE = 48
_AFTER = 64
_QUALIFIER = re.compile(r",\s+((?:[A-Z][\w.'-]*\s?){1,3})")
"""What stands behind a place to say which one is meant: "London, Ontario"."""
_FOCUS = 0.5
"""An article with more than this share of its mentions of states on one state is about that state."""
"""How many characters beside a mention are read for an office: "Foreign Minister X", "X, the mayor"."""

_NAMING = (MentionKind.NAME, MentionKind.ADJECTIVE)


@dataclass(frozen=True, slots=True)
class Surface:
    """A name by which the article calls an entity, and how often; `key` is its name key."""

    text: str
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with its surfaces, most words first, and the office categories said of it.

    `named` is False when no mention is a name and only the extractor's name for it is known. `located` is
    the share of the mentions that stand behind "in", "near" and the like; `qualifiers` are names that stand
    behind a mention and a comma.
    """

    entity: Entity
    surfaces: tuple[Surface, ...]
    named: bool
    offices: frozenset[str] = frozenset()
    located: float = 0.0
    qualifiers: frozenset[str] = frozenset()


@dataclass(slots=True)
class Countries:
    """How much an article is about each state, from the states, places and people that it names."""

    mass: Counter[str] = field(default_factory=Counter)
    own: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, entity: str, country: str, weight: float) -> None:
        """Count `weight` mentions of `country`, made by naming `entity`."""
        self.mass[country] += weight  # type: ignore[assignment]  # Counter of floats
        self.own[entity][country] += weight  # type: ignore[assignment]

    def share(self, country: str, entity: str) -> float:
        """Share of all mentions that are of this country, in [0, 1], those by `entity` itself aside."""
        own = self.own.get(entity, Counter())
        total = sum(self.mass.values()) - sum(own.values())
        return (self.mass[country] - own[country]) / total if total > 0 else 0.0

    def others(self, entity: str) -> bool:
        """Whether anything but this entity speaks of a state."""
        return sum(self.mass.values()) > sum(self.own.get(entity, Counter()).values())

    def focus(self, entity: str) -> str | None:
        """The state that the article is about, this entity aside."""
        best = max(self.mass, key=lambda state: (self.share(state, entity), state), default=None)
        return best if best is not None and self.share(best, entity) > _FOCUS else None


def named_entities(extraction: Extraction) -> tuple[Named, ...]:
    """The entities of an extraction, in its order, with their names and offices."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for statement in extraction.statements:
        category = statement.values.get("category")
        role = {StatementType.OFFICE_HOLDING: "holder", StatementType.OFFICE_CHANGE: "person"}.get(
            statement.type
        )
        if role and isinstance(category, str):
            for holder in statement.roles.get(role, ()):
                said[holder].add(category)
    return tuple(_named(extraction.article, entity, said[entity.id]) for entity in extraction.entities)


def _named(article: Article, entity: Entity, said: Iterable[str]) -> Named:
    naming = [m for m in entity.mentions if m.kind in _NAMING]
    texts = Counter(" ".join(article.text[m.start : m.end].split()) for m in naming)
    if entity.name not in texts:
        texts[entity.name] = 0
    surfaces = [Surface(text, name_key(text), count) for text, count in texts.items() if name_key(text)]
    surfaces.sort(key=lambda s: (-len(person_key(s.text).split()), -len(s.key), s.text))
    offices = set(said)
    for mention in naming:
        offices |= office_words(article.text, mention.start, mention.end)
    before = [article.text[max(0, m.start - _BEFORE) : m.start].split()[-1:] for m in naming]
    located = sum(bool(words) and words[0].lower() in _sports().locative for words in before)
    behind = (_QUALIFIER.match(article.text, m.end) for m in naming)
    return Named(
        entity,
        tuple(surfaces),
        bool(naming),
        frozenset(offices),
        located / len(naming) if naming else 0.0,
        frozenset(" ".join(match[1].split()).rstrip(".,") for match in behind if match),
    )


@dataclass(frozen=True, slots=True)
class _Sports:
    words: frozenset[str]
    full: float
    locative: frozenset[str]


@lru_cache(maxsize=1)
def _sports() -> _Sports:
    content = read_yaml("sports.yaml")
    return _Sports(frozenset(content["words"]), content["full"], frozenset(content["locative"]))


def sportiness(text: str) -> float:
    """How much a text is a sports report, in [0, 1]."""
    words = re.findall(r"[a-z-]+", text.lower())
    hits = sum(word in _sports().words for word in words)
    return min(1.0, hits / (len(words) * _sports().full)) if words else 0.0


@lru_cache(maxsize=1)
def _office_lexicon() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    words = {word: tuple(categories) for word, categories in read_yaml("office_words.yaml").items()}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?P<word>{'|'.join(map(re.escape, longest_first))})s?\b", re.IGNORECASE), words


def office_words(text: str, start: int, end: int) -> frozenset[str]:
    """Office categories that the words directly before or in apposition after a mention may mean."""
    pattern, words = _office_lexicon()
    found: set[str] = set()
    before = re.split(r"[.;:!?\n]", text[max(0, start - _BEFORE) : start])[-1]
    last = [m for m in pattern.finditer(before) if len(before[m.end() :].split()) <= 2]
    after = re.split(r"[.;:!?\n]", text[end : end + _AFTER])[0]
    first = [m for m in pattern.finditer(after) if after.lstrip().startswith(",") or m.start() <= 1][:1]
    inside = list(pattern.finditer(text[start:end]))
    for match in last[-1:] + first + inside:
        found |= set(words[match["word"].lower()])
    return frozenset(found)


def split_office(name: str) -> tuple[str, str] | None:
    """The office and the rest of a bare description: "Kazakh president", "president of Kazakhstan".

    None unless the name is nothing but an office and one more name.
    """
    pattern, _ = _office_lexicon()
    match = re.fullmatch(rf"(?:the )?(?P<rest>.+?) {pattern.pattern}", name, re.IGNORECASE)
    match = match or re.fullmatch(rf"(?:the )?{pattern.pattern} of (?P<rest>.+)", name, re.IGNORECASE)
    return (match["word"].lower(), match["rest"]) if match else None


def office_categories(word: str) -> tuple[str, ...]:
    """Office categories that a word of the lexicon may mean, the likeliest first."""
    return _office_lexicon()[1][word]


def title_categories(title: str) -> tuple[str, ...]:
    """Office categories of the first word of the lexicon in a title, the likeliest first."""
    pattern, words = _office_lexicon()
    match = pattern.search(title)
    return words[match["word"].lower()] if match else ()
