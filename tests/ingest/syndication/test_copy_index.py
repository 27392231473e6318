"""The index: the same clusters in any order, after a restart, after removals; who moved is told."""

import os
import random
import sqlite3
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest
from wires import paper, sentences

from loader.errors import StoreError
from loader.ingest.syndication import Kind, Member, Placement, Syndication
from loader.model import Article

ONE, TWO = sentences(1), sentences(2)
LEFT = paper(1, ONE, published="2022-01-01")
RIGHT = paper(2, TWO, published="2022-01-02")
BRIDGE = paper(3, ONE + TWO, published="2022-01-03")
"""Each of the other two is half of it."""


def standing(index: Syndication, articles: list[Article]) -> dict[str, Placement | None]:
    return {a.content_hash: index.placement(a.content_hash) for a in articles}


def batch(stories: int) -> list[Article]:
    """Articles of several stories: verbatim, cut, edited and bridging copies of each."""
    made = []
    for n in range(stories):
        body = sentences(50 + n)
        made += [paper(10 * n, body), paper(10 * n + 1, body, title="Other"), paper(10 * n + 2, body[:9])]
        made += [paper(10 * n + 3, body[4:]), paper(10 * n + 4, body + sentences(51 + n, 24))]
    return made


def told(members: dict[str, Member], moved: tuple[Member, ...]) -> None:
    """Keep what was told last of each article."""
    for member in moved:
        members[member.article] = member
        if member.cluster is None:
            del members[member.article]


def consistent(index: Syndication, members: dict[str, Member]) -> bool:
    """Whether the moves told so far, taken together, say what the index says now."""
    placed = {name: index.placement(name) for name in members}
    return all(
        p is not None and (p.cluster, p.lead if p.cluster == name else None) == (m.cluster, m.lead)
        for (name, m), p in zip(members.items(), placed.values(), strict=True)
    )


@pytest.mark.parametrize("order", list(permutations([LEFT, RIGHT, BRIDGE])))
def test_an_article_that_bridges_two_clusters_merges_them(index: Syndication, order: tuple[Article, ...]):
    members: dict[str, Member] = {}
    for article in order:
        told(members, index.add(article).moved)
        assert consistent(index, members)
    names = [a.content_hash for a in (LEFT, RIGHT, BRIDGE)]
    assert {m.cluster for m in members.values()} == {min(names)}
    assert index.members(names[2]) == tuple(names)


def test_clusters_come_apart_when_the_bridge_is_taken_out(index: Syndication):
    members: dict[str, Member] = {}
    for article in (LEFT, BRIDGE, RIGHT):
        told(members, index.add(article).moved)
    told(members, index.remove(BRIDGE.content_hash))
    assert set(members) == {LEFT.content_hash, RIGHT.content_hash}
    assert consistent(index, members)
    assert [p.kind for p in standing(index, [LEFT, RIGHT]).values() if p] == [Kind.ORIGINAL] * 2


def test_the_order_of_adding_does_not_matter(tmp_path: Path):
    articles = batch(6)
    ends = []
    for seed in range(4):
        random.Random(seed).shuffle(articles)  # noqa: S311
        with Syndication(tmp_path / f"{seed}.sqlite") as index:
            for article in articles:
                index.add(article)
            ends.append(standing(index, articles))
    assert ends[1:] == ends[:1] * 3
    assert {p.copies for p in ends[0].values() if p} == {29}, "each story bridges to the next"


def test_removing_leaves_what_would_be_there_without(tmp_path: Path):
    articles = batch(4)
    random.Random(3).shuffle(articles)  # noqa: S311
    gone, stay = articles[:8], articles[8:]
    with Syndication(tmp_path / "removed.sqlite") as removed, Syndication(tmp_path / "never.sqlite") as never:
        members: dict[str, Member] = {}
        for article in articles:
            told(members, removed.add(article).moved)
        for article in gone:
            told(members, removed.remove(article.content_hash))
            assert consistent(removed, members)
        for article in stay:
            never.add(article)
        assert standing(removed, articles) == standing(never, articles)
        assert set(members) == {a.content_hash for a in stay}


