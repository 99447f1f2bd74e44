"""A target that rises year by year: an objective with a ratchet, scored from records, from history, and under an amendment."""

import pytest

import slakit as sk

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2029-01-01"), "timezone": "UTC", "fee": "100 GBP"}
GOOD = sk.Share("q", good={"ok": True})
HALF_WAY = sk.rules.Ratchet(best=3, moves="50 %")
RISING = sk.Objective("Good", GOOD, "at least 97 %", penalty=sk.Linear("10 GBP", per="1 pp"), ratchet=HALF_WAY)
FIRST_YEAR = {"2026-01": "98.4", "2026-02": "98.6", "2026-03": "98.8"}  # their mean is 98.6, half of the way from 97 is 97.8
RAISED = "raised from at least 97 % to at least 97.8 %: the best 3 of 12 results average 98.6 %, 50 % of the way there is 97.8 %"


def agreed(*objectives, **settings):
    return sk.Agreement("A", **TERM | settings, objectives=objectives or [RISING])


def rows(usual=97, **months):
    """A thousand records a month of 2026, so many percent of them good; other months as they are named, m2027_01=97.5."""
    given = {f"2026-{month:02}": usual for month in range(1, 13)} | {name[1:].replace("_", "-"): share for name, share in months.items()}
    return [{"at": f"{label}-05T00:00Z", "ok": n < float(share) * 10} for label, share in given.items() for n in range(1000)]


def first_year(**months):
    return rows(**{f"m{label.replace('-', '_')}": share for label, share in FIRST_YEAR.items()} | months)


def test_the_next_year_is_judged_by_the_raised_target():
    """97.5 % is met in 2026, and in January 2027 0.3 points short of 97.8 %: 3.00 GBP."""
    statement = sk.evaluate(agreed(), {"q": first_year(m2026_12="97.5", m2027_01="97.5", m2027_02="97.8")})
    december, january, february = (statement.line("Good", label) for label in ("2026-12", "2027-01", "2027-02"))
    assert (str(december.target), december.outcome, RAISED in december.reason) == ("at least 97 %", "met", False)
    assert (str(january.target), january.outcome, str(january.credit)) == ("at least 97.8 %", "missed", "3.00 GBP")
    assert february.outcome == "met"
    assert january.reason.endswith(RAISED)
    assert "promised: at least 97.8 %" in str(statement.explain("Good", "2027-01"))
    assert RAISED in str(statement.explain("Good", "2027-01"))


def test_a_year_with_too_few_results_raises_nothing():
    """Two months of 2027 have data, and three are wanted: 2028 keeps 97.8 %, and still says why it is that."""
    statement = sk.evaluate(agreed(), {"q": first_year(m2027_01="99.9", m2027_02="99.9", m2028_01="97.5")}, period="2028-01")
    assert (str(statement.line("Good").target), statement.line("Good").reason.endswith(RAISED)) == ("at least 97.8 %", True)


def test_each_year_raises_what_the_last_one_left():
    """97.8 in 2027; three months of 99.8 % there are a point of the way on: 98.8 in 2028."""
    months = {f"m2027_0{month}": "99.8" for month in (1, 2, 3)}
    statement = sk.evaluate(agreed(), {"q": first_year(**months, m2028_01="98")}, period="2028-01")
    assert str(statement.line("Good").target) == "at least 98.8 %"


def test_history_stands_for_the_records_of_the_year_before():
    """Only the records of 2027 are fed, with the statement of 2026."""
    before = sk.evaluate(agreed(), {"q": first_year()}, period="2026", as_of="2027-01-01T00:00Z")
    later = [row for row in first_year(m2027_01="97.5") if row["at"] > "2027"]
    line = sk.evaluate(agreed(), {"q": later}, period="2027-01", history=before.to_json()).line("Good")
    assert (str(line.target), str(line.credit), line.reason.endswith(RAISED)) == ("at least 97.8 %", "3.00 GBP", True)


def test_an_amendment_of_the_fee_leaves_the_ratchet_alone():
    """And one that agrees on another target begins anew: 2027 is judged by 96 %, whatever 2026 was."""
    records = {"q": first_year(m2027_01="97.5")}
    fee = agreed().amend(effective="2026-07-01", fee="200 GBP")
    assert str(sk.evaluate(fee, records, period="2027-01").line("Good").target) == "at least 97.8 %"
    lower = sk.Objective("Good", GOOD, "at least 96 %", ratchet=HALF_WAY)
    target = agreed().amend(effective="2027-01-01", objectives=[lower])
    assert str(sk.evaluate(target, records, period="2027-01").line("Good").target) == "at least 96 %"


