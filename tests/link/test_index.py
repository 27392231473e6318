"""What the index answers, from which facts it is built, and what it says when it cannot be used."""

import gzip
import pickle
import sqlite3
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from loader.errors import IndexFault
from loader.knowledge import NameKind
from loader.link import Index, build, build_index, compact, index_info
from loader.link.build import build_from_rows
from loader.link.facts import ENTITIES, RELATIONS, read_facts
from loader.model import EntityType

from .conftest import ENTITIES as ENTITY_ROWS
from .conftest import RELATIONS as RELATION_ROWS
from .conftest import write_facts


def test_namesakes_come_best_known_first(small):
    assert [name.qid for name in small.lookup("georgia")] == ["Q230", "Q1428"]


def test_a_demonym_and_its_plural_name_the_state(small):
    (name,) = small.lookup("Kazakhs")
    assert (name.qid, name.kind, name.type) == ("Q232", NameKind.DEMONYM, EntityType.STATE)


def test_a_title_before_a_name_is_looked_past(small):
    assert [name.qid for name in small.lookup("President Nursultan Nazarbayev")] == ["Q57394"]


def test_positions_common_nouns_and_lower_case_aliases_are_no_names(small):
    assert not small.lookup("Minister of War")
    assert not small.lookup("desert")
    assert not small.lookup("prime minister")


def test_names_gives_every_name_once_an_entity(small):
    names = [(name.text, name.qid) for name in small.names()]
    assert len(names) == len(set(names))
    assert ("US", "Q30") in names or ("U.S.", "Q30") in names


def test_facts_of_a_state_have_its_coordinates(small):
    facts = small.facts("Q230")
    assert (facts.label, facts.lat, facts.lon, facts.iso2) == ("Georgia", 42.0, 43.5, "GE")


@pytest.mark.parametrize("unknown", ["Q999999", "", "Q", "P31", "Qx", "Q²"])
def test_unknown_ids_give_nothing(small, unknown):
    assert small.facts(unknown) is None
    assert small.tenures_of(unknown) == small.tenures_at(unknown) == ()
    assert small.memberships_of(unknown) == small.members_of(unknown) == ()


def test_tenures_of_a_state_are_in_order_and_filtered_by_category(small):
    holders = [tenure.holder for tenure in small.tenures_at("Q232", frozenset({"head_of_state"}))]
    assert holders == ["Q57394", "Q200881"]
    assert small.tenures_at("Q232", frozenset({"mayor"})) == ()


def test_how_a_tenure_ended_is_kept(small):
    (open_,) = small.tenures_of("Q200881")
    (gone,) = small.tenures_of("Q903")
    (bounded,) = small.tenures_of("Q901")
    assert (open_.end, open_.as_of) == (None, "2026-05")
    assert (gone.end, gone.end_is_bound, gone.category) == ("2014-01-31", True, "mayor")
    assert (bounded.end, bounded.end_is_bound) == ("2005", True)


def test_memberships_go_both_ways_with_their_dates(small):
    assert [(m.member, m.start, m.end) for m in small.members_of("Q7184")] == [
        ("Q27", None, "1960"),
        ("Q30", "1949", None),
    ]
    assert [m.organization for m in small.memberships_of("Q30")] == ["Q7184"]


def test_an_organisation_of_states_is_an_alliance(small):
    assert small.facts("Q7184").type is EntityType.ALLIANCE


def test_compact_facts_build_the_same_index_byte_for_byte(facts, tmp_path):
    compact(facts, tmp_path / "one")
    compact(facts, tmp_path / "two")
    for name in (ENTITIES, RELATIONS):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    build_index(facts, tmp_path / "raw.sqlite")
    build_index(tmp_path / "one", tmp_path / "compact.sqlite")
    assert (tmp_path / "raw.sqlite").read_bytes() == (tmp_path / "compact.sqlite").read_bytes()


def test_compact_facts_hold_no_prose(facts, tmp_path):
    compact(facts, tmp_path / "compact")
    text = gzip.decompress((tmp_path / "compact" / ENTITIES).read_bytes()).decode()
    assert "prose" not in text


