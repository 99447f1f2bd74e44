"""The ways in which a file writes a time, each read on its own: ISO, a format of strptime, seconds since 1970.

Each has `wanted`, how it is called, and an `example`. `read` gives the aware datetime of a text, or a date where no hour is written, and
raises BadTimeError or NoZoneError for another text; `day` gives the date alone where the hour was left out, else raises ValueError.
"""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from slakit.readers.record_problem import UNREADABLE, shortened
from slakit.readers.time_formats import EXAMPLE, FormattedText, Time, likely_format
from slakit.readers.wall_clock import BadTimeError, WallClock
from slakit.timeline.impossible_days import date_remedy, impossible_day
from slakit.timeline.instants import EPOCH


class IsoText:
    """ISO 8601, as Python reads it."""

    wanted = "an ISO time"
    example = EXAMPLE.isoformat()

    def __init__(self, clock: WallClock) -> None:
        self._clock = clock

    def read(self, text: str) -> Time:
        try:
            wall = datetime.fromisoformat(text)
        except ValueError:
            if text != text.strip():
                return self.read(text.strip())
            raise BadTimeError(UNREADABLE, f"{shortened(text)!r} is not an ISO time{self._remedy(text)}") from None
        if wall.tzinfo is not None:
            return wall
        if len(text) <= 10:
            with suppress(ValueError):
                return date.fromisoformat(text)
        return self._clock.aware(wall, text[:13])

    def _remedy(self, text: str) -> str:
        """The reason why a text is no ISO time, and what to write."""
        if impossible_day(text):
            return date_remedy(text, repr(self.example))
        if not any(sign.isdigit() for sign in text):
            return f"; write {self.example!r}, or write null={shortened(text).strip()!r} where it stands for no time"
        return f"; write {self.example!r}, or write time_format={likely_format(text)!r}"

    def day(self, text: str) -> date:
        return date.fromisoformat(text.strip())


class EpochText:
    """Seconds, milliseconds or microseconds since 1970-01-01T00:00Z, whole or decimal; what is finer than a microsecond is cut off."""

    def __init__(self, word: str) -> None:
        self._scale = EPOCHS[word]
        self.wanted = f"{WORDS[word]} since 1970"
        self.example = f"{int(EXAMPLE.timestamp()) * 10 ** (6 - self._scale)}"

    def read(self, text: str) -> datetime:
        at = self.number(Decimal(text.strip())) if NUMBER.fullmatch(text.strip()) else None
        if at is None:
            raise BadTimeError(UNREADABLE, f"{shortened(text)!r} is not {self.wanted}; write {self.example!r}")
        return at

    def number(self, value: Decimal) -> datetime | None:
        """The instant of a number; None for one that lies before year 1 or after year 9999."""
        if not value.is_finite() or value.adjusted() > 18:
            return None
        exact = Fraction(value) if value.adjusted() > -30 else Fraction()  # 1e-999999999 would fill the memory
        try:
            return EPOCH + timedelta(microseconds=exact * 10**self._scale // 1)
        except OverflowError:
            return None

    def day(self, text: str) -> date:
        raise ValueError(text)


EPOCHS = {"epoch": 6, "epoch ms": 3, "epoch us": 0}
WORDS = {"epoch": "seconds", "epoch ms": "milliseconds", "epoch us": "microseconds"}
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
ISO = "iso"


def time_text(word: str | None, clock: WallClock) -> "IsoText | FormattedText | EpochText":
    """The way that a format, "iso" or "epoch", "epoch ms", "epoch us" names; None is ISO. Raises UsageError for anything else."""
    if word is None or word == ISO:
        return IsoText(clock)
    return EpochText(word) if isinstance(word, str) and word in EPOCHS else FormattedText(word, clock)
