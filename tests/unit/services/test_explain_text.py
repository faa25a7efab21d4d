"""A sentence says how alike two texts are as written, and how a piece of evidence is."""

from __future__ import annotations

from linkage.model import Identifier, Kind
from linkage.services.sharing import _evidence_words, _likeness
from linkage_schemas.answers import EvidenceOut


def piece(raw: str) -> EvidenceOut:
    return EvidenceOut(
        ad_id="0" * 32,
        source="board",
        source_id="1",
        sha256="0" * 64,
        posted_at=None,
        crawled_at=None,
        field="body",
        start=0,
        end=len(raw),
        raw=raw,
        extractor="text/1",
        confidence=1.0,
    )


def test_the_order_of_words_does_not_count() -> None:
    text = Identifier(Kind.TEXT, "0" * 32)
    assert "100 %" in _likeness(text, [piece("call me today")], [piece("today call me")])
    assert "100 %" not in _likeness(text, [piece("call me today")], [piece("gardening in Leeds")])


def test_what_is_not_plain_is_said() -> None:
    spelled = piece("two oh two").model_copy(update={"form": "number words", "region_source": "location"})
    said = "says “two oh two”, written as number words, country from the record's location (record"
    assert said in _evidence_words(spelled)
    assert "says “two oh two” (record" in _evidence_words(piece("two oh two"))


def test_only_texts_are_compared() -> None:
    assert not _likeness(Identifier(Kind.PHONE, "+1"), [piece("1")], [piece("1")])
