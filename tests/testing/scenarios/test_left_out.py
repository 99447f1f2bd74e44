"""Records that no line counts fail a scenario, or explain why it failed."""

import json

from scenario_texts import CONTRACT, read

import slakit as sk
from slakit import testing as skt

LIMITS = """
[[objectives]]
name = "Answers"
target = "at least 90 %"
[objectives.metric]
is = "within"
stream = "calls"
since = "asked"
until = "answered"
limit = { phone = "1 h", mail = "2 h" }
limit_by = "type"
"""
TEXT = """
contract = "hosting.toml"
period = "2026-06"
records = { outages = [], cases = [] }

[[scenarios]]
name = "a slip"
records.calls = [
    { type = "phone", asked = "2026-06-08 09:00", answered = "+30 min" },
    { type = "phnoe", asked = "2026-06-08 09:00", answered = "+3 h" },
]
expect.objectives.Answers = { outcome = "met", measure = "100 %" }
"""


def run(folder, text=TEXT, more=LIMITS):
    read(folder)
    (folder / "hosting.toml").write_text(CONTRACT + more, encoding="utf-8")
    path = folder / "slip.sla.toml"
    path.write_text(text, encoding="utf-8")
    return skt.load_scenarios(path).scenarios[0].run()


def test_a_record_that_no_line_counts(tmp_path):
    result = run(tmp_path)
    assert [str(one) for one in result.differences] == [
        "some records are counted by no objective: calls record 2: type = 'phnoe' has no limit: "
        "objectives[2].metric.limit has mail, phone; did you mean 'phone'? "
        "if it is meant so, write expect.left_out = 1"
    ]
    assert result.details.endswith("\n\nnot counted for Answers: 1 of calls, no limit for its type")


def test_it_may_be_expected(tmp_path):
    assert run(tmp_path, TEXT + "expect.left_out = 1\n")
    other = run(tmp_path, TEXT + "expect.left_out = 2\n")
    assert [str(one) for one in other.differences] == ["left out is 1, expected 2"]


def test_a_wrong_year(tmp_path):
    result = run(tmp_path, TEXT.replace("phnoe", "phone").replace("+3 h", "+20 min").replace("2026-06-08", "2025-06-08", 1))
    assert [str(one) for one in result.differences] == [
        "some records are counted by no objective: calls record 1: asked = 2025-06-08T09:00:00+01:00 is outside the term; "
        "if it is meant so, write expect.left_out = 1"
    ]


def test_many_records_of_one_value_are_one_text(tmp_path):
    """A hundred records of a value that has no limit: the first three are named."""
    wrong = '{ type = "phnoe", asked = "2026-06-08 09:00", answered = "+3 h" }'
    assert wrong in TEXT
    (slip,) = run(tmp_path, TEXT.replace(wrong, f"{{ rows = 100, of = {wrong} }}")).differences
    assert str(slip) == (
        "some records are counted by no objective: calls record 2, calls record 3, calls record 4 and 97 more: "
        "type = 'phnoe' has no limit: objectives[2].metric.limit has mail, phone; "
        "did you mean 'phone'? if it is meant so, write expect.left_out = 100"
    )


def test_a_field_of_the_contract_that_no_record_has(tmp_path):
    """A slip in the contract: the field is named in each scenario, also in one that another clause is about, and is nothing to expect."""
    slip = LIMITS.replace('"type"', '"tpye"')
    text = TEXT.replace("phnoe", "phone").replace("expect.objectives.Answers = {", "expect.objectives.Uptime = {")
    (one,) = run(tmp_path, text, slip).differences
    assert str(one) == (
        "some records are counted by no objective: calls record 1, calls record 2: no record has the field 'tpye'; did you mean 'type'?"
    )


def test_another_objective_that_counts_it(tmp_path):
    """The one that has no limit for it leaves it out, and the other counts it: nothing is lost."""
    every = LIMITS.replace('{ phone = "1 h", mail = "2 h" }\nlimit_by = "type"', '"4 hours"').replace('"Answers"', '"Any"')
    assert run(tmp_path, more=LIMITS + every)


def test_what_lies_outside_the_period_is_listed_by_a_failure(tmp_path):
    """In July it is counted for July, which the scenario does not look at."""
    text = TEXT.replace("phnoe", "phone").replace('"2026-06-08 09:00", answered = "+3 h"', '"2026-07-08 09:00", answered = "+3 h"')
    assert run(tmp_path, text)
    failed = run(tmp_path, text.replace('"met"', '"missed"'))
    assert failed.details.endswith("\n\noutside 2026-06: 1 of calls")


def test_what_cannot_be_read_is_a_sentence(tmp_path):
    text = TEXT.replace("phnoe", "phone").replace(
        '"2026-06-08 09:00", answered = "+3 h"', '"2026-06-08 09:00", answered = "2026-06-08 08:00"'
    )
    (difference,) = run(tmp_path, text).differences
    assert str(difference) == (
        "some records cannot be read: calls (Answers): 1 x answered lies before asked; calls record 2: asked='2026-06-08 09:00', "
        "answered='2026-06-08 08:00'; if it is meant so, write expect.problems = 1"
    )


REGIONS = LIMITS.replace('limit_by = "type"', 'limit_by = "type"\nby = "region"\ngroups = ["eu", "us"]')
OF_REGIONS = """
contract = "hosting.toml"
period = "2026-06"
records = { outages = [], cases = [] }

[[scenarios]]
name = "a region by another name"
records.calls = [
    { type = "phone", region = "eu", asked = "2026-06-08 09:00", answered = "+30 min" },
    { type = "phone", region = "EU", asked = "2026-06-08 09:00", answered = "+30 min" },
]
"""
MEANT = " if it is meant so, write expect.unlisted_groups = 1"


