"""The OpenAPI document: what FastAPI knows of the routes, and what it cannot know."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from linkage_api.access import ACCESS, PUBLIC
from linkage_api.context import REQUEST_ID
from linkage_api.deps import REASON
from linkage_api.problems import CHALLENGE, MEDIA_TYPE, Problem
from linkage_api.replies import PROBLEM, documented

DESCRIPTION = """Possible networks of online ads, with the evidence for every link.

Every request needs an API key, as `Authorization: Bearer lk_...` or in `X-API-Key`. Every read is
audited with the key's name and the reason stated in `X-Reason`. Every error is a problem
(RFC 9457) with a stable `code` and the `request_id` that the `X-Request-Id` header of every response holds.
Lists are paged: pass `next` as `cursor`. A shared identifier shows a possible network, nothing more."""

_METHODS = ("get", "post", "put", "patch", "delete")
_REASON = {
    "name": REASON,
    "in": "header",
    "required": False,
    "description": "Why you ask, for the audit: UTF-8, or percent-encoded after UTF-8'' (RFC 8187).",
    "schema": {"type": "string", "maxLength": 2000},
}
_REQUEST_ID = {
    "description": "Names the request in logs: the client's own when it is one plain word.",
    "schema": {"type": "string"},
}


def describe(api: FastAPI) -> dict[str, Any]:
    """The document of a service."""
    document = get_openapi(
        title=api.title, version=api.version, description=api.description, routes=api.routes
    )
    components = document.setdefault("components", {})
    template = "#/components/schemas/{model}"
    problem = Problem.model_json_schema(ref_template=template, mode="serialization")
    schemas = components.setdefault("schemas", {})
    schemas |= problem.pop("$defs") | {"Problem": problem}
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)  # FastAPI's own errors, which ours stand in for
    components["schemas"] = dict(sorted(schemas.items()))
    components["headers"] = {REQUEST_ID: _REQUEST_ID}
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "lk_<id>_<secret>"},
        "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    document["security"] = [{"bearer": []}, {"header": []}]
    permissions = {(method, _plain(path)): permission for (method, path), permission in ACCESS.items()}
    for path, item in document["paths"].items():
        for method in set(item) & set(_METHODS):
            name = (method.upper(), path)
            _complete(item[method], None if name in PUBLIC else permissions[name].value)
    return document


def _plain(path: str) -> str:
    """A path template without convertors."""
    return path.replace(":path}", "}")


def _complete(operation: dict[str, Any], permission: str | None) -> None:
    """Add to an operation what holds for all of them."""
    responses = operation["responses"]
    if permission is None:
        operation["security"] = []
    else:
        operation["x-permission"] = permission
        operation.setdefault("parameters", []).append(_REASON)
        responses["401"] = _error("There is no key, or not a good one.")
        challenge = {"schema": {"type": "string"}, "example": CHALLENGE}
        responses["401"]["headers"] = {"WWW-Authenticate": challenge}
        responses["403"] = _error(f"The key's role does not grant `{permission}`.")
        responses |= {str(status): said for status, said in documented(422, 503).items()}
    responses["500"] = _error("The service failed; its log has more under the request's id.")
    for response in responses.values():
        response.setdefault("headers", {})[REQUEST_ID] = {"$ref": f"#/components/headers/{REQUEST_ID}"}
    operation["responses"] = dict(sorted(responses.items()))


def _error(said: str) -> dict[str, Any]:
    return {"description": said, "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
