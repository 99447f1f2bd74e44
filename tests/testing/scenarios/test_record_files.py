"""Records in files that lie with a scenario file: how they are written, and times that follow others."""

import pytest
from message_texts import run

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
