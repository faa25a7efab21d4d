"""Receiving a body whole, within bounds, before any of it is acted on."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

import anyio
from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

NDJSON = frozenset({"application/x-ndjson", "application/ndjson", "application/jsonl"})
IN_MEMORY = 1 << 20
"""Bytes of a body that are held in memory; more go to an unnamed temporary file."""
PAUSE = 30.0
"""Seconds that a client may be silent in the middle of a body."""


def check_ndjson(request: Request) -> None:
    """Raise 415 unless the body is NDJSON as it is, not compressed."""
    media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media not in NDJSON:
        raise HTTPException(415, "send one JSON object a line, as Content-Type: application/x-ndjson")
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise HTTPException(415, "send the body as it is, without a Content-Encoding")


def check_length(request: Request, limit: int) -> None:
    """Raise 413 when the client announces more than `limit` bytes."""
    announced = request.headers.get("Content-Length", "0")
    if len(announced) > 18 or not announced.isdecimal() or int(announced) > limit:
        raise _too_large(limit)


async def receive(request: Request, spool: SpooledTemporaryFile[bytes], limit: int) -> None:
    """Write the body to the spool and rewind it.

    Nothing that is too large or too slow is acted on in part. Raises 413 above `limit` bytes,
    408 after `PAUSE` seconds of silence, and ClientDisconnect.
    """
    size, more = 0, True
    while more:
        try:
            with anyio.fail_after(PAUSE):
                message = await request.receive()
        except TimeoutError:
            raise HTTPException(408, "the body stopped arriving") from None
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        if size > IN_MEMORY:
            await run_in_threadpool(spool.write, chunk)
        else:
            spool.write(chunk)
        more = message.get("more_body", False)
    spool.seek(0)


def _too_large(limit: int) -> HTTPException:
    return HTTPException(413, f"a body has at most {limit:,} bytes; send the records in several")
