"""Taking the trace of an erased identifier out of the text it stood in.

Characters are replaced one for one, so the spans of all other evidence keep their places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from linkage.model import Evidence, Identifier, Observation

BLOCK = "\u2588"
SHORTEST = 4
"""Raw texts below this length are blanked where they were found, not wherever they occur."""


def blank_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans blacked out."""
    characters = list(text)
    for start, end in spans:
        stop = min(end, len(characters))
        characters[start:stop] = BLOCK * max(0, stop - start)
    return "".join(characters)


def blank_texts(text: str, raws: Collection[str]) -> str:
    """The text with every occurrence of the raw texts blacked out."""
    for raw in sorted(raws, key=len, reverse=True):
        if len(raw) >= SHORTEST and raw in text:
            text = text.replace(raw, BLOCK * len(raw))
    return text


def blanked(one: Observation, erased: Collection[Identifier]) -> Observation:
    """The observation as it would be had the erased identifiers never been in it.

    Its raw bytes are gone, since they hold the identifiers; its hash stays.
    """
    out = [e for e in one.evidence if Identifier(e.kind, e.value) in erased]
    if not out:
        return one
    raws = {e.raw for e in out if e.field not in {"title", "body"} or e.end - e.start == len(e.raw)}
    kept = tuple(
        _blank_evidence(e, out, raws) for e in one.evidence if Identifier(e.kind, e.value) not in erased
    )
    return one._replace(
        title=blank_texts(blank_spans(one.title, _spans(out, "title")), raws),
        body=blank_texts(blank_spans(one.body, _spans(out, "body")), raws),
        url=None if one.url is None else blank_texts(blank_spans(one.url, _spans(out, "url")), raws),
        raw=b"",
        evidence=kept,
    )


def _spans(evidence: Iterable[Evidence], field: str) -> list[tuple[int, int]]:
    return [(e.start, e.end) for e in evidence if e.field == field]


def _blank_evidence(e: Evidence, out: Iterable[Evidence], raws: Collection[str]) -> Evidence:
    """Take what overlaps the erased places out too: `raw` may begin or be cut in the middle of one."""
    spans = [(o.start - e.start, o.end - e.start) for o in out if o.field == e.field]
    raw = blank_spans(e.raw, [(max(0, start), end) for start, end in spans if end > 0])
    raw = blank_texts(raw, raws)
    return e if raw == e.raw else e._replace(raw=raw)