def test_each_group_has_a_target_of_its_own():
    """Team a reached 98.6 % in the mean, team b never passed 97 %."""
    teams = [{**row, "team": "a"} for row in first_year(m2027_01="97.5")] + [{**row, "team": "b"} for row in rows(m2027_01="97.5")]
    objective = sk.Objective("Good", GOOD.by("team"), "at least 97 %", ratchet=HALF_WAY)
    statement = sk.evaluate(agreed(objective), {"q": teams}, period="2027-01")
    assert {line.group: str(line.target) for line in statement.lines} == {"a": "at least 97.8 %", "b": "at least 97 %"}


def test_the_year_of_the_contract():
    """From April to March: February 2027 is still judged by 97 %, and April 2027 by what the twelve months before it reached."""
    ratchet = sk.rules.Ratchet(best=3, moves="50 %", per="every year from 2026-04-01")
    objective = sk.Objective("Good", GOOD, "at least 97 %", ratchet=ratchet)
    records = {"q": rows(m2026_05="98.6", m2026_06="98.6", m2026_07="98.6", m2027_02="97", m2027_04="97")}
    statement = sk.evaluate(agreed(objective, term=("2026-04-01", "2028-04-01")), records)
    assert [str(statement.line("Good", label).target) for label in ("2027-02", "2027-04")] == ["at least 97 %", "at least 97.8 %"]


def test_a_monitor_says_the_same():
    """As it is fed, month by month."""
    monitor = sk.Monitor(agreed())
    monitor.feed("q", first_year(m2027_01="97.5"))
    assert str(monitor.statement(period="2027-01", as_of="2027-02-01T00:00Z").line("Good").credit) == "3.00 GBP"


def test_better_service_earns_a_higher_target():
    """What P9 does not hold for, by design: with a year at 97 % the same January owes nothing, 0.3 points less than after a good one."""
    owed = [
        sk.evaluate(agreed(), {"q": records}, period="2027-01").credit for records in (first_year(m2027_01="97.5"), rows(m2027_01="97.5"))
    ]
    assert list(map(str, owed)) == ["3.00 GBP", "0.00 GBP"]


def test_a_document_says_it():
    """`ratchet` is a key of an objective, with the settings of a Ratchet."""
    agreement = sk.loads("""
        name = "A"
        provider = "P"
        customer = "C"
        term = ["2026-01-01", "2029-01-01"]
        timezone = "UTC"
        fee = "100 GBP"

        [[objectives]]
        name = "Good"
        metric = { is = "share", stream = "q", good = { ok = true } }
        target = "at least 97 %"
        penalty = { is = "linear", credit = "10 GBP", per = "1 pp" }
        ratchet = { best = 3, moves = "50 %", per = "yearly" }
    """)
    assert agreement == agreed()
    for form in ("toml", "json"):
        assert sk.loads(sk.dumps(agreement, form)) == agreement
    assert "ratchet = " in sk.dumps(agreement) or "[objectives.ratchet]" in sk.dumps(agreement)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"target": "between 90 % and 97 %"}, "objective 'Good': ratchet: .* cannot be raised"),
        ({"window": "rolling 30 days"}, "cannot raise a target of periods that overlap: "),
        ({"ratchet": "10 %"}, "is not a ratchet; write ratchet=Ratchet"),
        ({"ratchet": sk.rules.Ratchet(best=4, towards="3 hours")}, "towards='3 hours' is not in the unit of the target"),
    ],
)
def test_objectives_that_cannot_rise(settings, says):
    """Found when the contract is made."""
    with pytest.raises(sk.errors.ContractError, match=says):
        sk.Objective("Good", GOOD, **{"target": "at least 97 %", "ratchet": HALF_WAY} | settings)


def test_a_document_names_the_place():
    """Of a ratchet that is none, and of one that does not fit."""
    agreement = sk.dumps(agreed())
    with pytest.raises(sk.errors.ContractError, match=r"line \d+ objectives\[0\]\.ratchet\.best: best = 0 is not a whole number from 1 on"):
        sk.loads(agreement.replace("best = 3", "best = 0"))
    with pytest.raises(sk.errors.ContractError, match=r"objectives\[0\]\.ratchet: has no 'best'; write best = 4"):
        sk.loads(agreement.replace("best = 3, ", ""))


def test_rolling_periods_are_refused_with_the_reason():
    """They overlap, so that one month is in several results, and end in the next turn."""
    with pytest.raises(sk.errors.ContractError, match=r"one month would count in several results.*write window='monthly'"):
        sk.Objective("Good", GOOD, "at least 97 %", window="rolling 3 months", ratchet=HALF_WAY)
