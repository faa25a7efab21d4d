"""Look-ups: whatever is pasted, and one thing by its name."""

from __future__ import annotations

from hashlib import sha256

import pytest

from linkage.bootstrap import App
from linkage.errors import GoneError, InvalidInputError, NotFoundError
from linkage.model import ImageHashes, ad_id, network_id
from linkage.ports import Moved
from linkage.services.audit import Actor
from linkage_schemas.answers import AdsOut, GraphOut, NetworkOut
from tests.support.ads import ad, land

BY = Actor("ines", "case 7")


def picture(number: int) -> ImageHashes:
    return ImageHashes(sha256=sha256(b"%d" % number).hexdigest())


CHAIN = ad_id("site", "chain-1")


@pytest.mark.parametrize("text", ["+1 202 555 0123", "(202) 555-0123", "phone:+12025550123"])
def test_search_knows_a_phone_however_written(app: App, text: str) -> None:
    found = app.query.search(text, by=BY)
    (hit,) = found.identifiers
    assert hit.identifier.value == "+12025550123"
    assert {shown.source_id for shown in hit.ads} == {"chain-1", "chain-2"}
    assert [network.network_id for network in hit.networks] == [network_id(CHAIN)]
    assert hit.networks[0].ads == 3
    assert not found.truncated


@pytest.mark.parametrize("text", [CHAIN, CHAIN[:8], CHAIN.upper(), "site:chain-1"])
def test_search_knows_an_ad_by_every_name(app: App, text: str) -> None:
    found = app.query.search(text, by=BY)
    assert [shown.ad_id for shown in found.ads] == [CHAIN]
    assert [network.network_id for network in found.networks] == [network_id(CHAIN)]
    assert not found.texts


def test_search_knows_a_network(app: App) -> None:
    found = app.query.search(network_id(CHAIN), by=BY)
    assert [network.ads for network in found.networks] == [3]


def test_search_falls_back_to_words(app: App) -> None:
    found = app.query.search("hedges roses", by=BY)
    assert {match.ad.source_id for match in found.texts} == {"maybe-1", "maybe-2"}
    assert "\x02hedges\x03" in found.texts[0].snippet


def test_search_says_what_it_cut(app: App) -> None:
    found = app.query.search("+12025550199", by=BY, limit=5)
    (hit,) = found.identifiers
    assert (len(hit.ads), hit.ads_total, hit.truncated) == (5, 40, True)
    assert found.truncated
    assert found.truncated_reason is not None
    assert app.query.search("hedges", by=BY, limit=1).truncated


def test_search_names_an_identifier_that_nobody_carries(app: App) -> None:
    found = app.query.search("+12025550100", by=BY)
    assert [(missing.value, missing.state) for missing in found.missing] == [("+12025550100", "unknown")]
    assert found.total == 0


def test_search_tells_erased_from_unknown(app: App) -> None:
    app.erase.erase_identifier("phone", "+12025550199", by=BY)
    found = app.query.search("+12025550199", by=BY)
    assert [missing.state for missing in found.missing] == ["erased"]
    app.erase.erase_ad("site:lonely", by=BY)
    with pytest.raises(GoneError):
        app.query.search("site:lonely", by=BY)


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001, "\udcff"])
def test_search_refuses_nothing_and_too_much(app: App, text: str) -> None:
    with pytest.raises(InvalidInputError):
        app.query.search(text, by=BY)


@pytest.mark.parametrize("text", ['"', "a OR", "NEAR(", "*", "\x00", "'; DROP TABLE ad; --", ":" * 500])
def test_search_takes_any_text(app: App, text: str) -> None:
    app.query.search(text, by=BY)


def test_an_ad_comes_with_everything(app: App) -> None:
    answer = app.query.ad("site:chain-2", by=BY)
    assert answer.network.ads == 3
    assert [record.body for record in answer.observations] == ["Now on (202) 555.0123, or rosa@example.com"]
    links = {link.kind.value: link for link in answer.links}
    phone = links["phone"]
    assert phone.holder is not None
    assert phone.holder.ads == 2
    (piece,) = phone.evidence
    body = answer.observations[0].body
    assert body[piece.start : piece.end] == piece.raw == "(202) 555.0123"


def test_names_of_ads_may_hold_colons(empty: App) -> None:
    land(empty.store, [ad("c:d", source="a:b")])
    assert empty.query.resolve_ad("a:b:c:d") == ad_id("a:b", "c:d")
    land(empty.store, [ad("b:c:d", source="a")], "batch-2")
    with pytest.raises(InvalidInputError, match="several"):
        empty.query.resolve_ad("a:b:c:d")


def test_unknown_ads_and_short_prefixes_are_not_found(app: App) -> None:
    for ref in ("site:none", CHAIN[:7], "0" * 32, "nothing"):
        with pytest.raises(NotFoundError):
            app.query.resolve_ad(ref)


