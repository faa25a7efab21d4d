"""What every handler is given: the services, and who asks. None of it blocks."""

from __future__ import annotations

from typing import Annotated, Final, cast
from urllib.parse import unquote

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from linkage.bootstrap import App
from linkage.errors import InvalidInputError
from linkage.security import ForbiddenError, NotAuthenticatedError, Principal, allows
from linkage.services.audit import Actor, Audit
from linkage_api.access import ACCESS, PUBLIC
from linkage_api.context import request_id_of

REASON: Final = "X-Reason"
_EXTENDED = "utf-8''"


async def services(request: Request) -> App:
    """The application that this service is in front of."""
    return cast("App", request.app.state.linkage)


async def caller(request: Request) -> Actor:
    """Who asks and why, for the audit. Raises NotAuthenticatedError, InvalidInputError."""
    principal = request.scope["state"].get("principal")
    if not isinstance(principal, Principal):
        raise NotAuthenticatedError("one API key is needed")
    name = f"{principal.name} ({principal.key_id})"
    return Actor(name, stated_reason(request.headers.getlist(REASON)), request_id_of(request.scope))


def stated_reason(given: list[str]) -> str:
    """The reason in the X-Reason headers, empty without one.

    Headers hold bytes: they are read as UTF-8, or percent-encoded after `UTF-8''` (RFC 8187),
    for clients such as browsers that can send ASCII only. Raises InvalidInputError.
    """
    if not given:
        return ""
    if len(given) > 1:
        raise InvalidInputError(f"there may be one {REASON} header")
    try:
        text = given[0].encode("latin-1").decode("utf-8")
        if text.lower().startswith(_EXTENDED):
            text = unquote(text[len(_EXTENDED) :], errors="strict")
    except UnicodeDecodeError:
        raise InvalidInputError(f"{REASON} must be UTF-8") from None
    text = text.strip()
    if not text.isprintable():
        raise InvalidInputError(f"{REASON} must be one line of printable text")
    return text


async def authorise(request: Request) -> None:
    """Let a request on when the table grants its route to the key's role. Denies by default.

    A refusal is audited: somebody tried. Raises ForbiddenError and NotAuthenticatedError.
    """
    route = request.scope.get("route")
    name = (request.method, route.path if isinstance(route, APIRoute) else "")
    if name in PUBLIC:
        return
    by = await caller(request)
    needed = ACCESS.get(name)
    role = request.state.principal.role
    if needed is None or not allows(role, needed):
        audit: Audit = request.app.state.audit
        await run_in_threadpool(audit.write, by, "denied", " ".join(name), 0)
        raise ForbiddenError(f"a key with the role {role} may not do this")


async def known_parameters(request: Request) -> None:
    """Refuse a query parameter that the route does not know, or one that is there twice.

    A misspelt filter would otherwise answer with more than was asked for.
    Raises RequestValidationError.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute) or (request.method, route.path) in PUBLIC:
        return
    known = {field.alias for field in route.dependant.query_params}
    names = [name for name, _ in request.query_params.multi_items()]
    wrong = [
        {"loc": ("query", name), "msg": "given twice" if name in known else "not a parameter of this route"}
        for name in dict.fromkeys(names)
        if name not in known or names.count(name) > 1
    ]
    if wrong:
        raise RequestValidationError(wrong)


Services = Annotated[App, Depends(services)]
Caller = Annotated[Actor, Depends(caller)]
