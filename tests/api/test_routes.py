"""What each resource answers with, over a real store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from linkage.bootstrap import App
from linkage.model import ImageHashes, ad_id
from linkage.security import Role
from linkage.services.audit import Actor
from tests.api.asking import Asking, check_problem, service
from tests.support.ads import ad, land


@pytest.mark.parametrize(
    "text",
    ["+12025550123", "202-555-0123", "rosa@example.com", "Relaxing massage", "site:chain-1", "202 555 0123 "],
)
def test_whatever_is_pasted_finds_the_network(asking: Asking, text: str) -> None:
    found = asking.get("/v1/search", q=text)
    home = asking.get("/v1/ads/site:chain-1")["network"]["network_id"]
    named = {network["network_id"] for hit in found["identifiers"] for network in hit["networks"]}
    named |= {network["network_id"] for network in found["networks"]}
    named |= {match["ad"]["network_id"] for match in found["texts"]}
    assert home in named
    assert (found["limit"], found["truncated"], found["revision"]) == (20, False, 1)


def test_a_search_tells_what_its_limit_cut(asking: Asking) -> None:
    found = asking.get("/v1/search", q="+12025550199", limit=5)
    assert (found["limit"], found["truncated"]) == (5, True)
    assert found["truncated_reason"]
    assert [(len(hit["ads"]), hit["ads_total"]) for hit in found["identifiers"]] == [(5, 40)]


def test_the_region_of_the_service_holds_unless_another_is_given(app: App) -> None:
    land(app.store, [ad("drama", phones=("+447700900123",))], "drama")
    british = replace(app, settings=replace(app.settings, region="GB"))
    with TestClient(service(british)) as client:
        asking = Asking(british, client)
        assert asking.get("/v1/search", q="07700 900123")["identifiers"]
        assert not asking.get("/v1/search", q="07700 900123", region="US")["identifiers"]
        assert asking.get("/v1/identifiers/phone/07700900123")["carriers"]
        check_problem(asking.ask("/v1/identifiers/phone/07700900123?region=us"), 404, "not-found")


def test_an_ad_comes_with_its_evidence(asking: Asking) -> None:
    told = asking.get("/v1/ads/site:chain-1")
    assert told["ad"]["ad_id"] == ad_id("site", "chain-1")
    assert (
        told
        == asking.get(f"/v1/ads/{ad_id('site', 'chain-1')}")
        == asking.get(f"/v1/ads/{ad_id('site', 'chain-1')[:12]}")
    )
    phone = next(link for link in told["links"] if link["kind"] == "phone")
    piece = phone["evidence"][0]
    body = told["observations"][0]["body"]
    assert body[piece["start"] : piece["end"]] == piece["raw"] == "202-555-0123"
    assert told["observations"][0]["posted_at"] == "2026-01-01T00:00:00Z"


def test_an_ad_whose_name_holds_slashes(asking: Asking) -> None:
    asking.post(b'{"source": "https://site.example/a", "source_id": "b/c?d#e%f"}\n')
    told = asking.get("/v1/ads/https%3A%2F%2Fsite.example%2Fa:b%2Fc%3Fd%23e%25f")
    assert told["ad"]["source_id"] == "b/c?d#e%f"
    asking.post(b'{"source": "site", "source_id": "deep/er"}\n')
    assert asking.get("/v1/ads/site:deep/er")["ad"]["source_id"] == "deep/er"


@pytest.mark.parametrize("value", ["+12025550123", "%2B12025550123", "202-555-0123", "(202)%20555.0123"])
def test_an_identifier_is_found_as_stored_and_as_written(asking: Asking, value: str) -> None:
    found = asking.get(f"/v1/identifiers/phone/{value}")
    assert found["identifier"]["value"] == "+12025550123"
    assert {carrier["ad"]["source_id"] for carrier in found["carriers"]} == {"chain-1", "chain-2"}
    assert (found["next"], found["truncated"], found["limit"]) == (None, False, 100)


def test_an_identifier_whose_value_is_an_address(asking: Asking) -> None:
    asking.post(b'{"source": "s", "source_id": "u", "urls": ["https://shop.example/a/b?c=d"]}\n')
    links = asking.get("/v1/ads/s:u")["links"]
    value = next(link["value"] for link in links if link["kind"] == "url")
    found = asking.get("/v1/identifiers/url/" + value.replace("%", "%25").replace("?", "%3F"))
    assert found["identifier"]["value"] == value


def test_a_network_its_ads_and_its_graph(asking: Asking) -> None:
    name = asking.get("/v1/ads/site:chain-1")["network"]["network_id"]
    network = asking.get(f"/v1/networks/{name}")
    assert (network["network_id"], network["ads"]) == (name, 3)
    ads = asking.get(f"/v1/networks/{name}/ads")
    assert {one["source_id"] for one in ads["ads"]} == {"chain-1", "chain-2", "chain-3"}
    graph = asking.get(f"/v1/networks/{name}/graph", max_nodes=2)
    assert (graph["max_nodes"], len(graph["nodes"]), graph["truncated"]) == (2, 2, True)
    whole = asking.get(f"/v1/networks/{name}/graph")
    assert whole["total_nodes"] == len(whole["nodes"]) > 3
    assert not whole["truncated"]


def test_a_network_at_a_confidence_is_in_parts(asking: Asking) -> None:
    name = asking.get("/v1/ads/site:chain-1")["network"]["network_id"]
    whole = asking.get(f"/v1/networks/{name}", min_confidence=0.95)
    assert [(one["network_id"], one["ads"]) for one in whole["parts"]] == [(name, 3)]
    assert (whole["limit"], whole["truncated"], whole["next"]) == (100, False, None)
    first = asking.get(f"/v1/networks/{name}", min_confidence=0.96, limit=2)
    assert (first["total_parts"], first["alone"], first["truncated"]) == (3, 3, True)
    rest = asking.get(f"/v1/networks/{name}", min_confidence=0.96, limit=2, cursor=first["next"])
    parts = [*first["parts"], *rest["parts"]]
    assert {one["founder"]["source_id"] for one in parts} == {"chain-1", "chain-2", "chain-3"}
    for one in parts:
        ads = asking.get(f"/v1/networks/{name}/ads", min_confidence=0.96, part=one["network_id"])
        assert [ad["ad_id"] for ad in ads["ads"]] == [one["founder"]["ad_id"]]
    path = f"/v1/networks/{name}?min_confidence=0.97&cursor={first['next']}"
    check_problem(asking.ask(path), 422, "invalid-input")
    for wrong in ("2", "-1", "inf", "nan"):
        check_problem(asking.ask(f"/v1/networks/{name}?min_confidence={wrong}"), 422, "invalid-input")
    assert "finite number" in asking.ask(f"/v1/networks/{name}?min_confidence=nan").text


def test_networks_that_may_belong_are_suggested(asking: Asking) -> None:
    name = asking.get("/v1/ads/site:maybe-1")["network"]["network_id"]
    found = asking.get(f"/v1/networks/{name}/possible")
    (one,) = found["suggestions"]
    assert (one["a"]["source_id"], one["b"]["source_id"]) == ("maybe-1", "maybe-2")
    assert one["probability"] == pytest.approx(1 - (1 - 0.73) * (1 - 0.8))
    assert {item["kind"] for item in one["shared"]} == {"text", "username"}
    assert (found["total"], found["truncated"], found["limit"]) == (1, False, 20)


def test_why_two_ads_are_linked_is_told_in_steps(asking: Asking) -> None:
    why = asking.get("/v1/why", a="site:chain-1", b="site:chain-3")
    assert why["outcome"] == "linked"
    assert [step["type"] for step in why["steps"]] == ["identifier", "identifier"]
    assert all(step["sentence"] for step in why["steps"])
    assert asking.get("/v1/why", a="site:old", b="site:new")["outcome"] != "linked"


def test_what_is_erased_answers_410(asking: Asking) -> None:
    name = asking.get("/v1/ads/site:lonely")["network"]["network_id"]
    asking.app.erase.erase_ad("site:lonely", by=Actor("tests", "asked to"))
    for path in (
        "/v1/ads/site:lonely",
        f"/v1/networks/{name}",
        f"/v1/networks/{name}/ads",
        f"/v1/networks/{name}/graph",
        "/v1/why?a=site:lonely&b=site:old",
    ):
        check_problem(asking.ask(path), 410, "erased")
    asking.app.erase.erase_identifier("email", "rosa@example.com", by=Actor("tests", "asked to"))
    check_problem(asking.ask("/v1/identifiers/email/rosa@example.com"), 410, "erased")


def test_hostile_text_arrives_as_json_says_it(asking: Asking) -> None:
    found = asking.ask("/v1/ads/@sum:=cmd()")
    assert found.headers["Content-Type"] == "application/json"
    assert found.json()["observations"][0]["title"] == "\u202e\x1b[31m=1+1"


def test_the_description_is_for_everybody_with_a_key(asking: Asking) -> None:
    for role in Role:
        document = asking.ask("/v1/openapi.json", role).json()
        assert document["openapi"].startswith("3.")


def test_pictures_by_a_hash(asking: Asking, app: App) -> None:
    base, near = "0123456789abcdef" * 4, "0123456789abcdef" * 3 + "0123456789abcdee"
    land(app.store, [ad("hash", images=(ImageHashes(pdq=near),))], "hash")
    found = asking.get(f"/v1/pictures/pdq:{base}", within=1, limit=3)
    assert [(hit["identifier"]["value"], hit["distance"]) for hit in found["pictures"]] == [
        (f"pdq:{near}", 1)
    ]
    assert (found["limit"], found["within"], found["truncated"], found["total"]) == (3, 1, False, 1)
    assert found["pictures"][0]["ads"][0]["flags"] == found["flags"] == []
    assert asking.get(f"/v1/pictures/{base.upper()}", within=0)["pictures"] == []
    check_problem(asking.ask("/v1/pictures/nonsense"), 422, "invalid-input")
    check_problem(asking.ask(f"/v1/pictures/{base}?within=61"), 422, "invalid-input")
    check_problem(asking.ask(f"/v1/pictures/{base}?within=-1"), 422, "invalid-input")
