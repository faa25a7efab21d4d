"""What single operators own: pictures, addresses, handles, wallets."""

from __future__ import annotations

from typing import NamedTuple

import base58
from eth_hash.auto import keccak

from linkage.synthetic.dice import Dice
from linkage.synthetic.words import MAIL_DOMAINS, NAMES, PLATFORMS, SYLLABLES

PDQ_BITS = 256
MAX_FLIPS = 12
"""Bits that a re-encoded picture's perceptual hash moves at most; 31 is the usual match limit."""


class Picture(NamedTuple):
    """The hashes of a picture: lower-case hex, and PDQ's quality from 0 to 100."""

    sha256: str
    md5: str
    pdq: str
    quality: int


def picture(dice: Dice) -> Picture:
    """A picture unlike any other."""
    return Picture(dice.hex(64), dice.hex(32), dice.hex(64), dice.between(52, 100))


def reencoded(dice: Dice, original: Picture) -> Picture:
    """The same picture in other bytes: every second keeps its perceptual hash exactly."""
    bits = int(original.pdq, 16)
    if dice.chance(0.5):
        for _ in range(dice.between(2, MAX_FLIPS)):
            bits ^= 1 << dice.below(PDQ_BITS)
    return Picture(dice.hex(64), dice.hex(32), f"{bits:064x}", original.quality)


def edited(dice: Dice, original: Picture, low: int, high: int) -> Picture:
    """The same scene cropped, mirrored or written on: a perceptual hash `low` to `high` bits away."""
    bits, wanted, moved = int(original.pdq, 16), dice.between(low, high), 0
    while moved.bit_count() < wanted:
        moved |= 1 << dice.below(PDQ_BITS)
    return Picture(dice.hex(64), dice.hex(32), f"{bits ^ moved:064x}", original.quality)


def image(dice: Dice, of: Picture) -> dict[str, object]:
    """A picture as a record lists it; not every crawler computes every hash."""
    kinds = dice.roll()
    if kinds < 0.7:
        return {"sha256": of.sha256, "pdq": of.pdq, "pdq_quality": of.quality}
    if kinds < 0.85:
        return {"sha256": of.sha256, "md5": of.md5, "pdq": of.pdq, "pdq_quality": of.quality}
    return {"sha256": of.sha256}


def word(dice: Dice, syllables: int = 3) -> str:
    """A made-up word."""
    return "".join([dice.pick(SYLLABLES) for _ in range(syllables)])


def email(dice: Dice) -> str:
    """An address on a domain that cannot exist."""
    local = f"{dice.pick(NAMES).lower()}.{word(dice)}{dice.below(1000)}"
    return f"{local}@{dice.pick(MAIL_DOMAINS)}"


def handle(dice: Dice) -> str:
    """`platform:name`."""
    return f"{dice.pick(PLATFORMS)}:{word(dice)}_{word(dice, 2)}{dice.below(100):02d}"


def page(dice: Dice) -> str:
    """The address of an operator's own page."""
    return f"https://{word(dice)}-{word(dice)}{dice.below(100)}.example/"


def wallet(dice: Dice) -> str:
    """A Bitcoin (base58check, P2PKH) or Ethereum (EIP-55) address of random bytes."""
    payload = dice.bits(160).to_bytes(20, "big")
    if dice.chance(0.6):
        return base58.b58encode_check(b"\x00" + payload).decode("ascii")
    plain = payload.hex()
    check = keccak(plain.encode("ascii")).hex()
    mixed = (sign.upper() if nibble >= "8" else sign for sign, nibble in zip(plain, check, strict=False))
    return "0x" + "".join(mixed)
