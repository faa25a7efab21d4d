"""What surrounds every request: its id, the headers of every response, and the last resort."""

from __future__ import annotations

import logging
import re
import secrets
import traceback
from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from linkage_api.problems import problem

REQUEST_ID = "X-Request-Id"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
MAX_FRAMES = 6
"""Frames of a traceback that the log gets, innermost first."""
_log = logging.getLogger("linkage.api")

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every response. Nothing here is for a cache, a frame or another site."""


def request_id_of(scope: Scope) -> str:
    """The id that `Context` gave the request."""
    return str(scope["state"]["request_id"])


class Context:
    """Outermost middleware: gives the request an id, and every response the id and `HEADERS`.

    An exception that nobody turned into a response becomes a 500 without detail. Its message may
    hold what was searched, so the log gets its type and where it came from.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request; a websocket, of which there are none, is closed."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _chosen(Headers(scope=scope).getlist(REQUEST_ID))
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers[REQUEST_ID] = request_id
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            _log.info("request %s: the client went away", request_id)
        except Exception as error:
            _report(request_id, error)
            if started:
                raise
            await problem(request_id, HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, sending)


def _chosen(given: list[str]) -> str:
    """The client's id when it is one plain word, else a new one."""
    if len(given) == 1 and _ID.fullmatch(given[0]):
        return given[0]
    return secrets.token_hex(16)


def _report(request_id: str, error: Exception) -> None:
    frames = traceback.extract_tb(error.__traceback__)[-MAX_FRAMES:]
    where = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    _log.error("request %s failed: %s at %s", request_id, type(error).__qualname__, where)
    _log.debug("request %s failed", request_id, exc_info=error)
