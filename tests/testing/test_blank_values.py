"""A record of a test that leaves out what a condition asks for fails it unseen, and says so."""

import pytest
from message_texts import DESK, run

import slakit as sk
from slakit import testing as skt

HEAD = "some records leave out a value that the contract asks for: "
TEXT = DESK.partition("[[objectives]]")[0]
AT = "2026-03-08T02:00Z"


def contract(metric):
    """A contract of one promise with a metric."""
    target = "at least 1" if "distinct" in metric else "at least 50 %"
    return sk.loads(f'{TEXT}\n[[objectives]]\nname = "Answers"\nmetric = {metric}\ntarget = "{target}"')


LATER = "2026-03-08T03:00Z"
WEIGHED = '{ is = "uptime", stream = "answers", start = "at", end = "end", weight = "share" }'
SHARE = '{ is = "share", stream = "answers", good = { tone = "kind" } }'


@pytest.mark.parametrize("blank", [{}, {"tone": None}, {"tone": ""}, {"tone": "  "}])
def test_a_record_without_the_value(blank):
    """However it is left out, beside one that has it."""
    agreement = contract(SHARE)
    records = {"answers": [{"at": AT, "tone": "kind"}, {"at": AT, **blank}]}  # 1 of 2 is at least 50 %
    text = "answers record 2: it has no 'tone', so that it fails the condition tone is kind"
    with pytest.raises(AssertionError) as error:
        skt.assert_met(agreement, records, period="2026-03")
    assert str(error.value) == f"{HEAD}{text}; if it is meant so, write blank_values=1"
    skt.assert_met(agreement, records, period="2026-03", blank_values=1)
    skt.assert_met(agreement, records, period="2026-03", blank_values=True)


def test_a_scenario(tmp_path):
    rows = 'records.answers = [{ at = "2026-03-08 02:00", ok = true }, { rows = 5, of = { at = "2026-03-08 02:00" } }]\n'
    result = run(tmp_path, f'{rows}expect.objectives.Answers = "missed"')
    text = "answers record 2, answers record 3, answers record 4 and 2 more: it has no 'ok', so that it fails the condition ok"
    assert [str(one) for one in result.differences] == [f"{HEAD}{text}; if it is meant so, write expect.blank_values = 5"]
    assert run(tmp_path, f'{rows}expect.objectives.Answers = "missed"\nexpect.blank_values = 5').passed
    table = rows.replace(
        '[{ at = "2026-03-08 02:00", ok = true }, { rows = 5, of = { at = "2026-03-08 02:00" } }]', '"""\nat | ok\n2026-03-08 02:00 |\n"""'
    )
    result = run(tmp_path, f'{table}expect.objectives.Answers = "missed"')
    assert [one.what for one in result.differences] == ["blank_values"]


@pytest.mark.parametrize(
    ("metric", "rows", "count"),
    [
        (SHARE.replace(" } }", ' }, unknown = "bad" }'), [{"tone": "kind"}, {}], 0),  # the contract says what a blank is
        (SHARE.replace('"kind"', '["kind", "unknown"]'), [{"tone": "kind"}, {}], 0),  # and so it does here
        (SHARE.replace('"kind"', '"known"'), [{"tone": "kind"}, {}], 0),
        (SHARE.replace(" } }", ', done = true } }'), [{"tone": "kind", "done": True}, {"done": False}], 0),  # bad whatever its tone
        (SHARE.replace(" } }", ', done = true } }'), [{"tone": "kind", "done": True}, {"done": True}], 1),
        (SHARE.replace(" } }", ' }, where = { team = "a" } }'), [{"tone": "kind", "team": "a"}, {"team": "b"}], 0),  # of no interest
        (SHARE.replace(" } }", ' }, where = { team = "a" } }'), [{"tone": "kind", "team": "a"}, {"tone": "rude"}], 1),  # left out unseen
        (SHARE.replace(" } }", ' }, where = { team = "a" } }'), [{"tone": "kind", "team": "a"}, {"tone": "rude", "team": None}], 0),
        ('{ is = "checks", stream = "answers", ok = { up = true } }', [{"up": True}, {"up": None}], 0),  # a check that says nothing
        ('{ is = "checks", stream = "answers", ok = { up = true } }', [{"up": True}, {}], 1),
        ('{ is = "checks", stream = "answers", ok = { state = "up" } }', [{"state": "up"}, {"state": None}], 1),
        ('{ is = "uptime", stream = "answers", start = "at", end = "end" }', [{"end": None}], 0),
        (WEIGHED, [{"end": LATER, "share": "1 %"}, {"end": LATER}], 1),  # it counts in full
        (WEIGHED, [{"end": LATER, "share": "1 %"}, {"end": LATER, "share": None}], 0),
        ('{ is = "distinct", stream = "answers", field = "who" }', [{"who": "a"}, {}], 1),  # it is nobody
    ],
)  # fmt: skip
def test_what_is_a_slip(metric, rows, count):
    agreement = contract(metric)
    records = {"answers": [{"at": AT, **row} for row in rows]}
    statement = sk.evaluate(agreement, records, period="2026-03")
    assertion = skt.assert_met if str(statement.lines[0].outcome) == "met" else skt.assert_missed
    assertion(agreement, records, period="2026-03", problems=True, blank_values=count)


