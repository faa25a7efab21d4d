"""Crypto addresses whose checksum holds: Bitcoin, Ethereum, Tron, Litecoin, Dogecoin, Monero."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import base58
import bech32m

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise import monero
from linkage.normalise.disguise import tokens
from linkage.normalise.folding import view
from linkage.normalise.forms import INVISIBLE, PLAIN
from linkage.normalise.placeholders import is_dummy_eth
from linkage.normalise.spans import CACHE, MAX_HITS, MAX_TRIES, Extractor, Passage, listed, prose

NAME, VERSION = "wallet", 2
LABEL = f"{NAME}/{VERSION}"
PROSE_CONFIDENCE = 0.95
UNCHECKED_CONFIDENCE = 0.8
"""For an Ethereum address in one case, which carries no checksum."""

_TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{26,106}+(?![0-9A-Za-z])")
_MIN_TOKEN = 26
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\ufeff"
_BROKEN = re.compile(
    rf"(?<![0-9A-Za-z{_INVISIBLE}])(?:[0-9A-Za-z][{_INVISIBLE}]{{0,4}}+){{26,106}}+(?![0-9A-Za-z])"
)
_DROPPED = dict.fromkeys(map(ord, _INVISIBLE))
_ETH = re.compile(r"0[xX]([0-9a-fA-F]{40})")
_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]{26,35}")
_VERSIONS = {0x00: "btc", 0x05: "btc", 0x30: "ltc", 0x32: "ltc", 0x1E: "doge", 0x16: "doge", 0x41: "trx"}
"""First byte of a base58check payload, from each chain's parameters."""
_SEGWIT = {"bc1": "btc", "ltc1": "ltc"}


class Address(NamedTuple):
    """A verified address. `checked` when the spelling itself proved it."""

    identifier: Identifier
    checked: bool


@lru_cache(maxsize=CACHE)
def address(token: str) -> Address | None:
    """The wallet that a bare address names, or None when it is none, mistyped or a burn address."""
    eth = _ETH.fullmatch(token)
    if eth:
        return _ethereum(eth.group(1))
    for prefix, chain in _SEGWIT.items():
        if token[: len(prefix)].lower() == prefix:
            return _segwit(token, prefix[:-1], chain)
    if len(token) in monero.LENGTHS:
        return _monero(token)
    return _base58check(token) if _BASE58.fullmatch(token) else None


def canonical_wallet(value: str) -> Identifier | None:
    """`currency:address` in canonical form, from that form or from a bare address."""
    found = address(value.strip().rpartition(":")[2].strip())
    return found.identifier if found else None


def _ethereum(digits: str) -> Address | None:
    lower = digits.lower()
    if is_dummy_eth("0x" + lower):
        return None
    checked = digits not in {lower, digits.upper()}
    if checked and digits != _eip55(lower):
        return None
    return Address(Identifier(Kind.WALLET, "eth:0x" + lower), checked)


def _eip55(lower: str) -> str:
    """Mixed-case spelling of an address: EIP-55."""
    from eth_hash.auto import keccak  # noqa: PLC0415 - loads a crypto library, rarely needed

    digest = keccak(lower.encode()).hex()
    return "".join(c.upper() if int(d, 16) >= 8 else c for c, d in zip(lower, digest, strict=False))


def _segwit(token: str, hrp: str, chain: str) -> Address | None:
    try:
        program = bech32m.decode(hrp, token).witprog
    except bech32m.DecodeError:
        return None
    return _unless_burnt(bytes(program), chain, token.lower())


def _base58check(token: str) -> Address | None:
    try:
        payload = base58.b58decode_check(token)
    except ValueError:
        return None
    chain = _VERSIONS.get(payload[0]) if len(payload) == 21 else None
    return _unless_burnt(payload[1:], chain, token) if chain else None


def _monero(token: str) -> Address | None:
    payload = monero.payload(token)
    return _unless_burnt(payload[1:], "xmr", token) if payload else None


def _unless_burnt(program: bytes, chain: str, spelling: str) -> Address | None:
    """The address, unless its key hash is one repeated byte, which nobody can hold the key of."""
    if len(set(program)) <= 1:
        return None
    return Address(Identifier(Kind.WALLET, f"{chain}:{spelling}"), checked=True)


def _scan(passage: Passage) -> Iterator[Evidence]:
    text = passage.text
    broken = not text.isascii() and any(c in text for c in _INVISIBLE)
    for match in islice((_BROKEN if broken else _TOKEN).finditer(text), MAX_TRIES):
        written = match.group().rstrip(_INVISIBLE)
        token = written.translate(_DROPPED) if broken else written
        found = address(token)
        if found is not None:
            sure = 1.0 if passage.structured else PROSE_CONFIDENCE
            confidence = sure if found.checked else UNCHECKED_CONFIDENCE
            form = PLAIN if token == written else INVISIBLE
            end = match.start() + len(written)
            yield passage.evidence(found.identifier, match.start(), end, LABEL, confidence, form)


def _words(text: str) -> Sequence[str]:
    """A text's words, invisible characters left out; with tags, whose attributes may hold one, as it is."""
    return text.split() if "<" in text else tokens(view(text).text)


def _find(record: Record) -> Iterator[Evidence]:
    for passage in listed("wallets", record.wallets):
        yield from islice(_scan(passage), MAX_HITS)
    for passage in prose(record):
        # Hardly any text holds a word this long, and the words are at hand.
        if max(map(len, _words(passage.text)), default=0) >= _MIN_TOKEN:
            yield from islice(_scan(passage), MAX_HITS)


EXTRACTOR = Extractor(NAME, VERSION, _find)
