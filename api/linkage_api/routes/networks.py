"""`/v1/networks`: possible networks, their ads, and their graphs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from linkage.ports import Moved
from linkage.services.query import MAX_NODES
from linkage_api.answers import GraphPage, NetworkAdsPage, NetworksPage
from linkage_api.cursors import seal, unseal
from linkage_api.deps import Caller, Services
from linkage_api.parameters import Cursor, Limit
from linkage_api.replies import documented, extended, moved, paged, reply
from linkage_schemas.answers import NetworkOut

MAX_ADS = 1_000_000_000
router = APIRouter(prefix="/v1", tags=["networks"])


@router.get("/networks", response_model=NetworksPage)
def networks(
    app: Services,
    by: Caller,
    min_ads: Annotated[int, Query(ge=2, le=MAX_ADS, description="Least ads of a network.")] = 2,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Networks of at least `min_ads` ads, largest first."""
    scope = f"networks:{min_ads}"
    answer = app.query.networks(by=by, min_ads=min_ads, after=unseal(scope, cursor), limit=limit)
    return paged(NetworksPage, answer, limit, seal(scope, answer.next))


@router.get(
    "/networks/{network_id}",
    response_model=NetworkOut,
    responses=documented(308, 404, 410),
)
def network(request: Request, app: Services, by: Caller, network_id: str) -> Response:
    """A network, one of a single ad included."""
    answer = app.query.network(network_id, by=by)
    return moved(request, answer.network_id) if isinstance(answer, Moved) else reply(answer)


@router.get(
    "/networks/{network_id}/ads",
    response_model=NetworkAdsPage,
    responses=documented(308, 404, 410),
)
def network_ads(
    request: Request,
    app: Services,
    by: Caller,
    network_id: str,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """A page of a network's ads. A redirect leads to the first page of the network merged into."""
    scope = f"network-ads:{network_id}"
    answer = app.query.network_ads(network_id, by=by, after=unseal(scope, cursor), limit=limit)
    if isinstance(answer, Moved):
        return moved(request, answer.network_id, "/ads", limit=limit)
    return paged(NetworkAdsPage, answer, limit, seal(scope, answer.next))


@router.get(
    "/networks/{network_id}/graph",
    response_model=GraphPage,
    responses=documented(308, 404, 410),
)
def graph(
    request: Request,
    app: Services,
    by: Caller,
    network_id: str,
    max_nodes: Annotated[int, Query(ge=1, le=MAX_NODES, description="Most nodes.")] = 500,
) -> Response:
    """A network's ads, its identifiers, and what ties them."""
    answer = app.query.graph(network_id, by=by, max_nodes=max_nodes)
    if isinstance(answer, Moved):
        return moved(request, answer.network_id, "/graph", max_nodes=max_nodes)
    return reply(extended(GraphPage, answer, max_nodes=max_nodes))
