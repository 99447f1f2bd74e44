"""Contest: one piece of work, done by slakit and by others from the same input, compared for equality and timed in shuffled rounds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import process_time
from typing import Any

from rounds import medians

SLAKIT = "slakit"


def without_figures(work: Callable[[], Any]) -> Callable[[], None]:
    """The way that does the work, and whose results are not compared."""

    def run() -> None:
        work()

    return run


@dataclass(frozen=True)
class Contest:
    """A row of the table: who does the work, how many rows it has, and the ratio of slakit to others that is to be reached.

    `make` gives the ways, once the contest is run; making their input is not timed. `wanted` says to whom slakit is compared and how often
    as long it may take: {"NumPy by hand": 1.5}, or 0.25 for four times as fast. Each way gives its figures, which `check` compares; a way
    without figures, such as a start, gives None.
    """

    name: str
    rows: int
    make: Callable[[], Mapping[str, Callable[[], Any]]]
    wanted: Mapping[str, float]
    most: float | None = None  # seconds that slakit may take, where the goal is a time
    clock: Callable[[], float] = process_time  # the CPU seconds so far

    def run(self, rounds: int) -> "Result":
        """Time every way, and refuse a way whose figures differ from those of slakit."""
        seen: dict[str, Any] = {}

        def check(way: str, figures: Any) -> None:
            if seen.setdefault("figures", figures) != figures:
                raise SystemExit(f"{self.name}: {way} differs")

        return Result(self, medians(self.make(), rounds, check, self.clock))


@dataclass(frozen=True)
class Result:
    """The CPU seconds of each way."""

    contest: Contest
    seconds: Mapping[str, float]

    @property
    def slakit(self) -> float:
        """The seconds of slakit, in the way that is named first."""
        return next(iter(self.seconds.values()))

    @property
    def reached(self) -> bool:
        """Whether every goal is reached."""
        within = all(self.slakit <= ratio * self.seconds[other] for other, ratio in self.contest.wanted.items() if other in self.seconds)
        return within and (self.contest.most is None or self.slakit <= self.contest.most)

    def lines(self) -> list[str]:
        """The rows of the table for people."""
        made = [f"{self.contest.name}, {self.contest.rows:,} rows"]
        for way, spent in self.seconds.items():
            goal = self.contest.wanted.get(way)
            wanted = f"   wanted at most {goal:g} x" if goal is not None else ""
            each = spent / self.contest.rows * 1e6
            made.append(f"  {way:34}{spent:10.4f} s{each:12.3f} us a row   slakit {self.slakit / spent:8.2f} x{wanted}".rstrip())
        if self.contest.most is not None:
            made.append(f"  {'wanted':34}{self.contest.most:10.4f} s")
        return [*made, f"  -> {'reached' if self.reached else 'NOT REACHED'}"]

    @property
    def row(self) -> str:
        """The row of the table for a page: seconds, and how often as long as each of the others slakit takes, with the goal in brackets."""
        beside = [
            f"{way} {spent:.2g} s, {self.slakit / spent:.2g} x{f' ({self.contest.wanted[way]:.2g})' if way in self.contest.wanted else ''}"
            for way, spent in list(self.seconds.items())[1:]
        ]
        goal = [] if self.contest.most is None else [f"({self.contest.most:.2g} s)"]
        reached = "yes" if self.reached else "no"
        return f"| {self.contest.name} | {self.contest.rows:,} | {self.slakit:.2g} s | {'; '.join(beside + goal)} | {reached} |"

    def data(self) -> dict[str, Any]:
        """The result for a file of results."""
        return {
            "name": self.contest.name,
            "rows": self.contest.rows,
            "seconds": dict(self.seconds),
            "wanted": dict(self.contest.wanted),
            "most": self.contest.most,
            "reached": self.reached,
        }
