"""Writes the files of this folder: one made-up article, each time by a tool or library that people use.

    python tests/ingest/formats/make.py

Needs what it runs: the packages pandas, duckdb, feedgen, newsmlg2, news-please and warcio, and the commands
wget, gzip, zstd, bzip2, xz, zip and tar. The tests read the files that are here and need none of these.
"""

import csv
import functools
import http.server
import json
import shutil
import subprocess
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import NewsMLG2
import pandas
from feedgen.feed import FeedGenerator
from lxml import etree
from newsplease import NewsPlease

HERE = Path(__file__).parent
TITLE = "Freedonian parliament votes to send “observers” to Sylvania"
PARAGRAPHS = (
    "The parliament of Freedonia voted on Friday to send 120 observers to neighbouring Sylvania, where "
    "protests over fuel prices have gone on for a week.",
    "The speaker, Rufus Sample, said the mission would begin on Monday and last for three months. “Nobody "
    "wants a war,” he told reporters.",
    "Sylvania’s foreign ministry called the vote an insult, and recalled its ambassador from the capital of "
    "Freedonia for talks.",
)
URL = "https://wire.example/2022/observers"
DATE = datetime(2022, 1, 7, 10, 30, tzinfo=UTC)
PUBLISHER = "Sample Wire"
AUTHOR = "Jane Sample"
TEXT = "\n\n".join(PARAGRAPHS)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
RECORD = {
    "title": TITLE,
    "text": TEXT,
    "url": URL,
    "published": DATE.date().isoformat(),
    "publisher": PUBLISHER,
    "author": AUTHOR,
    "language": "en",
}
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE} - {PUBLISHER}</title>
<link rel="canonical" href="{URL}"><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="{PUBLISHER}"><meta name="author" content="{AUTHOR}">
<meta property="article:published_time" content="{DATE.isoformat()}"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{TITLE}</h1>{BODY}</article>
<footer><p>Back to top</p></footer></body></html>
"""


def records() -> None:
    """JSON as Python, pandas and news-please write it; tables as csv, pandas and duckdb do."""
    (HERE / "python.json").write_text(json.dumps([RECORD], ensure_ascii=False, indent=2), encoding="utf-8")
    frame = pandas.DataFrame([RECORD])
    frame.to_json(HERE / "pandas.jsonl", orient="records", lines=True)
    frame.to_csv(HERE / "pandas.csv", index=False)
    frame.to_parquet(HERE / "pyarrow.parquet", index=False)
    frame.rename(columns={"text": "body", "title": "head"}).to_csv(HERE / "own-names.csv", index=False)
    with (HERE / "excel.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictWriter(stream, RECORD, dialect="excel", delimiter=";")
        rows.writeheader()
        rows.writerow(RECORD)
    duckdb.sql(f"COPY frame TO '{HERE / 'duckdb.tsv'}' (HEADER, DELIMITER '\t')")
    duckdb.sql(f"COPY frame TO '{HERE / 'duckdb.parquet'}' (FORMAT parquet, COMPRESSION zstd)")
    article = NewsPlease.from_html(PAGE, url=URL)
    export = article.get_serializable_dict()
    (HERE / "news-please.json").write_text(json.dumps(export, indent=1, default=str), encoding="utf-8")
    shutil.copy(HERE / "news-please.json", HERE / "json-without-suffix")


def feeds() -> None:
    """RSS and Atom as feedgen writes them."""
    feed = FeedGenerator()
    feed.id("https://wire.example/")
    feed.title(PUBLISHER)
    feed.link(href="https://wire.example/")
    feed.description("World news")
    feed.language("en")
    feed.updated(DATE)
    feed.lastBuildDate(DATE)
    entry = feed.add_entry()
    entry.id(URL)
    entry.title(TITLE)
    entry.link(href=URL)
    entry.author(name=AUTHOR, email="jane@wire.example")
    entry.published(DATE)
    entry.updated(DATE)
    entry.content(BODY, type="html")
    feed.atom_file(HERE / "feedgen.atom", pretty=True)
    feed.load_extension("dc")
    entry.dc.dc_creator(AUTHOR)
    feed.rss_file(HERE / "feedgen.xml", pretty=True)


def exchange() -> None:
    """NewsML-G2 as IPTC's own library writes it, and the three generations of ninjs."""
    item = NewsMLG2.NewsItem()
    item.guid, item.xml_lang = URL, "en"
    about = NewsMLG2.ItemMeta()
    about.itemclass.qcode = "ninat:text"
    about.provider.literal = PUBLISHER
    about.versioncreated = DATE.isoformat()
    item.itemmeta = about
    content = NewsMLG2.NewsItemContentMeta()
    content.contentcreated = DATE.isoformat()
    content.headline = TITLE
    content.by = AUTHOR
    item.contentmeta = content
    document = NewsMLG2.NewsMLG2Document()
    document.set_item(item)
    root = etree.fromstring(document.to_xml_string().encode())
    namespace = "{http://iptc.org/std/nar/2006-10-01/}"
    # The library writes no content of an item yet, so the text is put in as the standard's examples do.
    inline = etree.SubElement(etree.SubElement(root, f"{namespace}contentSet"), f"{namespace}inlineXML")
    inline.set("contenttype", "application/nitf+xml")
    body = f"<body><body.content>{BODY}</body.content></body>"
    nitf = f'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">{body}</nitf>'
    inline.append(etree.fromstring(nitf))
    (HERE / "newsmlg2.xml").write_bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))
    common = {"uri": URL, "type": "text", "language": "en"}
    generations = {
        "ninjs-1.json": {
            **common, "versioncreated": DATE.isoformat(), "byline": AUTHOR, "headline": TITLE,
            "copyrightholder": PUBLISHER, "body_text": TEXT, "body_xhtml": BODY,
        },
        "ninjs-2.json": {
            **common, "versioncreated": DATE.isoformat(), "by": AUTHOR, "copyrightholder": PUBLISHER,
            "headlines": [{"role": "main", "value": TITLE}],
            "bodies": [{"role": "main", "contenttype": "text/html", "value": BODY}],
        },
        "ninjs-3.json": {
            **common, "versionCreated": DATE.isoformat(), "by": AUTHOR, "copyrightHolder": PUBLISHER,
            "headlines": [{"role": "main", "value": TITLE}],
            "bodies": [{"role": "html", "contentType": "text/html", "value": BODY}],
        },
    }  # fmt: skip
    for name, value in generations.items():
        (HERE / name).write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def pages() -> None:
    """The page as it is, and as wget saves it: to a file without a suffix and into a web archive."""
    (HERE / "page.html").write_text(PAGE, encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_text(PAGE, encoding="utf-8")
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/page.html"
        for packed in ([], ["--no-warc-compression"]):
            run("wget", "-q", "-O", "page-without-suffix", "--warc-file=wget", *packed, url)
        server.shutdown()


def plain_text() -> None:
    """The text as people keep it: a heading, and Windows's own encoding."""
    lines = f"{TITLE}\nBy {AUTHOR}\n{DATE:%d %B %Y}\nSource: {PUBLISHER}\nURL: {URL}\n\n{TEXT}\n"
    (HERE / "notepad.txt").write_bytes(lines.replace("\n", "\r\n").encode("cp1252"))


def packed() -> None:
    """What is packed, by the tool that people pack with."""
    run("gzip", "-nkf", "pandas.jsonl")
    run("zstd", "-qkf", "pandas.jsonl")
    run("bzip2", "-kf", "pandas.csv")
    run("xz", "-kf", "pandas.csv")
    run("zip", "-qX", "-FS", "zip.zip", "page.html")
    run("tar", "-cf", "tar.tar", "feedgen.xml")
    run("tar", "-czf", "gnu-tar.tgz", "pandas.jsonl.zst")
    run("zip", "-qX", "-FS", "zip-of-tar.zip", "gnu-tar.tgz")


def run(*command: str) -> None:
    """Run a tool in this folder."""
    subprocess.run(command, cwd=HERE, check=True)


if __name__ == "__main__":
    for step in (records, feeds, exchange, pages, plain_text, packed):
        step()
