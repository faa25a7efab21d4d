"""Operators: who is behind the ads, and what each owns."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

from linkage.synthetic import pools
from linkage.synthetic.dice import Dice
from linkage.synthetic.languages import BANKS
from linkage.synthetic.numbers import Numbers
from linkage.synthetic.places import LANGUAGES, MARKET_SHARES, MARKETS, SOURCES, City
from linkage.synthetic.profile import DAY, Profile
from linkage.synthetic.texts import Template, template
from linkage.synthetic.words import CATEGORIES, NAMES

if TYPE_CHECKING:
    from linkage.synthetic.habits import Chain, Face
    from linkage.synthetic.venues import Seat

MAX_PHONES = 4
MAX_LIFE = 500 * DAY
MAX_CITIES = 6
OTHERS = ("zh", "zh", "es", "ja", "th", "fr", "de")
"""What operators write who do not write the language of their market."""


class Operator:
    """One operator while it is active. Kept small: many are alive at a time."""

    __slots__ = (
        "agency",
        "cell",
        "cells",
        "chain",
        "circuit",
        "contact_rate",
        "emails",
        "fresh_pictures",
        "fresh_texts",
        "gap",
        "handles",
        "label",
        "last",
        "leads",
        "loot",
        "market",
        "move_at",
        "names",
        "page",
        "phone_rate",
        "phones",
        "pictures",
        "recycled",
        "remaining",
        "seat",
        "sources",
        "spent",
        "stop",
        "templates",
        "thief",
        "wallet",
    )

    def __init__(self, label: str, size: int, market: str) -> None:
        self.label = label
        self.remaining = size
        self.market = market
        self.recycled: str | None = None
        """The number taken over from somebody who fell silent; it is the first of `phones`."""
        self.spent = False
        """Whether an ad with the first phone went out."""
        self.last: tuple[dict[str, object], tuple[str, ...]] | None = None
        """Record and traps of the ad before, for posting it again on another site."""
        self.stop = 0
        self.move_at = 0
        self.phones: tuple[str, ...] = ()
        self.emails: tuple[str, ...] = ()
        self.handles: tuple[str, ...] = ()
        self.pictures: tuple[pools.Picture, ...] = ()
        self.templates: tuple[Template, ...] = ()
        self.leads: tuple[str, ...] = ()
        self.names: tuple[tuple[str, int], ...] = ()
        self.sources: tuple[int, ...] = ()
        self.circuit: tuple[City, ...] = ()
        self.wallet: str | None = None
        self.page: str | None = None
        self.gap = DAY
        self.phone_rate: float | None = None
        """How often the phone is shown, where the operator differs from the profile."""
        self.contact_rate: float | None = None
        """The same for e-mail addresses and handles."""
        self.fresh_pictures = self.fresh_texts = self.thief = False
        self.agency: int | None = None
        """Which agency's template it writes from."""
        self.loot: tuple[pools.Picture, ...] = ()
        """Pictures of another operator that it uses."""
        self.chain: Chain | None = None
        self.cells: tuple[Face, ...] = ()
        self.cell = 0
        """Which of the cells posted last."""
        self.seat: Seat | None = None

    def city(self, now: int, dice: Dice) -> City:
        """Where the operator is; every 5 to 20 days it moves on along its circuit."""
        if now >= self.move_at:
            self.stop = (self.stop + 1) % len(self.circuit)
            self.move_at = now + dice.between(5 * DAY, 20 * DAY)
        return self.circuit[self.stop]


def size_of(dice: Dice, profile: Profile, ads: int) -> int:
    """How many ads an operator will post (see Profile)."""
    cap = max(profile.least_cap, int(profile.cap_share * ads))
    pareto = (1.0 - dice.roll()) ** (-1.0 / profile.alpha)
    return min(cap, 1 + int(profile.scale * (pareto - 1.0)))


def market_of(dice: Dice) -> str:
    """A country to work in."""
    roll = dice.roll()
    for market, share in MARKET_SHARES:
        roll -= share
        if roll < 0:
            return market
    return MARKET_SHARES[0][0]


def found(dice: Dice, profile: Profile, numbers: Numbers, size: int, label: str) -> Operator:
    """A new operator with its pools, which grow with the square root of its size.

    Raises InvalidInputError when no phone number is left.
    """
    new = Operator(label, size, market_of(dice))
    root = isqrt(size)
    phones = min(MAX_PHONES, 1 + dice.below(1 + root // 2))
    new.phones = tuple([numbers.take(new.market) for _ in range(phones)])
    if dice.chance(0.6):
        new.emails = tuple([pools.email(dice) for _ in range(1 + dice.below(min(2, root)))])
    if dice.chance(0.6):
        new.handles = tuple([pools.handle(dice) for _ in range(1 + dice.below(min(2, root)))])
    if dice.chance(0.9):
        new.pictures = tuple([pools.picture(dice) for _ in range(1 + dice.below(2 * root))])
    if dice.chance(profile.wallet):
        new.wallet = pools.wallet(dice)
    if dice.chance(profile.page):
        new.page = pools.page(dice)
    _speak(dice, profile, new, min(4, 1 + dice.below(1 + root // 2)))
    _settle(dice, new, root)
    return new


def _speak(dice: Dice, profile: Profile, new: Operator, templates: int) -> None:
    language = LANGUAGES[new.market]
    if new.market == "US" and dice.chance(0.06):
        language = "es"
    if profile.other_language and language == "en" and dice.chance(profile.other_language):
        language = dice.pick(OTHERS)
    category = dice.pick(CATEGORIES)
    new.templates = tuple([template(dice, language, category) for _ in range(templates)])
    new.leads = tuple([dice.pick(BANKS[language].lead) for _ in range(templates)])
    people = 1 + dice.below(min(4, 1 + templates))
    new.names = tuple([(dice.pick(NAMES), dice.between(21, 60)) for _ in range(people)])


def _settle(dice: Dice, new: Operator, root: int) -> None:
    """Sites, a circuit through neighbouring cities of the table, and a pace."""
    first = dice.below(len(SOURCES))
    new.sources = tuple((first + 3 * n) % len(SOURCES) for n in range(1 + dice.below(min(4, 1 + root))))
    cities = MARKETS[new.market]
    at = dice.below(len(cities))
    stops = []
    for _ in range(1 + dice.below(min(MAX_CITIES, 1 + root))):
        stops.append(cities[at])
        at = (at + dice.between(1, 4)) % len(cities)
    new.circuit = tuple(stops)
    pace = dice.between(2 * DAY, 8 * DAY)
    new.gap = max(1, min(pace, MAX_LIFE // new.remaining))
