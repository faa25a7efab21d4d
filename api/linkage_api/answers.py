"""Answers as the API gives them: those of the services, with the limits that shaped them."""

from __future__ import annotations

from typing import Literal

from linkage_schemas.answers import (
    AdsOut,
    Answer,
    EventsOut,
    GraphOut,
    IdentifierOut,
    NetworkPartsOut,
    NetworksOut,
    PicturesOut,
    PossibleOut,
    SearchOut,
    VerdictsOut,
)

MORE = "there are more than the limit; pass `next` as the cursor"
MORE_EVENTS = "there are more than the limit; pass `next` as `since`"


class SearchPage(SearchOut):
    """What a search found. `limit` holds for each list in it."""

    limit: int


class PicturesPage(PicturesOut):
    """Pictures by a hash of one, at most `limit` of them."""

    limit: int


class GraphPage(GraphOut):
    """A network as a graph of at most `max_nodes` nodes."""

    max_nodes: int


class IdentifierPage(IdentifierOut):
    """An identifier and a page of the ads that carry it. `next` is the cursor of the next page."""

    limit: int
    truncated: bool
    truncated_reason: str | None


class NetworkAdsPage(AdsOut):
    """A page of a network's ads. `next` is the cursor of the next page."""

    limit: int
    truncated: bool
    truncated_reason: str | None


class NetworkPartsPage(NetworkPartsOut):
    """A page of the parts of a network at a confidence. `next` is the cursor of the next page."""

    next: str | None  # type: ignore[assignment]  # the API seals what the service counts
    limit: int
    truncated: bool
    truncated_reason: str | None


class NetworksPage(NetworksOut):
    """A page of networks, largest first. `next` is the cursor of the next page."""

    limit: int
    truncated: bool
    truncated_reason: str | None


class VerdictsPage(VerdictsOut):
    """A page of identifiers of a verdict, those on most ads first. `next` is the cursor of the next page."""

    limit: int
    truncated: bool
    truncated_reason: str | None


class PossiblePage(PossibleOut):
    """Networks that may belong to one, at most `limit` of them."""

    limit: int


class EventsPage(EventsOut):
    """A page of the change feed. Pass `next` as `since` for more."""

    limit: int
    truncated: bool
    truncated_reason: str | None


class MovedOut(Answer):
    """The id that answers for a merged network now."""

    network_id: str


class HealthOut(Answer):
    """Whether the service is up."""

    status: Literal["ok"] = "ok"
