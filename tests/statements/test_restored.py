"""A statement that is read back from its JSON: what no shipped contract has, and a target that nobody but its author can judge by."""

import json
from datetime import date
from fractions import Fraction

import attrs
import pytest
from read_back import differing, every_field
from scored_cases import CLOCK, scored

import slakit as sk
from slakit.statements.restored import WrittenLine
from slakit.targets.bound import Bound
from slakit.targets.target import Target

AT = {"asked": "2026-03-02T09:00Z", "replied": "2026-03-02T11:00Z"}


def agreed(*objectives, **more):
    arguments = {"term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"} | more
    return sk.Agreement("A", provider="P", customer="C", objectives=objectives, **arguments)


def read_back(statement):
    """The statement from its JSON, once it is the same in every field and in every form."""
    again = sk.Statement.from_json(statement.to_json())
    assert (again, every_field(again)) == (statement, every_field(statement))
    assert differing(again, statement) == []
    return again


def test_clocks_that_run_over_their_limit():
    """One of one is late by now: missed already, at a figure of clocks that still run."""
    objective = sk.Objective("Longest", sk.Elapsed("rows", statistic="max", **CLOCK), "at most 1 hour")
    rows = [{"asked": "2026-03-02T09:00Z", "replied": None}]
    statement = sk.evaluate(agreed(objective), {"rows": rows}, period="2026-03", as_of="2026-03-02T12:00Z")
    assert statement.lines[0].verdict.running
    assert read_back(statement).lines[0].verdict.running


def test_values_behind_a_percentile():
    """Replies after 1, 2, 3 and 4 hours: the median of 2 hours is over 90 min, with 3 of 4 values over it. Two are needed within."""
    rows = [{"asked": "2026-03-02T09:00Z", "replied": f"2026-03-02T{9 + hours:02}:00Z"} for hours in (1, 2, 3, 4)]
    statement = scored(sk.Elapsed("rows", statistic="p50", **CLOCK), "at most 90 min", rows)
    assert statement.to_dict()["lines"][0]["measure"]["ranked"] == {"rank": 1, "size": 4, "failed": 3}
    again = read_back(statement).lines[0]
    assert again.to_meet == "1 of the 3 values over 90 min to be within it"
    met = read_back(scored(sk.Elapsed("rows", statistic="p50", **CLOCK), "at most 3 hours", rows)).lines[0]
    assert met.needed.text == "2 more values over 3 hours"  # of four one is over; with three of four the second is


def test_values_behind_a_percentile_of_a_frame():
    """Columns come to the same statement, and the same JSON, as rows."""
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    rows = [{"asked": "2026-03-02T09:00Z", "replied": f"2026-03-02T{9 + hours:02}:00Z"} for hours in (1, 2, 3, 4)]
    frame = pandas.DataFrame(rows).apply(pandas.to_datetime)
    metric = sk.Elapsed("rows", statistic="p50", **CLOCK)
    statement = read_back(scored(metric, "at most 90 min", frame))
    assert statement.to_dict()["lines"] == scored(metric, "at most 90 min", rows).to_dict()["lines"]


def test_an_amount_that_is_not_known():
    """A priority for which the contract has no amount is a fault of the line, and its credit is unsettled."""
    penalty = sk.PerBreach({"high": "50 EUR", "low": "5 EUR"}, credit_by="priority")
    statement = scored(sk.Count("rows"), "at most 0", [{"at": "2026-03-05T09:00Z", "priority": "urgent"}], penalty=penalty)
    assert [problem.count for problem in read_back(statement).lines[0].faults] == [1]


def test_groups_that_the_agreement_lists():
    """A group without a record has a line, and the statement that is read back knows that the contract names it."""
    metric = sk.Count("rows").by("team", groups=["north"])
    statement = scored(metric, "at most 0", [{"at": "2026-03-05T09:00Z", "team": "south"}])
    assert {line.group: line.listed for line in read_back(statement)} == {"north": True, "south": False}


def test_a_term_that_cuts_its_first_and_last_month():
    """From 10 January to 20 March: the two parts are of 22 and 19 days, the months of 31, which the fee on the page goes by."""
    statement = sk.evaluate(
        agreed(sk.Objective("Calls", sk.Count("rows"), "at most 0"), term=("2026-01-10", "2026-03-20"), window="monthly"), {"rows": []}
    )
    wholes = [line.period.whole.end - line.period.whole.start for line in read_back(statement)]
    assert [whole.days for whole in wholes] == [31, 28, 31]


def test_levels_and_joined_targets():
    levels = sk.Levels({"minor": "at least 95 %", "severe": "at least 50 %"})
    for target in (levels, "between 10 % and 90 %", "at least 95 % rounded down to 1 % and at least 50 % rounded to 0.1 %"):
        statement = scored(sk.Within("rows", "1 hour", **CLOCK), target, [AT])
        again = read_back(statement).lines[0]
        assert (again.outcome, type(again.target)) == ("missed", type(statement.lines[0].target))
    assert read_back(scored(sk.Within("rows", "1 hour", **CLOCK), levels, [AT])).lines[0].level == "severe"


