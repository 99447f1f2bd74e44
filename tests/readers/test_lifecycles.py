"""The life of cases that other projects and vendors describe, from tests/vectors/lifecycles.json."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

import slakit as sk
from slakit.agreements.lifecycle import Lifecycle
from slakit.calendars.paused_clock import paused, paused_due
from slakit.readers.events.event_log import read_events
from slakit.readers.events.fold import Fold
from slakit.timeline.instants import LAST, SECOND, instant
from slakit.timeline.spans import union

FILE = json.loads((Path(__file__).parents[1] / "vectors" / "lifecycles.json").read_text())
CLOCKS = {"cases": ("opened", "resolved"), "first_replies": ("asked", "replied"), "replies": ("asked", "replied")}
cases = pytest.mark.parametrize("case", FILE["cases"], ids=[case["id"] for case in FILE["cases"]])


def calendar_of(case):
    if "calendar" not in case:
        return sk.ALWAYS
    facts = FILE["calendars"][case["calendar"]]
    return sk.Weekly(facts["hours"], tz=facts["tz"]) - sk.Dates(facts.get("holidays", []), tz=facts["tz"])


def events_of(case):
    return [{"case": case["id"], "at": at, "event": kind, **(more[0] if more else {})} for at, kind, *more in case["events"]]


def folded(case):
    fold = Fold(Lifecycle(**case.get("rules", {})))
    fold.add(events_of(case))
    assert fold.problems == []
    return fold


@cases
def test_the_clocks(case):
    """Every clock comes to the published figures: elapsed, late or not, paused, due, on the calendar of the case."""
    calendar, now = calendar_of(case), case.get("as_of")
    for stream, expected in case["expected"].items():
        problems = []
        rows = list(folded(case).rows(stream, as_of=now, problems=problems))
        assert problems == []
        since, until = CLOCKS[stream]
        limit = case["limits"][stream]
        figures = [Figures(calendar, row, since, until, limit, now) for row in rows]
        if "all" in expected:
            assert [figure.seconds for figure in figures if not figure.runs] == expected["all"]
        if "mean" in expected:
            assert sum(figure.seconds for figure in figures) == expected["mean"] * len(figures)
        if "open_breached" in expected:
            assert any(figure.late for figure in figures if figure.runs) is expected["open_breached"]
        for name in expected.keys() - {"all", "mean", "open_breached"}:
            (figure,) = figures
            assert getattr(figure, name) == (instant(expected[name]) if name == "due" else expected[name]), name


class Figures:
    """What a row comes to, with the calendars alone."""

    def __init__(self, calendar, row, since, until, limit, now):
        self.runs = row[until] is None
        start = row[since]
        stop = row[until] or sk.timeline.instants.moment(instant(now)) if now or row[until] else None
        pauses = [(first, last or stop) for first, last in row["pauses"] if (last or stop) > first]
        edges = union((instant(first), LAST if last is None else instant(last)) for first, last in row["pauses"])
        spent = calendar.elapsed(start, stop, pauses=pauses)
        assert spent % timedelta(seconds=1) == timedelta()
        self.seconds = spent // timedelta(seconds=1)
        self.elapsed = None if self.runs else self.seconds
        self.breached = self.late = self.seconds > limit
        self.diff = limit - self.seconds
        self.paused = paused(calendar.clock, instant(start), instant(stop), edges) // SECOND
        self.due = paused_due(calendar.clock, instant(start), limit * SECOND, edges, instant(stop))


@cases
def test_any_order(case):
    """The same events backwards and twice come to the same rows."""
    for stream in case["expected"]:
        fold = Fold(Lifecycle(**case.get("rules", {})))
        for event in (*reversed(events_of(case)), *events_of(case)):
            fold.add([event])
        assert list(fold.rows(stream)) == list(folded(case).rows(stream))
        assert fold.duplicates == len(case["events"])


@cases
def test_through_the_engine(case):
    """The same figures come out of a statement, and the same due times out of a monitor."""
    now = case.get("as_of")
    log = read_events(events_of(case), rules=Lifecycle(**case.get("rules", {})), as_of=now)
    for stream, expected in case["expected"].items():
        since, until = CLOCKS[stream]
        common = {"since": since, "until": until, "clock": calendar_of(case), "pauses": "pauses", "key": "ref"}
        agreement = sk.Agreement(
            "The life of a case",
            provider="Desk",
            customer="Shop",
            timezone="UTC",
            term=("2013-01-01", "2036-01-01"),
            window=sk.whole_term(),
            objectives=[
                sk.Objective("In time", sk.Within(stream, f"{case['limits'][stream]} s", **common), "at least 100 %"),
                sk.Objective("Total", sk.Elapsed(stream, statistic="total", **common), "at most 1 day"),
                sk.Objective("Mean", sk.Elapsed(stream, **common), "at most 1 day"),
            ],
        )
        monitor = sk.Monitor(agreement)
        monitor.feed(stream, getattr(log, stream))
        statement = monitor.statement(as_of=now)
        in_time, total, mean = (statement.line(name).measure for name in ("In time", "Total", "Mean"))
        assert statement.problems == ()
        if expected.get("elapsed") is not None:
            assert (total.value, total.pending) == (expected["elapsed"] * SECOND, 0)
        if "elapsed" in expected and expected["elapsed"] is None:
            assert (total.value, total.pending) == (None, 1)
        if "breached" in expected:
            late = expected["breached"]
            assert (in_time.value, in_time.pending) == ((0 if late else 1, 0) if late or expected["elapsed"] is not None else (None, 1))
        if "mean" in expected:
            assert mean.value == expected["mean"] * SECOND
        if "all" in expected:
            assert (total.value, total.sample) == (sum(expected["all"]) * SECOND, len(expected["all"]))
        if "due" in expected and total.pending:
            (deadline,) = monitor.deadlines(as_of=now, overdue=True)
            assert (instant(deadline.due), deadline.key) == (instant(expected["due"]), f"{case['id']}/1")
