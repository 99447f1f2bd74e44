"""A record of a scenario that lies after its as_of has not happened yet, so that it tests nothing, and says so."""

import pytest
from message_texts import DESK, load, run

import slakit as sk
from slakit import testing as skt

HEAD = "some records lie after as_of, so that they have not happened yet: "
LATE = "outages record 1: start = 2026-03-08T02:00:00+00:00 is after as_of, 2026-03-05T00:00:00+00:00"
OUTAGE = 'as_of = "2026-03-05 00:00"\nrecords.outages = [{ start = "2026-03-08 02:00", end = "+3 h" }]\n'
MET = 'expect.objectives.Uptime = "met"\n'


def differences(folder, scenario):
    result = run(folder, scenario)
    assert not result.error
    return [str(one) for one in result.differences]


def test_a_record_after_as_of(tmp_path):
    assert differences(tmp_path, OUTAGE + MET) == [f"{HEAD}{LATE}; if it is meant so, write expect.after_as_of = 1"]
    assert differences(tmp_path, f"{OUTAGE}{MET}expect.after_as_of = 1") == []
    assert differences(tmp_path, f"{OUTAGE}{MET}expect.after_as_of = 2") == ["after as of is 1, expected 2"]


@pytest.mark.parametrize(
    ("records", "count"),
    [
        ('outages = [{ start = "2026-03-05 00:00", end = "+3 h" }]', 0),  # at the very instant
        ('outages = [{ start = "2026-03-04 23:00", end = "+3 h" }]', 0),  # it goes on as of then
        ('tickets = [{ id = 1, prio = "P1", start = "2026-03-04 10:00", end = "2026-03-05 10:00" }]', 0),  # open as of then
        ('tickets = [{ rows = 5, of = { id = "{n}", prio = "P1", start = "2026-03-05 10:00", end = "+1 h" } }]', 5),
        ('claims = [{ at = "2026-03-06" }]', 1),  # nobody has claimed as of then
        ('claims = [{ at = "2026-03-05" }]', 1),  # by the end of the day
        ('claims = [{ at = "2026-03-04" }]', 0),
        ('answers = [{ at = "2026-03-05 00:00:01", ok = true }]', 1),
    ],
)
def test_what_is_after(tmp_path, records, count):
    """Of whatever stream, if all of its instants are later."""
    base = f'as_of = "2026-03-05 00:00"\nrecords.{records}\nexpect.objectives.Uptime.pending = 0\nexpect.after_as_of = {count}'
    assert [one for one in differences(tmp_path, base) if "as of" in one or "after_as_of" in one] == []


def test_many_records(tmp_path):
    """Three are named."""
    many = 'as_of = "2026-03-05 00:00"\nrecords.answers = [{ rows = 9, of = { at = "2026-03-08 02:00", ok = true } }]\n'
    (text,) = differences(tmp_path, f'{many}expect.objectives.Answers = "no data"')
    assert text.startswith(f"{HEAD}{LATE.replace('outages', 'answers').replace('start', 'at')}; answers record 2: ")
    assert text.endswith("; and 6 more; if it is meant so, write expect.after_as_of = 9")


def test_a_due_time_alone_may_lie_ahead(tmp_path):
    """What is due later is what a test of deadlines is about."""
    files = DESK.replace(
        'is = "share", stream = "answers", good = { ok = true }', 'is = "on time", stream = "answers", due = "due", done = "done"'
    )
    assert files != DESK
    table = '"""\nname | due | done\na | 2026-03-08 10:00 |\n"""'
    result = run(tmp_path, f'as_of = "2026-03-05 00:00"\nrecords.answers = {table}\nexpect.objectives.Answers.pending = 1', files)
    assert result.passed, str(result)
    done = table.replace("10:00 |", "10:00 | 2026-03-07 10:00")
    result = run(tmp_path, f'as_of = "2026-03-05 00:00"\nrecords.answers = {done}\nexpect.objectives.Answers.pending = 1', files)
    assert [one.what for one in result.differences] == ["after_as_of"]


def test_no_assertion_has_an_as_of(tmp_path):
    """It takes none, and a statement as of an instant comes without its records."""
    load(tmp_path, OUTAGE + MET)
    contract = sk.load(tmp_path / "desk.toml")
    records = {"outages": [skt.outage("2026-03-08T02:00Z", "3 h")]}
    skt.assert_met(sk.evaluate(contract, records, period="2026-03", as_of="2026-03-05T00:00Z"), objective="Uptime")
    with pytest.raises(TypeError, match="unexpected keyword argument 'after_as_of'"):
        skt.assert_met(contract, records, period="2026-03", after_as_of=1)
