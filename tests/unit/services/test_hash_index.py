"""An index finds what comparing with every hash finds."""

from __future__ import annotations

import random

import pytest

from linkage.services import hash_index
from linkage.services.hash_index import NEAR, HashIndex


def flipped(digest: bytes, bits: int, dice: random.Random) -> bytes:
    value = int.from_bytes(digest, "big")
    for bit in dice.sample(range(256), bits):
        value ^= 1 << bit
    return value.to_bytes(32, "big")


def nearest(digest: bytes, some: list[bytes]) -> int | None:
    asked = int.from_bytes(digest, "big")
    found = min((asked ^ int.from_bytes(one, "big")).bit_count() for one in some)
    return found if found <= NEAR else None


@pytest.mark.parametrize("ordered", [False, True])
def test_pdq_within_the_distance_of_a_match_is_found_and_no_other(
    monkeypatch: pytest.MonkeyPatch, *, ordered: bool
) -> None:
    if ordered:
        monkeypatch.setattr(hash_index, "SMALL", 0)
        monkeypatch.setattr(hash_index, "WORTH_ORDERING", 2)
    dice = random.Random(5)
    some = sorted({dice.randbytes(32) for _ in range(300)})
    some[:3] = [bytes(32), bytes(31) + b"\x01", b"\xff" * 32]
    index = HashIndex({"pdq": b"".join(some)})
    for bits in [*range(36), 60, 120] * 5:
        asked = flipped(dice.choice(some), bits, dice)
        assert index.distance("pdq", asked) == nearest(asked, some), bits


def test_the_last_bit_counts_spread_as_thin_as_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two bits of 15 bands and one of the last: no band is equal, and one differs by one bit."""
    monkeypatch.setattr(hash_index, "SMALL", 0)
    monkeypatch.setattr(hash_index, "WORTH_ORDERING", 1)
    base = random.Random(1).randbytes(32)
    mask = b"\x81\x00" * 15 + b"\x00\x10"
    index = HashIndex({"pdq": base})
    assert index.distance("pdq", bytes(a ^ b for a, b in zip(base, mask, strict=True))) == 31
    mask = b"\x81\x00" * 15 + b"\x01\x10"
    assert index.distance("pdq", bytes(a ^ b for a, b in zip(base, mask, strict=True))) is None


@pytest.mark.parametrize(("algorithm", "size"), [("md5", 16), ("sha1", 20), ("sha256", 32)])
def test_exact_hashes(algorithm: str, size: int) -> None:
    dice = random.Random(size)
    some = sorted([bytes(size), b"\xff" * size, *(dice.randbytes(size - 1) + b"\0" for _ in range(50))])
    index = HashIndex({algorithm: b"".join(some)})
    assert [index.distance(algorithm, one) for one in some] == [0] * len(some)
    others = [one[:-1] + b"\x01" for one in some if one[-1] == 0]
    assert [index.distance(algorithm, one) for one in others] == [None] * len(others)


def test_an_algorithm_that_a_list_does_not_have() -> None:
    index = HashIndex({"md5": bytes(16)})
    assert [index.distance("sha1", bytes(20)), index.distance("pdq", bytes(32))] == [None, None]
