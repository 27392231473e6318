"""The Reconciliation Service API over real HTTP: what OpenRefine asks, and what it should not."""

import json
from typing import Any

import jsonschema
import pytest
import requests

from serve import shapes

ORIGIN = {"Origin": "https://refine.example"}
PATIENCE = 60


def get(url: str, **fields: Any) -> requests.Response:
    asked = {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}
    return requests.get(url, params=asked, headers=ORIGIN, timeout=PATIENCE)


def post(url: str, **fields: Any) -> requests.Response:
    asked = {k: json.dumps(v) for k, v in fields.items()}
    return requests.post(url, data=asked, headers=ORIGIN, timeout=PATIENCE)


def candidates(root: str, query: str, **more: Any) -> list[dict[str, Any]]:
    answer = post(f"{root}/reconcile", queries={"q0": {"query": query, **more}})
    assert answer.status_code == 200, answer.text
    jsonschema.validate(answer.json(), shapes.RESULTS)
    found: list[dict[str, Any]] = answer.json()["q0"]["result"]
    assert [c["score"] for c in found] == sorted((c["score"] for c in found), reverse=True)
    return found


def hint(pid: str, value: object) -> dict[str, object]:
    return {"properties": [{"pid": pid, "v": value}]}


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/"])
def test_the_manifest_is_of_version_0_2_and_its_addresses_work(root: str, path: str):
    manifest = get(root + path).json()
    jsonschema.validate(manifest, shapes.MANIFEST)
    assert manifest["identifierSpace"] == "http://www.wikidata.org/entity/"
    for service in manifest["suggest"].values():
        answer = get(service["service_url"] + service["service_path"], prefix="a")
        jsonschema.validate(answer.json(), shapes.SUGGESTIONS)
    proposals = manifest["extend"]["propose_properties"]
    answer = get(proposals["service_url"] + proposals["service_path"], type="State", limit="4")
    jsonschema.validate(answer.json(), shapes.PROPOSALS)
    assert len(answer.json()["properties"]) == 4
    preview = requests.get(manifest["preview"]["url"].replace("{{id}}", "Q232"), timeout=PATIENCE)
    assert preview.headers["content-type"].startswith("text/html")
    assert "Kazakhstan" in preview.text
    assert get(manifest["documentation"]).status_code == 200


def test_a_batch_is_answered_by_get_and_post_alike(root: str):
    batch = {"q0": {"query": "Kazakhstan"}, "näme": {"query": "NATO", "limit": 1}, "q2": {"query": "Qqqqxyz"}}
    by_get = get(f"{root}/reconcile", queries=batch)
    assert by_get.json() == post(f"{root}/reconcile", queries=batch).json()
    jsonschema.validate(by_get.json(), shapes.RESULTS)
    answer = by_get.json()
    assert answer.keys() == batch.keys()
    assert answer["q0"]["result"][0]["id"] == "Q232"
    assert answer["q0"]["result"][0]["match"]
    assert [c["id"] for c in answer["näme"]["result"]] == ["Q7184"]
    assert answer["q2"]["result"] == []


def test_an_id_in_the_place_of_a_name_is_that_entity(root: str):
    (found,) = candidates(root, "Q232")
    assert (found["id"], found["score"], found["match"]) == ("Q232", 100, True)


def test_types_of_a_query_rank_and_if_strict_choose(root: str):
    ids = [c["id"] for c in candidates(root, "Georgia")]
    assert {"Q230", "Q1428"} <= set(ids)
    for kind in ("Place", "https://w3id.org/geokg/ontology#Place", ["place"]):
        assert "Q230" not in [c["id"] for c in candidates(root, "Georgia", type=kind, type_strict="all")]
    place = next(c for c in candidates(root, "Georgia", type="Place") if c["id"] == "Q1428")
    state = next(c for c in candidates(root, "Georgia", type="State") if c["id"] == "Q1428")
    assert place["score"] > state["score"]


@pytest.mark.parametrize("country", ["Q159", "Russia", {"id": "Q159", "name": "Russia"}, ["Russia", 5]])
def test_country_and_date_tell_people_apart(root: str, country: object):
    properties = [{"pid": "country", "v": country}, {"pid": "date", "v": "2010-05-09T00:00:00Z"}]
    found = candidates(root, "Medvedev", type="Person", properties=properties)
    assert found[0]["id"] == "Q23530"
    alone = next(c["score"] for c in candidates(root, "Medvedev", type="Person") if c["id"] == "Q23530")
    assert found[0]["score"] > alone


