"""Values of a scenario file that are none are refused when it is read, each with its line."""

import pytest
from scenario_texts import SCENARIOS, read

import slakit as sk
from slakit.testing.scenarios.checked_values import duty_fault, measure_fault

CASES = """records.cases = [
    { id = 1, channel = "mail", asked = "2026-06-08 09:00", answered = "+3 h" },"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'outcome = "met", measure',
            'outcome = "mised", measure',
            "10 scenario '7 h 12 min are 99 %', expect.objectives.Uptime.outcome: 'mised' is not an outcome; did you mean 'missed'?",
        ),
        (
            'objectives.Uptime = "missed"',
            'objectives.Uptime = "none"',
            "18 scenario '40 hours, a quarter', expect.objectives.Uptime.outcome: 'none' is not an outcome; write 'met', 'missed' or 'no data'",  # noqa: E501
        ),
        (
            'measure = "99.000 %"',
            "measure = 99.9",
            "10 scenario '7 h 12 min are 99 %', expect.objectives.Uptime.measure: 99.9 is not a share, "
            "which 'Uptime' measures in %; write '99.9 %'",
        ),
        ('period = "2026-06"', 'period = "2026-13"', "3 period: '2026-13' is not a period of 'Hosting'"),
        ('clause = "4.1"', 'period = "June"', "8 scenario '7 h 12 min are 99 %', period: 'June' is not a period of 'Hosting'"),
        (
            'as_of = "2026-06-08 10:00"',
            'as_of = "tomorrow"',
            "35 scenario 'what is due', as_of: 'tomorrow' is not an instant; write as_of = '2026-06-08 10:00'",
        ),
        (
            "2026-06-08 02:00",
            "2026-06-31 02:00",
            "9 scenario '7 h 12 min are 99 %', records.outages row 1, start: '2026-06-31 02:00' is not a time: June 2026 has 30 days; write ",  # noqa: E501
        ),
        (
            CASES,
            "records.cases = [\n    { row = 12, of = {} },",
            "23 scenario 'two channels', records.cases row 1, row: is not a key here; did you mean 'rows'?; write { rows = 12, ",
        ),
        (
            CASES,
            "records.cases = [\n    { of = {} },",
            "23 scenario 'two channels', records.cases row 1: does not say how many rows; write { rows = 12, ",
        ),
        (
            CASES,
            "records.cases = [\n    { rows = -1, of = {} },",
            "23 scenario 'two channels', records.cases row 1, rows: -1 is not a number of rows, 1 or more; write { rows = 12, ",
        ),
        (
            CASES,
            'records.cases = [\n    { rows = "12", of = {} },',
            "23 scenario 'two channels', records.cases row 1, rows: '12' is not a number of rows, 1 or more; write { rows = 12, ",
        ),
        ("start                | end", "start\tend", "14 scenario '40 hours, a quarter', records.outages row 1: has 2 cells"),
        (
            "start                | end\n2026-06-08T02:00Z    | 2026",
            "start\tend\n2026-06-08T02:00Z\t2026",
            "14 scenario '40 hours, a quarter', records.outages: columns are parted by |; write ",
        ),
        (
            "2026-06-08T02:00Z    | 2026-06-09T18:00Z\n",
            "",
            "14 scenario '40 hours, a quarter', records.outages: is a table without a row; if there are no records, write outages = []",
        ),
        (
            "start                | end\n2026-06-08T02:00Z    | 2026-06-09T18:00Z\n",
            "",
            "14 scenario '40 hours, a quarter', records.outages: is an empty table; if there are no records, write outages = []",
        ),
    ],
)
def test_a_value_that_is_none(tmp_path, old, new, problem):
    assert old in SCENARIOS
    with pytest.raises(sk.errors.UsageError) as error:
        read(tmp_path, SCENARIOS.replace(old, new, 1))
    (only,) = error.value.problems
    assert only.removeprefix("hosting.sla.toml:").startswith(problem)


def test_a_length_without_a_unit_is_meant_in_that_of_the_target():
    """A target in ms makes 900 one of 900 ms."""
    latency = sk.Objective("Fast", sk.Elapsed("c", since="a", until="b"), "at most 800 ms")
    one = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=[latency])
    assert measure_fault("900", one, "Fast") == "'900' is not a length of time, which 'Fast' measures in ms; write '900 ms'"
    assert measure_fault("90 %", one, "Fast").endswith("; write '90 ms'")


def test_a_share_may_be_a_number_up_to_one(tmp_path):
    assert read(tmp_path, SCENARIOS.replace('measure = "99.000 %"', 'measure = "0.990"')).scenarios[0].run()


def test_a_duty_that_is_none_of_the_contract():
    """It would have no state for ever."""
    text = 'name = "A"\nprovider = "P"\ncustomer = "C"\nterm = ["2026-01-01", "2027-01-01"]\ntimezone = "UTC"\n'
    text += '[[duties]]\nname = "Notice"\nwho = "customer"\nwithin = "60 days"\n'
    text += '[[objectives]]\nname = "Uptime"\nmetric = { is = "uptime", stream = "outages" }\ntarget = "at least 99 %"\n'
    agreement = sk.loads(text)
    assert duty_fault({"Notce": "none"}, agreement) == "'Notce' is not a duty of 'A'; did you mean 'Notice'?"
    assert duty_fault(["Notce"], agreement) == "'Notce' is not a duty of 'A'; did you mean 'Notice'?"
    assert [duty_fault(right, agreement) for right in ({"Notice": "open"}, ["Notice"], [], "none", "Notice")] == [""] * 5
