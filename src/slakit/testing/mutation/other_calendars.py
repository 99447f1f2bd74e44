"""Other calendars: what could stand in the place of a calendar by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.combined import AllOf, AnyOf, Without
from slakit.calendars.recurring import Recurring
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.testing.mutation.other_due_times import other_recurring

HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


def other_calendars(value: Calendar) -> Iterator[Calendar]:
    """Without its holidays; each kind of day from half an hour later, or until half an hour earlier; another rule; always open.

    A single date and a zone are changed wherever the calendar stands, in `shared_calendars`.
    """
    if isinstance(value, Without):
        yield value.kept
    yield from _other_hours(value)
    if value is not ALWAYS:
        yield ALWAYS


def _other_hours(value: Calendar) -> Iterator[Calendar]:
    if isinstance(value, Weekly):
        yield from _other_week(value)
    elif isinstance(value, Recurring):
        yield from other_recurring(value)
    elif isinstance(value, Without):
        yield from (Without(kept, value.taken) for kept in _other_hours(value.kept))
    elif isinstance(value, AnyOf | AllOf):
        for index, part in enumerate(value.parts):
            yield from (type(value)((*value.parts[:index], other, *value.parts[index + 1 :])) for other in _other_hours(part))


def _other_week(value: Weekly) -> Iterator[Weekly]:
    for index, (days, texts) in enumerate(value.hours):
        for text in (_moved(texts[0], 30, 0), *((_moved(texts[-1], 0, -30),) if len(texts) == 1 else ())):
            if text is not None:
                hours = (*value.hours[:index], (days, (text, *texts[1:])), *value.hours[index + 1 :])
                with suppress(ContractError):  # hours of half an hour or less
                    yield Weekly(hours, value.tz, value.dated)


def _moved(text: str, opening: int, closing: int) -> str | None:
    match = HOURS.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]) * 60 + int(match[2]) + opening, int(match[3]) * 60 + int(match[4]) + closing
    return f"{first // 60:02}:{first % 60:02}-{last // 60:02}:{last % 60:02}"
