"""Networks from evidence: incremental where that is exact, rebuilt where it is not. Pure."""

from linkage.resolve.resolver import make_resolver
from linkage.resolve.vouching import Vouching, vouching
from linkage.resolve.witness import Witnessed, witness

__all__ = ["Vouching", "Witnessed", "make_resolver", "vouching", "witness"]
