"""Lists of addresses are joined with the pages saved from them, and never lead out of their folder."""

import gzip
import io
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from loader.errors import ArticleError
from loader.ingest import read
from loader.model import Article, DateSource
from loader.settings import Settings

HIDDEN = "The secret of the ministers is kept in another folder, and nobody may read it there."


def page(name: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>Leaders meet {name}</title>{head}</head><body><article>"
        f"<h1>Leaders meet {name}</h1><p>The president of Freedonia met the ministers of Sylvania in the "
        f"capital {name} on Monday, and the talks went on for hours.</p><p>They then left the capital for "
        "home, where nobody expected them.</p></article></body></html>"
    )


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(*paths: Path) -> tuple[list[Article], list[ArticleError]]:
    every = list(read(paths, Settings()))
    return (
        [item for item in every if isinstance(item, Article)],
        [item for item in every if isinstance(item, ArticleError)],
    )


ADDRESSES = {
    "/": "index.html",
    "/2022/01/07/": "2022/01/07/index.html",
    "/story": "story",
    "/page.html": "page.html",
    "/show.php?id=3&page=a/b": "show.php?id=3&page=a%2Fb",
    "/q?name=J%C3%BCrgen%20M&x=%2F..%2F": "q?name=Jürgen M&x=%2F..%2F",
    "/caf%C3%A9/l%E2%80%99%C3%A9t%C3%A9": "café/l’été",
    "/a%20b/c%2Fd": "a b/c%2Fd",
    "/part#two": "part",
    "/z:2": "z:2",
    "/asked?": "asked?",
    "/dir/?q=1": "dir/index.html?q=1",
    "/double//slash": "double/slash",
}
"""Addresses, and the names that GNU Wget 1.21.3 gives their pages with -x."""


@pytest.mark.parametrize("above", ["", "pages/", "http/", "20220107101500/"])
@pytest.mark.parametrize("ending", ["", ".html"])
def test_pages_are_found_where_wget_puts_them(tmp_path: Path, above: str, ending: str) -> None:
    for address, name in ADDRESSES.items():
        suffix = "" if name.endswith(".html") else ending
        put(tmp_path / above / "wire.example" / (name + suffix), page(address))
    lines = "\n".join(f"http://Wire.example{address}" for address in ADDRESSES)
    articles, errors = found(put(tmp_path / "list.txt", f"# what was saved\n\n{lines}\n"))
    assert errors == []
    assert [a.title for a in articles] == [f"Leaders meet {address}" for address in ADDRESSES]
    assert [a.url for a in articles] == [
        f"http://wire.example{address.partition('#')[0].removesuffix('?')}" for address in ADDRESSES
    ]


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = page(self.path).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(not shutil.which("wget"), reason="wget is not installed")
@pytest.mark.parametrize(
    "options",
    [[], ["-E"], ["--restrict-file-names=windows"], ["--protocol-directories"], ["-P", "pages"]],
    ids=lambda options: " ".join(options) or "plain",
)
def test_a_list_and_what_wget_made_of_it_are_joined(tmp_path: Path, site: str, options: list[str]) -> None:
    """The real tool against a server on this machine; the folder gives no page a second time."""
    put(tmp_path / "list.txt", "".join(f"{site}{address}\n" for address in ADDRESSES))
    subprocess.run(
        ["wget", "-q", "--no-proxy", "-x", *options, "-i", "list.txt"], cwd=tmp_path, check=True, timeout=60
    )
    articles, errors = found(tmp_path)
    assert errors == []
    assert len(articles) == len({a.url for a in articles}) == len(ADDRESSES)


