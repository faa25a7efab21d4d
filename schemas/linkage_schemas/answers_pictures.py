"""Answers about pictures by a hash of one."""

from __future__ import annotations

from typing import Literal

from linkage_schemas.answers_flags import FlagOut
from linkage_schemas.answers_graph import IdentifierHit
from linkage_schemas.wire import Answer


class PictureHit(IdentifierHit):
    """A picture that a look-up found: `distance` bits from the hash asked for.

    same: an equal hash; near: so few bits that it is one picture, edited; wide: it may be. `ads` and
    `ads_total` are of this very picture; `near_ads` more have one like it in its place and count with it
    in `identifier`. Where these are too many to be told apart, `near_ads` is null and `ads_total` counts all.
    """

    distance: int
    likeness: Literal["same", "near", "wide"]
    near_ads: int | None


class PicturesOut(Answer):
    """Pictures by a hash of one, nearest first.

    `hashes` is how it was read, `flags` what hash lists say of it, on an ad or not. `total` counts
    pictures found, also those over the limit. `truncated` when a limit cut anything, with the reason.
    `hint` says why a PDQ that no ad has may not be found.
    """

    hashes: list[str]
    within: int
    pictures: list[PictureHit]
    flags: list[FlagOut] | None = None
    total: int
    truncated: bool
    truncated_reason: str | None
    hint: str | None = None
    revision: int
