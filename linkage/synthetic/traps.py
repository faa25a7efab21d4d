"""What fools simple linking: values on the ads of many operators, and values that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from linkage.synthetic import numbers, pools, texts
from linkage.synthetic.dice import Dice
from linkage.synthetic.draft import Draft
from linkage.synthetic.operators import Operator
from linkage.synthetic.profile import Profile


class Trap(StrEnum):
    """Kinds of traps. An ad's label is the kind, or `kind:value` where a value is to be known."""

    HOTLINE = "hotline"
    SWITCHBOARD = "switchboard"
    STOCK_PICTURE = "stock-picture"
    BOILERPLATE = "boilerplate"
    SITE_CONTACT = "site-contact"
    WRONG_NUMBER = "wrong-number"
    BORROWED_PICTURE = "borrowed-picture"
    RECYCLED_PHONE = "recycled-phone"
    PLACEHOLDER = "placeholder"
    MISSING = "missing"
    LOOKALIKE = "lookalike"
    CROSS_POST = "cross-post"
    AGAIN = "again"
    """A later record of an ad that came before; its body changed."""
    DUPLICATE = "duplicate"
    """The same record once more, byte for byte."""


HUBS = frozenset({Trap.HOTLINE, Trap.SWITCHBOARD, Trap.STOCK_PICTURE, Trap.BOILERPLATE, Trap.SITE_CONTACT})
"""Traps whose value stands on the ads of many operators."""
REPEATS = frozenset({Trap.AGAIN, Trap.DUPLICATE})
"""Labels of records that are no new ad."""

EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e"
NO_PHONES = ("000-000-0000", "123-456-7890", "N/A", "", "0000000000", "unknown")
NO_EMAILS = ("none@none", "N/A", "", "noreply@mailbox.example")
LOSABLE = ("title", "emails", "handles", "images", "name", "age", "price", "category", "location")
"""Fields that a crawler may fail to read."""
NO_HANDLES = ("instagram:n/a", "", "none")


def label(trap: Trap, value: str) -> str:
    """`kind:value`."""
    return f"{trap}:{value}"


def trap_of(text: str) -> Trap:
    """The kind of a label."""
    return Trap(text.partition(":")[0])


class Traps:
    """The shared values of one world, and the hands that put them on ads."""

    __slots__ = ("bodies", "dice", "hotlines", "profile", "stock", "switchboards", "top_stock")

    def __init__(self, dice: Dice, profile: Profile, supply: numbers.Numbers) -> None:
        self.dice = dice
        self.profile = profile
        self.hotlines = tuple((rate, numbers.hotline(n)) for n, rate in enumerate(profile.hotlines))
        self.switchboards = tuple(supply.take("US") for _ in range(profile.switchboards))
        self.top_stock = pools.picture(dice)
        self.stock = tuple(pools.picture(dice) for _ in range(profile.stock_pictures))
        self.bodies = texts.shared_bodies(
            dice,
            profile.boilerplates,
            profile.hotline_boilerplates if profile.hotlines else 0,
            # International: a copied text does not follow the country of the ad.
            numbers.written(numbers.hotline(0), "US", 3),
        )

    def share(self, draft: Draft, source: str) -> None:
        """Values that stand on the ads of many operators."""
        dice, profile = self.dice, self.profile
        if dice.chance(profile.boilerplate):
            self._boilerplate(draft)
        for rate, number in self.hotlines:
            if dice.chance(rate) and label(Trap.HOTLINE, number) not in draft.traps:
                draft.notes.append(f"Report a problem: {numbers.written(number, draft.country, 0)}")
                draft.traps.append(label(Trap.HOTLINE, number))
        if dice.chance(profile.switchboard):
            number = dice.pick(self.switchboards)
            draft.phones, draft.spoken = [number], []
            draft.traps.append(label(Trap.SWITCHBOARD, number))
        if dice.chance(profile.top_stock_picture):
            self._stock(draft, self.top_stock)
        if dice.chance(profile.stock_picture):
            self._stock(draft, dice.pick(self.stock))
        if dice.chance(profile.site_contact):
            draft.notes.append(f"Questions? support@{source}")
            draft.traps.append(label(Trap.SITE_CONTACT, f"support@{source}"))

    def _stock(self, draft: Draft, picture: pools.Picture) -> None:
        draft.pictures.append(picture)
        draft.traps.append(label(Trap.STOCK_PICTURE, picture.sha256))

    def _boilerplate(self, draft: Draft) -> None:
        which = self.dice.below(len(self.bodies))
        price = f"${draft.price}"
        draft.body = self.bodies[which].format(name="Alex", price=price)
        draft.traps.append(label(Trap.BOILERPLATE, f"{which:02d}"))
        if self.hotlines and which < self.profile.hotline_boilerplates:
            draft.traps.append(label(Trap.HOTLINE, self.hotlines[0][1]))

    def err(self, draft: Draft, stranger: Callable[[Operator], Operator | None]) -> None:
        """A phone or a picture of another operator. `stranger` finds one that is active."""
        dice, profile = self.dice, self.profile
        if dice.chance(profile.wrong_number) and (other := stranger(draft.operator)) is not None:
            draft.phones.append(other.phones[0])
            draft.traps.append(label(Trap.WRONG_NUMBER, other.phones[0]))
        if not dice.chance(profile.borrowed_picture):
            return
        other = stranger(draft.operator)
        if other is not None and other.pictures:
            draft.pictures.append(other.pictures[0])
            draft.traps.append(label(Trap.BORROWED_PICTURE, other.pictures[0].sha256))

    def blur(self, draft: Draft) -> None:
        """Placeholders where there was nothing, lines of digits, a country left out."""
        dice, profile = self.dice, self.profile
        if dice.chance(profile.placeholder):
            self._placeholder(draft)
        if dice.chance(profile.lookalike):
            draft.notes.append(texts.lookalike(dice))
            draft.traps.append(Trap.LOOKALIKE)
        if dice.chance(profile.no_country):
            draft.country = None

    def _placeholder(self, draft: Draft) -> None:
        dice = self.dice
        draft.traps.append(Trap.PLACEHOLDER)
        kind = dice.below(4)
        if kind == 0:
            draft.phones.append(dice.pick(NO_PHONES))
        elif kind == 1:
            draft.emails.append(dice.pick(NO_EMAILS))
        elif kind == 2:
            draft.handles.append(dice.pick(NO_HANDLES))
        else:
            draft.images.append({"sha256": EMPTY_SHA256, "md5": EMPTY_MD5, "pdq": None})

    def thin(self, content: dict[str, object]) -> bool:
        """Lose one or two fields, to nothing or to null. Answers whether it did."""
        if not self.dice.chance(self.profile.missing):
            return False
        for _ in range(2):
            field = self.dice.pick(LOSABLE)
            if self.dice.chance(0.5):
                content.pop(field, None)
            else:
                content[field] = None
        return True
