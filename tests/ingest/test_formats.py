"""Each format is read to an article, by name or by content, packed or not."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest import read
from loader.model import Article
from loader.settings import Settings

TEXT = "The president of Freedonia met the ministers of Sylvania in the capital on Monday."
RECORD = {
    "id": "a-1",
    "title": "Leaders meet",
    "text": TEXT,
    "published": "2022-01-07",
    "publisher": "Sample Wire",
    "url": "https://example.org/a-1",
    "language": "en",
}
PAGE = f"""<!DOCTYPE html><html><head><title>Leaders meet - Sample Wire</title>
<link rel="canonical" href="https://example.org/a-1">
<meta property="og:title" content="Leaders meet">
<meta property="og:site_name" content="Sample Wire">
<meta property="article:published_time" content="2022-01-07T10:00:00Z"></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav>
<article><h1>Leaders meet</h1><p>{TEXT}</p><p>{TEXT} They then left.</p></article>
<footer><p>Back to top</p></footer></body></html>"""
PLAIN = f"Leaders meet in the capital\n\n{TEXT}\n"


def articles(*paths: Path | str, settings: Settings | None = None) -> list[Article | ArticleError]:
    return list(read(paths, settings or Settings()))


def only(path: Path | str) -> Article:
    (article,) = articles(path)
    assert isinstance(article, Article), article
    return article


def put(path: Path, content: str | bytes) -> Path:
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("packed", ["", ".gz"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(RECORD)),
        ("a.JSON", json.dumps([RECORD], indent=2)),
        ("a.jsonl", json.dumps(RECORD) + "\n"),
        ("a.ndjson", json.dumps(RECORD)),
        ("a.html", PAGE),
        ("a.htm", PAGE),
    ],
)
def test_every_structured_format_gives_title_text_date_publisher_and_url(
    tmp_path: Path, name: str, content: str, packed: str
) -> None:
    article = only(put(tmp_path / (name + packed), content))
    assert article.text.startswith(f"Leaders meet\n\n{TEXT}")
    assert (article.title, article.published) == ("Leaders meet", "2022-01-07")
    assert (article.publisher, article.url) == ("Sample Wire", "https://example.org/a-1")


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
def test_plain_text_is_read(tmp_path: Path, name: str) -> None:
    assert only(put(tmp_path / name, PLAIN)).text == PLAIN.strip()


def test_page_paragraphs_are_separated_by_blank_lines_and_navigation_is_left_out(tmp_path: Path) -> None:
    paragraphs = only(put(tmp_path / "a.html", PAGE)).text.split("\n\n")
    assert paragraphs == ["Leaders meet", TEXT, f"{TEXT} They then left."]


def test_an_array_is_read_one_object_at_a_time_whatever_its_size(tmp_path: Path) -> None:
    records = [{**RECORD, "id": str(number)} for number in range(300)]
    path = put(tmp_path / "many.json", json.dumps(records))
    found = articles(path, settings=Settings(max_article_bytes=2000))
    assert [article.id for article in found if isinstance(article, Article)] == [r["id"] for r in records]


def test_objects_one_after_another_in_a_json_file_are_read(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", f"{json.dumps(RECORD, indent=1)}\n{json.dumps({**RECORD, 'id': 'a-2'})}")
    assert [getattr(article, "id", None) for article in articles(path)] == ["a-1", "a-2"]


def test_a_wrapper_around_many_records_is_opened(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", json.dumps({"status": "ok", "articles": [RECORD, {"id": "x"}]}))
    good, bad = articles(path)
    assert isinstance(good, Article)
    assert isinstance(bad, UnreadableArticle)
    assert bad.where == f"{path}:1[2]"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (json.dumps(RECORD) + "\n" + json.dumps(RECORD), "Leaders meet"),
        (json.dumps([RECORD, RECORD], indent=2), "Leaders meet"),
        (PLAIN, "Leaders meet in the capital"),
        (PAGE, "Leaders meet"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_is_told_by_its_content(
    monkeypatch: pytest.MonkeyPatch, content: str, title: str, packed: bool
) -> None:
    data = gzip.compress(content.encode()) if packed else content.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = articles("-")
    assert {article.title for article in found if isinstance(article, Article)} == {title}
    assert len(found) == (2 if content.count('"id"') == 2 else 1)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.json", "a", "a.txt"])
def test_utf16_with_its_mark_is_read_as_spreadsheets_write_it(
    tmp_path: Path, name: str, encoding: str
) -> None:
    """Line ends are told from letters that have the same byte in them (U+0A0A, U+010A)."""
    mark = "\ufeff"
    text = f"{TEXT} “Ċ\u0a0a” said Jürgen."
    delimiter = "," if name.endswith(".csv") else "\t"
    if name.endswith((".json", ".jsonl")):
        content = json.dumps({"title": "T", "text": text}, ensure_ascii=False) + "\n"
    elif name.endswith(".txt"):
        content = f"Leaders meet in the capital\r\n\r\n{text}\r\n"
    else:
        content = f'title{delimiter}text\r\nT{delimiter}"{text}"\r\n'
    (tmp_path / name).write_bytes((mark + content).encode(encoding))
    assert only(tmp_path / name).text.endswith(text)


def test_damaged_utf16_is_rejected_and_what_stood_before_is_read(tmp_path: Path) -> None:
    good = "".join(f"T{n},{TEXT}\n" for n in range(3000))
    data = f"\ufefftitle,text\n{good}".encode("utf-16-le") + b"\x00\xd8a\x00" + "x\n".encode("utf-16-le")
    found = articles(put(tmp_path / "a.csv", data))
    assert len(found) > 1000
    assert isinstance(found[-1], UnreadableArticle)
    assert "damaged UTF-16" in found[-1].reason


def test_names_of_letters_that_a_feed_does_not_declare_are_read(tmp_path: Path) -> None:
    """HTML's &nbsp; and &eacute;, and "&" alone, are no XML, but feeds have them."""
    item = (
        "<item><title>Caf&eacute; talks &amp; tea&hellip;</title>"
        "<link><![CDATA[http://a.example/?a=1&b=2]]></link><description>The president of&nbsp;Freedonia met "
        "&Ouml;zg&uuml;r &lt;b&gt;again&lt;/b&gt;, he "
        "said&mdash;&unknown;twice, by AT&T; he&#8217;s <![CDATA[at R&eacute;al & Co.]]></description></item>"
    )
    items = item * 500  # more than is read at once, cut anywhere
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>W</title>{items}</channel></rss>'
    found = [a for a in articles(put(tmp_path / "a.xml", feed)) if isinstance(a, Article)]
    assert len(found) == 500
    assert {(a.title, a.url, a.text.partition("\n\n")[2]) for a in found} == {
        (
            "Café talks & tea…",
            "http://a.example/?a=1&b=2",
            "The president of Freedonia met Özgür again, he said—&unknown;twice, by AT&T; he’s at Réal & Co.",
        )
    }


