"""When, who says so, how surely: what is read at single words of articles that nobody tuned to.

    python benchmarks/when.py BENCH [--all] [--file benchmarks/when.tsv]

`when.tsv` holds, for a word (its article, offset and form), the date, polarity, modality and source that
a person read in the sentence before any program did; `=` leaves one open, `-` is none. BENCH is the folder
of the public sets, whose texts are not ours to copy: Wikinews, and Deutsche Welle (`dwie/train`), whose
articles are read here as of a Wednesday. Prints right, wrong, missing and spurious values; `--all` prints
each that is not right, with its sentence.
"""

import argparse
import csv
import gzip
import json
from collections import Counter
from pathlib import Path

from loader.extract.attribution import AttributionReader
from loader.extract.certainty import CertaintyReader
from loader.extract.quotes import find_quotes
from loader.extract.tenures import TenureReader
from loader.model import Article, TimeSpan
from loader.pipeline import Pipeline
from loader.settings import Settings

SETS = ("news/wikinews_2019_2020.jsonl.gz", "dwie/train.jsonl.gz")
FIELDS = ("time", "polarity", "modality", "source")
Told = dict[str, str]


def texts(bench: Path) -> dict[str, str]:
    """Article id -> text."""
    found: dict[str, str] = {}
    for name in SETS:
        with gzip.open(bench / name, "rt", encoding="utf-8") as lines:
            found |= {str(record["id"]): record["text"] for record in map(json.loads, lines)}
    return found


def span(time: TimeSpan | None) -> str:
    """A time as the file writes it: `2019`, `2019-01..2019-03`, `1995..`."""
    if time is None:
        return "-"
    if time.start is not None and time.end in {None, time.start}:
        return f"{time.start}.." if _begins(time) else time.start
    return f"{time.start or ''}..{time.end or ''}"


def _begins(time: TimeSpan) -> bool:
    return time.text.split()[0].lower() in {"since", "from", "starting", "beginning", "effective"}


def verdict(wanted: str, found: str) -> str:
    """Right, wrong, missing (nothing found) or spurious (nothing there)."""
    if found in wanted.split("/") or (wanted.strip("-") and _same_name(wanted, found)):
        return "right"
    if wanted in {"-", ""}:
        return "spurious"
    return "missing" if found in {"-", ""} else "wrong"


def _same_name(wanted: str, found: str) -> bool:
    """Whether one name stands in the other: a source may be told by more or fewer words."""
    return (
        wanted[0].isalpha()
        and min(len(wanted), len(found)) > 1
        and (wanted.casefold() in found.casefold() or found.casefold() in wanted.casefold())
    )


class Words:
    """Reads what is told at words of one article."""

    def __init__(self, pipeline: Pipeline, article: Article) -> None:
        extractor = pipeline.extractor
        self._reading = extractor.read(article)
        quotes = find_quotes(self._reading)
        lexicons = self._reading.lexicons
        self._certainty = CertaintyReader(lexicons.reporting)
        self._attribution = AttributionReader(self._reading, quotes)
        self._times = TenureReader(self._reading.document, lexicons)

    def at(self, offset: int) -> tuple[Told, str]:
        """What is told of the word at an offset, and its sentence."""
        document = self._reading.document
        token = document.doc[document.starts[offset]]
        certainty = self._certainty.read(document, token)
        sources = self._attribution.sources(token)
        told = {
            "time": span(self._times.time_of(token, certainty)),
            "polarity": certainty.polarity.value[0].upper(),
            "modality": certainty.modality.value[0].upper().replace("A", "S"),
            "source": sources[0].name if sources else "",
        }
        return told, document.sentence_of(token).span.text


def main() -> None:
    """Print counts by field, and with `--all` every slip."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--file", type=Path, default=Path(__file__).with_suffix(".tsv"))
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    pipeline, found, counts = Pipeline(Settings()), texts(given.bench), Counter[tuple[str, str]]()
    with given.file.open(encoding="utf-8") as lines:
        rows = list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    read: dict[str, Words] = {}
    for name, day, offset, word, *wanted in rows:
        if name not in read:
            read[name] = Words(pipeline, Article(id=name, title="", text=found[name], published=day))
        told, sentence = read[name].at(int(offset))
        for field, want in zip(FIELDS, wanted, strict=True):
            if want == "=":
                continue
            result = verdict(want, told[field])
            counts[field, result] += 1
            if given.all and result != "right":
                print(f"{field} {result}: {word}: {want} / {told[field]}\n    {day} {name}: {sentence}")
    for field in FIELDS:
        results = {kind: counts[field, kind] for kind in ("right", "wrong", "missing", "spurious")}
        print(field, sum(results.values()), results)


if __name__ == "__main__":
    main()
