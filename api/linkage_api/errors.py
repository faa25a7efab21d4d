"""From exceptions to problem bodies."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from linkage.errors import LinkageError
from linkage_api.context import request_id_of
from linkage_api.problems import FieldProblem, problem, refusal

MAX_ERRORS = 20
MAX_FIELD = 100
_log = logging.getLogger("linkage.api")


def install(api: FastAPI) -> None:
    """Handle everything that a route may raise; the rest is the last resort's."""
    api.add_exception_handler(LinkageError, _ours)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, _http)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, LinkageError)
    response = refusal(request_id_of(request.scope), error)
    if response.status_code >= 500:
        _log.error("request %s failed: %s", request_id_of(request.scope), error.code)
        _log.debug("request %s failed", request_id_of(request.scope), exc_info=error)
    return response


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [_field(one) for one in error.errors()[:MAX_ERRORS]]
    return problem(request_id_of(request.scope), 422, detail="the request is wrong", errors=found)


def _field(error: Mapping[str, Any]) -> FieldProblem:
    """Where and why, without echoing what was sent."""
    place: Sequence[object] = error["loc"]
    return FieldProblem(field=".".join(map(str, place))[:MAX_FIELD], reason=str(error["msg"]))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(
        request_id_of(request.scope), error.status_code, detail=error.detail, headers=error.headers
    )
