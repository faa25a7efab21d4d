"""E-mail addresses, in the form in which their provider delivers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise.placeholders import is_dummy_email
from linkage.normalise.spans import CACHE, MAX_HITS, MAX_TRIES, Extractor, Passage, listed, prose

NAME, VERSION = "email", 1
LABEL = f"{NAME}/{VERSION}"
PROSE_CONFIDENCE = 0.95

MAX_LOCAL = 64
"""Octets before the `@`: RFC 5321 section 4.5.3.1.1."""
_LOCAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$&*+-_~"
_DOMAIN = re.compile(r"[^\W_][\w\-]{0,62}(?:\.[^\W_][\w\-]{0,62}){1,8}")


class Provider(NamedTuple):
    """How a provider reads the part before the `@`. `tag` starts a part that it ignores."""

    domain: str
    tag: str = "+"
    dots: bool = True
    """Whether dots matter."""


def _providers() -> dict[str, Provider]:
    """Facts from the providers' help pages, for the providers' own domains only.

    Yahoo's `-` is left alone: its base names are no account names, so cutting there would join
    strangers. Hosted domains (Workspace, Microsoft 365) are their owners' to configure.
    """
    tagged = """
        outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.es hotmail.it live.com live.co.uk
        live.fr msn.com icloud.com me.com mac.com fastmail.com fastmail.fm proton.me protonmail.com
        protonmail.ch pm.me tutanota.com tuta.com mailbox.org zoho.com
    """
    table = {domain: Provider(domain) for domain in tagged.split()}
    gmail = Provider("gmail.com", dots=False)
    return table | {"gmail.com": gmail, "googlemail.com": gmail}


PROVIDERS = _providers()


@lru_cache(maxsize=CACHE)
def canonical_email(value: str) -> Identifier | None:
    """One address in canonical form, or None when it is none or nobody's."""
    address = value.strip()
    if len(address) > 320:
        return None
    try:
        # No look-up is made; `.test` counts like any other domain.
        valid = validate_email(
            address, check_deliverability=False, test_environment=True, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError:
        return None
    local, domain = valid.local_part.lower(), (valid.ascii_domain or valid.domain).lower()
    if "." not in domain:
        return None
    provider = PROVIDERS.get(domain)
    if provider is not None:
        domain = provider.domain
        local = local.partition(provider.tag)[0]
        local = local if provider.dots else local.replace(".", "")
    if is_dummy_email(local, domain) or local[-1] == ".":
        return None
    return Identifier(Kind.EMAIL, f"{local}@{domain}")


def _scan(passage: Passage) -> Iterator[Evidence]:
    """Addresses around each `@`, at most `MAX_TRIES` of them."""
    text = passage.text
    at = text.find("@")
    for _ in range(MAX_TRIES):
        if at < 0:
            return
        domain = _DOMAIN.match(text, at + 1)
        if domain is not None:
            start = _local_start(text, at)
            end = at + 1 + len(domain.group().rstrip("-_"))
            found = canonical_email(text[start:end]) if start < at else None
            if found is not None:
                confidence = 1.0 if passage.structured else PROSE_CONFIDENCE
                yield passage.evidence(found, start, end, LABEL, confidence)
        at = text.find("@", at + 1)


def _local_start(text: str, at: int) -> int:
    """Where the part before the `@` at `at` starts; `at` itself when there is none."""
    window = text[max(0, at - MAX_LOCAL - 1) : at]
    local = window[len(window.rstrip(_LOCAL)) :]
    # "n/a@..." is a null whose slash no local part written in the open would hold.
    if len(local) > MAX_LOCAL or window[-3:].lower() == "n/a":
        return at
    local = local[local.rfind("..") + 1 :].lstrip(".!#$&*~-+")
    return at - len(local)


def _find(record: Record) -> Iterator[Evidence]:
    for passage in listed("emails", record.emails):
        yield from islice(_scan(passage), MAX_HITS)
    for passage in prose(record):
        if "@" in passage.text:
            yield from islice(_scan(passage), MAX_HITS)


EXTRACTOR = Extractor(NAME, VERSION, _find)
