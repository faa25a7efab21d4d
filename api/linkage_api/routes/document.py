"""`/v1/openapi.json`: the description of this interface."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

router = APIRouter(prefix="/v1", tags=["service"])


@router.get("/openapi.json")
def openapi(request: Request) -> JSONResponse:
    """This document."""
    return JSONResponse(request.app.openapi())
