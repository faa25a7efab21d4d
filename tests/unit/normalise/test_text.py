from __future__ import annotations

import pytest

from linkage.model import MAX_RAW, Kind, Record
from linkage.normalise import identifier, normalise
from linkage.normalise.text import MAX_TEMPLATE, template

BODY = "Friendly massage studio visiting the old town this week, call 202-555-0123 for a quiet hour."


def text_of(body: str) -> str | None:
    """The identifier of a body's text, if it is one."""
    found = [one.value for one in normalise(Record("s", "1", body=body)) if one.kind is Kind.TEXT]
    return found[0] if found else None


def test_the_template_keeps_words_and_masks_numbers() -> None:
    expected = "friendly massage studio visiting the old town this week call 0 for a quiet hour"
    assert template(BODY) == expected


@pytest.mark.parametrize(
    "same",
    [
        BODY.upper(),
        BODY.replace("202-555-0123", "2025550145"),
        BODY.replace("202-555-0123", "(202) 555 0145"),
        BODY.replace(" ", "  \n"),
        BODY.replace("massage", "★ massage ★ 💆\u200d♀\ufe0f"),
        BODY.replace("massage", "mass\u200bage"),
        BODY.replace("massage", "\uff4d\uff41\uff53\uff53\uff41\uff47\uff45"),
        BODY.replace("202-555-0123", "jane@studio.example"),
        BODY.replace("202-555-0123", "@jane_doe"),
        BODY.replace("202-555-0123", "https://studio.example/x"),
    ],
)
def test_what_changes_between_reposts_changes_nothing(same: str) -> None:
    assert text_of(same) == text_of(BODY) is not None


@pytest.mark.parametrize("other", [BODY.replace("quiet", "calm"), BODY + " Tea included.", BODY[9:]])
def test_other_words_are_another_template(other: str) -> None:
    assert text_of(other) not in {None, text_of(BODY)}


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("one two three four five six seven", False),
        ("one two three four five six seven eight", True),
        ("one two three four five six seven 8 9 10", False),
        ("an extraordinarily relaxing neighbourhood wellness establishment", False),
        ("按" * 39, False),
        ("按" * 40, True),
        ("", False),
        ("!!! 123 ★", False),
    ],
)
def test_too_little_text_is_no_template(body: str, *, kept: bool) -> None:
    assert (text_of(body) is not None) is kept


def test_marks_of_scripts_stay() -> None:
    assert template("नमस्ते " * 8) == " ".join(["नमस्ते"] * 8)


def test_evidence_spans_the_body_and_raw_is_cut() -> None:
    body = BODY * 20
    (found,) = [e for e in normalise(Record("s", "1", body=body)) if e.kind is Kind.TEXT]
    assert (found.field, found.start, found.end, found.raw) == ("body", 0, len(body), body[:MAX_RAW])
    assert len(found.value) == 32
    assert identifier(Kind.TEXT, found.value) == (found.kind, found.value)


def test_the_title_is_no_template() -> None:
    assert normalise(Record("s", "1", title="one two three four five six seven eight nine")) == ()


def test_size_is_cut_after_normalising() -> None:
    # One character that NFKC makes eighteen.
    masked = template("\ufdfa" * MAX_TEMPLATE)
    assert masked is not None
    assert len(masked) <= MAX_TEMPLATE
