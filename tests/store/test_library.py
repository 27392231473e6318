"""The library: whatever the order of loading and wherever it is interrupted, the store ends the same."""

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_articles import IRIS, LINKS, article, batch, block, extraction, linked

from loader.errors import StoreError, StoreLocked
from loader.model import Article, StatementType
from loader.rdf import LinkedArticle, SharedBlock
from loader.settings import Settings
from loader.store import Library, State
from loader.store.changes import Change

HERE = Path(__file__).parent


def put(
    library: Library, a: Article, shared: tuple[SharedBlock, ...] = (), made: LinkedArticle | None = None
) -> int:
    return library.put(a, extraction(a), LINKS, made or linked(a, shared))


def dump(library: Library, folder: Path) -> list[str]:
    library.dump(folder / "dump.nq")
    return (folder / "dump.nq").read_text(encoding="utf-8").splitlines()


def values(library: Library) -> list[str]:
    """What the shared entities graph says, as text."""
    answer = library.query(
        f"SELECT ?o WHERE {{ GRAPH <{IRIS.graph('entities')}> {{ ?s ?p ?o }} }} ORDER BY ?o"
    )
    return [str(o) for (o,) in answer.rows]


@pytest.fixture
def library(settings: Settings):
    with Library.open(settings, create=True) as opened:
        yield opened


def test_an_article_is_its_graph(library: Library):
    a = article("one")
    assert put(library, a) == 0
    answer = library.query(
        f"SELECT ?s WHERE {{ GRAPH <{IRIS.article_graph(a.content_hash)}> {{ ?s ?p ?o }} }}"
    )
    assert len(answer.rows) == 7
    assert library.holds(a)
    assert [(x.order, x.identity, x.title) for x in library.articles()] == [(1, "one", "one")]


def test_the_same_article_again_changes_nothing(library: Library, tmp_path: Path):
    a = article("one")
    put(library, a, (block("b", "x"),))
    before = dump(library, tmp_path)
    assert put(library, a, (block("b", "x"),)) == 0
    assert dump(library, tmp_path) == before
    assert library.statistics().superseded == 0


def test_changed_content_supersedes_and_what_only_the_old_one_supported_goes(
    library: Library, tmp_path: Path
):
    old, new = (article("one", text, url="https://example.org/1") for text in ("old", "new"))
    put(library, old, (block("kept", "kept"), block("gone", "gone")))
    assert put(library, new, (block("kept", "kept"), block("came", "came"))) == 1
    assert values(library) == ["came", "kept"]
    assert not library.holds(old)
    assert old.content_hash not in "\n".join(dump(library, tmp_path))
    assert [x.state for x in library.articles(history=True)] == [State.SUPERSEDED, State.LOADED]


def test_a_block_stays_while_any_article_supports_it(library: Library):
    for name in ("one", "two"):
        put(library, article(name), (block("b", "shared"),))
    library.retract("one")
    assert values(library) == ["shared"]
    library.retract("two")
    assert values(library) == []


def test_the_smallest_spelling_wins_and_gives_way_when_its_article_goes(library: Library):
    put(library, article("one"), (block("b", "Kazakhstan"),))
    put(library, article("two"), (block("b", "KAZAKHSTAN"),))
    assert values(library) == ["KAZAKHSTAN"]
    library.retract("two")
    assert values(library) == ["Kazakhstan"]


def test_a_quad_in_two_blocks_stays_until_both_are_gone(library: Library):
    quads = block("x", "the same quad").quads
    put(library, article("one"), (SharedBlock("first", quads),))
    put(library, article("two"), (SharedBlock("second", quads),))
    library.retract("one")
    assert values(library) == ["the same quad"]
    library.retract("two")
    assert values(library) == []


def test_background_is_nobodys_and_follows_the_newest_index(library: Library):
    put(library, article("one"), (block("background:x", "known", "also known"),))
    library.retract("one")
    assert values(library) == ["also known", "known"]
    put(library, article("two"), (block("background:x", "known better"),))
    assert values(library) == ["known better"]


def test_retracting_everything_leaves_an_empty_store(library: Library, tmp_path: Path):
    for a, made in batch():
        put(library, a, made=LinkedArticle(made.graph, made.triples, made.shared[:3]))
    for a, _ in batch():
        assert [x.identity for x in library.retract(a.content_hash)] == [a.identity]
    assert dump(library, tmp_path) == []
    assert library.retract("nothing of that name") == ()


def test_a_literal_with_any_line_separator_leaves_with_its_block(library: Library):
    put(library, article("one"), (block("b", "a\u2028b\x85c\x0bd\ne"),))
    assert values(library) == ["a\u2028b\x85c\x0bd\ne"]
    library.retract("one")
    assert values(library) == []


def test_copies_without_a_url_share_a_graph_until_the_last_is_gone(library: Library, tmp_path: Path):
    """Their content hash is the same, since it holds no id; the smallest id fills the graph."""
    one, two = article("one", "text"), article("two", "text")
    orders = []
    for order in ((one, two), (two, one)):
        for a in order:
            put(library, a)
        orders.append(dump(library, tmp_path))
        library.retract("two")
        assert library.holds(one)
        assert dump(library, tmp_path) == orders[0]
        library.retract("one")
        assert dump(library, tmp_path) == []
    assert orders[0] == orders[1]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_loading_does_not_matter(tmp_path: Path, seed: int):
    dumps = []
    for n, shuffle in enumerate((False, True)):
        articles = batch()
        if shuffle:
            random.Random(seed).shuffle(articles)  # noqa: S311
        with Library.open(Settings(store=tmp_path / f"store{n}"), create=True) as library:
            for a, made in articles:
                put(library, a, made=made)
            dumps.append(dump(library, tmp_path))
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) == 12 * 7 + 1 + 4 + 1 + 1


