"""A percentile with a stated error: asked for, named in the statement, and certain only where the error cannot turn the verdict."""

from fractions import Fraction

import pytest

import slakit as sk
from slakit.errors import ContractError

CLOCK = {"since": "asked", "until": "replied"}
# every minute from 0:00 to 3:59; the 228th of 240 is 3:47, 13,620 s
ROWS = [{"asked": "2026-01-10T00:00:00Z", "replied": f"2026-01-10T0{hour}:{minute:02}:00Z"} for hour in range(4) for minute in range(60)]


def statement(target, statistic="p95 within 1 %", rows=ROWS, **asked):
    metric = statistic if isinstance(statistic, sk.Metric) else sk.Elapsed("cases", statistic=statistic, **CLOCK)
    agreement = sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-02-01"),
        timezone="UTC",
        objectives=[sk.Objective("Reply", metric, target)],
    )
    return sk.evaluate(agreement, {"cases": rows}, **asked)


def line(*target, **settings):
    return statement(*target, **settings).line("Reply")


def test_the_figure_lies_within_and_the_statement_says_so():
    """13,620,000,000 us has 34 binary digits; of the first 7, 1100101, the range is 101 x 2 ** 27 and 2 ** 27 from there."""
    measure = line("at most 4 hours").measure
    assert (measure.low, measure.high) == (101 * 2**27, 102 * 2**27 - 1)
    assert measure.low <= 13_620_000_000 <= measure.high
    assert measure.value == 101 * 2**27 + 2**26
    assert measure.workings == "p95 within 1 % of 240 clocks"


@pytest.mark.parametrize(
    ("target", "outcome", "certain"), [("228.2 min", "met", True), ("228 min", "met", False), ("225 min", "missed", True)]
)
def test_a_verdict_that_the_error_could_turn_is_not_certain(target, outcome, certain):
    """The range is from 225.93 to 228.17 minutes."""
    whole = statement(f"at most {target}")
    one = whole.line("Reply")
    assert (one.outcome, one.verdict.certain, one.verdict.final) == (outcome, certain, True)
    assert ("on both sides of the target" in one.reason) is not certain
    assert ("met, in doubt" in str(whole)) is not certain
    assert [*whole.doubtful] == [one] * (not certain)
    assert line(f"at most {target}", "p95").verdict.certain


def test_open_clocks_widen_the_range():
    """Of 240 clocks and one that runs 30 days the 229th is 3:48 at least; it never stops at worst, and the figure is the 229th."""
    rows = [*ROWS, {"asked": "2026-01-01T00:00:00Z"}]
    measure = line("at most 4 hours", rows=rows, as_of="2026-01-31T00:00:00Z").measure
    exact = line("at most 4 hours", "p95", rows=rows, as_of="2026-01-31T00:00:00Z").measure
    assert measure.low <= exact.low
    assert measure.high >= exact.high
    assert abs(measure.value - exact.value) <= exact.value / 100


def test_what_is_made_of_it_is_as_uncertain():
    """A mean of two such figures of which the error could turn the verdict."""
    metric = sk.Elapsed("cases", statistic="p95 within 1 %", **CLOCK)
    mean = Fraction(1, 2) * metric + Fraction(1, 2) * metric
    assert not line("at most 228 min", mean).verdict.certain
    assert line("at most 229 min", mean).verdict.certain


def test_a_document_writes_it_as_python_does():
    """One text, in one form."""
    metric = sk.Elapsed("cases", statistic="p95 linear within 0.50%", **CLOCK)
    assert str(metric.statistic) == "p95 linear within 0.5 %"
    agreement = sk.Agreement(
        "D",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        objectives=[sk.Objective("Reply", metric, "at most 4 hours")],
    )
    assert 'statistic = "p95 linear within 0.5 %"' in sk.dumps(agreement)
    assert sk.loads(sk.dumps(agreement)) == agreement


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("mean within 1 %", "'mean within 1 %' is no percentile, and exact over any number of values; write 'mean'"),
        ("p95 within 20 %", "'p95 within 20 %' is not a percentile within an error from 0.01 % to 10 %; write 'p95 within 1 %'"),
        ("p95 within a bit", "'p95 within a bit' is not a percentile within an error from 0.01 % to 10 %; write 'p95 within 1 %'"),
    ],
)
def test_other_errors_are_refused(written, problem):
    """With what to write."""
    with pytest.raises(ContractError, match=problem):
        sk.Elapsed("cases", statistic=written, **CLOCK)


def test_other_metrics_are_exact():
    """Whole units round once more, and other metrics have no sketch."""
    with pytest.raises(ContractError, match="states an error, which times in whole units do not keep; write statistic='p95'"):
        sk.Elapsed("cases", statistic="p95 within 1 %", whole="1 hour", **CLOCK)
    for make in (
        lambda: sk.kpis.Gauge("rows", "level", statistic="p95 within 1 %"),
        lambda: sk.kpis.MeanRatio("rows", "a", over="b", statistic="p95 within 1 %"),
        lambda: sk.Lateness("cases", "1 hour", statistic="p95 within 1 %", **CLOCK),
    ):
        with pytest.raises(ContractError):
            make()


def test_a_statement_that_is_read_back_has_the_doubt():
    """And keeps the range and what the workings say."""
    whole = statement("at most 228 min")
    again = sk.Statement.from_json(whole.to_json())
    assert again.to_json() == whole.to_json()
    assert [one.measure for one in again.doubtful] == [whole.line("Reply").measure]
