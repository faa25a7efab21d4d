"""Ads bent out of shape: seeded, without end, the same in every process."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from linkage.model import Record
from tests.support.command import ROOT

VECTORS = ROOT / "tests" / "golden" / "extraction"
COUNTRIES = (None, "US", "GB", "DE", "FR", "DK", "CN", "BR", "RU", "??")
_WORDS = """
    0 1 7 202 555 0123 2025550123 00 +44 one two double fifty- oh for to cinco quatre-vingt zwei пять 八 o l
    S Z б З @ . : / // http:// www. wa.me/ tel: ig: t.me/ (at) dot gmail com ( ) [ ] { } < <b> <br> &#50;
    &amp; &nbsp; $ € # % 💋 📞 🇺🇸 ② ٣ ३ ๓ ２ 𝟚 ﷺ İ ß ﬁ ½ ⑫ ' \" `
    """
_UNSEEN = "\u200b\u202e\u2060\ufe0f\u20e3\u0301\u0336\x00\t\n\r\\ "
BITS = (*_WORDS.split(), *_UNSEEN)
"""What is sprinkled in."""


@cache
def texts() -> tuple[str, ...]:
    """Texts of the extraction vectors, positive and negative."""
    found = []
    for name in ("positives", "negatives"):
        for line in (VECTORS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            record: dict[str, Any] = json.loads(line)["record"]
            found += [str(record[field]) for field in ("title", "body", "url") if record.get(field)]
    return tuple(found)


def mutated(seed: int, count: int, most: int = 2_000) -> Iterator[Record]:
    """Records whose texts are cut, joined, repeated and sprinkled; at most `most` characters each."""
    dice = random.Random(seed)
    for number in range(count):
        yield Record(
            "mutations",
            str(number),
            url=_bent(dice, 300) if dice.random() < 0.1 else None,
            title=_bent(dice, 200) if dice.random() < 0.3 else "",
            body=_bent(dice, most),
            phones=(_bent(dice, 60),) if dice.random() < 0.1 else (),
            handles=(_bent(dice, 60),) if dice.random() < 0.05 else (),
            country=dice.choice(COUNTRIES),
        )


def _bent(dice: random.Random, most: int) -> str:
    text = dice.choice(texts())
    for _ in range(dice.randint(1, 8)):
        text = _once(dice, text)[:most]
    return text


def _once(dice: random.Random, text: str) -> str:
    at, end = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    end = min(end, at + dice.choice((1, 2, 8, 64)))
    other = dice.choice(texts())
    ways = (
        lambda: text[:at] + dice.choice(BITS) + text[at:],
        lambda: text[:at] + text[end:],
        lambda: text[:at] + dice.choice(BITS) + text[end:],
        lambda: text[:at] + text[at:end] * dice.choice((2, 3, 20)) + text[end:],
        lambda: text[:at] + text[at:end].swapcase() + text[end:],
        lambda: text[:at] + dice.choice(BITS).join(text[at:end]) + text[end:],
        lambda: text + dice.choice(BITS) + other,
        lambda: text[:at] + other + text[at:],
        lambda: text[:at] + text[at:end][::-1] + text[end:],
        lambda: (
            text[:at] + chr(dice.choice((dice.randint(32, 0x2FF), dice.randint(0x370, 0xD7FF)))) + text[at:]
        ),
    )
    return dice.choice(ways)()
