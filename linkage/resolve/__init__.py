"""Networks from evidence: incremental where that is exact, rebuilt where it is not. Pure."""

from linkage.resolve.resolver import make_resolver

__all__ = ["make_resolver"]
