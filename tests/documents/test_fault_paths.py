"""Fault paths: the part of a table that a problem of the whole table is about."""

import pytest

import slakit as sk
from slakit.documents.fault_paths import by_entry, part_of, traced

BEGIN = """name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 GBP"
[limits]
urgent = "1 hour"
[[objectives]]
name = "A"
"""
UPTIME = 'metric = { is = "uptime", stream = "o" }\n'
TARGET = 'target = "at least 99 %"\n'
WITHIN = 'metric = { is = "within", stream = "i", since = "a", until = "b", limit_by = "p", limit = { %s } }\n'


def places(text):
    """The path of each problem of an objective."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(BEGIN + text)
    return [problem.split(" ", 2)[2].partition(": ")[0] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (WITHIN % 'P1 = 30, P2 = "4 hours", P3 = "x"' + TARGET, ["metric.limit.P1", "metric.limit.P3"]),
        (WITHIN % 'P1 = "urgent", P2 = "urgnt"' + TARGET, ["metric.limit.P2"]),
        (UPTIME + TARGET + 'penalty = { is = "flat", credit_by = "p", credit = { a = 5, b = "6 GBP" } }', ["penalty.credit.a"]),
        (UPTIME + TARGET + 'penalty = { is = "tiered", below = { "99 %" = "x", "9 %" = 5 } }',
         ['penalty.below."9 %"', 'penalty.below."99 %"']),
        (UPTIME + TARGET + 'penalty = { is = "flat", credit = "5 %", repeated = { 2 = "x", 3 = 3 } }', ["penalty.repeated.2"]),
        (UPTIME.replace(" }", ', weight_by = "s", weights = { a = 1, b = "x" } }') + TARGET, ["metric.weights.b"]),
        (UPTIME + TARGET + 'minimum = -1', ["minimum"]),
        (UPTIME + 'target = "at most 2 hours"', ["target"]),
        (UPTIME + TARGET + 'penalty = { is = "tiered", below = { 99.9 = "5 %" } }', ["penalty.below.99"]),
    ],
)  # fmt: skip
def test_every_entry_has_its_own_place(text, paths):
    """In tables by the value of a field, by an edge, by a count; and so has what an objective says of one argument."""
    assert sorted(places(text)) == [f"objectives[0].{path}" for path in paths]


def odd(table):
    """The first odd number of a table or a list."""
    return tuple(f"{number} is odd" for number in (table.values() if isinstance(table, dict) else table) if number % 2)[:1]


def test_all_entries_at_once():
    """Each that is wrong by itself, and then what is wrong with the rest together."""
    assert by_entry(odd, {"a": 1, "b": 2, "c": 3}, {}, ("x",)) == [(("x", "a"), "1 is odd"), (("x", "c"), "3 is odd")]
    assert by_entry(odd, [4, 5], [4, 5], ("x",)) == [(("x", 1), "5 is odd")]
    few = lambda table: ("too few",) if len(table) == 2 else ()  # noqa: E731
    assert by_entry(few, {"a": 1, "b": 2}, {}, ("x",)) == []


def test_a_table_that_is_not_wanted():
    """It is the table, and none of its entries."""
    refused = lambda value: (f"{value!r} is not money",)  # noqa: E731
    assert by_entry(refused, {"a": 1, "b": 2}, {"a": 1, "b": 2}, ("fee",)) == []
    assert by_entry(refused, ["a"], ["a"], ("fee",)) == []


@pytest.mark.parametrize(
    ("problem", "path"),
    [
        ("objective 'A': minimum=-1 is no number", ("minimum",)),
        ("per='5' has no unit", ("penalty", "per")),
        ("'at most 2 hours' cannot judge", ("target",)),
        ("true is not a date", ("dates", 1)),
        ("the table is not one ('y' is not a number)", ("dates", 0)),
        ("dates are not in order", ("dates",)),
        ("'z' is not there", ()),
    ],
)
def test_what_a_problem_begins_with(problem, path):
    """An argument, a value, or the cause in brackets; the whole where none of them stands there once."""
    data = {"minimum": -1, "target": "at most 2 hours", "dates": ["y", True], "penalty": {"per": 5, "credit": "z"}, "other": "z"}
    assert traced(problem, data, ("o", 0))[0] == ("o", 0, *path)


def test_a_part():
    """The nearest that there is."""
    assert part_of({"a": [1, {"b": 2}]}, ("a", 1, "b")) == 2
    assert part_of({"a": [1]}, ("a", 5)) == [1]
