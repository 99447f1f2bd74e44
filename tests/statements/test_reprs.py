"""What a failing test shows of a result: one line with all that matters."""

import pytest
from tested_contract import CONTRACT, JUNE, june

import slakit as sk
from slakit import testing as skt

STATEMENT = june()
LINE = STATEMENT.line("Uptime")
OPEN = sk.evaluate(CONTRACT, JUNE, period="2026-06", as_of="2026-06-16T00:00Z")
REPRS = [
    (LINE, "<Line Uptime 2026-06: 98.611 % missed, 250.00 EUR>"),
    (OPEN.line("Uptime"), "<Line Uptime 2026-06: 97.222 % missed, 250.00 EUR projected>"),  # 10 of 360 hours
    (sk.evaluate(CONTRACT, {}, period="2026-06").line("Uptime"), "<Line Uptime 2026-06: no data, 0.00 EUR>"),
    (STATEMENT, "<Statement Vendor hosting, as of 2026-07-01: 3 lines, 3 missed, 850.00 EUR>"),
    (STATEMENT.close(), f"<ClosedStatement Vendor hosting, as of 2026-07-01: 3 lines, seal {STATEMENT.close().seal[:12]}>"),
    (STATEMENT.close().lines[0], "<ClosedLine Uptime 2026-06: missed at 98.611111 %, 250.00 EUR>"),
    (june(outages=[]) - STATEMENT.close(), "<Difference Vendor hosting: 1 line changed, -250.00 EUR>"),
    (LINE.prior, "<PriorLine Uptime 2026-06: 98.611111 % missed, 250.00 EUR>"),
    (LINE.measure, "<Measure 98.611111 % of 1 record>"),
    (STATEMENT.line("Incidents").measure, "<Measure 10 of 10 records>"),
    (sk.evaluate(CONTRACT, {}, period="2026-06").line("Uptime").measure, "<Measure no data: stream 'outages' was never fed>"),
    (LINE.verdict, "<Verdict missed at 98.611111 %>"),
    (OPEN.line("Uptime").verdict, "<Verdict missed at 97.222222 % so far>"),
    (LINE.period, "<Period 2026-06: 2026-06-01T00:00:00+00:00 to 2026-07-01T00:00:00+00:00>"),
    (LINE.amounts, "<Amounts 250.00 EUR>"),
    (LINE.measure.evidence[0], "<Evidence 2026-06-08T02:00:00+00:00 to 2026-06-08T12:00:00+00:00, 10 h>"),
    (STATEMENT.accounts[0], "<Account Uptime: 1 of outages read = 1 counted>"),
    (STATEMENT.explain("Uptime"), "<Explanation Uptime (clause 4.1), 2026-06>"),
    (skt.payoff(CONTRACT, "Uptime", period="2026-06"), "<Payoff Uptime (clause 4.1), 2026-06: at least 99.9 %>"),
    (skt.edges(CONTRACT, "Uptime", period="2026-06")[0], "<Edge 99.9 %: 0.00 EUR at it; 125.00 EUR below; 0.00 EUR above>"),
]


@pytest.mark.parametrize(("value", "text"), REPRS, ids=[type(value).__name__ for value, _ in REPRS])
def test_of_a_result(value, text):
    """No attribute that nobody asked for, and one line."""
    assert repr(value) == text


def test_of_more_than_money():
    """What is owed besides, what is left of it, problems, duties and rights."""
    contract = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="100 EUR",
        objectives=[
            sk.Objective(
                "Up", sk.Uptime("outages").by("site"), "at least 99.9 %",
                penalty=sk.Flat("20 %") + sk.Flat("2 days") + sk.Right("terminate", within="60 days"),
                duties=[sk.duties.Duty("Report", "provider", within="3 days", stream="reports")],
            )
        ],
        settlement=sk.Settlement(cap="15 EUR"),
    )  # fmt: skip
    rows = [{**JUNE["outages"][0], "site": "eu"}, {"start": "never", "end": None, "site": "eu"}]
    statement = sk.evaluate(contract, {"outages": rows}, period="2026-06", as_of="2026-07-02T00:00Z")
    (line,) = statement.lines
    assert repr(line) == "<Line Up [eu] 2026-06: 98.611 % missed, 20.00 EUR, 15.00 EUR payable, 2 days, terminate>"
    assert repr(line.duties[0]) == "<DutyState Report, provider: by 2026-07-03, open>"
    assert repr(line.right_states[0]) == f"<RightState {line.right_states[0]}>"
    assert repr(line.adjustments[0]) == f"<Adjustment {line.adjustments[0]}>"
    assert repr(statement.problems[0]) == f"<Problem {statement.problems[0]}>"


def test_terms_of_a_contract_stay_code():
    """What a contract is made of is shown as what makes it."""
    assert (
        repr(CONTRACT.objectives[2]) == "Objective('Incidents', Count('cases', at='asked'), at_most('1'), penalty=PerBreach('10.00 EUR'))"
    )


def test_a_name_from_records_is_only_text_to_a_terminal():
    """A colour, a bell and a mark of direction are their codes, in the repr as in the reports."""
    made = sk.Agreement(
        "A\x1b[31m", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Up\x07", sk.Count("rows", by="who"), "at most 0")],
    )  # fmt: skip
    statement = sk.evaluate(made, {"rows": [{"at": "2026-03-02T09:00Z", "who": "\u202eann"}]}, period="2026-03")
    assert repr(statement).startswith(r"<Statement A\x1b[31m, as of")
    assert repr(statement.lines[0]) == r"<Line Up\x07 [\u202eann] 2026-03: 1 missed>"
