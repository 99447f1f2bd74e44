"""A test whose records lie in another period than the one that it looks at tests nothing, and says so."""

import pytest

import slakit as sk
from slakit import testing as skt

TEXT = """
name = "Hosting"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 EUR"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
penalty = { is = "flat", credit = "5 %" }
"""
HOSTING = sk.loads(TEXT)
OUTAGE = skt.outage("2026-07-08T02:00Z", "3 h")
HEAD = "no record of a stream lies in the period: "
AFTER = f"{HEAD}outages record 1: start = 2026-07-08T02:00:00+00:00 is after 2026-06; if it is meant so, write "


def scenario(folder, expect, records='[{ start = "2026-07-08 02:00", end = "+3 h" }]', period="2026-06", text=TEXT):
    """The differences of a scenario of one period."""
    (folder / "hosting.toml").write_text(text, encoding="utf-8")
    path = folder / "hosting.sla.toml"
    head = f'contract = "hosting.toml"\nperiod = "{period}"\n[[scenarios]]\nname = "one"\n'
    path.write_text(f"{head}records.outages = {records}\n{expect}\n", encoding="utf-8")
    result = skt.load_scenarios(path).scenarios[0].run()
    assert not result.error
    return [str(one) for one in result.differences]


def test_an_assertion_of_the_wrong_month():
    """Three hours of July are no reason why June is met."""
    records = {"outages": [OUTAGE]}
    for test, *amount in ((skt.assert_met,), (skt.assert_credit, "0 EUR"), (skt.assert_payable, "0 EUR")):
        with pytest.raises(AssertionError) as error:
            test(HOSTING, records, *amount, period="2026-06")
        assert str(error.value) == f"{AFTER}outside_period=1"
        test(HOSTING, records, *amount, period="2026-06", outside_period=1)
        test(HOSTING, records, *amount, period="2026-06", outside_period=True)
    with pytest.raises(AssertionError, match=r"^outside_period is 1, expected 2: no record of"):
        skt.assert_met(HOSTING, records, period="2026-06", outside_period=2)
    with pytest.raises(AssertionError, match=r"^outside_period is 0, expected 1$"):
        skt.assert_missed(HOSTING, records, period="2026-07", outside_period=1)


def test_a_scenario_of_the_wrong_month(tmp_path):
    met = 'expect.outcome = "met"'
    assert scenario(tmp_path, met) == [f"{AFTER}expect.outside_period = 1"]
    assert scenario(tmp_path, f"{met}\nexpect.outside_period = 1") == []
    assert scenario(tmp_path, f"{met}\nexpect.outside_period = 2") == ["outside period is 1, expected 2"]
    assert scenario(tmp_path, 'expect.outcome = "missed"\nexpect.outside_period = "none"', period="2026-07") == []
    assert scenario(tmp_path, 'expect.outcome = "missed"\nexpect.outside_period = 1', period="2026-07") == [
        "outside period is 0, expected 1"
    ]
    rows = [f'{{ start = "2026-05-0{day} 02:00", end = "+3 h" }}' for day in range(1, 6)]
    many = f"[{', '.join(rows)}]"
    (text,) = scenario(tmp_path, met, many)
    assert "record 1: start = 2026-05-01T02:00:00+00:00 is before 2026-06; " in text
    assert text.endswith("; and 2 more; if it is meant so, write expect.outside_period = 5")


@pytest.mark.parametrize(
    "outages",
    [
        [],
        [skt.outage("2026-06-30T23:00Z", "3 h")],  # it lasts into July
        [skt.outage("2026-05-30T23:00Z", "30 h")],
        [OUTAGE, skt.outage("2026-06-08T02:00Z", "1 min")],
        [OUTAGE, skt.outage("2026-05-08T02:00Z", "3 h")],  # the months around it: a longer log, in which June is clean
    ],
)
def test_records_that_are_of_the_period(outages):
    statement = sk.evaluate(HOSTING, {"outages": outages}, period="2026-06")
    skt.assert_credit(HOSTING, {"outages": outages}, statement.credit, period="2026-06")


