"""Open timers: those that have not stopped, one by one or as columns of many that are alike."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, Protocol

from slakit.metrics.record import canonical, encode
from slakit.timeline.number_columns import arrayed, at_least, sorted_together
from slakit.timeline.packed import concatenated, largest, little_endian, packed

WIDEST = 1 << 62  # what is above it is kept one by one
FEWEST = 5  # so many of the worst timers of a run are given at least


class Open(NamedTuple):
    """A timer that has not stopped: since when (or until when something is due), its limit, the key of its record, the value that
    names its calendar (or a history of such values), the edges of its pauses, the due moment that a rule sets, in place of a limit, and
    whether it is late as soon as it comes to that."""

    since: int
    limit: int | None = None
    key: Any = None
    lane: Any = None
    pauses: tuple[int, ...] = ()
    due: int | None = None
    strict: bool = False


class Alike(NamedTuple):
    """The common part of the timers of a run: the value that names their calendar, what bounds them ("limit", "due", or nothing), and
    whether they are late as soon as they come to that."""

    lane: Any = None
    bound: str = ""
    strict: bool = False


class Elapses(Protocol):
    """A clock that counts the open time of many pairs of instants."""

    def elapsed_all(self, starts: Sequence[int], ends: Sequence[int], signed: bool = False) -> list[int]: ...
    def elapsed_array(self, starts: Any, ends: Any, signed: bool = False) -> Any: ...


class Judges(Protocol):
    """A kind of value that says by how much the timers of a run are over."""

    def over(self, run: "OpenRun", as_of: int) -> tuple[Sequence[int], int] | None: ...
    def late(self, timer: Open, as_of: int) -> bool: ...


class OpenRun:
    """Timers without pauses that are alike: when each began, its limit or its due moment, and its key, where they have any."""

    __slots__ = ("alike", "bounds", "keys", "ordered", "since")

    def __init__(self, alike: Alike, since: Any, bounds: Any = None, keys: list[Any] | None = None, ordered: bool = False) -> None:
        self.alike, self.since, self.bounds, self.keys, self.ordered = alike, since, bounds, keys, ordered

    def __len__(self) -> int:
        return len(self.since)

    def __iter__(self) -> Iterator[Open]:
        return map(self.timer, range(len(self)))

    def timer(self, index: int) -> Open:
        """One of its timers."""
        lane, bound, strict = self.alike
        key = None if self.keys is None else self.keys[index]
        bounded = None if self.bounds is None else int(self.bounds[index])
        limit, due = (bounded, None) if bound == "limit" else (None, bounded)
        return Open(int(self.since[index]), limit, key, lane, (), due, strict)

    def begun(self, as_of: int) -> "OpenRun":
        """Those that have begun by an instant; the run must be in order."""
        upto = slice(bisect_right(self.since, as_of))
        bounds, keys = (None if column is None else column[upto] for column in (self.bounds, self.keys))
        return OpenRun(self.alike, self.since[upto], bounds, keys, self.ordered)

    @property
    def due_run(self) -> "OpenRun":
        """Timers that begin at the due moments of these."""
        return OpenRun(self.alike, self.bounds)

    def elapsed(self, clock: Elapses, as_of: int, signed: bool = False) -> Sequence[int]:
        """The open time that each has run by an instant; none for one that begins later, unless it is `signed`."""
        if (since := arrayed(self.since)) is not None:
            begun = since if signed else since.clip(max=as_of)
            counted: Sequence[int] = clock.elapsed_array(begun, since * 0 + as_of, signed)
            return counted
        return clock.elapsed_all([at if signed else min(at, as_of) for at in self.since], [as_of] * len(self), signed)

    def late(self, value: Judges, as_of: int) -> int:
        """The number of its timers that are late as of an instant."""
        judged = value.over(self, as_of)
        if judged is None:
            return 0
        over, least = judged
        counted = arrayed(over)
        return sum(one >= least for one in over) if counted is None else int((counted >= least).sum())

    def worst(self, value: Judges, as_of: int) -> Iterator[Open]:
        """The timers that are over by most, the earlier first: five different ones at least, where there are so many that are late."""
        judged = value.over(self, as_of)
        if judged is None or not len(self):
            return
        over, least = packed(judged[0]), judged[1]
        count, chosen, near = FEWEST, set[Open](), largest(over, FEWEST)
        if self.keys is not None:  # ties go by the key
            near = at_least(over, over[near[-1]])
        while True:
            chosen.update(self.timer(index) for index in near if over[index] >= least)
            if len(chosen) >= FEWEST or count >= len(self) or over[near[-1]] < least:
                break
            count *= 16
            near = largest(over, count)
        yield from chosen

    def seal(self) -> object:
        """Return what they share, how many they are, and a hash of their columns."""
        columns = sha256(little_endian(packed(self.since)))
        columns.update(b"" if self.bounds is None else little_endian(packed(self.bounds)))
        columns.update(b"" if self.keys is None else canonical(self.keys if _plain(self.keys) else list(map(encode, self.keys))).encode())
        return [encode(self.alike.lane), self.alike.bound, self.alike.strict, len(self), columns.hexdigest()]


def run_of(timers: Iterable[Open]) -> tuple[list[OpenRun], list[Open]]:
    """Timers as runs, and those that no run can hold: with pauses, a history of calendars, or numbers beyond 64 bits."""
    alike: dict[Alike, list[Open]] = {}
    others: list[Open] = []
    for timer in timers:
        bound = timer.limit if timer.due is None else timer.due
        if timer.pauses or isinstance(timer.lane, tuple) or not -WIDEST < (bound or 0) < WIDEST:
            others.append(timer)
        else:
            kind = "due" if timer.due is not None else "" if bound is None else "limit"
            alike.setdefault(Alike(timer.lane, kind, timer.strict), []).append(timer)
    runs = []
    for shared, held in alike.items():
        bounds = [one.limit if one.due is None else one.due for one in held] if shared.bound else None
        keys = [one.key for one in held] if any(one.key is not None for one in held) else None
        since = packed([one.since for one in held])
        runs.append(OpenRun(shared, since, None if bounds is None else packed(bounds), keys))
    return runs, others


def joined_runs(runs: Sequence[OpenRun]) -> OpenRun:
    """Runs of timers that are alike as one, in order."""
    first = runs[0]
    since = concatenated(run.since for run in runs)
    bounds = None if first.bounds is None else concatenated(run.bounds for run in runs)
    if all(run.keys is None for run in runs):
        return OpenRun(first.alike, *sorted_together(since, bounds), ordered=True)
    keys = [key for run in runs for key in (run.keys or [None] * len(run))]
    bounded = [0] * len(keys) if bounds is None else packed(bounds)
    texts = keys if len(set(map(type, keys))) == 1 and _plain(keys) else [canonical(encode(key)) for key in keys]
    rows = sorted(zip(packed(since), bounded, texts, range(len(keys)), strict=True))
    starts, limits, _, numbers = zip(*rows, strict=True)
    ordered = None if bounds is None else packed(limits)
    return OpenRun(first.alike, packed(starts), ordered, list(map(keys.__getitem__, numbers)), ordered=True)


def _plain(keys: Sequence[Any]) -> bool:
    """True if all keys are texts, whole numbers or nothing, which JSON knows."""
    return set(map(type, keys)) <= {str, int, type(None)}
