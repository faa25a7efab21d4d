"""What is left of an erased identifier in the evidence of others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linkage.model import MAX_RAW, Evidence, Identifier, Kind, Observation
from linkage.store.delta.blank import BLOCK, blanked

VALUE = "straddle.name@hidden.example"
EMAIL = Identifier(Kind.EMAIL, VALUE)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 60))
def test_nothing_is_left_wherever_other_evidence_begins_or_ends(at: int, start: int, more: int) -> None:
    body = "x" * at + VALUE + "y" * 200
    end = min(len(body), start + more + 1)
    start = min(start, end - 1)
    whole = body[start:end]
    other = Evidence(Kind.TEXT, "template", "body", start, end, whole[:MAX_RAW], "text/1", 1.0)
    mine = Evidence(Kind.EMAIL, VALUE, "body", at, at + len(VALUE), VALUE, "email/1", 1.0)
    one = Observation("", "", "", b"", None, None, None, "", body, None, None, None, b"raw", (mine, other))
    left = blanked(one, {EMAIL})
    assert left.body == "x" * at + BLOCK * len(VALUE) + "y" * 200
    assert left.evidence == (other._replace(raw=left.body[start:end][:MAX_RAW]),)


def test_a_long_template_is_cut_within_it() -> None:
    body = "x" * (MAX_RAW - 10) + VALUE
    other = Evidence(Kind.TEXT, "template", "body", 0, len(body), body[:MAX_RAW], "text/1", 1.0)
    mine = Evidence(Kind.EMAIL, VALUE, "body", MAX_RAW - 10, len(body), VALUE, "email/1", 1.0)
    one = Observation("", "", "", b"", None, None, None, "", body, None, None, None, b"", (mine, other))
    (left,) = blanked(one, {EMAIL}).evidence
    assert left.raw == "x" * (MAX_RAW - 10) + BLOCK * 10
