"""A help desk keeps a monitor beside its own database: events as they come, alarms, a crash, two workers, a bill."""

import json
from datetime import UTC, datetime, timedelta

import slakit as sk

HOURS = sk.Weekly({"mon-sun": "08:00-22:00"}, tz="America/New_York")
CONTRACT = sk.Agreement(
    "Chat",
    provider="Desk Inc",
    customer="Shop Inc",
    term=("2026-03-01", "2026-05-01"),
    timezone="America/New_York",
    fee="4000 USD",
    objectives=[
        sk.Objective(
            "Answered",
            sk.Within("chats", "15 min", since="opened", until="answered", clock=HOURS, key="ref"),
            "at least 75 %",
            penalty=sk.Flat("10 %"),
        ),
        sk.Objective("Solved when promised", sk.OnTime("chats", due="promised", done="solved", since="opened", key="ref"), "at least 50 %"),
    ],
)
FIELDS = ("ref", "opened", "answered", "promised", "solved")


def at(text):
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC)


def event(ref, **facts):
    """The desk sends what it knows at the time, and nothing else."""
    return dict.fromkeys(FIELDS) | {"ref": ref} | facts


EVENTS = [
    # 21:50 on Saturday 7 March in New York; the clocks go forward that night, and the desk opens at 08:00 EDT = 12:00Z
    event("a", opened=at("08 02:50"), promised=at("09 12:00")),
    event("b", opened=at("10 15:00")),
    event("a", answered=at("08 12:05")),  # 10 min before closing and 5 after opening: exactly 15, in time
    event("b", answered=at("10 15:16")),  # late by a minute
    event("c", opened=at("12 15:00"), answered=at("12 15:01"), promised=at("12 16:00")),
    event("c", solved=at("12 16:00")),
    event("d", opened=at("20 15:00")),
    event("d", promised=at("21 15:00")),
    event("d", answered=at("20 15:14")),
]


def test_the_alarm_rings_in_desk_hours():
    """Ten minutes are used up at closing, five are left on the next morning, which is summer time: due at 08:05 EDT, 12:05Z."""
    monitor = sk.Monitor(CONTRACT)
    monitor.feed("chats", EVENTS[:1])
    answer, solution = monitor.deadlines(as_of=at("08 03:30"))
    assert (answer.objective, answer.key, answer.due) == ("Answered", "a", at("08 12:05"))
    assert (solution.objective, solution.due) == ("Solved when promised", at("09 12:00"))
    assert answer.due.utcoffset() == timedelta(hours=-4)
    monitor.feed("chats", EVENTS[1:3])
    assert [deadline.key for deadline in monitor.deadlines(as_of=at("10 15:00")) if deadline.objective == "Answered"] == ["b"]
    assert [deadline.key for deadline in monitor.deadlines(as_of=at("10 15:15:01"))] == []


def test_how_the_month_stands():
    """While b waits: one of one; when its quarter is up: one of two, a miss that would cost 400 and is not yet owed."""
    monitor = sk.Monitor(CONTRACT)
    monitor.feed("chats", EVENTS[:3])
    waiting = monitor.statement(period="2026-03", as_of=at("10 15:15"))
    assert (waiting.line("Answered").measure.value, waiting.line("Answered").measure.pending) == (1, 1)
    late = monitor.statement(period="2026-03", as_of=at("10 15:15:01")).line("Answered")
    assert (str(late.measure.value), late.outcome, str(late.projected), str(late.credit)) == (
        "1/2",
        sk.Outcome.MISSED,
        "400.00 USD",
        "0.00 USD",
    )


def test_a_crash_two_workers_and_the_bill():
    """Events reach two workers in no order, one is restarted from its saved state: the bill is the same to the digest.

    Answered: a, c, d in time, b late: 75 %, met. Solved: a never, c on the dot, d never; b has no promise: 1 of 3, missed, no penalty.
    """
    whole = sk.evaluate(CONTRACT, {"chats": EVENTS}, period="2026-03")
    left, right = sk.Monitor(CONTRACT), sk.Monitor(CONTRACT)
    for place, one in enumerate(reversed(EVENTS)):
        (left if place % 3 else right).feed("chats", [one])
        left = sk.Monitor.restore(CONTRACT, json.loads(json.dumps(left.state())))
    left.merge(right)
    bill = left.statement(period="2026-03")
    assert bill.to_dict() == whole.to_dict()
    assert bill.digest == whole.digest
    assert str(bill.line("Answered").measure.value) == "3/4"
    assert bill.line("Answered").outcome is sk.Outcome.MET
    assert str(bill.line("Solved when promised").measure.value) == "1/3"
    assert bill.credit == sk.money("0.00 USD")
    assert bill.problems == ()
