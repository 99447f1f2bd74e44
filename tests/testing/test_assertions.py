"""Assertions: what passes, and the whole message of what fails, which a lawyer reads."""

import json

import pytest
from tested_contract import CONTRACT, JUNE, june

import slakit as sk
from slakit import testing as skt
from slakit.statements.formats import in_format

UPTIME = """\
Uptime (clause 4.1), 2026-06
  promised: at least 99.9 %
  measured: 98.611 % = 42,600 min up of 43,200 min; 600 min down in 1 outage
  worst:    2026-06-08T02:00:00+00:00 to 2026-06-08T12:00:00+00:00, 10 h
  verdict:  missed, 98.611 % is not at least 99.9 %
  penalty:  below 99 %: 10 % of 2,500.00 EUR = 250.00 EUR
  credit:   250.00 EUR"""


def message(assertion, *given, **chosen):
    """The text with which an assertion fails."""
    with pytest.raises(AssertionError) as error:
        assertion(*given, **chosen)
    return str(error.value)


def test_a_miss_that_should_be_met():
    """June may be down 0.1 % of 720 h = 43 min 12 s, and was down 10 h: 9 h 16 min 48 s less would do."""
    way = "To be met, it takes 9 h 16 min 48 s less downtime.\nThe miss costs 250.00 EUR."
    text = f"Uptime (clause 4.1), 2026-06 is missed, and should be met\n\n{UPTIME}\n\n{way}"
    assert message(skt.assert_met, june().line("Uptime")) == text
    assert message(skt.assert_met, june(), objective="Uptime") == text
    assert message(skt.assert_met, CONTRACT, JUNE, period="2026-06", objective="Uptime") == text


def test_each_line_is_looked_at():
    """Without objective= every line; 3 of 10 cases are late and 1 may be, 10 incidents are 9 more than the 1 that may be."""
    text = message(skt.assert_met, june())
    assert text.startswith("Uptime (clause 4.1), 2026-06 is missed, and should be met\nAnswers, 2026-06 is missed, and should be met\n")
    assert "To be met, it takes 2 fewer of the records that fail.\nThe miss costs 500.00 EUR." in text
    assert "To be met, it takes 9 fewer.\nThe miss costs 100.00 EUR." in text
    skt.assert_missed(june())
    skt.assert_missed(CONTRACT, JUNE, period="2026-06")


def test_met_that_should_be_missed():
    """It takes one microsecond more than is allowed; of a statement with other lines, it says how to choose."""
    some = june(outages=[])
    skt.assert_met(some, objective="Uptime")
    text = message(skt.assert_missed, some)
    assert "Uptime (clause 4.1), 2026-06 is met, and should be missed" in text
    assert text.endswith("To be missed, it takes 43 min 12.000001 s more downtime.\n\n3 lines were looked at; objective= chooses one.")


def test_no_data_is_neither():
    """A stream that was never fed."""
    statement = sk.evaluate(CONTRACT, {}, period="2026-06")
    for assertion, word in ((skt.assert_met, "met"), (skt.assert_missed, "missed")):
        text = message(assertion, statement, objective="Uptime")
        assert text.startswith(f"Uptime (clause 4.1), 2026-06 has no data, and should be {word}\n")
        assert text.endswith(f"It is {word} only with data: stream 'outages' was never fed.")


def test_a_credit():
    """The tier that pays what was expected, and the way to it: 99 % allows 7 h 12 min, which is 2 h 48 min less than 10 h."""
    skt.assert_credit(CONTRACT, JUNE, "250 EUR", period="2026-06", objective="Uptime")
    skt.assert_credit(june(), "850 EUR")  # 250 + 500 + 100
    head = "Uptime (clause 4.1), 2026-06: the credit is 250.00 EUR, expected 125.00 EUR: 125.00 EUR too much"
    way = "The credit would be 125.00 EUR if the measure were below 99.9 %, at least 99 %: it takes 2 h 48 min less downtime."
    assert message(skt.assert_credit, CONTRACT, JUNE, "125 EUR", period="2026-06", objective="Uptime") == f"{head}\n\n{UPTIME}\n\n{way}"
    assert message(skt.assert_credit, june(), "125 EUR", objective="Uptime") == f"{head}\n\n{UPTIME}"


