"""`/v1/verdicts`: identifiers by what they may do, those on most ads first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from linkage.model import Kind, Verdict
from linkage.services.reaching import MAX_VERDICTS
from linkage_api.answers import VerdictsPage
from linkage_api.cursors import seal, unseal
from linkage_api.deps import Caller, Services
from linkage_api.parameters import Cursor
from linkage_api.replies import paged

router = APIRouter(prefix="/v1", tags=["identifiers"])


@router.get("/verdicts", response_model=VerdictsPage)
def verdicts(
    app: Services,
    by: Caller,
    verdict: Annotated[Verdict, Query(description="What the identifiers may do.")] = Verdict.GENERIC,
    kind: Annotated[Kind | None, Query(description="Only identifiers of this kind.")] = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=MAX_VERDICTS, description="Most identifiers.")] = 20,
) -> Response:
    """Identifiers of a verdict with the figures it is judged by. Those on one ad only if generic."""
    scope = f"verdicts:{verdict}:{kind}"
    after = unseal(scope, cursor)
    answer = app.query.verdicts(by=by, verdict=verdict, kind=kind, after=after, limit=limit)
    return paged(VerdictsPage, answer, limit, seal(scope, answer.next))
