"""A record of a test that cannot be read is named by its number, as in the other slips; of two values of one key, both records are."""

import pytest
from message_texts import DESK, run

import slakit as sk
from slakit import testing as skt

HEAD = "some records cannot be read: "
GOOD = '{ id = "A", prio = "P1", start = "2026-03-16 10:00", end = "+30 min" }'
WRONG = '{ id = "B", prio = "P1", start = "2026-03-16 10:00", end = "2026-03-16 09:00" }'
TWICE = "tickets (Replies): 1 x two values for end of one id, the earlier counts; "


def test_of_a_list():
    rows = [{"id": "A", "prio": "P1", "start": "2026-03-16T10:00Z", "end": "2026-03-16T10:30Z"}]
    answers = [{"at": "2026-03-16T10:00Z", "ok": True}, {"at": "soon", "ok": True}, {"at": "soon", "ok": True}]
    with pytest.raises(AssertionError) as error:
        skt.assert_met(sk.loads(DESK), {"tickets": rows, "answers": answers}, period="2026-03", objective="Answers")
    text = "answers (Answers): 2 x at is not an instant; write '2026-01-31T09:00:00+00:00'"
    text += "; answers record 2: at='soon'; answers record 3: at='soon'"
    assert str(error.value) == f"{HEAD}{text}; if it is meant so, write problems=2"


def test_two_values_of_one_key(tmp_path):
    """What is to be mended is a record of the test: that the contract names no field of updates is no fault."""
    other = GOOD.replace("+30", "+40")
    result = run(tmp_path, f'records.tickets = [{GOOD}, {other}]\nexpect.objectives.Replies = "met"')
    remedy = "write one value in both records, or another key in one; tickets record 1, tickets record 2: id='A'"
    assert [str(one) for one in result.differences] == [f"{HEAD}{TWICE}{remedy}; if it is meant so, write expect.problems = 1"]


def test_of_a_scenario(tmp_path):
    result = run(tmp_path, f'records.tickets = [{GOOD}, {WRONG}]\nexpect.objectives.Replies = "met"')
    (text,) = {str(one) for one in result.differences if one.what == "problems"}
    assert "; tickets record 2: id='B'" in text


def test_of_a_file(tmp_path):
    (tmp_path / "t.csv").write_text(
        "id,prio,start,end\nA,P1,2026-03-16T10:00Z,\nB,P1,2026-03-16T10:00Z,2026-03-16T09:00Z\n", encoding="utf-8"
    )
    result = run(tmp_path, 'records.tickets = "t.csv"\nexpect.objectives.Replies = "met"')
    (text,) = [str(one) for one in result.differences if one.what == "problems"]
    assert text.startswith(f"{HEAD}tickets (Replies): 1 x end lies before start; t.csv:3: id='B', ")
