"""`/v1/pictures`: reverse look-up by a hash."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from linkage_api.answers import PicturesPage
from linkage_api.deps import Caller, Services
from linkage_api.parameters import Limit
from linkage_api.replies import documented, extended, reply

MOST_BITS = 128
router = APIRouter(prefix="/v1", tags=["pictures"])


@router.get("/pictures/{hash}", response_model=PicturesPage, responses=documented(410))
def pictures(
    app: Services,
    by: Caller,
    hash: str,  # noqa: A002 - what the path calls it
    within: Annotated[
        int | None, Query(ge=0, le=MOST_BITS, description="Most bits that a PDQ may differ in; else 31.")
    ] = None,
    limit: Limit = 20,
) -> Response:
    """The picture of a hash, and with a PDQ also those that look like it, nearest first.

    `hash`: MD5, SHA-1, SHA-256 or PDQ in hexadecimal, bare or as `algorithm:hex`.
    """
    answer = app.query.pictures(hash, by=by, within=within, limit=limit)
    return reply(extended(PicturesPage, answer, limit=limit))
