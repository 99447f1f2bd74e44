"""A Monitor as things happen: the time of one event, and of a question after one more event on a board of many cases."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from contest import SLAKIT, Contest, Result

import slakit as sk

START = datetime(2026, 1, 1, tzinfo=UTC)
DESK = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
ASKED: dict[str, Any] = {"since": "asked", "until": "replied", "clock": DESK}
EVENTS = 3_000  # of which one is timed at a time
EVENT = {3: 20e-6, 50: 60e-6}  # seconds that the median event may take, by the number of objectives
QUESTION = 5e-3


def agreement(count: int, **key: Any) -> sk.Agreement:
    """Shares, counts and reply times of some of the cases, each another one."""

    def objective(number: int) -> sk.Objective:
        name, kind = f"o{number}", number % 3
        if kind == 0:
            metric = sk.Within("cases", f"{number + 1} hours", **ASKED, **key).where(priority=("high", "low")[number % 2])
            return sk.Objective(name, metric, "at least 90 %")
        if kind == 1:
            return sk.Objective(name, sk.Share("cases", good={"score": f">= {number % 5}"}, at="asked", **key), "at least 90 %")
        return sk.Objective(name, sk.Count("cases", at="asked", **key).where(team=f"t{number % 7}"), "at least 0")

    objectives = [objective(number) for number in range(count)]
    term = ("2026-01-01", "2027-01-01")
    return sk.Agreement("Board", provider="P", customer="C", term=term, timezone="Europe/London", window="monthly", objectives=objectives)


def cases(count: int, seed: int = 7) -> list[dict[str, Any]]:
    """Cases of a year in no order, of which every tenth is open."""
    draw = Random(seed)
    made = []
    for number in range(count):
        asked = START + timedelta(seconds=draw.randrange(360 * 86_400))
        replied = asked + timedelta(seconds=draw.randrange(200_000)) if draw.random() < 0.9 else None
        case = {"id": number, "asked": asked, "replied": replied, "priority": draw.choice(("high", "low"))}
        made.append(case | {"team": f"t{draw.randrange(9)}", "score": draw.randrange(6)})
    return made


@dataclass(frozen=True)
class OneEvent(Contest):
    """The median time of one call out of many, and their mean, in wall-clock seconds."""

    def run(self, rounds: int) -> Result:
        """Time each call of each way alone."""
        seconds = {}
        for way, feed in self.make().items():
            spent = []
            for event in cases(EVENTS * rounds, seed=3):
                before = perf_counter()
                feed(event)
                spent.append(perf_counter() - before)
            seconds[way] = median(spent)
            seconds[f"{way}, mean"] = sum(spent) / len(spent)  # with the batches that are read when enough events wait
        return Result(self, seconds)


def plain() -> Callable[[dict[str, Any]], None]:
    """The least that a program of one's own does: three counters by month."""
    asked: dict[int, int] = {}
    good: dict[int, int] = {}
    late: dict[int, int] = {}

    def feed(event: dict[str, Any]) -> None:
        month = event["asked"].month
        asked[month] = asked.get(month, 0) + 1
        good[month] = good.get(month, 0) + (event["score"] >= 3)
        if event["replied"] is not None:
            late[month] = late.get(month, 0) + (event["replied"] - event["asked"] > timedelta(hours=4))

    return feed


def one_event(count: int) -> dict[str, Callable[[dict[str, Any]], None]]:
    """Feed events of which each is a list of one."""
    monitor = sk.Monitor(agreement(count))
    return {SLAKIT: lambda event: monitor.feed("cases", [event]), "plain Python": plain()}


def board(count: int, question: Callable[[sk.Monitor], object], key: dict[str, Any]) -> dict[str, Callable[[], None]]:
    """One more event, and a question; the board is filled and asked once before."""
    events = iter(cases(1_000, seed=5))
    monitor = sk.Monitor(agreement(3, **key))
    monitor.feed("cases", cases(count))
    question(monitor)

    def ask() -> None:
        event = next(events)
        monitor.feed("cases", [event | {"id": count + event["id"]}])
        question(monitor)

    return {SLAKIT: ask}


QUESTIONS: dict[str, Callable[[sk.Monitor], object]] = {
    "statement": lambda monitor: monitor.statement(as_of="2027-02-01T00:00Z"),
    "deadlines": lambda monitor: monitor.deadlines(as_of="2027-02-01T00:00Z", overdue=True),
    "state": lambda monitor: monitor.state(),
}


def events(count: int) -> dict[str, Callable[[dict[str, Any]], None]]:
    """One event at a time."""
    return {SLAKIT: one_event(count), "plain Python": plain()}


def answers(count: int, name: str, key: dict[str, Any]) -> dict[str, Callable[[], None]]:
    """A question on a board."""
    return {SLAKIT: board(count, QUESTIONS[name], **key)}


def contests(count: int) -> Iterator[Contest]:
    """One event for 3 and 50 objectives, and each question on boards of a tenth of the rows."""
    some = count // 10
    for objectives, most in EVENT.items():
        yield OneEvent(f"one event, {objectives} objectives", 1, partial(events, objectives), {}, most)
    for kind, key in (("cases without a key", {}), ("cases with a key", {"key": "id"})):
        for name in QUESTIONS:
            yield Contest(f"{name} after one more event, {some:,} {kind}", 1, partial(answers, some, name, key), {}, QUESTION)
