"""Which judgement of a name stands, and which of several fits an entity of an article.

Knows nothing of files, and changes no link: `file` reads judgements, `applying` uses them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from loader.link.names import name_key
from loader.model import Article, Entity, EntityType, Judgement, MentionKind, Verdict

_NAMING = (MentionKind.NAME, MentionKind.ADJECTIVE)
_UNDECIDED = (Verdict.UNSURE, Verdict.WITHDRAWN)


class Scope(NamedTuple):
    """What a judgement is about: a name under its key, of a type or any, everywhere or where.

    Two judgements of one scope are about the same thing, and only one of them stands.
    """

    name: str
    type: EntityType | None
    country: str | None
    article: str | None


def scope_of(judgement: Judgement) -> Scope:
    """The scope of a judgement; spellings of one name are one scope."""
    return Scope(name_key(judgement.name), judgement.type, judgement.country, judgement.article)


class Judgements:
    """Judgements in the order in which they were written; the latest of a scope stands."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self.all = tuple(judgements)
        self._standing: dict[Scope, Judgement] = {}
        self._by_person: dict[Scope, dict[str, Judgement]] = {}
        # Sorting is stable: of one second, the later line counts.
        for judgement in sorted(self.all, key=lambda j: j.when):
            scope = scope_of(judgement)
            self._standing[scope] = judgement
            self._by_person.setdefault(scope, {})[judgement.who] = judgement

    def __bool__(self) -> bool:
        return bool(self.all)

    def __iter__(self) -> Iterator[Judgement]:
        """Those that stand, by name and scope; without those that were withdrawn."""
        for _, judgement in sorted(self._standing.items(), key=lambda item: tuple(map(str, item[0]))):
            if judgement.verdict is not Verdict.WITHDRAWN:
                yield judgement

    def standing(self, scope: Scope) -> Judgement | None:
        """The judgement of just this scope that stands, if one does."""
        judgement = self._standing.get(scope)
        return None if judgement is None or judgement.verdict is Verdict.WITHDRAWN else judgement

    def said(self, scope: Scope) -> tuple[Judgement, ...]:
        """The last word of each person on just this scope, by their names; not what was withdrawn."""
        words = self._by_person.get(scope, {})
        return tuple(words[who] for who in sorted(words) if words[who].verdict is not Verdict.WITHDRAWN)

    def find(self, entity: Entity, article: Article, countries: Sequence[str] = ()) -> Judgement | None:
        """The judgement that decides an entity of an article, or None.

        That of the article goes before that of a country, and that before one that holds everywhere;
        a judgement for the entity's type goes before one for any type.

        Args:
            entity: as extracted. Who has no name in the article can be judged there only.
            article: where it stands; judgements name it by its identity, id or content hash.
            countries: states that the article names, the most named first.
        """
        if not self._standing:
            return None
        standing = map(self.standing, scopes(entity, article, countries))
        return next((j for j in standing if j is not None and j.verdict not in _UNDECIDED), None)


def scopes(entity: Entity, article: Article, countries: Iterable[str] = ()) -> Iterator[Scope]:
    """Every scope that an entity of an article falls into, the narrowest first; see `Judgements.find`."""
    places: list[tuple[str | None, str | None]] = [
        (None, key) for key in dict.fromkeys((article.identity, article.id, article.content_hash))
    ]
    if is_named(entity):
        places += [(country, None) for country in countries]
        places.append((None, None))
    name = name_key(entity.name)
    for country, key in places:
        for kind in (entity.type, None):
            yield Scope(name, kind, country, key)


def is_named(entity: Entity) -> bool:
    """Whether the article has a name or an adjective for an entity, and not only a description of it."""
    return not entity.mentions or any(mention.kind in _NAMING for mention in entity.mentions)
