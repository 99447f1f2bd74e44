"""Statements: lines, totals, cuts, explanations, tables; figures are shown on their own side of an edge (V3, P5)."""

import json
from datetime import timedelta
from fractions import Fraction

import pytest
from engine_cases import at
from hypothesis import given, strategies as st

import slakit as sk
from slakit.penalties.settlement.claims import Claims
from slakit.statements.format_figure import format_figure


def agreement(*objectives, **changes):
    settings = {
        "provider": "Brightside",
        "customer": "Acme",
        "term": ("2026-01-01", "2026-03-01"),
        "timezone": "UTC",
        "fee": "12000 GBP",
    } | changes
    return sk.Agreement("Care", objectives=objectives, **settings)


def posts(good, bad, month="01", **more):
    return [{"at": at(f"{month}-05"), "ok": index < good} | more for index in range(good + bad)]


GOOD = sk.Share("posts", good={"ok": True})
TWO = agreement(
    sk.Objective("Good | posts", GOOD, "at least 90 %", penalty=sk.Flat("10 %"), clause="4.1"),
    sk.Objective("Few", sk.Count("posts"), "at most 3", penalty=sk.PerBreach("200 GBP"), clause="4.2|b"),
    settlement=sk.Settlement(cap="15 %"),
)


def test_credits_caps_and_cuts():
    """1,200 and 10 x 200 are 3,200, capped at 1,800: 675 and 1,125; February owes nothing and is not cut."""
    statement = sk.evaluate(TWO, {"posts": posts(8, 2) + posts(1, 0, "02")})
    assert [(line.name, line.period.label) for line in statement.lines] == [
        ("Good | posts", "2026-01"),
        ("Few", "2026-01"),
        ("Good | posts", "2026-02"),
        ("Few", "2026-02"),
    ]
    january = statement.lines[:2]
    assert [str(line.credit) for line in january] == ["1200.00 GBP", "2000.00 GBP"]
    assert [str(line.payable) for line in january] == ["675.00 GBP", "1125.00 GBP"]
    assert (str(statement.credit), str(statement.payable)) == ("3200.00 GBP", "1800.00 GBP")
    assert tuple(map(str, statement.adjustments)) == ("2026-01: 3,200.00 GBP capped at 15 % of 12,000.00 GBP = 1,800.00 GBP",)
    assert statement.missed == january


def test_each_billing_period_has_its_own_cap():
    """Two bad months are capped separately: 1,800 each."""
    statement = sk.evaluate(TWO, {"posts": posts(8, 2) + posts(8, 2, "02")})
    assert str(statement.payable) == "3600.00 GBP"
    assert len(statement.adjustments) == 2


def test_the_line_of_an_objective():
    """By name, and by period and group where there are several; an error names what there is."""
    statement = sk.evaluate(TWO, {"posts": posts(8, 2)})
    assert statement.line("Few", "2026-01").measure.value == 10
    with pytest.raises(sk.errors.UsageError, match="2 lines; say which: period= one of '2026-01', '2026-02'"):
        statement.line("Few")
    with pytest.raises(sk.errors.UsageError, match="did you mean 'Few'"):
        statement.line("Fewer")
    with pytest.raises(sk.errors.UsageError, match="no line for '2026-1'; did you mean '2026-01'"):
        statement.line("Few", "2026-1")


def test_an_explanation_tells_every_step():
    """Clause, target, figures, verdict, arithmetic, cap."""
    text = str(sk.evaluate(TWO, {"posts": posts(8, 2)}).explain("Good | posts", "2026-01"))
    for part in (
        "Good | posts (clause 4.1), 2026-01",
        "at least 90 %",
        "80 %",
        "8 of 10",
        "missed",
        "not at least 90 %",
        "10 % of 12,000.00 GBP = 1,200.00 GBP",
        "675.00 GBP of it is payable",
        "1,800.00 GBP",
    ):
        assert part in text, part


