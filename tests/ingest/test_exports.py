"""GDELT and Media Cloud give addresses without texts: told apart by their columns, joined with saved pages.

The layouts are those of GDELT's codebooks and API and of Media Cloud's own code; the rows are made up.
"""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from loader.errors import ArticleError
from loader.ingest import exports, fields, read
from loader.model import Article
from loader.settings import Settings

TEXT = "The president of Freedonia met the ministers of Sylvania in the capital on Monday."
URL = "https://wire.example/2022/talks"
PAGE = f"""<!DOCTYPE html><html><head><title>Leaders meet</title>
<meta property="article:published_time" content="2022-01-07"></head><body><article><h1>Leaders meet</h1>
<p>{TEXT}</p><p>{TEXT} They then left for home.</p></article></body></html>"""
ARTLIST = {
    "url": URL,
    "url_mobile": "",
    "title": "Leaders meet",
    "seendate": "20220108T101500Z",
    "socialimage": "https://wire.example/talks.jpg",
    "domain": "wire.example",
    "language": "English",
    "sourcecountry": "United States",
}
STORY = {
    "id": "9f2c",
    "indexed_date": "2022-01-09 02:11:00",
    "language": "en",
    "media_name": "wire.example",
    "media_url": "wire.example",
    "publish_date": "2022-01-07",
    "title": "Leaders meet",
    "url": URL,
}
OLD_STORY = {
    "guid": URL,
    "stories_id": 1234567890,
    "processed_stories_id": 2345678901,
    "title": "Leaders meet",
    "url": URL,
    "language": "en",
    "collect_date": "2022-01-09 02:11:00",
    "publish_date": "2022-01-07 10:00:00",
    "media_id": 1,
    "media_name": "wire.example",
    "media_url": "https://wire.example/",
    "tags": "",
}


def table(*rows: dict[str, Any]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def gdelt_csv(*more: str) -> str:
    """The DOC API's CSV: a byte order mark, four columns, the date seen with a space."""
    heading = ",".join(("URL", "MobileURL", "Date", "Title", *(["Text"] if more else [])))
    return f"\ufeff{heading}\n" + ",".join((URL, "", "2022-01-08 10:15:00", '"Leaders meet"', *more)) + "\n"


def gkg(number: int = 5) -> str:
    """A row of the Global Knowledge Graph 2.1: 27 columns, no heading, all kinds of marks in the cells."""
    cells = [f"20220108101500-{number}", "20220108101500", "1", "wire.example", URL]
    cells += [
        'KILL#12#"of#1',
        "KILL#12#,#1,80",
        "LEADER;TAX_FNCACT",
        "LEADER,12;",
        "1#Freedonia#FR#FR#1#2#FR",
    ]
    cells += ["1#Freedonia#FR#FR##1#2#FR#40", "john sample", "John Sample,30", "un", "United Nations,90"]
    cells += [
        "-3.1,1,4,5,20,1,150",
        "",
        "wc:150,c1.1:3",
        "",
        "",
        "",
        "",
        "",
        "John Sample,30",
        "12,people,80",
    ]
    cells += ["", "<PAGE_TITLE>Leaders | meet</PAGE_TITLE>"]
    assert len(cells) == 27
    return "\t".join(cells) + "\n"


MENTION_CELLS = f"1012345678 20220108101500 20220108101500 1 wire.example {URL} 3 -1 20 80 1 50 1500 -3.1"
MENTION = "\t".join([*MENTION_CELLS.split(), "", ""])
EVENT = "\t".join(["1012345678", "20220107", *["x"] * 57, "20220108101500", URL])

EXPORTS = [
    ("artlist.json", json.dumps({"articles": [ARTLIST, ARTLIST]}), "GDELT"),
    ("artlist.csv", gdelt_csv() + gdelt_csv().splitlines()[1], "GDELT"),
    ("20220108101500.gkg.csv", gkg() + gkg(6), "GDELT"),
    ("20220108101500.translation.gkg.csv", gkg().replace("-5", "-T5") * 2, "GDELT"),
    ("20220108101500.mentions.CSV", f"{MENTION}\n{MENTION}\n", "GDELT"),
    ("20220108101500.export.CSV", f"{EVENT}\n{EVENT}\n", "GDELT"),
    ("stories.csv", table(STORY, STORY), "Media Cloud"),
    ("stories.jsonl", "".join(json.dumps(STORY) + "\n" for _ in range(2)), "Media Cloud"),
    ("stories.json", json.dumps({"stories": [STORY, STORY]}), "Media Cloud"),
    ("old-stories.csv", table(OLD_STORY, OLD_STORY), "Media Cloud"),
]


@pytest.mark.parametrize(("name", "content", "tool"), EXPORTS, ids=[e[0] for e in EXPORTS])
def test_an_export_without_texts_is_one_rejection_that_names_the_tool(
    tmp_path: Path, name: str, content: str, tool: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (error,) = read([tmp_path / name], Settings())
    assert isinstance(error, ArticleError)
    assert tool in error.reason
    assert "2 addresses" in error.reason
    assert "wget -x -i" in error.reason


@pytest.mark.parametrize(("name", "content", "tool"), EXPORTS, ids=[e[0] for e in EXPORTS])
def test_an_export_is_joined_with_the_pages_that_were_saved_beside_it(
    tmp_path: Path, name: str, content: str, tool: str
) -> None:
    """The day that a tool saw an article (GDELT) is not the day on which it was published."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    saved = tmp_path / "wire.example" / "2022" / "talks"
    saved.parent.mkdir(parents=True)
    saved.write_text(PAGE, encoding="utf-8")
    found = list(read([tmp_path], Settings()))
    assert [(a.url, a.title, a.published) for a in found if isinstance(a, Article)] == [
        (URL, "Leaders meet", "2022-01-07")
    ] * 2, (tool, found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("artlist.json", json.dumps({"articles": [{**ARTLIST, "text": TEXT}]})),
        ("artlist.csv", gdelt_csv(f'"{TEXT}"')),
        (
            "gkg.csv",
            "GKGRECORDID,DATE,SourceCommonName,DocumentIdentifier,text\n"
            f"1-2,20220108,wire.example,{URL},{TEXT}\n",
        ),
        ("stories.csv", table({**STORY, "text": TEXT})),
        ("stories.jsonl", json.dumps({**STORY, "text": TEXT})),
        ("old-stories.csv", table({**OLD_STORY, "text": TEXT})),
    ],
)  # fmt: skip
def test_an_export_to_which_texts_were_added_is_read(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (article,) = read([tmp_path / name], Settings())
    assert isinstance(article, Article), article
    assert article.text.endswith(TEXT)
    assert (article.url, article.publisher) == (URL, "wire.example")
    assert article.published in {"2022-01-07", "2022-01-08"}


def test_a_packed_export_is_recognised(tmp_path: Path) -> None:
    """GDELT gives its files in zip archives."""
    with zipfile.ZipFile(tmp_path / "20220108101500.gkg.csv.zip", "w") as archive:
        archive.writestr("20220108101500.gkg.csv", gkg() * 50)
    (error,) = read([tmp_path / "20220108101500.gkg.csv.zip"], Settings())
    assert isinstance(error, ArticleError)
    assert "Global Knowledge Graph" in error.reason


def test_columns_of_exports_are_names_that_fields_knows() -> None:
    """Of each export the address at least, or nothing of it would be joined."""
    known = {".".join(name) for name in fields.field_names().fields["url"]}
    assert len(exports.known()) >= 8
    assert [e.name for e in exports.known() if not known & set(e.columns)] == []