PAGES = {"pages/1.html": "one", "pages/2.html": "two"}
ROWS = [
    {"url": "https://wire.example/1", "file": "pages/1.html", "publish_date": "2022-01-07"},
    {"url": "https://wire.example/2", "file": "2.html", "publish_date": ""},
]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.txt", "https://wire.example/1 pages/1.html\nhttps://wire.example/2\t2.html\n"),
        (
            "list.csv",
            "url,file,publish_date\nhttps://wire.example/1,pages/1.html,2022-01-07\n"
            "https://wire.example/2,2.html,\n",
        ),
        (
            "list.tsv",
            "url\tlocal_path\nhttps://wire.example/1\t./pages/1.html\nhttps://wire.example/2\tpages\\2.html\n",
        ),
        ("list.jsonl", "".join(json.dumps(row) + "\n" for row in ROWS)),
        ("list.json", json.dumps(ROWS, indent=1)),
        ("list", "url,saved_as\nhttps://wire.example/1,pages/1.html\nhttps://wire.example/2,2.html\n"),
    ],
)
def test_a_list_may_name_the_files_of_its_pages(tmp_path: Path, name: str, content: str) -> None:
    """Relative to the list, or to the downloader's own folder beside it."""
    for file, title in PAGES.items():
        put(tmp_path / file, page(title))
    articles, errors = found(put(tmp_path / name, content))
    assert errors == []
    assert [a.url for a in articles] == ["https://wire.example/1", "https://wire.example/2"]
    assert [a.title for a in articles] == ["Leaders meet one", "Leaders meet two"]


def test_a_packed_list_is_read_and_so_are_packed_pages(tmp_path: Path) -> None:
    (tmp_path / "1.html.gz").write_bytes(gzip.compress(page("one").encode()))
    (tmp_path / "list.csv.gz").write_bytes(gzip.compress(b"url,file\nhttps://wire.example/1,1.html.gz\n"))
    articles, errors = found(tmp_path)
    assert ([a.url for a in articles], errors) == (["https://wire.example/1"], [])


def test_a_list_may_go_with_texts_and_knows_their_titles_and_dates(tmp_path: Path) -> None:
    """A folder of texts with a table about them, as corpora of articles often come."""
    put(tmp_path / "texts" / "1.txt", "The president of Freedonia met the ministers of Sylvania on Monday.\n")
    put(
        tmp_path / "about.csv", "file,title,date,publisher\ntexts/1.txt,Leaders meet,2022-01-07,Sample Wire\n"
    )
    (article,), errors = found(tmp_path)
    assert errors == []
    assert (article.title, article.published, article.publisher) == (
        "Leaders meet",
        "2022-01-07",
        "Sample Wire",
    )
    assert article.text.startswith("Leaders meet\n\nThe president")


def test_what_the_list_says_goes_before_what_the_page_says_but_for_the_title(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://other.example/x">'
        '<meta property="article:published_time" content="2022-01-08">'
    )
    put(tmp_path / "1.html", page("one", head))
    row = {
        "url": "https://wire.example/1",
        "file": "1.html",
        "date": "2022-01-07",
        "title": "Other",
        "id": "n1",
    }
    (article,), _ = found(put(tmp_path / "list.jsonl", json.dumps(row)))
    assert (article.id, article.url, article.title) == ("n1", "https://wire.example/1", "Leaders meet one")
    assert article.published == "2022-01-07"
    assert article.dated_by
    assert article.dated_by.source is DateSource.FIELD


def test_a_column_that_is_no_file_does_not_hide_the_page_that_wget_saved(tmp_path: Path) -> None:
    """Analytics call the path of an address `path`."""
    put(tmp_path / "wire.example" / "2022" / "talks", page("one"))
    row = {"url": "https://wire.example/2022/talks", "path": "/2022/talks"}
    (article,), errors = found(put(tmp_path / "list.jsonl", json.dumps(row)))
    assert errors == []
    assert article.title == "Leaders meet one"


def test_a_missing_page_is_rejected_with_the_line_of_the_list(tmp_path: Path) -> None:
    put(tmp_path / "wire.example" / "1", page("one"))
    lines = [
        "https://wire.example/1",
        "https://wire.example/2",
        "",
        "https://wire.example/3 gone.html",
    ]
    articles, errors = found(put(tmp_path / "list.txt", "\n".join(lines)))
    assert len(articles) == 1
    assert [error.where for error in errors] == [f"{tmp_path}/list.txt:{line}" for line in (2, 4)]
    assert "no page of https://wire.example/2" in errors[0].reason
    assert "gone.html" in errors[1].reason


