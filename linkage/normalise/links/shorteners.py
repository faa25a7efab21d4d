"""Hosts whose links stand for other links. Host and path are what identifies one.

The list is the file beside this one, which the warning lists read too.
"""

from __future__ import annotations

from importlib import resources

from linkage.normalise.spans import words

_LIST = resources.files("linkage").joinpath("normalise/links/shorteners.txt").read_text("utf-8")
_HOSTS = words(" ".join(line for line in _LIST.splitlines() if not line.startswith("#")))


def is_shortener(host: str) -> bool:
    """Whether a host, or the site it is part of, shortens links."""
    return host in _HOSTS or host.partition(".")[2] in _SUBDOMAINED


_SUBDOMAINED = words("page.link app.link")