@pytest.mark.parametrize(
    ("objective", "expected", "way"),
    [
        ("Uptime", "0 EUR", "if the measure were at least 99.9 %: it takes 9 h 16 min 48 s less downtime."),
        ("Uptime", "625 EUR", "if the measure were below 95 %: it takes 26 h 0.000001 s more downtime."),
        ("Uptime", "126 EUR", "The credit is 126.00 EUR at no measure: it is 0.00 EUR, 125.00 EUR, 250.00 EUR or 625.00 EUR."),
        ("Answers", "250 EUR", "if the measure were at 80 %: it takes 1 fewer of the records that fail."),  # 10 pp short, 25 EUR each
        ("Answers", "260 EUR", "if the measure were at 79.6 %."),  # which ten cases cannot have
        ("Incidents", "20 EUR", "credit:   100.00 EUR"),  # it pays for each of them, whatever the measure: nothing is said
    ],
)
def test_the_way_to_a_credit(objective, expected, way):
    """Of tiers, of a line, and of a rule that counts failures."""
    assert message(skt.assert_credit, CONTRACT, JUNE, expected, period="2026-06", objective=objective).endswith(way)


def test_a_payable_amount():
    """After the settlement; of a whole statement each line that is owed anything is explained."""
    capped = sk.loads(sk.dumps(CONTRACT) + '\n[settlement]\ncap = "400 EUR"\n')
    skt.assert_payable(capped, JUNE, "400 EUR", period="2026-06")
    text = message(skt.assert_payable, capped, JUNE, "850 EUR", period="2026-06")
    assert text.startswith("Vendor hosting: the amount payable is 400.00 EUR, expected 850.00 EUR: 450.00 EUR too little\n\n")
    assert f"\n\n{UPTIME}\n  capped:   117.65 EUR of it" in text  # 250/850 of 400
    assert "of it is payable, its share of 850.00 EUR capped at 400.00 EUR" in text
    assert "\n\n850.00 EUR is the credit, before it is capped: assert_credit tests that.\n\n" in text


def test_a_payable_amount_whose_claim_came_too_late():
    """10 h down pay 250 EUR, claimed a day after the thirty of July: the measure is right, and the claim is named."""
    claimed = sk.loads(sk.dumps(CONTRACT) + '\n[settlement]\nclaims = { within = "30 days" }\n')
    records = JUNE | {"claims": [{"at": "2026-08-01T00:00:00Z", "objective": "Uptime", "period": "2026-06"}]}
    text = message(skt.assert_payable, claimed, records, "250 EUR", period="2026-06", objective="Uptime")
    assert "\n\n250.00 EUR is the credit, before it is forfeited: assert_credit tests that.\n\n" in text
    late = "the claim of 2026-08-01T00:00:00+00:00 came too late; no claim that counts was made by 2026-07-31T00:00:00+00:00"
    assert text.endswith(f"\n\nIt is forfeited: {late}.")
    assert "if the measure were" not in text
    other = message(skt.assert_payable, claimed, records, "125 EUR", period="2026-06", objective="Uptime")
    assert other.endswith(f"\n\nIt is forfeited: {late}.")


def test_other_money():
    """Two currencies are never compared, and a contract without money has no credit."""
    assert message(skt.assert_credit, june(), "5 USD").endswith("is 850.00 EUR, expected 5.00 USD; these are two currencies")
    free = sk.Agreement(
        "Free", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages"), "at least 99 %", penalty=sk.Right("terminate"))],
    )  # fmt: skip
    records = {"outages": JUNE["outages"]}
    text = message(skt.assert_credit, free, records, "5 EUR", period="2026-06")
    assert text.startswith("Free: no credit, for the agreement pays no money; expected 5.00 EUR")
    skt.assert_right(free, records, "terminate", period="2026-06")
    skt.assert_right(sk.evaluate(free, records, period="2026-06").line("Uptime"), "terminate")
    text = message(skt.assert_right, free, records, "audit", period="2026-06")
    assert text.startswith("Free gives no right to 'audit'; it gives 'terminate'\n\nUptime, 2026-06\n  promised:")


