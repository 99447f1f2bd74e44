"""The tidy tables of a statement, before any library makes frames of them: their rows, numbers, units and exact texts."""

from fractions import Fraction

import pytest
from tested_contract import CONTRACT, DOWN, JUNE, june

import slakit as sk
from slakit.statements.frame_columns import Kind


def rows(of, name="lines"):
    table = of._frame_table(name)
    return [dict(zip(table.values, row, strict=True)) for row in zip(*table.values.values(), strict=True)]


def agreement(*objectives, **settings):
    chosen = {"provider": "P", "customer": "C", "term": ("2026-06-01", "2026-07-01"), "timezone": "Europe/London", "fee": "1000 EUR"}
    return sk.Agreement("Tidy", objectives=objectives, **chosen | settings)


def test_a_line_is_a_row():
    """10 of 720 hours down: 98.6111 %, 10 % of 2,500 EUR; plain numbers beside exact ones, in the unit of the target."""
    row = rows(june())[0]
    exact = Fraction(71000, 720)
    assert {key: row[key] for key in ("name", "clause", "version", "period", "group", "partial", "target", "outcome", "level")} == {
        "name": "Uptime", "clause": "4.1", "version": None, "period": "2026-06", "group": None, "partial": False,
        "target": "at least 99.9 %", "outcome": "missed", "level": None,
    }  # fmt: skip
    assert (row["measure"], Fraction(row["measure_exact"]), row["unit"]) == (float(exact), exact, "%")
    assert (row["limit"], row["limit_exact"], row["second_limit"]) == (99.9, "99.9", None)
    assert (row["credit"], row["credit_exact"], row["currency"], row["fee_exact"]) == (250.0, "250.00", "EUR", "2500.00")
    assert (row["sample"], row["pending"], row["unread"], row["final"], row["certain"]) == (1, 0, 0, True, True)
    assert (row["start"], row["end"]) == (1780272000 * 10**6, 1782864000 * 10**6)  # 1 June and 1 July 2026, 00:00 UTC
    assert row["reason"].startswith("98.611 % against at least 99.9 %")


def test_figures_are_in_the_unit_of_the_target():
    """Downtime of 90 minutes, in minutes as the first limit is, and so is the second of 2 hours; a bare number is one of items."""
    agreed = agreement(
        sk.Objective("Down", sk.Downtime("o"), sk.at_least("60 min") & sk.at_most("2 hours")),
        sk.Objective("Count", sk.Count("o", at="start"), "at most 3"),
        sk.Objective("Ratio", sk.Uptime("o"), "at least 0.999"),
    )
    down, count, ratio = rows(sk.evaluate(agreed, {"o": [{"start": "2026-06-02T00:00Z", "end": "2026-06-02T01:30Z"}]}))
    assert [(down[key], down[f"{key}_exact"]) for key in ("measure", "limit", "second_limit")] == [
        (90.0, "90"),
        (60.0, "60"),
        (120.0, "120"),
    ]
    assert (down["unit"], count["unit"], ratio["unit"]) == ("min", None, None)
    assert (count["measure"], count["limit_exact"]) == (1.0, "3")
    assert (ratio["limit"], Fraction(ratio["measure_exact"])) == (0.999, 1 - Fraction(90, 43200))
    assert (down["currency"], down["fee"]) == ("EUR", 1000.0)


def test_groups_of_several_fields_have_columns():
    """`group` has them all; group_1 and group_2 come last, where there are any."""
    sites = agreement(sk.Objective("Up", sk.Uptime("o").by("site", "tier"), "at least 99.9 %"))
    (row,) = rows(sk.evaluate(sites, {"o": [{**DOWN, "site": "eu", "tier": 1}]}))
    assert (row["group"], [*row][-2:], row["group_1"], row["group_2"]) == ("eu, 1", ["group_1", "group_2"], "eu", "1")
    assert [*rows(june())[0]] == [*row][:-2]


def test_evidence_has_one_unit_for_each_kind():
    """Ten hours are 600 minutes, with the line that they are of; the worst has rank 1."""
    row = rows(june(), "evidence")[0]
    assert (row["name"], row["period"], row["rank"]) == ("Uptime", "2026-06", 1)
    assert (row["figure"], row["figure_exact"], row["unit"]) == (600.0, "600", "min")
    assert (row["until"] - row["since"]) == 10 * 3600 * 10**6
    assert {one["name"] for one in rows(june().where(name="Answers"), "evidence")} == {"Answers"}


def test_what_steps_did():
    """A cap of 15 % leaves 150 of 200 EUR: 50 are taken off, in all and of the line."""
    capped = agreement(sk.Objective("Up", sk.Uptime("o"), "at least 99.9 %", penalty=sk.Flat("20 %")), settlement=sk.Settlement(cap="15 %"))
    statement = sk.evaluate(capped, {"o": [DOWN]})
    (all_,), (share,) = rows(statement, "adjustments"), rows(statement, "shares")
    for row in (all_, share):
        assert (row["step"], row["before_exact"], row["after_exact"], row["amount"], row["currency"]) == (
            "capped", "200.00", "150.00", 50.0, "EUR",
        )  # fmt: skip
    assert share["name"] == "Up"
    assert Fraction(all_["before_exact"]) - Fraction(all_["amount_exact"]) == statement.payable.exact


def test_problems_accounts_and_duties():
    """One unreadable outage of two; a report that is due three days after June."""
    agreed = agreement(
        sk.Objective(
            "Up", sk.Uptime("o"), "at least 99.9 %", duties=[sk.duties.Duty("Report", "provider", within="3 days", stream="reports")]
        )
    )
    statement = sk.evaluate(agreed, {"o": [DOWN, {"start": "never", "end": None}]}, as_of="2026-07-02T00:00Z")
    (problem,), accounts, (duty,) = (rows(statement, name) for name in ("problems", "accounts", "duties"))
    assert (problem["stream"], problem["objective"], problem["count"]) == ("o", "Up", 1)
    assert [(one["read"], one["counted"], one["problems"], one["unread"]) for one in accounts if one["stream"] == "o"] == [(2, 1, 1, 1)]
    assert (duty["duty"], duty["state"], duty["last_day"], duty["done"]) == ("Report", "open", "2026-07-03", None)
    assert rows(statement.missed, "duties") == [duty]


def test_a_table_that_is_not_there():
    """It is refused with those that are; a selection has no problems of its own."""
    with pytest.raises(sk.errors.UsageError, match="'evidenc' is not a table of Statement; did you mean 'evidence'"):
        june()._frame_table("evidenc")
    with pytest.raises(sk.errors.UsageError, match="'problems' is not a table of Lines; known: duties, evidence, lines, shares"):
        june().missed._frame_table("problems")


def test_an_open_period_has_a_projection():
    """Nothing is owed yet, and the projected amount has a column of its own."""
    row = rows(sk.evaluate(CONTRACT, JUNE, period="2026-06", as_of="2026-06-16T00:00Z"))[0]
    assert (row["credit"], row["projected"], row["projected_exact"], row["final"]) == (0.0, 250.0, "250.00", False)


def test_every_number_has_its_exact_text():
    """Each column of numbers is followed by the column of its text."""
    for name in ("lines", "evidence", "shares", "adjustments"):
        kinds = june()._frame_table(name).kinds
        columns = [*kinds]
        for index, (column, kind) in enumerate(kinds.items()):
            if kind is Kind.NUMBER:
                assert columns[index + 1] == f"{column}_exact"
