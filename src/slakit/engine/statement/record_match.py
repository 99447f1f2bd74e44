"""Match what was claimed, done or used with the lines that it is for: by objective, period and group, of which one left out means any."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from slakit.engine.plan.period_selection import calendar_span
from slakit.metrics.record import own
from slakit.statements.line_table import same_group
from slakit.windows.period import Period


def value_of(row: Any, name: str) -> Any:
    """A field of a record; None where it is empty, in whatever way frames and files write that."""
    value = own(row.get(name) if isinstance(row, Mapping) else getattr(row, name, None))
    return None if value == "" or value != value else value


def names_group(named: Any, group: object) -> bool:
    """True if a record that names a group, or none, is for a group; one of several fields is named by a list."""
    return named is None or (group is not None and same_group(named, group))


def holds_period(label: Any, period: Period, tz: tzinfo) -> bool:
    """True if a label names a calendar span that holds a period, as a month holds each of the two parts that an amendment makes."""
    stretch = calendar_span(label, tz) if isinstance(label, str) else None
    return stretch is not None and stretch.first <= period.span.first and period.span.last <= stretch.last
