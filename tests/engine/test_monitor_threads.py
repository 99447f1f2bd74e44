"""A monitor that threads share: nothing is lost, nothing waits for ever, and the figures are those of one thread."""

import copy
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DESK = sk.Weekly({"mon-fri": "08:00-18:00"}, tz="Europe/London")
THREADS, ROWS = 8, 16_000


@pytest.fixture(autouse=True)
def quick():
    """Let threads take turns as often as they can, so that what is not safe shows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def agreement():
    return sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-03-01", "2026-05-01"),
        timezone="UTC",
        objectives=[
            sk.Objective("Asked", sk.Count("cases", at="asked").by("team"), "at most 100000"),
            sk.Objective("In time", sk.Within("cases", "2 hours", since="asked", until="done", clock=DESK).by("team"), "at least 50 %"),
            sk.Objective("Cases", sk.Elapsed("cases", since="asked", until="done", key="id"), "at most 1 day"),
            sk.Objective("Median", sk.Elapsed("cases", since="asked", until="done", statistic="median"), "at most 1 day"),
        ],
    )


def rows_of(count):
    """Cases of forty teams over two months, some of them still open."""
    made = []
    for number in range(count):
        asked = START + timedelta(minutes=7 * number % 80_000)
        done = None if number % 11 == 0 else asked + timedelta(minutes=number % 240)
        made.append({"id": number, "asked": asked, "done": done, "team": f"t{number % 40}"})
    return made


def together(*tasks):
    """Run functions at once, each in a thread of its own; an exception of any is raised."""
    barrier = Barrier(len(tasks))

    def run(task):
        barrier.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(run, task) for task in tasks]]


def test_feeding_from_threads():
    """Eight threads feed 16,000 rows of 2,000 teams, the rows of a team at about the same time: none of the 2,000 tallies is lost."""
    made = sk.Agreement(
        "Desk", provider="P", customer="C", term=("2026-03-01", "2026-05-01"), timezone="UTC", window="whole term",
        objectives=[
            sk.Objective("Asked", sk.Count("cases", at="asked").by("team"), "at most 100"),
            sk.Objective("In time", sk.Within("cases", "2 hours", since="asked", until="done", clock=DESK), "at least 50 %"),
            sk.Objective("Cases", sk.Elapsed("cases", since="asked", until="done", key="id"), "at most 1 day"),
        ],
    )  # fmt: skip
    rows = [{**row, "team": f"t{number // THREADS}"} for number, row in enumerate(rows_of(ROWS))]
    whole = sk.Monitor(made)
    whole.feed("cases", rows)
    shared = sk.Monitor(made)
    barrier = Barrier(THREADS)

    def feed(part):
        for number, row in enumerate(part):
            if number % 50 == 0:
                barrier.wait(timeout=120)
            shared.feed("cases", [row])

    together(*(lambda part=rows[number::THREADS]: feed(part) for number in range(THREADS)))
    statement = shared.statement()
    assert {line.measure.value for line in statement.lines if line.name == "Asked"} == {THREADS}
    assert statement.digest == whole.statement().digest
    assert [account.read for account in statement.accounts] == [ROWS] * 3


def test_asking_while_others_feed():
    """What is asked meanwhile is answered from whole batches: statements, deadlines, states."""
    rows, made = rows_of(1_200), agreement()
    shared = sk.Monitor(made)

    def feed(part):
        for first in range(0, len(part), 10):
            shared.feed("cases", part[first : first + 10])

    def ask():
        for _ in range(3):
            reads = {account.read for account in shared.statement().accounts}
            assert len(reads) == 1
            assert reads.pop() % 10 == 0
            shared.deadlines(as_of="2026-04-30T12:00Z", overdue=True)
            assert sk.Monitor.restore(made, shared.state()).statement().accounts[0].read % 10 == 0

    shared.feed("cases", [])
    together(*(lambda part=rows[number::6]: feed(part) for number in range(6)), ask, ask)
    whole = sk.Monitor(made)
    whole.feed("cases", rows)
    assert shared.statement().digest == whole.statement().digest


def test_monitors_that_merge_each_other():
    """Two monitors that merge each other at once do not wait for each other."""
    made = agreement()
    for _ in range(20):
        one, other = sk.Monitor(made), sk.Monitor(made)
        one.feed("cases", rows_of(40))
        other.feed("cases", rows_of(40))
        together(lambda one=one, other=other: one.merge(other), lambda one=one, other=other: other.merge(one))
        reads = sorted(monitor.statement().accounts[0].read for monitor in (one, other))
        assert reads == [80, 120]  # the second takes over what the first has taken


def test_monitors_that_share_calendars():
    """Equal calendars are compiled once for all; monitors of their own in threads give what one alone gives."""
    rows = rows_of(400)

    def figures():
        monitor = sk.Monitor(agreement())
        monitor.feed("cases", rows)
        return monitor.statement().digest

    assert len(set(together(*[figures] * THREADS))) == 1


def test_a_log_that_threads_feed():
    """A log is read once, by the first thread that asks for rows of it."""
    events = [
        {"case": number, "at": START + timedelta(minutes=number + step), "event": kind}
        for number in range(300)
        for step, kind in ((0, "created"), (5, "agent reply"), (9, "resolved"))
    ]
    objectives = [
        sk.Objective(stream, sk.Count(stream, at=at), "at most 9999")
        for stream, at in (("cases", "opened"), ("replies", "asked"), ("first_replies", "asked"))
    ]
    made = sk.Agreement("A", provider="P", customer="C", term=("2026-03-01", "2026-05-01"), timezone="UTC", objectives=objectives)
    log, monitor = sk.logs.read_events(iter(events)), sk.Monitor(made)
    together(*(lambda name=name: monitor.feed(name, getattr(log, name)) for name in ("cases", "replies", "first_replies")))
    assert [line.measure.value for line in monitor.statement(period="2026-03").lines] == [300, 300, 300]


def test_feeding_within_a_feed():
    """A generator that asks the monitor it feeds does not wait for itself, and holds up no other thread while it waits."""
    monitor = sk.Monitor(agreement())
    monitor.feed("cases", rows_of(10))

    def rows():
        yield from rows_of(5)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(lambda: monitor.statement().accounts[0].read).result(timeout=60) == 10
        monitor.feed("cases", rows_of(3))

    monitor.feed("cases", rows())
    assert monitor.statement().accounts[0].read == 18


def test_a_copy_has_a_lock_of_its_own():
    """A monitor can be copied and pickled, as before."""
    monitor = sk.Monitor(agreement())
    monitor.feed("cases", rows_of(20))
    for other in (copy.deepcopy(monitor), pickle.loads(pickle.dumps(monitor))):
        assert other.statement().digest == monitor.statement().digest
        other.feed("cases", rows_of(5))
        other.merge(monitor)
        assert monitor.statement().accounts[0].read == 20


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), max_size=12), min_size=2, max_size=5))
def test_any_threads_are_one(parts):
    """The law: feeding from threads equals feeding in one, whatever each of them feeds."""
    rows, made = rows_of(41), agreement()
    whole, shared = sk.Monitor(made), sk.Monitor(made)
    whole.feed("cases", [rows[index] for part in parts for index in part])
    together(*(lambda part=part: [shared.feed("cases", [rows[index]]) for index in part] for part in parts))
    shared.feed("cases", [])
    assert shared.statement().digest == whole.statement().digest
