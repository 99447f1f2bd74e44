"""ISO times as arrays: the instants of texts with a date, an hour and an offset, as datetime.fromisoformat reads them."""

from datetime import datetime
from typing import Any

import numpy as np

from slakit.readers.times import TimeReader
from slakit.timeline.instants import EPOCH, MICROSECOND

Array = Any
ZERO, LONG = ord("0"), 25
MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, *[0] * 87], np.uint8)


def iso_instants(text: Array, starts: Array, ends: Array) -> tuple[Array, Array]:
    """The microseconds of the texts that are "2026-03-10T09:00:00", then an offset or Z, and a mask of those texts.

    >>> text = np.frombuffer(b"1970-01-01T00:00:01Z;1970-01-01T01:00:00+01:00;?".ljust(90), np.uint8)
    >>> [part.tolist() for part in iso_instants(text, np.array([0, 21, 47]), np.array([20, 46, 48]))]
    [[1000000, 0, 0], [True, True, False]]
    """
    lengths = ends - starts
    signs = np.lib.stride_tricks.sliding_window_view(text, LONG)[starts].T
    digits = signs - np.uint8(ZERO)

    def two(at: int) -> Array:
        return digits[at] * np.uint8(10) + digits[at + 1]

    good = (lengths == LONG) | ((lengths == LONG - 5) & (signs[19] == ord("Z")))
    for at in (0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18):
        good &= digits[at] <= 9
    good &= (signs[4] == ord("-")) & (signs[7] == ord("-")) & (signs[13] == ord(":")) & (signs[16] == ord(":"))
    good &= (signs[10] == ord("T")) | (signs[10] == ord(" "))
    month, day, hour, minute, second = two(5), two(8), two(11), two(14), two(17)
    year = two(0).astype(np.int64) * 100 + two(2)
    month[~good] = 1
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    good &= (day >= 1) & (day <= MONTH_DAYS[np.minimum(month, 99)]) & ((month != 2) | (day < 29) | leap)
    good &= (hour <= 23) & (minute <= 59) & (second <= 59) & (year >= 1)
    shifted = lengths == LONG
    offset = np.zeros(len(starts), np.int64)
    if shifted.any():
        zone = two(20).astype(np.int64) * 60 + two(23)
        fits = (digits[20] <= 9) & (digits[21] <= 9) & (digits[23] <= 9) & (digits[24] <= 9) & (two(20) <= 23) & (two(23) <= 59)
        fits &= (signs[22] == ord(":")) & ((signs[19] == ord("+")) | (signs[19] == ord("-")))
        good &= fits | ~shifted
        offset = np.where(shifted, np.where(signs[19] == ord("-"), -zone, zone), 0)
    early = month <= 2
    year -= early
    month = month.astype(np.int64) + np.where(early, 9, -3)
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 719_469
    instants = (((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1_000_000
    return np.where(good, instants, 0), good


def instants_of(
    text: Array, starts: Array, ends: Array, reader: TimeReader, null: frozenset[str] = frozenset()
) -> tuple[Array, Array | None] | None:
    """The instants of a column of times and a mask of the cells that have one (None: all); None where one is no instant.

    Raises NoZoneError.
    """
    present = ends > starts
    some = None if present.all() else np.flatnonzero(present)
    begins, stops = (starts, ends) if some is None else (starts[some], ends[some])
    instants, good = iso_instants(text, begins, stops)
    blank: list[int] = []
    if not good.all():
        odd = np.flatnonzero(~good)
        cells = [text[begin:stop].tobytes().decode() for begin, stop in zip(begins[odd].tolist(), stops[odd].tolist(), strict=True)]
        times, bad = reader.column([None if cell.strip() in null else cell for cell in cells])
        if bad or any(at is not None and not isinstance(at, datetime) for at in times):
            return None
        instants[odd] = [0 if at is None else (at - EPOCH) // MICROSECOND for at in times]
        blank = [row for row, at in zip(odd.tolist(), times, strict=True) if at is None]
    if some is None and not blank:
        return instants, None
    some = np.arange(len(starts)) if some is None else some
    values = np.zeros(len(starts), np.int64)
    values[some] = instants
    present[some[blank]] = False
    return values, present