def test_adding_again_changes_nothing(index: Syndication):
    first = index.add(LEFT)
    again = index.add(LEFT)
    assert (again.cluster, again.lead, again.copies) == (first.cluster, first.lead, 0)
    assert first.moved == (Member(LEFT.content_hash, LEFT.content_hash, LEFT.content_hash),)
    assert again.moved == ()


def test_removing_what_is_not_there_changes_nothing(index: Syndication):
    index.add(LEFT)
    assert index.remove(RIGHT.content_hash) == ()
    assert index.placement(RIGHT.content_hash) is None
    assert index.members(RIGHT.content_hash) == ()


def test_an_earlier_copy_takes_the_lead_over(index: Syndication):
    later, earlier = paper(1, ONE, published="2022-01-09"), paper(2, ONE, published="2022-01-08")
    index.add(later)
    moved = index.add(earlier).moved
    namesake = min(later.content_hash, earlier.content_hash)
    assert Member(namesake, namesake, earlier.content_hash) in moved
    told_later = index.placement(later.content_hash)
    assert told_later is not None
    assert (told_later.lead, told_later.kind) == (earlier.content_hash, Kind.VERBATIM)


def test_what_was_added_is_there_after_opening_again(tmp_path: Path):
    path = tmp_path / "copies.sqlite"
    with Syndication(path) as index:
        index.add(LEFT)
    with Syndication(path) as index:
        assert index.add(paper(7, ONE[:12])).lead == LEFT.content_hash


DIES_WHILE_ADDING = """
import os, sys
from pathlib import Path
from loader.ingest.syndication import Syndication
from test_copy_index import BRIDGE, LEFT
index = Syndication(Path(sys.argv[1]))
index.add(LEFT)
index._db.execute("BEGIN IMMEDIATE")
index._add(BRIDGE)
os._exit(9)
"""


def test_a_process_that_dies_leaves_whole_additions(tmp_path: Path):
    path, here = tmp_path / "copies.sqlite", Path(__file__).parent
    paths = os.pathsep.join([str(here), str(here.parents[2])])
    command = [sys.executable, "-c", DIES_WHILE_ADDING, str(path)]
    assert subprocess.run(command, env=os.environ | {"PYTHONPATH": paths}, check=False).returncode == 9
    with Syndication(path) as index:
        assert index.placement(LEFT.content_hash) is not None
        assert index.placement(BRIDGE.content_hash) is None
        assert index.add(BRIDGE).copies == 1


def test_the_index_is_brought_to_what_the_ledger_holds(index: Syndication):
    index.add(LEFT)
    index.add(BRIDGE)
    ledger = {a.content_hash: a for a in (LEFT, RIGHT, paper(4, TWO))}
    asked = []
    moved = index.reconcile(ledger, lambda name: asked.append(name) or ledger[name])
    assert sorted(asked) == sorted(ledger.keys() - {LEFT.content_hash})
    assert {m.article for m in moved if m.cluster is None} == {BRIDGE.content_hash}
    placed = index.placement(RIGHT.content_hash)
    assert placed is not None
    assert placed.copies == 1
    assert index.reconcile(ledger, lambda name: ledger[name]) == ()


@pytest.mark.parametrize("damage", ["not a database", "another method"])
def test_an_index_that_cannot_be_used_is_begun_anew(tmp_path: Path, damage: str):
    path = tmp_path / "copies.sqlite"
    with Syndication(path) as index:
        index.add(LEFT)
    if damage == "not a database":
        path.write_bytes(b"junk" * 1000)
    else:
        with sqlite3.connect(path) as db:
            db.execute("UPDATE meta SET value = 'older'")
        db.close()
    with Syndication(path) as index:
        assert index.placement(LEFT.content_hash) is None
        members = index.reconcile([LEFT.content_hash], lambda _: LEFT)
    assert [m.article for m in members] == [LEFT.content_hash]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    with pytest.raises(StoreError, match="no-such-folder"):
        Syndication(tmp_path / "no-such-folder" / "copies.sqlite")