def test_progress_reaches_the_end(facts, tmp_path):
    steps = []
    build_index(facts, tmp_path / "i.sqlite", lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1]
    assert [done for done, _ in steps] == list(range(1, len(steps) + 1))


def test_nothing_but_the_index_is_left_behind(facts, tmp_path):
    build_index(facts, tmp_path / "out" / "i.sqlite")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["i.sqlite"]


def test_the_order_of_the_facts_does_not_matter(tmp_path):
    orders = {"one": (ENTITY_ROWS, RELATION_ROWS), "two": (ENTITY_ROWS[::-1], RELATION_ROWS[::-1])}
    for name, rows in orders.items():
        build_index(write_facts(tmp_path / name, *rows), tmp_path / f"{name}.sqlite")
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_rows_in_memory_build_what_their_files_build(facts, tmp_path):
    """What a live look-up finds and what `index update` merges never was a file."""
    build_index(facts, tmp_path / "files.sqlite")
    build_from_rows(*read_facts(facts), tmp_path / "rows.sqlite")
    assert (tmp_path / "files.sqlite").read_bytes() == (tmp_path / "rows.sqlite").read_bytes()


def test_each_entity_is_in_a_name_once_by_its_best_name_and_the_best_known_comes_first(tmp_path):
    """The ranking that SQLite makes is that of the priors, then of the kinds of name, then of the ids."""
    rows = [
        {"id": "Q9", "label": "Zed", "kind": "person", "aliases": ["ZED", "Zed Major"]},
        {"id": "Q8", "label": "Zed Major", "kind": "person", "aliases": ["Zed"], "sitelink": "x"},
        {"id": "Q7", "label": "Zed", "kind": "person", "aliases": ["Zed Major"]},
    ]
    build_index(write_facts(tmp_path / "facts", rows, []), tmp_path / "i.sqlite")
    with closing(sqlite3.connect(tmp_path / "i.sqlite")) as connection:
        entities = dict(connection.execute("SELECT qid, prior FROM entity"))
        names = connection.execute(
            "SELECT key, rank, qid, text, kind FROM name ORDER BY key, rank"
        ).fetchall()
    assert entities[8] > entities[7] >= entities[9]
    assert names == [
        ("zed", 0, 8, "Zed", "alias"),
        ("zed", 1, 7, "Zed", "label"),
        ("zed", 2, 9, "Zed", "label"),
        ("zed major", 0, 8, "Zed Major", "label"),
        ("zed major", 1, 7, "Zed Major", "alias"),
        ("zed major", 2, 9, "Zed Major", "alias"),
    ]


