"""Venues whose reception phone stands on the ads of unrelated operators who work there."""

from __future__ import annotations

from linkage.synthetic.dice import Dice
from linkage.synthetic.numbers import Numbers
from linkage.synthetic.operators import Operator
from linkage.synthetic.places import City
from linkage.synthetic.profile import Profile

SMALLEST, LARGEST = 5, 60
"""Ads that print one venue's number."""
BUSY_FROM = 8
"""Ads of an operator that can be the busy one of a venue."""
GUEST_ADS = 6


class Venue:
    """A reception phone, and how many ads of guests it will still be on."""

    __slots__ = ("city", "left", "number")

    def __init__(self, number: str, city: City, left: int) -> None:
        self.number = number
        self.city = city
        self.left = left


class Seat:
    """One operator's time at a venue: the ads that will still print its number."""

    __slots__ = ("left", "venue")

    def __init__(self, venue: Venue, left: int) -> None:
        self.venue = venue
        self.left = left


class Venues:
    """The venues that still take guests, by market."""

    __slots__ = ("dice", "numbers", "open", "rate")

    def __init__(self, dice: Dice, profile: Profile, numbers: Numbers) -> None:
        self.dice = dice
        self.numbers = numbers
        self.rate = profile.venue_guest
        self.open: dict[str, Venue] = {}

    def seat(self, operator: Operator) -> None:
        """Let a new operator work at a venue now and then, by the rate of the profile."""
        if not self.rate or not self.dice.chance(self.rate):
            return
        venue = self.open.get(operator.market)
        if venue is not None:
            ads = min(self.dice.between(1, GUEST_ADS), venue.left, max(1, operator.remaining * 2 // 3))
            venue.left -= ads
            if venue.left == 0:
                del self.open[operator.market]
            operator.seat = Seat(venue, ads)
        elif operator.remaining >= BUSY_FROM:
            operator.seat = self._found(operator)

    def _found(self, operator: Operator) -> Seat:
        """A venue whose busy operator has a quarter to a half of its ads."""
        dice = self.dice
        all_ads, share = dice.between(SMALLEST, LARGEST), 0.25 + 0.25 * dice.roll()
        own = max(2, min(round(all_ads * share), operator.remaining * 2 // 3))
        all_ads = max(SMALLEST, round(own / share))
        venue = Venue(self.numbers.take(operator.market), dice.pick(operator.circuit), all_ads - own)
        self.open[operator.market] = venue
        return Seat(venue, own)
