"""How much memory a row costs once it is fed: rows of a generator, and frames one by one; exits 1 beyond the bound.

Counts and outages are added up, so that a row leaves nothing behind. Checks and levels are samples, of which a tally keeps the instant and
the figure: the bound says how many bytes. Times of clocks are counted. Each case runs in a process of its own, after some rows that warm
it up.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from resource import getpagesize

import slakit as sk

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
WARM = 200_000
PART = 100_000
START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)

METRICS: dict[str, tuple[Callable[[], sk.Metric], int]] = {  # each with its bound, in bytes a row
    "count": (lambda: sk.Count("rows"), 16),
    "uptime": (lambda: sk.Uptime("rows", start="at", end="until"), 16),
    "checks": (lambda: sk.Checks("rows", ok={"up": True}), 48),
    "elapsed": (lambda: sk.Elapsed("rows", since="at", until="until", statistic="p95"), 16),
    "sketch": (lambda: sk.Elapsed("rows", since="at", until="until", statistic="p95 within 1 %"), 16),
    "level": (lambda: sk.kpis.Gauge("rows", "figure"), 48),
}

TARGETS = {"uptime": "at least 0 %", "checks": "at least 0 %", "elapsed": "at most 1 day", "sketch": "at most 1 day"}


def rows(first: int, count: int) -> Iterator[dict[str, object]]:
    """Some of the rows of a year; outages fall into its hours, so that they join."""
    for number in range(first, first + count):
        at = START + YEAR * number / (ROWS + WARM)
        until = max(at.replace(minute=59, second=0, microsecond=0), at + timedelta(minutes=1))
        yield {
            "at": at,
            "until": until,
            "up": number % 7 > 0,
            "figure": number % 1000,
        }


def resident() -> int:
    """The memory of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * getpagesize()


def measured(name: str, framed: bool) -> float:
    """The bytes that a row costs."""
    agreed = sk.Agreement(
        "Memory",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[sk.Objective("O", METRICS[name][0](), TARGETS.get(name, "at least 0"))],
    )
    monitor = sk.Monitor(agreed, keep_records=False)
    feed(monitor, 0, WARM, framed)
    before = resident()
    feed(monitor, WARM, ROWS, framed)
    return (resident() - before) / ROWS


def feed(monitor: sk.Monitor, first: int, count: int, framed: bool) -> None:
    if not framed:
        monitor.feed("rows", rows(first, count))
        return
    import polars as pl

    monitor.feed("rows", (pl.DataFrame(list(rows(at, min(PART, first + count - at)))) for at in range(first, first + count, PART)))


def main() -> int:
    print(f"{ROWS:,} rows, bytes of resident memory a row\n")
    beyond = 0
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for name, (_, bound) in METRICS.items():
            for framed in (False, True):
                used = pool.apply(measured, (name, framed))
                beyond += used > bound
                print(
                    f"{name:8} {'frames' if framed else 'rows':8} {used:8.1f} of at most {bound}{'  BEYOND' * (used > bound)}", flush=True
                )
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
