"""A store copied into another one of any kind is the same store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.errors import ConflictError, StoreError
from linkage.ports import AuditEntry
from linkage.store.moving import Copied, Moving, Part, copy, reading
from linkage.store.moving.parts import TombstoneEntry
from tests.contract.conftest import Opener, sqlite
from tests.support.history import fill, go_on
from tests.support.making import NOW, of
from tests.support.neo4j import Servers
from tests.support.state import assert_same, read_state

BEGAN = AuditEntry(NOW, "ana", "migrate-start", "here to there", "a bigger machine", 0)


def nothing(_moving: Moving) -> None:
    """No progress is shown."""


@pytest.fixture(params=["sqlite", "neo4j"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreAndLedger]:
    """Another empty store, of the same kind or of another."""
    if request.param == "sqlite":
        folder = tmp_path / "target"
        folder.mkdir()
        with closing(sqlite(folder)()) as store:
            yield store
        return
    servers: Servers = request.getfixturevalue("neo4j_servers")
    with servers.lease() as place, closing(place.open()) as store:
        yield store


@pytest.fixture
def source(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> StoreAndLedger:
    """A store with something in every part, read in pages of a few entries."""
    monkeypatch.setattr(reading, "PAGE", 15)
    store = opener()
    fill(store)
    return store


def history(store: StoreAndLedger) -> list[object]:
    return [
        store.counts(),
        store.events(0, None, 1_000),
        store.decisions(standing=False),
        store.rejects(100),
        store.keys(),
        store.audit_entries(0, 1_000),
    ]


def test_everything_is_there_and_goes_on_alike(source: StoreAndLedger, target: StoreAndLedger) -> None:
    moved = copy(source, target, BEGAN, nothing)
    assert [part.part for part in moved] == list(Part)
    assert all(part.entries for part in moved)
    assert target.mark() is None
    assert target.check() == []
    assert target.verify_audit() is None
    assert_same(read_state(target), read_state(source))
    assert history(target) == history(source)
    assert found(target) == found(source)
    assert go_on(target) == go_on(source)
    assert target.check() == []
    assert_same(read_state(target), read_state(source))
    assert history(target) == history(source)


def test_how_evidence_was_written_is_copied(source: StoreAndLedger, target: StoreAndLedger) -> None:
    copy(source, target, BEGAN, nothing)
    for store in (source, target):
        (piece,) = store.evidence(of("h"))
        assert (piece.form, piece.region_source) == ("number words", "location")


def found(store: StoreAndLedger) -> set[str]:
    """Ads that a word finds; how they are ranked is each index's own affair."""
    return {hit.ad_id for hit in store.search_text("garden", 100)}


def interrupted(after: int) -> Callable[[Moving], None]:
    """Progress that gives up after some steps."""
    steps = 0

    def show(_moving: Moving) -> None:
        nonlocal steps
        steps += 1
        if steps > after:
            raise KeyboardInterrupt

    return show


def test_a_copy_that_is_cut_off_goes_on(source: StoreAndLedger, target: StoreAndLedger) -> None:
    cuts = 0
    moved: list[Copied] = []
    while not moved:
        try:
            moved = list(copy(source, target, BEGAN, interrupted(3 + 2 * cuts)))
        except KeyboardInterrupt:
            cuts += 1
            assert target.mark() is not None
    assert cuts > 3
    assert target.mark() is None
    assert_same(read_state(target), read_state(source))
    assert history(target) == history(source)
    assert target.verify_audit() is None


def test_a_store_with_something_in_it_is_no_target(source: StoreAndLedger, target: StoreAndLedger) -> None:
    fill(target)
    before = [*history(target), target.secret()]
    with pytest.raises(ConflictError, match="holds something"):
        copy(source, target, BEGAN, nothing)
    assert [*history(target), target.secret()] == before


def test_half_a_copy_of_something_else_is_no_target(
    source: StoreAndLedger, target: StoreAndLedger, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        copy(source, target, BEGAN, interrupted(5))
    with closing(sqlite(tmp_path)()) as other:
        fill(other)
        with pytest.raises(ConflictError, match="another store"):
            copy(other, target, BEGAN, nothing)
    go_on(source)
    with pytest.raises(ConflictError, match="revision"):
        copy(source, target, BEGAN, nothing)


@pytest.mark.parametrize("moment", ["copy records", "copy meta", "compare batches", "compare meta"])
def test_a_source_that_is_written_to_is_noticed(
    source: StoreAndLedger, target: StoreAndLedger, moment: str
) -> None:
    written = False

    def write(moving: Moving) -> None:
        nonlocal written
        if f"{moving.doing} {moving.part}" == moment and not written:
            written = True
            go_on(source)

    with pytest.raises(ConflictError, match="written to"):
        copy(source, target, BEGAN, write)
    assert target.mark() is not None


def test_two_copies_at_once_do_no_harm(source: StoreAndLedger, target: StoreAndLedger) -> None:
    """The second one goes on where the first one is; the first one finds out and stops."""

    def overtaken(moving: Moving) -> None:
        if moving.doing == "copy" and moving.part is Part.LINKS and not done:
            done.append(1)
            copy(source, target, BEGAN, nothing)
            go_on(target)

    done: list[int] = []
    with pytest.raises(ConflictError, match="another"):
        copy(source, target, BEGAN, overtaken)
    assert target.mark() is None
    assert target.check() == []


@pytest.mark.parametrize("cut", ["copy audit", "copy meta", "compare batches"])
def test_look_ups_and_keys_meanwhile(source: StoreAndLedger, target: StoreAndLedger, cut: str) -> None:
    def cut_off(moving: Moving) -> None:
        source.audit(BEGAN)
        if f"{moving.doing} {moving.part}" == cut:
            raise KeyboardInterrupt

    def revoke(moving: Moving) -> None:
        if moving == Moving("compare", Part.AUDIT, moving.entries):
            source.revoke_key("key-1", NOW + 50)

    with pytest.raises(KeyboardInterrupt):
        copy(source, target, BEGAN, cut_off)
    with pytest.raises(ConflictError, match="keys"):
        copy(source, target, BEGAN, revoke)
    assert target.mark() is not None
    copy(source, target, BEGAN, nothing)
    assert target.keys() == source.keys()
    assert target.verify_audit() is None
    assert history(target) == history(source)


def test_a_copy_that_differs_is_not_used(source: StoreAndLedger, target: StoreAndLedger) -> None:
    def spoil(moving: Moving) -> None:
        if moving.doing == "compare" and moving.part is Part.BATCHES:
            mark = str(target.mark())
            target.load(Part.TOMBSTONES, [TombstoneEntry(b"\x01" * 32, 1)], mark + " ", mark)
            target.load(Part.TOMBSTONES, (), mark, mark + " ")

    with pytest.raises(StoreError, match="tombstones"):
        copy(source, target, BEGAN, spoil)
    assert target.mark() is not None
