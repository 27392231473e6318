"""From names to facts of the Wikidata entities that may bear them.

Asks the API; decides nothing. Entities that dump-classes.yaml does not name are left out, disambiguation
pages among them; so are offices, which become the tenures of persons.
"""

from collections.abc import Iterable

from loader.link.facts import Row, compact_rows
from loader.link.kinds import Kinds, read_kinds
from loader.link.live.api import WikidataApi
from loader.link.wikidata import Json, item_row, office_row, relations

_MOST_OFFICES = 200
"""Labels of no more offices than this are asked for, for one article."""
_MOST_SEEN = 20_000
"""More entities than this are not kept in memory; the disk cache has the answers."""


class Finder:
    """Finds entities by name. What it has seen it does not ask for again, errors apart."""

    def __init__(self, api: WikidataApi, kinds: Kinds | None = None) -> None:
        self._api = api
        self._kinds = kinds or read_kinds()
        self._rows: dict[str, Row | None] = {}
        self._offices: dict[str, Row | None] = {}

    def find(self, names: Iterable[str]) -> tuple[list[Row], list[Row]]:
        """Compact rows of the entities that Wikidata finds under these names, and of their relations.

        Raises:
            WikidataUnavailable: no answer, after retries.
        """
        for seen in (self._rows, self._offices):
            if len(seen) > _MOST_SEEN:
                seen.clear()
        found = {qid for name in sorted(set(names)) for qid in self._api.search(name)}
        self._fetch(found)
        rows = {row["id"]: row for qid in found if (row := self._rows[qid]) is not None}
        ordered = [rows[qid] for qid in sorted(rows, key=lambda qid: int(qid[1:]))]
        held = [office["o"] for row in ordered for office in row.get("offices", ())]
        offices = self._known_offices(dict.fromkeys(held))
        facts = [fact for row in ordered for fact in relations(row, offices, {})]
        return compact_rows(ordered, facts)

    def _fetch(self, qids: Iterable[str]) -> None:
        missing = [qid for qid in qids if qid not in self._rows]
        entities = self._api.entities(missing)
        for qid in missing:
            self._rows[qid] = self._row(entities.get(qid))

    def _row(self, entity: Json | None) -> Row | None:
        row = item_row(entity, self._kinds, strict=False) if entity else None
        return None if row is None or row["kind"] == "position" else row

    def _known_offices(self, qids: Iterable[str]) -> dict[str, Row]:
        wanted = list(qids)[:_MOST_OFFICES]
        missing = [qid for qid in wanted if qid not in self._offices]
        entities = self._api.entities(missing)
        for qid in missing:
            entity = entities.get(qid)
            self._offices[qid] = office_row(entity, self._kinds) if entity else None
        return {qid: row for qid in wanted if (row := self._offices[qid]) is not None}
