"""The stream of ads: operators come, post, move and fall silent."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from linkage.errors import InvalidInputError
from linkage.synthetic import draft as drafts
from linkage.synthetic import habits
from linkage.synthetic.dice import Dice
from linkage.synthetic.draft import Draft, stamp
from linkage.synthetic.labels import Trap, label
from linkage.synthetic.numbers import Numbers
from linkage.synthetic.operators import Operator, found, size_of
from linkage.synthetic.places import SOURCES, City
from linkage.synthetic.profile import DAY, DEFAULT, Profile
from linkage.synthetic.traps import Traps
from linkage.synthetic.venues import Venues

RECYCLED_AFTER = 320 * DAY
"""From an operator's end to the next use of its number; more than nine months after the last record."""
USES_LONG = 10
"""Ads of an operator that makes much use of a recycled number."""
MAX_DELAY = 20 * DAY
"""A record comes again after at most this long."""
AGAIN_NOTES = ("Price lowered.", "Edited today.", "Now with new hours.", "Still available.", "Last days!")


class SyntheticAd(NamedTuple):
    """One record in the wire format, the truth about it, and the traps that it carries.

    `traps` holds `kind` or `kind:value`, the kinds being those of `Trap`.
    """

    record: dict[str, object]
    operator: str
    traps: tuple[str, ...]


def generate(ads: int, seed: int = 7, profile: Profile = DEFAULT) -> Iterator[SyntheticAd]:
    """Stream exactly `ads` different ads, and some records beyond them that repeat an ad.

    The same arguments give the same records on every machine. Memory holds the operators that
    are active, some thousands for 300,000 ads, and `profile.shuffle` records.

    Raises:
        InvalidInputError: `ads` is below 1; or, while streaming, no fictional number is left.
    """
    if ads < 1:
        raise InvalidInputError(f"at least one ad must be asked for, not {ads}")
    dice = Dice(seed)
    stream = World(dice, profile, ads).stream()
    return _shuffled(stream, Dice(seed + 1), profile.shuffle) if profile.shuffle else stream


def _shuffled(stream: Iterator[SyntheticAd], dice: Dice, window: int) -> Iterator[SyntheticAd]:
    held: list[SyntheticAd] = []
    for ad in stream:
        if len(held) < window:
            held.append(ad)
            continue
        place = dice.below(window)
        yield held[place]
        held[place] = ad
    while held:
        place = dice.below(len(held))
        held[place], held[-1] = held[-1], held[place]
        yield held.pop()


