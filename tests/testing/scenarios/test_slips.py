"""Slips of a tester in a scenario file: a key on the wrong level, a value of another type, two contracts, an empty row."""

import pytest
from message_texts import DESK, load

import slakit as sk
from slakit import testing as skt

MET = 'expect.objectives.Uptime = "met"\n'
ROWS = "records = { tickets = [], answers = [] }\n"


def faults(folder, scenario, head='contract = "desk.toml"\nperiod = "2026-03"\n'):
    """The faults of a scenario file, without its name."""
    with pytest.raises(sk.errors.UsageError) as error:
        load(folder, scenario, DESK, head)
    return [one.partition(" ")[2].removeprefix("scenario 'one', ") for one in error.value.problems]


@pytest.mark.parametrize(
    ("scenario", "fault"),
    [
        (f'contract = "desk.toml"\n{MET}', "contract: is a key of the file; write it once, above the first [[scenarios]]"),
        ("expect.objectives.Uptime = true", "expect.objectives.Uptime.outcome: true is not an outcome; write 'met', 'missed' or 'no data'"),
        ("expect.objectives.Uptime = 'Met'", "expect.objectives.Uptime.outcome: 'Met' is not an outcome; did you mean 'met'?"),
        (
            "expect.lines = { objective = 'Uptime' }",
            "expect.lines: { objective = \"Uptime\" } is not a list of tables; write lines = [{ objective = 'Uptime', outcome = 'missed' }]",  # noqa: E501
        ),
        (
            f"records.outages = [{{}}]\n{MET}",
            "records.outages row 1: is a record without a field; "
            'write outages = [{ start = "2026-06-08 02:00", end = "+43 min" }], or outages = [] for none',
        ),
        (
            f'records.outages = [{{ start = "2026-03-08 02:00", end = "2 h" }}]\n{MET}',
            "records.outages row 1, end: '2 h' is not a time: a length of time begins with +; write '+2 h'",
        ),
        (
            f'records.outages = [{{ start = "2026-03-08 24:00", end = "+2 h" }}]\n{MET}',
            "records.outages row 1, start: '2026-03-08 24:00' is not a time: a day ends at the first instant of the next; "
            "write '2026-03-09 00:00'",
        ),
        (
            f'records.outages = [{{ rows = 3, start = "2026-03-08 02:00", end = "+2 h" }}]\n{MET}',
            "records.outages row 1, rows: 'rows' is no field that the contract reads, and says how many records an entry stands for; "
            'write { rows = 3, of = { start = "2026-03-08 02:00", end = "+2 h" } }',
        ),
    ],
)
def test_a_slip(tmp_path, scenario, fault):
    assert faults(tmp_path, scenario) == [fault]


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ('contract = ["desk.toml", "b.toml"]\n', 'contract: ["desk.toml", "b.toml"] is not a path, and a file tests one contract; '
                                                 'write contract = "desk.toml"'),
        ('contract = 5\n', 'contract: 5 is not a path, and a file tests one contract; write contract = "hosting.toml"'),
        ('contract = "desk.toml"\nexpect = { credit = "5 EUR" }\n', "expect: is a key of a scenario; write it below [[scenarios]]"),
        ('contract = "desk.toml"\n[[scenarios]]\nname = 5\n' + MET, 'scenario 1, name: 5 is not a name; write name = "43 min of June"'),
    ],
)  # fmt: skip
def test_a_slip_above_the_scenarios(tmp_path, head, fault):
    assert faults(tmp_path, f"{ROWS}{MET}", head) == [fault]


def test_a_list_by_another_name(tmp_path):
    """`[[scenario]]` is one slip, and one message."""
    (tmp_path / "desk.toml").write_text(DESK, encoding="utf-8")
    path = tmp_path / "desk.sla.toml"
    path.write_text(f'contract = "desk.toml"\n[[scenario]]\nname = "one"\n{MET}', encoding="utf-8")
    with pytest.raises(sk.errors.UsageError) as error:
        skt.load_scenarios(path)
    assert [one.partition(" ")[2] for one in error.value.problems] == ["scenario: is not a key here; did you mean 'scenarios'?"]


def test_a_row_with_too_few_cells_keeps_the_numbers(tmp_path):
    """The second row is the second row."""
    table = '"""\nstart | end\n2026-03-08 02:00\n2026-03-09 02:00 | 2026-03-09 3:00\n"""'
    assert faults(tmp_path, f"records.outages = {table}\n{MET}") == [
        "records.outages row 1: has 1 cell, and the head 2; write as many, parted by |",
        "records.outages row 2, end: '2026-03-09 3:00' is not a time; write '2026-03-09 03:00'",
    ]
