"""Numbers of other sorts inside a run of digits: dates, hours, measures, cards, addresses.

Patterns are tried on runs of digits alone, never on a whole text. A pattern's number must not go on
with the same separator: 06-12-24 is a date, 06-12-24-56-78 a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?:19|20)[0-9]{2}"
_HOUR = r"(?:[01]?[0-9]|2[0-4])"
_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_START = r"(?<![0-9])(?<![0-9][-./:'])"
_DATES = (
    rf"{_YEAR}(?P<a>[-./]){_DAY}(?P=a){_DAY}(?![0-9])(?!(?P=a)[0-9])",
    rf"{_DAY}(?P<b>[-./]){_DAY}(?P=b)(?:{_YEAR}|[0-9]{{2}})(?![0-9])(?!(?P=b)[0-9])",
    rf"{_YEAR} (?:0[1-9]|1[0-2]) {_DAY}(?![0-9])(?! [0-9])",
    rf"(?<![0-9] ){_DAY} (?:0[1-9]|1[0-2]) {_YEAR}(?![0-9])(?! [0-9])",
    rf"{_DAY}\.(?:0?[1-9]|1[0-2])\.(?![0-9])",
    # Only in the dozens of this century's first third, so that no number of eight digits is lost.
    r"(?<![-.0-9] )20(?:1[0-9]|2[0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])(?![-. ][0-9])",
)
_TIMES = (
    rf"{_HOUR}[.:][0-5][0-9] ?(?:-|–|—|to|till|a|bis|до) ?{_HOUR}[.:][0-5][0-9](?![0-9])(?![.:][0-9])",
    rf"{_HOUR}:[0-5][0-9](?::[0-5][0-9])?(?![0-9])(?!:[0-9])",
    r"(?:[01][0-9]|2[0-4])[0-5]0 ?[-–—] ?(?:[01][0-9]|2[0-4])[0-5]0(?![0-9])(?![-–— .][0-9])",
    r"(?<![-/. ])(?:[1-9]|1[0-9]|2[0-4])[-–](?:1[0-9]|2[0-4])(?=[ ,;]|$)",
    r"(?:[01][0-9]|2[0-3])\.[0-5][0-9](?:, ?(?:[01][0-9]|2[0-3])\.[0-5][0-9]){1,40}+(?![0-9])",
    r"(?:(?:[01][0-9]|2[0-3])\.[0-5][0-9] ){2,40}(?:[01][0-9]|2[0-3])\.[0-5][0-9](?![0-9])",
    r"24 ?[/-] ?7(?: ?/ ?365)?(?![0-9])(?![-/][0-9])",
)
_MEASURES = (
    r"[4-7] ?['’′`´] ?[0-9]{1,2}(?![0-9])(?!['’′`´][0-9])",
    r"[4-7] ?[\"”″] ?[0-9]{1,2}(?![0-9])(?![\"”″][0-9])",
    r"[2-6][0-9](?P<c>[-/])[2-6][0-9](?P=c)[2-6][0-9](?![0-9])(?!(?P=c)[0-9])",
    r"(?<![0-9] )[2-6][0-9] [2-6][0-9] [2-6][0-9](?![0-9])(?! [0-9])",
    r"[0-9]{1,3}(?:[.,][0-9]{1,2})? ?%",
    r"1 ?[.,m] ?[4-9][0-9](?![0-9])(?![.,][0-9])",
)
_RATE = r"[1-9][0-9]{1,2} ?/ ?(?:hr?|hh|hour|std|min|hora|heure|h)(?![a-z])"
_MONEY = (
    r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{2}|[-–][0-9]{1,3}(?:,[0-9]{3}){1,4})?(?![0-9])(?![-,.][0-9])",
    r"(?<!\+)[1-9][0-9]?(?:\.[0-9]{3}){1,4}(?:,[0-9]{2})?(?![0-9])(?![-,.][0-9])",
    _RATE,
    r"[0-9]{1,4}[.,][0-9]{2} ?(?=[$€£¥₹₽₩₺฿])",
)
_ADDRESSES = (
    rf"{_BYTE}(?:\.{_BYTE}){{3}}(?![0-9])(?!\.[0-9])(?: ?: ?[0-9]{{2,5}})?",
    r"-?(?:1[0-7][0-9]|[1-9]?[0-9])\.[0-9]{3,9}(?![0-9])(?![-. ][0-9]|\.[0-9])",
    r"-?(?:1[0-7][0-9]|[1-9]?[0-9])\.[0-9]{3,9}(?= ?[,;/ ] ?-?[0-9]{1,3}\.[0-9]{3,9}(?![0-9]))",
)
_CARDS = (
    r"(?P<card>[0-9]{4}(?P<d>[ -])[0-9]{4}(?P=d)[0-9]{4}(?P=d)[0-9]{3,4})(?![0-9])",
    r"3[47][0-9]{2}(?P<e>[ -])[0-9]{6}(?P=e)[0-9]{5}(?![0-9])",
    r"97[89][- ]?[0-9]{1,5}[- ][0-9]{1,7}[- ][0-9]{1,7}[- ][0-9x](?![0-9])",
    r"[0-9]-[0-9]{2,6}-[0-9]{2,6}-[0-9x](?![0-9])(?!-[0-9])",
)
_NOISE = re.compile(
    f"{_START}(?:" + "|".join((*_DATES, *_TIMES, *_MEASURES, *_MONEY, *_ADDRESSES, *_CARDS)) + ")"
)
_CERTAIN = re.compile(
    f"{_START}(?:"
    + "|".join((*_DATES[2:], *_TIMES, *_MEASURES[:2], r"[0-9]{1,3} ?%", _RATE, _ADDRESSES[0], *_CARDS))
    + ")"
)
"""What is believed next to spelled-out digits too, where a full stop may be any separator."""
_MARGIN = 24


def spans(text: str, start: int, end: int, *, spelled: bool = False) -> Iterator[tuple[int, int]]:
    """Places of such numbers in folded text that begin in `[start, end)`; `spelled`: words are among them."""
    for match in (_CERTAIN if spelled else _NOISE).finditer(text, start, min(len(text), end + _MARGIN)):
        card = match.group("card")
        # Two numbers of eight digits look like a card, whose last digit is a checksum.
        if match.start() < end and (card is None or _is_luhn(card)):
            yield match.span()


def _is_luhn(written: str) -> bool:
    """Whether digits end in the checksum of ISO/IEC 7812-1."""
    digits = [int(c) for c in written if c.isdigit()][::-1]
    return sum(sum(divmod(d * 2, 10)) if i % 2 else d for i, d in enumerate(digits)) % 10 == 0