def test_memory_does_not_grow_with_the_facts(tmp_path, monkeypatch):
    """Of what Python holds, at the most: eight times as many people take not even half as much again."""
    monkeypatch.setattr(build, "_BATCH", 50)
    peaks = []
    for size in (250, 2000):
        rows = [
            {"id": f"Q{number}", "label": f"Ana Maria of House {number}", "kind": "person"}
            for number in range(1, size + 1)
        ]
        offices = [{**RELATION_ROWS[0], "s": row["id"]} for row in rows]
        folder = write_facts(tmp_path / str(size), rows, offices)
        del rows, offices
        build_index(folder, tmp_path / "warm.sqlite")
        tracemalloc.start()
        build_index(folder, tmp_path / "i.sqlite")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_an_entity_told_of_twice_is_told(tmp_path):
    folder = write_facts(tmp_path / "twice", [*ENTITY_ROWS, ENTITY_ROWS[0]])
    with pytest.raises(IndexFault, match="two rows are about one entity"):
        build_index(folder, tmp_path / "i.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["twice"]


def test_info_counts_by_type(small):
    info = index_info(small.path)
    assert info.entities["State"] == 4
    assert info.entities["Person"] == 5
    assert (info.tenures, info.memberships, len(info.facts_sha256)) == (4, 2, 64)


def test_a_missing_index_is_told(tmp_path):
    with pytest.raises(IndexFault, match=r"no such index; build one with"):
        Index(tmp_path / "none.sqlite")


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_index_is_told(tmp_path, content):
    path = tmp_path / "i.sqlite"
    path.write_bytes(content)
    with pytest.raises(IndexFault, match=r"i\.sqlite"):
        Index(path)


def test_a_database_of_something_else_is_told(tmp_path):
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(IndexFault, match="not a geokg index"):
        Index(path)


@pytest.mark.parametrize(("version", "age"), [(0, "older"), (99, "newer")])
def test_another_format_is_told(small, version, age):
    connection = sqlite3.connect(small.path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    with pytest.raises(IndexFault, match=age):
        Index(small.path)


def test_a_cut_off_index_is_told(small, tmp_path):
    cut = tmp_path / "cut.sqlite"
    cut.write_bytes(small.path.read_bytes()[:-4096])
    with pytest.raises(IndexFault, match="damaged"):
        Index(cut)


def test_damage_inside_is_found_by_info(small, tmp_path):
    content = bytearray(small.path.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(content)
    with pytest.raises(IndexFault, match="damaged"):
        index_info(broken)


def test_facts_that_are_missing_or_damaged_are_told(tmp_path):
    with pytest.raises(IndexFault, match="holds no entities"):
        build_index(tmp_path, tmp_path / "i.sqlite")
    folder = write_facts(tmp_path / "bad")
    (folder / ENTITIES).write_bytes((folder / ENTITIES).read_bytes()[:40])
    with pytest.raises(IndexFault, match="damaged"):
        build_index(folder, tmp_path / "i.sqlite")


def test_facts_of_an_unknown_layout_are_told(tmp_path):
    folder = write_facts(tmp_path / "odd", entities=[{"name": "Georgia"}], relations=[])
    with pytest.raises(IndexFault, match=r"docs/index\.md"):
        build_index(folder, tmp_path / "i.sqlite")


def test_an_index_can_be_sent_to_another_process(small):
    assert pickle.loads(pickle.dumps(small)).lookup("Georgia") == small.lookup("Georgia")  # noqa: S301


def test_threads_share_an_index(small):
    barrier = threading.Barrier(4)

    def ask(number: int) -> str:
        barrier.wait(5)
        return small.lookup(("Georgia", "Kazakhstan", "Ireland", "US")[number])[0].qid

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == ["Q230", "Q232", "Q27", "Q30"]


@pytest.mark.parametrize(
    ("name", "qid"),
    [
        ("Georgia", "Q230"),
        ("Putin", "Q7747"),
        ("China", "Q148"),
        ("Congo", "Q974"),
        ("DRC", "Q974"),
        ("NATO", "Q7184"),
        ("EU", "Q458"),
        ("U.S.", "Q30"),
        ("UK", "Q145"),
        ("UN", "Q1065"),
        ("CSTO", "Q318693"),
        ("Kyrgyzstan", "Q813"),
        ("Kirgistan", "Q813"),
        ("Burma", "Q836"),
        ("Ivory Coast", "Q1008"),
        ("Washington", "Q61"),
        ("Tajiks", "Q863"),
    ],
)
def test_common_names_mean_the_best_known(shipped, name, qid):
    assert shipped.lookup(name)[0].qid == qid


@pytest.mark.parametrize(
    ("qid", "kind"),
    [
        ("Q865", "State"),
        ("Q219060", "State"),
        ("Q1246", "State"),
        ("Q34754", "State"),
        ("Q223", "Place"),
        ("Q6250", "Place"),
        ("Q458", "Alliance"),
        ("Q8880", "GovernmentBody"),
        ("Q47488", "Alliance"),
        ("Q38799", "ArmedGroup"),
        ("Q21", "Place"),
    ],
)
def test_types_of_shipped_entities(shipped, qid, kind):
    assert shipped.facts(qid).type == kind


def test_curated_names_are_all_of_entities_that_ship(shipped):
    from loader.link.classify import read_tsv

    for row in read_tsv("names.tsv"):
        assert row["qid"] in {name.qid for name in shipped.lookup(row["name"])}, row


def test_the_facts_that_ship_are_small():
    data = Path(index_info.__code__.co_filename).parent / "data"
    assert sum(path.stat().st_size for path in data.iterdir()) < 4_000_000
