"""Working time of many pairs of instants, and due times: lists of datetimes and arrays, slakit beside loops by hand and other libraries."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from random import Random
from typing import Any

import peers
from contest import SLAKIT, Contest

from support import HOUR, LONDON, MICROSECOND, desk, openings, pairs

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LIBRARIES = ("workclock", "timegrid, openings in UTC", "timegrid, naive local times")
SHIFT = 33


def micros(at: datetime) -> int:
    """Microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND


class ByHand:
    """The calendar as sorted lists and a running total, in whole microseconds."""

    def __init__(self) -> None:
        self.opens, self.closes = (list(map(micros, edges)) for edges in zip(*openings(), strict=True))
        self.before = list(accumulate((close - start for start, close in zip(self.opens, self.closes, strict=True)), initial=0))

    def elapsed(self, starts: list[datetime], ends: list[datetime]) -> list[int]:
        """Datetimes to microseconds, and two searches a pair."""
        opens, closes, before = self.opens, self.closes, self.before

        def at(moments: list[datetime]) -> list[int]:
            found = []
            for gap in (moment - EPOCH for moment in moments):
                t = (gap.days * 86_400 + gap.seconds) * 1_000_000 + gap.microseconds
                index = bisect_right(opens, t) - 1
                found.append(before[index] + min(t, closes[index]) - opens[index])
            return found

        return [b - a for a, b in zip(at(starts), at(ends), strict=True)]

    def due(self, starts: list[datetime], lengths: list[timedelta]) -> list[datetime]:
        """A search forth and one back, and the datetime of the answer."""
        opens, closes, before = self.opens, self.closes, self.before
        made = []
        for start, length in zip(starts, lengths, strict=True):
            t = (start - EPOCH) // MICROSECOND
            index = bisect_right(opens, t) - 1
            wanted = before[index] + min(t, closes[index]) - opens[index] + length // MICROSECOND
            index = bisect_left(before, wanted) - 1
            made.append((EPOCH + timedelta(microseconds=opens[index] + wanted - before[index])).astimezone(LONDON))
        return made

    def cells(self) -> Callable[[Any], Any]:
        """The open time before each instant of an array, by cells of 2.4 hours."""
        import numpy as np

        opens, closes, before = (np.array(column, np.int64) for column in (self.opens, self.closes, self.before[:-1]))
        first = int(opens[0]) - (1 << SHIFT)
        cells = np.searchsorted((closes - 1 - first) >> SHIFT, np.arange(((int(closes[-1]) - first) >> SHIFT) + 2))
        cells = np.minimum(cells, len(opens) - 1)
        start, end, add = opens[cells], closes[cells], (before - opens)[cells]

        def open_before(t: Any) -> Any:
            cell = (t - first) >> SHIFT
            return np.minimum(np.maximum(t, start[cell]), end[cell]) + add[cell]

        return open_before

    def elapsed_array(self, starts: Any, ends: Any) -> Any:
        """Chunks of 65,536 pairs, which stay in the cache."""
        import numpy as np

        open_before, out = self.cells(), np.empty(len(starts), np.int64)
        for i in range(0, len(starts), 65_536):
            out[i : i + 65_536] = open_before(ends[i : i + 65_536]) - open_before(starts[i : i + 65_536])
        return out

    def due_array(self, starts: Any, lengths: Any) -> Any:
        """The open time before an instant, and a search back."""
        import numpy as np

        before, opens = np.array(self.before[:-1], np.int64), np.array(self.opens, np.int64)
        wanted = self.cells()(starts) + lengths
        index = np.searchsorted(before, wanted) - 1
        return opens[index] + wanted - before[index]


def lists(count: int, kind: str) -> dict[str, Callable[[], Any]]:
    """Aware datetimes of UTC, of London, or of the offsets that ISO text gives."""
    starts, ends = map(list, zip(*pairs(count, UTC if kind == "UTC" else LONDON), strict=True))
    if kind == "mixed offsets":
        starts, ends = ([datetime.fromisoformat(at.isoformat()) for at in column] for column in (starts, ends))
    ways = _ways("lists", desk.elapsed_many, starts, ends)
    return {**ways, "plain loop": lambda: ByHand().elapsed(starts, ends)}


