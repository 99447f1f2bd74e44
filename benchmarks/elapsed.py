"""Working time of pairs of instants, slakit and the libraries that count it; ratios of one run, medians of shuffled rounds.

python benchmarks/elapsed.py [ROWS] [ROUNDS]

CPU time of one thread. What is not installed is left out, and named:
pip install timegrid workclock businesstimedelta business-duration pandas
"""

import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import peers
import readings
from rounds import medians

import support

SAMPLE = 3_000
HAND = "pandas by hand"  # not a library that counts working time: what one writes without


def contest(title: str, way: str, contestants: dict[str, peers.Ways], starts: object, ends: object, rounds: int, tz: object = "") -> None:
    """One table: everyone who has that way, in million rows a CPU second, and how much faster slakit is."""
    results: dict[str, object] = {}
    sizes = {name: min(len(starts), peers.ROWS.get(name, len(starts))) for name, ways in contestants.items() if way in ways}
    inputs = {size: (starts[:size], ends[:size]) for size in sizes.values()}
    runs = {name: partial(contestants[name].get(f"{way} in {tz}", contestants[name][way]), *inputs[size]) for name, size in sizes.items()}
    times = medians(runs, rounds, results.__setitem__)
    each = {name: times[name] / size for name, size in sizes.items()}
    print(f"\n{title}, medians of {rounds} rounds")
    wanted = list(map(figure, results["slakit"]))
    for name, spent in each.items():
        same = sum(figure(a) == b for a, b in zip(results[name], wanted, strict=False))
        ratio = f"slakit is {spent / each['slakit']:8.1f} x as fast" if name != "slakit" else ""
        print(f"  {name:30}{1 / spent / 1e6:10.4f} M rows/s   {same:>9,} of {sizes[name]:>9,} the same   {ratio}".rstrip())
    library = min((name for name in each if name not in ("slakit", HAND)), key=each.__getitem__, default=None)
    if library:
        print(f"  -> {each[library] / each['slakit']:.1f} x the fastest library, {library}")


def figure(value: object) -> object:
    """Microseconds of a figure; a due time stays as it is, in UTC."""
    if isinstance(value, np.datetime64):
        return value.astype("datetime64[us]").item().replace(tzinfo=UTC)
    return value if hasattr(value, "tzinfo") else peers.microseconds(value)


def lengths(starts: list[datetime]) -> list[timedelta]:
    """Whole hours, which is all that some can add."""
    draw = Random(5)
    return [draw.randrange(1, 80) * support.HOUR for _ in starts]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    contestants = peers.installed()
    sample = support.sample(SAMPLE)
    hours = lengths(sample)
    print(
        f"Agreement of {SAMPLE:,} pairs with a count of open minutes: a third at random, a third on half hours, a third about clock changes"
    )
    right = readings.compare(contestants, sample)
    print(f"\nDue times of {SAMPLE // 10:,} of these starts, 1 to 79 hours on")
    right &= readings.compare_due(contestants, sample[::10], hours[::10])

    for tz in (UTC, support.LONDON):
        starts, ends = map(list, zip(*support.pairs(count, tz), strict=True))
        contest(f"{count:,} pairs of lists of aware datetimes in {tz}", "lists", contestants, starts, ends, rounds, tz)
    read = ([datetime.fromisoformat(t.isoformat()) for t in column] for column in (starts, ends))
    contest(f"{count:,} pairs of lists of aware datetimes as ISO text gives them, +00:00 or +01:00", "lists", contestants, *read, rounds)
    hours = lengths(starts[: count // 10])
    contest(f"{count // 10:,} due times of aware datetimes in {support.LONDON}", "due", contestants, starts[: count // 10], hours, rounds)
    columns = [np.array([t.astimezone(UTC).replace(tzinfo=None) for t in column], "datetime64[us]") for column in (starts, ends)]
    contest(f"{count:,} pairs of arrays of datetime64", "arrays", contestants, *columns, rounds)
    some, long = columns[0][: count // 10], np.array(hours, "timedelta64[us]")
    contest(f"{count // 10:,} due times of arrays of datetime64", "due of arrays", contestants, some, long, rounds)
    if not right:
        raise SystemExit("slakit differs from counting minutes")


if __name__ == "__main__":
    main()
