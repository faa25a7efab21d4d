"""Platforms where people have names: what their links look like (`hosts`), what they are called (`cues`)."""

from linkage.normalise.platforms.table import (
    CUES,
    PHONE_BOOKS,
    PLATFORMS,
    VAGUE_CUES,
    Platform,
    handle,
    handle_of,
    is_front_page,
    is_known,
    is_known_host,
    is_phone_book,
    phone_of,
)

__all__ = [
    "CUES",
    "PHONE_BOOKS",
    "PLATFORMS",
    "VAGUE_CUES",
    "Platform",
    "handle",
    "handle_of",
    "is_front_page",
    "is_known",
    "is_known_host",
    "is_phone_book",
    "phone_of",
]
