"""Claims: what must be claimed, by when and with what, to be paid (docs/numbers.md P6)."""

import re
from collections.abc import Iterable
from datetime import time, timedelta, tzinfo

from attrs import field, frozen, validators

from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import BusinessDays
from slakit.calendars.due_text import due_rule, says_days
from slakit.errors import ContractError, UnitError
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar
from slakit.metrics.value_kinds.record_values import StatedRecord
from slakit.timeline.day import LAST as DAY_LAST
from slakit.timeline.instants import moment
from slakit.timeline.local_days import day_wall
from slakit.timeline.zone import wall_instant, zone
from slakit.values.fields import field_name, flag, list_of, names, one_of
from slakit.values.key_rules import NotBoth, OneOf, key_problems
from slakit.values.number import no_unit
from slakit.values.quantity import quantity
from slakit.values.source_repr import written
from slakit.windows.base import Window
from slakit.windows.calendar_steps import DAYS, MONTHS, add_months
from slakit.windows.rolling import length

CYCLE = re.compile(r"(?:the )?end of (?:the )?(?:(\d+)(?:st|nd|rd|th) |(next) )?billing (?:period|cycle)")
CALENDAR_DAYS = re.compile(r"\bcalendar (days?)\b")
EXAMPLES = "'30 days', '72 hours', '2 months', '15 business days' or 'end of the 2nd billing period'"
PERIOD, BILLING, INCIDENT = "period", "billing period", "incident"
STARTS = (PERIOD, BILLING, INCIDENT)


def _within(value: object) -> str | None:
    if value is None:
        return None
    within = " ".join(value.lower().split()) if isinstance(value, str) else ""
    try:
        if within and not CYCLE.fullmatch(within):
            _ = due_rule(within) if _on_calendar(within) else length(_plain_days(within))
    except (ContractError, UnitError):
        within = ""
    if not within:
        raise ContractError(f"within={value!r} is not a deadline{no_unit(value, 'days') or f'; write {EXAMPLES}'}")
    return within


def _on_calendar(text: str) -> bool:
    """True if a deadline counts business days."""
    return says_days(text) and not CALENDAR_DAYS.search(text)


def _plain_days(text: str) -> str:
    """Return a deadline with "calendar days" written as "days", which here are those of the wall clock anyway (docs/numbers.md T5)."""
    return CALENDAR_DAYS.sub(r"\1", text)


def _fields(value: object) -> tuple[str, ...]:
    fields = names(value) if isinstance(value, str | list | tuple) else (None,)
    if not all(isinstance(name, str) and name for name in fields):
        raise ContractError(f"evidence={value!r} is not a list of fields; write evidence=['ticket', 'logs']")
    return fields  # type: ignore[return-value]  # all texts


@frozen(repr=False)
class ClaimStage:
    """One step of claiming, such as a notice: by when, after what, and with which evidence.

    >>> ClaimStage("notice", "5 business days")
    ClaimStage('notice', '5 business days')

    `after` is the end of the line's "period", of its "billing period", its "incident", or an earlier stage by name.
    """

    name: str = field(validator=field_name)
    within: str | None = field(default=None, converter=_within)
    after: str = field(default=PERIOD, validator=field_name, kw_only=True)
    evidence: tuple[str, ...] = field(default=(), converter=_fields, kw_only=True)

    @property
    def cycles(self) -> bool:
        """True if its deadline counts billing periods."""
        return self.within is not None and CYCLE.fullmatch(self.within) is not None

    __repr__ = written


def _staged(value: object) -> tuple[ClaimStage, ...]:
    return list_of(value, ClaimStage, "stages", "ClaimStage('notice', '5 days'), ClaimStage('claim', '30 days')", quoted=True)


