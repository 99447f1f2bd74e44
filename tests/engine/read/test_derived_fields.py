"""Conditions and values of several fields, on rows and on columns; figures by hand."""

import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

import slakit as sk

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)


def case(hours, errors, requests, answered=True, **more):
    at = NOON + timedelta(hours=hours)
    return {"asked": NOON, "answered": at if answered else None, "errors": errors, "requests": requests, **more}


CASES = [
    case(4, 1, 100),  # exactly four hours, exactly 1 %
    case(5, 2, 100),
    case(1, 0, 50),
    case(2, 1, 10, answered=False),
    case(3, 5, 0),  # no requests: no rate
]


def scored(metric, rows=CASES, target="at least 0 item"):
    agreed = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective("O", metric, target)],
    )
    assert sk.loads(sk.dumps(agreed)) == agreed == sk.loads(sk.dumps(agreed, "json"))
    assert eval(repr(metric), vars(sk)) == metric
    frames = [rows, pd.DataFrame(rows), pl.DataFrame(rows)] if len({frozenset(row) for row in rows}) == 1 else [rows]
    statements = [sk.evaluate(agreed, {"cases": frame}) for frame in frames]
    assert len({statement.digest for statement in statements}) == 1
    return statements[0]


def test_a_condition_on_two_times():
    """4, 5, 1 and 3 hours: three of four within four hours; the one without an answer is a data problem, as where a number is wanted."""
    statement = scored(sk.Share("cases", good="answered - asked <= 4 hours", at="asked"), target="at least 0 %")
    assert statement.line("O").measure.value == Fraction(3, 4)
    assert [(problem.kind, problem.count) for problem in statement.problems] == [
        ("answered - asked <= 4 hours cannot be worked out; write answered and asked as times", 1)
    ]


@pytest.mark.parametrize(("unknown", "value"), [("bad", Fraction(3, 5)), ("good", Fraction(4, 5)), ("drop", Fraction(3, 4))])
def test_what_is_unknown_counts_as_the_contract_says(unknown, value):
    """The one that has no answer is bad, good, or left out (docs/numbers.md M7)."""
    statement = scored(sk.Share("cases", good="answered - asked <= 4 hours", at="asked", unknown=unknown), target="at least 0 %")
    assert (statement.line("O").measure.value, len(statement.problems)) == (value, 0)


def test_a_condition_on_two_numbers():
    """Of 1/100, 2/100, 0/50, 1/10 and 5/0 two are above 1 %; the one without requests has no rate, and is a data problem."""
    statement = scored(sk.Count("cases", at="asked").where("errors / requests > 0.01"))
    assert statement.line("O").measure.value == 2
    assert [(problem.kind, problem.count) for problem in statement.problems] == [("no value for errors / requests > 0.01", 1)]


def test_several_conditions():
    """Above 1 % and answered within five hours: the second alone; the one without an answer has an error rate, but no time."""
    metric = sk.Count("cases", at="asked").where("errors / requests > 1 %", "answered - asked <= 5 hours", requests=">= 1")
    assert scored(metric).line("O").measure.value == 1
    assert metric == sk.Count("cases", at="asked", where=[{"requests": ">= 1"}, "answered - asked <= 5 hours", "errors / requests > 1 %"])


def test_a_value_of_two_fields():
    """1 + 2 + 0 + 1 + 5 errors twice over; 4, 5, 1 and 3 hours are 3.25 on average."""
    assert scored(sk.Total("cases", "= errors * 2", at="asked")).line("O").measure.value == 18
    mean = sk.Mean("cases", "= (answered - asked) / 1 hour", unit="hour", at="asked")
    statement = scored(mean, target="at most 4 hours")
    assert statement.line("O").measure.quantity == sk.quantity("3.25 hours")
    assert [problem.kind for problem in statement.problems] == ["no value for (answered - asked) / 1 hour"]


