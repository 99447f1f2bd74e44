"""A value that is spelled otherwise than a condition of the contract has it fails that unseen, and says so."""

import pytest
from message_texts import DESK, run

import slakit as sk
from slakit import testing as skt

HEAD = "some records spell a value otherwise than the contract: "
AT = "2026-03-08T02:00Z"
STRIKE = DESK.replace(
    "[calendars]", '[[exclusions]]\nstream = "closures"\napplies_to = "outages"\nparty = { cause = ["weather", "strike"] }\n\n[calendars]'
)


def share(good, **more):
    terms = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC"}
    return sk.Agreement("A", **terms, objectives=[sk.Objective("Answers", sk.Share("answers", good=good, **more), "at least 50 %")])


@pytest.mark.parametrize("value", ["Kind", "KIND", " kind", "kind "])
def test_a_value_in_other_capitals(value):
    agreement = share({"tone": "kind"})
    records = {"answers": [{"at": AT, "tone": "kind"}, {"at": AT, "tone": value}]}
    with pytest.raises(AssertionError) as error:
        skt.assert_met(agreement, records, period="2026-03")
    text = f"answers record 2: tone = {value!r} is not 'kind', of which the contract speaks; if it is meant so, write misspelt_values=1"
    assert str(error.value) == f"{HEAD}{text}"
    skt.assert_met(agreement, records, period="2026-03", misspelt_values=1)


@pytest.mark.parametrize(
    ("good", "value"),
    [
        ({"tone": "kind"}, "rude"),
        ({"tone": ["kind", "Kind"]}, "Kind"),
        ({"tone": "known"}, "Kind"),
        ({"sum": ">= 4"}, "4"),
        ({"done": True}, "True"),
    ],
)
def test_what_is_no_slip(good, value):
    (name,) = good
    other = {"tone": "kind", "sum": 4, "done": True}
    skt.assert_met(share(good), {"answers": [{"at": AT, **other}, {"at": AT, **other, name: value}]}, period="2026-03")


def test_an_exclusion_in_a_scenario(tmp_path):
    """Three hours count, which the weather would have excused; where that is the point, the scenario says so."""
    rows = 'records.closures = [{ start = "2026-03-08 02:00", end = "+3 h", cause = "Weather" }]\n'
    rows += 'records.outages = [{ start = "2026-03-08 02:00", end = "+3 h" }]\n'
    result = run(tmp_path, f'{rows}expect.objectives.Uptime = "missed"', STRIKE)
    text = "closures record 1: cause = 'Weather' is not 'weather', of which the contract speaks"
    assert [str(one) for one in result.differences] == [f"{HEAD}{text}; if it is meant so, write expect.misspelt_values = 1"]
    assert run(tmp_path, f'{rows}expect = {{ objectives.Uptime = "missed", misspelt_values = 1 }}', STRIKE).passed
    assert run(tmp_path, f'{rows.replace("W", "w")}expect.objectives.Uptime = "met"', STRIKE).passed
