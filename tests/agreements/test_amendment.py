"""Amendments: what changes in an agreement, from which day, and which version judges a period (docs/numbers.md A1)."""

import pytest
from names import NAMES

import slakit as sk

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}
CALM = sk.Objective("Calm", sk.Count("q"), "at most 0", penalty=sk.Flat("10 %"))


def agreement(**changes):
    return sk.Agreement("A", **{**TERM, "fee": "1000 EUR", "objectives": [CALM], **changes})


def incidents(*days):
    return {"q": [{"at": f"2026-{day}T12:00Z"} for day in days]}


def test_a_fee_from_july_on():
    """10 % of 1,000 EUR in June, of 1,500 EUR in July; each line cites its version."""
    agreed = agreement().amend(effective="2026-07-01", fee="1500 EUR", name="Amendment 1")
    statement = sk.evaluate(agreed, incidents("06-05", "07-05"))
    found = [(line.period.label, line.version, str(line.fee), str(line.credit)) for line in statement.missed]
    assert found == [
        ("2026-06", "original", "1000.00 EUR", "100.00 EUR"),
        ("2026-07", "Amendment 1", "1500.00 EUR", "150.00 EUR"),
    ]
    assert statement.missed[1].to_dict()["version"] == "Amendment 1"
    assert "version:  Amendment 1" in str(statement.explain("Calm", "2026-07"))


def test_without_amendments_no_version_is_cited():
    """There is one version, and nothing to say of it."""
    assert sk.evaluate(agreement(), incidents("06-05"), period="2026-06").lines[0].version == ""


def test_a_period_is_judged_by_the_version_in_force_at_its_start():
    """From 16 July the fee is 1,500 EUR: July is still judged by 1,000."""
    agreed = agreement().amend(effective="2026-07-16", fee="1500 EUR")
    statement = sk.evaluate(agreed, incidents("07-20", "08-20"))
    assert [(line.period.label, str(line.credit)) for line in statement.missed] == [("2026-07", "100.00 EUR"), ("2026-08", "150.00 EUR")]
    assert statement.missed[1].version == "amendment of 2026-07-16"


def test_a_period_that_is_split():
    """July has 31 days: 15 of 1,000 EUR are 483.87, 16 of 1,550 EUR are 800; 10 % of them 48.39 and 80."""
    agreed = agreement().amend(effective="2026-07-16", fee="1550 EUR", split=True)
    july = sk.evaluate(agreed, incidents("07-05", "07-20"), period="2026-07")
    found = [(line.period.label, line.version, str(line.fee.rounded()), str(line.credit)) for line in july.lines]
    assert found == [
        ("2026-07-01..2026-07-15", "original", "483.87 EUR", "48.39 EUR"),
        ("2026-07-16..2026-07-31", "amendment of 2026-07-16", "800.00 EUR", "80.00 EUR"),
    ]
    assert july.lines[0].period.partial
    assert str(july.line("Calm", "2026-07-01..2026-07-15").credit) == "48.39 EUR"
    assert str(sk.evaluate(agreed, incidents("07-20"), period="2026-07").credit) == "80.00 EUR"
    assert len(sk.evaluate(agreed, incidents("07-20")).lines) == 13


def test_a_quarter_over_two_fees():
    """The third quarter begins under the old version, and its bills are July, August and September: 1,000 + 1,500 + 1,500."""
    quarterly = sk.Objective("Calm", sk.Count("q"), "at most 0", window="quarterly", penalty=sk.Flat("10 %"))
    agreed = agreement(objectives=[quarterly]).amend(effective="2026-08-01", fee="1500 EUR")
    line = sk.evaluate(agreed, incidents("09-05"), period="2026-Q3").lines[0]
    assert (str(line.fee), str(line.credit), line.version) == ("4000.00 EUR", "400.00 EUR", "original")


def test_objectives_come_change_and_go():
    """Calm is tightened to 0 in July, Few is new in July, Old ends in June."""
    loose = sk.Objective("Calm", sk.Count("q"), "at most 1", penalty=sk.Flat("10 %"))
    old = sk.Objective("Old", sk.Count("q"), "at most 5")
    few = sk.Objective("Few", sk.Count("q"), "at most 2", penalty=sk.Flat("1 EUR"))
    agreed = agreement(objectives=[loose, old]).amend(effective="2026-07-01", objectives=[CALM, few], without=["Old"])
    statement = sk.evaluate(agreed, incidents("06-05", "07-05"), period=("2026-06-01", "2026-08-01"))
    assert [(line.period.label, line.name, str(line.target), str(line.outcome)) for line in statement.lines] == [
        ("2026-06", "Calm", "at most 1", "met"),
        ("2026-06", "Old", "at most 5", "met"),
        ("2026-07", "Calm", "at most 0", "missed"),
        ("2026-07", "Few", "at most 2", "met"),
    ]
    with pytest.raises(sk.errors.UsageError, match="'Old' is not an objective of this statement"):
        sk.evaluate(agreed, incidents("06-05"), period="2026-07").line("Old")