def arrays(count: int, unit: str) -> dict[str, Callable[[], Any]]:
    """Arrays of datetime64, or of whole microseconds."""
    import numpy as np

    columns = [np.array(list(map(micros, column)), np.int64) for column in zip(*pairs(count, UTC), strict=True)]
    given = columns if unit == "int64" else [column.view("datetime64[us]").astype(f"datetime64[{unit}]") for column in columns]
    desk.elapsed_many(*given)  # the tables of a calendar are made once
    return {
        SLAKIT: lambda: desk.elapsed_many(*given).tobytes(),
        "NumPy by hand": lambda: ByHand().elapsed_array(*(column.astype("datetime64[us]").astype(np.int64) for column in given)).tobytes(),
    }


def due_lists(count: int) -> dict[str, Callable[[], Any]]:
    """Datetimes of London, and from 1 to 79 hours to add."""
    starts, lengths = _starts(count)
    ways = _ways("due", desk.due_many, starts, lengths)
    one_by_one = {"slakit, one by one": lambda: [desk.due(start, length) for start, length in zip(starts, lengths, strict=True)]}
    return {**ways, **one_by_one, "plain loop": lambda: ByHand().due(starts, lengths)}


def due_arrays(count: int) -> dict[str, Callable[[], Any]]:
    """The same as arrays."""
    import numpy as np

    starts, lengths = _starts(count)
    since = np.array(list(map(micros, starts)), np.int64)
    more = np.array(lengths, "timedelta64[us]")
    desk.due_many(since, more)
    ways = {SLAKIT: lambda: desk.due_many(since, more).tobytes()}
    if "workclock" in (known := peers.installed()):
        moments, add = since.view("datetime64[us]"), known["workclock"]["due of arrays"]
        ways["workclock"] = lambda: np.asarray(add(moments, more), "datetime64[us]").astype(np.int64).tobytes()
    return {**ways, "NumPy by hand": lambda: ByHand().due_array(since, more.astype(np.int64)).tobytes()}


def _starts(count: int) -> tuple[list[datetime], list[timedelta]]:
    draw = Random(5)
    starts = [start for start, _ in pairs(count, LONDON)]
    return starts, [draw.randrange(1, 80) * HOUR for _ in starts]


def _ways(way: str, ours: Callable[[Any, Any], Any], *columns: Any) -> dict[str, Callable[[], Any]]:
    """The way of slakit, and those of the libraries that are installed."""
    known = peers.installed()
    ours(*columns)  # the tables of a calendar are made once
    others = {name: partial(known[name][way], *columns) for name in LIBRARIES if way in known.get(name, ())}
    return {SLAKIT: lambda: ours(*columns)} | {name: (lambda run=run: _figures(run())) for name, run in others.items()}


def _figures(values: Any) -> list[Any]:
    return [value if isinstance(value, datetime) else peers.microseconds(value) for value in values]


def contests(rows: int) -> Iterator[Contest]:
    """Lists of a tenth of the rows, arrays of all."""
    some = rows // 10
    for kind in ("UTC", "Europe/London", "mixed offsets"):
        yield Contest(f"elapsed, lists of datetimes, {kind}", some, partial(lists, some, kind), {"plain loop": 1.2})
    for unit in ("int64", "us", "ns"):
        title = "whole microseconds" if unit == "int64" else f"datetime64[{unit}]"
        yield Contest(f"elapsed, arrays of {title}", rows, partial(arrays, rows, unit), {"NumPy by hand": 1.15})
    yield Contest("due, lists of datetimes", some, partial(due_lists, some), {"workclock": 1 / 2})
    yield Contest("due, arrays", rows, partial(due_arrays, rows), {"workclock": 1 / 20})
