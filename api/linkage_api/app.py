"""The application factory."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import anyio
from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute

from linkage import __version__
from linkage.bootstrap import App
from linkage.security import KeyService, load_pepper
from linkage.services.audit import Audit
from linkage_api import errors
from linkage_api.auth import Authentication
from linkage_api.context import Context
from linkage_api.deps import authorise, known_parameters
from linkage_api.describe import DESCRIPTION, describe
from linkage_api.routes import ROUTERS

MAX_BODY = 32 << 20
"""Bytes of a batch."""
INGESTS = 2
"""Batches worked on at once: there is one writer, and reading needs its threads."""


class Api(FastAPI):
    """FastAPI that describes itself as it is: keys, problem bodies, stated reasons."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = describe(self)
        return self.openapi_schema


def _name(route: APIRoute) -> str:
    return route.name


def _now() -> int:
    return int(time.time())


def key_service(app: App, *, clock: Callable[[], int] = _now) -> KeyService:
    """The keys of this application's store, under the pepper of its settings.

    Raises InvalidInputError for an unusable pepper, StoreError.
    """
    return KeyService(app.store, clock, load_pepper(app.store, app.settings.secret_file))


def bare() -> Api:
    """Every route, with nothing behind them: enough to describe the interface."""
    api = Api(
        title="linkage",
        version=__version__,
        description=DESCRIPTION,
        dependencies=[Depends(authorise), Depends(known_parameters)],
        openapi_url=None,  # served by a route of ours, behind a key
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_name,
        # Spans hold the query of a request, which is what somebody searched for.
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
    )
    errors.install(api)
    for router in ROUTERS:
        api.include_router(router)
    return api


def create_app(app: App, *, clock: Callable[[], int] = _now, max_body: int = MAX_BODY) -> FastAPI:
    """The service over an open application, which stays its owner's to close.

    `max_body` is the most bytes of a batch. Raises InvalidInputError for an unusable pepper,
    StoreError.
    """
    api = bare()
    api.state.linkage = app
    api.state.audit = Audit(app.store, clock)
    api.state.max_body = max_body
    api.state.ingesting = anyio.CapacityLimiter(INGESTS)
    # The last one added is the outermost.
    api.add_middleware(Authentication, keys=key_service(app, clock=clock))
    api.add_middleware(Context)
    return api
