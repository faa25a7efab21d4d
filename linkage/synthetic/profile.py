"""Every rate of the generator as data."""

from __future__ import annotations

from dataclasses import dataclass, fields

from linkage.errors import InvalidInputError

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Profile:
    """What a synthetic world looks like. Rates are shares of ads unless said otherwise.

    Sizes of operators are 1 + floor(scale * (Pareto(alpha) - 1)), at most
    max(least_cap, cap_share * ads): many operators of one ad, few of hundreds.
    """

    alpha: float = 1.6
    scale: float = 2.4
    least_cap: int = 200
    cap_share: float = 0.02
    start: int = 1_672_531_200
    """First second of the world: 2023-01-01T00:00:00Z."""
    days: int = 1_095
    shuffle: int = 0
    """Records held back to be shuffled; 0 keeps the order of time, the number of ads forgets it."""

    phone: float = 0.85
    email: float = 0.35
    """Of the ads of operators that have one; so too for handles and pictures."""
    handle: float = 0.40
    picture: float = 0.80
    wallet: float = 0.02
    """Of operators."""
    page: float = 0.05
    """Of operators: those with a page of their own."""
    in_body: float = 0.35
    """Of phones: those written in the body only; as many again stand in both places."""
    no_country: float = 0.05
    reencoded: float = 0.15
    """Of pictures: new bytes, so a new exact hash, and a perceptual hash up to 12 bits away."""
    reworded: float = 0.12

    cross_post: float = 0.06
    again: float = 0.02
    """Records beyond the ads: the same ad seen later with a changed body."""
    duplicate: float = 0.01
    """Records beyond the ads: the same bytes again."""
    missing: float = 0.10

    hotlines: tuple[float, ...] = (0.02, 0.005)
    """A rate for each: numbers printed under the ads of many operators."""
    switchboards: int = 8
    switchboard: float = 0.016
    """Of ads, all switchboards together: they stand in place of the operator's own number."""
    stock_pictures: int = 60
    stock_picture: float = 0.015
    """Of ads, all stock pictures but the most used one together."""
    top_stock_picture: float = 0.01
    boilerplates: int = 25
    hotline_boilerplates: int = 5
    """How many of the shared texts print the first hotline inside."""
    boilerplate: float = 0.03
    site_contact: float = 0.005
    wrong_number: float = 0.01
    borrowed_picture: float = 0.02
    recycled_phone: float = 0.02
    """Of operators: those whose number goes to another one 320 days after they fell silent."""
    placeholder: float = 0.02
    lookalike: float = 0.03

    phone_chain: float = 0.0
    """Of operators of more than 8 ads that are not in cells: those whose phone lasts some weeks."""
    weak_cells: float = 0.0
    """Of operators of more than 10 ads: those in two to four cells that share weak evidence only."""
    phone_only: float = 0.0
    """Of the other operators, here and in the next three: a phone in every ad and nothing else."""
    no_phone: float = 0.0
    """An e-mail address or a handle instead of a phone."""
    album: float = 0.0
    """Twenty to sixty pictures, where it has more than 5 ads."""
    fresh_pictures: float = 0.0
    """New pictures for every ad."""
    fresh_texts: float = 0.0
    """Of operators neither in cells nor with a chain of phones: a new text for every ad."""
    other_language: float = 0.0
    """Of operators in English-speaking markets: those who write in another language."""
    rewording: float = 0.0
    """Of ads: the operator's text with sentences added, dropped, moved, and words replaced."""
    smudge: float = 0.0
    """Of ads: slips, emoji, capitals, doubled signs; half of these ads get none after all."""
    new_name: float = 0.0
    """Of ads: under a name that is drawn for this ad alone."""
    disguised: float = 0.0
    """Of numbers in bodies: written with words, spaces or letters for digits."""
    venue_guest: float = 0.0
    """Of operators: those who print the reception phone of a venue on some of their ads."""
    thief: float = 0.0
    """Of operators of more than 5 ads: those who use another's pictures on about half of their ads."""
    agency_texts: int = 4
    agency_text: float = 0.0
    """Of operators: those who write half of their ads from an agency's template, slots filled anew."""
    stock_skew: float = 0.0
    """0: all stock pictures are as likely. Above: the picture of rank n * u^(1 + skew)."""
    recycled_wait: float = 0.0
    """Of operators of less than 10 ads: those that leave a recycled phone to a later operator."""

    def __post_init__(self) -> None:
        """Raises InvalidInputError for a rate outside [0, 1] or an empty world."""
        for spec in fields(self):
            value = getattr(self, spec.name)
            if spec.type == "float" and spec.name not in {"alpha", "scale", "stock_skew"}:
                _check_rate(spec.name, value)
        for rate in self.hotlines:
            _check_rate("hotlines", rate)
        if self.alpha <= 0 or self.least_cap < 1 or self.days < 1:
            raise InvalidInputError("alpha, least_cap and days must be positive")
        if min(self.scale, self.shuffle, self.stock_skew) < 0:
            raise InvalidInputError("scale, shuffle and stock_skew must not be negative")
        if min(self.switchboards, self.stock_pictures, self.boilerplates, self.agency_texts) < 1:
            raise InvalidInputError("set a trap's rate to 0 to leave it out, not its number of values")


