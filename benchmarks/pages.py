"""Puts articles into made-up web pages: navigation, adverts, related stories, comments, footers around them.

    python benchmarks/pages.py ARTICLES.jsonl FOLDER [--seed 1]

Eight kinds of page, from semantic HTML to tables and line breaks; what surrounds an article, and where it
stands, is drawn with a seed. The same seed and articles give the same pages. What surrounds them is worded
in noise-first.yaml, with which in view geokg's rules were written, and in noise-second.yaml, which no rule
may be written after: what is measured there is what holds for pages that nobody has seen.
"""

# ruff: noqa: E501  (pages in one piece are easier to read than wrapped ones)

import argparse
import gzip
import html
import json
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

HERE = Path(__file__).parent

Noise = dict[str, list[str]]
_DAY = re.compile(r"\s*(?:\w+day, )?\w+ \d{1,2}, \d{4}\s*")


@dataclass(frozen=True)
class Piece:
    """An article to be put into a page: its own words and nothing else."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    day: date


@dataclass(frozen=True)
class Page:
    """A page, the article in it, and the lines of noise that stand within reach of an extractor."""

    piece: Piece
    html: str
    kind: str
    noise: tuple[str, ...]


def pieces(path: Path) -> list[Piece]:
    """The articles of a JSON Lines file (id, title, text, date); a date line above the text is left out."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    found = []
    for record in records:
        lines = [" ".join(line.split()) for line in record["text"].split("\n") if line.strip()]
        lines = lines[1:] if lines and _DAY.fullmatch(lines[0]) else lines
        if lines:
            found.append(
                Piece(record["id"], record["title"], tuple(lines), date.fromisoformat(record["date"]))
            )
    return found


def pages(articles: list[Piece], seed: int, wording: str = "first") -> Iterable[Page]:
    """A page for each article, its kind and noise drawn with the seed."""
    noise = yaml.safe_load((HERE / f"noise-{wording}.yaml").read_text("utf-8"))
    kinds = sorted(KINDS)
    for number, piece in enumerate(articles):
        draw = random.Random(f"{seed} {piece.id}")  # noqa: S311
        kind = kinds[number % len(kinds)]
        others = [article for article in draw.sample(articles, 9) if article.id != piece.id][:8]
        yield Maker(piece, others, draw, noise).page(kind)


class Maker:
    """Makes one page; remembers the noise that it put in."""

    def __init__(self, piece: Piece, others: list[Piece], draw: random.Random, pools: Noise) -> None:
        self.piece, self.others, self.draw, self.pools = piece, others, draw, pools
        self.noise: list[str] = []

    def page(self, kind: str) -> Page:
        """The page of this kind."""
        body = KINDS[kind](self)
        cookies = self.tag(
            "div", self.draw.choice(self.pools["cookies"]), "cookie-notice" if self.chance(0.5) else "b1"
        )
        title = html.escape(self.piece.title)
        head = (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Sample News</title>'
            f'<meta property="og:title" content="{title}"></head>'
        )
        text = f"{head}<body>{self.top()}{body}{self.foot()}{cookies}</body></html>"
        return Page(self.piece, text, kind, tuple(self.noise))

    def chance(self, share: float) -> bool:
        """True in this share of the draws."""
        return self.draw.random() < share

    def tag(self, name: str, text: str, class_: str = "") -> str:
        """An element with a line of noise in it."""
        line = text.format(
            other=self.draw.choice(self.others).title,
            day=f"{self.piece.day:%d %B %Y}",
            year=self.piece.day.year,
        )
        self.noise.append(line)
        attribute = f' class="{class_}"' if class_ else ""
        return f"<{name}{attribute}>{html.escape(line)}</{name}>"

    def some(self, pool: str, most: int, name: str = "p", class_: str = "") -> str:
        """Up to so many lines of noise from a pool."""
        lines = self.pools[pool]
        chosen = self.draw.sample(lines, self.draw.randint(0, min(most, len(lines))))
        return "".join(self.tag(name, line, class_) for line in chosen)

    def paragraphs(self, name: str = "p", class_: str = "") -> list[str]:
        """The article's paragraphs as elements, with adverts and links let in between, and perhaps a dateline."""
        attribute = f' class="{class_}"' if class_ else ""
        out: list[str] = []
        for number, text in enumerate(self.piece.paragraphs):
            lead = ""
            if number == 0 and self.chance(0.3):
                lead = f"{self.draw.choice(self.pools['cities'])}, {self.piece.day:%b} {self.piece.day.day} (Sample Wire) - "
                self.noise.append(lead)
            out.append(f"<{name}{attribute}>{html.escape(lead + text)}</{name}>")
            if number and self.chance(0.2):
                out.append(
                    self.tag(
                        name, self.draw.choice(self.pools["in_text"]), class_ if self.chance(0.7) else "promo"
                    )
                )
        return out

    def list(self, items: Iterable[str], class_: str) -> str:
        """A list of links."""
        rows = "".join(f'<li><a href="/{n}">{html.escape(item)}</a></li>' for n, item in enumerate(items))
        self.noise.extend(items)
        return f'<ul class="{class_}">{rows}</ul>'

    def teasers(self, class_: str) -> str:
        """Other articles with their first sentences, as pages show below or beside a story."""
        rows = []
        for other in self.draw.sample(self.others, self.draw.randint(2, 4)):
            first = other.paragraphs[0][:180]
            self.noise += [other.title, first]
            rows.append(
                f'<div class="{class_}"><h3><a href="/x">{html.escape(other.title)}</a></h3><p>{html.escape(first)}</p></div>'
            )
        return "".join(rows)

    def comments(self) -> str:
        """What readers wrote."""
        rows = self.some("comments", 4, "p")
        return f'<div id="comments"><h3>Join the discussion</h3>{rows}</div>' if rows else ""

    def top(self) -> str:
        """Logo, menus and the like."""
        menu = self.list(self.draw.sample(self.pools["navigation"], 12), "menu")
        return f'<div class="hd">{self.some("top", 6, "span")}{menu}</div>'

    def foot(self) -> str:
        """Links and imprint at the end."""
        name = "footer" if self.chance(0.6) else "div"
        return f"<{name}>{self.list(self.draw.sample(self.pools['footer'], 8), 'ft')}{self.some('imprint', 3)}</{name}>"


