"""`/v1/networks`: possible networks, their ads, and their graphs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from linkage.ports import Moved
from linkage.services.query import MAX_NODES
from linkage_api.answers import GraphPage, NetworkAdsPage, NetworkPartsPage, NetworksPage, PossiblePage
from linkage_api.cursors import seal, unseal
from linkage_api.deps import Caller, Services
from linkage_api.parameters import Confidence, Cursor, Limit, Part
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
    response_model=NetworkOut | NetworkPartsPage,
    responses=documented(308, 404, 410),
)
def network(
    request: Request,
    app: Services,
    by: Caller,
    network_id: str,
    min_confidence: Confidence = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """A network, one of a single ad included; with `min_confidence`, the parts it is in at that."""
    if min_confidence is None:
        answer = app.query.network(network_id, by=by)
        return moved(request, answer.network_id) if isinstance(answer, Moved) else reply(answer)
    scope = f"network-parts:{network_id}:{min_confidence!r}"
    after = _count(unseal(scope, cursor))
    parts = app.networks.parts(network_id, min_confidence, by=by, after=after, limit=limit)
    if isinstance(parts, Moved):
        return moved(request, parts.network_id, min_confidence=min_confidence, limit=limit)
    following = None if parts.next is None else seal(scope, str(parts.next))
    return paged(NetworkPartsPage, parts, limit, following)


def _count(after: str | None) -> int:
    return 0 if after is None else int(after)


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
    min_confidence: Confidence = None,
    part: Part = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """A page of a network's ads. A redirect leads to the first page of the network merged into.

    With `min_confidence` those of one of its parts at that: its founder's, or the one that `part` names.
    """
    scope = f"network-ads:{network_id}:{min_confidence!r}:{part}"
    after = unseal(scope, cursor)
    if min_confidence is None:
        answer = app.query.network_ads(network_id, by=by, after=after, limit=limit)
    else:
        answer = app.networks.part_ads(network_id, min_confidence, by=by, part=part, after=after, limit=limit)
    if isinstance(answer, Moved):
        asked = {} if min_confidence is None else {"min_confidence": min_confidence}
        return moved(request, answer.network_id, "/ads", limit=limit, **asked)
    return paged(NetworkAdsPage, answer, limit, seal(scope, answer.next))


@router.get(
    "/networks/{network_id}/possible",
    response_model=PossiblePage,
    responses=documented(308, 404, 410),
)
def possible(request: Request, app: Services, by: Caller, network_id: str, limit: Limit = 20) -> Response:
    """Networks that may belong to this one, for a person to confirm or reject."""
    answer = app.networks.possible(network_id, by=by, limit=limit)
    if isinstance(answer, Moved):
        return moved(request, answer.network_id, "/possible", limit=limit)
    return reply(extended(PossiblePage, answer, limit=limit))


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