def test_an_identifier_is_paged_without_gaps_or_doubles(app: App) -> None:
    seen: list[str] = []
    after: str | None = None
    while True:
        page = app.query.identifier("phone", "202 555 0199", by=BY, region="US", after=after, limit=7)
        seen += [carrier.ad.ad_id for carrier in page.carriers]
        if page.next is None:
            break
        after = page.next
    assert len(seen) == len(set(seen)) == page.identifier.ads == 40
    assert seen == sorted(seen)
    assert "of 32 sampled ads, 0 parties" in page.identifier.holders[0].words


@pytest.mark.parametrize(("kind", "error"), [("fax", InvalidInputError), ("email", NotFoundError)])
def test_unknown_identifiers(app: App, kind: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        app.query.identifier(kind, "nobody@example.com", by=BY)


def test_networks_are_paged_largest_first(app: App) -> None:
    first = app.query.networks(by=BY, limit=1)
    assert [network.ads for network in first.networks] == [3]
    second = app.query.networks(by=BY, limit=1, after=first.next)
    assert [network.ads for network in second.networks] == [2]
    assert second.next is None
    assert app.query.networks(by=BY, min_ads=4).networks == []


@pytest.mark.parametrize("cursor", ["", "x", "1", "-1.N-1", "9" * 20 + ".N-1"])
def test_foreign_cursors_are_refused(app: App, cursor: str) -> None:
    with pytest.raises(InvalidInputError):
        app.query.networks(by=BY, after=cursor)


def test_a_merged_network_moves_and_its_ads_are_paged(empty: App) -> None:
    land(empty.store, [ad("1", phones=("+12025550111",)), ad("2", phones=("+12025550112",))])
    land(empty.store, [ad("3", phones=("+12025550111", "+12025550112"))], "batch-2")
    old, new = network_id(ad_id("site", "2")), network_id(ad_id("site", "1"))
    for answer in (
        empty.query.network(old, by=BY),
        empty.query.network_ads(old, by=BY),
        empty.query.graph(old, by=BY),
    ):
        assert answer == Moved(new)
    network = empty.query.network(new, by=BY)
    assert isinstance(network, NetworkOut)
    assert network.ads == 3
    page = empty.query.network_ads(new, by=BY, limit=2)
    assert isinstance(page, AdsOut)
    rest = empty.query.network_ads(new, by=BY, limit=2, after=page.next)
    assert isinstance(rest, AdsOut)
    assert (len(page.ads), len(rest.ads), page.total, rest.next) == (2, 1, 3, None)


def test_a_small_graph_is_whole(app: App) -> None:
    graph = app.query.graph(network_id(CHAIN), by=BY)
    assert isinstance(graph, GraphOut)
    assert (graph.total_nodes, graph.total_edges, graph.truncated) == (5, 4, False)
    ids = {node.id for node in graph.nodes}
    assert all(edge.source in ids and edge.target in ids and edge.followed for edge in graph.edges)
    assert len(graph.edges) == 4


def test_a_large_graph_is_cut_to_its_best_connected_part(empty: App) -> None:
    hub = [ad(f"{n:02}", phones=("+12025550111",), images=(picture(n),)) for n in range(18)]
    land(empty.store, hub)
    empty.decide.decide("not-generic", by=BY, identifier_kind="phone", identifier_value="+12025550111")
    network = network_id(ad_id("site", "00"))
    graph = empty.query.graph(network, by=BY, max_nodes=10)
    assert isinstance(graph, GraphOut)
    assert (graph.total_nodes, graph.total_edges) == (37, 36)
    assert len(graph.nodes) == 10
    assert graph.truncated
    assert graph.truncated_reason is not None
    (shown,) = [node for node in graph.nodes if node.type == "identifier"]
    assert (shown.value, shown.degree) == ("+12025550111", 18)
    assert len(graph.edges) == 9
    assert graph == empty.query.graph(network, by=BY, max_nodes=10)


def test_events_are_a_feed(app: App) -> None:
    first = app.query.events(by=BY, limit=1)
    second = app.query.events(by=BY, since=first.next or 0)
    assert [event.sequence for event in (*first.events, *second.events)] == [1, 2]
    assert second.next is None
    own = app.query.events(by=BY, network_id=network_id(CHAIN))
    assert [event.ads for event in own.events] == [3]


@pytest.mark.parametrize("limit", [0, -1, 1_001])
def test_limits_have_limits(app: App, limit: int) -> None:
    with pytest.raises(InvalidInputError):
        app.query.events(by=BY, limit=limit)


def test_of_two_identifiers_a_cut_graph_keeps_the_better_connected(empty: App) -> None:
    phone = "+12025550111"
    land(empty.store, [ad(str(n), phones=(phone,), images=(picture(max(n, 1)),)) for n in range(6)])
    empty.decide.decide("not-generic", by=BY, identifier_kind="phone", identifier_value=phone)
    graph = empty.query.graph(network_id(ad_id("site", "0")), by=BY, max_nodes=3)
    assert isinstance(graph, GraphOut)
    assert [node.value for node in graph.nodes if node.type == "identifier"] == [phone]
