"""Responses. Answers are serialised where the handler runs, in a worker thread."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Request
from starlette.responses import Response

from linkage_api.answers import MORE, MovedOut
from linkage_api.problems import MEDIA_TYPE
from linkage_schemas.answers import Answer

JSON = "application/json"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
Page = TypeVar("Page", bound=Answer)

_SAID = {
    308: "The network was merged: `Location` says where it is now.",
    404: "There is nothing by that name.",
    410: "It was here and has been erased.",
    408: "The body stopped arriving.",
    413: "The body is larger than the service takes.",
    415: "The body is of another media type, or encoded.",
    422: "The request is wrong; `errors` says where.",
    503: "The store is busy or away; try again after `Retry-After` seconds.",
    507: "The store has no space left; nothing was changed.",
}


def reply(answer: Answer) -> Response:
    """The answer as JSON."""
    return Response(answer.model_dump_json(), media_type=JSON)


def extended(page: type[Page], answer: Answer, **more: object) -> Page:
    """The answer as the API's own model of it, with more fields or others."""
    return page(**{**dict(answer), **more})


def paged(page: type[Page], answer: Answer, limit: int, following: object, why: str = MORE) -> Response:
    """A page of a list, with its limit and whether that cut it. `following` names the next page."""
    cut = following is not None
    told = why if cut else None
    return reply(extended(page, answer, next=following, limit=limit, truncated=cut, truncated_reason=told))


def moved(request: Request, network_id: str, part: str = "", **query: float) -> Response:
    """308 to where a merged network is now; a cursor is dropped, for it counted another list."""
    root = request.scope.get("root_path", "")
    location = f"{root}/v1/networks/{quote(network_id, safe='')}{part}"
    if query:
        location += f"?{urlencode(query)}"
    body = MovedOut(network_id=network_id).model_dump_json()
    return Response(body, 308, {"Location": location}, JSON)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Statuses beside 200 that a route may answer with, for its description."""
    told: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        if status == 308:
            told[status] = {
                "description": _SAID[status],
                "model": MovedOut,
                "headers": {"Location": {"schema": {"type": "string", "format": "uri-reference"}}},
            }
        else:
            told[status] = {"description": _SAID[status], "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
    return told
