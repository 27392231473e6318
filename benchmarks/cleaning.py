"""How much of an article's text is kept, and how much of the page around it let in, beside other extractors.

    python benchmarks/cleaning.py ARTICLES.jsonl [--seed 1] [--noise second]

Makes pages of the articles (benchmarks/pages.py) and reads them with geokg, trafilatura alone,
readability-lxml and jusText (the extra `bench`). Words are counted as multisets a page: precision is the
share of an extractor's words that are the article's, recall the share of the article's that it kept. The
title is left out on both sides. A line of noise is let in when it stands in the output as a whole.
"""

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import justext
import trafilatura
from lxml import html
from pages import Page, pages, pieces
from readability import Document
from rich.console import Console
from rich.table import Table

from loader.ingest import read
from loader.model import Article
from loader.settings import Settings

_WORD = re.compile(r"\w+")
_BLOCKS = "//p|//div|//li|//h1|//h2|//h3|//h4|//br|//td|//tr|//section"


def geokg(page: str) -> str:
    """As `geokg load` reads a saved page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        return "\n".join(article.text for article in read([path], Settings()) if isinstance(article, Article))


def trafilatura_alone(page: str) -> str:
    """With the settings that geokg gives it, and nothing after it."""
    return trafilatura.extract(page, include_comments=False, include_tables=False) or ""


def trafilatura_precise(page: str) -> str:
    """Told to prefer precision."""
    return trafilatura.extract(page, include_comments=False, include_tables=False, favor_precision=True) or ""


def readability(page: str) -> str:
    """readability-lxml's summary as text, one line a block."""
    root = html.fromstring(Document(page).summary())
    for block in root.xpath(_BLOCKS):
        block.tail = "\n" + (block.tail or "")
    return str(root.text_content())


def justext_english(page: str) -> str:
    """The paragraphs that jusText holds to be text, by its English stop words."""
    found = justext.justext(page.encode(), justext.get_stoplist("English"))
    return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)


EXTRACTORS: dict[str, Callable[[str], str]] = {
    "geokg": geokg,
    "trafilatura": trafilatura_alone,
    "trafilatura, precision": trafilatura_precise,
    "readability-lxml": readability,
    "jusText": justext_english,
}


@dataclass
class Score:
    """What an extractor kept and let in, over all pages."""

    right: int = 0
    given: int = 0
    wanted: int = 0
    noise: int = 0
    lines: int = 0
    clean: int = 0
    pages: int = 0
    seconds: float = 0.0

    def add(self, page: Page, text: str) -> None:
        """Count one page."""
        title = " ".join(page.piece.title.split())
        lines = [
            joined for line in text.split("\n") if (joined := " ".join(line.split())) and joined != title
        ]
        given = Counter(_WORD.findall(" ".join(lines).casefold()))
        wanted = Counter(_WORD.findall(" ".join(page.piece.paragraphs).casefold()))
        self.right += (given & wanted).total()
        self.given += given.total()
        self.wanted += wanted.total()
        whole = " ".join(lines)
        own = " ".join(page.piece.paragraphs)
        let_in = sum(_stands_in(line, lines, whole) for line in set(page.noise) if line not in own)
        self.noise += let_in
        self.lines += len(set(page.noise))
        self.clean += let_in == 0
        self.pages += 1

    def row(self) -> list[str]:
        """Precision, recall, F1, noise lines a page, pages without any, pages a second."""
        precision, recall = self.right / max(1, self.given), self.right / max(1, self.wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return [
            f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}", f"{self.noise / self.pages:.2f}",
            f"{self.clean / self.pages:.0%}", f"{self.pages / self.seconds:.0f}",
        ]  # fmt: skip


def _stands_in(noise: str, lines: list[str], whole: str) -> bool:
    """A long line anywhere; a short one only where it is a line of its own."""
    noise = " ".join(noise.split())
    return noise in whole if len(noise.split()) > 4 else noise in lines


def main() -> None:
    """Print one table, over all pages and by kind of page for geokg."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", default="first", help="Wording of the noise: first or second.")
    parser.add_argument("--show", type=int, default=0, help="Print the noise that geokg let in most often.")
    given = parser.parse_args()
    made = list(pages(pieces(given.articles), given.seed, given.noise))
    names = ("precision", "recall", "F1", "noise lines a page", "pages without noise", "pages/s")
    table = Table("", *names, title=f"{len(made)} pages, seed {given.seed}, {given.noise} wording")
    kinds: dict[str, Score] = {}
    let_in: Counter[str] = Counter()
    for name, extract in EXTRACTORS.items():
        score = Score()
        for page in made:
            start = time.perf_counter()
            text = extract(page.html)
            spent = time.perf_counter() - start
            score.seconds += spent
            score.add(page, text)
            if name == "geokg":
                kind = kinds.setdefault(page.kind, Score())
                kind.seconds += spent
                kind.add(page, text)
                lines = [" ".join(line.split()) for line in text.split("\n")]
                let_in.update(n for n in set(page.noise) if _stands_in(n, lines, " ".join(lines)))
        table.add_row(name, *score.row())
    for name, score in sorted(kinds.items()):
        table.add_row(f"geokg: {name}", *score.row())
    Console(width=120).print(table)
    for line, count in let_in.most_common(given.show):
        Console(width=160).print(count, line)


if __name__ == "__main__":
    main()
