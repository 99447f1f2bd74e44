"""One record that stands in a list several times is one case, or one outage, and the test says so."""

import pytest
from message_texts import DESK, run

import slakit as sk
from slakit import testing as skt

HEAD = "some records stand in the list several times, and count once: "
LATE = '{ id = "ID", prio = "P1", start = "2026-03-16 10:00", end = "+2 h" }'
MISSED = 'expect.objectives.Replies = { outcome = "missed", breaches = 1 }'


def test_rows_of_one_key(tmp_path):
    """Twelve late replies were meant, and one is counted."""
    text = f"records.tickets = [{{ rows = 12, of = {LATE} }}]\n{MISSED}"
    (one,) = run(tmp_path, text).differences
    again = "; ".join(f"tickets record {number} is tickets record 1 again" for number in (2, 3, 4))
    assert str(one) == f"{HEAD}{again}; and 8 more; if it is meant so, write expect.repeated = 11"
    assert run(tmp_path, f"{text}\nexpect.repeated = 11").passed
    assert run(tmp_path, text.replace('"ID"', '"{n}"').replace("breaches = 1", "breaches = 12")).passed


def test_two_that_are_written_alike(tmp_path):
    """That a record which came twice counts once may be what is tested."""
    assert run(tmp_path, f"records.tickets = [{LATE}, {LATE}]\n{MISSED}").passed


def test_what_is_counted_row_by_row(tmp_path):
    rows = 'records.answers = [{ rows = 12, of = { at = "2026-03-08 02:00", ok = true } }]\n'
    assert run(tmp_path, f'{rows}expect.objectives.Answers = {{ outcome = "met", sample = 12 }}').passed


def test_a_list_in_python():
    """An outage is one however often it is listed."""
    agreement = sk.loads(DESK)
    outage = skt.outage("2026-03-08T02:00Z", "40 min")
    one = {"period": "2026-03", "objective": "Uptime"}
    with pytest.raises(AssertionError) as error:
        skt.assert_met(agreement, {"outages": [outage] * 2}, **one)  # 40 of 44,640 min are 99.91 % up
    assert str(error.value) == f"{HEAD}outages record 2 is outages record 1 again; if it is meant so, write repeated=1"
    skt.assert_met(agreement, {"outages": [outage] * 2}, **one, repeated=1)
    skt.assert_met(agreement, {"outages": [outage, dict(outage)]}, **one)


def test_rows_that_are_completed_are_still_one(tmp_path):
    """A field that another promise reads is filled in, and the rows are the same all the same."""
    two = DESK.replace('stream = "outages"', 'stream = "tickets", where = { down = true }')
    assert two != DESK
    text = f"records.tickets = [{{ rows = 3, of = {LATE} }}]\n{MISSED}"
    assert [one.what for one in run(tmp_path, text, two).differences] == ["repeated"]
