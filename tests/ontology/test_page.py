"""docs/ontology.md tells what is so: its table matches the rules, its queries answer."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from map.world import SmallIndex, article_of, links_of, stating

from loader.map import Mapper, load_rules
from loader.map.rules import ConceptRule
from loader.model import Count, Extraction, Modality, Polarity
from loader.rdf import GEOKG, PREFIXES
from loader.resources import ontology_dir
from loader.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sparql\n(.*?)```", PAGE, flags=re.DOTALL)


NAMES = ("Kazakhstan", "CSTO", "Almaty")


def report(text: str, leader: str, deaths: int, deployment: Polarity) -> Extraction:
    """An article that names a leader and a number of deaths, and affirms or denies a deployment."""
    article = article_of(text, leader, *NAMES, published="2022-01-07")
    office = {"category": "head_of_state", "status": "current"}
    killed = {"outcome": "killed", "count": Count(deaths, deaths, False, str(deaths))}
    article = stating(article, "OfficeHolding", {"holder": "e1", "of": "e2"}, office)
    article = stating(article, "Casualties", {"location": "e4"}, killed)
    roles = {"deployer": "e3", "destination": "e2"}
    return stating(article, "Deployment", roles, {"direction": "deploy"}, polarity=deployment)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Two articles that contradict each other, and a third that only suspects."""
    rumour = article_of("Perhaps Russia supports Kazakhstan.", "Russia", "Kazakhstan")
    articles = (
        report("Tokayev leads Kazakhstan; the CSTO came to Almaty.", "Tokayev", 26, Polarity.AFFIRMED),
        report("Almaty: Zed leads Kazakhstan; no CSTO.", "Zed", 160, Polarity.NEGATED),
        stating(rumour, "Stance", {"a": "e1", "b": "e2"}, {"kind": "supports"}, modality=Modality.POSSIBLE),
    )
    store = ox.Store()
    mapper = Mapper(Settings())
    for article in articles:
        linked = mapper.link(mapper.map(article), article, links_of(article), SmallIndex())
        quads = [(*triple, linked.graph) for triple in linked.triples]
        quads += [quad for block in linked.shared for quad in block.quads]
        lines = (" ".join(term.n3() for term in quad) + " ." for quad in quads)
        store.load("\n".join(lines), ox.RdfFormat.N_QUADS)
    return store


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: re.sub(r"\W+", "-", q.splitlines()[0])[:40])
def test_every_query_on_the_page_answers(query, store):
    assert len(list(store.query(query, prefixes=PREFIXES))) == 1


def test_the_page_has_its_queries():
    assert len(QUERIES) == 6


def test_the_table_of_situations_is_what_the_rules_say():
    rows = {}
    for line in PAGE.splitlines():
        if line.startswith("| `") and line.count("|") == 7:
            cells = [set(re.findall(r"`(\w+)`", cell)) for cell in line.strip("|").split("|")]
            rows[min(cells[0])] = cells[1:]
    rules = load_rules(ontology_dir()).statements
    assert set(rows) == set(rules)
    for kind, rule in rules.items():
        on_situation = {
            v.property for v in rule.values.values() if isinstance(v, ConceptRule) and v.on_situation
        }
        participants = {r.property for r in rule.roles.values() if r.identity}
        everything = {r.property for r in rule.roles.values()}
        for value in rule.values.values():
            fields = (
                getattr(value, name, None) for name in ("property", "min", "max", "approximate", "text")
            )
            everything |= {field for field in fields if field is not None}
        expected = [
            {rule.situation},
            participants,
            on_situation,
            everything - participants - on_situation,
            {s.property for s in rule.shortcuts},
        ]
        assert rows[kind] == [{term.removeprefix(str(GEOKG)) for term in terms} for terms in expected], kind


def test_terms_on_the_page_are_defined():
    example = {"Expulsion", "expeller", "announcer", "ground", "Grounds", "deadline", "expelled"}
    used = set(re.findall(r"\bgeokg:([A-Za-z][\w-]*)", PAGE)) - example
    files = [*ontology_dir().glob("*.ttl"), *ontology_dir().glob("vocab/*.ttl")]
    defined = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert not [term for term in used if f"\ngeokg:{term} a " not in defined]
