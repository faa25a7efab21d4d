"""A plain world: heavy-tailed operators, words without meaning, one shared picture and number."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.accuracy.foreign.draft import Draft
from bench.accuracy.foreign.pictures import Picture
from bench.accuracy.foreign.words import made_word
from bench.accuracy.foreign.world import World

_VOCABULARY = 5_000
_WORDS = 40
"""Of each text."""
_MOST_ADS = 200


@dataclass(frozen=True, slots=True)
class _Operator:
    phones: list[str]
    emails: list[str]
    pictures: list[Picture]
    text: NDArray[np.int64]
    """Numbers of words."""


class _Peers:
    def __init__(self, seed: int) -> None:
        self.world = World("peers", seed, ("board.example",))
        self.dice = np.random.default_rng(seed)
        words: set[str] = set()
        while len(words) < _VOCABULARY:
            words.add(made_word(self.world.rng))
        self._vocabulary = sorted(words)
        self._stock = self._picture()
        self._switchboard = self.world.phone()
        self.world.share_picture(self._stock)
        self.world.share("phone", self._switchboard)

    def operator(self, size: int) -> _Operator:
        """Someone behind so many ads."""
        below = self.dice.integers
        return _Operator(
            phones=self.world.phones(min(1 + int(below(0, 3)), size)),
            emails=self.world.emails(int(below(0, 3))),
            pictures=[self._picture() for _ in range(min(1 + int(below(0, 5)), 2 * size))],
            text=below(0, _VOCABULARY, _WORDS),
        )

    def ad(self, by: _Operator) -> Draft:
        """One ad, some of its words replaced."""
        dice, ad = self.dice, self.world.draft()
        phone = by.phones[int(dice.integers(0, len(by.phones)))] if dice.random() < 0.8 else None
        if dice.random() < 0.002:
            phone = self._switchboard
        if phone:
            ad.fields["phones"] = [phone]
            ad.shown.append(("phone", phone))
        if by.emails and dice.random() < 0.4:
            email = by.emails[int(dice.integers(0, len(by.emails)))]
            ad.fields["emails"] = [email]
            ad.shown.append(("email", email))
        count = int(dice.integers(0, 4))
        for number in sorted(set(dice.integers(0, len(by.pictures), count).tolist())):
            ad.picture(by.pictures[number])
        if dice.random() < 0.01:
            ad.picture(self._stock)
        replaced = dice.random(_WORDS) < 0.15
        words = np.where(replaced, dice.integers(0, _VOCABULARY, _WORDS), by.text)
        ad.fields["body"] = " ".join(self._vocabulary[word] for word in words)
        return ad

    def _picture(self) -> Picture:
        return Picture(hashlib.sha256(self.dice.bytes(16)).hexdigest())


def make(seed: int, ads: int) -> World:
    """The world of a seed."""
    peers = _Peers(seed)
    number = 0
    while len(peers.world) < ads:
        size = min(int(peers.dice.zipf(1.9)), _MOST_ADS, ads - len(peers.world))
        operator = peers.operator(size)
        for _ in range(size):
            peers.world.emit(f"p{number}", peers.ad(operator))
        number += 1
    return peers.world
