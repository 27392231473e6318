"""Two indexes as one: the one at hand, and what was asked live and is not in it."""

from collections.abc import Iterator, Sequence
from itertools import chain

from loader.knowledge import EntityFacts, IndexedName, MembershipFact, Tenure
from loader.link.index import Index


class Joined(Index):
    """Answers from `first`, and from `second` for what `first` does not know.

    An entity that both know is described by `first`, but is found by the names of both.
    """

    def __init__(self, first: Index, second: Index) -> None:
        self.path = first.path
        self.first = first
        self.second = second

    def names(self) -> Iterator[IndexedName]:
        """Every name of either."""
        return chain(self.first.names(), self.second.names())

    def lookup(self, name: str) -> tuple[IndexedName, ...]:
        """Entities that have this name in either, best prior first."""
        found = self.first.lookup(name)
        seen = {entry.qid for entry in found}
        more = tuple(entry for entry in self.second.lookup(name) if entry.qid not in seen)
        return tuple(sorted(found + more, key=lambda entry: -entry.prior)) if more else found

    def facts(self, qid: str) -> EntityFacts | None:
        """What is known of an entity."""
        return self.first.facts(qid) or self.second.facts(qid)

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        """Offices a person held."""
        return self.first.tenures_of(person) or self.second.tenures_of(person)

    def tenures_at(self, of: str, categories: frozenset[str] | None = None) -> tuple[Tenure, ...]:
        """Tenures of the offices of a state or body; those of persons only `second` knows come last."""
        known = self.first.tenures_at(of, categories)
        more = self.second.tenures_at(of, categories)
        return known + tuple(tenure for tenure in more if self.first.facts(tenure.holder) is None)

    def memberships_of(self, member: str) -> tuple[MembershipFact, ...]:
        """Organisations that an entity belongs or belonged to."""
        return self.first.memberships_of(member) or self.second.memberships_of(member)

    def members_of(self, organization: str) -> tuple[MembershipFact, ...]:
        """Who belongs or belonged to an organisation."""
        return self.first.members_of(organization) or self.second.members_of(organization)

    def named_with(self, words: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Id and full name of the persons in either whose name has all of these words and more."""
        return tuple(dict.fromkeys(self.first.named_with(words) + self.second.named_with(words)))

    def bodies_of(self, state: str) -> tuple[str, ...]:
        """Ids of the government bodies and armed forces of a state in either."""
        return tuple(dict.fromkeys(self.first.bodies_of(state) + self.second.bodies_of(state)))

    def bearers(self, surname: str) -> tuple[str, ...]:
        """Ids of the persons with this surname in either."""
        return tuple(dict.fromkeys(self.first.bearers(surname) + self.second.bearers(surname)))

    def sounding_like(self, surname: str) -> tuple[tuple[str, str], ...]:
        """Id and full name of the persons whose surname may be another spelling of this one."""
        return tuple(dict.fromkeys(self.first.sounding_like(surname) + self.second.sounding_like(surname)))
