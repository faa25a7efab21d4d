"""Names that stand before the word for their platform: `jane_99 on insta`, `jane_99 (insta)`."""

from __future__ import annotations

import re

from linkage.normalise.handle import cues
from linkage.normalise.handle.names import looks_like_name
from linkage.normalise.handle.text import Text
from linkage.normalise.platforms import Platform

_REACH = 48
_ON = r"(?:on|en|auf|sur|su|no|na|in|på|w|v|на|в|bei|via)"
_BEHIND = re.compile(
    rf"\s{{0,2}}(?:only\s)?(?:\(\s?|{_ON}\s(?:(?:my|both|beiden|i|all)\s)?)([^\W_]{{2,12}})(?![^\W_])"
    r"(?:\s?(?:and|und|y|et|e|i|&|\+|/)\s?([^\W_]{2,12})(?![^\W_]))?"
)
_TAIL = re.compile(rf"(?:\s(?:is\s)?{_ON}\s(?:my\s)?|\s?\()\Z")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_."
_GLUE = frozenset("@/$#&=+-")
_DENIED = re.compile(
    r"(?<![^\W_])(?:no|not|without|nor|neither|never|hate|left|quit|sin|sans|kein|keine|ohne|senza|nie|bez|sem|nao"
    r"|geen|без|нет)\s{1,2}(?:my\s)?\Z"
)
_NEXT = frozenset(":=@-")


def behind(read: str, end: int) -> list[Platform]:
    """The platforms that the words behind a name speak of: "jane_99 on insta and snap"."""
    match = _BEHIND.match(read, end)
    platform = cues.platform_of(match[1]) if match else None
    if match is None or platform is None:
        return []
    second = cues.platform_of(match[2]) if match[2] else None
    return [platform, second] if second else [platform]


def is_denied(read: str, start: int) -> bool:
    """Whether the words before a cue say that there is no name: "no telegram"."""
    return _DENIED.search(read, max(0, start - 14), start) is not None


def before_cue(text: Text, cue: re.Match[str]) -> tuple[int, int] | None:
    """Span of the name that stands before a cue, where the cue cannot belong to another one."""
    read, start = text.read, cue.start()
    opened = read[start - 1 : start] == "("
    after = read[cue.end() : cue.end() + 2].lstrip(" \t")[:1]
    if (opened and after != ")") or after in _NEXT or not cues.is_sure(cue.group().removesuffix("'s")):
        return None
    lead = read[max(0, start - _REACH) : start]
    tail = _TAIL.search(lead, max(0, len(lead) - 12))
    if tail is None:
        return None
    name = lead[: tail.start()]
    name = name[len(name.rstrip(_LETTERS)) :]
    end = start - len(lead) + tail.start()
    first = end - len(name)
    if (
        (len(name) == tail.start() and start > _REACH)
        or not name[:1].isalpha()
        or (first and read[first - 1] in _GLUE)
    ):
        return None
    believed = "." not in name and looks_like_name(name) and text.name_at(first) == (first, end)
    return (first, end) if believed else None
