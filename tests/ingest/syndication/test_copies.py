"""What is taken for a copy, and what is not."""

import pytest
from wires import article, paper, sentences

from loader.ingest.syndication import Kind, Syndication
from loader.model import Article

WIRE = sentences(1)
ORIGINAL = paper(0, WIRE, published="2022-01-06")


def edited(body: list[str]) -> list[str]:
    """One sentence dropped, a word replaced in every third."""
    kept = body[:5] + body[6:]
    return [
        s.replace("said", "stated").replace(" the ", " that ", 1) if n % 3 == 0 else s
        for n, s in enumerate(kept)
    ]


COPIES = {
    "verbatim": (paper(1, WIRE), Kind.VERBATIM),
    "another headline": (paper(1, WIRE, title="Something else entirely"), Kind.VERBATIM),
    "no headline": (paper(1, WIRE, title=None), Kind.VERBATIM),
    "other typography": (paper(1, " ".join(WIRE).upper().replace(",", " –")), Kind.VERBATIM),
    "cut at the end": (paper(1, WIRE[:12]), Kind.NEAR),
    "its first paragraph": (paper(1, WIRE[:4]), Kind.NEAR),
    "cut at the beginning": (paper(1, WIRE[10:]), Kind.NEAR),
    "lightly edited": (paper(1, edited(WIRE)), Kind.NEAR),
    "edited and cut": (paper(1, edited(WIRE)[:10]), Kind.NEAR),
    "a dateline before it": (paper(1, ["ALMATY, Jan 7 (Agency) -", *WIRE]), Kind.NEAR),
    "a paragraph of its own after it": (paper(1, WIRE + sentences(2, 4)), Kind.NEAR),
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_joins_its_original(index: Syndication, copy: str):
    made, kind = COPIES[copy]
    cluster = index.add(ORIGINAL).cluster
    for other in range(20):
        index.add(paper(100 + other, sentences(100 + other)))
    placed = index.add(made)
    assert (placed.lead, placed.kind, placed.copies) == (ORIGINAL.content_hash, kind, 1)
    assert placed.cluster == min(cluster, made.content_hash)


OTHERS = {
    "another story": sentences(2),
    "another wire on the event, with the same three quotes": sentences(2, 12) + WIRE[3:6] + sentences(3, 9),
    "rewritten, a word in four replaced": [
        " ".join(f"other{n}" if n % 4 == 1 else word for n, word in enumerate(s.split())) for s in WIRE
    ],
    "a round-up that holds it among others": sentences(4) + WIRE + sentences(5),
    "the same words in another order": [" ".join(sorted(s.split())) for s in WIRE],
    "the same short notice at its end": sentences(6, 4) + WIRE[-2:],
}


@pytest.mark.parametrize("other", OTHERS)
def test_what_only_looks_alike_stays_by_itself(index: Syndication, other: str):
    index.add(ORIGINAL)
    placed = index.add(paper(1, OTHERS[other]))
    assert (placed.kind, placed.copies) == (Kind.ORIGINAL, 0)


def test_a_round_up_does_not_make_copies_of_what_it_rounds_up(index: Syndication):
    reports = [paper(n, sentences(n, 10)) for n in range(4)]
    round_up = paper(9, [s for n in range(4) for s in sentences(n, 10)])
    for added in (*reports, round_up):
        index.add(added)
    clusters = {placed.cluster for a in reports if (placed := index.placement(a.content_hash))}
    assert len(clusters) == 4


def test_a_translation_is_no_copy(index: Syndication):
    index.add(paper(1, "The president met the envoy of the alliance in the capital. " * 3))
    other = index.add(paper(2, "Le président a rencontré dans la capitale l'envoyé de l'alliance. " * 3))
    assert other.kind is Kind.ORIGINAL


def test_short_texts_are_copies_only_when_nearly_the_same(index: Syndication):
    short = "The president resigned on Monday after talks with the opposition in the capital."
    index.add(paper(1, short))
    assert index.add(paper(2, short)).kind is Kind.VERBATIM
    assert index.add(paper(3, f"{short} {' '.join(sentences(3, 6))}")).kind is Kind.ORIGINAL
    assert index.add(paper(4, "Read more.")).kind is Kind.ORIGINAL


@pytest.mark.parametrize("text", ["one", "one two three", "…", "新华社 1月7日 电"])
def test_any_text_has_a_place(index: Syndication, text: str):
    first, again = article(text, title=None), paper(2, text, title=None)
    assert index.add(first).kind is Kind.ORIGINAL
    assert index.add(again).copies == 1


def test_a_text_of_many_thousand_words_is_compared_like_others(index: Syndication):
    long = " ".join(f"w{n % 70000}x{n // 70000}" for n in range(200_000))
    index.add(paper(1, long))
    assert index.add(paper(2, f"{long} and an end")).copies == 1


@pytest.mark.parametrize(
    ("leader", "follower"),
    [
        (paper(1, WIRE, published="2022-01-06"), paper(2, WIRE, published="2022-01-07")),
        (paper(1, WIRE, published="2022-01-07"), paper(2, WIRE, published="2022-01")),
        (paper(1, WIRE, published="2022"), paper(2, WIRE, published=None)),
        (paper(1, WIRE), paper(2, WIRE[:12])),
        (paper(1, WIRE, publisher="The Associated Press"), paper(2, WIRE, published="2022-01-01")),
        (paper(1, WIRE, publisher="www.reuters.com"), paper(2, WIRE, published="2022-01-01")),
        (
            paper(1, WIRE, published="2022-01-06"),
            paper(2, WIRE, publisher="Daily Post with Reuters", published="2022-01-07"),
        ),
    ],
)
def test_the_agency_leads_else_the_earliest_else_the_longest(
    index: Syndication, leader: Article, follower: Article
):
    index.add(follower)
    assert index.add(leader).lead == leader.content_hash
    assert index.members(follower.content_hash) == (leader.content_hash, follower.content_hash)
