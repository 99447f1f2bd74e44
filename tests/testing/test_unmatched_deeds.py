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


@pytest.mark.parametrize("name", ["", ", duty = 'Notice'"])
def test_nothing_is_due(tmp_path, name):
    """March was met, so that no notice follows from it; one of February, in a log of months, is another matter."""
    quiet = deed(f"at = '2026-04-10T10:00Z'{name}").replace(DOWN, "records.outages = []\n")
    scenario = f'{quiet}expect.objectives.Uptime = "met"\n'
    (one,) = run(tmp_path, scenario, NOTICE).differences
    text = f"{HEAD}duties record 1: at = 2026-04-10T11:00:00+01:00{name}; nothing was to be done"
    assert str(one) == f"{text}; if it is meant so, write expect.unmatched = 1"
    assert run(tmp_path, f"{scenario}expect.unmatched = 1\n", NOTICE).passed
    assert run(tmp_path, scenario.replace("10:00Z'", "10:00Z', period = '2026-02'"), NOTICE).passed


def test_a_right_that_is_not_given(tmp_path):
    """Nobody may terminate after a month that was met."""
    right = DESK.replace('target = "at least 99.9 %"', 'target = "at least 99.9 %"\npenalty = { is = "right", right = "terminate" RIGHT}')
    text = (
        """records.outages = []\nrecords.rights = [{ at = "2026-04-10T10:00Z", right = "terminate" }]\nexpect.objectives.Uptime = "met"\n"""
    )
    lapsing = right.replace("RIGHT", ', within = "60 days" ')
    assert [one.what for one in run(tmp_path, text, lapsing).differences] == ["unmatched"]
