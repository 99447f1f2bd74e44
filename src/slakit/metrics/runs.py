"""Runs: failures that count only several in a row."""

from collections.abc import Sequence

GOOD, BAD, UNKNOWN = 1, 0, -1


def in_runs(states: Sequence[int], least: int, confirmed: bool = False) -> tuple[list[int], int]:
    """The states with each bad one made good that is not of a run of at least `least`, and where an undecided run at the end begins.

    An unknown state neither breaks a run nor lengthens it. With `confirmed` the first `least` - 1 of every run are made good. Nothing
    undecided begins where the states end.

    >>> in_runs([0, 0, 1, 0, -1, 0, 0, 1, 0], 3)
    ([1, 1, 1, 0, -1, 0, 0, 1, 1], 8)
    """
    found, run = list(states), list[int]()
    for place, state in enumerate(states):
        if state == GOOD:
            _pardon(found, run, least, confirmed)
            run = []
        elif state == BAD:
            run.append(place)
    _pardon(found, run, least, confirmed)
    undecided = bool(run) and len(run) < least and not confirmed
    return found, run[0] if undecided else len(states)


def _pardon(found: list[int], run: list[int], least: int, confirmed: bool) -> None:
    for place in run if len(run) < least else run[: least - 1] if confirmed else []:
        found[place] = GOOD
