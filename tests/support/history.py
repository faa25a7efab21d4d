"""A store with something in every part of it."""

from __future__ import annotations

from typing import Protocol

from linkage.link.rules import DEFAULT_RULES
from linkage.model import Applied, Delta, Reject
from linkage.ports import ApiKey, AuditEntry, HashListRow, Ledger, Store, packed_digest
from linkage.resolve import make_resolver
from tests.support.ads import observe, world
from tests.support.making import (
    NOW,
    cannot,
    crowd,
    email,
    handle,
    image,
    must,
    of,
    phone,
    ruling,
    seen,
    undo,
    written,
    wrong,
)


class FullStore(Store, Ledger, Protocol):
    """What `fill` fills."""


HOSTILE = 'a "quoted; word", a \\ and a tab\t, a line\r\nbreak, \u202e right to left, \U0001f4de, and = 1'


def fill(store: FullStore) -> None:
    """Batches of ads, decisions of every kind, an undo, erasures, rejects, keys and audited look-ups."""
    store.bind_rules(DEFAULT_RULES.digest(), DEFAULT_RULES.canonical())
    for number, delta in enumerate(_deltas()):
        store.apply(delta, f"batch-{number}", make_resolver(DEFAULT_RULES), NOW + number)
    store.add_key(ApiKey("key-1", "desk", "analyst", b"\x00\xff\x80" * 10, NOW, None))
    store.add_key(ApiKey("key-2", "batch", "ingest", bytes(range(32)), NOW, NOW + 5))
    packed = {"md5": bytes(range(16)), "pdq": bytes(64)}
    store.put_hash_list(HashListRow("known pictures", packed_digest(packed), NOW, 1, 0, 0, 2), packed)
    for number in range(5):
        store.audit(AuditEntry(NOW, "ana", "query", HOSTILE, f"case {number}", number))


def _deltas() -> list[Delta]:
    return [
        Delta(
            tuple(map(observe, world())),
            rejects=(Reject("ads.jsonl", 3, "title", HOSTILE), Reject("ads.jsonl", 9, "", "no JSON")),
            origin="ads.jsonl",
        ),
        Delta(
            (
                *crowd(["a", "b", "c"], phone(1), email("one")),
                *crowd(["d", "e"], phone(2), handle("two"), image(3)),
                seen("f", phone(1), phone(2), title=HOSTILE, words=HOSTILE),
                seen("g", phone(3), at=None),
                written(seen("h", email("gone"), phone(4), title=""), "number words", "location"),
            )
        ),
        Delta(
            decisions=(must("D-1", "g", "h"), cannot("D-2", "a", "b"), ruling("D-3", phone(3), generic=True))
        ),
        Delta(decisions=(wrong("D-4", "c", phone(1)), ruling("D-5", phone(2), generic=False))),
        Delta(decisions=(undo("D-6", "D-1"),)),
        Delta((seen("a", phone(1), email("new"), at=NOW + 9, title="again"), seen("i", phone(3)))),
        Delta(erase_ads=(of("e"),), erase_identifiers=(email("gone"),)),
        Delta(
            (seen("e", phone(2)), seen("j", email("gone"), phone(4))), rejects=(Reject("x", 1, "body", "no"),)
        ),
    ]


def go_on(store: FullStore) -> list[Applied]:
    """More of everything, on top of `fill`."""
    deltas = [
        Delta((seen("k", phone(1), email("one")), seen("l", phone(5)), seen("m", phone(5), phone(4)))),
        Delta(decisions=(undo("D-7", "D-2"),)),
        Delta(erase_ads=(of("a"),)),
    ]
    return [
        store.apply(delta, f"more-{number}", make_resolver(DEFAULT_RULES), NOW + 100)
        for number, delta in enumerate(deltas)
    ]
