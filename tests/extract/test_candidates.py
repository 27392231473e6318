"""Statements that a model proposes: only where rules are silent, marked, resting on what names both."""

import json
from collections.abc import Iterable, Iterator

import pytest

from loader.errors import ExtractionError
from loader.extract import Extractor
from loader.extract.judge import (
    Judgement,
    LinearJudge,
    RelationModel,
    RelationWeights,
    read_model,
    shipped_judge,
)
from loader.extract.lexicon import lexicons
from loader.extract.pairs import PairReader
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.link import default_index
from loader.model import Article, EntityType, Modality, StatementType
from tests.extract.conftest import names, of_type


class Always:
    """Holds every pair of these types to be related."""

    name = "always"

    def __init__(self, relation: str, head: EntityType, tail: EntityType, within: int = 1) -> None:
        self.asked = (relation, frozenset({head}), frozenset({tail}), within)
        self.features: list[list[str]] = []

    def judge(self, reading: Reading, drafts: Iterable[Draft]) -> Iterator[Judgement]:
        relation, heads, tails, within = self.asked
        reader = PairReader(reading, drafts)
        for pair in reader.pairs(heads, tails, within=within):
            self.features.append(reader.features(pair))
            yield Judgement(pair, relation, 0.625, ("because",))


def extract_with(judge, text: str):
    return Extractor(default_index(), judge=judge).extract(Article(id="a", text=text))


def test_a_judgement_becomes_a_statement_that_says_what_found_it():
    judge = Always("based_in0", EntityType.ORGANIZATION, EntityType.STATE)
    extraction = extract_with(judge, "Kenya is dry. The Wajir Herders Association asked for help.")
    (seat,) = of_type(extraction, StatementType.LOCATION)
    assert seat.values == {"relation": "based_in"}
    assert (seat.confidence, seat.method) == (0.625, "always: because")
    text = extraction.article.text
    assert [text[e.start : e.end] for e in seat.evidence] == [
        "The Wajir Herders Association asked for help.",
        "Kenya is dry.",
    ]


def test_the_model_is_silent_where_a_rule_has_spoken():
    judge = Always("head_of", EntityType.PERSON, EntityType.ORGANIZATION)
    extraction = extract_with(judge, "Anna Miller, the director of the Wajir Herders Association, smiled.")
    assert [s.method for s in of_type(extraction, StatementType.OFFICE_HOLDING)] == [""]


def test_the_kind_of_body_decides_what_belonging_is_called():
    judge = Always("member_of", EntityType.PERSON, EntityType.PARTY)
    extraction = extract_with(judge, "Anna Miller spoke. The Democratic Party cheered.")
    (belonging,) = of_type(extraction, StatementType.MEMBERSHIP)
    assert names(extraction, belonging, "member") == {"Anna Miller"}


def test_pairs_far_apart_are_not_looked_at():
    judge = Always("based_in0", EntityType.ORGANIZATION, EntityType.STATE)
    text = "Kenya is dry. It is hot. It is windy. The Wajir Herders Association asked for help."
    assert of_type(extract_with(judge, text), StatementType.LOCATION) == []


def test_what_is_seen_of_a_pair_can_be_read():
    judge = Always("citizen_of", EntityType.PERSON, EntityType.STATE)
    extract_with(judge, "The painter Anna Miller was born in Kenya, and Kenyans know it.")
    (features,) = judge.features
    assert {"types:Person>State", "sentences:0", "before:painter"} <= set(features)
    assert "word:head first:bear" in features


def test_the_probability_is_the_sum_of_the_weights():
    weights = RelationWeights(
        heads=frozenset({EntityType.PERSON}),
        tails=frozenset({EntityType.STATE}),
        threshold=0.5,
        intercept=-1.0,
        weights={"word:head first:bear": 3.0, "sentences:0": -1.0},
    )
    judge = LinearJudge(RelationModel(name="small", within=1, relations={"citizen_of": weights}))
    extraction = extract_with(judge, "Anna Miller was born in Kenya. Bob Carter was seen in Uganda.")
    (born,) = of_type(extraction, StatementType.AFFILIATION)
    assert names(extraction, born, "agent") == {"Anna Miller"}
    assert born.method == "small: word:head first:bear"
    assert born.confidence == pytest.approx(0.731, abs=0.001)


def test_the_shipped_model_names_only_relations_that_can_be_stated():
    judge = shipped_judge()
    stated = lexicons().candidates
    assert set(judge.relations) <= set(stated)
    assert {r for rule in stated.values() for r in rule.types.values()} <= set(stated)


def test_a_damaged_model_is_told_with_its_path(tmp_path):
    path = tmp_path / "relations.json"
    path.write_text(json.dumps({"name": "x"}), encoding="utf-8")
    with pytest.raises(ExtractionError, match=r"relations\.json"):
        read_model(path)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Anna Berg was born and died in Norway.", Modality.POSSIBLE),
        ("Anna Berg was the pride of Norway.", Modality.ASSERTED),
    ],
)
def test_who_was_born_in_a_state_is_its_citizen_possibly_and_no_more(text, modality):
    found = extract_with(Always("citizen_of", EntityType.PERSON, EntityType.STATE), text)
    [statement] = of_type(found, StatementType.AFFILIATION)
    assert statement.modality is modality