def start_load(folder: Path) -> "subprocess.Popen[str]":
    root = HERE.parent.parent
    return subprocess.Popen(
        [sys.executable, str(HERE / "load_and_die.py"), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_instant_and_run_again_it_ends_the_same(tmp_path: Path, seed: int):
    with Library.open(Settings(store=tmp_path / "whole"), create=True) as library:
        for a, made in batch():
            put(library, a, made=made)
        expected = dump(library, tmp_path)
    chance = random.Random(seed)  # noqa: S311
    killed = 0
    for _ in range(5):
        with start_load(tmp_path / "cut") as process:
            for _ in itertools.islice(process.stdout, chance.randint(1, 3)):
                pass
            time.sleep(chance.uniform(0, 0.02))
            process.kill()
        killed += process.returncode == -signal.SIGKILL
    assert killed
    with start_load(tmp_path / "cut") as process:
        assert process.communicate(timeout=60)[0].endswith("done\n")
    with Library.open(Settings(store=tmp_path / "cut")) as library:
        assert dump(library, tmp_path) == expected


def test_an_update_that_never_reached_the_store_does_so_on_opening(settings: Settings, monkeypatch):
    with Library.open(settings, create=True) as library:
        put(library, article("one"), (block("b", "one"),))

        def fail(_: str) -> None:
            raise StoreError("disk full")

        monkeypatch.setattr(library.store, "update", fail)
        with pytest.raises(StoreError, match="disk full"):
            put(library, article("two"), (block("b2", "two"),))
    with Library.open(settings) as library:
        assert values(library) == ["one", "two"]
        assert library.recover() == 0


def test_replaying_a_row_of_updates_that_are_already_there_changes_nothing(
    settings: Settings, tmp_path: Path
):
    """What happens when power fails after the store was told but before it wrote to disk."""
    with Library.open(settings, create=True) as library:
        for n, a in enumerate([article("one", "a"), article("two", "b"), article("one", "c")]):
            put(library, a, (block("b", f"v{n}"), block(f"b{n}", f"w{n}")))
        library.retract("two")
        before = dump(library, tmp_path)
        library._told = 0
        assert library.recover() == 4
        assert dump(library, tmp_path) == before


def test_a_reader_finds_no_store_and_makes_none(settings: Settings):
    with pytest.raises(StoreError, match="no store there"):
        Library.open(settings)
    assert not settings.store.exists()


def test_a_folder_of_something_else_is_left_alone(settings: Settings):
    settings.store.mkdir()
    (settings.store / "thesis.docx").write_text("x")
    with pytest.raises(StoreError, match="other files but no store"):
        Library.open(settings, create=True)
    assert [p.name for p in settings.store.iterdir()] == ["thesis.docx"]


def test_a_file_is_no_store(settings: Settings):
    settings.store.write_text("x")
    with pytest.raises(StoreError, match="cannot be opened"):
        Library.open(settings, create=True)


def test_a_damaged_ledger_is_told(settings: Settings):
    Library.open(settings, create=True).close()
    (settings.store / "ledger.sqlite").write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreError, match="ledger cannot be used"):
        Library.open(settings)


def test_another_base_is_refused(settings: Settings):
    Library.open(settings, create=True).close()
    with pytest.raises(StoreError, match="made with base"):
        Library.open(Settings(store=settings.store, base="https://example.org/data/"))


def test_one_writer_or_several_readers(settings: Settings):
    with Library.open(settings, create=True):
        for write in (True, False):
            with pytest.raises(StoreLocked, match="wait until it ends"):
                Library.open(settings, write=write)
    with (
        Library.open(settings),
        Library.open(settings),
        pytest.raises(StoreLocked, match="reading or writing"),
    ):
        Library.open(settings, write=True)
    Library.open(settings, write=True).close()


def test_the_record_of_an_article_is_found_by_any_name(library: Library):
    a = article("one", url="https://example.org/1", published="2022-01-07", publisher="Xinhua")
    b = Article(id="two", text="Unrest spreads in Almaty", title="Unrest spreads in Almaty")
    for x in (a, b):
        put(library, x)
    for key in (a.id, a.url, a.content_hash, a.content_hash[:8]):
        assert library.extraction(key) == extraction(a)
    assert library.extraction("almaty unrest") == extraction(b)
    assert library.extraction("nothing such") is None
    assert library.links(a.content_hash) == LINKS


def test_a_name_that_fits_several_is_told_with_them(library: Library):
    for n in range(2):
        put(library, Article(id=f"{n}", text=f"{n}", title=f"Unrest {n}"))
    with pytest.raises(StoreError, match=r"2 articles fit[^$]*Unrest 0"):
        library.extraction("unrest")


def test_copies_share_their_record_and_keep_their_own_source(library: Library):
    a, b = (article(n, "wire story", url=f"https://{n}.org/", publisher=n) for n in ("one", "two"))
    for x in (a, b):
        put(library, x)
    library.retract(a.url)
    assert library.extraction(b.id) == extraction(b)
    assert library.extraction(b.id).article.publisher == "two"


def test_statistics_count_what_is_loaded(library: Library):
    for n in range(3):
        put(library, article(f"{n}"), (block("b", "x"),))
    library.retract("0")
    counted = library.statistics()
    assert (counted.articles, counted.superseded, counted.retracted) == (2, 0, 1)
    assert counted.statements == {StatementType.LOCATION: 2}
    assert (counted.linked, counted.unlinked) == (2, 2)
    assert counted.quads == {"article": 14, "entities": 1}


def test_a_change_of_nothing_is_no_update():
    assert Change().sparql() == ""
