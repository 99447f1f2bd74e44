"""Debounce: failures count only several in a row."""

from collections.abc import Sequence

GOOD, BAD, UNKNOWN = 1, 0, -1


def in_runs(states: Sequence[int], least: int, confirmed: bool = False, counts: Sequence[int] = ()) -> tuple[list[int], int]:
    """Return the states, bad ones in runs shorter than `least` made good, and the index at which an undecided last run begins.

    An unknown state neither breaks a run nor lengthens it. With `confirmed` the first `least` - 1 of every run are made good. Nothing
    undecided begins where the states end. `counts` says how many each stands for, if not one; these are made good together.

    >>> in_runs([0, 0, 1, 0, -1, 0, 0, 1, 0], 3)
    ([1, 1, 1, 0, -1, 0, 0, 1, 1], 8)
    """
    result, run, numbers = list(states), list[int](), counts or [1] * len(states)
    for index, state in enumerate(states):
        if state == GOOD:
            _forgive(result, run, least, confirmed, numbers)
            run = []
        elif state == BAD:
            run.append(index)
    _forgive(result, run, least, confirmed, numbers)
    undecided = bool(run) and sum(numbers[index] for index in run) < least and not confirmed
    return result, run[0] if undecided else len(states)


def _forgive(result: list[int], run: list[int], least: int, confirmed: bool, numbers: Sequence[int]) -> None:
    if sum(numbers[index] for index in run) >= least and not confirmed:
        return
    so_far = 0
    for index in run:
        so_far += numbers[index]
        if so_far >= least:
            return
        result[index] = GOOD
