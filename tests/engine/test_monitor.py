"""Monitor: fed as things happen; asked, saved, restored and merged at any time."""

import json

import pytest
from monitor_cases import agreement, at, case, monitor

import slakit as sk


def test_deadlines():
    """Friday 16:00 and two desk hours are Monday 10:00; soonest first; the answered and the timeless have none."""
    result = monitor().deadlines(as_of="2026-01-09T16:30Z")
    assert [(deadline.objective, deadline.key, deadline.group, deadline.due, deadline.overdue) for deadline in result] == [
        ("By team", 1, "a", at("01-09 17:00"), False),
        ("By team", 3, "b", at("01-10 12:00"), False),
        ("Posted", None, None, at("01-10 12:00"), False),
        ("First reply", 1, None, at("01-12 10:00"), False),
    ]
    assert all(deadline.due.tzinfo is not None for deadline in result)


def test_deadlines_that_have_passed():
    """Only when asked for: case 3 has been overdue on the desk since 14:00 of its Friday."""
    made = monitor()
    assert [deadline.key for deadline in made.deadlines(as_of="2026-01-09T16:30Z") if deadline.objective == "First reply"] == [1]
    late = [deadline for deadline in made.deadlines(as_of="2026-01-09T16:30Z", overdue=True) if deadline.overdue]
    assert [(deadline.objective, deadline.key, deadline.due) for deadline in late] == [("First reply", 3, at("01-09 14:00"))]
    assert {deadline.objective for deadline in made.deadlines(as_of="2026-01-01T00:00Z")} == {"Posted"}  # nobody had asked yet


def test_the_past_can_be_asked_for():
    """With its replay log a monitor says how things stood; without, it says that it cannot."""
    made = monitor()
    made.feed("cases", [case(1, "01-09 16:00", "01-12 09:30")])
    then, now = (
        made.statement(period="2026-01", as_of=f"2026-01-{clock}Z").line("First reply").measure for clock in ("10T00:00", "12T09:30")
    )
    assert (then.value, then.pending) == (sk.quantity("1/2").base, 1)
    assert (now.value, now.pending) == (sk.quantity("2/3").base, 0)
    light = sk.Monitor(agreement(), keep_records=False)
    light.feed("cases", [case(1, "01-09 16:00", "01-12 09:30")])
    assert light.statement(as_of="2026-01-12T09:30Z").line("First reply").measure.value == 1
    with pytest.raises(sk.errors.UsageError, match=r"lies before the latest record.*keep_records=True"):
        light.statement(as_of="2026-01-10T00:00Z")


def test_a_merge_with_tallies_alone_keeps_no_records():
    """Half of the records would lie."""
    left = monitor()
    left.merge(sk.Monitor(agreement(), keep_records=False))
    with pytest.raises(sk.errors.UsageError, match="keep_records=True"):
        left.statement(as_of="2026-01-01T12:00Z")


def test_nothing_fed():
    """A new monitor has a statement: everything is no data."""
    statement = sk.Monitor(agreement()).statement()
    assert {line.outcome for line in statement.lines} == {sk.Outcome.NO_DATA}
    assert not statement.missed


def test_a_deadline_is_plain_data():
    """As JSON has it: the instant as text, groups of several fields as a list, and a key that JSON does not know as text."""
    agreed = sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[
            sk.Objective(
                "Replies", sk.Within("cases", "1 hour", since="asked", until="replied", key="id").by("team", "tier"), "at least 90 %"
            )
        ],
    )
    monitor = sk.Monitor(agreed)
    monitor.feed("cases", [{"id": "A-1", "team": "a", "tier": 2, "asked": "2026-01-05T10:00Z", "replied": None}])
    (deadline,) = monitor.deadlines(as_of="2026-01-05T10:30Z")
    assert deadline.to_dict() == {
        "due": "2026-01-05T11:00:00+00:00",
        "objective": "Replies",
        "stream": "cases",
        "group": ["a", 2],
        "key": "A-1",
        "overdue": False,
        **dict.fromkeys(("duty", "who", "holder", "what", "period"), ""),  # of a timer
        "clause": "",
    }
    assert json.loads(json.dumps(deadline.to_dict())) == deadline.to_dict()


def test_clocks_without_a_key_can_be_refused():
    """An open clock and the row that ends it would count twice; every such objective is named."""

    def agreed(**key):
        reply = sk.Objective("Reply", sk.Within("q", "1 hour", since="asked", until="replied", **key), "at least 90 %")
        done = sk.Objective("Done", sk.OnTime("q", due="due", done="replied", **key), "at least 90 %")
        up = sk.Objective("Up", sk.Uptime("q", start="asked", end="replied", **key), "at least 90 %")
        return sk.Agreement(
            "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=[reply, done, up]
        )

    with pytest.raises(sk.errors.UsageError, match="the records of 'q' have no key") as caught:
        sk.Monitor(agreed(), require_keys=True)
    assert [text.split(":")[0] for text in caught.value.problems] == ["objective 'Reply'", "objective 'Done'", "objective 'Up'"]
    sk.Monitor(agreed(key="id"), require_keys=True)
