"""How operators of the harder worlds live: changing phones, working in cells, showing little."""

from __future__ import annotations

from linkage.synthetic import pools
from linkage.synthetic.dice import Dice
from linkage.synthetic.draft import Draft, place_phone
from linkage.synthetic.labels import Trap, label
from linkage.synthetic.languages import BANKS
from linkage.synthetic.numbers import Numbers
from linkage.synthetic.operators import Operator
from linkage.synthetic.places import SOURCES
from linkage.synthetic.profile import DAY, Profile
from linkage.synthetic.texts import Template, template
from linkage.synthetic.wording import varied
from linkage.synthetic.words import NAMES

CHAIN_ABOVE = 8
CELLS_ABOVE = 10
THIEF_ABOVE = 5
ALBUM_ABOVE = 5
"""Ads that an operator must plan beyond to live so."""
MOST_CELLS = 4
PHONE_DAYS = (14, 60)
"""A phone of a chain is kept for about so long, less where the operator posts for less than two."""
OVERLAP_DAYS = 10
CHAIN_BITS = (0, 8)
"""Bits that a picture moves from one phone to the next where it is encoded anew."""
CELL_BITS = (3, 15)
"""Bits that a cell's copy of a picture is away from the original; two copies are up to 30 apart."""


class Face:
    """What one cell of an operator shows: everything by which it could be told from another."""

    __slots__ = ("emails", "handles", "leads", "names", "phones", "pictures", "sources", "templates")

    def __init__(self, operator: Operator) -> None:
        self.phones = operator.phones
        self.emails = operator.emails
        self.handles = operator.handles
        self.pictures = operator.pictures
        self.templates = operator.templates
        self.leads = operator.leads
        self.names = operator.names
        self.sources = operator.sources

    def wear(self, operator: Operator) -> None:
        """Let the operator's next ad show this face."""
        for field in self.__slots__:
            setattr(operator, field, getattr(self, field))
        operator.spent = False


