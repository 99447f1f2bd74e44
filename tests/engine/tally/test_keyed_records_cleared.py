"""A later row takes a value back, where `updated=` says which row is later."""

import json

import pytest

import slakit as sk


def agreed(**key):
    metric = sk.Within("q", "1 hour", since="asked", until="replied", **key)
    high = sk.Count("q", at="asked", **key).where(type="high")
    return sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[
            sk.Objective("Reply", metric, "at least 90 %"),
            sk.Objective("High", high, "at most 0"),
        ],
    )


ROWS = [
    {"id": 7, "asked": "2026-01-10T10:00Z", "replied": "2026-01-10T10:30Z", "type": "high", "rev": 1},
    {"id": 7, "replied": sk.logs.CLEARED, "type": sk.logs.CLEARED, "rev": 2},
]


@pytest.mark.parametrize("rows", [ROWS, ROWS[::-1]], ids=["in order", "turned"])
def test_a_value_is_taken_back(rows):
    """The reply was entered for another case: the clock runs again, and is late; the type is not known any more."""
    monitor = sk.Monitor(agreed(key="id", updated="rev"))
    for row in rows:
        monitor.feed("q", [row])
    for one in (monitor, sk.Monitor.restore(monitor.agreement, json.loads(json.dumps(monitor.state())))):
        statement = one.statement(period="2026-01", as_of="2026-02-01T00:00Z")
        assert [line.measure.value for line in statement.lines] == [0, 0]
        [deadline] = one.deadlines(as_of="2026-01-10T10:45Z")
        assert deadline.key == 7


def test_a_later_value_counts_again():
    """What is said after it was taken back counts; an unknown value takes nothing back."""
    later = [*ROWS, {"id": 7, "replied": "2026-01-10T10:45Z", "type": "low", "rev": 3}, {"id": 7, "replied": None, "type": None, "rev": 4}]
    statement = sk.evaluate(agreed(key="id", updated="rev"), {"q": later}, period="2026-01")
    assert [line.measure.value for line in statement.lines] == [1, 0]


def test_without_updates_nothing_is_taken_back():
    """Nothing says which row is later, so that a known value stands."""
    statement = sk.evaluate(agreed(key="id"), {"q": ROWS}, period="2026-01")
    assert [line.measure.value for line in statement.lines] == [1, 1]
