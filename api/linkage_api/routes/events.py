"""`/v1/events`: what happened to networks, in order."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from linkage_api.answers import MORE_EVENTS, EventsPage
from linkage_api.deps import Caller, Services
from linkage_api.parameters import Limit
from linkage_api.replies import paged

MAX_SEQUENCE = (1 << 63) - 1
router = APIRouter(prefix="/v1", tags=["events"])


@router.get("/events", response_model=EventsPage)
def events(
    app: Services,
    by: Caller,
    since: Annotated[int, Query(ge=0, le=MAX_SEQUENCE, description="The last sequence seen.")] = 0,
    network_id: Annotated[
        str | None, Query(max_length=100, description="Only those of one network's id.")
    ] = None,
    limit: Limit = 100,
) -> Response:
    """Networks created, grown, shrunk, merged, split and dissolved after `since`."""
    answer = app.query.events(by=by, since=since, network_id=network_id, limit=limit)
    return paged(EventsPage, answer, limit, answer.next, MORE_EVENTS)
