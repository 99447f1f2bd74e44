"""Why a contestant differs from counting minutes: another reading of the same pair that gives its figure exactly.

Nothing is taken on trust: of every reading it is counted how many of the differences it gives to the microsecond, and in how many pairs
of the whole sample it makes a difference at all. Where the two counts are equal, the reading is the reason.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from peers import Way, Ways, microseconds

from support import HOUR, MICROSECOND, SECOND, Pairs, by_minutes, is_open

Figure = int | None  # None: refused, or not a number


def _wall(a: datetime, b: datetime) -> Figure:
    a, b = a.replace(tzinfo=None), b.replace(tzinfo=None)
    return by_minutes(a, b) if a <= b else None


READINGS: dict[str, Callable[[datetime, datetime], Figure]] = {
    "the figure is cut to whole seconds": lambda a, b: by_minutes(a, b) * MICROSECOND // SECOND * 1_000_000,
    "both instants are cut to whole seconds": lambda a, b: by_minutes(a.replace(microsecond=0), b.replace(microsecond=0)),
    "only the wall clock is read, and where it runs backwards there is no figure": _wall,
}


def figures(way: Way, pairs: Pairs) -> tuple[list[Figure], dict[str, int]]:
    """What a way of counting says of each pair alone, and its errors."""
    results: list[Figure] = []
    errors: dict[str, int] = {}
    for a, b in pairs:
        try:
            (figure,) = way([a], [b])
            results.append(microseconds(figure))
        except (ValueError, TypeError, ArithmeticError) as error:
            results.append(None)
            message = f"{type(error).__name__}: {error}"
            errors[message] = errors.get(message, 0) + 1
    return results, errors


def compare(contestants: dict[str, Ways], pairs: Pairs) -> bool:
    """Each contestant beside the count of minutes, its differences explained; whether slakit has none."""
    wanted = [by_minutes(a, b) for a, b in pairs]
    others = {reason: [read(a, b) for a, b in pairs] for reason, read in READINGS.items()}
    right = False
    for name, ways in contestants.items():
        if "lists" not in ways:
            continue
        results, errors = figures(ways["lists"], pairs)
        left = [i for i in range(len(pairs)) if results[i] != wanted[i]]
        print(f"  {name:30}{len(pairs) - len(left):>7,} of {len(pairs):,} the same to the microsecond")
        right |= name == "slakit" and not left
        while left:
            given = {reason: {i for i in left if read[i] == results[i]} for reason, read in others.items()}
            reason = max(given, key=lambda reason: len(given[reason]))  # the one that gives the most figures
            if not given[reason]:
                break
            reach = sum(figure != count for figure, count in zip(others[reason], wanted, strict=True))
            print(f"      {len(given[reason]):,} differ since {reason}, of {reach:,} pairs where that makes a difference")
            left = [i for i in left if i not in given[reason]]
        for message, times in errors.items():
            print(f"      {times:,} times it raised {message}")
        if left:
            (a, b), got, count = pairs[left[0]], results[left[0]], wanted[left[0]]
            print(f"      {len(left):,} UNEXPLAINED, such as {a} to {b}: {got}, by minutes {count}")
    return right


def compare_due(contestants: dict[str, Ways], pairs: Pairs, hours: list[Any]) -> bool:
    """Is the due time of each contestant the first instant with so much time in between? By counting minutes."""
    right = False
    for name, ways in contestants.items():
        if "due" not in ways:
            continue
        first = later = opening = 0
        example = ""
        for (t, _), d in zip(pairs, hours, strict=True):
            (due,) = ways["due"]([t], [d])
            spent = by_minutes(t, due)
            if spent == d // MICROSECOND and by_minutes(t, due - MICROSECOND) < spent:
                first += 1
            elif spent == d // MICROSECOND:
                later += 1
                opening += is_open(due) and not is_open(due - MICROSECOND)
            else:
                example = example or f", such as {d // HOUR} hours from {t}: {due}, which is {spent * MICROSECOND}"
        print(f"  {name:30}{first:>7,} of {len(pairs):,} the first instant with so much time in between")
        if later:
            print(f"      {later:,} a later one, with nothing open until then; {opening:,} of these the next opening")
        if rest := len(pairs) - first - later:
            print(f"      {rest:,} another time in between{example}")
        right |= name == "slakit" and first == len(pairs)
    return right
