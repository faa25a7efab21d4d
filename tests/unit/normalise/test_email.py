from __future__ import annotations

import pytest

from linkage.model import Kind, Record
from linkage.normalise import identifier, normalise


def emails(body: str) -> list[tuple[str, str]]:
    return [(e.value, e.raw) for e in normalise(Record("site", "1", body=body)) if e.kind is Kind.EMAIL]


@pytest.mark.parametrize(
    ("body", "value", "raw"),
    [
        ("write Jane@Studio.Example.", "jane@studio.example", "Jane@Studio.Example"),
        ("mail:jane@studio.example, thanks", "jane@studio.example", "jane@studio.example"),
        ("<a href='mailto:jane@studio.example'>", "jane@studio.example", "jane@studio.example"),
        ("email...jane@studio.example", "jane@studio.example", "jane@studio.example"),
        ("(jane_doe-1@a-b.studio.test)", "jane_doe-1@a-b.studio.test", "jane_doe-1@a-b.studio.test"),
        ("Jane.D.oe+ads@gmail.com", "janedoe@gmail.com", "Jane.D.oe+ads@gmail.com"),
        ("jane.doe@googlemail.com", "janedoe@gmail.com", "jane.doe@googlemail.com"),
        ("jane.doe+x@outlook.com", "jane.doe@outlook.com", "jane.doe+x@outlook.com"),
        ("jane.doe+x@proton.me", "jane.doe@proton.me", "jane.doe+x@proton.me"),
        # Tags and dots of other domains are theirs to read.
        ("jane.doe+x@studio.example", "jane.doe+x@studio.example", "jane.doe+x@studio.example"),
        ("jane-ads@yahoo.com", "jane-ads@yahoo.com", "jane-ads@yahoo.com"),
        ("jane@bücher.example", "jane@xn--bcher-kva.example", "jane@bücher.example"),
        ("https://ads.example/?mail=jane@studio.example", "jane@studio.example", "jane@studio.example"),
    ],
)
def test_addresses_are_found_in_their_providers_form(body: str, value: str, raw: str) -> None:
    assert emails(body) == [(value, raw)]


@pytest.mark.parametrize(
    "body",
    [
        "meet me @ hotel.example",
        "@jane.example",
        "jane@localhost",
        "jane@studio",
        "a@@b.example",
        "noreply@studio.example and no-reply@studio.example",
        "test@test.com or test@test.example",
        "user@domain.com, email@email.com, your@email.com",
        "n/a@studio.example none@studio.example",
        "jane@-studio.example",
    ],
)
def test_what_is_no_address_or_nobodys(body: str) -> None:
    assert [value for value, _ in emails(body)] == []


def test_structured_entries_are_surer_than_text() -> None:
    record = Record("site", "1", title="jane@studio.example", emails=("N/A", " jane@studio.example "))
    found = {(e.field, e.start, e.raw, e.confidence) for e in normalise(record)}
    assert found == {
        ("emails[1]", 1, "jane@studio.example", 1.0),
        ("title", 0, "jane@studio.example", 0.95),
    }


def test_overlong_addresses_are_refused() -> None:
    assert identifier(Kind.EMAIL, "a" * 65 + "@studio.example") is None
    assert emails("a" * 65 + "@studio.example") == []
    assert emails("a" * 64 + "@studio.example") != []
    assert identifier(Kind.EMAIL, "a@" + "b." * 200 + "example") is None


def test_an_address_that_is_only_a_tag_is_nobodys() -> None:
    assert identifier(Kind.EMAIL, "+ads@gmail.com") is None
    assert identifier(Kind.EMAIL, "...@gmail.com") is None
    assert identifier(Kind.EMAIL, "jane.+ads@outlook.com") is None
