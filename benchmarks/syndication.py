"""How well copies are found, and how fast: precision and recall by kind of copy, and a throughput curve.

    python benchmarks/syndication.py copies BENCH         copies made of evaluation texts
    python benchmarks/syndication.py thresholds BENCH     how alike copies and strangers are, on other texts
    python benchmarks/syndication.py speed BENCH [--articles 100000]

BENCH is the folder of public gold sets: news/, dwie/. All edits are seeded. Thresholds are looked at on
dwie/train; copies are made of Wikinews and dwie/dev, which no threshold was chosen on. Made articles
stay in memory; the index is a file in a temporary folder.
"""

import argparse
import gzip
import json
import random
import re
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from loader.ingest.syndication import Syndication
from loader.ingest.syndication.words import Shingles, body_words, shingles
from loader.model import Article

SEED = 20260
SAME_DAYS = 3
"""Wikinews articles this many days apart or less may tell of one event."""
Edit = Callable[[list[str], random.Random], list[str]]
console = Console()


def records(path: Path) -> list[dict[str, str]]:
    """The records of one set."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sentences(text: str) -> list[str]:
    """Sentences, roughly; their order and words are all that matters here."""
    return [s for s in re.split(r"(?<=[.!?][\"'”’])\s+|(?<=[.!?])\s+|\n+", text) if s.strip()]


class Words:
    """Words to put in the place of others, as frequent as they are in the texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._all = [word for text in texts for word in re.findall(r"[a-z]{3,}", text)]

    def replaced(self, share: float) -> Edit:
        """An edit that puts another word in the place of this share of words."""

        def edit(body: list[str], chance: random.Random) -> list[str]:
            def other(match: re.Match[str]) -> str:
                return chance.choice(self._all) if chance.random() < share else match[0]

            return [re.sub(r"\w+", other, sentence) for sentence in body]

        return edit


def cut(least: float, most: float) -> Edit:
    """Keep the beginning: this share of the sentences, at least three."""

    def edit(body: list[str], chance: random.Random) -> list[str]:
        return body[: max(3, round(len(body) * chance.uniform(least, most)))]

    return edit


def dropped(body: list[str], chance: random.Random) -> list[str]:
    """One sentence less."""
    gone = chance.randrange(len(body))
    return body[:gone] + body[gone + 1 :]


def condensed(body: list[str], chance: random.Random) -> list[str]:
    """Six sentences in ten, from all over the text."""
    return [s for n, s in enumerate(body) if n == 0 or chance.random() < 0.6]


def framed(body: list[str], _: random.Random) -> list[str]:
    """A dateline before it, a credit after it."""
    return [
        "CAPITAL CITY, Jan 7 (Agency) -",
        *body,
        "Additional reporting by our correspondents; editing by desk.",
    ]


