"""What a test says was done of a duty counts for the line that it names, and says so where that is another."""

import pytest
from message_texts import DESK, run

import slakit as sk
from slakit import testing as skt

HEAD = "some records claim or do what is for no line: "
NOTICE = f'{DESK}\n[[duties]]\nname = "Notice"\nwho = "customer"\nwithin = "60 days"\nafter = "missed"\n'
DOWN = 'records.outages = [{ start = "2026-03-08 02:00", end = "+3 h" }]\n'


def deed(text):
    return f"{DOWN}records.duties = [{{ {text} }}]\n"


def test_a_duty_of_another_month(tmp_path):
    """That the notice of March is open says nothing of the record, which is of February."""
    done = deed("at = '2026-04-10T10:00Z', duty = 'Notice', period = '2026-02'")
    scenario = f'{done}expect.duties.Notice = "open"\n'
    result = run(tmp_path, scenario, NOTICE)
    text = "duties record 1: at = 2026-04-10T11:00:00+01:00, duty = 'Notice', period = '2026-02'; still to be done: Notice"
    assert [str(one) for one in result.differences] == [f"{HEAD}{text}; if it is meant so, write expect.unmatched = 1"]
    assert run(tmp_path, f"{scenario}expect.unmatched = 1\n", NOTICE).passed
    records = {"outages": [skt.outage("2026-03-08T02:00Z", "3 h")], "tickets": [], "answers": []}
    records["duties"] = [{"at": "2026-04-10T10:00Z", "duty": "Notice", "period": "2026-02"}]
    one = {"period": "2026-03", "objective": "Uptime"}
    with pytest.raises(AssertionError, match=r"still to be done: Notice; if it is meant so, write unmatched=1$"):
        skt.assert_missed(sk.loads(NOTICE), records, **one)
    skt.assert_missed(sk.loads(NOTICE), records, **one, unmatched=1)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("at = '2026-04-10T10:00Z', duty = 'Notice', period = '2026-03'", "done"),
        ("at = '2026-04-10'", "done"),
        ("at = '2026-07-10T10:00Z'", "late"),
    ],
)
def test_a_duty_that_is_done(tmp_path, text, state):
    assert run(tmp_path, f'{deed(text)}expect.duties.Notice = "{state}"\n', NOTICE).passed


def test_nothing_waits(tmp_path):
    quiet = deed("at = '2026-04-10T10:00Z'").replace(DOWN, "records.outages = []\n")
    assert run(tmp_path, f'{quiet}expect.objectives.Uptime = "met"\n', NOTICE).passed
