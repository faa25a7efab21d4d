"""The links of a store as arrays, and components of some of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import apsw
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_LINKS = """
SELECT l.ad, l.ident, l.tenure, i.ads, l.kind IN ('phone', 'email', 'handle', 'wallet', 'image'),
    l.tenure >= 0 AND 'linking' IS
        CASE WHEN i.tenures <= 1 THEN i.verdict
        ELSE (SELECT h.verdict FROM holder h WHERE h.ident = l.ident AND h.tenure = l.tenure) END,
    i.verdict IS 'linking'
FROM link l JOIN identifier i ON i.ident = l.ident WHERE NOT l.wrong
"""
_NAMES = ("ad", "ident", "tenure", "ads", "strong", "followed", "linking")
_ROW = np.dtype([(name, np.int64) for name in _NAMES])


@dataclass(frozen=True, slots=True)
class Links:
    """Every live link of a store, one place an array each.

    `strong`: of a kind that links by default; `followed`: joins networks; `linking`: its identifier
    does, whether or not this link is a stray.
    """

    ad: Numbers
    ident: Numbers
    tenure: Numbers
    ads: Numbers
    strong: Flags
    followed: Flags
    linking: Flags


def links(store: Path) -> Links:
    """Read them, some tens of bytes a link."""
    with closing(apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)) as connection:
        connection.execute("PRAGMA query_only = ON")
        rows = np.fromiter(_rows(connection), dtype=_ROW)
    flags = (rows[name].astype(bool) for name in ("strong", "followed", "linking"))
    return Links(rows["ad"], rows["ident"], rows["tenure"], rows["ads"], *flags)


def _rows(connection: apsw.Connection) -> Iterator[tuple[object, ...]]:
    for row in connection.execute(_LINKS):
        yield tuple(row)


def holders(known: Links) -> Numbers:
    """A number for what each link leads to: one tenure of an identifier."""
    least = int(known.tenure.min(initial=0))
    span = int(known.tenure.max(initial=0)) - least + 1
    return dense(known.ident * span + known.tenure - least)


def dense(values: Numbers) -> Numbers:
    """The same values as numbers from 0 without gaps, equal where they are equal."""
    places: Numbers = np.unique(values, return_inverse=True)[1].reshape(values.shape).astype(np.int64)
    return places


def components(left: Numbers, right: Numbers, ads: int) -> Numbers:
    """Component of each ad from 0 to `ads` - 1 when it is joined to the nodes that it leads to."""
    size = ads + int(right.max(initial=-1)) + 1
    matrix = coo_array((np.ones(len(left), np.int8), (left, ads + right)), shape=(size, size))
    labels = connected_components(matrix, directed=False)[1]
    return np.asarray(labels[:ads], dtype=np.int64)