def test_an_explanation_of_no_data():
    """It says so, why, and that nothing is owed."""
    text = str(sk.evaluate(TWO, {"posts": []}).explain("Good | posts", "2026-01"))
    assert "no data, so nothing is owed" in text
    assert "no records" in text


def test_an_explanation_of_all_periods():
    """Without a period it has them all."""
    assert len(sk.evaluate(TWO, {"posts": []}).explain("Few").lines) == 2


def test_pipes_in_markdown():
    """A name with a pipe does not break the table: every row has as many cells as the head."""
    text = sk.evaluate(TWO, {"posts": posts(8, 2)}).to_markdown()
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len(table) == 2 + 4
    assert {line.replace("\\|", "").count("|") for line in table} == {table[0].count("|")}
    assert "Good \\| posts" in text
    assert "4.2\\|b" in text


def test_the_table_for_the_terminal():
    """Totals below, the cut among them; money to the right."""
    text = sk.evaluate(TWO, {"posts": posts(8, 2)}).to_text()
    for part in (
        "Care: Brightside to Acme",
        "1,200.00 GBP",
        "675.00 GBP",
        "4 lines, 2 missed, 1 without data",
        "3,200.00 GBP gross, 1,800.00 GBP payable",
    ):
        assert part in text, part
    assert str(sk.evaluate(TWO, {"posts": []})) == sk.evaluate(TWO, {"posts": []}).to_text()


def test_an_agreement_that_pays_nothing():
    """Without money there are no credits, and no columns of them."""
    free = agreement(sk.Objective("Good", GOOD, "at least 90 %"), fee=None)
    statement = sk.evaluate(free, {"posts": posts(8, 2)}, period="2026-01")
    assert (statement.payable, statement.credit, statement.lines[0].credit, statement.lines[0].fee) == (None,) * 4
    assert "credit" not in statement.to_text()


def test_plain_data():
    """to_dict is JSON, exact: fractions as text, money as text, instants with their offset."""
    statement = sk.evaluate(TWO, {"posts": posts(2, 1)}, period="2026-01")
    data = json.loads(statement.to_json())
    assert data == statement.to_dict()
    line = data["lines"][0]
    assert line["measure"]["value"] == "2/3"
    assert (line["credit"], line["fee"], line["outcome"]) == ("1200.00 GBP", "12000.00 GBP", "missed")
    assert (line["from"], line["until"], line["period"], line["partial"]) == (
        "2026-01-01T00:00:00+00:00",
        "2026-02-01T00:00:00+00:00",
        "2026-01",
        False,
    )
    assert data["accounts"][0] == {
        "objective": "Good | posts",
        "stream": "posts",
        "read": 3,
        "counted": 3,
        "pending": 0,
        "excluded": {},
        "problems": {},
        "unread": 0,
    }
    assert len(data["digest"]) == 64


def test_a_figure_beside_a_tier():
    """1.000004 % of the month down, next to a tier at 99 %, is not shown as 99 %."""
    agreed = agreement(sk.Objective("Up", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})))
    down = timedelta(days=31) * 1_000_004 / 100_000_000
    line = sk.evaluate(agreed, {"outages": [{"start": at("01-05"), "end": at("01-05") + down}]}, period="2026-01").line("Up")
    assert line.shown == "98.999996 %"
    assert str(line.credit) == "1200.00 GBP"


@given(st.fractions(0, 2), st.lists(st.decimals(0, 200, places=4), max_size=3))
def test_what_is_shown_lies_where_the_figure_lies(figure, edges):
    """On the same side of every edge, or on it."""
    limits = [sk.quantity(f"{edge} %") for edge in edges]
    seen = sk.quantity(format_figure(figure, "%", limits).replace(",", "")).base
    for limit in limits:
        assert (seen > limit.base, seen < limit.base) == (figure > limit.base, figure < limit.base)


