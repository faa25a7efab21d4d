"""The words in which answers and exports speak of verdicts, dates and hostile text.

Ads are written by strangers. Whatever of their text goes into a sentence passes through `quote`.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

from linkage.model import Kind

CAVEAT = (
    "Shared identifiers show a possible network, nothing more: they do not show who placed an ad, "
    "nor that anybody in it did or suffered wrong."
)
MAX_QUOTED = 80

_NAMES = {
    Kind.PHONE: "phone number",
    Kind.NATIONAL: "phone number of unknown region",
    Kind.EMAIL: "e-mail address",
    Kind.HANDLE: "handle",
    Kind.USERNAME: "user name of unknown platform",
    Kind.URL: "web address",
    Kind.WALLET: "wallet",
    Kind.IMAGE: "image (exact hash)",
    Kind.PICTURE: "picture (perceptual hash)",
    Kind.TEXT: "text template",
    Kind.VECTOR: "embedding",
}
_AN = frozenset({Kind.EMAIL, Kind.IMAGE, Kind.VECTOR})
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_QUOTES = frozenset('“”"\\')


def quote(text: str, limit: int = MAX_QUOTED) -> str:
    """The text between quotes, on one line, cut to `limit` characters, nothing invisible in it.

    Controls, format characters (all bidirectional overrides among them), unassigned and private
    characters, exotic spaces, quotes and backslashes appear as escapes.
    """
    cut = text[:limit]
    dots = "…" if len(text) > limit else ""
    return f"“{''.join(map(_visible, cut))}{dots}”"


def _visible(char: str) -> str:
    if char == " ":
        return char
    category = unicodedata.category(char)
    if category in _HIDDEN or category == "Zs" or char in _QUOTES:
        code = ord(char)
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return char


def kind_name(kind: Kind) -> str:
    """What people call an identifier of this kind, in the singular."""
    return _NAMES[kind]


def a_kind(kind: Kind) -> str:
    """The same with its article."""
    return f"{'an' if kind in _AN else 'a'} {kind_name(kind)}"


def named(kind: Kind, value: str) -> str:
    """An identifier in a sentence: its kind and its value in quotes."""
    return f"{kind_name(kind)} {quote(value)}"


def count(number: int, thing: str) -> str:
    """`1 ad`, `1,234 ads`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def date(seconds: int | None) -> str:
    """A day in UTC as ISO 8601, or `unknown date`."""
    if seconds is None:
        return "unknown date"
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return f"{seconds} s since 1970"


def period(first: int | None, last: int | None) -> str:
    """`on 2026-01-02`, `from 2026-01-02 to 2026-03-04`, or `at an unknown date`."""
    if first is None and last is None:
        return "at an unknown date"
    start, end = date(first), date(last)
    return f"on {start}" if start == end else f"from {start} to {end}"


_FORMS = {
    "number words": "written as number words",
    "digits and words": "written as digits and words",
    "letters for digits": "written with letters for digits",
    "keycaps": "written in keycaps",
    "fancy digits": "written in fancy digits",
    "other script": "written in another script",
    "homoglyphs": "written with look-alike letters",
    "invisible characters": "written with invisible characters inside",
    "odd separators": "written with odd separators",
    "glued": "run into the words beside it",
    "split": "broken over lines or fields",
    "markup": "read through markup",
    "link": "read from a link",
    "in a url": "read from a web address",
    "cue word": "named by a cue word",
    "at and dot words": "written with words for @ or dot",
    "spaced letters": "written letter by letter",
    "provider name": "written with its provider's name only",
}
_COUNTRIES = {
    "plus": "its own country code",
    "link": "the link",
    "location": "the record's location",
    "option": "the region assumed for the batch",
    "site": "the site",
    "language": "the language of the text",
}


def writing_words(form: str, region_source: str | None) -> str:
    """`, written as number words, country from the site`: what is not plain; nothing where all is."""
    said = [] if form == "plain" else [_FORMS.get(form) or f"written as {quote(form)}"]
    if region_source is not None:
        said.append(f"country from {_COUNTRIES.get(region_source) or quote(region_source)}")
    return "".join(f", {part}" for part in said)


_CHANCES = (
    (0.95, "almost certain"),
    (0.80, "very likely"),
    (0.55, "likely"),
    (0.45, "about as likely as not"),
    (0.20, "unlikely"),
    (0.05, "very unlikely"),
)
"""From which probability on what is said of it: the scale of Intelligence Community Directive 203 (2015)."""


def chance_words(chance: float) -> str:
    """`almost certain (0.98)`: a probability in words and as a number."""
    said = next((words for least, words in _CHANCES if chance >= least), "almost ruled out")
    return f"{said} ({chance_number(chance)})"


def asked_words(chance: float, linked: float) -> str:
    """What a suggestion of this probability lacks, where `linked` is asked for of links in general."""
    if chance < linked:
        return f"{chance_number(linked)} is asked for"
    return "more is asked for where nothing else vouches for it"


def chance_number(chance: float) -> str:
    """`0.98`, `0.999`: a probability with as many decimals as it takes to be told from 1."""
    return f"{chance:.3f}" if 0.99 < chance < 1 else f"{chance:.2f}"