def test_texts_are_read_as_elsewhere():
    """Numbers and times as texts, with a zone of the reader's, are those of typed columns (docs/numbers.md R1)."""
    rows = [{"asked": "2026-01-10T12:00:00Z", "answered": "2026-01-10T17:00:00+01:00", "errors": "1", "requests": "50.0"}]
    assert scored(sk.Share("cases", good="answered - asked <= 4 hours", at="asked"), rows, "at least 0 %").line("O").measure.value == 1
    assert scored(sk.Count("cases", at="asked").where("errors / requests >= 2 %"), rows).line("O").measure.value == 1


def test_what_cannot_be_read():
    """A text where a number is wanted, or a time, is a data problem with its remedy."""
    rows = [case(1, "many", 100), case(1, "1", 100)]
    problems = scored(sk.Count("cases", at="asked").where("errors / requests > 0"), rows).problems
    remedy = "errors / requests > 0 cannot be worked out; write errors and requests as numbers, and none that divides as 0"
    assert [(problem.kind, problem.count) for problem in problems] == [(remedy, 1)]
    rows = [{**case(1, 1, 1), "answered": when} for when in ("soon", "2026-01-10T13:00Z")]
    problems = scored(sk.Count("cases", at="asked").where("answered - asked > 0 min"), rows).problems
    assert [problem.count for problem in problems] == [1]


def test_names_are_checked():
    """A field that no record has is an error with the nearest name, as everywhere."""
    with pytest.raises(sk.errors.RecordError, match=r"'anwsered', but 'answered', which is not read; .* or 'answered' in the contract"):
        scored(sk.Share("cases", good="anwsered - asked <= 4 hours", at="asked"), target="at least 0 %")


def test_facts_of_one_case():
    """Rows of one key are put together first: asked in one, answered in another (docs/numbers.md M9)."""
    rows = [{"id": 1, "asked": NOON}, {"id": 1, "answered": NOON + timedelta(hours=3)}]
    assert (
        scored(sk.Share("cases", good="answered - asked <= 4 hours", at="asked", key="id"), rows, "at least 0 %").line("O").measure.value
        == 1
    )


DOCUMENT = """
name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2026-02-01"]
timezone = "UTC"

[[objectives]]
name = "O"
metric = {{ is = "share", stream = "cases", at = "asked", good = {good}, where = {where} }}
target = "at least 75 %"
"""


def test_in_a_document():
    """A text, or a list of texts and tables that must all hold."""
    good, where = '"answered - asked <= 4 hours"', '["errors / requests <= 2 %", { requests = ">= 1" }]'
    agreed = sk.loads(DOCUMENT.format(good=good, where=where))
    assert agreed.objectives[0].metric == sk.Share(
        "cases", good="answered - asked <= 4 hours", at="asked", where=["errors / requests <= 2 %", {"requests": ">= 1"}]
    )
    assert 'good = "answered - asked <= 4 hours"' in sk.dumps(agreed)
    assert sk.evaluate(agreed, {"cases": CASES}).line("O").measure.value == Fraction(2, 3)


@pytest.mark.parametrize(
    ("good", "where", "problem"),
    [
        ('"answered.asked <= 4"', "{}", "line 10 objectives[0].metric.good: '.' in 'answered.asked <= 4' is not part of an expression"),
        ('"a > 1"', '[{ b = 1 }, "open(c) > 1"]', "line 10 objectives[0].metric.where[1]: '(' in 'open(c) > 1' is not expected there"),
        ('{ "= a - b" = "> 1" }', "{}", "'= a - b' is not a field of the records; write the whole condition as one text"),
    ],
)
def test_problems_of_a_document(good, where, problem):
    """With their place, and what to write."""
    with pytest.raises(sk.errors.ContractError, match=re.escape(problem)):
        sk.loads(DOCUMENT.format(good=good, where=where))


