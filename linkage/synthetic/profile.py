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

    def __post_init__(self) -> None:
        """Raises InvalidInputError for a rate outside [0, 1] or an empty world."""
        for spec in fields(self):
            value = getattr(self, spec.name)
            if spec.type == "float" and spec.name not in {"alpha", "scale"}:
                _check_rate(spec.name, value)
        for rate in self.hotlines:
            _check_rate("hotlines", rate)
        if self.alpha <= 0 or self.scale < 0 or self.least_cap < 1 or self.days < 1 or self.shuffle < 0:
            raise InvalidInputError(
                "alpha, least_cap and days must be positive, scale and shuffle not negative"
            )
        if min(self.switchboards, self.stock_pictures, self.boilerplates) < 1:
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