@frozen(repr=False)
class Claims:
    """Terms by which an amount is paid only if it is claimed in time: within so long of the end of its period, with the evidence asked for.

    >>> Claims("30 days", evidence="ticket")
    Claims('30 days', evidence=('ticket',))

    A deadline is a length ("30 days", or "30 calendar days", of the wall clock, "72 hours", "2 months"), a due rule on the calendar `on`
    ("15 business days", which are whole days after the last day of the period, "end of the 5th business day") or "end of the 2nd billing
    period" after. Exactly at it is in time, but for one that is the end of a day or of a period: that instant belongs to the next one
    (docs/numbers.md T6). `stages` are for a notice first and a claim later, each with a deadline of its own. `automatic=True` says that
    nothing need be claimed.

    A claim counts from the incident on, be the period over or not (docs/numbers.md P6a): from the first failure that the evidence of the
    line names, or from the start of the period where it cannot name all. With `after="incident"` its deadline runs from the end of the last
    of those; where there is none, from the end of the period. A right stands without a claim.

    Claims come as a stream: rows with the instant `at`, and `objective`, `period`, `group` and `stage`, of which one left out means any;
    fields of evidence count when they are not empty. Where the stream was never fed, what is owed stays payable, with the date to claim
    it by. A claim dated before what it is for is reported and decides nothing.
    """

    within: str | None = field(default=None, converter=_within)
    on: Calendar | None = field(default=None, validator=validators.optional(calendar), kw_only=True)
    after: str = field(default=PERIOD, validator=one_of(*STARTS), kw_only=True)
    evidence: tuple[str, ...] = field(default=(), converter=_fields, kw_only=True)
    stages: tuple[ClaimStage, ...] = field(default=(), converter=_staged, kw_only=True)
    automatic: bool = field(default=False, validator=flag, kw_only=True)
    stream: str = field(default="claims", validator=field_name, kw_only=True)
    at: str = field(default="at", validator=field_name, kw_only=True)
    clause: str = field(default="", converter=str, kw_only=True)

    key_rules = (
        NotBoth(
            ("automatic",),
            ("within", "stages", "evidence"),
            "automatic=True pays without a claim, and claims have a deadline, stages or evidence; write one of them",
        ),
        OneOf(("automatic", "within", "stages", "evidence"), "a claim has no deadline; write Claims('30 days'), or Claims(automatic=True)"),
        NotBoth(
            ("stages",),
            ("within", "evidence"),
            "within= and stages= are both given; write the deadline and the evidence with the stages",
        ),
    )

    def __attrs_post_init__(self) -> None:
        if problems := list(self._problems()):
            where = f"clause {self.clause}: " if self.clause else ""
            raise ContractError(*(f"{where}{problem}" for problem in problems))

    def _problems(self) -> Iterable[str]:
        yield from key_problems(self)
        starts = [*STARTS]
        for stage in self.stages:
            if stage.after not in starts:
                yield f"stage {stage.name!r}: after={stage.after!r} is none of {', '.join(map(repr, starts))}; write one of them"
            if stage.name in starts:
                yield f"{stage.name!r} is not a new name for a stage; give each its own"
            starts.append(stage.name)
        for stage in self.order if self.on is None else ():
            if stage.within and _on_calendar(stage.within) and not stage.cycles:
                yield f"within={stage.within!r} needs a calendar; write on=Weekly({{'mon-fri': '09:00-17:00'}}, tz='UTC')"

    @property
    def order(self) -> tuple[ClaimStage, ...]:
        """Its stages; a plain claim is one."""
        if self.automatic:
            return ()
        return self.stages or (ClaimStage("claim", self.within, after=self.after, evidence=self.evidence),)

    @property
    def reading(self) -> Reading | None:
        """The reading of its stream: every claim; None when none need be made."""
        return None if self.automatic else Reading(self.stream, self.at, StatedRecord(dated=DAY_LAST))

    __repr__ = written


@frozen
class ClaimBy:
    """The end of a deadline; `included` if that instant is still in time."""

    at: int
    included: bool = True

    def passed(self, at: int) -> bool:
        return at > self.at or (at == self.at and not self.included)


def deadline(within: str, since: int, timezone: str, on: Calendar | None, window: Window, ended: bool = False) -> ClaimBy:
    """The deadline that runs from an instant. The end of a day or of a period is the first instant that is too late (docs/numbers.md T6).

    With `ended` the instant is the end of a period and belongs to its last day, which business days do not count.

    >>> moment(deadline("30 days", 1_769_904_000_000_000, "UTC", None, monthly()).at).date()
    datetime.date(2026, 3, 3)
    """
    tz = zone(timezone)
    if CYCLE.fullmatch(within):
        return ClaimBy(_cycle(window.within(timezone), since, within), included=False)
    if _on_calendar(within):
        return _business(within, since, on, ended, tz)  # type: ignore[arg-type]  # claims without a calendar are refused
    within = _plain_days(within)
    count, unit = length(within)
    wall = day_wall(since, tz)
    if unit in MONTHS:
        return ClaimBy(wall_instant(add_months(wall, count * MONTHS[unit]), tz))
    if unit in DAYS:
        return ClaimBy(wall_instant(wall + timedelta(days=count * DAYS[unit]), tz))
    return ClaimBy(since + int(quantity(within).base))


def _business(within: str, since: int, on: Calendar, ended: bool, tz: tzinfo) -> ClaimBy:
    """A deadline in days of a calendar; whole days after a period end with the midnight that closes the last of them."""
    rule = due_rule(within)
    same_time = isinstance(rule, BusinessDays)
    if not ended or (isinstance(rule, BusinessDays) and (rule.day is not None or not rule.n)):
        by = rule.due(on, since)
        return ClaimBy(by, same_time or moment(by, tz).time() != time.min)
    by = rule.due(on, since - 1) + same_time
    return ClaimBy(by, moment(by, tz).time() != time.min)


def _cycle(window: Window, since: int, within: str) -> int:
    """Return the end of the billing period of an instant, or of the n-th that begins at or after it, even after the term."""
    match = CYCLE.fullmatch(within)
    counted = match is not None and (match[1] or match[2])
    count, at = int(match[1] or 1) if match else 1, since
    period = window.period_at(at)
    if counted and period is not None and period.whole.first < since:
        at = period.whole.last
    for _ in range(count):
        period = window.period_at(at)
        if period is None:
            raise ContractError(f"the window {window} has no billing period after {moment(at).isoformat()}, by whose end a claim is due")
        at = period.whole.last
    return at


def touches(row_value: object, *own: object) -> bool:
    """True if a claim names one of these values; a claim that names nothing is for all."""
    return row_value is None or row_value in own
