"""What every answer has in common."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema


class Answer(BaseModel):
    """Base of everything that the service says: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _seconds(value: object) -> object:
    """Seconds since the epoch from an ISO 8601 text; anything else as it is."""
    if not isinstance(value, str):
        return value
    moment = datetime.fromisoformat(value)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _text(value: int) -> str | int:
    """ISO 8601 in UTC, or the number itself where the calendar ends."""
    try:
        return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return value


Moment = Annotated[
    int,
    BeforeValidator(_seconds),
    PlainSerializer(_text, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A time: whole seconds since the epoch in Python, ISO 8601 in UTC on the wire."""