def test_what_is_not_done_has_nothing_to_say_yet():
    agreement = contract('{ is = "on time", stream = "answers", due = "at", done = "done", good = { tone = "kind" } }')
    done = {"at": AT, "done": "2026-03-08T01:30Z", "tone": "kind"}
    skt.assert_met(agreement, {"answers": [done, {"at": AT, "done": None}]}, period="2026-03")  # 1 of 2 is at least 50 %
    with pytest.raises(AssertionError, match="answers record 2: it has no 'tone'"):
        skt.assert_met(agreement, {"answers": [done, {"at": AT, "done": "2026-03-08T01:30Z"}]}, period="2026-03")


DUE = '{ is = "on time", stream = "answers", due = "planned", done = "done", since = "at" }'
LATE = '{ is = "lateness", stream = "answers", due = "planned", until = "done", since = "at" }'


@pytest.mark.parametrize("blank", [{}, {"planned": None}, {"planned": ""}])
@pytest.mark.parametrize(("metric", "target"), [(DUE, "at least 50 %"), (LATE, "at most 1 hour")])
def test_a_record_without_its_due_time(metric, target, blank):
    """It is counted nowhere (docs/numbers.md M5), late as it may be: so is the row of a total at the foot of an export."""
    agreement = sk.loads(f'{TEXT}\n[[objectives]]\nname = "Answers"\nmetric = {metric}\ntarget = "{target}"')
    records = {"answers": [{"at": AT, "planned": LATER, "done": LATER}, {"at": AT, "done": "2026-03-20T03:00Z", **blank}]}
    with pytest.raises(AssertionError) as error:
        skt.assert_met(agreement, records, period="2026-03")
    text = "answers record 2: it has no 'planned', so that it is due at no time and counts for nothing"
    assert str(error.value) == f"{HEAD}{text}; if it is meant so, write blank_values=1"
    skt.assert_met(agreement, records, period="2026-03", blank_values=1)


def test_another_objective(tmp_path):
    """Where the test names its own, records of the others may be as they are."""
    uptime = "[[objectives]]\nname = 'Uptime'\nmetric = { is = 'uptime', stream = 'outages' }\ntarget = 'at least 99 %'"
    two = sk.loads(f"{sk.dumps(contract(SHARE))}\n{uptime}")
    records = {"answers": [{"at": AT, "tone": "kind"}, {"at": AT}], "outages": []}
    skt.assert_met(two, records, period="2026-03", objective="Uptime")
    with pytest.raises(AssertionError, match="answers record 2"):
        skt.assert_met(two, records, period="2026-03")


def test_an_exclusion_that_does_not_say_of_whom(tmp_path):
    """A closure without its cause excuses nothing, and says so; one with an empty cause is meant so."""
    strike = '[[exclusions]]\nstream = "closures"\napplies_to = "outages"\nparty = { cause = "strike" }\n\n[calendars]'
    contract = DESK.replace("[calendars]", strike)
    other = '{ start = "2026-03-09 02:00", end = "+3 h", cause = "strike" }'
    rows = 'records.outages = [{ start = "2026-03-08 02:00", end = "+3 h" }]\nrecords.closures = [CLOSURE, OTHER]\n'
    text = rows.replace("OTHER", other) + 'expect.objectives.Uptime = "missed"'
    result = run(tmp_path, text.replace("CLOSURE", '{ start = "2026-03-08 02:00", end = "+3 h" }'), contract)
    slip = "closures record 1: it has no 'cause', so that it is left out by the condition cause is strike"
    assert [str(one) for one in result.differences] == [f"{HEAD}{slip}; if it is meant so, write expect.blank_values = 1"]
    assert run(tmp_path, text.replace("CLOSURE", '{ start = "2026-03-08 02:00", end = "+3 h", cause = "" }'), contract).passed