def test_a_streak_runs_on_over_an_amendment():
    """June, July and August are missed, the rule is changed in July: the streak is 3 in August, and 30 EUR at ten a period."""

    @sk.penalty
    def by_streak(case):
        return case.streak * sk.money("10 EUR")

    later = sk.Objective("Calm", sk.Count("q"), "at most 0", penalty=by_streak)
    agreed = agreement().amend(effective="2026-07-01", objectives=[later])
    records = incidents("06-05", "07-05", "08-05")
    assert str(sk.evaluate(agreed, records, period="2026-08").credit) == "30.00 EUR"
    june = sk.evaluate(agreed, incidents("06-05"), period="2026-06").to_json()
    july = sk.evaluate(agreed, incidents("07-05"), period="2026-07", history=june).to_json()
    assert str(sk.evaluate(agreed, incidents("08-05"), period="2026-08", history=[june, july]).credit) == "30.00 EUR"


def test_a_settlement_from_july_on():
    """5 % at most from July: June's 100 EUR stay, July's are cut to 50."""
    agreed = agreement().amend(effective="2026-07-01", settlement=sk.Settlement(cap="5 %"))
    statement = sk.evaluate(agreed, incidents("06-05", "07-05"))
    assert [str(line.payable) for line in statement.missed] == ["100.00 EUR", "50.00 EUR"]


def test_exclusions_from_july_on():
    """An outage of the same hour counts in June, and is maintenance in July."""
    up = sk.Objective("Up", sk.Uptime("o"), "at least 100 %", penalty=sk.Flat("10 %"))
    maintenance = sk.Exclusion("maintenance", applies_to="o")
    agreed = agreement(objectives=[up]).amend(effective="2026-07-01", exclusions=[maintenance])
    hours = [{"start": f"2026-{month}-05T10:00Z", "end": f"2026-{month}-05T11:00Z"} for month in ("06", "07")]
    statement = sk.evaluate(agreed, {"o": hours, "maintenance": hours}, period=("2026-06-01", "2026-08-01"))
    assert [str(line.outcome) for line in statement.lines] == ["missed", "met"]


def test_several_amendments_in_any_order():
    """They take effect in the order of their dates, however they are written."""
    agreed = agreement().amend(effective="2026-10-01", fee="3000 EUR").amend(effective="2026-07-01", fee="2000 EUR")
    assert [str(version.agreement.fee) for version in agreed.versions] == ["1000.00 EUR", "2000.00 EUR", "3000.00 EUR"]
    other = agreement().amend(effective="2026-07-01", fee="2000 EUR").amend(effective="2026-10-01", fee="3000 EUR")
    assert agreed == other
    assert sk.evaluate(agreed, incidents("08-05")).digest == sk.evaluate(other, incidents("08-05")).digest
    assert sk.evaluate(agreed, incidents("08-05")).digest != sk.evaluate(agreement(), incidents("08-05")).digest


