"""Full text: any text is a safe query, hits are ads, and what matched is marked."""

from __future__ import annotations

import pytest

from linkage.bootstrap import StoreAndLedger
from tests.contract.conftest import Writer
from tests.support.making import NOW, of, seen


def found(store: StoreAndLedger, query: str, limit: int = 10) -> set[str]:
    return {hit.ad_id for hit in store.search_text(query, limit)}


@pytest.fixture
def garden(write: Writer) -> None:
    write.ads(
        seen("a", title="Garden work", words="Roses, hedges and a CAFÉ in Albany"),
        seen("b", title="Roses roses roses", words="roses every day"),
        seen("c", title="Piano lessons", words="no flowers, only notes from Ångström"),
    )


@pytest.mark.usefixtures("garden")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("roses", "ab"),
        ("ROSES", "ab"),
        ("roses hedges", "a"),
        ("hedges roses", "a"),
        ("ros*", "ab"),
        ("ros", ""),
        ("cafe", "a"),
        ("angstrom", "c"),
        ("garden albany", "a"),
        ("piano roses", ""),
        ("", ""),
        ("   \t\n", ""),
        ("* * **", ""),
        ("!?()", ""),
    ],
)
def test_words_find_ads(store: StoreAndLedger, query: str, names: str) -> None:
    assert found(store, query) == {of(name) for name in names}


@pytest.mark.usefixtures("garden")
@pytest.mark.parametrize(
    "query",
    [
        'roses"',
        '"roses" OR "piano"',
        "title:roses",
        "NEAR(roses piano)",
        "roses NOT hedges",
        "^roses",
        "-roses",
        "roses'; DROP TABLE ad; --",
        "{title body}: roses",
        "roses\x00piano",
        "\ud800 roses",
        "roses\ud800",
        "a" * 100_000,
        "roses " * 10_000,
        "* roses*",
        '"',
        "(",
        "\u2588\u202e",
    ],
)
def test_any_text_is_a_safe_query(store: StoreAndLedger, query: str) -> None:
    assert found(store, query) <= {of("a"), of("b")}
    assert store.check() == []


@pytest.mark.usefixtures("garden")
def test_a_hit_shows_what_matched_best_first(store: StoreAndLedger) -> None:
    hits = store.search_text("roses", 10)
    assert [hit.ad_id for hit in hits] == [of("b"), of("a")]
    assert hits[0].score > hits[1].score
    assert all("\x02" in hit.snippet and "\x03" in hit.snippet for hit in hits)
    assert "\x02Roses\x03" in hits[1].snippet
    assert len(store.search_text("roses", 1)) == 1


def test_an_ad_is_one_hit_however_many_records_match(store: StoreAndLedger, write: Writer) -> None:
    write.ads(*(seen("often", title=f"Roses {n}", at=NOW + n) for n in range(40)))
    write.ads(*(seen(f"once-{n}", title="Roses and a good deal of other work", at=NOW) for n in range(3)))
    assert found(store, "roses", 4) == {of("often"), *(of(f"once-{n}") for n in range(3))}
    assert len(store.search_text("roses", 3)) == 3
