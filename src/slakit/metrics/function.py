"""`@metric`: a function over the records of a period is a metric."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import attrs

from slakit.errors import ContractError, UnitError
from slakit.metrics.measure import NO_RECORDS, Measure
from slakit.metrics.period_context import PeriodContext, Tallies
from slakit.metrics.reading import Reading
from slakit.metrics.stream_metric import StreamMetric
from slakit.metrics.tallies.kept_rows import KeptRows
from slakit.metrics.value_kinds.record_values import RawRecord
from slakit.values.fields import field_name, unit_text
from slakit.values.number import number
from slakit.values.quantity import Quantity, quantity

Function = Callable[[list[Any]], Any]


def function_name(function: Callable[..., Any]) -> str:
    """Return the full name of a function, which stands for it in equality and in the digest."""
    return f"{function.__module__}.{function.__qualname__}"


def named(instance: object, attribute: object, value: Callable[..., Any]) -> None:
    """Check that a function has a name, which stands for it in equality and digests."""
    if not callable(value) or getattr(value, "__name__", "<lambda>") == "<lambda>":
        raise ContractError(f"{value!r} has no name of its own; write def empathy(rows): ...")


@attrs.frozen(repr=False)
class FunctionMetric(StreamMetric):
    """A metric that a user wrote: `function` gets the records of a period as a list, by instant, and gives a number, a quantity or None."""

    function: Function = attrs.field(validator=named, eq=function_name)
    at: str = attrs.field(default="at", validator=field_name, kw_only=True)
    unit: str = attrs.field(default="", converter=unit_text, kw_only=True)

    def parts(self) -> tuple[Reading, ...]:
        return (self.reading(self.at, RawRecord()),)

    def measure(self, tallies: Tallies, context: PeriodContext) -> Measure:
        kept = KeptRows.of(tallies[0])
        if not len(kept):
            return Measure(value=None, unit=self.unit, reason=NO_RECORDS)
        rows = kept.rows
        try:
            given = self.function(list(rows))
        except Exception as error:
            error.add_note(f"in metric {function_name(self.function)}, over {len(rows)} records from {context.span.start.isoformat()}")
            raise
        workings = f"{self.function.__name__} of {len(rows):,} records"
        if given is None:
            return Measure(value=None, unit=self.unit, sample=len(rows), reason=f"{self.function.__name__} gave no figure")
        if isinstance(given, Measure):
            return given
        try:
            amount = quantity(given) if isinstance(given, Quantity | timedelta | str) else None
            value = number(given) if amount is None else amount.to(self.unit).magnitude
        except UnitError as error:
            raise ContractError(f"metric {function_name(self.function)} gave {given!r}: {error}") from None
        return Measure(value=value, unit=self.unit, sample=len(rows), low=value, high=value, workings=workings)


def metric(stream: str, *, at: str = "at", unit: str = "") -> Callable[[Function], FunctionMetric]:
    """Make a metric of a function over the records of one period.

    >>> @metric("surveys")
    ... def empathy(rows):
    ...     return Fraction(sum(row["score"] >= 4 for row in rows), len(rows))

    `at` names the field with the instant of a record, `unit` the unit of what the function gives. It is not called for a period
    without records, which has no data; None means no data too.
    """
    if not isinstance(stream, str):
        raise ContractError(f"{stream!r} is not the name of a stream; write @metric('surveys')")
    return lambda function: FunctionMetric(stream, function, at=at, unit=unit)
