from __future__ import annotations

import re

import base58
import pytest
from eth_hash.auto import keccak

from linkage.synthetic import pools
from linkage.synthetic.dice import Dice
from linkage.synthetic.languages import BANKS
from linkage.synthetic.texts import template
from linkage.synthetic.words import CATEGORIES


def test_wallets_pass_their_checksums() -> None:
    dice = Dice(3)
    wallets = [pools.wallet(dice) for _ in range(60)]
    bitcoin = [w for w in wallets if w.startswith("1")]
    ether = [w for w in wallets if w.startswith("0x")]
    assert len(bitcoin) + len(ether) == 60
    assert min(len(bitcoin), len(ether)) > 10
    for address in bitcoin:
        assert len(base58.b58decode_check(address)) == 21
    for address in ether:
        assert re.fullmatch(r"0x[0-9a-fA-F]{40}", address)
        check = keccak(address[2:].lower().encode()).hex()
        for sign, nibble in zip(address[2:], check, strict=False):
            assert not sign.isalpha() or sign.isupper() is (nibble >= "8")


def test_a_reencoded_picture_has_new_bytes_and_a_near_hash() -> None:
    dice = Dice(4)
    original = pools.picture(dice)
    copies = [pools.reencoded(dice, original) for _ in range(100)]
    apart = [(int(copy.pdq, 16) ^ int(original.pdq, 16)).bit_count() for copy in copies]
    assert len({copy.sha256 for copy in copies} | {original.sha256}) == 101
    assert 20 < apart.count(0) < 80
    assert 0 < max(apart) <= pools.MAX_FLIPS
    assert all(len(copy.pdq) == 64 for copy in copies)


@pytest.mark.parametrize("language", sorted(BANKS))
def test_templates_are_unlike_and_their_slots_fill(language: str) -> None:
    dice = Dice(5)
    made = [template(dice, language, category) for category in CATEGORIES for _ in range(50)]
    assert len({one.body for one in made}) > 0.99 * len(made)
    for one in made:
        text = one.body.format(name="Ana", price="$90") + one.title.format(name="Ana", city="Leeds")
        assert "{" not in text
        assert "$90" in text


@pytest.mark.parametrize("language", sorted(BANKS))
def test_a_bank_serves_every_category(language: str) -> None:
    assert set(BANKS[language].offer) == set(CATEGORIES)
    for field in BANKS[language]:
        sentences = [s for part in field.values() for s in part] if isinstance(field, dict) else list(field)
        assert len(sentences) == len(set(sentences)) >= 4


def test_two_are_different_and_every_pair_comes() -> None:
    dice = Dice(6)
    assert {dice.two("abc") for _ in range(200)} == {(a, b) for a in "abc" for b in "abc" if a != b}