def _semantic(m: Maker) -> str:
    return (
        f"<main><article><header><h1>{html.escape(m.piece.title)}</h1>{m.some('above', 4)}{m.some('share', 2, 'div')}</header>"
        f"{''.join(m.paragraphs())}{m.some('below', 4)}</article><aside>{m.teasers('card')}</aside></main>"
    )


def _soup(m: Maker) -> str:
    return (
        f'<div class="c1"><div class="c2"><div class="c7">{html.escape(m.piece.title)}</div>{m.some("above", 3, "div", "c8")}'
        f'<div class="c9">{"".join(m.paragraphs("p", "c10"))}{m.some("below", 4, "p", "c10")}</div></div>'
        f'<div class="c3">{m.some("adverts", 3, "div")}{m.teasers("c11")}</div></div>'
    )


def _breaks(m: Maker) -> str:
    texts = [re.sub(r"<[^>]+>", "", paragraph) for paragraph in m.paragraphs()]
    below = re.sub(r"</p><p>", "<br><br>", m.some("below", 3)).replace("<p>", "").replace("</p>", "")
    return (
        f'<div id="story"><h2>{html.escape(m.piece.title)}</h2>{m.some("above", 3, "span")}<br>'
        f"{'<br><br>'.join(texts)}<br><br>{below}</div><div id=right>{m.teasers('box')}</div>"
    )


def _table(m: Maker) -> str:
    return (
        f"<table width=100%><tr><td width=20%>{m.list(m.draw.sample(m.pools['navigation'], 8), 'left')}</td>"
        f"<td><h1>{html.escape(m.piece.title)}</h1>{m.some('above', 3)}{''.join(m.paragraphs())}{m.some('below', 3)}</td>"
        f"<td>{m.some('adverts', 4)}{m.teasers('t')}</td></tr></table>"
    )


def _boxes(m: Maker) -> str:
    inner = m.paragraphs()
    box = f'<section class="related"><h4>More on this story</h4>{m.teasers("rel")}</section>'
    figure = f"<figure><img src=a.jpg><figcaption>{html.escape(m.pools['above'][-1])}</figcaption></figure>"
    m.noise += ["More on this story", m.pools["above"][-1]]
    middle = len(inner) // 2
    return (
        f"<article><h1>{html.escape(m.piece.title)}</h1>{m.some('above', 3)}{figure}{''.join(inner[:middle])}{box}"
        f"{''.join(inner[middle:])}{m.some('below', 5)}</article>{m.comments()}"
    )


def _blog(m: Maker) -> str:
    return (
        f'<div class="post hentry"><h1 class="entry-title">{html.escape(m.piece.title)}</h1>'
        f'<div class="entry-meta">{m.some("above", 3, "span")}</div><div class="entry-content">'
        f'{"".join(m.paragraphs())}<div class="sharedaddy">{m.some("share", 4, "li")}</div>'
        f'<div class="jp-relatedposts">{m.teasers("jp-relatedposts-post")}</div></div></div>{m.comments()}'
        f'<div class="widget-area">{m.list([o.title for o in m.others[:5]], "recent")}{m.some("adverts", 2)}</div>'
    )


def _blocks(m: Maker) -> str:
    blocks = "".join(f'<div data-component="text-block">{p}</div>' for p in m.paragraphs("div"))
    return (
        f'<div id="root"><div data-component="headline"><h1>{html.escape(m.piece.title)}</h1></div>'
        f'<div data-component="byline">{m.some("above", 3, "div")}</div>{blocks}'
        f'<div data-component="links">{m.teasers("promo")}</div><div>{m.some("below", 3, "div")}</div></div>'
    )


def _slots(m: Maker) -> str:
    out = []
    for paragraph in m.paragraphs():
        out.append(paragraph)
        if m.chance(0.15):
            out.append(f'<div class="ad-slot">{m.some("adverts", 1)}</div>')
    return (
        f"<main><h1>{html.escape(m.piece.title)}</h1>{m.some('share', 3, 'div', 'share-bar')}{m.some('above', 2)}"
        f'<div class="article__body">{"".join(out)}</div>{m.some("below", 4, "p", "article__end")}</main>{m.comments()}'
    )


KINDS: dict[str, Callable[[Maker], str]] = {
    "semantic": _semantic,
    "div soup": _soup,
    "line breaks": _breaks,
    "table": _table,
    "boxes within": _boxes,
    "blog": _blog,
    "blocks": _blocks,
    "ad slots": _slots,
}


def main() -> None:
    """Write the pages of a file of articles into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for page in pages(pieces(given.articles), given.seed):
        (given.folder / f"{page.piece.id}.html").write_text(page.html, encoding="utf-8")


if __name__ == "__main__":
    main()
