"""Addresses from the published test vectors of each format, and from public genesis blocks."""

from __future__ import annotations

import base58
import pytest

from linkage.model import Kind, Record
from linkage.normalise import identifier, normalise

GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"  # BIP-350
EIP55 = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def made(version: int) -> str:
    return base58.b58encode_check(bytes([version]) + bytes(range(1, 21))).decode()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (GENESIS, f"btc:{GENESIS}"),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "btc:3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
        (SEGWIT, f"btc:{SEGWIT}"),
        (SEGWIT.upper(), f"btc:{SEGWIT}"),
        (TAPROOT, f"btc:{TAPROOT}"),
        (EIP55, f"eth:{EIP55.lower()}"),
        (EIP55.lower(), f"eth:{EIP55.lower()}"),
        (made(0x41), f"trx:{made(0x41)}"),
        (made(0x30), f"ltc:{made(0x30)}"),
        (made(0x1E), f"doge:{made(0x1E)}"),
        (f"BTC: {GENESIS}", f"btc:{GENESIS}"),
        (f"bitcoin:{SEGWIT}", f"btc:{SEGWIT}"),
    ],
)
def test_addresses_that_check(written: str, value: str) -> None:
    found = identifier(Kind.WALLET, written)
    assert found == (Kind.WALLET, value)
    assert identifier(Kind.WALLET, value) == found
    in_text = [
        e.value for e in normalise(Record("s", "1", body=f"tips to {written}.")) if e.kind is Kind.WALLET
    ]
    assert in_text == [value]


@pytest.mark.parametrize(
    "written",
    [
        GENESIS[:-1] + "b",
        SEGWIT[:-1] + "5",
        SEGWIT[:5].upper() + SEGWIT[5:],
        TAPROOT[:-1] + "q",
        EIP55.replace("aAeb", "aaeb"),
        EIP55 + "00",
        "0x" + "0" * 40,
        "0x" + "f" * 40,
        "0x000000000000000000000000000000000000dEaD",
        "1111111111111111111114oLvT2",
        made(0x6F),
        "a" * 34,
        "none",
        "N/A",
        "",
    ],
)
def test_addresses_that_do_not_check_or_burn(written: str) -> None:
    assert identifier(Kind.WALLET, written) is None
    record = Record("s", "1", body=f"tips to {written}", wallets=(written,))
    assert [e for e in normalise(record) if e.kind is Kind.WALLET] == []


def test_an_unchecked_spelling_is_less_sure() -> None:
    record = Record("s", "1", wallets=(EIP55, EIP55.lower(), f"btc:{GENESIS}"))
    assert {e.field: (e.confidence, e.start) for e in normalise(record)} == {
        "wallets[0]": (1.0, 0),
        "wallets[1]": (0.8, 0),
        "wallets[2]": (1.0, 4),
    }
