"""The subject of an assertion: records that no line counts as they are meant fail it, and one of several lines is chosen."""

import pytest
from tested_contract import CASES, CONTRACT, JUNE

import slakit as sk
from slakit import testing as skt


def message(assertion, *given, **chosen):
    """The text with which an assertion fails."""
    with pytest.raises(AssertionError) as error:
        assertion(*given, **chosen)
    return str(error.value)


def test_a_time_without_a_zone():
    """It is refused with its row, counted from 1, and with the offset to write: no assertion takes a timezone."""
    rows = [JUNE["outages"][0], {"start": "2026-06-08T02:00", "end": "2026-06-08T03:00Z"}]
    with pytest.raises(sk.errors.RecordError) as error:
        skt.assert_met(CONTRACT, {"outages": rows}, period="2026-06")
    wrong = "stream 'outages': row 2 start='2026-06-08T02:00' has no zone; write '2026-06-08T02:00:00+00:00'"
    assert (str(error.value), error.value.__cause__) == (wrong, None)


def test_records_that_cannot_be_read_fail():
    """What is asserted would hold without them as well; a number of them may be expected, or any (True)."""
    records = {"outages": [], "cases": [*CASES[:7], {"asked": "soon", "answered": "2026-06-08T02:00Z"}]}
    met = {"period": "2026-06", "objective": "Answers"}
    head = "some records cannot be read: cases (Answers): 1 x asked is not an instant; write '2026-01-31T09:00:00+00:00'; "
    assert message(skt.assert_met, CONTRACT, records, **met).startswith(head)
    assert message(skt.assert_credit, CONTRACT, records, "0 EUR", **met).endswith("if it is meant so, write problems=1")
    assert message(skt.assert_payable, CONTRACT, records, "0 EUR", **met).startswith(head)
    assert message(skt.assert_met, sk.evaluate(CONTRACT, records, period="2026-06"), objective="Answers").startswith(head)
    assert message(skt.assert_missed, CONTRACT, records, **met).count(head) == 1  # beside what is wrong with the measure
    assert message(skt.assert_met, CONTRACT, records, problems=2, **met).startswith("problems is 1, expected 2: some records")
    assert message(skt.assert_met, CONTRACT, JUNE, problems=1, period="2026-06", objective="Incidents").endswith(
        "problems is 0, expected 1"
    )
    skt.assert_met(CONTRACT, records, problems=1, **met)
    skt.assert_met(CONTRACT, records, problems=True, **met)
    with pytest.raises(TypeError, match="unexpected keyword argument 'problem'"):
        skt.assert_met(CONTRACT, records, problem=1, **met)


REGIONS = sk.loads(
    """
    name = "Regions"
    provider = "Vendor"
    customer = "Us"
    term = ["2026-01-01", "2027-01-01"]
    timezone = "UTC"

    [[objectives]]
    name = "Replies"
    target = "at least 90 %"
    [objectives.metric]
    is = "within"
    stream = "cases"
    limit = { high = "1 hour", low = "8 hours" }
    limit_by = "priority"
    by = "region"
    groups = ["eu", "us"]
    since = "asked"
    until = "answered"
    """
)


def replies(**other):
    """One good reply in each region, the second with other fields."""
    good = {"asked": "2026-06-08T09:00Z", "answered": "2026-06-08T09:20Z", "priority": "high"}
    return {"cases": [good | {"region": "eu"}, good | {"region": "us"} | other]}


ALL = {"period": "2026-06", "objective": "Replies"}


def test_a_value_without_a_limit_fails():
    """With the record and the value, from rows and from columns."""
    records = replies(priority="hihg") | {}
    records["cases"].append(records["cases"][0] | {"region": "us"})
    text = "some records are counted by no objective: cases record 2: priority = 'hihg' has no limit: "
    text += "objectives[0].metric.limit has high, low; did you mean 'high'?"
    wrong = f"{text} if it is meant so, write left_out=1"
    assert message(skt.assert_met, REGIONS, records, **ALL) == wrong
    skt.assert_met(REGIONS, records, left_out=1, **ALL)
    pandas = pytest.importorskip("pandas")
    assert message(skt.assert_met, REGIONS, {"cases": pandas.DataFrame(records["cases"])}, **ALL) == wrong


