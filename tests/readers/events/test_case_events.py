"""CaseEvents: the acts, closings, states and fields of one case, from its events in any order. Instants are minutes from 09:00 on."""

import pytest

from slakit.agreements.event_kinds import RANKS
from slakit.agreements.lifecycle import Lifecycle
from slakit.readers.events.case_events import CaseEvents, Closing, Event, case_events_of, stretches
from slakit.timeline.instants import MINUTE, instant

NINE = instant("2026-03-02T09:00Z")


def event(minute, kind, state=None, order=0, **fields):
    return Event(NINE + minute * MINUTE, order, RANKS[kind], kind, state, tuple(fields.items()))


def minutes(pairs):
    return [((at - NINE) // MINUTE, value) for at, value in pairs]


def read(*events, **rules):
    """The case, and the kinds of what is wrong with it; the order in which the events come is of no account."""
    case, faults = case_events_of(7, events, Lifecycle(**rules))
    again, other = case_events_of(7, events[::-1], Lifecycle(**rules))
    assert (case, faults) == (again, other)
    return case, [kind for kind, *_ in faults]


def closings(case):
    resolved = [(closing.resolved, closing.reopened) for closing in case.closings]
    return [(minute, None if last is None else (last - NINE) // MINUTE) for minute, last in minutes(resolved)]


def test_the_acts_of_a_case():
    """What starts and stops clocks, in order; the creation is the first question, notes are no acts."""
    case, faults = read(
        event(0, "created"), event(5, "note"), event(10, "agent reply"), event(20, "update"), event(30, "resolved"), event(40, "reopened")
    )
    assert faults == []
    assert (case.key, case.created, case.by_agent) == (7, NINE, False)
    assert minutes(case.acts) == [(0, "customer message"), (10, "agent reply"), (20, "update"), (30, "resolved"), (40, "reopened")]


def test_a_case_that_an_agent_created_asks_nothing():
    """Its first question is that of the customer."""
    case, _ = read(event(0, "created by agent"), event(10, "customer message"))
    assert case.by_agent
    assert minutes(case.acts) == [(10, "customer message")]


def test_the_order_of_one_instant():
    """By kind: what was asked stays open where a reply has the same instant; by the number of the log where it has one."""
    question, reply = event(10, "customer message"), event(10, "agent reply")
    case, faults = read(event(0, "created"), question, reply)
    assert [kind for _, kind in case.acts] == ["customer message", "agent reply", "customer message"]
    assert faults == ["a tie"]
    case, faults = read(event(0, "created"), event(10, "agent reply", order=2), event(10, "customer message", order=1))
    assert [kind for _, kind in case.acts] == ["customer message", "customer message", "agent reply"]
    assert faults == []


def test_a_tie_is_one_fault_however_many_there_are():
    """It names the first instant and counts the others."""
    ties = [event(minute, kind) for minute in (10, 20, 30) for kind in ("customer message", "agent reply")]
    _, ((kind, field, value, text),) = case_events_of(7, [event(0, "created"), *ties], Lifecycle())
    assert (kind, field, value) == ("a tie", None, "2026-03-02T09:10:00+00:00")
    assert text.startswith("has 'customer message' and 'agent reply' 2026-03-02T09:10:00+00:00 and at 2 more; the question stays open; ")


def test_closings():
    """From each resolution to the reopening after it; the last one is open where there is none."""
    case, _ = read(event(0, "created"), event(10, "resolved"), event(20, "reopened"), event(30, "resolved"))
    assert closings(case) == [(10, 20), (30, None)]
    assert case.is_closed
    case, _ = read(event(0, "created"), event(10, "resolved"), event(20, "reopened"))
    assert closings(case) == [(10, 20)]
    assert not case.is_closed
    assert not CaseEvents(7, NINE, False).is_closed


@pytest.mark.parametrize(("policy", "expected"), [("first counts", [(10, None)]), ("last counts", [(30, None)])])
def test_resolved_twice(policy, expected):
    """The first or the last counts, of three as well, and it is one fault; the same instant again is none."""
    resolved = [event(minute, "resolved") for minute in (10, 20, 30)]
    case, faults = read(event(0, "created"), *resolved, resolved_again=policy)
    assert (closings(case), faults) == (expected, ["resolved twice"])
    assert [kind for _, kind in case.acts] == ["customer message", "resolved"]
    _, ((*_, text),) = case_events_of(7, [event(0, "created"), *resolved], Lifecycle(resolved_again=policy))
    assert f"without a reopening in between, the {policy}; " in text
    assert read(event(0, "created"), event(10, "resolved", agent="a"), event(10, "resolved", agent="b"))[1] == []


def test_resolved_and_reopened_at_one_instant():
    """A case that is resolved already is reopened, and resolved again at that instant; an open one is resolved, and reopened."""
    case, faults = read(event(0, "created"), event(10, "resolved"), event(20, "resolved"), event(20, "reopened"))
    assert (closings(case), faults) == ([(10, 20), (20, None)], [])
    case, faults = read(event(0, "created"), event(20, "reopened"), event(20, "resolved"))
    assert (closings(case), faults) == ([(20, 20)], [])


def test_states_that_resolve():
    """To enter one resolves, to go on to another changes nothing, to leave them reopens; a reopening of its own is then no fault."""
    states = [event(minute, "state", state) for minute, state in ((10, "solved"), (20, "closed"), (30, "open"))]
    case, faults = read(event(0, "created"), *states, event(40, "reopened"), resolved_states=["solved", "closed"])
    assert (closings(case), faults) == ([(10, 30)], [])
    assert minutes(case.states) == [(10, "solved"), (20, "closed"), (30, "open")]
    assert closings(read(event(0, "created"), *states)[0]) == []  # only where the rules say so


def test_a_state_before_the_creation_resolves_nothing():
    """A case is not closed before it is there; the state itself holds."""
    case, _ = read(event(0, "state", "solved"), event(10, "created"), resolved_states=["solved"])
    assert (closings(case), minutes(case.states)) == ([], [(0, "solved")])


def test_a_state_that_comes_again_is_one():
    """Only what changes is kept, and `stretches` says how long each lasted."""
    case, _ = read(event(0, "created", "new"), event(10, "note", "new"), event(20, "state", "waiting"))
    assert minutes(case.states) == [(0, "new"), (20, "waiting")]
    assert list(stretches(case.states, NINE + 50 * MINUTE)) == [
        (NINE, NINE + 20 * MINUTE, "new"),
        (NINE + 20 * MINUTE, NINE + 50 * MINUTE, "waiting"),
    ]
    assert list(stretches([], NINE)) == []


def test_fields_in_force():
    """The latest value by an instant, otherwise the first one after; the same value again is no other."""
    same, other = event(10, "changed", priority="P3"), event(20, "changed", priority="P1", plan="gold")
    case, _ = read(event(0, "created", priority="P3"), same, other)
    assert minutes(case.fields["priority"]) == [(0, "P3"), (20, "P1")]
    assert case.in_force(NINE + 19 * MINUTE) == {"priority": "P3", "plan": "gold"}
    assert case.in_force(NINE + 20 * MINUTE) == {"priority": "P1", "plan": "gold"}


def test_what_changes_the_target():
    """Another value of a target after the creation; not the first value, nor what came with or before the creation, nor another field."""
    case, _ = read(
        event(-5, "note", priority="P4"), event(0, "created", priority="P3"), event(10, "changed", plan="gold"),
        event(20, "changed", priority="P1"), event(30, "changed", plan="basic"),
    )  # fmt: skip
    assert case.changes == [NINE + 20 * MINUTE]


def test_what_moves_a_resolution():
    """`resolve_later` takes the place of the one that stands, among the acts as well; `reopen` ends it."""
    case = CaseEvents(7, NINE, False)
    case.resolve(NINE)
    case.resolve_later(NINE + MINUTE)
    assert (case.closings, case.acts) == ([Closing(NINE + MINUTE)], [(NINE + MINUTE, "resolved")])
    case.reopen(NINE + 2 * MINUTE)
    assert case.closings == [Closing(NINE + MINUTE, NINE + 2 * MINUTE)]
    assert case.acts == [(NINE + MINUTE, "resolved"), (NINE + 2 * MINUTE, "reopened")]


@pytest.mark.parametrize(
    ("events", "fault"),
    [
        ([event(10, "agent reply")], "never created"),
        ([event(0, "created"), event(-1, "resolved")], "a stop before its start"),
        ([event(0, "created"), event(-1, "reopened")], "a stop before its start"),
        ([event(0, "created"), event(10, "reopened")], "reopened while open"),
        ([event(0, "created"), event(10, "state", "a"), event(10, "state", "b")], "two values at one instant"),
        ([event(0, "created"), event(10, "changed", priority=1), event(10, "changed", priority=2)], "two values at one instant"),
    ],
)
def test_a_case_that_contradicts_itself_is_none(events, fault):
    """It has no acts, and the fault says why."""
    assert read(*events) == (None, [fault])


@pytest.mark.parametrize(
    "events",
    [
        [event(-1, "customer message"), event(0, "created")],  # a question may come before its case
        [event(10, "state", "a", order=1), event(10, "state", "b", order=2), event(0, "created")],
        [event(10, "state", "a"), event(10, "note", "b"), event(0, "created")],  # of two kinds, whose order is known
        [event(10, "changed", topic=1), event(10, "changed", topic=2), event(0, "created")],  # no target
    ],
)
def test_what_contradicts_nothing(events):
    """The case is there, and nothing is wrong with it."""
    case, faults = read(*events)
    assert (case.created, faults) == (NINE, [])


def test_a_case_that_is_created_twice():
    """The first counts; by another kind at one instant it is a fault, too; the same again is none."""
    case, faults = read(event(0, "created"), event(10, "created"))
    assert (case.created, faults) == (NINE, ["conflict"])
    assert read(event(0, "created"), event(0, "created by agent"))[1] == ["conflict"]
    assert read(event(0, "created", a=1), event(0, "created", a=2))[1] == []


def test_a_case_whose_log_has_no_creation():
    """Its first event may be taken for one; a reply first means that an agent opened it, unless a question has the same instant."""
    rules = {"uncreated": "first event"}
    case, _ = read(event(5, "customer message"), event(10, "agent reply"), **rules)
    assert (case.created, case.by_agent) == (NINE + 5 * MINUTE, False)
    assert minutes(case.acts) == [(5, "customer message"), (5, "customer message"), (10, "agent reply")]
    case, _ = read(event(5, "agent reply"), event(10, "customer message"), **rules)
    assert (case.by_agent, minutes(case.acts)) == (True, [(5, "agent reply"), (10, "customer message")])
    case, faults = read(event(5, "agent reply"), event(5, "customer message"), **rules)
    assert (case.by_agent, faults) == (False, ["a tie"])