def test_entities_that_a_feed_declares_are_not_resolved(tmp_path: Path) -> None:
    """They are how a small file becomes a large one, or asks for another file."""
    feed = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "boom boom"><!ENTITY b "&a;&a;&a;&a;">'
        f'<!ENTITY f SYSTEM "file://{tmp_path}/secret.txt">]><rss version="2.0"><channel><item>'
        "<title>T</title><description>The president met the ministers &b; &f; on Monday.</description></item>"
        "</channel></rss>"
    )
    (tmp_path / "secret.txt").write_text("hidden")
    (article,) = articles(put(tmp_path / "a.xml", feed))
    assert isinstance(article, Article), article
    assert "boom" not in article.text
    assert "hidden" not in article.text


@pytest.mark.parametrize(
    "broken",
    [
        '{"id": "1", "text": "The president',
        '[\n {"id": "1",\n  "text": "The president",,}\n]',
        '"id": "1", "text": "The president"}',
        '[{"id": "1"; "text": "The president"}]',
    ],
)
def test_a_broken_json_file_is_one_rejection_with_its_line(tmp_path: Path, broken: str) -> None:
    (error,) = articles(put(tmp_path / "a.json", broken))
    assert isinstance(error, UnreadableArticle)
    assert "invalid JSON" in error.reason
    assert f"line {3 if ',,' in broken else 1}" in error.reason


def test_a_folder_is_read_with_its_folders_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in (
        "robots.txt",
        "b.jsonl",
        "a.jsonl",
        "sub/c.jsonl",
        ".hidden.jsonl",
        ".git/d.jsonl",
        "rejects.jsonl",
        "e.pdf",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        put(tmp_path / name, json.dumps({**RECORD, "id": name}))
    (tmp_path / "e.pdf").write_bytes(b"%PDF-1.7")
    assert [getattr(article, "id", None) for article in articles(tmp_path)] == [
        "a.jsonl",
        "b.jsonl",
        "sub/c.jsonl",
    ]


def test_nothing_is_read_ahead(tmp_path: Path) -> None:
    """A batch larger than memory can be read: the second file is not touched before it is asked for."""
    first, second = put(tmp_path / "a.jsonl", json.dumps(RECORD)), tmp_path / "b.jsonl"
    stream = read([first, second], Settings())
    assert isinstance(next(stream), Article)
    put(second, json.dumps({**RECORD, "id": "written later"}))
    assert getattr(next(stream), "id", None) == "written later"


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    """Of a long file, only what stands before the article asked for is taken up (one buffer beyond it)."""
    path = tmp_path / "long.jsonl"
    with path.open("w") as stream:
        for number in range(2000):
            stream.write(json.dumps({**RECORD, "id": str(number)}) + "\n")
    taken = read([path], Settings())
    assert getattr(next(taken), "id", None) == "0"
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size // 2)
    assert len([article for article in taken if isinstance(article, Article)]) < 1100