@pytest.mark.parametrize("name", ["list.txt", "list.csv", "list.jsonl"])
def test_a_list_without_any_page_is_one_rejection_with_advice(tmp_path: Path, name: str) -> None:
    addresses = [f"https://wire.example/{n}" for n in range(300)]
    content = {
        "list.txt": "\n".join(addresses),
        "list.csv": "\n".join(["url", *addresses]),
        "list.jsonl": "\n".join(json.dumps({"url": address}) for address in addresses),
    }[name]
    articles, (error,) = found(put(tmp_path / name, content))
    assert articles == []
    assert "300 addresses" in error.reason
    assert "wget -x -i" in error.reason
    assert "fetches nothing" in error.reason


def test_a_list_that_is_piped_or_packed_up_says_that_it_cannot_be_joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"https://wire.example/1\nhttps://wire.example/2\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("list.txt", data)
    for source in (Path("-"), tmp_path / "a.zip"):
        articles, (error,) = found(source)
        assert articles == []
        assert "file of its own" in error.reason


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return put(
        tmp_path / "elsewhere" / "secret.html", page("one").replace("They then", HIDDEN + " They then")
    )


@pytest.mark.parametrize(
    "line",
    [
        "https://wire.example/1 ../elsewhere/secret.html",
        "https://wire.example/1 pages/../../elsewhere/secret.html",
        "https://wire.example/1 {secret}",
        "https://wire.example/1 file://{secret}",
        "https://wire.example/1 link.html",
        "https://wire.example/1 linked/secret.html",
        "https://wire.example/../../elsewhere/secret.html",
        "https://wire.example/%2e%2e/%2e%2e/elsewhere/secret.html",
        "https://wire.example/..%5C..%5Celsewhere%5Csecret.html",
        "https://../elsewhere/secret.html",
        "https://linked/secret.html",
        "https://wire.example/%00",
        "https://wire.example/1 " + "x" * 5000,
        "https://wire.example/" + "x" * 5000,
    ],
)
def test_no_path_leaves_the_folder(tmp_path: Path, secret: Path, line: str) -> None:
    folder = tmp_path / "folder"
    put(folder / "pages" / "0.html", page("nought"))
    put(folder / "wire.example" / "0.html", page("nought"))
    (folder / "link.html").symlink_to(secret)
    (folder / "linked").symlink_to(secret.parent)
    text = f"https://wire.example/0.html\n{line.format(secret=secret)}\n"
    articles, errors = found(put(folder / "list.txt", text))
    assert [a.title for a in articles] == ["Leaders meet nought"]
    assert [error.where for error in errors] == [f"{folder}/list.txt:2"]
    assert HIDDEN not in repr(articles) + repr(errors)


def test_a_list_that_names_itself_is_no_article(tmp_path: Path) -> None:
    articles, errors = found(put(tmp_path / "list.csv", "url,file\nhttps://wire.example/1,list.csv\n"))
    assert articles == []
    assert len(errors) == 1


@pytest.mark.parametrize("end", ["", "\n"])
def test_text_after_addresses_is_an_article_and_no_list(tmp_path: Path, end: str) -> None:
    text = (
        f"https://wire.example/1\n\nThe president of Freedonia met the ministers of Sylvania on Monday.{end}"
    )
    (article,), errors = found(put(tmp_path / "a.txt", text))
    assert errors == []
    assert article.url == "https://wire.example/1"


def test_a_long_list_is_told_by_its_first_part_and_a_line_that_is_no_address_rejected(tmp_path: Path) -> None:
    put(tmp_path / "wire.example" / "0", page("nought"))
    lines = [f"https://wire.example/{n}" for n in range(3000)]
    articles, errors = found(put(tmp_path / "list.txt", "\n".join([*lines, "and so on"])))
    assert (len(articles), len(errors)) == (1, 3000)
    assert errors[-1].where.endswith("list.txt:3001")
    assert "not an address" in errors[-1].reason
