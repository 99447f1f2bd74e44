"""What did not change is kept: one more event costs the lines of its period, and whatever rests on other periods is worked out anew."""

import copy
import pickle

import pytest

import slakit as sk
from slakit.engine.statement import measures

TERM = ("2026-01-01", "2027-01-01")
AS_OF = "2027-02-01T00:00Z"


def monitor(*metrics, **settings):
    target = {"": "at least 0 %", "item": "at least 0"}
    objectives = [sk.Objective(f"o{n}", metric, target[metric.unit]) for n, metric in enumerate(metrics)]
    agreed = sk.Agreement("A", provider="P", customer="C", term=TERM, timezone="UTC", window="monthly", objectives=objectives, **settings)
    return sk.Monitor(agreed)


def post(month, **more):
    return {"at": f"2026-{month:02}-10T09:00Z", "ok": True, "site": "a", **more}


@pytest.fixture
def measured(monkeypatch):
    """The months that are measured, one by one."""
    months, measure = [], measures._measured

    def noted(store, planned, group, period_index, as_of):
        months.append(period_index + 1)
        return measure(store, planned, group, period_index, as_of)

    monkeypatch.setattr(measures, "_measured", noted)
    return months


def test_one_more_event_costs_its_period(measured):
    """Twelve months are measured once, and then March alone; of another instant all are."""
    made = monitor(sk.Share("rows", good={"ok": True}))
    made.feed("rows", [post(month) for month in range(1, 13)])
    made.statement(as_of=AS_OF)
    assert measured == list(range(1, 13))
    made.feed("rows", [post(3, ok=False)])
    statement = made.statement(as_of=AS_OF)
    assert measured[12:] == [3]
    assert [line.measure.sample for line in statement.lines] == [1, 1, 2, *[1] * 9]
    made.statement(as_of="2027-03-01T00:00Z")
    assert len(measured) == 25


def test_groups_change_alone(measured):
    """An event of site a measures nothing of site b."""
    made = monitor(sk.Count("rows").by("site"))
    made.feed("rows", [post(1), post(1, site="b")])
    made.statement(as_of=AS_OF)
    before = len(measured)
    made.feed("rows", [post(1)])
    assert [line.measure.value for line in made.statement(as_of=AS_OF).lines if line.measure.value] == [2, 1]
    assert measured[before:] == [1]


def test_a_metric_that_looks_at_the_period_before():
    """A late record of January: from 1 to 1 is no growth, from 2 to 1 is half less."""
    made = monitor(sk.kpis.Growth(sk.Count("rows")))
    made.feed("rows", [post(1), post(2)])
    assert made.statement(as_of=AS_OF).lines[1].measure.value == 0
    made.feed("rows", [post(1)])
    assert made.statement(as_of=AS_OF).lines[1].measure.value == sk.quantity("-50 %").base


def test_a_record_that_goes_on_into_the_next_period():
    """A probe of 31 January holds until the first of February: bad, it makes nine of 28 days bad."""
    made = monitor(sk.Checks("rows", ok={"ok": True}, count="time"))
    made.feed("rows", [{"at": "2026-01-01T00:00Z", "ok": True}, {"at": "2026-02-10T00:00Z", "ok": True}])
    before = made.statement(as_of=AS_OF).lines[1].measure.value
    made.feed("rows", [{"at": "2026-01-31T00:00Z", "ok": False}])
    after = made.statement(as_of=AS_OF).lines[1].measure.value
    assert (before, after) == (1, sk.quantity("19/28").base)


def test_a_record_that_cannot_be_read(measured):
    """It may belong to any month, so all are measured again."""
    made = monitor(sk.Share("rows", good={"ok": True}))
    made.feed("rows", [post(1)])
    made.statement(as_of=AS_OF)
    made.feed("rows", [{"at": "soon", "ok": True}])
    assert {line.measure.unread for line in made.statement(as_of=AS_OF).lines} == {1}


def test_exclusions_and_keys():
    """What is left out, or folded, later changes what was measured before."""
    made = monitor(sk.Share("rows", good={"ok": True}), exclusions=[sk.Exclusion("quiet", applies_to="rows")])
    made.feed("rows", [post(1), post(1, ok=False, at="2026-01-20T00:00Z")])
    made.feed("quiet", [])
    assert made.statement(as_of=AS_OF).lines[0].measure.value == sk.quantity("1/2").base
    made.feed("quiet", [{"start": "2026-01-19T00:00Z", "end": "2026-01-21T00:00Z"}])
    assert made.statement(as_of=AS_OF).lines[0].measure.value == 1
    keyed = monitor(sk.Share("rows", good={"ok": True}, key="id"), sk.Count("rows"))
    keyed.feed("rows", [post(1, id=1, ok=None)])
    keyed.statement(as_of=AS_OF)
    keyed.feed("rows", [post(1, id=1)])
    assert [line.measure.sample for line in keyed.statement(period="2026-01", as_of=AS_OF).lines] == [1, 2]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))], ids=["deepcopy", "pickle"])
def test_a_copy_answers_for_itself(copied):
    """With the same digest, and what is fed to one is not seen by the other."""
    made = monitor(sk.Count("rows"))
    made.feed("rows", [post(1)])
    digest = made.statement(as_of=AS_OF).digest
    other = copied(made)
    assert other.statement(as_of=AS_OF).digest == digest
    other.feed("rows", [post(1)])
    assert [one.statement(as_of=AS_OF).lines[0].measure.value for one in (made, other)] == [1, 2]
