"""Addresses whose provider stands before the name, as a platform's word would: `gmail: jane.doe9`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from linkage.normalise.email.spelled import Spelled
from linkage.normalise.email.words import USUAL
from linkage.normalise.forms import PROVIDER
from linkage.normalise.handle.names import looks_like_name
from linkage.normalise.spans import MAX_TRIES

PROVIDERS = ("gmail", "hotmail", "yahoo", "outlook", "icloud", "protonmail", "googlemail")
_CONFIDENCE = 0.6
_LEAST = 5
_DASHES = ("-", "\u2013")
_CUED = re.compile(
    rf"(?:{'|'.join(PROVIDERS)})(?:\s(?:id|address|name|account|adresse|adres))?"
    r"(?:\s?(?P<mark>[:=]|[-\u2013](?=\s))|(?P<verb>\s(?:is|es|est|ist|e|:)))\s{0,2}"
    r"(?P<name>[a-z0-9][a-z0-9._]{4,39}+)(?![\w@/-]|\s?\(?(?:at|@)(?![^\W_]))"
)
_MY = re.compile(r"(?<![^\W_])(?:my|mi|mon|mein|meine|mio|meu|min)\s\Z")
_AT_BEFORE = re.compile(r"(?:[@.\w]|(?<![^\W_])(?:at|arroba|arobase)\s{1,2}|@\s)\Z")


def find(read: str) -> Iterator[Spelled]:
    """Names behind a provider's word in a folded text."""
    for match in islice(_CUED.finditer(read), MAX_TRIES):
        name = match["name"].rstrip("._")
        start = match.start("name")
        lead = read[max(0, match.start() - 12) : match.start()]
        if len(name) < _LEAST or _AT_BEFORE.search(lead) or (match["verb"] and not _MY.search(lead)):
            continue
        # Something of three letters is no amount, no date and no phone.
        if match["mark"] in _DASHES and not name[0].isalpha():
            continue
        if looks_like_name(name) and sum(map(str.isalpha, name)) > 2:
            provider = next(p for p in PROVIDERS if match.group().startswith(p))
            yield Spelled(start, start + len(name), f"{name}@{USUAL[provider]}", PROVIDER, _CONFIDENCE)
