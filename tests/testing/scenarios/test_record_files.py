"""Records in files that lie with a scenario file: how they are written, and times that follow others."""

import pytest
from message_texts import load, run

import slakit as sk

MET = 'expect.objectives.Replies = "met"\n'


@pytest.mark.parametrize(
    ("file", "options", "due"),
    [
        ("id;prio;start;end\n1;P1;2026-03-16 10:00;+2 h\n", 'delimiter = ";"', "2026-03-16T11:00:00+00:00"),
        ("id,prio,opened,end\n1,P1,2026-03-16 10:00,+2 h\n", 'rename = { start = "opened" }', "2026-03-16T11:00:00+00:00"),
        # 10:00 in New York is 14:00 in London, whose clocks change two weeks later
        ("id,prio,start,end\n1,P1,2026-03-16 10:00,+2 h\n", 'timezone = "America/New_York"', "2026-03-16T15:00:00+00:00"),
        ("id,prio,start,end\n1,P1,16/03/2026 10:00,+2 h\n", 'time_format = "%d/%m/%Y %H:%M"', "2026-03-16T11:00:00+00:00"),
    ],
)  # fmt: skip
def test_options_of_files(tmp_path, file, options, due):
    """A file says how it is written as `read` takes it, and its times may follow others: two hours are late by one."""
    (tmp_path / "t.csv").write_text(file, encoding="utf-8")
    result = run(tmp_path, f'records.tickets = {{ file = "t.csv", {options} }}\n{MET}')
    assert f"limit 1 h for P1, due {due}" in result.details


def test_a_number_to_call_is_no_time(tmp_path):
    (tmp_path / "t.csv").write_text("id,prio,start,end,phone\n1,P1,2026-03-16 10:00,+30 min,+44 20 7946 0000\n", encoding="utf-8")
    assert run(tmp_path, f'records.tickets = "t.csv"\n{MET}')


ROWS = '[{ rows = 12, of = { start = "2026-06-08 02:00", end = "+43 min" } }]'
TIMES = (
    "is not columns by field; the fields with a time are read as times already ('start', 'end'), so leave it out, "
    'or where two columns hold one time write times = { start = ["Day", "Hour"] }'
)


@pytest.mark.parametrize(
    ("outages", "fault"),
    [
        ('{ file = "o.csv", times = ["start", "end"] }', f'records.outages.times: ["start", "end"] {TIMES}'),
        ('{ file = "o.csv", times = "start" }', f"records.outages.times: 'start' {TIMES}"),
        (
            '{ file = "o.csv", rows = 3 }',
            f"records.outages.rows: 'rows' belongs to an entry of a list, and a file has its rows itself; write outages = {ROWS}",
        ),
        (
            '{ rows = 3, of = { start = "2026-03-08 02:00" } }',
            'records.outages: { rows = 3, of = { start = "2026-03-08 02:00" } } is not a list of records, a table or a file; '
            f"write outages = {ROWS}",
        ),
        (
            '{ file = "o.csv", rename = { stop = "began" } }',
            "records.outages: 'began' is not a column of o.csv; known: end, start; write rename = { FIELD = \"COLUMN\" }",
        ),
        (
            '{ file = "o.csv", rename = { start = "up" } }',
            "records.outages: 'up' is not a column of o.csv; known: end, start; "
            'write rename = { up = "start" } if the pair is the other way round',
        ),
        (
            '[{ file = "o.csv", delimiter = ";" }]',
            'records.outages row 1: is a file, which holds all records of its stream; write outages = { file = "o.csv", delimiter = ";" }',
        ),
    ],
)
def test_keys_of_one_kind_in_another(tmp_path, outages, fault):
    """A file, an entry for several rows and a list of them are three things."""
    (tmp_path / "o.csv").write_text("start,end\n2026-03-08 02:00,+1 h\n", encoding="utf-8")
    with pytest.raises(sk.errors.UsageError) as error:
        load(tmp_path, f'records.outages = {outages}\nexpect.objectives.Uptime = "met"\n')
    assert [one.partition(" scenario 'one', ")[2] for one in error.value.problems] == [fault]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", "id,prio,start,end\n"),
        ("t.csv", "id;prio;start;end\n"),
        ("t.csv", "a,b\n\n,\n"),
        ("t.json", "[]"),
        ("t.jsonl", ""),
    ],
)
def test_a_file_without_a_record(tmp_path, name, text):
    """A log that was never filled, or a header by itself: what is met because of it would say nothing."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    for written in (f'"{name}"', f'{{ file = "{name}" }}'):
        with pytest.raises(sk.errors.UsageError) as error:
            load(tmp_path, f"records.tickets = {written}\nexpect.objectives.Replies.credit = '0 EUR'\n")
        (fault,) = error.value.problems
        assert fault.endswith(f"records.tickets: {name} holds no record; if there are none, write tickets = []")
