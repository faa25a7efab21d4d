"""`/v1/why`: whether two ads belong together, and on what evidence."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from linkage.services.refs import MAX_REF
from linkage_api.deps import Caller, Services
from linkage_api.replies import documented, reply
from linkage_schemas.answers import WhyOut

router = APIRouter(prefix="/v1", tags=["why"])

Ref = Annotated[str, Query(min_length=1, max_length=MAX_REF, description="An ad's id, or source:source_id.")]


@router.get("/why", response_model=WhyOut, responses=documented(404, 410))
def why(app: Services, by: Caller, a: Ref, b: Ref) -> Response:
    """The strongest chain of evidence between two ads, as sentences; or why there is none."""
    return reply(app.explain.why(a, b, by=by))
