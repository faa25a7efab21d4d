"""One file a resource; `linkage_api.access` says who may use which."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from linkage_api.routes import (
    ads,
    document,
    events,
    health,
    identifiers,
    networks,
    pictures,
    search,
    verdicts,
    why,
)

ROUTERS: Sequence[APIRouter] = (
    search.router,
    ads.router,
    identifiers.router,
    networks.router,
    pictures.router,
    verdicts.router,
    why.router,
    events.router,
    document.router,
    health.router,
)
"""Every resource of the service."""
