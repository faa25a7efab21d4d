"""URLs in text and their parts, however they are written. Nothing is ever fetched.

`scan` and `spaced` find them, `ends` cuts them where they end, `suffixes` and `shorteners` know domains.
"""

from linkage.normalise.links.finding import MAX_URL, Link, Span, find, may_hold, parse

__all__ = ["MAX_URL", "Link", "Span", "find", "may_hold", "parse"]