def of_regions(folder, expect, more=REGIONS, old="EU", new="EU"):
    """The differences of the scenario of two regions."""
    return [str(one) for one in run(folder, OF_REGIONS.replace(old, new) + expect, more).differences]


def test_a_group_that_the_contract_does_not_list(tmp_path):
    """It has a line of its own, so that no other figure shows the slip."""
    head = "some records are of a group that is not listed: "
    credit = 'expect.credit = "0 EUR"\n'
    text = "'EU' is not one of the groups of 'Answers' (calls record 2: region = 'EU'); did you mean 'eu'?"
    assert of_regions(tmp_path, credit) == [f"{head}{text}{MEANT}"]
    text = "'apac' is not one of the groups of 'Answers' (calls record 2: region = 'apac'); known: eu, us;"
    assert of_regions(tmp_path, credit, new="apac") == [f"{head}{text}{MEANT}"]
    assert of_regions(tmp_path, credit, new="us") == []


def test_a_group_that_others_write_otherwise(tmp_path):
    """Where the contract lists none, any group may come; but not one that differs in its capitals alone."""
    free = REGIONS.replace('groups = ["eu", "us"]', "")
    (text,) = of_regions(tmp_path, 'expect.credit = "0 EUR"\n', free)
    assert "'eu' is not one of the groups of 'Answers' (calls record 1: region = 'eu'); did you mean 'EU'?" in text
    (text,) = of_regions(tmp_path, 'expect.lines = [{ objective = "Answers", group = "eu", outcome = "met" }]\n', free)
    assert "'EU' is not one of the groups of 'Answers' (calls record 2: region = 'EU'); did you mean 'eu'?" in text
    assert of_regions(tmp_path, 'expect.credit = "0 EUR"\n', free, new="apac") == []


def test_a_group_that_is_expected(tmp_path):
    """By their number alone: that a line is named so is no proof that the contract has such a group."""
    line = 'expect.lines = [{ objective = "Answers", group = "EU", outcome = "met" }]\n'
    (text,) = of_regions(tmp_path, line)
    assert "(calls record 2: region = 'EU'); did you mean 'eu'?" in text
    assert of_regions(tmp_path, f"{line}expect.unlisted_groups = 1\n") == []
    assert of_regions(tmp_path, "expect.unlisted_groups = 1\n") == []
    assert of_regions(tmp_path, "expect.unlisted_groups = 2\n") == ["unlisted groups are 1, expected 2"]


def test_groups_that_are_all_listed_are_those_that_are_meant(tmp_path):
    """However alike their names: the contract says that there are two."""
    for pair in ('["eu", "EU"]', '["A", "A+"]', '["1-11", "11-1"]'):
        own = REGIONS.replace('["eu", "us"]', pair)
        first, second = json.loads(pair)
        text = OF_REGIONS.replace('"eu"', f'"{first}"').replace('"EU"', f'"{second}"') + 'expect.credit = "0 EUR"\n'
        assert run(tmp_path, text, own).passed
        empty = text.partition("records.calls = [")[0] + 'records.calls = []\nexpect.rights = "none"\n'
        assert run(tmp_path, empty, own).passed


def test_groups_of_a_statement_that_are_all_listed(tmp_path):
    """A statement knows of each line that its group is listed, without the contract."""
    own = REGIONS.replace('["eu", "us"]', '["eu", "EU"]')
    contract = sk.loads(CONTRACT.partition("[[objectives]]")[0] + own)
    statement = sk.evaluate(contract, {"calls": []}, period="2026-06")
    skt.assert_credit(statement, "0 EUR")
    skt.assert_credit(contract, {"calls": []}, "0 EUR", period="2026-06")


def test_groups_that_differ_by_more_than_capitals_and_spaces(tmp_path):
    """Where none are listed, a sign or a digit makes another group; a capital, a space or another hyphen between words does not."""
    free = REGIONS.replace('groups = ["eu", "us"]', "")

    def slips(first, second):
        text = OF_REGIONS.replace('"eu"', f'"{first}"').replace('"EU"', f'"{second}"') + 'expect.credit = "0 EUR"\n'
        result = run(tmp_path, text, free)
        assert not result.error
        return len(result.differences)

    others = [("-1", "1"), ("1.2", "12"), ("C", "C++"), ("1-11", "11-1"), ("1-1", "1 1"), ("A-1", "A1"), ("re-sent", "resent")]
    assert [slips(*pair) for pair in others] == [0] * len(others)
    alike = [("eu", " EU "), ("eu west", "EU_West"), ("eu west", "eu-west"), ("eu  west", "eu west"), ("straße", "STRASSE")]
    assert [slips(*pair) for pair in alike] == [1] * len(alike)


def test_a_record_that_names_no_group(tmp_path):
    """It makes a group of its own, beside those that the other records name; where none names one, that is their group."""
    free = REGIONS.replace('groups = ["eu", "us"]', "")
    lacking = {"old": ' region = "EU",', "new": ""}
    (text,) = of_regions(tmp_path, 'expect.credit = "0 EUR"\n', free, **lacking)
    assert "'(none)' is not one of the groups of 'Answers' (calls record 2: region = None); known: eu;" in text
    assert of_regions(tmp_path, 'expect = { credit = "0 EUR", unlisted_groups = 1 }\n', free, **lacking) == []
    own = 'expect.lines = [{ objective = "Answers", group = "(none)", outcome = "met" }]\n'
    assert of_regions(tmp_path, own, free, **lacking) == []
