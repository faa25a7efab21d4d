"""The wire format of a record: what goes in, checked strictly, one JSON object a line."""

from __future__ import annotations

from datetime import UTC, datetime
from math import floor, hypot
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AllowInfNan,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from linkage.model import LEAST_LENGTH, MOST_LENGTH, ImageHashes, Record

MAX_NAME = 512
MAX_TITLE = 10_000
MAX_BODY = 200_000
MAX_LIST = 1_000
MAX_ITEM = 4_096
MAX_VECTOR = 4_096
MAX_MODELS = 16
FIRST_YEAR = 1990
LAST_YEAR = 2100

_EARLIEST = int(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp())
_END = int(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp())
_LONGEST_TIME = 64


def _moment(value: Any) -> Any:
    """Whole seconds since the epoch, from an ISO 8601 text or from themselves."""
    if value is None:
        return None
    if isinstance(value, str):
        seconds = _from_iso(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        seconds = value
    else:
        raise PydanticCustomError("time_type", "must be an ISO 8601 time or whole seconds since 1970")
    if not _EARLIEST <= seconds < _END:
        raise PydanticCustomError("time_range", f"is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return seconds


def _from_iso(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text[:_LONGEST_TIME])
    except ValueError:
        raise PydanticCustomError("time_format", "is not an ISO 8601 time") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return floor(moment.timestamp())


def _scalar(value: Any) -> Any:
    """A text or a number; anything else is refused."""
    if value is None or isinstance(value, str):
        if value is not None and len(value) > MAX_NAME:
            raise PydanticCustomError("scalar_long", f"is longer than {MAX_NAME} characters")
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("scalar_type", "must be a text or a number")


Name = Annotated[
    str,
    # C0, DEL and C1: a name that can steer a terminal or break a log line names nothing.
    StringConstraints(min_length=1, max_length=MAX_NAME, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$"),
]
Short = Annotated[str, StringConstraints(max_length=MAX_NAME)]
Item = Annotated[str, StringConstraints(max_length=MAX_ITEM)]
Items = Annotated[list[Item], Field(max_length=MAX_LIST)]
Time = Annotated[
    int,
    BeforeValidator(_moment),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "integer"}]}),
]
"""A time: ISO 8601 (UTC where no zone is given) or seconds since 1970; seconds in Python."""
Scalar = Annotated[
    Any,
    BeforeValidator(_scalar),
    WithJsonSchema({"anyOf": [{"type": "string", "maxLength": MAX_NAME}, {"type": "number"}]}),
]


def _directed(vector: list[float]) -> list[float]:
    """A vector that points somewhere: no other can be compared."""
    length = hypot(*vector)
    if not length:
        raise PydanticCustomError("vector_zero", "has no direction: every number in it is 0")
    if not LEAST_LENGTH <= length <= MOST_LENGTH:
        raise PydanticCustomError("vector_length", "has numbers too large or too small to be compared")
    return vector


Model = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""The name of a model, as rules declare it."""
Number = Annotated[float, AllowInfNan(False)]
Vector = Annotated[list[Number], Field(min_length=1, max_length=MAX_VECTOR), AfterValidator(_directed)]
Embeddings = Annotated[dict[Model, Vector], Field(max_length=MAX_MODELS)]


class _In(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow", frozen=True)


class ImageIn(_In):
    """The hashes of one picture, as hex. No bytes, no address to fetch."""

    sha256: Short | None = None
    sha1: Short | None = None
    md5: Short | None = None
    pdq: Short | None = None
    pdq_quality: Annotated[int, Field(ge=0, le=100)] | None = None
    phash: Short | None = None

    def to_hashes(self) -> ImageHashes:
        """The hashes as the normalisers read them."""
        return ImageHashes(self.sha256, self.sha1, self.md5, self.pdq, self.pdq_quality, self.phash)


class LocationIn(_In):
    """Where the ad says it is. Degrees in WGS 84."""

    country: Short | None = None
    region: Short | None = None
    city: Short | None = None
    lat: Annotated[float, AllowInfNan(False), Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, AllowInfNan(False), Field(ge=-180, le=180)] | None = None


class RecordIn(_In):
    """One record of an ad. Only `source` and `source_id` must be there; unknown fields are kept.

    A value of the wrong type is an error, never converted; null means missing.
    """

    source: Annotated[Name, Field(description="Where the ad was found; with source_id it names the ad.")]
    source_id: Annotated[Name, Field(description="The ad's own id in that source.")]
    url: Item | None = None
    posted_at: Annotated[Time | None, Field(description="When the ad says it was posted.")] = None
    crawled_at: Annotated[Time | None, Field(description="When the crawler saw it.")] = None
    title: Annotated[str, StringConstraints(max_length=MAX_TITLE)] | None = None
    body: Annotated[str, StringConstraints(max_length=MAX_BODY)] | None = None
    phones: Items | None = None
    emails: Items | None = None
    handles: Annotated[Items | None, Field(description="`platform:name` each.")] = None
    urls: Items | None = None
    wallets: Items | None = None
    images: Annotated[list[ImageIn], Field(max_length=MAX_LIST)] | None = None
    location: LocationIn | None = None
    embeddings: Annotated[
        Embeddings | None,
        Field(description="Vectors computed elsewhere, by the name of their model."),
    ] = None
    name: Short | None = None
    age: Scalar | None = None
    price: Scalar | None = None
    category: Short | None = None
    extra: dict[str, Any] | None = None

    def to_record(self) -> Record:
        """The record as the normalisers read it; unknown fields stay in the raw bytes."""
        place = self.location or _NOWHERE
        return Record(
            source=self.source,
            source_id=self.source_id,
            url=self.url,
            posted_at=self.posted_at,
            crawled_at=self.crawled_at,
            title=self.title or "",
            body=self.body or "",
            phones=tuple(self.phones or ()),
            emails=tuple(self.emails or ()),
            handles=tuple(self.handles or ()),
            urls=tuple(self.urls or ()),
            wallets=tuple(self.wallets or ()),
            images=tuple(image.to_hashes() for image in self.images or ()),
            country=place.country,
            region=place.region,
            city=place.city,
            name=self.name,
            embeddings=tuple((model, tuple(vector)) for model, vector in (self.embeddings or {}).items()),
        )


_NOWHERE = LocationIn()