def _check_rate(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise InvalidInputError(f"{name} must be between 0 and 1, not {value}")


DEFAULT = Profile()
"""Rates that follow the published descriptions of such data as far as there are any."""

CLEAN = Profile(
    reencoded=0.0,
    missing=0.0,
    hotlines=(),
    switchboard=0.0,
    stock_picture=0.0,
    top_stock_picture=0.0,
    boilerplate=0.0,
    site_contact=0.0,
    wrong_number=0.0,
    borrowed_picture=0.0,
    recycled_phone=0.0,
    placeholder=0.0,
    lookalike=0.0,
)
"""The same world without any trap."""

HARD = Profile(
    least_cap=50,
    cap_share=0.01,
    reencoded=0.20,
    hotlines=(0.010, 0.004),
    switchboard=0.006,
    stock_pictures=150,
    stock_picture=0.012,
    stock_skew=2.0,
    top_stock_picture=0.008,
    boilerplate=0.020,
    site_contact=0.004,
    borrowed_picture=0.012,
    recycled_phone=0.04,
    recycled_wait=0.6,
    phone_chain=0.38,
    weak_cells=0.08,
    phone_only=0.08,
    no_phone=0.07,
    album=0.10,
    fresh_pictures=0.07,
    fresh_texts=0.04,
    other_language=0.10,
    rewording=0.60,
    smudge=0.50,
    new_name=0.10,
    disguised=0.15,
    venue_guest=0.05,
    thief=0.05,
    agency_text=0.02,
)
"""Everything that makes linking difficult, at rates at which a careful analyst would still manage."""

EASY = Profile(
    least_cap=50,
    cap_share=0.01,
    hotlines=(0.004,),
    switchboard=0.003,
    stock_pictures=40,
    stock_picture=0.004,
    top_stock_picture=0.002,
    boilerplate=0.006,
    site_contact=0.002,
    wrong_number=0.002,
    borrowed_picture=0.0,
    recycled_phone=0.005,
    placeholder=0.01,
    phone_chain=0.05,
    phone_only=0.06,
    no_phone=0.05,
    album=0.10,
    fresh_pictures=0.05,
    other_language=0.08,
    rewording=0.30,
    smudge=0.20,
    new_name=0.05,
    disguised=0.05,
    venue_guest=0.01,
    agency_text=0.004,
)
"""The same kinds of ads with few traps: no cells, no stolen pictures, few chains of phones."""

WORLDS = {"easy": EASY, "hard": HARD, "default": DEFAULT, "clean": CLEAN}
"""Profiles by the names that people call them."""
