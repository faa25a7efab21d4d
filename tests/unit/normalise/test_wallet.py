"""Addresses from the published test vectors of each format, and from public genesis blocks."""

from __future__ import annotations

import base58
import pytest
from eth_hash.auto import keccak

from linkage.model import Kind, Record
from linkage.normalise import identifier, monero, normalise
from linkage.normalise.forms import INVISIBLE

GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"  # BIP-350
EIP55 = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"

MONERO = "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"
"""The Monero project's own donation address."""
SUBADDRESS = "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"


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
        (MONERO, f"xmr:{MONERO}"),
        (SUBADDRESS, f"xmr:{SUBADDRESS}"),
        (f"monero:{MONERO}", f"xmr:{MONERO}"),
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
        MONERO[:-1] + "B",
        MONERO[:20] + "0" + MONERO[21:],
        "9" + MONERO[1:],
        MONERO[:-1],
        "z" * 95,
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


@pytest.mark.parametrize("wallet", [GENESIS, SEGWIT, EIP55, MONERO])
def test_invisible_characters_inside_are_left_out(wallet: str) -> None:
    written = wallet[:9] + "\u200b" + wallet[9:20] + "\u2060\u200d" + wallet[20:]
    (found,) = normalise(Record("s", "1", body=f"tips\u200b: {written}\u200b."))
    assert (found.raw, found.form) == (written, INVISIBLE)
    assert found.value.partition(":")[2] in {wallet, wallet.lower()}


def test_an_integrated_monero_address_counts() -> None:
    # Made from the keys of the address above and a payment id, as the format says.
    raw = monero.payload(MONERO)
    assert raw is not None
    data = bytes([19]) + raw[1:] + bytes(range(8))
    address = encoded(data + keccak(data)[:4])
    assert len(address) == 106
    assert identifier(Kind.WALLET, address) == (Kind.WALLET, f"xmr:{address}")
    assert identifier(Kind.WALLET, address[:-1] + "1") is None


def encoded(data: bytes) -> str:
    """Base58 in blocks of eight bytes."""
    digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    out = ""
    for at in range(0, len(data), 8):
        block = data[at : at + 8]
        number, text = int.from_bytes(block, "big"), ""
        for _ in range({8: 11, 5: 7}[len(block)]):
            number, digit = divmod(number, 58)
            text = digits[digit] + text
        out += text
    return out
