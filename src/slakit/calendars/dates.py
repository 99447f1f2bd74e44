"""Dates: whole local days, such as holidays."""

from collections.abc import Iterable
from datetime import date, tzinfo

from attrs import field, frozen

from slakit.calendars.business_days import FIRST_DAY, LAST_DAY
from slakit.calendars.wall import day_of, day_text, on_wall
from slakit.calendars.zoned import Zoned, read_zone
from slakit.errors import ContractError
from slakit.timeline.impossible_days import date_fault, impossible_day
from slakit.timeline.instants import DAY
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans, union


@frozen(init=False, repr=False)
class Dates(Zoned):
    """Open all day on the local dates given, and on no other.

    >>> Dates(["2026-03-17", "2026-12-24..2026-12-26"], tz="Europe/Dublin").elapsed("2026-12-01T00:00Z", "2027-01-01T00:00Z").days
    3

    "2022-01-01.." is that date and all that follow, "..2021-12-31" all up to one: so hours can change from a date on, and a trace names
    which counted.

    >>> old, new = (Weekly({"mon-fri": hours}, tz="Europe/London") for hours in ("09:00-17:00", "08:00-20:00"))
    >>> desk = (old & Dates(["..2021-12-31"], tz="Europe/London")) | (new & Dates(["2022-01-01.."], tz="Europe/London"))

    Raises ContractError with every date that is wrong.
    """

    dates: tuple[str, ...]
    tz: str | tzinfo
    _days: tuple[tuple[int, int], ...] = field(eq=False)

    def __init__(self, dates: Iterable[str | date], tz: str | tzinfo) -> None:
        problems: list[str] = []
        pairs = [_read(value, problems) for value in ([dates] if isinstance(dates, str) else dates)]
        tz = read_zone(tz, problems)
        if problems:
            raise ContractError(*problems)
        edges = union(pairs)
        days = tuple(zip(edges[::2], edges[1::2], strict=True))
        self.__attrs_init__(tuple(_written(first, end) for first, end in days), tz, days)

    def open(self, span: Span) -> Spans:
        return on_wall(self.zone, span, lambda first, last: [(day * DAY, end * DAY) for day, end in self._days])

    @property
    def noun(self) -> str:
        """The name of the dates in a trace; a stretch without an end is named by its date."""
        endless = any(text.startswith("..") or text.endswith("..") for text in self.dates)
        return f"the dates {', '.join(self.dates)}" if endless else "the dates"

    def __repr__(self) -> str:
        return f"Dates({list(self.dates)!r}, tz={self.tz!r})"


def _read(value: object, problems: list[str]) -> tuple[int, int]:
    """The days [first, end) of a date or of a range 'first..last'."""
    ends = value.split("..") if isinstance(value, str) and value.count("..") == 1 else [value]
    try:
        first = FIRST_DAY if ends[0] == "" and ends[-1] else day_of(ends[0])
        last = LAST_DAY - 1 if ends[-1] == "" and ends[0] else day_of(ends[-1])
    except ValueError:
        wrong = next((end for end in ends if impossible_day(str(end))), value)
        problems.append(date_fault(wrong, "'2026-12-24' or '2026-12-24..2026-12-26'"))
        return 0, 0
    if first > last:
        problems.append(f"{value!r} is not forward in time; write '{day_text(last)}..{day_text(first)}'")
    return first, last + 1


def _written(first: int, end: int) -> str:
    if end == first + 1:
        return day_text(first)
    return f"{'' if first <= FIRST_DAY else day_text(first)}..{'' if end >= LAST_DAY else day_text(end - 1)}"
