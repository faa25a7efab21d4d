"""Worlds that were written without sight of linkage's own generator (linkage/synthetic).

Rules that are measured on that one's ads alone may fit its habits, so these have others. Everything
in them is made up: neutral trades, numbers of ranges that are kept free, hosts below example.*.

- peers: a plain world as a peer might make one: heavy-tailed operators, words without meaning, and
  one picture and one number that anybody may show
- matching: steady operators with several contacts, agencies' numbers, stock pictures, and texts that
  some copy
- sparse: little but a phone number and a short text, on the move, with a helpline on some ads
- touring: operators who change cities and numbers, with texts of agencies, receptions of venues, stock
  and stolen pictures, and numbers that somebody else gave up months before
- labour: recruiters who post one job on several sites again and again, in three languages, from
  the same phrases and with the logos of franchises
- weak: operators in cells that share no contact: what tells is a text written anew and pictures encoded
  anew, while others have the same template
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from bench.accuracy.foreign import labour, matching, peers, sparse, touring, weak
from bench.accuracy.foreign.world import World

__all__ = ["FOREIGN", "write_foreign"]

FOREIGN: Mapping[str, Callable[[int, int], World]] = MappingProxyType(
    {
        "peers": peers.make,
        "matching": matching.make,
        "sparse": sparse.make,
        "touring": touring.make,
        "labour": labour.make,
        "weak": weak.make,
    }
)
"""What makes each world, of a seed and a number of ads."""


def write_foreign(folder: Path, name: str, *, ads: int, seed: int) -> None:
    """Write `ads.jsonl`, `truth.csv` and `hubs.csv` into a folder, which is made where there is none.

    Equal arguments give equal bytes, as long as Python and NumPy draw alike. Raises OSError, and
    KeyError for a name that is not in FOREIGN.
    """
    FOREIGN[name](seed, ads).write(folder)
