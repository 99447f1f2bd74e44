"""P7 and A2: history from records and from statements comes to the same; a difference is what lies between two statements."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st
from read_back import differing, every_field

import slakit as sk

START = datetime(2026, 1, 1, tzinfo=UTC)
MONTHS = [datetime(2026, month, 1, tzinfo=UTC) for month in range(1, 7)]
LABELS = [f"2026-{month:02}" for month in range(1, 6)]
RATCHET = sk.rules.Ratchet(best=1, share="50 %", per="every 2 months from 2026-01-01")
EXAMPLES = max(2, settings.get_profile(settings.get_current_profile_name()).max_examples // 6)


@sk.penalty
def streaks(case):
    """7 EUR for each missed period in a row."""
    return case.streak * sk.money("7 EUR")


@sk.penalty(always=True)
def all_of_it(case):
    """Misses, credits, what was payable and figures of every earlier period."""
    missed = sum(line.outcome is sk.Outcome.MISSED for line in case.history[-3:])
    credit = sum((line.credit for line in case.history if line.credit), sk.money("0 EUR"))
    payable = sum((line.payable for line in case.history if line.payable), sk.money("0 EUR"))
    figures = sum(line.judged.base for line in case.history if line.judged)
    return missed * sk.money("3 EUR") + credit / 5 + payable / 3 + sk.money("0.01 EUR") * figures


def agreement(settlement, *more):
    share = sk.Share("q", good={"ok": True})
    objectives = [
        sk.Objective("Streaks", share, "at least 80 %", penalty=streaks),
        sk.Objective("All", sk.Count("q"), "at most 2", penalty=all_of_it),
        sk.Objective("Carried", share, "at least 70 %", silence="carry", minimum=2, penalty=sk.Flat("4 %")),
        sk.Objective("Rising", share, "at least 50 %", penalty=sk.Linear("1 %", per="1 pp"), ratchet=RATCHET),
        sk.Objective("Teams", share.by("team"), "at least 50 %", penalty=streaks),
        sk.Objective("Up", sk.Uptime("o"), "at least 99.9 %", penalty=sk.Linear("1 %", per="1 pp") + streaks),
        sk.Objective("Again", sk.Count("q"), "at most 1", penalty=sk.Flat("5 %").repeated({2: 2}, within=3)),
        sk.Objective("Back", sk.Count("q"), "at most 1", penalty=sk.Flat("4 EUR").earned_back(1)),
        sk.Objective("Points", sk.Count("q"), "at most 1", penalty=sk.Flat("2 points").grants("terminate", owing="5 points", within=4)),
        sk.Objective("Right", share, "at least 60 %", penalty=sk.Right("step in").only_if(in_a_row=2)),
        sk.Objective("Days", sk.Count("q"), "at most 0", window="daily", penalty=sk.Flat("5 EUR")),
    ]
    return sk.Agreement(
        "Law",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-06-01"),
        timezone="UTC",
        fee="100 EUR",
        objectives=[*objectives, *more],
        settlement=settlement,
    )


AGREEMENTS = {
    "uncapped": agreement(sk.Settlement()),
    "capped": agreement(sk.Settlement(cap="9 EUR")),
    "rolling": agreement(sk.Settlement(steps=[sk.steps.Cap("25 EUR", per="rolling 3 months")])),
    "banked": agreement(
        sk.Settlement(
            steps=[
                sk.steps.Cap("40 EUR", per="rolling 3 months", used={"2025-12-31": "9 EUR"}),
                sk.steps.BonusBank(lapses="2 months", opening={"2025-12-31": "3 EUR"}),
            ]
        ),
        sk.Objective("Earns", sk.Count("q"), "at most 6", penalty=sk.Bonus(sk.Linear("1 EUR", per=1))),
        sk.Objective("By team", sk.Count("q"), "at most 2", penalty=sk.PerBreach({"a": "1 EUR", "b": "2 EUR"}, credit_by="team")),
    ),
    "amended": agreement(sk.Settlement(cap="30 %")).amend(effective="2026-03-01", fee="150 EUR", settlement=sk.Settlement(cap="9 EUR")),
}

FORMS = {
    "statement": lambda statement: statement,
    "plain": sk.Statement.to_dict,
    "json": sk.Statement.to_json,
    "closed": sk.Statement.close,
}

rows = st.lists(
    st.builds(
        lambda hour, ok, team: {"at": START + timedelta(hours=hour), "ok": ok, "team": team},
        st.integers(0, 3_600),
        st.booleans(),
        st.sampled_from("ab"),
    ),
    max_size=14,
)
outages = st.lists(
    st.builds(
        lambda hour, length: {"start": START + timedelta(hours=hour), "end": START + timedelta(hours=hour + length)},
        st.integers(0, 3_500),
        st.integers(1, 90),
    ),
    max_size=4,
)


def within(records, first, last):
    """The records of a stretch; an outage that touches it is one of them, cut at its end, which the reader does not see yet."""
    return {
        "q": [row for row in records["q"] if first <= row["at"] < last],
        "o": [{**row, "end": min(row["end"], last)} for row in records["o"] if row["start"] < last and row["end"] > first],
    }


def figures(statement):
    return [
        (line.named, line.period.label, line.outcome, line.measure.value, line.credit, line.payable, line.returned, line.units, line.rights)
        for line in statement.lines
    ]


@pytest.mark.parametrize("name", AGREEMENTS)
def test_history_from_records_or_from_statements(name):
    """Month by month, each with its own records and the statements before it, or with all records: the same figures."""
    agreed = AGREEMENTS[name]

    @settings(max_examples=EXAMPLES)
    @given(rows, outages, st.sampled_from(sorted(FORMS)))
    def law(some, down, form):
        records = {"q": some, "o": down}
        told = []
        for place, label in enumerate(LABELS):
            month = MONTHS[place], MONTHS[place + 1]
            statement = sk.evaluate(agreed, within(records, *month), period=label, history=told)
            whole = sk.evaluate(agreed, within(records, START, month[1]), period=label)
            assert figures(statement) == figures(whole)
            told.append(FORMS[form](statement))

    law()


@pytest.mark.parametrize("name", AGREEMENTS)
def test_a_statement_comes_back_from_its_json(name):
    """Read from its JSON, a statement is the same in every field and every form, open periods included, and closes alike."""

    @settings(max_examples=EXAMPLES)
    @given(rows, outages, st.none() | st.sampled_from(["2026-02-10T00:00Z", "2026-05-31T12:00Z"]))
    def law(some, down, as_of):
        statement = sk.evaluate(AGREEMENTS[name], {"q": some, "o": down}, as_of=as_of)
        again = sk.Statement.from_json(statement.to_json())
        assert (again, every_field(again)) == (statement, every_field(statement))
        assert sk.Statement.from_json(again.to_json(indent=None).encode()) == again
        assert differing(again, statement) == []
        if all(line.period.span.end <= statement.as_of for line in statement.lines):
            assert again.close() == statement.close()

    law()


@settings(max_examples=EXAMPLES)
@given(rows, rows, outages)
def test_a_difference_is_what_lies_between(some, late, down):
    """What was closed, and what is to be posted, come to the amended statement: in all, and line by line."""
    agreed = AGREEMENTS["capped"]
    closed, amended = (sk.evaluate(agreed, {"q": given, "o": down}) for given in (some, some + late))
    found = amended - sk.types.ClosedStatement.from_json(closed.close().to_json())
    assert closed.payable + found.payable == amended.payable
    assert closed.credit + found.credit == amended.credit
    assert json.loads(json.dumps(found.to_dict()))["payable"] == str(found.payable)
    assert (closed - amended.close()).payable == -found.payable