class Chain:
    """The phone of the day and when it goes; what stays is the operator's own habit."""

    __slots__ = (
        "changes",
        "keeps_email",
        "keeps_handle",
        "old",
        "old_until",
        "period",
        "recodes",
        "renewed",
        "until",
    )

    def __init__(self, dice: Dice, operator: Operator) -> None:
        low, high = PHONE_DAYS
        self.period = min(dice.between(low * DAY, high * DAY), operator.gap * operator.remaining // 2)
        self.until = 0
        self.changes = 0
        self.old: str | None = None
        self.old_until = 0
        kept = dice.roll()
        self.keeps_email = 0.4 <= kept < 0.6 or kept >= 0.85
        self.keeps_handle = kept >= 0.6
        self.renewed = dice.pick((0.0, 0.0, 0.2, 0.4))
        """Of its pictures: those that it replaces when it changes the phone."""
        self.recodes = dice.chance(0.25)
        """Whether the pictures that stay come in other bytes with every phone."""


def adopt(dice: Dice, profile: Profile, numbers: Numbers, new: Operator) -> None:
    """Give a new operator its habits. No dice are rolled for a habit whose rate is 0."""
    size = new.remaining
    if profile.weak_cells and size > CELLS_ABOVE and dice.chance(profile.weak_cells):
        _divide(dice, numbers, new)
    elif profile.phone_chain and size > CHAIN_ABOVE and dice.chance(profile.phone_chain):
        _begin_chain(dice, new)
    else:
        _show_little(dice, profile, new)
    if profile.thief and size > THIEF_ABOVE and dice.chance(profile.thief):
        new.thief = True


def _show_little(dice: Dice, profile: Profile, new: Operator) -> None:
    """Some show a phone and nothing else, some no phone, some new pictures or texts every time."""
    if profile.phone_only and dice.chance(profile.phone_only):
        new.emails = new.handles = ()
        new.pictures = ()
        new.wallet = new.page = None
        new.phone_rate = 1.0
    elif profile.no_phone and dice.chance(profile.no_phone):
        new.phone_rate, new.contact_rate = 0.0, 0.9
        if not new.emails and not new.handles:
            if dice.chance(0.5):
                new.emails = (pools.email(dice),)
            else:
                new.handles = (pools.handle(dice),)
    elif profile.album and new.remaining > ALBUM_ABOVE and dice.chance(profile.album):
        new.pictures = tuple([pools.picture(dice) for _ in range(dice.between(20, 60))])
    elif profile.fresh_pictures and dice.chance(profile.fresh_pictures):
        new.fresh_pictures = True
    if profile.fresh_texts and dice.chance(profile.fresh_texts):
        new.fresh_texts = True


def _begin_chain(dice: Dice, new: Operator) -> None:
    new.chain = chain = Chain(dice, new)
    new.phones = new.phones[:1]
    if chain.keeps_email and not new.emails:
        new.emails = (pools.email(dice),)
    if chain.keeps_handle and not new.handles:
        new.handles = (pools.handle(dice),)
    while len(new.pictures) < 3:
        new.pictures = (*new.pictures, pools.picture(dice))


def _divide(dice: Dice, numbers: Numbers, new: Operator) -> None:
    """Cells with contacts of their own; pictures, texts or both come from one hand, never the bytes."""
    # Most share pictures and texts, some only one of them besides the road they travel.
    shared = dice.roll()
    pictures = [pools.picture(dice) for _ in range(dice.between(3, 8))] if shared < 0.8 else []
    texts = new.templates if shared < 0.6 or shared >= 0.8 else ()
    new.wallet = new.page = None
    cells = min(MOST_CELLS, max(2, dice.between(2, MOST_CELLS) if new.remaining > 20 else 2))
    new.cells = tuple([_cell(dice, numbers, new, pictures, texts) for _ in range(cells)])
    new.cells[0].wear(new)


def _cell(
    dice: Dice, numbers: Numbers, new: Operator, pictures: list[pools.Picture], texts: tuple[Template, ...]
) -> Face:
    face = Face(new)
    face.phones = tuple([numbers.take(new.market) for _ in range(dice.between(1, 2))])
    face.emails = (pools.email(dice),) if dice.chance(0.5) else ()
    face.handles = (pools.handle(dice),) if dice.chance(0.5) else ()
    copies = [pools.edited(dice, one, *CELL_BITS) for one in pictures if dice.chance(0.8)]
    face.pictures = (*copies, *[pools.picture(dice) for _ in range(dice.between(0 if copies else 1, 3))])
    first = new.templates[0]
    face.templates = tuple([varied(dice, one, dice.between(1, 3)) for one in texts]) or (
        template(dice, first.language, first.category),
    )
    face.leads = tuple([dice.pick(BANKS[first.language].lead) for _ in face.templates])
    if dice.chance(0.5):
        face.names = ((dice.pick(NAMES), dice.between(21, 60)),)
    if dice.chance(0.5):
        face.sources = tuple(sorted({(one + 1) % len(SOURCES) for one in new.sources}))
    return face


def live(dice: Dice, numbers: Numbers, operator: Operator, now: int) -> str | None:
    """Bring the operator to the day of its next ad; a phone that it gave up for good, if any."""
    if operator.fresh_texts:
        first = operator.templates[0]
        operator.templates = (template(dice, first.language, first.category),)
        operator.leads = operator.leads[:1]
    if operator.fresh_pictures:
        operator.pictures = tuple([pools.picture(dice) for _ in range(dice.between(1, 3))])
    if operator.cells:
        operator.cell = dice.below(len(operator.cells))
        operator.cells[operator.cell].wear(operator)
    return None if operator.chain is None else _follow(dice, numbers, operator, operator.chain, now)


def _follow(dice: Dice, numbers: Numbers, operator: Operator, chain: Chain, now: int) -> str | None:
    dropped = None
    if chain.old is not None and now >= chain.old_until:
        dropped, chain.old = chain.old, None
    if not chain.until:
        chain.until = now + int(chain.period * (0.3 + dice.roll()))
    elif now >= chain.until and chain.old is None:
        chain.until = now + int(chain.period * (0.6 + 0.8 * dice.roll()))
        given_up = operator.phones[0]
        if dice.chance(0.5):
            chain.old, chain.old_until = given_up, now + min(OVERLAP_DAYS * DAY, 2 * operator.gap)
        elif operator.spent:
            dropped = given_up
        _change(dice, numbers, operator, chain)
    return dropped


def _change(dice: Dice, numbers: Numbers, operator: Operator, chain: Chain) -> None:
    """A new phone, and new addresses and pictures as far as the operator does not keep them."""
    chain.changes += 1
    operator.phones = (numbers.take(operator.market),)
    operator.spent, operator.recycled = False, None
    if not chain.keeps_email and operator.emails:
        operator.emails = (pools.email(dice),)
    if not chain.keeps_handle and operator.handles:
        operator.handles = (pools.handle(dice),)
    if chain.renewed:
        operator.pictures = tuple(
            [pools.picture(dice) if dice.chance(chain.renewed) else one for one in operator.pictures]
        )
    if chain.recodes:
        operator.pictures = tuple([pools.edited(dice, one, *CHAIN_BITS) for one in operator.pictures])


def mark(dice: Dice, profile: Profile, draft: Draft) -> None:
    """Label the ad with the operator's habit; while two phones are in use the old one may stand on it."""
    operator = draft.operator
    if operator.cells:
        draft.traps.append(label(Trap.WEAK_CELL, str(operator.cell)))
    chain = operator.chain
    if chain is None or not chain.changes:
        return
    draft.traps.append(label(Trap.PHONE_CHAIN, operator.phones[0]))
    if chain.old is not None and dice.chance(0.5):
        if dice.chance(0.5):
            draft.phones, draft.spoken = [], []
        place_phone(dice, profile, draft, chain.old)