def together(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(body: list[str], chance: random.Random) -> list[str]:
        for step in edits:
            body = step(body, chance)
        return body

    return edit


def kinds(words: Words) -> dict[str, Edit]:
    """The ways in which copies differ from their original, besides the headline, which all change."""
    return {
        "verbatim": lambda body, _: body,
        "dateline and credit": framed,
        "cut to 50-90 %": cut(0.5, 0.9),
        "cut to 15-50 %": cut(0.15, 0.5),
        "light edits": together(words.replaced(0.03), dropped),
        "cut and light edits": together(cut(0.3, 0.8), words.replaced(0.03), dropped),
        "condensed throughout": condensed,
    }


def article(name: str, body: list[str], *, title: str, published: str | None = None) -> Article:
    """An article under this name."""
    text = "\n".join([title, *body])
    return Article(id=name, text=text, title=title, url=f"https://{name}.example/", published=published)


def evaluation(bench: Path) -> tuple[list[Article], list[Article]]:
    """Articles that copies are made of, and the digests of Current Events, which are nobody's copies."""
    wikinews = [
        article(r["id"], sentences(r["text"])[1:], title=r["title"], published=r["date"])
        for r in records(bench / "news/wikinews_2019_2020.jsonl.gz")
    ]
    german = [
        article(r["id"], (body := sentences(r["text"]))[1:], title=body[0])
        for r in records(bench / "dwie/dev.jsonl.gz")
        if len(sentences(r["text"])) > 3
    ]
    digests = [
        article(f"d{n}", sentences(r["text"]), title=r["category"], published=r["date"])
        for n, r in enumerate(records(bench / "news/current_events_digests.jsonl.gz"))
    ]
    return wikinews + german, digests


def clusters(articles: Iterable[Article]) -> dict[str, str]:
    """The cluster that each article ends in, by content hash."""
    articles = list(articles)
    with tempfile.TemporaryDirectory() as folder, Syndication(Path(folder) / "copies.sqlite") as index:
        for one in articles:
            index.add(one)
        placed = {a.content_hash: index.placement(a.content_hash) for a in articles}
    return {name: where.cluster for name, where in placed.items() if where}


def pairs(groups: Iterable[str]) -> int:
    """In how many pairs the items of the same group stand."""
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


def copies(bench: Path) -> None:
    """Print pairwise precision and recall for each kind of copy, and false joins of each kind of other."""
    originals, digests = evaluation(bench)
    words = Words(a.text for a in originals)
    chance = random.Random(SEED)  # noqa: S311
    made = {
        kind: [(o, copy_of(o, f"{n}-{k}", edit, chance)) for n, o in enumerate(originals)]
        for k, (kind, edit) in enumerate(kinds(words).items())
    }
    # Two records of one digest are one text: real copies, and not ours to count.
    digests = list({tuple(body_words(d)): d for d in digests}.values())
    table = Table("kind of copy", "pairs", "found", "recall", "precision", title="copies of evaluation texts")
    for kind, couples in made.items():
        score(table, kind, [[o, c] for o, c in couples], digests)
    everything = [[o, *(couples[n][1] for couples in made.values())] for n, o in enumerate(originals)]
    score(table, "all together", everything, digests)
    console.print(table)
    strangers(originals, digests, words, chance)


def copy_of(original: Article, name: str, edit: Edit, chance: random.Random) -> Article:
    """The original, edited, under another headline."""
    body = original.text.split("\n")[1:]
    return article(
        name, edit(body, chance), title=f"What paper {name} calls it", published=original.published
    )


def score(table: Table, kind: str, true: list[list[Article]], others: list[Article]) -> None:
    """Add the row of one corpus: groups of copies among articles that are nobody's copies."""
    found = clusters([a for group in true for a in group] + others)
    together_ = [(n, found[a.content_hash]) for n, group in enumerate(true) for a in group]
    expected = pairs(str(n) for n, _ in together_)
    right = pairs(f"{n} {cluster}" for n, cluster in together_)
    joined = pairs(found.values())
    table.add_row(kind, f"{expected:,}", f"{joined:,}", f"{right / expected:.4f}", f"{right / joined:.4f}")


def strangers(originals: list[Article], digests: list[Article], words: Words, chance: random.Random) -> None:
    """Print how many pairs of articles that are no copies were joined, by what makes them look alike."""
    rewritten = [copy_of(o, f"r{n}", words.replaced(0.25), chance) for n, o in enumerate(originals)]
    found = clusters(originals + digests + rewritten)
    topics = same_topic([o for o in originals if o.published])
    days: dict[str, list[Article]] = {}
    for digest in digests:
        days.setdefault(digest.published or "", []).append(digest)
    cases = {
        "two Wikinews articles on one topic": topics,
        "two digests of one day": [p for day in days.values() for p in combinations(day, 2)],
        "rewritten, a word in four another": list(zip(originals, rewritten, strict=True)),
        "any two originals": list(combinations(originals, 2)),
        "any two digests": list(combinations(digests, 2)),
    }
    table = Table("no copies", "pairs", "joined", title="articles that only look alike")
    for case, couples in cases.items():
        joined = [(a, b) for a, b in couples if found[a.content_hash] == found[b.content_hash]]
        table.add_row(case, f"{len(couples):,}", f"{len(joined):,}")
        for one, other in joined[:5]:
            shared = alike(shingles(body_words(one)), shingles(body_words(other)))
            console.print(
                f"joined: {one.id} {other.id} resemblance {shared[0]:.2f} containment {shared[1]:.2f}"
            )
    console.print(table)


def same_topic(articles: list[Article]) -> list[tuple[Article, Article]]:
    """Pairs of about one time whose words are the most alike: the 100 with the highest cosine (tf-idf)."""
    counts = [Counter(w for w in body_words(a) if len(w) > 3) for a in articles]
    spread = Counter(w for c in counts for w in c)
    weights = [{w: n * np.log(len(articles) / spread[w]) for w, n in c.items()} for c in counts]
    norms = [sum(v * v for v in w.values()) ** 0.5 for w in weights]
    scored = []
    for i, j in combinations(range(len(articles)), 2):
        if abs(day(articles[i]) - day(articles[j])) <= SAME_DAYS:
            dot = sum(v * weights[j].get(w, 0.0) for w, v in weights[i].items())
            scored.append((dot / (norms[i] * norms[j]), i, j))
    return [(articles[i], articles[j]) for _, i, j in sorted(scored, reverse=True)[:100]]


def day(dated: Article) -> int:
    """The day of publication as a number."""
    return int(np.datetime64(dated.published or "", "D").astype(int))


def alike(one: Shingles, other: Shingles) -> tuple[float, float]:
    """Resemblance and containment."""
    common = len(np.intersect1d(one, other))
    return common / max(1, len(one) + len(other) - common), common / max(1, min(len(one), len(other)))


def thresholds(bench: Path) -> None:
    """Print how alike copies of dwie/train and its unrelated articles are."""
    texts = [sentences(r["text"]) for r in records(bench / "dwie/train.jsonl.gz")]
    texts = [body for body in texts if len(body) > 5]
    words = Words(s for body in texts for s in body)
    chance = random.Random(SEED + 1)  # noqa: S311
    edits = kinds(words) | {f"{n} % of words replaced": words.replaced(n / 100) for n in (5, 10, 15, 20, 25)}
    table = Table("edit", "resemblance 1 %", "50 %", "99 %", "containment 1 %", "50 %", "99 %")
    originals = [shingles(body_words(Article("", " ".join(body)))) for body in texts]
    for kind, edit in edits.items():
        edited = [shingles(body_words(Article("", " ".join(edit(body, chance))))) for body in texts]
        rows = np.array([alike(o, e) for o, e in zip(originals, edited, strict=True)])
        table.add_row(kind, *(f"{v:.2f}" for v in np.percentile(rows, (1, 50, 99), axis=0).T.ravel()))
    rows = np.array([alike(a, b) for a, b in combinations(originals, 2)])
    table.add_row("unrelated", *(f"{v:.2f}" for v in np.percentile(rows, (1, 50, 99), axis=0).T.ravel()))
    console.print(table)
    console.print(
        "most alike of the unrelated: resemblance {:.2f}, containment {:.2f}".format(*rows.max(axis=0))
    )


def stream(pool: list[str], count: int) -> Iterator[Article]:
    """Articles of 8 to 30 sentences; every fifth is a copy, verbatim, cut or edited, of an earlier one."""
    for number in range(count):
        chance = random.Random(SEED * 1_000_000 + number)  # noqa: S311
        if number % 5 != 4:
            body = body_of(pool, number)
        else:
            body = body_of(pool, 5 * chance.randrange(1 + number // 5) + chance.randrange(4))
            body = chance.choice([body, body[: len(body) * 2 // 3], dropped(body, chance)])
        yield article(f"n{number}", body, title=f"Headline {number}", published="2022-01-07")


def body_of(pool: list[str], number: int) -> list[str]:
    """The sentences of an article of the stream that is no copy."""
    chance = random.Random(SEED * 1_000_000 + number)  # noqa: S311
    return chance.choices(pool, k=chance.randint(8, 30))


def speed(bench: Path, count: int) -> None:
    """Print how many articles a second are placed as the index grows, and the memory at its largest."""
    sets = ("news/wikinews_2019_2020.jsonl.gz", "dwie/train.jsonl.gz", "dwie/dev.jsonl.gz")
    pool = [s for name in sets for r in records(bench / name) for s in sentences(r["text"])]
    marks = sorted({count // 10, count // 2, count})
    columns = ("articles", "articles/s", "of late", "per CPU second", "peak memory MB", "index MB", "copies")
    table = Table(*columns)
    before = peak()
    with (
        tempfile.TemporaryDirectory() as folder,
        Syndication(path := Path(folder) / "copies.sqlite") as index,
    ):
        spent, late, worked, found = 0.0, 0.0, 0.0, 0
        for number, made in enumerate(stream(pool, count), 1):
            start, work = time.perf_counter(), time.process_time()
            found += index.add(made).copies > 0
            late += time.perf_counter() - start
            worked += time.process_time() - work
            if number in marks:
                spent += late
                since = number - max([0, *(m for m in marks if m < number)])
                size = sum(f.stat().st_size for f in path.parent.iterdir()) / 1e6
                table.add_row(
                    f"{number:,}", f"{number / spent:,.0f}", f"{since / late:,.0f}",
                    f"{number / worked:,.0f}", f"{peak():,.0f}", f"{size:,.0f}", f"{found:,}",
                )  # fmt: skip
                late = 0.0
    console.print(table)
    console.print(f"{len(pool):,} sentences to choose from; memory before the first article {before:,.0f} MB")


def peak() -> float:
    """The largest that the process has been, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["copies", "thresholds", "speed"])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    if options.what == "copies":
        copies(options.bench)
    elif options.what == "thresholds":
        thresholds(options.bench)
    else:
        speed(options.bench, options.articles)


if __name__ == "__main__":
    main()