def test_cells_that_say_nothing_are_passed_over(root: str):
    plain = candidates(root, "Kazakhstan")
    for pid, value in (
        ("country", "nowhere land"),
        ("date", "soon"),
        ("date", 5),
        ("context", ""),
        ("country", []),
    ):
        assert candidates(root, "Kazakhstan", **hint(pid, value)) == plain


def test_a_surname_alone_matches_nobody_but_is_worth_a_look(root: str):
    found = candidates(root, "Tokaev", type="Person")
    assert found[0]["id"] == "Q200881"
    assert not found[0]["match"]
    assert found[0]["score"] < 50


def test_the_only_bearer_of_a_full_name_matches_where_its_type_is_told_and_nothing_speaks_against_it(
    root: str,
):
    told = {"query": "Kassym-Jomart Tokayev", "type": "Person"}
    assert candidates(root, **told)[0]["match"]
    assert candidates(root, **told, **hint("country", "Kazakhstan"))[0]["match"]
    assert not candidates(root, **told, **hint("country", "France"))[0]["match"]
    assert not candidates(root, **told, **hint("date", "1901"))[0]["match"]
    assert not candidates(root, "Georgia", type="Place")[0]["match"]


def test_judgements_go_before_the_ranking(root: str):
    first = candidates(root, "ZORBLAX")[0]
    assert (first["id"], first["score"], first["match"]) == ("Q159", 100, True)
    assert "Ann" in first["features"][0]["id"]
    unknown = candidates(root, "Kremlin gang")[0]
    assert (unknown["id"], unknown["name"]) == ("Q99999999999", "Kremlin gang")
    assert not [c for c in candidates(root, "Vladimir Putin", **hint("country", "Q30")) if c["match"]]
    assert candidates(root, "Vladimir Putin", **hint("country", "Q159"))[0]["match"]


def test_suggesting_by_the_beginning_of_a_name(root: str):
    url = f"{root}/reconcile/suggest/entity"
    first = get(url, prefix="kaz").json()["result"]
    assert first[0]["id"] == "Q232"
    rest = get(url, prefix="kaz", cursor="5").json()["result"]
    assert rest[:5] == first[5:]
    assert [e["id"] for e in get(url, prefix="Q232").json()["result"]] == ["Q232"]
    assert get(url, prefix="").json()["result"] == []
    types = get(f"{root}/reconcile/suggest/type", prefix="gov").json()["result"]
    assert [t["id"] for t in types] == ["GovernmentBody"]
    properties = get(f"{root}/reconcile/suggest/property", prefix="").json()["result"]
    assert {p["id"] for p in properties} == {"country", "date", "context"}


def test_values_of_properties_are_fetched(root: str):
    wanted = [
        {"id": p} for p in ("country", "iso2", "latitude", "offices", "member_of", "members", "aliases")
    ]
    answer = post(f"{root}/reconcile", extend={"ids": ["Q232", "Q200881", "Q0", "x"], "properties": wanted})
    jsonschema.validate(answer.json(), shapes.EXTENSION)
    rows = answer.json()["rows"]
    assert rows["Q232"]["iso2"] == [{"str": "KZ"}]
    assert {"id": "Q1065", "name": "United Nations"} in rows["Q232"]["member_of"]
    assert rows["Q200881"]["country"] == [{"id": "Q232", "name": "Kazakhstan"}]
    assert any("President of Kazakhstan (2019" in value["str"] for value in rows["Q200881"]["offices"])
    assert not any(rows["Q0"].values())
    assert [m["id"] for m in answer.json()["meta"]] == [w["id"] for w in wanted]


