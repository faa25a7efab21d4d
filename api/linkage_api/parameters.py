"""Query parameters that several routes take."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from linkage.services.pages import MAX_PAGE
from linkage_api.cursors import MAX_CURSOR

Region = Annotated[
    str | None,
    Query(
        pattern="^[A-Za-z]{2}$",
        description="Country of phone numbers written without one, ISO 3166; else the service's own.",
    ),
]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Most items in a list.")]
Cursor = Annotated[
    str | None, Query(max_length=MAX_CURSOR, description="`next` of the page before; none for the first.")
]
Confidence = Annotated[
    float | None,
    Query(
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Only what evidence of this confidence or more holds together.",
    ),
]
Part = Annotated[
    str | None,
    Query(max_length=64, description="Which part at `min_confidence`; without it, that of the founder."),
]
