"""Which permission each route needs. A route that is not listed here answers nobody."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from linkage.security import Permission

PUBLIC = frozenset({("GET", "/healthz"), ("GET", "/readyz")})
"""Routes that need no key, and tell nothing of the graph."""
PUBLIC_PATHS = frozenset(path for _, path in PUBLIC)

ACCESS: Mapping[tuple[str, str], Permission] = MappingProxyType(
    {
        ("POST", "/v1/ads"): Permission.INGEST,
        ("GET", "/v1/ads/{ref:path}"): Permission.LOOK_UP,
        ("GET", "/v1/events"): Permission.ENUMERATE,
        ("GET", "/v1/identifiers/{kind}/{value:path}"): Permission.LOOK_UP,
        ("GET", "/v1/networks"): Permission.ENUMERATE,
        ("GET", "/v1/networks/{network_id}"): Permission.LOOK_UP,
        ("GET", "/v1/networks/{network_id}/ads"): Permission.LOOK_UP,
        ("GET", "/v1/networks/{network_id}/graph"): Permission.LOOK_UP,
        ("GET", "/v1/networks/{network_id}/possible"): Permission.LOOK_UP,
        ("GET", "/v1/openapi.json"): Permission.DOCUMENTATION,
        ("GET", "/v1/pictures/{hash}"): Permission.LOOK_UP,
        ("GET", "/v1/search"): Permission.LOOK_UP,
        ("GET", "/v1/verdicts"): Permission.ENUMERATE,
        ("GET", "/v1/why"): Permission.LOOK_UP,
    }
)
"""The permission of every other route, by method and path template."""
