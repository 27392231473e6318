"""Which language a text is in, by py3langid, and only where that is certain.

A text is set aside only when no part of it is surely in a language that is read, and half of its parts
are surely in the same other one: names and quotations in another script are no reason.
"""

from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_WINDOW = 600
_WINDOWS = 5
_SHORTEST = 120
"""Fewer letters than this do not tell a language."""
_SURE = 0.95


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign_language(text: str, languages: tuple[str, ...]) -> str | None:
    """ISO 639-1 code of the language the text is surely in, when it is none of `languages`."""
    seen = Counter[str]()
    for window in _windows(text):
        code, probability = _identifier().classify(window)
        if code in languages and probability >= 0.5:
            return None
        if probability >= _SURE:
            seen[code] += 1
    code, count = seen.most_common(1)[0] if seen else ("", 0)
    return code if count * 2 >= seen.total() and code not in languages else None


def _windows(text: str) -> list[str]:
    """Up to five stretches, spread evenly over the text."""
    if sum(map(str.isalpha, text[: _WINDOW * 2])) < _SHORTEST:
        return []
    count = min(_WINDOWS, max(1, len(text) // _WINDOW))
    step = max(1, len(text) // count)
    return [text[start : start + _WINDOW] for start in range(0, step * count, step)]
