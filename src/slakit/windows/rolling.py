"""Rolling windows end at each step and look back their length (docs/numbers.md W3); the whole term is one period."""

import re
from collections.abc import Iterator
from datetime import timedelta

from attrs import evolve, field, frozen

from slakit.errors import ContractError, close_match
from slakit.timeline.instants import DAY, HOUR, MINUTE
from slakit.timeline.local_days import day_wall
from slakit.timeline.span import Span
from slakit.timeline.zone import wall_instant
from slakit.values.fields import one_of
from slakit.values.number import no_unit
from slakit.windows.base import Window
from slakit.windows.calendar_steps import DAYS, MONTHS, Steps, add_months, bounded, whole_count
from slakit.windows.period import Period, range_label

REAL = {"minute": MINUTE, "hour": HOUR}
LENGTHS = (*REAL, *DAYS, *MONTHS)
LENGTH = re.compile(r"(\d+)\s*([a-z]+)", re.IGNORECASE)


def length(text: str) -> tuple[int, str]:
    """The count and the unit of a length such as "30 days", "24 hours" or "3 months"."""
    match = LENGTH.fullmatch(text.strip()) if isinstance(text, str) else None
    count, word = (int(match[1]), match[2].lower()) if match else (0, "")
    unit = word.removesuffix("s")
    if match and unit not in LENGTHS:
        raise ContractError(f"{text!r} is not the length of a window{close_match(word, [f'{u}s' for u in LENGTHS])}")
    if not count:
        remedy = no_unit(text, "days") or "; write '30 days', '24 hours' or '3 months'"
        raise ContractError(f"{text!r} is not the length of a window{remedy}")
    if unit in REAL:
        bounded(count * REAL[unit] // DAY, "day")
    else:
        bounded(count, unit)
    return count, unit


def _step(value: Window) -> Steps:
    if not isinstance(value, Steps):
        raise ContractError(f"{value} is not a step of a rolling window; write rolling('30 days', step=daily())")
    return value if value.partial == "prorate" else evolve(value, partial="prorate")


@frozen(repr=False)
class Rolling(Window):
    """Periods that end at each boundary of `step` and look back `count` units.

    Days and longer are counted on the wall clock, hours and minutes in real time. The step that the end of the term cuts gives a
    partial period too, so that no record is left unjudged.
    """

    count: int = field(converter=whole_count)
    unit: str = field(validator=one_of(*LENGTHS))
    step: Steps = field(converter=_step)

    def __attrs_post_init__(self) -> None:
        if self.step.tz is None:
            return
        if self.tz not in (None, self.step.tz):
            raise ContractError(f"the zone {self.tz!r} of a rolling window is not that of its step, {self.step.tz!r}; write one of them")
        object.__setattr__(self, "tz", self.step.tz)
        object.__setattr__(self, "step", evolve(self.step, tz=None))

    def periods(self, span: Span) -> Iterator[Period]:
        return self.cut(self._wholes(span), span)

    def most(self, span: Span) -> int:
        return self.step.most(span)

    def _wholes(self, span: Span) -> Iterator[tuple[Span, str]]:
        step = self.step.within(self.zone)
        for _, end, stretch in step.wholes(span):
            if self.unit in REAL:
                first = stretch.last - self.count * REAL[self.unit]
                start = self.wall(first)
            else:
                days, months = self.count * DAYS.get(self.unit, 0), self.count * MONTHS.get(self.unit, 0)
                start = end - timedelta(days=days) if days else add_months(end, -months)
                first = wall_instant(start, self.zone)
            yield Span(first, stretch.last), range_label(start, end)

    @property
    def _length(self) -> str:
        return f"{self.count} {self.unit}" + ("s" if self.count > 1 else "")

    def text(self) -> str | None:
        if not self.plain or self.step.text() is None:
            return None
        return f"rolling {self._length}" + ("" if self.step.text() == "daily" else f" {self.step.phrase()}")

    def __repr__(self) -> str:
        step = "" if self.step.text() == "daily" else f", step={self.step!r}"
        return f"rolling({self._length!r}{step}{self.settings()})"


@frozen(repr=False)
class WholeTerm(Window):
    """One period, the term; without the term no instant has a period."""

    def periods(self, span: Span) -> Iterator[Period]:
        yield Period(span, span, False, range_label(day_wall(span.first, self.zone), day_wall(span.last, self.zone)))

    def period_at(self, at: object) -> Period | None:
        return None

    def text(self) -> str | None:
        return "whole term" if self.plain else None

    def __repr__(self) -> str:
        return f"whole_term({self.settings().removeprefix(', ')})"
