"""Values that stand for "no value". They never become identifiers.

Reserved domains (`*.example`, RFC 2606) are no placeholders: made-up records use them.
"""

from __future__ import annotations

from linkage.normalise.spans import words

NULLS = words("""
    na n.a none null nil nan unknown undefined unspecified empty blank hidden private removed deleted
    tbd tba todo xx xxx xxxx xxxxx anonymous anon not-available not-provided not-applicable
    notavailable notprovided no-phone no-email nophone noemail placeholder false true
    """)

EMPTY_INPUT_HASHES = frozenset(
    {
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }
)
"""MD5, SHA-1 and SHA-256 of no bytes: what a crawler stores for a picture it failed to fetch."""

_NO_MAILBOX = words(
    "noreply no-reply no_reply donotreply do-not-reply do_not_reply mailer-daemon postmaster abuse"
)
_SAMPLE_LOCALS = words("youremail your.email your-email your_email yourname your.name your-name youraddress")
_SAMPLE_ADDRESSES = words("""
    a@b.c a@a.com abc@abc.com user@domain.com name@domain.com you@domain.com email@domain.com
    name@email.com your@email.com you@email.com user@email.com email@email.com name@company.com
    """)
_TEST_LOCALS = frozenset({"test", "testing", "tester"})
_BURN_ADDRESSES = frozenset({"0x000000000000000000000000000000000000dead"})
_ASCENDING = "01234567890"
_DESCENDING = "9876543210"
_RUN = 7
"""Digits of a row (1234567, 5555555) from which a number counts as filled in to please a form."""


def is_null(text: str) -> bool:
    """Whether the text says that there is no value: empty, punctuation only, `N/A`, `none`, ..."""
    bare = text.strip().strip("-_.?*/\\()[]<>#:@ ").lower()
    if not bare:
        return True
    return bare.replace("/", "").replace(" ", "-") in NULLS


def is_dummy_number(national: str) -> bool:
    """Whether a number's national digits are filler: few distinct digits, or one long row."""
    digits = national.lstrip("0") or "0"
    if len(set(digits)) <= 2:
        return True
    tail = digits[-_RUN:]
    if len(set(tail)) == 1:
        return True
    rows = [digits[at : at + _RUN] for at in range(max(1, len(digits) - _RUN + 1))]
    return any(row in line for row in rows for line in (_ASCENDING, _DESCENDING))


def is_dummy_email(local: str, domain: str) -> bool:
    """Whether nobody in particular reads the mailbox, or the address is a form's sample text."""
    if local in _NO_MAILBOX or local in _SAMPLE_LOCALS or is_null(local):
        return True
    if f"{local}@{domain}" in _SAMPLE_ADDRESSES:
        return True
    return local in _TEST_LOCALS and domain.split(".", 1)[0] in _TEST_LOCALS


def is_dummy_hash(digest: str) -> bool:
    """Whether a hex digest is one repeated digit or the hash of no input."""
    return dummy_hash_words(digest) is not None


def dummy_hash_words(digest: str) -> str | None:
    """Why a hex digest is no hash of anything; None where it may be one."""
    if len(set(digest)) <= 1:
        return "one digit repeated, which is filled in where there is no picture"
    if digest in EMPTY_INPUT_HASHES:
        return "the hash of no bytes at all, which a crawler stores for a picture that it failed to fetch"
    return None


def is_dummy_eth(address: str) -> bool:
    """Whether a lower-case `0x` address is one that coins are sent to be lost."""
    return address in _BURN_ADDRESSES or len(set(address[2:])) <= 1
