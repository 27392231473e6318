"""How often the date of publication is found right, from each kind of evidence alone.

    python benchmarks/dates.py ARTICLES.jsonl

Takes articles whose date is known (fields id, title, text, date) and writes each anew so that one kind of
evidence is left: a field of a record in one of many spellings, metadata of a page in one of several forms
(with other dates around it), a path of the address, a dateline, the date line that the source itself puts above
its text, the file's name. A date found at lower precision counts as right in its own column only.
"""

# ruff: noqa: E501, S311  (pages in one piece are easier to read than wrapped ones; seeded on purpose)

import argparse
import html
import json
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pages import Piece, pieces
from rich.console import Console
from rich.table import Table

from loader.ingest import read
from loader.model import Article
from loader.settings import Settings

FIELDS = (
    "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y %H:%M:%S GMT", "%Y%m%dT%H%M%SZ",
    "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%b. %d, %Y", "%Y-%m-%d %H:%M:%S+02:00", "%A, %d %B %Y", "%s",
)  # fmt: skip
METADATA = (
    '<meta property="article:published_time" content="{iso}">',
    '<meta name="date" content="{day}">',
    '<meta itemprop="datePublished" content="{iso}">',
    '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{iso}"}}</script>',
    '<meta name="DC.date.issued" content="{day}">',
    "TIME",
)
PATHS = ("/{d:%Y/%m/%d}/story", "/world/{d:%Y-%m-%d}/story", "/news/{d:%Y%m%d}-story", "/{d:%Y}/{m}/{d:%d}/story",
         "/{d:%Y/%m}/story", "/story-{d:%Y-%m-%d}.html")  # fmt: skip
NAMES = ("{d:%Y-%m-%d}-story.txt", "story_{d:%Y%m%d}.txt", "story-{d:%Y-%m}.txt", "story-{d:%Y}.txt")
Maker = Callable[[Piece, random.Random], tuple[str, str]]


def field(piece: Piece, draw: random.Random) -> tuple[str, str]:
    """A record with a date field."""
    moment = datetime(piece.day.year, piece.day.month, piece.day.day, 10, 30, tzinfo=UTC)
    record = {
        "title": piece.title,
        "text": "\n\n".join(piece.paragraphs),
        "date": moment.strftime(draw.choice(FIELDS)),
    }
    return "a.json", json.dumps(record)


def metadata(piece: Piece, draw: random.Random) -> tuple[str, str]:
    """A page with a date in its head or a time element, later dates of other things around it."""
    later = piece.day + timedelta(days=draw.randint(30, 300))
    form = draw.choice(METADATA).format(iso=f"{piece.day}T10:30:00+00:00", day=piece.day)
    shown = ""
    if form == "TIME":
        form, shown = "", f'<time datetime="{piece.day}" pubdate>{piece.day:%d %B %Y}</time>'
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in piece.paragraphs)
    page = (
        f"<!DOCTYPE html><html><head><title>{html.escape(piece.title)}</title>{form}"
        f'<meta property="article:modified_time" content="{later}T08:00:00Z"></head><body>'
        f"<article><h1>{html.escape(piece.title)}</h1>{shown}{body}</article>"
        f"<aside><a href='/x'>Other story</a> {later:%d %B %Y}</aside><footer>© {later.year} Sample</footer></body></html>"
    )
    return "a.html", page


def address(piece: Piece, draw: random.Random) -> tuple[str, str]:
    """A record with an address and no date."""
    path = draw.choice(PATHS).format(d=piece.day, m=f"{piece.day:%b}".lower())
    record = {
        "title": piece.title,
        "text": "\n\n".join(piece.paragraphs),
        "url": f"https://wire.example{path}",
    }
    return "a.json", json.dumps(record)


def dateline(piece: Piece, draw: random.Random) -> tuple[str, str]:
    """A text with a dateline that tells the year."""
    place = draw.choice(["GENEVA", "NEW YORK", "GOMA, Congo", "UNITED NATIONS"])
    form = draw.choice(["{p}, {d:%B} {d.day}, {d.year} (Sample Wire) - ", "{p}, {d.day} {d:%B} {d.year} – "])
    text = form.format(p=place, d=piece.day) + "\n\n".join(piece.paragraphs)
    return "a.txt", f"{piece.title}\n\n{text}"


def date_line(piece: Piece, _: random.Random) -> tuple[str, str]:
    """The text as Wikinews prints it, its date above it."""
    return (
        "a.txt",
        f"{piece.title}\n\n{piece.day:%A, %B} {piece.day.day}, {piece.day.year}\n\n"
        + "\n\n".join(piece.paragraphs),
    )


def file_name(piece: Piece, draw: random.Random) -> tuple[str, str]:
    """A file whose name tells the date."""
    return draw.choice(NAMES).format(d=piece.day), f"{piece.title}\n\n" + "\n\n".join(piece.paragraphs)


def nothing(piece: Piece, _: random.Random) -> tuple[str, str]:
    """Nothing but the text, in which other dates are told of: any date found is wrong."""
    return "a.txt", f"{piece.title}\n\n" + "\n\n".join(piece.paragraphs)


KINDS: tuple[Maker, ...] = (field, metadata, address, dateline, date_line, file_name, nothing)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    articles = pieces(given.articles)
    table = Table(
        "evidence",
        "right to the day",
        "right, less precise",
        "wrong",
        "none",
        title=f"{len(articles)} articles",
    )
    for make in KINDS:
        draw = random.Random(given.seed)
        counts = {"day": 0, "coarse": 0, "wrong": 0, "none": 0}
        for piece in articles:
            with tempfile.TemporaryDirectory() as folder:
                name, content = make(piece, draw)
                path = Path(folder) / name
                path.write_text(content, encoding="utf-8")
                (article,) = read([path], Settings(languages=("any",)))
            found = article.published if isinstance(article, Article) else None
            wanted = piece.day.isoformat()
            counts[
                "none"
                if not found
                else "day"
                if found == wanted
                else "coarse"
                if wanted.startswith(found)
                else "wrong"
            ] += 1
        table.add_row(make.__name__, *(f"{number / len(articles):.1%}" for number in counts.values()))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