def test_a_statement_is_read_back():
    """From its JSON: lines, amounts, evidence and words; it sums as before, and cannot judge, for it holds only the words of its target."""
    statement = sk.evaluate(TWO, {"posts": posts(8, 2, who="x")})
    again = sk.Statement.from_json(statement.to_json())
    assert again.to_dict() == statement.to_dict()
    assert (again.credit, again.payable, again.lines[0].credit) == (statement.credit, statement.payable, sk.money("1200 GBP"))
    assert again.line("Few", "2026-01").measure.evidence == statement.line("Few", "2026-01").measure.evidence
    assert (again.lines[0].outcome, again.missed[0].name) == ("missed", "Good | posts")
    assert again == statement
    assert again.lines[0].target.holds(Fraction(1))


def test_texts_have_one_zone():
    """Ten o'clock in June is 11:00 in London: evidence, refused exclusions and claims say so; JSON has the evidence in UTC."""
    agreement = sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="Europe/London",
        fee="1000 GBP",
        objectives=[sk.Objective("Up", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 %"))],
        exclusions=[sk.Exclusion("maintenance", applies_to="outages", notice="72 hours")],
        settlement=sk.Settlement(claims=Claims("30 days")),
    )
    rows = [{"start": "2026-06-10T10:00Z", "end": "2026-06-10T11:00Z", "announced": None}]
    claims = [{"at": "2026-07-02T08:00Z", "objective": "Up", "period": "2026-06"}]
    statement = sk.evaluate(
        agreement, {"outages": rows, "maintenance": rows, "claims": claims}, period="2026-06", as_of="2026-08-15T00:00Z"
    )
    text = str(statement.explain("Up"))
    assert "worst:    2026-06-10T11:00:00+01:00 to 2026-06-10T12:00:00+01:00, 1 h" in text
    assert "1 h from 2026-06-10T11:00+01:00 was not announced: it counts" in text
    assert "claimed 2026-07-02T09:00:00+01:00, in time" in text
    assert "+00:00" not in text
    assert str(sk.Statement.from_json(statement.to_json()).explain("Up")) == text
    assert statement.to_dict()["lines"][0]["measure"]["evidence"][0]["at"] == "2026-06-10T10:00:00+00:00"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data.pop("agreement"), "statement has no 'agreement'"),
        (lambda data: data["lines"][0].update(credit="10"), r"lines\[0\].credit: '10' cannot be read"),
        (lambda data: data["lines"][0].pop("target"), r"lines\[0\] has no 'target'"),
        (lambda data: data["lines"][0].update(claim_by="soon"), r"lines\[0\].claim_by: 'soon' cannot be read"),
        (lambda data: data.update(accounts=[{"read": 1}]), "statement.accounts: .* cannot be read"),
        (lambda data: data.update(adjustments=["x"]), r"statement.adjustments: \['x'\] cannot be read; write what to_dict\(\) gave$"),
        (lambda data: data["adjustments"][0].update(word=["capped"]), r"adjustment.word: \['capped'\] cannot be read; write"),
        (
            lambda data: data["adjustments"][0].update(before="x"),
            r"adjustment.before: .x. cannot be read: .*; write what",
        ),
        (lambda data: data["lines"][0].update(credit="1.00 EUR"), "lines: .* write what to_dict"),
        (lambda data: data["lines"][0]["measure"].update(evidence=[{}]), r"lines\[0\].measure.evidence: .* cannot be read"),
    ],
)
def test_what_is_no_statement_is_not_read(change, says):
    """An error that names the place."""
    data = sk.evaluate(TWO, {"posts": posts(8, 2)}).to_dict()
    change(data)
    with pytest.raises(sk.errors.UsageError, match=says):
        sk.Statement.from_json(json.dumps(data))
    with pytest.raises(sk.errors.UsageError, match="is not the JSON of a statement"):
        sk.Statement.from_json("{")