@attrs.frozen
class Round(Target):
    """An own target: a share that is a multiple of a half."""

    def holds(self, value):
        return value * 2 == int(value * 2)

    def shortfall(self, value):
        return abs(value * 2 - round(value * 2))

    def decided(self, low, high):
        return None

    def show(self):
        return "at least a half of halves"


def test_a_target_of_ones_own():
    """It cannot judge, but says all that it said: 2 of 3 in time are no half, and one fewer failure would be whole."""
    rows = [AT, *({"asked": "2026-03-02T09:00Z", "replied": "2026-03-02T09:30Z"},) * 2]
    statement = scored(sk.Within("rows", "1 hour", **CLOCK), Round(), rows)
    again = sk.Statement.from_json(statement.to_json())
    assert differing(again, statement) in ([], ["lines"])  # of which the repr names the class
    assert again.line("One").needed == statement.line("One").needed is not None
    assert isinstance(again.lines[0], WrittenLine)
    with pytest.raises(sk.errors.UsageError, match="holds the words of its target, 'at least a half of halves', and cannot judge"):
        again.lines[0].target.holds(1)
    assert sk.Statement.from_json(again.to_json()) == again


@attrs.frozen(repr=False)
class Lenient(Bound):
    """A bound that is met by 1 point less than it says."""

    def holds(self, value):
        return super().holds(value + Fraction(1, 100))


@pytest.mark.parametrize("join", [lambda lenient: lenient, lambda lenient: lenient & sk.at_most("100 %")])
def test_a_target_that_only_looks_like_a_bound(join):
    """49.5 % of 200 are met by a lenient half, and its phrase, "at least 50 %", would miss: it is not judged by that."""
    on_time = {"asked": "2026-03-02T09:00Z", "replied": "2026-03-02T09:30Z"}
    statement = scored(sk.Within("rows", "1 hour", **CLOCK), join(Lenient(">=", "50 %")), [on_time] * 99 + [AT] * 101)
    again = sk.Statement.from_json(statement.to_json())
    assert [line.outcome for line in (*statement, *again)] == ["met", "met"]
    assert again.line("One").needed == statement.line("One").needed is not None
    assert isinstance(again.lines[0], WrittenLine)


def test_a_group_that_json_has_no_kind_for():
    """A date is read back as its text, and shown as it was."""
    statement = scored(sk.Count("rows").by("day"), "at most 0", [{"at": "2026-03-05T09:00Z", "day": date(2026, 3, 5)}])
    again = sk.Statement.from_json(statement.to_json())
    assert [line.named for line in again] == [line.named for line in statement]
    assert again.to_text() == statement.to_text()


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("exact_credit", "much", r"lines\[0\].exact_credit: 'much' cannot be read"),
        ("edges", ["?"], r"lines\[0\].edges: \['\?'\] cannot be read"),
        ("levels", [{"name": "minor"}], r"lines\[0\].levels: .* cannot be read"),
        ("own_target", "mine", r"lines\[0\].own_target: 'mine' cannot be read"),
        ("target", "good enough", r"lines\[0\].target: 'good enough' cannot be read"),
        ("details", {"time": [{"first": "now"}]}, r"lines\[0\].details: .* cannot be read"),
        ("shortfall", "x", r"lines\[0\].shortfall: 'x' cannot be read"),
        ("shortfall", "1/0", r"lines\[0\].shortfall: '1/0' cannot be read"),
        ("whole_from", "x", r"lines\[0\].whole_from: 'x' cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named(key, value, says):
    data = scored(sk.Count("rows"), "at most 0", []).to_dict()
    data["lines"][0][key] = value
    with pytest.raises(sk.errors.UsageError, match=says):
        sk.Statement.from_json(json.dumps(data))


@pytest.mark.parametrize(
    ("key", "value"),
    [("ranked", {"rank": "1", "size": 3}), ("ranked", {"rank": 1}), ("loss", 3), ("whole", "much"),
     ("low", "1/0"), ("high", "1e9999"), ("value", "NaN"), ("observed", "1/0")],
)  # fmt: skip
def test_what_cannot_be_read_of_a_measure_is_named(key, value):
    data = scored(sk.Count("rows"), "at most 0", []).to_dict()
    data["lines"][0]["measure"][key] = value
    with pytest.raises(sk.errors.UsageError, match=rf"lines\[0\].measure.{key}: .* cannot be read"):
        sk.Statement.from_json(json.dumps(data))


@pytest.mark.parametrize("count", ["1/0", "NaN", None, [], 1.5])
@pytest.mark.parametrize("part", ["excluded", "problems"])
def test_a_number_of_records_that_is_none_is_named(part, count):
    data = scored(sk.Count("rows"), "at most 0", []).to_dict()
    data["accounts"][0][part] = {"why": count}
    with pytest.raises(sk.errors.UsageError, match=rf"{part}: .* cannot be read"):
        sk.Statement.from_json(json.dumps(data))
