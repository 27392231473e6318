"""Makes hostile and damaged inputs with a seed, and reads them: none may end the run or lead outside.

    python tests/ingest/hostile.py --count 2000 [--seed 1]

Two thirds are files of formats/ damaged by truncation, flipped bits, foreign encodings and the like; the
others are built to do harm: bombs, entities, links, names that lead elsewhere, depth, endless lines. Each
is read on its own in a folder of its own; what came of it is counted.
"""

# ruff: noqa: E501, S105, S311  (samples in one piece; no secret; seeded on purpose; prints its result)

import argparse
import gzip
import io
import json
import random
import resource
import stat
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import zstandard

from loader.ingest import read
from loader.model import Article
from loader.settings import Settings

FORMATS = Path(__file__).parent / "formats"
SECRET = "The secret that no input may reach: swordfish-4711."
TEXT = "The president of Freedonia met the ministers of Sylvania in the capital on Monday."


@dataclass(frozen=True)
class Input:
    """A file to be read, and how it was spoiled."""

    name: str
    data: bytes
    how: str


def inputs(count: int, seed: int, outside: Path) -> Iterator[Input]:
    """So many inputs; `outside` is a file that hostile ones try to reach."""
    files = sorted(path for path in FORMATS.iterdir() if path.is_file() and path.suffix != ".py")
    for number in range(count):
        draw = random.Random(f"{seed} {number}")
        if number % 3 == 2:
            build = BUILDERS[(number // 3) % len(BUILDERS)]
            name, data = build(draw, outside)
            yield Input(f"{number:04}-{name}", data, build.__name__)
        else:
            path = draw.choice(files)
            damage = draw.choice(DAMAGES)
            yield Input(f"{number:04}-{path.name}", damage(draw, path.read_bytes()), damage.__name__)


def truncated(draw: random.Random, data: bytes) -> bytes:
    return data[: draw.randrange(len(data))]


def flipped(draw: random.Random, data: bytes) -> bytes:
    spoiled = bytearray(data)
    for _ in range(draw.randint(1, max(1, len(data) // 50))):
        spoiled[draw.randrange(len(spoiled))] ^= 1 << draw.randrange(8)
    return bytes(spoiled)


def headless(draw: random.Random, data: bytes) -> bytes:
    return data[draw.randint(1, min(64, len(data) - 1)) :]


def with_nuls(draw: random.Random, data: bytes) -> bytes:
    at = draw.randrange(len(data))
    return data[:at] + b"\x00" * draw.randint(1, 200) + data[at:]


def doubled(draw: random.Random, data: bytes) -> bytes:
    at = draw.randrange(len(data))
    return data[:at] + data * draw.randint(1, 4)


def with_hole(draw: random.Random, data: bytes) -> bytes:
    start = draw.randrange(len(data))
    return data[:start] + data[start + draw.randint(1, 300) :]


def recoded(draw: random.Random, data: bytes) -> bytes:
    encoding = draw.choice(
        ["utf-16", "utf-16-le", "utf-32", "cp1251", "shift_jis", "utf-7", "cp500", "latin-1"]
    )
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def swallowed(draw: random.Random, data: bytes) -> bytes:
    victim = draw.choice([b'"', b">", b"<", b"}", b"\n", b",", b"/"])
    return data.replace(victim, b"", draw.randint(1, 5))


def noise(draw: random.Random, data: bytes) -> bytes:
    return data[:8] + draw.randbytes(draw.randint(1, 5000))


DAMAGES = (truncated, flipped, headless, with_nuls, doubled, with_hole, recoded, swallowed, noise)


def zip_of(*members: tuple[str, bytes], mode: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def tar_of(info: tarfile.TarInfo, data: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def gzip_bomb(draw: random.Random, _: Path) -> tuple[str, bytes]:
    line = draw.choice([b" ", b"\n", b"a", b"[", b"{}\n"])
    return (
        f"bomb{draw.choice(['.jsonl', '.json', '.csv', '.txt', '.html', '.xml', '.warc'])}.gz",
        gzip.compress(line * (100_000_000 // len(line)), 1),
    )


def zstd_bomb(draw: random.Random, _: Path) -> tuple[str, bytes]:
    return draw.choice(["bomb.jsonl.zst", "bomb.csv.zst"]), zstandard.compress(b" " * 200_000_000)


def zip_bomb(draw: random.Random, _: Path) -> tuple[str, bytes]:
    inner = gzip.compress(b"\n" * 30_000_000, 1)
    return "bomb.zip", zip_of(*((f"{n}.jsonl.gz", inner) for n in range(draw.randint(5, 12))))


def nested_zip(draw: random.Random, _: Path) -> tuple[str, bytes]:
    data = zip_of(("a.txt", TEXT.encode()))
    for number in range(draw.randint(3, 40)):
        data = draw.choice([gzip.compress, lambda d, n=number: zip_of((f"{n}.zip", d))])(data)
    return "nested.zip", data


def zip_that_climbs(draw: random.Random, outside: Path) -> tuple[str, bytes]:
    names = [
        "../evil.txt",
        "/etc/passwd.txt",
        "a/../../evil.txt",
        "..\\evil.txt",
        "C:\\evil.txt",
        str(outside),
    ]
    return "climb.zip", zip_of((draw.choice(names), TEXT.encode()), ("good.txt", TEXT.encode()))


def zip_with_link(_: random.Random, outside: Path) -> tuple[str, bytes]:
    return "link.zip", zip_of(("a.txt", str(outside).encode()), mode=stat.S_IFLNK | 0o777)


def tar_that_climbs(draw: random.Random, outside: Path) -> tuple[str, bytes]:
    name = draw.choice(["../../evil.txt", str(outside), "a/../../../evil.txt"])
    return "climb.tar", tar_of(tarfile.TarInfo(name), TEXT.encode())


def tar_with_link(draw: random.Random, outside: Path) -> tuple[str, bytes]:
    info = tarfile.TarInfo("a.txt")
    info.type = draw.choice([tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
    info.linkname = str(outside)
    return "link.tar", tar_of(info)


def entity_laughs(draw: random.Random, _: Path) -> tuple[str, bytes]:
    depth = draw.randint(5, 12)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(depth))
    body = f"<rss><channel><item><title>A</title><description>&e{depth - 1};</description></item></channel></rss>"
    name = draw.choice(["laughs.xml", "laughs.rss", "laughs.html", "laughs.txt"])
    return name, f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]>{body}".encode()


def external_entity(draw: random.Random, outside: Path) -> tuple[str, bytes]:
    target = draw.choice([outside.as_uri(), str(outside), "http://127.0.0.1:9/x", "file:///etc/hostname"])
    form = draw.choice(['<!ENTITY x SYSTEM "{}">', '<!ENTITY % p SYSTEM "{}"> %p; <!ENTITY x "y">'])
    body = f"<rss><channel><item><title>{TEXT}</title><description>{TEXT} &x;</description></item></channel></rss>"
    return "outside.rss", f"<?xml version='1.0'?><!DOCTYPE rss [{form.format(target)}]>{body}".encode()


def xinclude(_: random.Random, outside: Path) -> tuple[str, bytes]:
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{outside.as_uri()}" parse="text"/>'
    )
    return (
        "include.xml",
        f"<rss><channel><item><description>{TEXT}{include}</description></item></channel></rss>".encode(),
    )


def deep(draw: random.Random, _: Path) -> tuple[str, bytes]:
    depth = draw.choice([300, 900, 1100, 20_000, 200_000])
    kinds = {
        "deep.json": "[" * depth + "]" * depth,
        "deep.jsonl": '{"a":' * depth + "1" + "}" * depth,
        "wrapped.json": '{"articles":' * depth + "{}" + "}" * depth,
        "deep.xml": "<rss>" + "<a>" * depth + "</a>" * depth + "</rss>",
        "deep.html": "<html><body>" + "<div>" * depth + TEXT + "</div>" * depth,
        "deep-item.rss": f"<rss><channel><item><description>{'&lt;b>' * depth}{TEXT}</description></item></channel></rss>",
    }
    name = draw.choice(sorted(kinds))
    return name, kinds[name].encode()


def long_line(draw: random.Random, _: Path) -> tuple[str, bytes]:
    name = draw.choice(
        ["long.jsonl", "long.json", "long.csv", "long.txt", "long.html", "long.xml", "long.tsv", "long"]
    )
    start = {"long.jsonl": b'{"text": "', "long.json": b'[{"text": "', "long.csv": b'title,text\na,"'}.get(
        name, b""
    )
    return name, start + b"a " * draw.choice([3_000_000] * 6 + [100_000_000])


def wide(draw: random.Random, _: Path) -> tuple[str, bytes]:
    many = 200_000
    kinds = {
        "wide.csv": ("title,text" + ",a" * many + "\n" + "x," * many).encode(),
        "wide.json": json.dumps({f"k{n}": n for n in range(many)}).encode(),
        "wide.html": b"<html><body>" + b"<p>a</p>" * many,
        "attributes.html": b"<html><body " + b"".join(b"a%d=1 " % n for n in range(many // 4)) + b"><p>x</p>",
        "wide.xml": b"<rss><channel>" + b"<item/>" * 20_000 + b"</channel></rss>",
        "links.html": b"<html><body>" + b"<h3><a href=x>y</a></h3>" * 20_000,
    }
    name = draw.choice(sorted(kinds))
    return name, kinds[name]


def odd_values(draw: random.Random, _: Path) -> tuple[str, bytes]:
    values = [
        '{"text": "\\ud800 lone surrogate and \\u0000 nul in a sentence."}',
        '{"text": 12345678901234567890123456789}',
        '{"text": ' + "9" * 5000 + "}",
        '{"text": "a", "url": "http://[::1", "published": "0000-00-00", "author": {"name": 3}}',
        '{"text": NaN, "title": Infinity}',
        '{"text": ["a", 3, null], "title": [[]]}',
        '{"text": "x y z", "date": "99999999999999999999"}',
        '{"articles": [null, 3, [], {"articles": []}]}',
        '{"bodies": [{"value": {"a": 1}}, 3], "headlines": 4}',
        "null", "[[[]]]", '""', "{}",
    ]  # fmt: skip
    return draw.choice(["odd.json", "odd.jsonl"]), draw.choice(values).encode("utf-8", "surrogatepass")


def open_quote(_: random.Random, __: Path) -> tuple[str, bytes]:
    return "open.csv", b'title,text\na,"' + (b"a line of a quoted field that has no end" + b"\n") * 200_000


def sparse(_: random.Random, __: Path) -> tuple[str, bytes]:
    """A member that claims a terabyte and has none of it."""
    info = tarfile.TarInfo("a.jsonl")
    info.size = 1 << 40
    return "sparse.tar", info.tobuf(tarfile.GNU_FORMAT) + b"\n" * 10_000


def false_coat(draw: random.Random, _: Path) -> tuple[str, bytes]:
    magic = draw.choice(
        [b"PAR1", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh9", b"\xfd7zXZ\x00", b"WARC/1.0\r\n"]
    )
    return draw.choice(["a.parquet", "a.zip", "a.txt", "a.json", "a"]), magic + draw.randbytes(
        draw.randint(0, 2000)
    )


def bad_archive(draw: random.Random, _: Path) -> tuple[str, bytes]:
    """A web archive whose records lie about their lengths."""
    data = (FORMATS / "wget.warc").read_bytes()
    length = draw.choice([b"0", b"99999999999", b"-5", b"x"])
    return "lies.warc", data.replace(b"Content-Length: ", b"Content-Length: " + length, draw.randint(1, 4))


def encrypted(_: random.Random, __: Path) -> tuple[str, bytes]:
    data = bytearray(zip_of(("a.txt", TEXT.encode())))
    data[6] |= 1
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return "secret.zip", bytes(data)


def list_that_climbs(draw: random.Random, outside: Path) -> tuple[str, bytes]:
    """A list of addresses whose pages are said to lie elsewhere, in a circle, or under impossible names."""
    files = [
        "../outside.txt", str(outside), outside.as_uri(), "a/../../outside.txt", "..\\outside.txt", ".", "..",
        "x" * 5000, "a\u202eb", "/dev/zero", "/dev/stdin", "/proc/self/mem",
    ]  # fmt: skip
    hosts = ["..", ".", "a.example", "%2e%2e", "[::1", "a" * 300, "a.example:99999", "\u0430.example"]
    paths = [
        "/../../outside.txt",
        "/%2e%2e/%2e%2e/outside.txt",
        "/..%5c..%5coutside.txt",
        "/%00",
        "/" + "a/" * 2000,
    ]
    rows = [
        {"url": f"https://{draw.choice(hosts)}{draw.choice(paths)}", "file": draw.choice(["", *files])}
        for _ in range(draw.randint(1, 40))
    ]
    name = draw.choice(["list.txt", "list.csv", "list.jsonl", "list.tsv", "list"])
    if name.endswith("jsonl"):
        return name, "".join(json.dumps(row) + "\n" for row in rows).encode()
    delimiter = {"list.csv": ",", "list.tsv": "\t"}.get(name, " ")
    heading = "" if delimiter == " " else f"url{delimiter}file\n"
    lines = "".join(f"{row['url']}{delimiter}{row['file']}\n" for row in rows)
    return name, (heading + lines).encode(draw.choice(["utf-8", "utf-16"]))


def loose_references(draw: random.Random, _: Path) -> tuple[str, bytes]:
    """A feed of nothing but marks that begin references or sections."""
    marks = draw.choice(
        ["&", "&&nbsp", "&nbsp;" * 9, "<![CDATA[", "]]>", "&#x110000;", "&e;&", "<![CDATA[&]]>&"]
    )
    item = f"<item><title>{TEXT}</title><description>{TEXT} {marks * draw.choice([1, 1000, 300_000])}"
    return "loose.rss", f"<rss><channel>{item}</description></item></channel></rss>".encode()


BUILDERS: tuple[Callable[[random.Random, Path], tuple[str, bytes]], ...] = (
    gzip_bomb, zip_that_climbs, entity_laughs, deep, odd_values, external_entity, tar_with_link, false_coat,
    nested_zip, long_line, tar_that_climbs, wide, zip_with_link, bad_archive, xinclude, encrypted, zip_bomb,
    sparse, open_quote, zstd_bomb, list_that_climbs, loose_references,
)  # fmt: skip


@dataclass
class Outcome:
    """What came of one input."""

    given: Input
    read: int
    reasons: list[str]
    seconds: float
    leaked: bool


def outcome(given: Input, folder: Path, settings: Settings) -> Outcome:
    """Read one input that lies in a folder of its own; whatever is raised goes through."""
    path = folder / given.name
    path.write_bytes(given.data)
    start = time.perf_counter()
    found = list(read([path], settings))
    seconds = time.perf_counter() - start
    path.unlink()
    articles = [item for item in found if isinstance(item, Article)]
    leaked = any("swordfish" in article.text for article in articles) or any(folder.iterdir())
    reasons = [item.reason for item in found if not isinstance(item, Article)]
    return Outcome(given, len(articles), reasons, seconds, leaked)


def main() -> None:
    """Read all of them and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kinds: Counter[tuple[str, str]] = Counter()
    slowest: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as parent:
        outside, folder = Path(parent) / "outside.txt", Path(parent) / "inside"
        outside.write_text(SECRET, encoding="utf-8")
        folder.mkdir()
        for given in inputs(options.count, options.seed, outside):
            found = outcome(given, folder, Settings())
            silent = not found.read and not found.reasons
            what = "LEAKED" if found.leaked else "SILENT" if silent else "read" if found.read else "rejected"
            kinds[given.how, what] += 1
            slowest = sorted([*slowest, (found.seconds, given.name)])[-5:]
        spilled = {path.name for path in Path(parent).iterdir()} - {"outside.txt", "inside"}
    for (how, what), number in sorted(kinds.items()):
        print(f"{how:18} {what:9} {number}")
    total = Counter(what for (_, what), number in kinds.items() for _ in range(number))
    print(dict(total), "written outside:", sorted(spilled))
    print("slowest:", [(f"{seconds:.1f} s", name) for seconds, name in reversed(slowest)])
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
