"""The words in which answers and exports speak of verdicts, dates and hostile text.

Ads are written by strangers. Whatever of their text goes into a sentence passes through `quote`.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

from linkage.link.rules import Rules
from linkage.link.verdicts import WARNED
from linkage.link.warned import Listed
from linkage.model import Identifier, Kind, Verdict
from linkage.ports.graph import STRAY, UNDATED, Holder

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
}
_A = {Kind.EMAIL: "an", Kind.IMAGE: "an"}
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


STRAY_WORDS = (
    "nothing of another kind vouches for it among the ads that carry this, and it names contact details "
    "that none of those has"
)


def reason_words(name: Identifier, holder: Holder, rules: Rules) -> str:
    """Why a holder has its verdict, with the figures it was decided on."""
    if holder.tenure == STRAY:
        return f"the ad is not joined by it: {STRAY_WORDS}"
    if holder.tenure == UNDATED:
        return "it changed hands and these ads have no date, so nobody can say whose it was then"
    if holder.reason == WARNED:
        return _warned(rules.listed.get(name))
    return _WORDS.get(holder.reason, _other)(name.kind, holder, rules)


def holder_words(name: Identifier, holder: Holder, rules: Rules, *, several: bool) -> str:
    """The reason, after which tenure it is when the identifier has `several`."""
    words = reason_words(name, holder, rules)
    if not several:
        return words
    if holder.tenure == STRAY:
        return words
    if holder.tenure == UNDATED:
        return f"undated ads: {words}"
    return f"tenure {holder.tenure + 1}, seen {period(holder.first, holder.last)}: {words}"


def _default(kind: Kind, holder: Holder, rules: Rules) -> str:
    what = f"{_A.get(kind, 'a')} {kind_name(kind)} on at most {rules.small} ads"
    if holder.verdict is Verdict.WEAK:
        return f"{what} is weak evidence, which links only beside evidence of another kind"
    return f"{what} links by default"


def _together(holder: Holder) -> str:
    sampled = holder.sampled or 0
    group = round((holder.cohesion or 0.0) * sampled)
    together = group if group > 1 else "none"
    return (
        f"of {sampled} sampled ads that carry it, {together} hang together through "
        f"evidence of another kind ({holder.share or 0.0:.1%} of their pairs share some)"
    )


def _corroborated(kind: Kind, holder: Holder, rules: Rules) -> str:
    del rules
    if holder.verdict is Verdict.WEAK:
        return (
            f"{_together(holder)}, but it remains weak evidence, being {_A.get(kind, 'a')} {kind_name(kind)}"
        )
    return _together(holder)


def _uncorroborated(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind, rules
    return f"{_together(holder)}, which is too little"


def _decision(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind, rules
    said = "generic" if holder.verdict is Verdict.GENERIC else "not generic"
    return f"a person decided that it is {said}"


def _warned(listed: Listed | None) -> str:
    """A list may have changed since; until the store is resolved by the new one, its verdict stands."""
    if listed is None:
        return "it is on a warning list of values that identify nobody"
    return f"it is on the warning list {quote(listed.name)} {quote(listed.version)}: {quote(listed.reason)}"


def _other(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind, rules
    return holder.reason


_WORDS = {
    "default": _default,
    "corroborated": _corroborated,
    "uncorroborated": _uncorroborated,
    "decision": _decision,
}