def test_any_page_may_ask_and_older_ones_by_jsonp(root: str):
    for path in (
        "/reconcile",
        "/reconcile/suggest/entity?prefix=a",
        "/reconcile/preview?id=Q232",
        "/nothing",
    ):
        answer = requests.get(f"{root}/reconcile{path}", headers=ORIGIN, timeout=PATIENCE)
        assert answer.headers["access-control-allow-origin"] == "*"
    asked = {**ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-a"}
    assert requests.options(f"{root}/reconcile", headers=asked, timeout=PATIENCE).status_code == 200
    answer = get(f"{root}/reconcile", callback="jQuery.cb_1")
    assert answer.headers["content-type"].startswith("text/javascript")
    called = answer.text.removeprefix("/**/jQuery.cb_1(").removesuffix(");")
    assert json.loads(called)["versions"] == ["0.2"]


BAD = {
    "no JSON": ({"queries": "{"}, "queries: not JSON"),
    "deep": ({"queries": "[" * 20_000}, "queries: not JSON"),
    "a list": ({"queries": "[]"}, "queries: "),
    "a query that is a word": ({"queries": '{"q0": "x"}'}, "queries.q0: "),
    "nothing to look for": ({"queries": '{"q0": {"type": "State"}}'}, "q0: give query"),
    "limit 0": ({"queries": '{"q0": {"query": "x", "limit": 0}}'}, "queries.q0.limit: "),
    "limit that is no number": ({"queries": '{"q0": {"query": "x", "limit": NaN}}'}, "queries.q0.limit: "),
    "strictness": ({"queries": '{"q0": {"query": "x", "type_strict": "very"}}'}, "queries.q0.type_strict: "),
    "unknown type": ({"queries": '{"q0": {"query": "x", "type": "Q5"}}'}, "no type 'Q5'; there are Person"),
    "unknown property": (
        {"queries": '{"q0": {"query": "x", "properties": [{"pid": "P17", "v": "x"}]}}'},
        "no property 'P17'; there are country",
    ),
    "property without a value": (
        {"queries": '{"q0": {"query": "x", "properties": [{"pid": "date"}]}}'},
        "v: ",
    ),
    "neither": ({"query": "x"}, "give queries"),
    "extension without ids": ({"extend": '{"properties": []}'}, "extend.ids: "),
    "extension of an unknown property": (
        {"extend": '{"ids": [], "properties": [{"id": "x"}]}'},
        "no property 'x'",
    ),
    "callback that is code": ({"callback": "alert(1)//"}, "callback: "),
    "many fields": ({f"f{n}": "1" for n in range(30)}, "more than 20 fields"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_malformed_request_is_told_what_is_wrong(root: str, case: str):
    fields, words = BAD[case]
    answer = get(f"{root}/reconcile", **fields)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert "Traceback" not in answer.text


def test_what_is_too_large_is_refused(root: str):
    batch = {f"q{n}": {"query": "x"} for n in range(51)}
    assert post(f"{root}/reconcile", queries=batch).status_code == 413
    ids = {"ids": ["Q1"] * 1001, "properties": []}
    assert post(f"{root}/reconcile", extend=ids).status_code == 413
    assert (
        requests.post(f"{root}/reconcile", data={"queries": "x" * 2_000_000}, timeout=PATIENCE).status_code
        == 413
    )


def test_other_forms_methods_pages_and_names_are_refused(root: str):
    url = f"{root}/reconcile"
    assert requests.post(url, json={"queries": {}}, timeout=PATIENCE).status_code == 415
    assert requests.put(url, timeout=PATIENCE).status_code == 405
    assert get(f"{root}/reconcile/suggest/entity").status_code == 400
    assert get(f"{root}/reconcile/suggest/entity", prefix="a", cursor="-1").status_code == 400
    assert get(f"{root}/reconcile/suggest/unicorn", prefix="a").status_code == 404
    elsewhere = requests.get(url, headers={"Host": "evil.example"}, timeout=PATIENCE)
    assert elsewhere.status_code == 421
    assert "evil.example" in elsewhere.json()["error"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\ud800", "Q232\x00", "x" * 100_000, "'; DROP TABLE name"]
)
def test_hostile_text_is_text(root: str, text: str):
    assert candidates(root, text) == [] or "DROP" in text
    page = get(f"{root}/reconcile/preview", id=text[:100].encode("utf-8", "replace").decode())
    assert page.status_code == 404
    assert page.headers["content-type"] == "application/json"


def test_a_preview_runs_nothing(root: str):
    page = requests.get(f"{root}/reconcile/preview?id=Q200881", timeout=PATIENCE)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"


def test_what_is_of_another_type_than_was_told_never_matches(root: str):
    """A column of government bodies holds "Congress": the best known bearer of that name is a party."""
    assert candidates(root, "Kazakhstan", type="State")[0]["match"]
    for name, kind in (("Congress", "GovernmentBody"), ("Kazakhstan", "Alliance"), ("Paris", "Person")):
        matched = [c for c in candidates(root, name, type=kind) if c["match"]]
        assert not [c for c in matched if c["type"][0]["id"] != kind]


def test_who_is_of_another_country_than_was_told_never_matches(root: str):
    for name in ("Kassym-Jomart Tokayev", "Emmanuel Macron"):
        assert not any(c["match"] for c in candidates(root, name, type="Person", **hint("country", "Q30")))
