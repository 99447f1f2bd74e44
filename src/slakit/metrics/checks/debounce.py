"""Runs: failures that count only several in a row."""

from collections.abc import Sequence

GOOD, BAD, UNKNOWN = 1, 0, -1


def in_runs(states: Sequence[int], least: int, confirmed: bool = False, counts: Sequence[int] = ()) -> tuple[list[int], int]:
    """The states with each bad one made good that is not of a run of at least `least`, and where an undecided run at the end begins.

    An unknown state neither breaks a run nor lengthens it. With `confirmed` the first `least` - 1 of every run are made good. Nothing
    undecided begins where the states end. `counts` says how many each stands for, if not one; these are made good together.

    >>> in_runs([0, 0, 1, 0, -1, 0, 0, 1, 0], 3)
    ([1, 1, 1, 0, -1, 0, 0, 1, 1], 8)
    """
    found, run, numbers = list(states), list[int](), counts or [1] * len(states)
    for place, state in enumerate(states):
        if state == GOOD:
            _pardon(found, run, least, confirmed, numbers)
            run = []
        elif state == BAD:
            run.append(place)
    _pardon(found, run, least, confirmed, numbers)
    undecided = bool(run) and sum(numbers[place] for place in run) < least and not confirmed
    return found, run[0] if undecided else len(states)


def _pardon(found: list[int], run: list[int], least: int, confirmed: bool, numbers: Sequence[int]) -> None:
    if sum(numbers[place] for place in run) >= least and not confirmed:
        return
    so_far = 0
    for place in run:
        so_far += numbers[place]
        if so_far >= least:
            return
        found[place] = GOOD
