"""Pairs of instants, from one to a later one: their extent, and the errors of those that are none."""

from collections.abc import Sequence
from operator import gt

from slakit.errors import UsageError
from slakit.timeline.instants import FIRST, LAST, moment


def iso_text(t: int) -> str:
    """An instant in ISO form, or its number if that is no date."""
    return moment(t).isoformat() if FIRST <= t < LAST else f"{t} microseconds"


def turned(a: int, b: int) -> UsageError:
    """The error of a pair whose end lies before its start."""
    return UsageError(f"from {iso_text(a)} to {iso_text(b)} is not forward in time; write the earlier instant first, or signed=True")


def uneven(starts: int, ends: int) -> UsageError:
    """The error of two columns that do not pair up."""
    return UsageError(f"{starts} starts and {ends} ends are not pairs; write one end for each start")


def without_length(starts: int, lengths: int) -> UsageError:
    """The error of starts that have no length each."""
    return UsageError(f"{starts} start{'s' * (starts != 1)} and {lengths} lengths are not pairs; write one length, or one for each start")


def extent(starts: Sequence[int], ends: Sequence[int], signed: bool) -> tuple[int, int]:
    """The earliest and the latest instant, (0, -1) without any; UsageError for unequal lists and, unless `signed`, a reversed pair."""
    if len(starts) != len(ends):
        raise uneven(len(starts), len(ends))
    if not starts:
        return 0, -1
    if signed:
        return min(min(starts), min(ends)), max(max(starts), max(ends))
    if any(map(gt, starts, ends)):
        raise turned(*next((a, b) for a, b in zip(starts, ends, strict=True) if a > b))
    return min(starts), max(ends)
