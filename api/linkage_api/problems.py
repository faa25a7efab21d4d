"""Errors as the client sees them: RFC 9457 bodies with a stable code and the request's id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from linkage.errors import (
    ConflictError,
    DiskFullError,
    GoneError,
    InvalidInputError,
    LinkageError,
    NotFoundError,
    StoreBusyError,
    StoreUnavailableError,
)
from linkage.security import ForbiddenError, NotAuthenticatedError

MEDIA_TYPE = "application/problem+json"
CHALLENGE = 'Bearer realm="linkage"'

STATUSES: Sequence[tuple[type[LinkageError], HTTPStatus]] = (
    (NotAuthenticatedError, HTTPStatus.UNAUTHORIZED),
    (ForbiddenError, HTTPStatus.FORBIDDEN),
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (ConflictError, HTTPStatus.CONFLICT),
    (GoneError, HTTPStatus.GONE),
    (InvalidInputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (StoreBusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (DiskFullError, HTTPStatus.INSUFFICIENT_STORAGE),
)
"""What each error is in HTTP; any other is a 500 whose words stay inside."""

RETRY_AFTER: Mapping[type[LinkageError], int] = {StoreBusyError: 1, StoreUnavailableError: 10}
"""Seconds after which to try again. A busy store has been waited for already."""

CODES: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: "bad-request",
    HTTPStatus.UNAUTHORIZED: NotAuthenticatedError.code,
    HTTPStatus.FORBIDDEN: ForbiddenError.code,
    HTTPStatus.NOT_FOUND: "no-such-route",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
    HTTPStatus.REQUEST_TIMEOUT: "request-timeout",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "body-too-large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupported-media-type",
    HTTPStatus.UNPROCESSABLE_ENTITY: InvalidInputError.code,
    HTTPStatus.INTERNAL_SERVER_ERROR: "internal",
}
"""Codes of the errors that HTTP itself knows."""


class FieldProblem(BaseModel):
    """One thing wrong with a request. `field` is `query.limit`, `path.kind`, `header.x-reason`."""

    model_config = ConfigDict(extra="forbid")

    field: str
    reason: str


class Problem(BaseModel):
    """The body of every error. `code` is stable; `title` and `detail` are for people."""

    model_config = ConfigDict(extra="forbid")

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    code: str
    request_id: str
    errors: list[FieldProblem] = Field(default_factory=list)


def problem(
    request_id: str,
    status: int,
    *,
    code: str | None = None,
    detail: str | None = None,
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A response of that status; `code` defaults to the status's own."""
    phrase = HTTPStatus(status).phrase
    body = Problem(
        title=phrase,
        status=status,
        detail=detail,
        code=code or CODES.get(status, phrase.lower().replace(" ", "-")),
        request_id=request_id,
        errors=list(errors),
    )
    content = body.model_dump_json(exclude_none=True, exclude_defaults=False)
    return Response(content, status, headers, MEDIA_TYPE)


def refusal(request_id: str, error: LinkageError) -> Response:
    """The response to one of our own errors. Those nobody outside can mend keep their words."""
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), None)
    if status is None:
        return problem(request_id, HTTPStatus.INTERNAL_SERVER_ERROR, code=error.code)
    headers: dict[str, str] = {}
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = CHALLENGE
    for kind, seconds in RETRY_AFTER.items():
        if isinstance(error, kind):
            headers["Retry-After"] = str(seconds)
    # What the store says of itself may name files and hosts.
    told = None if status >= HTTPStatus.INTERNAL_SERVER_ERROR else str(error)
    return problem(request_id, status, code=error.code, detail=told, headers=headers)
