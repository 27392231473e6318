"""The second opinion on what kind of thing a name is."""

import pytest

from loader.errors import ExtractionError
from loader.extract import name_types
from loader.extract.document import analyse
from loader.extract.language_model import language_model
from loader.extract.lexicon import lexicons
from loader.extract.name_types import NameTypeModel, NameTyper
from loader.extract.names import NameFinder
from loader.link import default_index
from loader.model import Article, EntityType


def typed(text: str, typer: NameTyper | None) -> dict[str, EntityType]:
    document = analyse(Article(id="a", text=text), language_model())
    mentions = NameFinder(default_index(), lexicons(), typer).find(document)
    return {m.text: max(m.votes, key=lambda kind: m.votes[kind]) for m in mentions if m.votes}


def model(**weights: float) -> NameTyper:
    """Holds what stands behind "newspaper" to be a newspaper, as surely as the weight says."""
    kinds = {EntityType.MEDIA: 0.0, EntityType.PERSON: 0.0}
    of_media = {feature.replace("_", ":"): {EntityType.MEDIA: w} for feature, w in weights.items()}
    return NameTyper(NameTypeModel(name="small", sure=0.8, intercepts=kinds, weights=of_media))


NAMED = "The newspaper Elvira Korhonen appeared on Friday. Elvira Korhonen was read by many."


def test_a_sure_opinion_counts_for_every_mention_of_the_name():
    assert typed(NAMED, None)["Elvira Korhonen"] is EntityType.PERSON
    assert typed(NAMED, model(before_newspaper=4.0))["Elvira Korhonen"] is EntityType.MEDIA


def test_an_unsure_opinion_leaves_it_to_the_vote():
    assert typed(NAMED, model(before_newspaper=1.0))["Elvira Korhonen"] is EntityType.PERSON


def test_what_the_index_knows_as_a_state_is_not_in_question():
    text = "The newspaper Kenya appeared on Friday."
    assert typed(text, model(before_newspaper=9.0))["Kenya"] is EntityType.STATE


def test_the_shipped_model_tells_a_town_and_a_paper_by_the_words_beside_them(extract):
    found = extract("In the village of Haukijoki, the daily newspaper Koillisposti reported the news.")
    kinds = {e.name: e.type for e in found.entities}
    assert kinds.get("Haukijoki") is EntityType.PLACE
    assert kinds.get("Koillisposti") is EntityType.MEDIA


def test_a_missing_model_is_told_with_its_path(tmp_path, monkeypatch):
    monkeypatch.setattr(name_types, "MODEL", tmp_path / "name-types.json")
    name_types.shipped_typer.cache_clear()
    with pytest.raises(ExtractionError, match=r"name-types\.json"):
        name_types.shipped_typer()
    name_types.shipped_typer.cache_clear()
