"""Tallies are saved, restored and merged."""

import json
from decimal import Decimal

import engine_cases
import pytest
from monitor_cases import agreement, at, case, monitor

import slakit as sk


def saved(made):
    return json.loads(json.dumps(made.state()))


def january(*objectives):
    return engine_cases.agreement(*objectives, term=("2026-01-01", "2026-02-01"), fee=None)


def test_saved_and_restored():
    """The state is JSON, and the restored monitor goes on as the first would have."""
    first = monitor()
    second = sk.Monitor.restore(agreement(), saved(first))
    assert saved(second) == saved(first)
    for made in (first, second):
        made.feed("cases", [case(1, "01-09 16:00", "01-12 09:30")])
    assert second.statement().to_dict() == first.statement().to_dict()
    assert second.deadlines(as_of="2026-01-09T16:30Z") == first.deadlines(as_of="2026-01-09T16:30Z")


def test_values_of_any_kind_are_saved():
    """Keys and kept records may hold numbers, decimals, instants, lists."""

    @sk.metric("rows")
    def count(rows):
        return sum(len(row["list"]) for row in rows)

    agreed = january(sk.Objective("N", count, "at most 3"), sk.Objective("K", sk.Count("rows", key="id"), "at most 3"))
    made = sk.Monitor(agreed)
    ids = (1, "01", 1.5, Decimal("2.5"), at("01-05"), (1, "a"))
    made.feed("rows", [{"at": at("01-05"), "id": key, "list": [1, {"a": None}], "more": {"b": (1, 2.5)}} for key in ids])
    restored = sk.Monitor.restore(agreed, saved(made))
    assert restored.statement().to_dict() == made.statement().to_dict()
    assert restored.statement().line("N").measure.value == 2 * len(ids)
    assert restored.statement().line("K").measure.value == len(ids)


def test_numbers_of_numpy_are_saved():
    """Rows that were taken from arrays hold NumPy's numbers."""
    np = pytest.importorskip("numpy")

    @sk.metric("rows")
    def total(rows):
        return sum(int(row["n"]) for row in rows)

    agreed = january(sk.Objective("N", total, "at most 3"), sk.Objective("G", sk.Total("rows", "n").by("kind"), "at most 9"))
    made = sk.Monitor(agreed)
    made.feed(
        "rows", [{"at": at("01-05"), "n": np.int64(2), "kind": np.float64("nan")}, {"at": at("01-05"), "n": np.float64(1.0), "kind": None}]
    )
    statement = sk.Monitor.restore(agreed, saved(made)).statement()
    assert statement.to_dict() == made.statement().to_dict()
    assert (statement.line("N").measure.value, statement.line("G", group="(none)").measure.value) == (3, 3)


@pytest.mark.parametrize("state", [None, {}, {"slakit": 0}, [], "state"])
def test_what_is_no_state(state):
    """It is refused."""
    with pytest.raises(sk.errors.UsageError, match=r"not a state that Monitor.state\(\) gave"):
        sk.Monitor.restore(agreement(), state)


def test_the_state_of_another_agreement():
    """A state belongs to the agreement it was saved under, word for word."""
    with pytest.raises(sk.errors.UsageError, match="another agreement"):
        sk.Monitor.restore(agreement(limit="3 hours"), saved(monitor()))


def test_monitors_of_other_agreements_do_not_merge():
    """They count other things."""
    with pytest.raises(sk.errors.UsageError, match="cannot be merged"):
        monitor().merge(sk.Monitor(agreement(fee="1001 EUR")))


def test_a_merged_monitor_stands_alone():
    """Feeding one after the merge does not change the other."""
    left, right = sk.Monitor(agreement()), monitor()
    left.merge(right)
    assert left.statement().to_dict() == right.statement().to_dict()
    before = right.statement().to_dict()
    left.feed("cases", [case(1, "01-09 16:00", "01-12 09:30"), case(9, "02-09 16:00")])
    left.feed("posts", [{"due": at("02-10 12:00"), "done": None}])
    assert right.statement().to_dict() == before