class World:
    """The state of a stream: active operators by the time of their next ad, and what is due again."""

    def __init__(self, dice: Dice, profile: Profile, ads: int) -> None:
        self.dice = dice
        self.profile = profile
        self.ads = ads
        self.numbers = Numbers(dice)
        self.traps = Traps(dice, profile, self.numbers)
        self.venues = Venues(dice, profile, self.numbers)
        self.active: list[tuple[int, int, Operator]] = []
        self.repeats: list[tuple[int, int, SyntheticAd]] = []
        self.silent: deque[tuple[int, str]] = deque()
        self.posts = [0] * len(SOURCES)
        self.founded = 0
        self.turn = 0

    def stream(self) -> Iterator[SyntheticAd]:
        """Every record in the order of time."""
        span = self.profile.days * DAY
        for number in range(self.ads):
            now = self.profile.start + span * number // self.ads
            yield from self._due(now)
            operator = self._next(now)
            ad = self._post(operator, now)
            self._schedule(operator, now)
            self._plan_repeat(ad, now)
            yield ad
        yield from self._due(self.profile.start + span + MAX_DELAY)

    def _next(self, now: int) -> Operator:
        """The operator whose ad is due, or a new one."""
        if self.active and self.active[0][0] <= now:
            return heappop(self.active)[2]
        size = size_of(self.dice, self.profile, self.ads)
        self.founded += 1
        new = found(self.dice, self.profile, self.numbers, size, f"op-{self.founded:06d}")
        habits.adopt(self.dice, self.profile, self.numbers, new)
        self.traps.enrol(new)
        self.venues.seat(new)
        if self.silent and self.silent[0][0] <= now and self._takes_over(new):
            new.recycled = self.silent.popleft()[1]
            new.phones = (new.recycled, *new.phones[1:])
        return new

    def _takes_over(self, new: Operator) -> bool:
        """Whether a new operator gets the number that waits; some wait for one that will use it long."""
        if new.cells or new.phone_rate == 0:
            return False
        wait = self.profile.recycled_wait
        return not wait or new.remaining >= USES_LONG or not self.dice.chance(wait)

    def _schedule(self, operator: Operator, now: int) -> None:
        """Plan the operator's next ad, or let it go and its number fall silent."""
        operator.remaining -= 1
        self.turn += 1
        if operator.remaining:
            wait = int(operator.gap * (0.5 + self.dice.roll()))
            heappush(self.active, (now + wait, self.turn, operator))
        elif operator.spent and not operator.recycled and self.dice.chance(self.profile.recycled_phone):
            self.silent.append((now + RECYCLED_AFTER, operator.phones[0]))

    def _stranger(self, operator: Operator) -> Operator | None:
        """Another active operator, so that what is taken from it is in use now."""
        if not self.active:
            return None
        other = self.dice.pick(self.active)[2]
        return None if other is operator else other

    def _post(self, operator: Operator, now: int) -> SyntheticAd:
        dice = self.dice
        posted = now + dice.below(6 * 3_600)
        if operator.last is not None and len(operator.sources) > 1 and dice.chance(self.profile.cross_post):
            return self._cross_post(operator, *operator.last, posted)
        dropped = habits.live(dice, self.numbers, operator, now)
        if dropped is not None and dice.chance(self.profile.recycled_phone):
            self.silent.append((now + RECYCLED_AFTER, dropped))
        place = dice.pick(operator.sources)
        draft = self._draft(operator, operator.city(now, dice), SOURCES[place])
        content = drafts.finish(dice, self.profile, draft)
        if self.traps.thin(content):
            draft.traps.append(Trap.MISSING)
        self._mark_phones(operator, draft)
        record, traps = {**self._named(place, posted), **content}, tuple(draft.traps)
        operator.last = (record, traps) if len(operator.sources) > 1 and operator.remaining > 1 else None
        return SyntheticAd(record, operator.label, traps)

    def _draft(self, operator: Operator, city: City, source: str) -> Draft:
        draft = Draft(operator, city)
        draft.price = self.dice.between(6, 40) * 5
        drafts.add_contacts(self.dice, self.profile, draft)
        drafts.add_pictures(self.dice, self.profile, draft)
        habits.mark(self.dice, self.profile, draft)
        self.traps.host(draft)
        self.traps.share(draft, source)
        self.traps.err(draft, self._stranger)
        self.traps.blur(draft)
        return draft

    def _mark_phones(self, operator: Operator, draft: Draft) -> None:
        if operator.phones[0] not in draft.phones and operator.phones[0] not in draft.spoken:
            return
        operator.spent = True
        if operator.recycled:
            draft.traps.append(label(Trap.RECYCLED_PHONE, operator.recycled))

    def _named(self, place: int, posted: int) -> dict[str, object]:
        """The fields that name and date a new ad on a site."""
        self.posts[place] += 1
        source, number = SOURCES[place], self.posts[place]
        return {
            "source": source,
            "source_id": f"post-{number:06d}",
            "url": f"https://{source}/post/{number:06d}",
            "posted_at": stamp(posted),
            "crawled_at": stamp(posted + self.dice.between(600, 2 * DAY)),
        }

    def _cross_post(
        self, operator: Operator, last: dict[str, object], traps: tuple[str, ...], posted: int
    ) -> SyntheticAd:
        """The ad before once more, on another of the operator's sites."""
        others = [place for place in operator.sources if SOURCES[place] != last["source"]]
        record = {**last, **self._named(self.dice.pick(others), posted)}
        operator.last = None
        return SyntheticAd(record, operator.label, (*traps, Trap.CROSS_POST))

    def _plan_repeat(self, ad: SyntheticAd, now: int) -> None:
        dice = self.dice
        roll = dice.roll()
        if roll < self.profile.duplicate:
            again = SyntheticAd(dict(ad.record), ad.operator, (Trap.DUPLICATE,))
        elif roll < self.profile.duplicate + self.profile.again:
            again = self._changed(ad, now)
        else:
            return
        self.turn += 1
        heappush(self.repeats, (now + dice.between(DAY, 15 * DAY), self.turn, again))

    def _changed(self, ad: SyntheticAd, now: int) -> SyntheticAd:
        record = dict(ad.record)
        record["body"] = f"{record['body']}\n{self.dice.pick(AGAIN_NOTES)}"
        record["crawled_at"] = stamp(now + self.dice.between(3 * DAY, 20 * DAY))
        return SyntheticAd(record, ad.operator, (Trap.AGAIN,))

    def _due(self, now: int) -> Iterator[SyntheticAd]:
        while self.repeats and self.repeats[0][0] <= now:
            yield heappop(self.repeats)[2]