def test_a_record_before_the_period_that_matters():
    """An outage that goes on is down in June too, and what June grew by depends on May."""
    going = {"outages": [{"start": "2026-05-08T02:00Z", "end": None}]}
    skt.assert_missed(HOSTING, going, period="2026-06")
    metric = '{ is = "growth", metric = { is = "count", stream = "orders" } }'
    text = TEXT.partition("metric")[0] + f'metric = {metric}\ntarget = "at least 5 %"\n'
    statement = sk.loads(text)
    skt.assert_missed(statement, {"orders": [{"at": "2026-05-08T02:00Z"}]}, period="2026-06")  # from 1 to 0


def test_the_streams_of_what_the_test_is_about():
    """Records of another objective may lie anywhere, where the test names its own; a statement is of all objectives."""
    _, mark, promise = TEXT.partition("[[objectives]]")
    two = sk.loads(TEXT + mark + promise.replace("Uptime", "Web").replace("outages", "webs"))
    records = {"outages": [skt.outage("2026-06-08T02:00Z", "3 h")], "webs": [OUTAGE]}
    skt.assert_missed(two, records, period="2026-06", objective="Uptime")
    with pytest.raises(AssertionError, match="webs record 1: start = 2026-07-08"):
        skt.assert_credit(two, records, "50 EUR", period="2026-06")


def test_records_that_are_read_once_and_records_outside_the_term():
    with pytest.raises(AssertionError) as error:  # what can be read once is read into a list
        skt.assert_met(HOSTING, {"outages": iter([OUTAGE])}, period="2026-06")
    assert str(error.value) == f"{AFTER}outside_period=1"
    with pytest.raises(AssertionError) as error:
        skt.assert_met(HOSTING, {"outages": [skt.outage("2027-06-08T02:00Z", "3 h")]}, period="2026-06")
    assert str(error.value).count("outages record 1") == 1
    assert "is outside the term" in str(error.value)


def test_deadlines_are_of_no_period(tmp_path):
    """What is due in July is the same whichever month is evaluated."""
    metric = '{ is = "within", stream = "outages", since = "start", until = "end", limit = "4 hours" }'
    text = TEXT.replace('{ is = "uptime", stream = "outages" }', metric)
    due = 'as_of = "2026-07-08 03:00"\nexpect.deadlines = [{ due = "2026-07-08 06:00" }]'
    assert scenario(tmp_path, due, '"""\nstart | end\n2026-07-08 02:00 |\n"""', text=text) == []


def test_an_exclusion_of_the_wrong_month(tmp_path):
    """What it leaves as it is says nothing of the exclusion."""
    text = f'{TEXT}[[exclusions]]\nstream = "maintenance"\napplies_to = "outages"\n'
    contract = sk.loads(text)
    records = {"outages": [skt.outage("2026-06-08T02:00Z", "3 h")], "maintenance": [OUTAGE]}
    with pytest.raises(AssertionError) as error:
        skt.assert_missed(contract, records, period="2026-06")
    assert str(error.value) == f"{AFTER.replace('outages', 'maintenance')}outside_period=1"
    skt.assert_missed(contract, records, period="2026-06", outside_period=1)
    june = {**records, "maintenance": [skt.outage("2026-06-18T02:00Z", "3 h")]}
    skt.assert_missed(contract, june, period="2026-06")


@pytest.mark.parametrize(("planned", "slip"), [("2026-07-05T10:00Z", True), ("2026-06-30T23:00Z", False)])
def test_the_instant_that_owns_a_record_decides(planned, slip):
    """Loaded in June and due in July, it is of July: as of a day and a month that are swapped in a file."""
    metric = sk.OnTime("loads", due="planned", done="delivered", since="loaded", attribute="due")
    terms = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"}
    agreement = sk.Agreement("A", **terms, objectives=[sk.Objective("Loads", metric, "at least 95 %", penalty=sk.Flat("5 %"))])
    records = {"loads": [{"loaded": "2026-06-28T08:00Z", "planned": planned, "delivered": planned}]}
    skt.assert_credit(agreement, records, "0 EUR", period="2026-06", outside_period=int(slip))
    if slip:
        with pytest.raises(AssertionError, match=r"loads record 1: planned = 2026-07-05T10:00:00\+00:00 is after 2026-06"):
            skt.assert_credit(agreement, records, "0 EUR", period="2026-06")
