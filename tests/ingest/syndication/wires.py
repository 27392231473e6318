"""Made-up wire stories and what newspapers make of them."""

import random

from loader.model import Article

_WHO = [
    "the ministry",
    "the president",
    "a spokesman",
    "the envoy",
    "the army",
    "the parliament",
    "a witness",
    "the alliance",
]
_DID = [
    "said",
    "announced",
    "denied",
    "confirmed",
    "ordered",
    "rejected",
    "demanded",
    "expected",
    "discussed",
    "condemned",
]
_WHAT = [
    "a ceasefire",
    "new sanctions",
    "the withdrawal",
    "an emergency session",
    "the border closure",
    "a prisoner exchange",
    "the election",
    "heavy shelling",
    "the treaty",
    "a cabinet reshuffle",
    "the convoy",
    "an inquiry",
    "the embargo",
    "air raids",
]
_WHERE = [
    "in the capital",
    "near the border",
    "at the summit",
    "along the river",
    "outside the palace",
    "by telephone",
]
_WHEN = [
    "on Monday",
    "late on Tuesday",
    "before dawn",
    "over the weekend",
    "hours later",
    "as talks went on",
    "at noon",
]


def sentences(seed: int, count: int = 24) -> list[str]:
    """Sentences of one story; another seed tells another story in other sentences."""
    chance = random.Random(seed)  # noqa: S311
    made = []
    for _ in range(count):
        parts = [chance.choice(words) for words in (_WHO, _DID, _WHAT, _WHERE, _WHEN)]
        number = chance.randint(2, 9999)
        made.append(f"{' '.join(parts)}, after {number} {chance.choice(_WHAT)}".capitalize() + ".")
    return made


def article(body: list[str] | str, *, title: str | None = "A headline", **known: str | None) -> Article:
    """An article with these sentences, its title as the first line."""
    text = body if isinstance(body, str) else " ".join(body)
    url = known.pop("url", None)
    return Article(
        id=url or "an-id",
        text=f"{title}\n\n{text}" if title else text,
        title=title,
        url=url,
        published=known.get("published", "2022-01-07"),
        publisher=known.get("publisher"),
    )


def paper(number: int, body: list[str] | str, **known: str | None) -> Article:
    """An article as one of many newspapers prints it."""
    return article(body, url=f"https://paper{number}.example/story", **known)