def test_a_group_that_is_not_listed_fails():
    """Also when it is the one that is chosen: its name there is no proof that the contract has it."""
    text = "some records are of a group that is not listed: 'EU' is not one of the groups of 'Replies' (cases record 2: region = 'EU')"
    records = replies(region="EU")
    records["cases"].append(replies()["cases"][1])
    assert message(skt.assert_met, REGIONS, records, **ALL) == f"{text}; did you mean 'eu'? if it is meant so, write unlisted_groups=1"
    assert message(skt.assert_met, REGIONS, records, group="EU", **ALL).startswith(text)
    skt.assert_met(REGIONS, records, group="EU", unlisted_groups=1, **ALL)
    skt.assert_met(REGIONS, records, unlisted_groups=1, **ALL)


def test_one_of_several_groups_is_chosen_by_its_name():
    late = replies(answered="2026-06-08T12:00Z")
    assert message(skt.assert_met, REGIONS, late, **ALL).endswith("2 lines were looked at; group= chooses one of 'eu', 'us'.")
    paying = sk.loads(
        sk.dumps(REGIONS).replace("[objectives.metric]", 'penalty = { is = "flat", credit = "30 EUR" }\n\n[objectives.metric]', 1)
    )
    text = message(skt.assert_credit, paying, late, "0 EUR", **ALL)
    assert "\n\nIt is of 2 lines; group= chooses one of 'eu', 'us'.\n\n" in text


def test_a_time_as_scenario_files_write_it():
    """ "+30 min" follows another time there alone; in Python a function writes such a record. That is said once, and nothing else."""
    one = {"start": "2026-06-08T02:00Z", "end": "+30 min"}
    text = "is a length of time, and an instant is wanted{}; only scenario files add it to the start: in Python write "
    written = f"outages: end='+30 min' {text}outage('2026-06-08T02:00Z', '30 min')"
    given = {"period": "2026-06"}
    assert message(skt.assert_met, CONTRACT, {"outages": [one]}, objective="Uptime", **given) == written.format("")
    assert message(skt.assert_credit, CONTRACT, {"outages": [one] * 5}, "0 EUR", **given) == written.format(" (5 records)")
    cases = [{"asked": "2026-06-08T02:00Z", "answered": "2 h"}]
    text = f"cases: answered='2 h' {text.format('')}case('2026-06-08T02:00Z', answered='2 h')"
    assert message(skt.assert_met, CONTRACT, {"cases": cases}, objective="Answers", **given) == text
    assert "could not be read" in message(skt.assert_met, CONTRACT, {"outages": [one]}, objective="Uptime", problems=1, **given)


def test_a_day_that_no_calendar_has():
    """The reason stands behind the value."""
    records = {"outages": [{"start": "2026-07-32T02:00Z", "end": None}]}
    text = message(skt.assert_met, CONTRACT, records, objective="Uptime", period="2026-06")
    assert "start='2026-07-32T02:00Z': July 2026 has 31 days; if it is meant so, write problems=1" in text


def test_a_field_that_one_record_spells_otherwise():
    """Its outage would go on, for it has no end; where none has the right field, the error of the records says so."""
    one = {"period": "2026-06", "objective": "Uptime"}
    outages = [skt.outage("2026-06-08T02:00Z", "1 min"), {"start": "2026-06-09T02:00Z", "ende": "2026-06-09T02:01Z"}]
    text = "outages record 2: 'ende' is not a field that the contract reads; did you mean 'end'?"
    for assertion, *amount in ((skt.assert_missed,), (skt.assert_credit, "625 EUR"), (skt.assert_payable, "625 EUR")):
        with pytest.raises(sk.errors.UsageError) as error:
            assertion(CONTRACT, {"outages": outages}, *amount, **one)
        assert str(error.value) == text
    with pytest.raises(sk.errors.RecordError, match="no record has the field 'end', but 'ende'"):
        skt.assert_missed(CONTRACT, {"outages": outages[1:]}, **one)
    beside = [{**outages[0], "ended": "by hand"}, {"start": "2026-06-09T02:00Z", "ended": "no"}]
    skt.assert_missed(CONTRACT, {"outages": beside}, **one)  # it goes on


def test_arguments_of_evaluate_and_values_without_a_name():
    with pytest.raises(sk.errors.UsageError) as error:
        skt.assert_credit(CONTRACT, JUNE, "0 EUR", period="2026-06", as_of="2026-06-15T00:00Z")
    call = "evaluate(contract, records, period='2026-06', as_of='2026-06-15T00:00Z')"
    assert str(error.value) == f"as_of= is one of evaluate; write assert_credit({call}, '100 EUR', objective='Uptime')"
    with pytest.raises(sk.errors.UsageError) as error:
        skt.assert_missed(CONTRACT, JUNE, "Uptime", period="2026-06")
    named = "objective='Uptime', period='2026-06'"
    assert str(error.value) == f"'Uptime' stands after what assert_missed takes, and the rest has names; write {named}"