@pytest.mark.parametrize(
    "call",
    [
        lambda: sk.Within("cases", "1 hour", since="= a - b", until="answered"),
        lambda: sk.Count("cases", at="= a"),
        lambda: sk.Share("= a", good={"ok": True}),
        lambda: sk.Count("cases").by("= a - b"),
    ],
)
def test_where_no_expression_stands(call):
    """Names of streams, and of fields that hold no number, are names."""
    with pytest.raises(sk.errors.ContractError, match="is not a name"):
        call()


def test_previous_states_are_of_one_field():
    """The state that a change replaced is the value of a field."""
    with pytest.raises(sk.errors.ContractError, match="not for an expression"):
        sk.Checks("probes", ok="load > 4 - 2", previous="before")


def test_amounts_and_exclusions():
    """10 % of 5 x 30 + 2 x 20 = 190, in the one month that is missed; of two spans that are announced the longer one is excluded."""
    agreed = sk.loads("""
name = "A"
provider = "P"
customer = "C"
term = ["2026-01-01", "2026-02-01"]
timezone = "UTC"
currency = "GBP"
exclusions = [{ stream = "maintenance", applies_to = "outages", where = "end - start >= 2 hours" }]

[[objectives]]
name = "O"
metric = { is = "downtime", stream = "outages" }
target = "at most 1 hour"
penalty = { is = "flat", credit = "10 %", of = { is = "recorded amount", stream = "orders", field = "= price * parts" } }
""")
    assert sk.loads(sk.dumps(agreed)) == agreed
    day = {name: f"2026-01-10T{hour}:00Z" for name, hour in (("start", "08"), ("end", "14"))}
    maintenance = [
        {"start": "2026-01-10T08:00Z", "end": "2026-01-10T10:00Z"},
        {"start": "2026-01-10T11:00Z", "end": "2026-01-10T12:00Z"},
    ]
    orders = [{"at": "2026-01-10T00:00Z", "price": price, "parts": parts} for price, parts in ((30, 5), (20, 2))]
    line = sk.evaluate(agreed, {"outages": [day], "maintenance": maintenance, "orders": orders}).line("O")
    assert (line.measure.quantity, str(line.credit)) == (sk.quantity("4 hours"), "19.00 GBP")


numbers = st.none() | st.integers(-5, 5) | st.sampled_from([0.1, 2.5])
rows_of_cases = st.lists(st.tuples(st.none() | st.integers(-100, 100), numbers, numbers), min_size=1, max_size=12)


@given(rows_of_cases, st.sampled_from(["good", "bad", "drop"]))
def test_columns_like_rows(cases, unknown):
    """Conditions and values of two fields, with blanks and divisions by zero: the same statement and digest from rows and frames (M1)."""
    hour = timedelta(hours=1)
    rows = [
        {"asked": NOON, "answered": None if hours is None else NOON + hours * hour, "errors": errors, "requests": requests}
        for hours, errors, requests in cases
    ]
    metrics = {
        "good": (sk.Share("cases", good="answered - asked <= 4 hours", at="asked", unknown=unknown), "at least 0 %"),
        "rate": (sk.Count("cases", at="asked").where("errors / requests > 0.5"), "at least 0 item"),
        "sum": (sk.Total("cases", "= errors * requests - 1", at="asked"), "at least 0"),
        "hours": (sk.Mean("cases", "= (answered - asked) / 1 hour", unit="hour", at="asked"), "at most 4 hours"),
    }
    agreed = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective(name, metric, target) for name, (metric, target) in metrics.items()],
    )
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    times = {name: pl.Datetime("us", "UTC") for name in ("asked", "answered")}
    frames = [pl.DataFrame(columns, schema_overrides={**times, "errors": pl.Float64, "requests": pl.Float64}), pd.DataFrame(columns)]
    expected = sk.evaluate(agreed, {"cases": rows})
    for frame in frames:
        assert sk.evaluate(agreed, {"cases": frame}).digest == expected.digest
    worked_out = [Fraction(str(errors)) * Fraction(str(requests)) - 1 for _, errors, requests in cases if None not in (errors, requests)]
    if worked_out:
        assert expected.line("sum").measure.value == sum(worked_out)