def test_of_a_statement_that_was_read_back():
    """It says what the live one does; one of the first format holds the words of its targets alone, so that no change can be named."""
    statement = june()
    text = message(skt.assert_met, statement, objective="Uptime")
    assert message(skt.assert_met, sk.Statement.from_json(statement.to_json()), objective="Uptime") == text
    first = sk.Statement.from_json(json.dumps(in_format(statement.to_dict(), "slakit.statement/1")))
    text = message(skt.assert_met, first, objective="Uptime")
    assert text == f"Uptime (clause 4.1), 2026-06 is missed, and should be met\n\n{UPTIME}\n\nThe miss costs 250.00 EUR."


def test_used_wrongly():
    """No assertion fails; it is the call that is wrong, and the error says what to write."""
    statement = june()
    for given, chosen, problem in (
        ((CONTRACT,), {}, "a contract needs records by stream; write assert_met(contract, {'outages': [...]}, period='2026-06')"),
        ((3,), {}, "3 is not a line, a statement or a contract; write assert_met(statement, objective='Uptime')"),
        ((statement, JUNE), {}, "assert_met of a statement takes no other value; records go with a contract alone"),
        ((statement,), {"period": "2026-06"}, "period= and group= choose among the lines of an objective; write objective='Uptime' too"),
        ((statement,), {"objective": "Uptme"}, "'Uptme' is not an objective of this statement; did you mean 'Uptime'?"),
        ((statement.line("Uptime"),), {"objective": "Uptime"}, "is one line already; leave out objective=, period= and group="),
    ):
        with pytest.raises(sk.errors.UsageError) as error:
            skt.assert_met(*given, **chosen)
        assert problem in str(error.value)


def test_a_group_and_a_period():
    """Lines of one objective are chosen as statements choose them."""
    contract = sk.Agreement(
        "Sites", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="100 EUR",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages").by("site"), "at least 99 %", penalty=sk.Flat("5 %"))],
    )  # fmt: skip
    rows = [{**JUNE["outages"][0], "site": "a"}, {"start": "2026-06-08T02:00Z", "end": "2026-06-08T03:00Z", "site": "b"}]
    statement = sk.evaluate(contract, {"outages": rows})
    skt.assert_missed(statement, objective="Uptime", period="2026-06", group="a")
    skt.assert_met(statement, objective="Uptime", period="2026-06", group="b")
    skt.assert_credit(statement, "5 EUR", objective="Uptime", period="2026-06")
    assert message(skt.assert_credit, statement, "6 EUR", objective="Uptime").startswith("Uptime, 24 lines: the credit is 5.00 EUR")


def test_the_lines_of_an_amount():
    """250 + 500 + 100 of three lines; the line that makes the difference is named, and the assertion that is meant."""
    text = message(skt.assert_credit, june(), "750 EUR")
    table = """\
  Uptime (clause 4.1), 2026-06  250.00 EUR
  Answers, 2026-06              500.00 EUR
  Incidents, 2026-06            100.00 EUR
  together                      850.00 EUR
  expected                      750.00 EUR

The difference is the credit of Incidents, 2026-06."""
    assert text.split("\n\n", 1)[1].startswith(f"{table}\n\n{UPTIME}")
    capped = sk.loads(sk.dumps(CONTRACT) + '\n[settlement]\ncap = "400 EUR"\n')
    assert "850.00 EUR is the credit, before it is capped:" in message(skt.assert_payable, capped, JUNE, "850 EUR", period="2026-06")
    assert "400.00 EUR is what is payable, after it is capped:" in message(skt.assert_credit, capped, JUNE, "400 EUR", period="2026-06")


def test_a_miss_costs_what_a_cap_leaves():
    """850 EUR, of which a cap leaves 85: a tenth of each line."""
    capped = sk.loads(sk.dumps(CONTRACT) + '\n[settlement]\ncap = "85 EUR"\n')
    text = message(skt.assert_met, capped, JUNE, period="2026-06", objective="Uptime")
    assert text.endswith("\nThe miss costs 250.00 EUR, of which 25.00 EUR is payable.")


