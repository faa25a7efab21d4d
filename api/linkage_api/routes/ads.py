"""`/v1/ads`: one ad with all that is known of it, and batches of new records."""

from __future__ import annotations

from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from linkage.bootstrap import App
from linkage.services.audit import Actor
from linkage_api.body import IN_MEMORY, NDJSON, check_length, check_ndjson, receive
from linkage_api.deps import Caller, Services
from linkage_api.replies import documented, reply
from linkage_schemas.answers import AdOut, IngestOut

router = APIRouter(prefix="/v1", tags=["ads"])

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "One record a line, each a JSON object with `source` and `source_id` at least.",
        "content": {media: {"schema": {"type": "string"}} for media in sorted(NDJSON)},
    }
}


@router.get("/ads/{ref:path}", response_model=AdOut, responses=documented(404, 410))
def ad(app: Services, by: Caller, ref: str) -> Response:
    """An ad with its records, links, evidence and network.

    `ref` is an ad's id, 8 or more of its first characters, or `source:source_id`.
    """
    return reply(app.query.ad(ref, by=by))


@router.post(
    "/ads",
    response_model=IngestOut,
    responses=documented(408, 413, 415, 507),
    openapi_extra=_BODY,
)
async def ingest(request: Request, app: Services, by: Caller) -> Response:
    """Add a batch of records. Those that cannot be taken are told with line, field and reason.

    Sending the same again changes nothing. A body that is too large is refused whole.
    """
    limit: int = request.app.state.max_body
    check_ndjson(request)
    check_length(request, limit)
    with SpooledTemporaryFile[bytes](max_size=IN_MEMORY) as spool:
        await receive(request, spool, limit)
        work = partial(_ingest, app, by, spool)
        return await anyio.to_thread.run_sync(work, limiter=request.app.state.ingesting)


def _ingest(app: App, by: Actor, spool: SpooledTemporaryFile[bytes]) -> Response:
    settings = app.settings
    answer = app.ingest.ingest_lines(
        spool, "api", by=by, batch_size=settings.batch_size, region=settings.region
    )
    return reply(answer)
