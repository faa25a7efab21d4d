"""Merged networks: the younger id leads to the older one."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.api.asking import Asking
from tests.support.ads import ad, land


@pytest.fixture
def merged(asking: Asking) -> tuple[str, str]:
    """The ids of two networks that an ad brought together, the older one first."""
    store = asking.app.store
    for name, phone in (("left", "+12025550111"), ("right", "+12025550112")):
        land(store, [ad(name, phones=(phone,)), ad(f"{name}-2", phones=(phone,))], name)
    left, right = (asking.get(f"/v1/ads/site:{name}")["network"]["network_id"] for name in ("left", "right"))
    land(store, [ad("bridge", phones=("+12025550111", "+12025550112"))], "bridge")
    return left, right


@pytest.mark.parametrize(
    ("part", "query", "kept"),
    [
        ("", "", ""),
        ("/ads", "", "?limit=100"),
        ("/ads", "?limit=1", "?limit=1"),
        ("/graph", "", "?max_nodes=500"),
        ("/graph", "?max_nodes=9", "?max_nodes=9"),
    ],
)
def test_a_merged_network_redirects_with_its_resources(
    asking: Asking, merged: tuple[str, str], part: str, query: str, kept: str
) -> None:
    older, younger = merged
    response = asking.ask(f"/v1/networks/{younger}{part}{query}")
    assert response.status_code == 308
    assert response.headers["Location"] == f"/v1/networks/{older}{part}{kept}"
    assert response.json() == {"network_id": older}
    followed = asking.ask(response.headers["Location"])
    assert followed.status_code == 200
    assert older in followed.text


def test_a_cursor_from_before_the_merge_leads_to_the_first_page(asking: Asking) -> None:
    store = asking.app.store
    land(store, [ad("first", phones=("+12025550111",))], "first")
    land(store, [ad(f"late-{n}", phones=("+12025550112",)) for n in range(3)], "late")
    late = asking.get("/v1/ads/site:late-0")["network"]["network_id"]
    cursor = asking.get(f"/v1/networks/{late}/ads", limit=1)["next"]
    land(store, [ad("bridge", phones=("+12025550111", "+12025550112"))], "bridge")
    response = asking.ask(f"/v1/networks/{late}/ads", params={"limit": 1, "cursor": cursor})
    assert response.status_code == 308
    assert urlsplit(response.headers["Location"]).query == "limit=1"


def test_the_feed_tells_of_the_merge(asking: Asking, merged: tuple[str, str]) -> None:
    older, younger = merged
    feed = asking.get("/v1/events", limit=1_000)["events"]
    assert ("merged", {older, younger}) in [
        (event["kind"], {event["network_id"], event["other_id"]}) for event in feed
    ]
    own = asking.get("/v1/events", network_id=younger)["events"]
    assert own
    assert all(younger in {event["network_id"], event["other_id"]} for event in own)