def test_amendments_in_documents():
    """[[amendments]] tables, and the repr, give the same agreement back."""
    few = sk.Objective("Few", sk.Count("q"), "at most 2", penalty=sk.Flat("1 EUR"))
    agreed = agreement().amend(
        effective="2026-07-16", name="Amendment 1", split=True, fee="1550 EUR", objectives=[few], settlement=sk.Settlement(cap="5 %")
    )
    agreed = agreed.amend(effective="2026-10-01", without=["Calm"])
    text = sk.dumps(agreed)
    assert "[[amendments]]" in text
    assert sk.loads(text) == agreed
    assert sk.loads(sk.dumps(agreed, "json")) == agreed
    assert eval(repr(agreed), NAMES) == agreed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"effective": "soon"}, "effective='soon' is not a date; write effective='2026-07-01'"),
        ({"effective": "2027-07-01"}, "effective='2027-07-01' lies outside the term ('2026-01-01', '2027-01-01')"),
        ({"effective": "2026-01-01"}, "effective='2026-01-01' lies outside the term"),
        ({"without": ["Clam"]}, "amendment of 2026-07-01: without='Clam' is not an objective in force then; did you mean 'Calm'?"),
        ({"without": ["Calm"]}, "amendment of 2026-07-01: no objective is left; end the term instead"),
        ({"without": "Calm", "objectives": [CALM]}, "objective 'Calm' is changed and ended at once; write one of them"),
        ({"fee": "5 GBP"}, "amendment of 2026-07-01: fee='5.00 GBP' is not in EUR, the currency of the agreement; use one"),
        ({"fee": "-5 EUR"}, "fee='-5 EUR' is negative"),
        ({"fee": 5}, "5 is not money"),
        ({"split": "yes"}, "split='yes' is not true or false; write split=True"),
        ({"objectives": ["Calm"]}, "objectives is not a list of objectives"),
        ({"exclusions": [sk.Exclusion("maintenance", applies_to="outages")]}, "exclusion 'maintenance': no metric reads 'outages'"),
        ({"settlement": "15 %"}, "settlement='15 %' is not a settlement"),
        ({"settlement": sk.Settlement(cap="15 GBP")}, "amendment of 2026-07-01: settlement: '15.00 GBP' is not in EUR"),
    ],
)
def test_what_does_not_fit_is_told_when_it_is_made(change, told):
    """Dates, names, currencies, and what the changed agreement would contradict."""
    with pytest.raises(sk.errors.ContractError) as found:
        agreement().amend(**{"effective": "2026-07-01", **change})
    assert told in str(found.value)


def test_two_amendments_of_one_day():
    """They would leave open which of them comes first."""
    with pytest.raises(sk.errors.ContractError, match="two amendments take effect on 2026-07-01; write one with all that changes"):
        agreement().amend(effective="2026-07-01", fee="5 EUR").amend(effective="2026-07-01", fee="6 EUR")


def test_rolling_periods_cannot_be_split():
    """They overlap, so that no day cuts them in two."""
    rolling = sk.Objective("Calm", sk.Count("q"), "at most 0", window="rolling 30 days")
    with pytest.raises(sk.errors.ContractError, match="split=True cannot cut the rolling periods of objective 'Calm'; leave it out"):
        agreement(objectives=[rolling]).amend(effective="2026-07-01", split=True)


def test_a_window_that_changes():
    """1 July 2026 is a Wednesday: weeks would leave five days to nobody, unless the week is split; on 1 October months become quarters."""
    monthly, weekly, quarterly = (
        sk.Objective("Calm", sk.Count("q"), "at most 0", window=name) for name in ("monthly", "weekly", "quarterly")
    )
    with pytest.raises(sk.errors.ContractError) as found:
        agreement(objectives=[monthly]).amend(effective="2026-07-01", objectives=[weekly])
    told = "objective 'Calm' goes from monthly to weekly in the midst of a period"
    assert f"{told}; write split=True, or a day on which both windows begin a period" in str(found.value)
    split = agreement(objectives=[monthly]).amend(effective="2026-07-01", objectives=[weekly], split=True)
    labels = [line.period.label for line in sk.evaluate(split, incidents("07-02")).lines]
    assert labels[5:8] == ["2026-06", "2026-07-01..2026-07-05", "2026-W28"]
    plain = agreement(objectives=[monthly]).amend(effective="2026-10-01", objectives=[quarterly])
    assert [line.period.label for line in sk.evaluate(plain, incidents("07-02")).lines][8:] == ["2026-09", "2026-Q4"]


def test_deadlines_follow_the_version():
    """A case of June has the old limit of 4 hours, one of July the new of 1 hour; each is listed once."""
    clock = {"since": "a", "until": "b", "key": "id"}
    old, new = (sk.Objective("Reply", sk.Within("q", limit, **clock), "at least 90 %") for limit in ("4 hours", "1 hour"))
    monitor = sk.Monitor(agreement(objectives=[old]).amend(effective="2026-07-01", objectives=[new]))
    monitor.feed("q", [{"id": 1, "a": "2026-06-30T23:00Z", "b": None}, {"id": 2, "a": "2026-07-01T00:30Z", "b": None}])
    found = monitor.deadlines(as_of="2026-07-01T00:40Z")
    assert [(deadline.key, deadline.due.isoformat()) for deadline in found] == [
        (2, "2026-07-01T01:30:00+00:00"),
        (1, "2026-07-01T03:00:00+00:00"),
    ]
