"""The worst few of many records, found on arrays."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from slakit.engine.group_keys import label
from slakit.engine.read.vectors import Vector
from slakit.metrics.tallies.worst import KEPT, Entry, entry, worst


def worst_rows(badness: Vector | None, instants: Vector, keys: Sequence[Any] | None, chosen: Vector) -> list[Entry]:
    """Return the worst few of the records chosen out of those with `keys`; those that cannot be among them are dropped before the sort."""
    rows = np.arange(len(instants))
    if len(rows) > KEPT:
        if badness is not None:
            rows = np.flatnonzero(badness >= np.partition(badness, -KEPT)[-KEPT])
            tied = rows[badness[rows] == badness[rows].min()]
            rows = np.append(rows[badness[rows] > badness[tied[0]]], _earliest(instants, tied))
        else:
            rows = _earliest(instants, rows)
    worse = np.zeros(len(rows), np.int64) if badness is None else -badness[rows]
    if keys is None:
        order = np.lexsort((instants[rows], worse))[:KEPT]
        return [Entry(rank, at) for rank, at in zip(worse[order].tolist(), instants[rows][order].tolist(), strict=True)]
    named = zip(worse.tolist(), instants[rows].tolist(), chosen[rows].tolist(), strict=True)
    return worst(entry(-rank, at, label(keys[row])) for rank, at, row in named)


def _earliest(instants: Vector, rows: Vector) -> Vector:
    """Those of some rows that are among the earliest few, or as early as the last of these."""
    if len(rows) <= KEPT:
        return rows
    given = instants[rows]
    return rows[given <= np.partition(given, KEPT - 1)[KEPT - 1]]
