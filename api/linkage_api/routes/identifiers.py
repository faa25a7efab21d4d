"""`/v1/identifiers`: an identifier, its verdicts, and the ads that carry it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from linkage.model import Kind
from linkage_api.answers import IdentifierPage
from linkage_api.cursors import seal, unseal
from linkage_api.deps import Caller, Services
from linkage_api.parameters import Cursor, Limit, Region
from linkage_api.replies import documented, paged

router = APIRouter(prefix="/v1", tags=["identifiers"])


@router.get(
    "/identifiers/{kind}/{value:path}",
    response_model=IdentifierPage,
    responses=documented(404, 410),
)
def identifier(
    app: Services,
    by: Caller,
    kind: Kind,
    value: str,
    region: Region = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """An identifier and a page of its ads. `value` as stored, or as people write it."""
    scope = f"identifier:{kind}:{value}:{region}"
    answer = app.query.identifier(
        kind,
        value,
        by=by,
        region=region or app.settings.region,
        after=unseal(scope, cursor),
        limit=limit,
    )
    return paged(IdentifierPage, answer, limit, seal(scope, answer.next))
