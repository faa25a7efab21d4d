"""`/v1/search`: whatever people paste."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from linkage.services.search import MAX_TEXT
from linkage_api.answers import SearchPage
from linkage_api.deps import Caller, Services
from linkage_api.parameters import Limit, Region
from linkage_api.replies import documented, extended, reply

router = APIRouter(prefix="/v1", tags=["search"])


@router.get("/search", response_model=SearchPage, responses=documented(410))
def search(
    app: Services,
    by: Caller,
    q: Annotated[str, Query(min_length=1, max_length=MAX_TEXT, description="Any text.")],
    region: Region = None,
    limit: Limit = 20,
) -> Response:
    """Ads, identifiers and networks that the text names; failing these, ads that hold its words.

    A phone number, e-mail address, handle, URL, wallet, image hash, ad id, network id or words.
    """
    answer = app.query.search(q, by=by, region=region or app.settings.region, limit=limit)
    return reply(extended(SearchPage, answer, limit=limit))
