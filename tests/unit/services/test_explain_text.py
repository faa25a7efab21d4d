"""A sentence says how a piece of evidence is written."""

from __future__ import annotations

from linkage.services.sharing import _evidence_words
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


def test_what_is_not_plain_is_said() -> None:
    spelled = piece("two oh two").model_copy(update={"form": "number words", "region_source": "location"})
    said = "says “two oh two”, written as number words, country from the record's location (record"
    assert said in _evidence_words(spelled)
    assert "says “two oh two” (record" in _evidence_words(piece("two oh two"))
