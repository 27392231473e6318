"""`geokg link`: what a name would be linked to, and why."""

import json

import pytest


def asked(geokg, *arguments):
    outcome = geokg("link", *arguments)
    assert outcome.status == 0, outcome.err
    return json.loads(outcome.out)


def test_a_pipe_gets_json_with_candidates_and_reasons_that_add_up(geokg):
    verdict = asked(geokg, "Kazakhstan")
    assert (verdict["qid"], verdict["type"]) == ("Q232", "State")
    first = verdict["candidates"][0]
    assert first["facts"]["qid"] == "Q232"
    assert {"feature", "words", "value", "contribution"} == set(first["reasons"][0])
    assert verdict["score"] == first["score"] > 0.9
    assert sum(c["score"] for c in verdict["candidates"]) + verdict["unknown"] == pytest.approx(1)


def test_the_context_decides_between_namesakes(geokg):
    text = "Atlanta and the rest of Georgia voted for the candidate of the United States' opposition."
    assert asked(geokg, "Georgia")["qid"] == "Q230"
    assert asked(geokg, "Georgia", "--context", text)["qid"] == "Q1428"


def test_the_date_decides_who_holds_an_office(geokg):
    answers = [asked(geokg, "the Kazakh president", "--date", day)["qid"] for day in ("2022-01-07", "2005")]
    assert answers == ["Q200881", "Q57394"]


def test_a_body_is_that_of_the_country_it_is_spoken_of_with(geokg):
    given = ("Interior Ministry", "--type", "GovernmentBody", "--country")
    assert asked(geokg, *given, "Kazakhstan")["qid"] == "Q1620994"
    assert asked(geokg, *given, "Q212")["qid"] == "Q2445140"


def test_what_is_unknown_says_why(geokg):
    verdict = asked(geokg, "Zorblax", "--context", "Nobody met anybody.")
    assert (verdict["qid"], verdict["unknown"]) == (None, 1.0)
    assert "no entity of the index has this name" in verdict["why"]


def test_a_table_is_for_people(geokg):
    out = geokg("link", "Georgia", "--format", "table").out
    assert "Q230 Georgia" in out
    assert "how well known it is" in out
    assert "none of these" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Georgia", "--country", "Narnia"), "no state 'Narnia'"),
        (("Georgia", "--date", "yesterday"), "not a date"),
        ((" ",), "NAME is empty"),
    ],
)
def test_what_cannot_be_used_is_told(geokg, arguments, told):
    outcome = geokg("link", *arguments)
    assert outcome.status == 2
    assert told in outcome.err
    assert "Traceback" not in outcome.err


def test_what_people_decided_goes_before_the_scores(geokg, tmp_path):
    """The command tells what loading does; a name that was decided to be none stays none."""
    rows = ("none\tGeorgia\t\t\t\tAnn\t2026-11-22\t\n", "Q99999999999\tZorblax\t\t\t\tAnn\t2026-11-22\t\n")
    decided = tmp_path / "decided.tsv"
    decided.write_text("verdict\tname\ttype\tcountry\tarticle\twho\twhen\tnote\n" + "".join(rows))
    georgia = asked(geokg, "Georgia", "--judgements", decided)
    assert (georgia["qid"], georgia["candidates"][0]["facts"]["qid"]) == (None, "Q230")
    assert "decided.tsv" in georgia["why"]
    assert asked(geokg, "Zorblax", "--judgements", decided)["qid"] == "Q99999999999"
    out = geokg("link", "Zorblax", "--judgements", decided, "--format", "table").out
    assert "Q99999999999 Zorblax, decided in" in out.replace("\n", " ")