def test_many_lines_are_counted():
    """A year without records: three lines are explained, and 33 counted (12 months of 3 promises)."""
    text = message(skt.assert_met, sk.evaluate(CONTRACT, {}))
    assert text.count("promised:") == 3
    assert text.endswith("and 33 more; period= and objective= choose one.")
    text = message(skt.assert_right, sk.evaluate(CONTRACT, JUNE), "terminate")
    assert text.count("verdict:  missed") == 3
    assert text.endswith("and 33 more lines; print(statement.explain(name, period)) shows one")


@pytest.mark.parametrize(
    ("assertion", "given", "chosen", "problem"),
    [
        (
            skt.assert_met,
            (JUNE,),
            {},
            "a mapping is not a line, a statement or a contract; write assert_met(contract, {'outages': [...]}, ",
        ),
        (skt.assert_met, ("v.toml", JUNE), {}, "'v.toml' is not a line, a statement or a contract; write assert_met(load('v.toml'), {"),
        (
            skt.assert_credit,
            (CONTRACT, "1 EUR", JUNE),
            {},
            "and then the amount; write assert_credit(contract, {'outages': [...]}, '100 EUR', ",
        ),
        (skt.assert_credit, (june(),), {}, "assert_credit of a statement has no amount; write assert_credit(statement, '100 EUR', "),
        (
            skt.assert_payable,
            (june(), JUNE, "1 EUR"),
            {},
            "assert_payable of a statement takes one amount; records go with a contract alone",
        ),
        (skt.assert_right, (june(), 5), {}, "5 is not the name of a right; write assert_right(statement, 'terminate')"),
        (skt.assert_met, (june(),), {"objective": CONTRACT.objectives[0]}, "not the name of an objective; write objective='Uptime'"),
        (skt.assert_missed, ([*june().lines] * 2,), {}, "a value of the kind list is not a line, a statement or a contract"),
    ],
)
def test_the_call_that_is_right(assertion, given, chosen, problem):
    """The error names the assertion that was called, with what it wants, and no value of a page's length."""
    with pytest.raises(sk.errors.UsageError) as error:
        assertion(*given, **chosen)
    assert problem in str(error.value)
    assert len(str(error.value)) < 200


def test_an_amount_without_a_currency():
    """The remedy has the currency in which the agreement pays."""
    with pytest.raises(sk.errors.UnitError, match=r"^'250' is not money, it names no currency; write '250 EUR'$"):
        skt.assert_credit(june().line("Uptime"), "250")


@pytest.mark.parametrize(("settlement", "records"), [
    ('claims = { within = "30 days" }', {"claims": []}),  # nobody claimed
    ('steps = [{ is = "cap", most = "100 EUR", per = "whole term" }]', {"outages": [skt.outage("2026-02-08T02:00Z", "40 h")]}),  # used up
])  # fmt: skip
def test_another_measure_would_not_help(settlement, records):
    """Four hours pay 50 EUR of 1,000, and below 99 % it were 100 EUR; but nothing is payable, whatever is measured."""
    contract = sk.loads(f"""
        name = "Hosting"
        provider = "P"
        customer = "C"
        term = ["2026-01-01", "2027-01-01"]
        timezone = "UTC"
        fee = "1000 EUR"
        settlement = {{ {settlement} }}

        [[objectives]]
        name = "Uptime"
        metric = {{ is = "uptime", stream = "outages" }}
        target = "at least 99.9 %"
        penalty = {{ is = "tiered", below = {{ "99.9 %" = "5 %", "99 %" = "10 %" }} }}
    """)
    outages = [*records.get("outages", ()), skt.outage("2026-06-08T02:00Z", "4 h")]
    with pytest.raises(AssertionError, match=r"the amount payable is 0.00 EUR, expected 100.00 EUR") as failure:
        skt.assert_payable(contract, {**records, "outages": outages}, "100 EUR", period="2026-06")
    assert "would be 100.00 EUR" not in str(failure.value)
