"""Adapters: a quarter of a contract whose charts are worked out by hand."""

from fractions import Fraction

import pytest
from attrs import evolve

import slakit as sk
from slakit.charts import (
    BudgetBurndown,
    CreditWaterfall,
    HourHeatMap,
    MeasureTrend,
    OutcomeStrip,
    UptimeTimeline,
    ValueDistribution,
    charts_of_line,
    charts_of_statement,
)

AGREEMENT = sk.Agreement(
    "Desk",
    provider="P",
    customer="C",
    term=("2026-01-01", "2026-04-01"),
    timezone="UTC",
    fee="1000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages", key="id"), "at least 99.9 %", penalty=sk.Flat("10 %")),
        sk.Objective("Replies", sk.Within("cases", "4 hours", since="asked", until="replied"), "at least 90 %", penalty=sk.Flat("10 %")),
        sk.Objective("Load", sk.Total("loads", "n"), "at most 100", silence="met"),
    ],
    settlement=sk.Settlement(steps=[sk.steps.Cap("15 %")]),
)
RECORDS = {
    # 60 min, of which the budget is 31 d * 1440 min * 0.1 % = 44.64 min
    "outages": [{"id": "INC-7", "start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}],
    # Monday and Tuesday: after 30 min, 4 h and 6 h
    "cases": [
        {"asked": "2026-03-02T09:00Z", "replied": "2026-03-02T09:30Z"},
        {"asked": "2026-03-03T09:00Z", "replied": "2026-03-03T13:00Z"},
        {"asked": "2026-03-03T09:10Z", "replied": "2026-03-03T15:10Z"},
    ],
    "loads": [{"at": "2026-03-03T09:00Z", "n": 7}, {"at": "2026-03-04T09:00Z", "n": 9}],
}


@pytest.fixture(scope="module")
def statement():
    return sk.evaluate(AGREEMENT, RECORDS, as_of="2026-04-01T00:00Z", details=True)


def by_kind(charts):
    return {type(chart): chart for chart in charts}


def test_a_line_of_uptime_has_its_time_and_its_budget(statement):
    """44.64 - 60 = -15.36 min are left from 10 March on."""
    charts = by_kind(charts_of_line(statement.line("Uptime", "2026-03")))
    assert [*charts] == [UptimeTimeline, BudgetBurndown]
    assert [one.note for one in charts[UptimeTimeline].spans] == ["INC-7"]
    budget = charts[BudgetBurndown]
    assert (budget.budget, budget.unit, str(budget.exhausted)) == (Fraction("44.64"), "min", "2026-03-10")
    assert [left for _, left in budget.days] == [Fraction("44.64")] * 9 + [Fraction("-15.36")] * 22


def test_a_line_of_replies_has_its_values_its_budget_and_its_hours(statement):
    """Of three, 90 % may be late: 0.3; on Monday none is, on Tuesday one of two."""
    charts = by_kind(charts_of_line(statement.line("Replies", "2026-03")))
    assert [*charts] == [ValueDistribution, BudgetBurndown, HourHeatMap]
    values = charts[ValueDistribution]
    assert (values.values, values.unit, values.limit, values.inside) == (((Fraction(1, 2), 1), (4, 1), (6, 1)), "h", 4, 2)
    assert [left for _, left in charts[BudgetBurndown].days] == [Fraction("0.3"), Fraction("-0.7")]
    assert charts[HourHeatMap].cells == ((0, 9, 100), (1, 9, 50))


def test_records_that_are_neither_good_nor_bad_are_counted_by_hour(statement):
    charts = by_kind(charts_of_line(statement.line("Load", "2026-03")))
    assert charts[HourHeatMap].cells == ((1, 9, 1), (2, 9, 1))
    assert charts[ValueDistribution].values == ((7, 1), (9, 1))


def test_a_statement_has_its_outcomes_its_way_to_payable_and_its_trends(statement):
    """In March both objectives owe 10 % of 1,000: 200, capped at 150."""
    charts = charts_of_statement(statement)
    assert [type(chart) for chart in charts] == [OutcomeStrip, CreditWaterfall, MeasureTrend, MeasureTrend, MeasureTrend]
    strip, credits, uptime = charts[:3]
    assert strip.periods == ("Jan 2026", "Feb 2026", "Mar 2026")
    assert strip.rows[:2] == (("Uptime", ("met", "met", "missed")), ("Replies", ("no_data", "no_data", "missed")))
    assert (credits.gross, [step.change for step in credits.steps], credits.payable) == (200, [-50], statement.payable.exact)
    assert [point.value for point in uptime.points] == [100, 100, 100 - Fraction(100 * 60, 31 * 1440)]
    assert (uptime.unit, uptime.points[0].targets) == ("%", (Fraction("99.9"),))
    assert charts == charts_of_statement(statement)


def test_without_details_a_line_has_no_charts():
    statement = sk.evaluate(AGREEMENT, RECORDS, as_of="2026-04-01T00:00Z")
    assert [charts_of_line(line) for line in statement.lines] == [()] * 9
    assert charts_of_statement(statement)


def test_an_open_period_has_the_budget_of_all_its_time():
    """On 11 March, at the end of which 20 days are to come, the budget is that of March all the same."""
    statement = sk.evaluate(AGREEMENT, RECORDS, as_of="2026-03-12T00:00Z", details=True)
    (budget,) = [one for one in charts_of_line(statement.line("Uptime", "2026-03")) if isinstance(one, BudgetBurndown)]
    assert (budget.budget, len(budget.days), str(budget.until)) == (Fraction("44.64"), 11, "2026-03-31")


def test_what_is_excused_is_drawn_once():
    """An hour of maintenance holds half an hour of an outage: one stretch that is left out, and none that is down."""
    made = evolve(AGREEMENT, exclusions=[sk.Exclusion("maintenance", applies_to="outages", clause="7")])
    spans = {"maintenance": [("10:00", "11:00")], "outages": [("10:00", "10:30")]}
    records = {name: [{"id": 1, "start": f"2026-03-10T{a}Z", "end": f"2026-03-10T{b}Z"} for a, b in each] for name, each in spans.items()}
    (timeline,) = charts_of_line(sk.evaluate(made, records, period="2026-03", details=True).line("Uptime"))[:1]
    assert [row[0] for row in timeline.table.rows] == ["Excluded"]
