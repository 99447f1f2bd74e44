"""Zones: from a name, and between the wall clock and the instant (docs/numbers.md T1, W1)."""

from datetime import datetime, timedelta, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from slakit.errors import ContractError, RecordError, UnitError
from slakit.timeline.instants import DAY, EPOCH, FIRST, LAST, MICROSECOND, NAIVE_EPOCH
from slakit.timeline.near_zone import near_zone

AMBIGUOUS = ("earlier", "later")
DOUBTFUL = {  # abbreviations that are zones without clock changes, and the places that are hardly ever meant by that
    "EST": "'America/New_York', or 'Etc/GMT+5' for five hours behind UTC all year",
    "MST": "'America/Denver', or 'America/Phoenix' for seven hours behind UTC all year",
    "HST": "'Pacific/Honolulu'",
}


def zone(name: "str | tzinfo") -> tzinfo:
    """The zone of an IANA name such as "Europe/London"; a zone passes through. Raises ContractError for another, or a doubtful one."""
    if isinstance(name, tzinfo):
        return name
    if isinstance(name, str) and name in DOUBTFUL:
        raise ContractError(f"{name!r} is an abbreviation, and no clock changes with it in summer; write {DOUBTFUL[name]}")
    try:
        return _zone(name)
    except (ValueError, OSError, KeyError, TypeError, AttributeError):
        near = near_zone(str(name))
        advice = f"; did you mean {near!r}?" if near else "; write a name of the IANA list of time zones, 'Europe/London'"
        raise ContractError(f"{name!r} is not a time zone{advice}") from None


_zone = cache(ZoneInfo)


class ZoneMissing(RecordError):
    """A time of records has no zone; the remedy names one, that of the agreement where it is known."""

    def __init__(self, problem: str, example: str = "Europe/London") -> None:
        super().__init__(f"{problem}timezone={example!r}")
        self._problem = problem

    def suggest(self, tz: tzinfo) -> "ZoneMissing":
        """The same error, whose remedy names another zone."""
        return ZoneMissing(self._problem, zone_name(tz))

    @property
    def without_argument(self) -> RecordError:
        """The same error for a call that takes no `timezone`: its remedy is the offset alone."""
        return RecordError(self._problem.removesuffix(", or say "))


def zone_name(tz: tzinfo) -> str:
    """The name a zone was made from."""
    return getattr(tz, "key", None) or str(tz)


def wall_instant(wall: datetime, tz: tzinfo) -> int:
    """The instant of a wall time: the first of a repeated one; a skipped one is carried over the gap, as clocks are."""
    return (wall.replace(tzinfo=tz) - EPOCH) // MICROSECOND


def exact_instant(wall: datetime, tz: tzinfo, ambiguous: str | None = None) -> int:
    """The instant of a wall time that must be plain.

    Raises UnitError for a time that a clock change skipped or repeated, unless `ambiguous` is "earlier" or "later": then a repeated
    time is its first or second reading, and a skipped one is read with the offset after or before the gap, which is earlier or later.
    """
    first, second = (wall.replace(tzinfo=tz, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return (first - EPOCH) // MICROSECOND
    if ambiguous in AMBIGUOUS:
        instants = sorted(((first - EPOCH) // MICROSECOND, (second - EPOCH) // MICROSECOND))
        return instants[AMBIGUOUS.index(ambiguous)]
    repeated = first.utcoffset() > second.utcoffset()  # type: ignore[operator]  # an aware datetime has an offset
    raise UnitError(
        f"{wall.isoformat(sep=' ')!r} was {'repeated' if repeated else 'skipped'} by a clock change in {zone_name(tz)}; "
        "write the offset, or write ambiguous='earlier' or 'later'"
    )


@lru_cache(maxsize=4096)
def _offsets_of_year(tz: tzinfo, year: int) -> tuple[tuple[int, int], ...]:
    """The offset at the start of a UTC year and each (instant, offset) where it changes, all in microseconds.

    Looked for once a day: of all IANA zones no two changes lie closer than 6.9 days.
    """

    def offset(t: int) -> int:
        inside = min(max(t, FIRST + DAY), LAST - DAY - 1)  # so that the local time stays in the years 1 to 9999
        at = (EPOCH + timedelta(microseconds=inside)).astimezone(tz).utcoffset()
        assert at is not None
        return at // MICROSECOND

    start = (datetime(year, 1, 1) - NAIVE_EPOCH) // MICROSECOND
    end = (datetime(year + 1, 1, 1) - NAIVE_EPOCH) // MICROSECOND if year < 9999 else start + 365 * DAY
    now = offset(start)
    changes = [(start, now)]
    for low in range(start, end, DAY):
        high = min(low + DAY, end)
        then = offset(high)
        while now != then:
            before, after = low, high
            while after - before > 1:
                middle = (before + after) // 2
                before, after = (middle, after) if offset(middle) == now else (before, middle)
            low, now = after, offset(after)
            changes.append((low, now))
    return tuple(changes)


def offsets(tz: tzinfo, start: int, end: int) -> list[tuple[int, int, int]]:
    """The stretches (start, end, UTC offset) of constant offset that cover the instants [start, end)."""
    if start >= end:
        return []
    if (fixed := tz.utcoffset(None)) is not None:  # a zone that never changes its offset
        return [(start, end, fixed // MICROSECOND)]
    years = range((EPOCH + timedelta(microseconds=start)).year, (EPOCH + timedelta(microseconds=end - 1)).year + 1)
    changes = [change for year in years for change in _offsets_of_year(tz, year)]
    stretches: list[tuple[int, int, int]] = []
    for (at, offset), following in zip(changes, [at for at, _ in changes[1:]] + [end], strict=True):
        first, last = max(at, start), min(following, end)
        if first >= last:
            continue
        if stretches and stretches[-1][2] == offset and stretches[-1][1] == first:
            first = stretches.pop()[0]
        stretches.append((first, last, offset))
    return stretches


def midnights(stretches: list[tuple[int, int, int]]) -> list[int]:
    """The instants at which the local date, or the offset, changes in some stretches of constant offset."""
    return sorted(
        {at for first, last, offset in stretches for at in (first, *range(-(-(first + offset) // DAY) * DAY - offset, last, DAY))}
    )
