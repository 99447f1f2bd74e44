"""An amount of lines without data says nothing, and the test of it fails unless it says that there is none."""

import pytest
from message_texts import DESK, run
from tested_contract import CONTRACT

import slakit as sk
from slakit import testing as skt

HEAD = "no line has data, and a stream without records is written as []: "
NEVER = "Uptime (clause 4.1), 2026-06: stream 'outages' was never fed"
ONE = {"period": "2026-06", "objective": "Uptime"}


def test_an_assertion_of_an_amount():
    """Of a contract with records, a statement or a line; nothing that happened is data."""
    statement = sk.evaluate(CONTRACT, {}, period="2026-06")
    for assertion in (skt.assert_credit, skt.assert_payable):
        for given in ((CONTRACT, {}), (statement,)):
            with pytest.raises(AssertionError) as error:
                assertion(*given, "0 EUR", **ONE)
            assert str(error.value) == f"{HEAD}{NEVER}; if it is meant so, write no_data=1"
            assertion(*given, "0 EUR", **ONE, no_data=1)
            assertion(*given, "0 EUR", **ONE, no_data=True)
        with pytest.raises(AssertionError, match=r"was never fed; if it is meant so, write no_data=1$"):
            assertion(statement.line("Uptime"), "0 EUR")
        assertion(statement.line("Uptime"), "0 EUR", no_data=1)
        assertion(CONTRACT, {"outages": []}, "0 EUR", **ONE)
        with pytest.raises(AssertionError, match=r"^no_data is 0, expected 1$"):
            assertion(CONTRACT, {"outages": []}, "0 EUR", **ONE, no_data=1)
        assertion(CONTRACT, {"outages": []}, "0 EUR", period="2026-06")  # one promise has data
        with pytest.raises(AssertionError, match=r"write no_data=3$"):
            assertion(CONTRACT, {}, "0 EUR", period="2026-06")


def test_an_assertion_of_an_outcome_says_it_once():
    with pytest.raises(AssertionError) as error:
        skt.assert_met(CONTRACT, {}, **ONE)
    assert HEAD not in str(error.value)
    skt.assert_credit(CONTRACT, {"cases": []}, "0 EUR", period="2026-06", objective="Answers")  # no case is data


def test_a_statement_without_a_line():
    """As of an instant before its periods nothing is owed, whatever comes."""
    early = sk.evaluate(CONTRACT, {"outages": []}, period="2026-06", as_of="2026-05-01T00:00Z")
    for assertion in (skt.assert_credit, skt.assert_payable):
        with pytest.raises(AssertionError, match="there is no line, for no period has begun as of then; if it is meant so"):
            assertion(early, "0 EUR")
        assertion(early, "0 EUR", no_data=1)


def test_silence_that_means_something():
    """Where the contract says what no data is, it is one."""
    reported = sk.loads(sk.dumps(CONTRACT).replace('clause = "4.1"', 'clause = "4.1"\nsilence = "missed"'))
    statement = sk.evaluate(reported, {}, period="2026-06")
    skt.assert_missed(reported, {}, **ONE)
    skt.assert_credit(reported, {}, statement.line("Uptime").credit, **ONE)


@pytest.mark.parametrize(
    ("expect", "passes"),
    [
        ('expect.credit = "0 EUR"', False),
        ('expect.rights = "none"', False),
        ('expect.objectives.Replies.payable = "0 EUR"', False),
        ('expect = { credit = "0 EUR", no_data = 3 }', True),
        ('expect = { credit = "0 EUR", objectives.Uptime = "no data" }', True),
        ('expect.objectives.Uptime = { credit = "0 EUR", measure = "none" }', True),
        ('records.outages = []\nexpect.credit = "0 EUR"', True),
        ('records.outages = []\nexpect.objectives.Replies.credit = "0 EUR"', False),
        ('records.tickets = []\nexpect.objectives.Replies.credit = "0 EUR"', True),
    ],
)
def test_a_scenario(tmp_path, expect, passes):
    result = run(tmp_path, expect)
    assert [one.what for one in result.differences] == ([] if passes else ["no_data"]), str(result)


def test_its_message(tmp_path):
    result = run(tmp_path, 'expect.objectives.Replies.payable = "0 EUR"', DESK)
    text = "Replies, 2026-03: stream 'tickets' was never fed"
    assert [str(one) for one in result.differences] == [f"{HEAD}{text}; if it is meant so, write expect.no_data = 1"]


def test_a_list_without_a_case_is_no_data_for_another_stream(tmp_path):
    """Tickets and answers measure nothing where there is none; outages that are an empty list were none."""
    expect = 'expect.credit = "0 EUR"'
    assert [one.what for one in run(tmp_path, f"records.answers = []\n{expect}", DESK).differences] == ["no_data"]
    assert run(tmp_path, f"records = {{ answers = [], outages = [] }}\n{expect}", DESK).passed  # and that is data


def test_what_is_still_open_owes_nothing_yet(tmp_path):
    """As of an instant that is too early, by a slip in its month, nothing is tested of what is owed."""
    contract = DESK.partition('[[objectives]]\nname = "Uptime"')[0]
    ticket = 'records.tickets = [{ id = 7, prio = "P2", start = "2026-03-16 09:00", end = "2026-03-17 15:00" }]\n'
    early = f'as_of = "2026-03-16 09:30"\n{ticket}'
    result = run(tmp_path, f'{early}expect.credit = "0 EUR"', contract)
    sentence = (
        "Replies, 2026-03: nothing is decided as of 2026-03-16T09:30:00+00:00, since 1 is open; to test that write outcome = 'no data'"
    )
    assert [str(one) for one in result.differences] == [sentence]
    assert run(tmp_path, f'{early}expect = {{ outcome = "no data", credit = "0 EUR" }}', contract).passed
    assert run(tmp_path, f'{ticket}expect.credit = "60 EUR"', contract).passed
