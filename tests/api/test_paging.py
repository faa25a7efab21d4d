"""Cursors: every item once, and nothing but a cursor of the same list is one."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.api.asking import Asking, check_problem

HOTLINE = "/v1/identifiers/phone/+12025550199"


def pages(asking: Asking, path: str, **query: object) -> Iterator[Any]:
    """Every page of a list."""
    page = asking.get(path, **query)
    yield page
    while page["next"] is not None:
        assert page["truncated"]
        assert page["truncated_reason"]
        page = asking.get(path, **query, cursor=page["next"])
        yield page
    assert not page["truncated"]
    assert page["truncated_reason"] is None


@pytest.mark.parametrize("limit", [1, 3, 7, 40, 41])
def test_carriers_are_told_once_each(asking: Asking, limit: int) -> None:
    told = [page["carriers"] for page in pages(asking, HOTLINE, limit=limit)]
    assert all(len(carriers) == limit for carriers in told[:-1])
    ads = [carrier["ad"]["ad_id"] for carriers in told for carrier in carriers]
    assert len(ads) == len(set(ads)) == 40


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_networks_are_told_once_each_largest_first(asking: Asking, limit: int) -> None:
    told = [network for page in pages(asking, "/v1/networks", limit=limit) for network in page["networks"]]
    names = [network["network_id"] for network in told]
    assert len(names) == len(set(names)) >= 2
    assert all(a["ads"] >= b["ads"] for a, b in pairwise(told))


def test_ads_of_a_network_are_told_once_each(asking: Asking) -> None:
    name = asking.get("/v1/ads/site:chain-1")["network"]["network_id"]
    told = [ad for page in pages(asking, f"/v1/networks/{name}/ads", limit=1) for ad in page["ads"]]
    assert [ad["source_id"] for ad in sorted(told, key=lambda ad: str(ad["source_id"]))] == [
        "chain-1",
        "chain-2",
        "chain-3",
    ]


def test_events_follow_on(asking: Asking) -> None:
    since, told = 0, []
    while True:
        page = asking.get("/v1/events", since=since, limit=1)
        told += [event["sequence"] for event in page["events"]]
        if page["next"] is None:
            break
        since = page["next"]
    whole = asking.get("/v1/events")
    assert told == [event["sequence"] for event in whole["events"]]
    assert len(told) >= 2
    assert (whole["limit"], whole["truncated"]) == (100, False)


def test_a_cursor_tells_nothing_of_what_was_asked(asking: Asking) -> None:
    cursor = asking.get(HOTLINE, limit=1)["next"]
    assert b"2025550199" not in base64.urlsafe_b64decode(cursor + "==")


def test_a_cursor_is_good_for_its_own_list_only(asking: Asking) -> None:
    cursor = asking.get(HOTLINE, limit=1)["next"]
    networks = asking.get("/v1/networks", limit=1)["next"]
    for path, foreign in (
        ("/v1/identifiers/phone/+12025550123", cursor),
        ("/v1/networks", cursor),
        ("/v1/networks?min_ads=3", networks),
        (HOTLINE, networks),
    ):
        check_problem(asking.ask(path, params={"cursor": foreign} | _query(path)), 422, "invalid-input")


def _query(path: str) -> dict[str, str]:
    return {"min_ads": "3"} if "min_ads" in path else {}


@pytest.mark.parametrize(
    "cursor",
    ["", "0", "A" * 8, "é", "a b", "%00", "====", "A" * 401, "AAAAAAAAAAA", "_-_-_-_-_-_-_-_-", "[" * 300],
)
def test_what_is_no_cursor_is_refused(asking: Asking, cursor: str) -> None:
    for path in ("/v1/networks", HOTLINE):
        check_problem(asking.ask(path, params={"cursor": cursor}), 422, "invalid-input")


def test_a_forged_cursor_does_no_harm(asking: Asking) -> None:
    good = base64.urlsafe_b64decode(asking.get("/v1/networks", limit=1)["next"] + "==")
    for forged in (b"", b"\xff", b"x", b"1.", b".N-x", b"9" * 30 + b".N", b"1.' OR 1=1 --", b"1.\0"):
        cursor = base64.urlsafe_b64encode(good[:8] + forged).decode().rstrip("=")
        assert asking.ask("/v1/networks", params={"cursor": cursor}).status_code in {200, 422}


@pytest.mark.parametrize("limit", [1, 100])
def test_verdicts_are_told_once_each_most_ads_first(asking: Asking, limit: int) -> None:
    told = [
        one["identifier"]
        for page in pages(asking, "/v1/verdicts", verdict="linking", limit=limit)
        for one in page["identifiers"]
    ]
    assert len(told) == len({(one["kind"], one["value"]) for one in told}) >= 2
    assert all(a["ads"] >= b["ads"] for a, b in pairwise(told))
    (generic,) = asking.get("/v1/verdicts", kind="phone")["identifiers"]
    assert (generic["identifier"]["value"], generic["identifier"]["ads"]) == ("+12025550199", 40)
    assert (generic["looked_at"], generic["sites"]) == (40, 1)
