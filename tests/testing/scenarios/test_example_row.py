"""Examples in what is wrong with records have the fields of their stream, and can be read."""

import pytest
from message_texts import DESK, load

import slakit as sk
from slakit.testing.scenarios.example_row import example_row

TICKET = '{ id = 1, start = "2026-06-08 02:00", end = "+43 min", prio = "P1" }'


@pytest.mark.parametrize(
    ("records", "fault"),
    [
        ("tickets = 3", f"records.tickets: 3 is not a list of records, a table or a file; write tickets = [{TICKET}]"),
        ("tickets = ['a']", f"records.tickets row 1: 'a' is not a record; write tickets = [{TICKET}]"),
        ("tickets = [{}]", f"records.tickets row 1: is a record without a field; write tickets = [{TICKET}], or tickets = [] for none"),
        ("tickets = [{ rows = 3 }]", f"which stands for several; write {{ rows = 3, of = {TICKET} }}"),
        ("tickets = [{ of = { id = 7 } }]", "records.tickets row 1: does not say how many rows; write { rows = 12, of = { id = 7 } }"),
        ("tickets = [{ rows = 0, of = { id = 7 } }]", "0 is not a number of rows, 1 or more; write { rows = 12, of = { id = 7 } }"),
        ("tickets = [{ rows = 0, of = {} }]", f"0 is not a number of rows, 1 or more; write {{ rows = 12, of = {TICKET} }}"),
        ("outages = 3", 'write outages = [{ start = "2026-06-08 02:00", end = "+43 min" }]'),
        ("answers = 3", 'write answers = [{ at = "2026-06-08 02:00", ok = true }]'),
    ],
)
def test_what_is_written_in_its_place(tmp_path, records, fault):
    """The example has the fields of the stream, or the record that stands there already."""
    with pytest.raises(sk.errors.SlakitError) as error:
        load(tmp_path, f"records.{records}\nexpect.objectives.Replies = 'met'\n")
    assert any(problem.endswith(fault.removeprefix("which stands for several; ")) for problem in error.value.problems)


@pytest.mark.parametrize("stream", ["tickets", "outages", "answers"])
def test_an_example_is_read(tmp_path, stream):
    """What a message says to write is accepted."""
    load(tmp_path, f"records.{stream} = [{example_row(sk.loads(DESK), stream)}]\nexpect.objectives.Replies = 'met'\n")


def test_a_term_without_the_usual_day():
    """The day lies in the term."""
    later = sk.loads(DESK.replace('"2026-01-01", "2027-01-01"', '"2028-01-01", "2029-01-01"'))
    assert example_row(later, "outages") == '{ start = "2028-01-01 02:00", end = "+43 min" }'
