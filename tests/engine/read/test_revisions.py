"""`updated=`: of two facts about one case the later counts, by an instant or by the number of a revision (M9)."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.errors import RecordError
from slakit.metrics.record import Unread

TERM = {"provider": "P", "customer": "C", "term": ("2026-03-01", "2026-04-01"), "timezone": "UTC"}
HIGH = sk.Agreement("A", **TERM, objectives=[
    sk.Objective("High", sk.Count("cases", at="asked", key="id", updated="rev").where(priority="high"), "at most 3"),
    sk.Objective("Time", sk.Elapsed("cases", since="asked", until="done", key="id", updated="rev", statistic="total"), "at most 1 day"),
])  # fmt: skip
ASKED = "2026-03-02T09:00Z"


def rows(*revisions):
    """The revisions of one case: its number, priority, and when it was done."""
    return [{"id": 1, "asked": ASKED, "rev": rev, "priority": priority, "done": done} for rev, priority, done in revisions]


def figures(records, agreement=HIGH, **asked):
    statement = sk.evaluate(agreement, {"cases": records}, **asked)
    return [statement.line(name).measure.value for name in ("High", "Time")], [problem.kind for problem in statement.problems]


TEN, ELEVEN = "2026-03-02T10:00Z", "2026-03-02T11:00Z"
HOUR = 3_600_000_000


@pytest.mark.parametrize(
    "numbers",
    [(1, 2, 10), ("1", "2", "10"), (1.0, "2", Decimal(10)), (Fraction(1, 3), "0.5", 1), (-10, "-2", 0), (1, 2, 10**30), (None, 1, 2)],
)
def test_the_highest_revision_counts(numbers):
    """Revisions are compared as numbers, whatever wrote them: 10 is later than 2, and one without a number the earliest."""
    facts = list(zip(numbers, ("low", "low", "high"), (TEN, ELEVEN, ELEVEN), strict=True))
    for order in permutations(facts):
        assert figures(rows(*order)) == ([1, 2 * HOUR], [])
        monitor = sk.Monitor(HIGH)
        for fact in order:
            monitor.feed("cases", rows(fact))
            monitor = sk.Monitor.restore(HIGH, monitor.state())
        assert monitor.statement().digest == sk.evaluate(HIGH, {"cases": rows(*facts)}).digest


def test_revisions_in_columns():
    """A frame of numbers, or of their texts, gives the same figures as rows."""
    pl = pytest.importorskip("polars")
    for numbers in ((10, 2), ("10", "2"), (10.0, 2.0)):
        made = rows((numbers[0], "high", ELEVEN), (numbers[1], "low", TEN))
        assert figures(pl.DataFrame(made)) == figures(made) == ([1, 2 * HOUR], [])


def test_two_values_of_one_revision():
    """They contradict each other, which is told, and the earlier instant counts."""
    result, problems = figures(rows((2, "high", ELEVEN), ("2.0", "high", TEN), (1, "low", TEN)))
    assert result == [1, HOUR]
    assert problems == ["two values for done of one id, the earlier counts; give each update an instant or a number of its own"]


def test_instants_still_count():
    """An instant is no number, and what was said later is not known as of an earlier instant."""
    records = rows(("2026-03-03T09:00Z", "high", ELEVEN), ("2026-03-02T12:00Z", "low", ELEVEN))
    assert figures(records) == ([1, 2 * HOUR], [])
    assert figures(records, as_of="2026-03-02T20:00Z")[0][0] == 0


MIXED = "rev holds instants and the numbers of revisions, which have no order; instants count, write one of them in all rows"


def test_instants_and_revisions_in_one_field():
    """They have no order between them: that is a problem, in any order and any batches, and the instants count."""
    mixed = rows((99, "low", TEN), ("2026-03-02T12:00Z", "high", ELEVEN), (100, "low", TEN))
    whole = sk.evaluate(HIGH, {"cases": mixed})
    assert figures(mixed) == ([1, 2 * HOUR], [MIXED, MIXED])
    assert [problem.examples for problem in whole.problems] == [("id=1",)] * 2
    for order in permutations(mixed):
        monitor, other = sk.Monitor(HIGH), sk.Monitor(HIGH)
        monitor.feed("cases", order[:1])
        other.feed("cases", order[1:])
        monitor = sk.Monitor.restore(HIGH, monitor.state())
        monitor.merge(other)
        assert monitor.statement().digest == sk.evaluate(HIGH, {"cases": order}).digest == whole.digest
    with pytest.raises(RecordError, match=r"has no zone"):
        figures(rows((1, "low", TEN), ("2026-03-02T12:00", "high", ELEVEN)))


def test_an_update_that_cannot_be_read():
    """It is a problem of its row, the same one beside instants, beside revisions and alone."""
    reason = "rev is not an instant or the number of a revision; write '2026-01-31T09:00:00+00:00', or 7"
    for bad in ("soon", True, Unread("soon", "unreadable", "'soon' is not an ISO time")):
        for good in ((1, "high", ELEVEN), (TEN, "high", ELEVEN)):
            assert figures(rows(good, (bad, "low", TEN))) == ([1, 2 * HOUR], [reason, reason])
        assert figures(rows((bad, "high", ELEVEN)))[1] == [reason, reason]
    assert figures(rows((Unread("2", "unreadable", "not a time"), "low", TEN), (10, "high", ELEVEN))) == ([1, 2 * HOUR], [])


def test_exclusions_take_revisions():
    """The facts about a maintenance are settled by revisions too: the second moved it."""
    exclusion = sk.Exclusion("maintenance", applies_to="outages", key="id", updated="rev")
    made = sk.Agreement("A", **TERM, exclusions=[exclusion], objectives=[sk.Objective("Up", sk.Uptime("outages"), "at least 99.9 %")])
    outages = [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T12:00Z"}]
    spans = [("2", "2026-03-10T10:00Z", "2026-03-10T12:00Z"), ("10", "2026-03-11T10:00Z", "2026-03-11T12:00Z")]
    maintenance = [{"id": 7, "rev": rev, "start": start, "end": end} for rev, start, end in spans]
    value = sk.evaluate(made, {"outages": outages, "maintenance": maintenance}).line("Up").measure.value
    assert value == 1 - Fraction(2, 31 * 24 - 2)


def test_a_row_that_is_delivered_again():
    """The same row once more, in another batch, changes no digest, with and without revisions; the account says that it was read."""
    for made in (HIGH, sk.Agreement("A", **TERM, objectives=[sk.Objective("N", sk.Count("cases", at="asked", key="id"), "at most 3")])):
        once = sk.evaluate(made, {"cases": rows((1, "low", TEN), (2, "low", TEN))})
        monitor = sk.Monitor(made)
        for _ in range(2):
            monitor.feed("cases", rows((2, "low", TEN), (1, "low", TEN)))
        assert monitor.statement().digest == once.digest
        assert (monitor.statement().accounts[0].read, once.accounts[0].read) == (4, 2)


numbers = st.integers(-3, 12)
facts_given = st.lists(st.tuples(st.sampled_from([1, 2]), numbers, st.sampled_from(["high", "low", None])), min_size=1, max_size=12)


@given(facts_given, st.data())
def test_any_order_any_text_any_batches(facts, data):
    """The law M1 for revisions: any order, any batches, numbers or their texts, saved between, and the highest known one counts."""
    made = sk.Agreement("A", **TERM, objectives=[HIGH.objectives[0]])
    written = [{"id": case, "asked": ASKED, "rev": rev, "priority": value} for case, rev, value in facts]
    whole = sk.evaluate(made, {"cases": written})
    other = [{**row, "rev": data.draw(st.sampled_from([str, float, Decimal]))(row["rev"])} for row in data.draw(st.permutations(written))]
    cut = data.draw(st.integers(0, len(other)))
    monitor, second = sk.Monitor(made), sk.Monitor(made)
    monitor.feed("cases", other[:cut])
    second.feed("cases", other[cut:])
    monitor = sk.Monitor.restore(made, monitor.state())
    monitor.merge(second)
    assert monitor.statement().digest == whole.digest
    best: dict[int, dict[int, set[str]]] = {}
    for case, rev, value in facts:
        if value is not None:
            best.setdefault(case, {}).setdefault(rev, set()).add(value)
    sure = [case[max(case)] for case in best.values()]
    if all(len(values) == 1 for values in sure):
        assert whole.line("High").measure.value == sum(values == {"high"} for values in sure)
