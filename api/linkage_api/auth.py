"""The key of a request: checked before anything else is looked at, on every path but two."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from linkage.errors import LinkageError
from linkage.security import KeyService, NotAuthenticatedError
from linkage_api.access import PUBLIC_PATHS
from linkage_api.context import request_id_of
from linkage_api.problems import refusal

_SCHEME = "bearer "
_log = logging.getLogger("linkage.api")


def presented(headers: Headers) -> str:
    """The key in `Authorization: Bearer` or `X-API-Key`.

    Raises NotAuthenticatedError for none, and for more than one.
    """
    bearers, plain = headers.getlist("Authorization"), headers.getlist("X-API-Key")
    if len(bearers) + len(plain) != 1:
        raise NotAuthenticatedError("one API key is needed, as `Authorization: Bearer lk_...`")
    if plain:
        return plain[0].strip()
    if not bearers[0].lower().startswith(_SCHEME):
        raise NotAuthenticatedError("the scheme of the Authorization header must be Bearer")
    return bearers[0][len(_SCHEME) :].strip()


class Authentication:
    """Middleware: no request without a good key gets past it, whether its path exists or not."""

    def __init__(self, app: ASGIApp, keys: KeyService) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the key's principal in the request's state, or answer with the refusal."""
        if scope["type"] != "http" or scope["path"] in PUBLIC_PATHS:
            await self._app(scope, receive, send)
            return
        try:
            key = presented(Headers(scope=scope))
            scope["state"]["principal"] = await run_in_threadpool(self._keys.verify, key)
        except LinkageError as error:
            _log.warning("request %s refused: %s", request_id_of(scope), error.code)
            await refusal(request_id_of(scope), error)(scope, receive, send)
            return
        await self._app(scope, receive, send)
