"""Builds an index from a SPARQL endpoint, and brings one up to date with who took and left which office.

Everything is asked in parts that an endpoint can answer in a minute; a build is kept in a `Staging` file as
it goes, and goes on after a kill.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loader.errors import IndexFault, WikidataUnavailable
from loader.link.build import build_from_rows
from loader.link.facts import Row, compact_rows, read_facts
from loader.link.kinds import Kind, Kinds, read_kinds
from loader.link.live import queries
from loader.link.live.manners import Clock, Manners
from loader.link.live.sparql import Endpoint, OutOfTime
from loader.link.live.sparql import Row as Solution
from loader.link.staging import Staging, finish
from loader.link.wikidata import Json, item_row, office_row, relations, state_offices
from loader.model import EntityType
from loader.settings import Settings

PAGE = 2000
"""Entities of a class that are asked for at a time."""
LEAST_PAGE = 50
"""Where the endpoint runs out of time on fewer, it cannot be used."""
STATES = 5
"""States whose offices one query is about, at most."""
OFFICE = "P39"

SparqlProgress = Callable[["SparqlStatus"], None]


@dataclass(frozen=True, slots=True)
class SparqlStatus:
    """How far a build is: what is being asked for, parts done and in all, entities kept."""

    words: str
    done: int
    parts: int
    kept: int


def build_from_sparql(
    settings: Settings,
    target: Path,
    classes: Path | None = None,
    progress: SparqlProgress | None = None,
    clock: Clock | None = None,
) -> None:
    """Build the index file `target` from the endpoint of the settings (`wikidata_sparql`).

    Killed and run again, it goes on with the class, or the office, that it was at.

    Args:
        settings: the endpoint and the contact.
        target: the index; replaced when done. Rows wait beside it in `.NAME.staging` until then.
        classes: a file like dump-classes.yaml that says what to take up.
        progress: told after each page.
        clock: for tests.

    Raises:
        SettingsError: no contact is set.
        WikidataUnavailable: the endpoint does not answer, or not in time.
        IndexFault: the target cannot be written, or nothing was found.
    """
    kinds = read_kinds(classes)
    endpoint = _endpoint(settings, clock)
    path = target.with_name(f".{target.name}.staging")
    origin = {"endpoint": endpoint.url, "classes": kinds.digest}
    with Staging(path, origin) as staging:
        _Harvest(endpoint, staging, kinds, progress).run()
        finish(staging, target)
    path.unlink()


class _Harvest:
    """One build: first every class but people, then who held the offices that were found."""

    def __init__(
        self, endpoint: Endpoint, staging: Staging, kinds: Kinds, progress: SparqlProgress | None
    ) -> None:
        self.endpoint = endpoint
        self.staging = staging
        self.kinds = kinds
        self.progress = progress

    def run(self) -> None:
        parts = [(kind, qid) for kind in self.kinds.kinds for qid in sorted(kind.classes)]
        paged = [(kind, qid) for kind, qid in parts if OFFICE not in kind.needs]
        for done, (kind, qid) in enumerate(paged):
            self._class(kind, qid, done, len(paged) + 1)
        if len(paged) < len(parts):
            self._holders(len(paged), len(paged) + 1)

    def _class(self, kind: Kind, qid: str, done: int, parts: int) -> None:
        """All entities of a class, from the last one staged on."""
        key, size = f"class {qid}", PAGE
        after = self.staging.get(key) or ""
        while after != "done":
            try:
                found = queries.ids(self.endpoint.select(queries.page(kind, qid, after, size)))
            except OutOfTime as error:
                size //= 2
                if size < LEAST_PAGE:
                    raise WikidataUnavailable(
                        f"{self.endpoint.url} runs out of time on class {qid}; name a mirror as "
                        "wikidata_sparql, or leave the class out"
                    ) from error
                continue
            after = found[-1] if len(found) == size else "done"
            self._stage(found, {key: after})
            self._tell(f"{kind.name} {qid}", done, parts)

    def _holders(self, done: int, parts: int) -> None:
        offices = self.staging.offices()
        reached = int(self.staging.get("holders") or 0)
        for start in range(reached, len(offices), queries.PART):
            part = offices[start : start + queries.PART]
            found = queries.ids(self.endpoint.in_parts(queries.HOLDERS, part, queries.PART))
            self._stage(found, {"holders": str(start + queries.PART)})
            self._tell(f"holders of {min(start + queries.PART, len(offices))} offices", done, parts)

    def _stage(self, found: Sequence[str], state: dict[str, str]) -> None:
        """Fetch what is needed of these entities and keep it with the place reached."""
        new = [qid for qid in found if not self.staging.holds(qid)]
        items, offices = _rows(queries.entities(self.endpoint, new).values(), self.kinds)
        self.staging.save(items, offices, state)

    def _tell(self, words: str, done: int, parts: int) -> None:
        if self.progress is not None:
            kept = sum(self.staging.counts().values())
            self.progress(SparqlStatus(words, done, parts, kept))


def update(
    source: Path,
    target: Path,
    settings: Settings,
    since: str | None = None,
    progress: SparqlProgress | None = None,
    clock: Clock | None = None,
    today: date | None = None,
) -> int:
    """Build the index `target` from the facts of `source`, with the offices taken and left since a date.

    Asks which offices of the facts' present states changed hands. A tenure that the facts have open gets its
    end; new tenures are added, with the people who are new. Nothing is taken away.

    Args:
        source: a folder of facts; those that ship with geokg are `shipped.DATA`.
        target: the index; replaced when done.
        settings: the endpoint and the contact.
        since: an ISO day; by default two years before the latest month that the facts vouch for.
        progress: told after each part.
        clock: for tests.
        today: what an open tenure is vouched for (`as_of`).

    Returns:
        How many tenures were added or ended.

    Raises:
        SettingsError: no contact is set.
        WikidataUnavailable: the endpoint does not answer, or not in time.
        IndexFault: the facts cannot be read or the target cannot be written.
    """
    entities, facts = read_facts(source)
    endpoint = _endpoint(settings, clock)
    states = [row["id"] for row in entities if row["type"] == EntityType.STATE.value and not row.get("end")]
    template = queries.CHANGES.replace("$since", f"{since or _since(facts)}T00:00:00Z")
    changes = []
    for start in range(0, len(states), STATES):
        changes += list(endpoint.in_parts(template, states[start : start + STATES], STATES))
        if progress is not None:
            progress(SparqlStatus("states", min(start + STATES, len(states)), len(states), len(changes)))
    heads = _heads(queries.entities(endpoint, states, spans=False).values())
    new_entities, tenures = _changed(endpoint, changes, heads, {row["id"] for row in entities})
    month = (today or date.today()).isoformat()[:7]
    merged, count = merge_tenures(facts, tenures, month)
    every = sorted([*entities, *new_entities], key=lambda row: int(row["id"][1:]))
    build_from_rows(every, merged, target)
    return count


def merge_tenures(facts: Sequence[Row], tenures: Iterable[Row], month: str) -> tuple[list[Row], int]:
    """Compact relations with newer tenures in them, and how many were added or ended.

    A tenure is one the facts have when holder, whose office, category and the start agree as far as both
    dates go. Of two ends the newer facts' counts; one that they have open is vouched for in `month`.
    """
    merged = [dict(row) for row in facts]
    by_holder: dict[tuple[str, str], list[Row]] = {}
    for row in merged:
        if row["p"] == OFFICE:
            by_holder.setdefault((row["s"], row["category"]), []).append(row)
    changed = 0
    for new in tenures:
        known = next((r for r in by_holder.get((new["s"], new["category"]), ()) if _same(r, new)), None)
        if known is None:
            added = dict(new) if "end" in new else {**new, "as_of": month}
            merged.append(added)
            by_holder.setdefault((new["s"], new["category"]), []).append(added)
            changed += 1
        elif "end" not in new:
            if "end" not in known:
                known["as_of"] = month
        elif known.get("end") != new["end"]:
            known["end"] = new["end"]
            known.pop("as_of", None)
            known.pop("end_is_bound", None)
            changed += 1
    return merged, changed


def _same(known: Row, new: Row) -> bool:
    """Whether two rows of one holder and category may be one tenure."""
    if known.get("of") and new.get("of") and known["of"] != new["of"]:
        return False
    if known.get("o") and new.get("o") and known["o"] != new["o"]:
        return False
    one, other = known.get("start"), new.get("start")
    return not one or not other or one.startswith(other) or other.startswith(one)


def _heads(states: Iterable[Json]) -> dict[str, set[str]]:
    """Offices that states name as those of their heads, and the role of each."""
    heads: dict[str, set[str]] = {}
    for row in (state_offices(state) for state in states):
        for role, offices in row.items():
            for office in offices:
                heads.setdefault(office, set()).add(role)
    return heads


def _changed(
    endpoint: Endpoint, changes: list[Solution], heads: dict[str, set[str]], known: set[str]
) -> tuple[list[Row], list[Row]]:
    """Compact rows of the new people among the changes, and of all tenures that changed."""
    kinds = read_kinds()
    holders = queries.ids(changes)
    offices = queries.ids(changes, "v")
    _, office_rows = _rows(queries.entities(endpoint, offices, spans=False).values(), kinds, all_offices=True)
    by_id = {row["id"]: row for row in office_rows}
    new = [qid for qid in holders if qid not in known]
    people, _ = _rows(queries.entities(endpoint, new).values(), kinds)
    of_holder: dict[str, list[Solution]] = {}
    for row in changes:
        of_holder.setdefault(queries.qid(row["item"]), []).append(row)
    tenures: list[Row] = []
    for holder, rows in of_holder.items():
        claims = [statement for _, statement in queries.statements(rows)]
        held = item_row(_holder(holder, claims), kinds)
        tenures += relations(held or {}, by_id, heads)
    stand_ins = [{"id": qid, "label": "Somebody", "kind": "person"} for qid in holders if qid in known]
    rows, facts = compact_rows([*people, *stand_ins], tenures)
    return [row for row in rows if row["id"] not in known], facts


def _holder(qid: str, claims: list[Json]) -> Json:
    """An entity of which only the offices are known."""
    human = {"mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": "Q5"}}}}
    label = {"en": {"language": "en", "value": qid}}
    return {"id": qid, "type": "item", "labels": label, "claims": {"P31": [human], OFFICE: claims}}


def _rows(found: Iterable[Json], kinds: Kinds, *, all_offices: bool = False) -> tuple[list[Row], list[Row]]:
    """Rows of entities and of offices."""
    items, offices = [], []
    for entity in found:
        row = None if all_offices else item_row(entity, kinds)
        if all_offices or (row is not None and row["kind"] == "position"):
            offices += [office] if (office := office_row(entity, kinds)) else []
        elif row is not None:
            items.append(row)
    return items, offices


def _since(facts: Iterable[Row]) -> str:
    """The first of January, two years before the facts end."""
    latest = max((row["as_of"] for row in facts if "as_of" in row), default=None)
    if latest is None:
        raise IndexFault("the facts vouch for no month (as_of); say since when to look for changes")
    return f"{int(latest[:4]) - 2}-01-01"


def _endpoint(settings: Settings, clock: Clock | None) -> Endpoint:
    return Endpoint(settings.wikidata_sparql, Manners(settings.contact, clock or Clock()))
