"""Duty: what a party has to do by a day, such as to give notice, to cure a breach, to escalate or to hold a review."""

from collections.abc import Iterable, Iterator, Sequence

import attrs
from attrs import field, frozen, validators

from slakit.calendars.base import Calendar
from slakit.errors import ContractError
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar
from slakit.metrics.value_kinds.record_values import StatedRecord
from slakit.penalties.base import PenaltyRule
from slakit.penalties.rules.right import Right
from slakit.penalties.settlement.step import objectives_of
from slakit.penalties.time_limit import on_business_days, time_limit
from slakit.penalties.wrappers.only_if import n_of_m, pair_of
from slakit.values.fields import field_name, list_of, named_text, whole_number
from slakit.values.source_repr import written
from slakit.windows.base import Window
from slakit.windows.window import window

PERIOD, MISSED, RIGHT, CLAIM = "period", "missed", "right", "claim"
EVENTS = (PERIOD, MISSED, RIGHT, CLAIM)


def _granted(value: object) -> Right | None:
    if value is None or isinstance(value, Right):
        return value
    if isinstance(value, str):
        return Right(value)
    raise ContractError(f"grants={value!r} is not a right; write grants='terminate', or grants=Right('terminate', within='60 days')")


@frozen(repr=False)
class Duty:
    """Something that a party or a role has to do within a time limit after an event, and what follows when it is not done in time.

    >>> Duty("Cure", "provider", within="30 days", after="Notice", grants="terminate")
    Duty('Cure', 'provider', within='30 days', after='Notice', grants=Right('terminate'))

    `who` is "provider", "customer" or a role of theirs. The event is `after`: a line that was "missed" (`in_a_row=3` or `misses=(2, 6)`
    say how often), a "right" that arose, a "claim" that was made, the end of a "period", or an earlier duty by its name, once that was
    done. With `every="quarterly"` it is the end of each period of that window, whatever the lines say: a review of the agreement itself.
    Time limits end with their last day, counted on the calendar `on` where they are in business days (docs/numbers.md T7).

    When it is not done in time the customer has the right that it `grants`, loses the one that it `forfeits`, and the matter goes to the
    role that it `escalates_to`. What is done too late changes none of that.

    What was done comes as a stream, `duties` unless `stream` names another: rows with the instant `at`, and `duty`, `objective`, `period`
    and `group`, of which one left out means any. Where that stream was never fed, a duty whose time has passed is "not known", and
    nothing follows from it.
    """

    name: str = field(validator=named_text("Notice"))
    who: str = field(validator=named_text("provider"))
    within: str = field(converter=time_limit, validator=named_text("30 days"), kw_only=True)
    what: str = field(default="", converter=str, kw_only=True)
    after: str | None = field(default=None, validator=validators.optional(named_text("missed")), kw_only=True)
    every: Window | None = field(default=None, converter=attrs.converters.optional(window), kw_only=True)
    on: Calendar | None = field(default=None, validator=validators.optional(calendar), kw_only=True)
    in_a_row: int | None = field(default=None, validator=validators.optional(whole_number(1, 2)), kw_only=True)
    misses: tuple[int, int] | None = field(default=None, converter=pair_of, validator=n_of_m, kw_only=True)
    only: tuple[str, ...] = field(default=(), converter=objectives_of, kw_only=True)
    grants: Right | str | None = field(default=None, converter=_granted, kw_only=True)
    forfeits: str = field(default="", converter=str, kw_only=True)
    escalates_to: str = field(default="", converter=str, kw_only=True)
    stream: str = field(default="duties", validator=field_name, kw_only=True)
    clause: str = field(default="", converter=str, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if problems := list(self._problems()):
            raise ContractError(*(f"duty {self.name!r}: {problem}" for problem in problems))

    def _problems(self) -> Iterator[str]:
        if self.on is None and on_business_days(self.within):
            yield f"within={self.within!r} needs a calendar; write on=Weekly({{'mon-fri': '09:00-17:00'}}, tz='UTC')"
        if self.every is not None and self.event != PERIOD:
            yield f"every={str(self.every)!r} is of periods, and it is due after {self.after!r}; write one of them"
        if self.every is not None and self.only:
            yield f"every={str(self.every)!r} is of no objective; leave only= out, or write after='period'"
        if (self.in_a_row or self.misses) and self.event != MISSED:
            yield f"in_a_row= and misses= count missed periods, and it is due after {self.event!r}; write after='missed'"
        if self.after == self.name:
            yield f"after={self.after!r} is the duty itself; write after='missed', or the name of an earlier duty"
        if self.name in EVENTS:
            yield f"{self.name!r} is the word of an event; give the duty another name"
        if self.right is not None and self.who == "customer":
            yield f"grants={self.right.right!r} is a right of the customer, who has the duty; write forfeits='terminate'"

    @property
    def event(self) -> str:
        """The event that it follows: that of `after`, or else each period of `every`, or each line that was missed."""
        return self.after or (MISSED if self.every is None else PERIOD)

    @property
    def right(self) -> Right | None:
        """The right that it grants when it is not done in time."""
        return self.grants if isinstance(self.grants, Right) else None

    @property
    def counts_misses(self) -> bool:
        """True if it depends on earlier periods."""
        return self.in_a_row is not None or self.misses is not None

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings of what was done, and of the use of the right that it grants."""
        uses = self.right.uses if self.right else None
        return (Reading(self.stream, "at", StatedRecord()), *([uses] if uses else []))

    __repr__ = written


def duties_of(value: object) -> tuple[Duty, ...]:
    """Return a list of duties as a tuple."""
    return list_of(value, Duty, "duties", "Duty('Cure', 'provider', within='30 days')")


def of_periods(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """The duties of an agreement that follow from its periods, and from such duties, and from no line."""
    names: dict[str, Duty] = {}
    for duty in duties:
        if (duty.event == PERIOD and not duty.only) or duty.event in names:
            names[duty.name] = duty
    return tuple(names.values())


def of_lines(duties: Sequence[Duty], objective: str) -> tuple[Duty, ...]:
    """The duties of an agreement that follow from the lines of an objective."""
    periodic = of_periods(duties)
    return tuple(duty for duty in duties if duty not in periodic and (not duty.only or objective in duty.only))


def rights_of(penalty: PenaltyRule | None) -> tuple[Right, ...]:
    """The rights that a penalty gives, each with its time limit, if it has one."""
    return tuple(part for part in penalty.walk() if isinstance(part, Right)) if penalty else ()
