"""CPU seconds of contestants: each once in every round, in another order each time, and the median."""

from collections.abc import Callable, Mapping
from random import Random
from statistics import median
from time import process_time
from typing import Any


def medians(
    contestants: Mapping[str, Callable[[], Any]],
    rounds: int,
    check: Callable[[str, Any], None],
    clock: Callable[[], float] = process_time,
) -> dict[str, float]:
    """The median of each by name; `check` sees every result, outside the measured time."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(rounds):
        order = list(contestants)
        Random(turn).shuffle(order)
        for name in order:
            before = clock()
            result = contestants[name]()
            times[name].append(clock() - before)
            check(name, result)
    return {name: median(spent) for name, spent in times.items()}
