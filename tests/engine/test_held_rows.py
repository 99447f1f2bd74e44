"""Rows that wait are the monitor's own, are there for every question, and cost nothing of the batch machinery."""

import copy
import pickle
import sys
from datetime import UTC, datetime, timedelta

import pytest
from attrs import frozen
from monitor_cases import agreement, case

import slakit as sk
from slakit.engine.held_rows import MOST
from slakit.engine.tally.tally_store import TallyStore
from slakit.readings import ITEMS, KeyedMetric, Measure, Sums, ValueKind

ASKED = [case(1, "01-09 16:00"), case(2, "01-09 10:00", "01-09 10:30"), case(3, "01-09 12:00", priority="low", team="b")]


def fed(rows, agreed=None):
    monitor = sk.Monitor(agreed or agreement())
    for row in rows:
        monitor.feed("cases", [row])
    return monitor


def at_once(rows):
    monitor = sk.Monitor(agreement())
    monitor.feed("cases", iter(rows))
    return monitor


@pytest.fixture
def batches(monkeypatch):
    """The sizes of the batches that a store reads."""
    sizes, feed = [], TallyStore.feed

    def counted(store, stream, batch):
        sizes.append(batch.size)
        feed(store, stream, batch)

    monkeypatch.setattr(TallyStore, "feed", counted)
    return sizes


QUESTIONS = {
    "statement": lambda monitor: monitor.statement(as_of="2026-01-12T00:00Z").digest,
    "details": lambda monitor: monitor.statement(as_of="2026-01-12T00:00Z", details=True).to_dict(),
    "the past": lambda monitor: monitor.statement(as_of="2026-01-09T11:00Z").digest,
    "deadlines": lambda monitor: monitor.deadlines(as_of="2026-01-09T16:30Z", overdue=True),
    "state": lambda monitor: monitor.state(),
    "pickle": lambda monitor: pickle.loads(pickle.dumps(monitor)).state(),
    "copy": lambda monitor: copy.copy(monitor).state(),
    "remove": lambda monitor: (monitor.remove("cases", 1), monitor.state()),
    "amend": lambda monitor: (monitor.amend(agreement(fee="2 EUR")), monitor.feed("cases", [case(9, "01-10 09:00")]), monitor.state()),
    "merge": lambda monitor: (monitor.merge(fed([case(4, "01-10 09:00")])), monitor.state()),
    "merged": lambda monitor: _merged_into(fed([case(4, "01-10 09:00")]), monitor),
}


def _merged_into(left, right):
    left.merge(right)
    return left.statement(as_of="2026-01-12T00:00Z").to_dict()


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_counts_them(name, batches):
    """One batch is made of the rows that wait, when they are asked for."""
    monitor = fed(ASKED)
    assert batches == []
    assert QUESTIONS[name](monitor) == QUESTIONS[name](at_once(ASKED))
    assert max(batches) == len(ASKED)


def test_a_row_that_is_changed_afterwards(batches):
    """Whoever feeds may use one dict for all events."""
    row, monitor = {}, sk.Monitor(agreement())
    for one in ASKED:
        row.clear()
        row.update(one)
        monitor.feed("cases", [row])
    assert batches == []
    assert monitor.state() == at_once(ASKED).state()


def test_enough_rows_are_a_batch(batches):
    """So that the memory is bounded, and an answer never waits for more."""
    fed([case(number, "01-09 16:00") for number in range(2 * MOST + 3)])
    assert batches == [MOST, MOST]


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"asked": datetime(2026, 1, 9)}, r"asked='2026-01-09 00:00:00' has no zone"),
        ({"asked": "2026-01-09T10:00"}, r"asked='2026-01-09T10:00' has no zone"),
        (7, r"row 1 is '7', not a mapping"),
    ],
)
def test_errors_come_at_the_call(row, named):
    """And what waited before them counts."""
    monitor = fed(ASKED)
    with pytest.raises(sk.errors.RecordError, match=named):
        monitor.feed("cases", [row])
    assert monitor.state() == at_once(ASKED).state()
    with pytest.raises(sk.errors.UsageError, match="'case' is not a stream"):
        monitor.feed("case", ASKED)


class OwnFault(Exception):
    """What the code of a user raises."""


@frozen
class Late(ValueKind):
    """A user's own value, which cannot be worked out in January."""

    tally_kind = Sums

    def worth(self, records):
        raise OwnFault("January")


@frozen(repr=False)
class Lateness(KeyedMetric):
    """The metric of such values."""

    unit = ITEMS

    def parts(self):
        return (self.reading("at", Late()),)

    def measure(self, tallies, context):
        return Measure(value=tallies[0].total, unit=ITEMS)


def test_code_of_a_user_is_called_at_the_call():
    """It may raise anything, so no row waits for it."""
    objective, term = sk.Objective("O", Lateness("cases"), "at most 3"), ("2026-01-01", "2027-01-01")
    agreed = sk.Agreement("A", provider="P", customer="C", term=term, timezone="UTC", objectives=[objective])
    with pytest.raises(OwnFault):
        sk.Monitor(agreed).feed("cases", [{"at": "2026-01-09T10:00Z"}])


def test_one_event_calls_few_functions():
    """Operations, not seconds: one event of a stream that 3 or 50 objectives read costs the same."""

    def calls(count):
        clock = {"since": "asked", "until": "replied"}
        objectives = [sk.Objective(f"o{n}", sk.Within("cases", f"{n + 1} hours", **clock), "at least 90 %") for n in range(count)]
        agreed = sk.Agreement(
            "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", window="monthly", objectives=objectives
        )
        monitor = fed(ASKED[:1], agreed)
        events = 0

        def trace(frame, event, arg):
            nonlocal events
            events += event in ("call", "line")
            return trace

        row = [{"asked": datetime(2026, 1, 9, tzinfo=UTC), "replied": datetime(2026, 1, 9, tzinfo=UTC) + timedelta(hours=1)}]
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            monitor.feed("cases", row)
        finally:
            sys.settrace(before)
        return events

    assert calls(3) == calls(50) < 60
