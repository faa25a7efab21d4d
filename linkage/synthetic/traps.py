"""What fools simple linking: values on the ads of many operators, and values that are wrong."""

from __future__ import annotations

from collections.abc import Callable

from linkage.synthetic import numbers, pools, texts
from linkage.synthetic.dice import Dice
from linkage.synthetic.draft import Draft, place_phone
from linkage.synthetic.labels import Trap, label
from linkage.synthetic.operators import Operator
from linkage.synthetic.profile import Profile
from linkage.synthetic.words import CATEGORIES

EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e"
NO_PHONES = ("000-000-0000", "123-456-7890", "N/A", "", "0000000000", "unknown")
NO_EMAILS = ("none@none", "N/A", "", "noreply@mailbox.example")
LOSABLE = ("title", "emails", "handles", "images", "name", "age", "price", "category", "location")
"""Fields that a crawler may fail to read."""
NO_HANDLES = ("instagram:n/a", "", "none")


class Traps:
    """The shared values of one world, and the hands that put them on ads."""

    __slots__ = ("agencies", "bodies", "dice", "hotlines", "profile", "stock", "switchboards", "top_stock")

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
        self.agencies = (
            tuple(texts.template(dice, "en", dice.pick(CATEGORIES)) for _ in range(profile.agency_texts))
            if profile.agency_text
            else ()
        )

    def enrol(self, new: Operator) -> None:
        """Let some operators write from an agency's template."""
        if self.agencies and self.dice.chance(self.profile.agency_text):
            new.agency = self.dice.below(len(self.agencies))

    def host(self, draft: Draft) -> None:
        """Print the phone of the venue where the operator works these days, mostly for its own."""
        dice, seat = self.dice, draft.operator.seat
        if seat is None or not seat.left or not dice.chance(0.7):
            return
        seat.left -= 1
        draft.hosted, draft.city, draft.country = True, seat.venue.city, seat.venue.city.country
        if dice.chance(0.7):
            draft.phones, draft.spoken = [], []
        place_phone(dice, self.profile, draft, seat.venue.number)
        draft.traps.append(label(Trap.RECEPTION, seat.venue.number))

    def share(self, draft: Draft, source: str) -> None:
        """Values that stand on the ads of many operators."""
        dice, profile = self.dice, self.profile
        agency = draft.operator.agency
        if agency is not None and dice.chance(0.5):
            draft.template = self.agencies[agency]
        if dice.chance(profile.boilerplate):
            self._boilerplate(draft)
        elif agency is not None and draft.template is not None:
            draft.traps.append(label(Trap.BOILERPLATE, f"agency-{agency:02d}"))
        for rate, number in self.hotlines:
            if dice.chance(rate) and label(Trap.HOTLINE, number) not in draft.traps:
                draft.notes.append(f"Report a problem: {numbers.written(number, draft.country, 0)}")
                draft.traps.append(label(Trap.HOTLINE, number))
        if dice.chance(profile.switchboard) and not draft.hosted:
            number = dice.pick(self.switchboards)
            draft.phones, draft.spoken = [number], []
            draft.traps.append(label(Trap.SWITCHBOARD, number))
        if dice.chance(profile.top_stock_picture):
            self._stock(draft, self.top_stock)
        if dice.chance(profile.stock_picture):
            rank = dice.roll() ** (1 + profile.stock_skew) if profile.stock_skew else dice.roll()
            self._stock(draft, self.stock[int(rank * len(self.stock))])
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
        if draft.operator.thief:
            self._steal(draft, stranger)
        if dice.chance(profile.wrong_number) and (other := stranger(draft.operator)) is not None:
            draft.phones.append(other.phones[0])
            draft.traps.append(label(Trap.WRONG_NUMBER, other.phones[0]))
        if not dice.chance(profile.borrowed_picture):
            return
        other = stranger(draft.operator)
        if other is not None and other.pictures:
            draft.pictures.append(other.pictures[0])
            draft.traps.append(label(Trap.BORROWED_PICTURE, other.pictures[0].sha256))

    def _steal(self, draft: Draft, stranger: Callable[[Operator], Operator | None]) -> None:
        """One of a few pictures of one other operator, as it was or re-encoded."""
        dice, thief = self.dice, draft.operator
        if not thief.loot and (other := stranger(thief)) is not None and not other.fresh_pictures:
            thief.loot = other.pictures[: dice.between(1, 3)]
        if not thief.loot or not dice.chance(0.5):
            return
        chosen = dice.pick(thief.loot)
        draft.pictures.append(pools.reencoded(dice, chosen) if dice.chance(0.4) else chosen)
        draft.traps.append(label(Trap.STOLEN_PICTURE, chosen.sha256))

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
