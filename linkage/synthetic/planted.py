"""The tally of a stream: what was planted, to be printed beside what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from linkage.synthetic.labels import HUBS, REPEATS, Trap, trap_of
from linkage.synthetic.world import SyntheticAd

NAMED_HUBS = 5
SHOWN = 32
"""Characters of a label in a printed line."""

_NOUNS = {
    Trap.HOTLINE: ("hotline", "hotlines"),
    Trap.SWITCHBOARD: ("switchboard", "switchboards"),
    Trap.RECEPTION: ("reception phone", "reception phones"),
    Trap.STOCK_PICTURE: ("stock picture", "stock pictures"),
    Trap.BOILERPLATE: ("copied text", "copied texts"),
    Trap.SITE_CONTACT: ("site's own e-mail", "sites' own e-mails"),
}
_ERRORS = {
    Trap.WRONG_NUMBER: "a wrong number",
    Trap.BORROWED_PICTURE: "a borrowed picture",
    Trap.STOLEN_PICTURE: "a stolen picture",
    Trap.PLACEHOLDER: "a placeholder",
    Trap.MISSING: "missing fields",
    Trap.LOOKALIKE: "digits that are no phone",
}


@dataclass(slots=True)
class Planted:
    """Counts over a stream. Memory: one counter for each operator and each shared value."""

    ads: int = 0
    records: int = 0
    bad_lines: int = 0
    operators: Counter[str] = field(default_factory=Counter)
    """Ads by operator."""
    traps: Counter[Trap] = field(default_factory=Counter)
    """Records by kind of trap; an ad with two of a kind counts twice."""
    hubs: Counter[str] = field(default_factory=Counter)
    """Ads by label (`hotline:+18005550100`) of every value that many operators share."""
    recycled: Counter[str] = field(default_factory=Counter)
    """Ads of the second holder by number."""

    def add(self, ad: SyntheticAd) -> None:
        """Count one record."""
        self.records += 1
        for text in ad.traps:
            trap = trap_of(text)
            self.traps[trap] += 1
            if trap in HUBS:
                self.hubs[text] += 1
            elif trap is Trap.RECYCLED_PHONE:
                self.recycled[text.partition(":")[2]] += 1
        if not is_repeat(ad):
            self.ads += 1
            self.operators[ad.operator] += 1

    def watch(self, stream: Iterable[SyntheticAd]) -> Iterator[SyntheticAd]:
        """The same stream, counted as it passes."""
        for ad in stream:
            self.add(ad)
            yield ad

    @property
    def largest(self) -> int:
        """Ads of the largest operator; 0 without any."""
        return max(self.operators.values(), default=0)

    def describe(self) -> list[str]:
        """What was planted, as lines to print."""
        return [self._size(), *self._shared(), *self._wrong()]

    def _size(self) -> str:
        single = sum(1 for ads in self.operators.values() if ads == 1)
        return (
            f"{self.ads:,} ads by {len(self.operators):,} operators; {single:,} have one ad, "
            f"the largest has {self.largest:,}"
        )

    def _shared(self) -> Iterator[str]:
        parts = []
        for trap, nouns in _NOUNS.items():
            degrees = [ads for text, ads in self.hubs.items() if trap_of(text) is trap]
            if degrees:
                noun = nouns[len(degrees) > 1]
                parts.append(f"{len(degrees)} {noun} on {sum(degrees):,} ads (up to {max(degrees):,})")
        if parts:
            yield "shared by strangers: " + ", ".join(parts)
            top = (f"{_short(text)} on {ads:,}" for text, ads in _largest_first(self.hubs)[:NAMED_HUBS])
            yield "the largest of them: " + ", ".join(top)

    def _wrong(self) -> Iterator[str]:
        parts = [f"{self.traps[trap]:,} with {what}" for trap, what in _ERRORS.items() if self.traps[trap]]
        if parts:
            yield "ads in error: " + ", ".join(parts)
        if self.recycled:
            yield f"{len(self.recycled):,} phones passed on to a second operator after 10 months of silence"
        posts, again, same = (self.traps[t] for t in (Trap.CROSS_POST, Trap.AGAIN, Trap.DUPLICATE))
        yield (
            f"repeats: {posts:,} ads posted on a second site, "
            f"{again:,} seen again changed, {same:,} records twice"
        )
        if self.bad_lines:
            yield f"{self.bad_lines:,} malformed lines, to be rejected"


def is_repeat(ad: SyntheticAd) -> bool:
    """Whether the record names an ad that another record of the stream names too."""
    return any(text in REPEATS for text in ad.traps)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _largest_first(hubs: Counter[str]) -> list[tuple[str, int]]:
    return sorted(hubs.items(), key=lambda hub: (-hub[1], hub[0]))
