"""A shared text template says how alike the texts are as written."""

from __future__ import annotations

from linkage.model import Identifier, Kind
from linkage.services.sharing import _likeness
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


def test_only_texts_are_compared() -> None:
    assert not _likeness(Identifier(Kind.PHONE, "+1"), [piece("1")], [piece("1")])
