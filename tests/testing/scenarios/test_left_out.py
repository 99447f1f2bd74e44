"""Records that no line counts fail a scenario, or explain why it failed."""

from scenario_texts import CONTRACT, read

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
        "the number of records left out is 1 of calls (no limit for its type), expected none"
    ]
    assert result.details.endswith("\n\nnot counted for Answers: 1 of calls, no limit for its type")


def test_it_may_be_expected(tmp_path):
    assert run(tmp_path, TEXT + "expect.left_out = 1\n")
    other = run(tmp_path, TEXT + "expect.left_out = 2\n")
    assert [str(one) for one in other.differences] == ["left out is 1, expected 2"]


def test_a_wrong_year(tmp_path):
    result = run(tmp_path, TEXT.replace("phnoe", "phone").replace("+3 h", "+20 min").replace("2026-06-08", "2025-06-08", 1))
    assert [str(one) for one in result.differences] == ["the number of records left out is 1 of calls (outside the term), expected none"]


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
