"""Settles when an article was published, from all the evidence there is, and says which and how surely.

In order: a field of the record or metadata of the page, the address, the dateline, the file's name. A later
kind is asked only to complete an earlier one: a year in the name and "Jan 7" in the dateline make a date.
A date is never guessed from today's.
"""

from loader.ingest import dates
from loader.ingest.datelines import Dateline
from loader.ingest.drafts import Draft
from loader.model import DateEvidence, DateSource

_CONFIDENCE = {
    DateSource.FIELD: 0.99,
    DateSource.METADATA: 0.95,
    DateSource.ADDRESS: 0.9,
    DateSource.DATELINE: 0.8,
    DateSource.FILE_NAME: 0.6,
}
"""How sure each kind alone makes a date; docs/ingest.md gives the shares measured."""
_YEAR_LENT = 0.9
"""Times this where one kind of evidence gave the day and another the year."""


def date(draft: Draft, url: str | None, dateline: Dateline | None) -> tuple[str, DateEvidence] | None:
    """The ISO date at the precision known, and what it rests on; None when nothing tells."""
    known: str | None = None
    by: DateSource | None = None
    lent = False
    if draft.published and (known := dates.read_date(draft.published)):
        by = draft.dated_by
        if by is DateSource.FIELD or len(known) == len("2022-01-07"):
            return known, DateEvidence(by, _CONFIDENCE[by])
    in_name = dates.from_file_name(draft.file_name) if draft.file_name else None
    in_address = dates.from_address(url) if url else None
    year = (known or in_address or in_name or "")[:4]
    in_dateline = dateline.date(year or None) if dateline else None
    for source, found in (
        (DateSource.ADDRESS, in_address),
        (DateSource.DATELINE, in_dateline),
        (DateSource.FILE_NAME, in_name),
    ):
        if found and found.startswith(known or "") and len(found) > len(known or ""):
            lent = source is DateSource.DATELINE and not (dateline and dateline.year)
            known, by = found, source
    if known is None or by is None:
        return None
    return known, DateEvidence(by, _CONFIDENCE[by] * (_YEAR_LENT if lent else 1))
