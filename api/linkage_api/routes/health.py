"""`/healthz` and `/readyz`: for machines that watch the service. They tell nothing of the graph."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from linkage_api.answers import HealthOut
from linkage_api.deps import Services
from linkage_api.replies import documented, reply

router = APIRouter(tags=["service"])


@router.get("/healthz", response_model=HealthOut)
async def healthz() -> Response:
    """The process answers."""
    return reply(HealthOut())


@router.get("/readyz", response_model=HealthOut, responses=documented(503))
def readyz(app: Services) -> Response:
    """The store answers too."""
    app.store.revision()
    return reply(HealthOut())
