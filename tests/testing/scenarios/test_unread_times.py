"""Times in a scenario file that cannot be read: each with its scenario, its row and what to write."""

import pytest
from message_texts import load, run

import slakit as sk
from slakit.testing.scenarios.unread_times import time_fault
from slakit.timeline.zone import zone

MET = 'expect.objectives.Uptime = "met"\n'
LONDON = zone("Europe/London")
EXAMPLE = "write '2026-06-08 02:00', a time of the zone of the contract, or '2026-06-08T02:00Z'"


def faults(folder, scenario):
    """The faults of a scenario, without the name of the file."""
    with pytest.raises(sk.errors.UsageError) as error:
        load(folder, scenario)
    return [one.partition(" scenario 'one', ")[2] for one in error.value.problems]


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("2026-06-31 03:00", "'2026-06-31 03:00' is not a time: June 2026 has 30 days; write '2026-06-30 03:00' or '2026-07-01 03:00'"),
        ("08/06/2026 02:00", f"'08/06/2026 02:00' is not a time; {EXAMPLE}"),
        ("2026-06-08 2:30", "'2026-06-08 2:30' is not a time; write '2026-06-08 02:30'"),
        ("2026-6-8", "'2026-6-8' is not a time; write '2026-06-08'"),
        ("2026-06-08 25:00", f"'2026-06-08 25:00' is not a time: the hours of a day are 0 to 23; {EXAMPLE}"),
        ("2026-7-32", "'2026-7-32' is not a time: July 2026 has 31 days; write '2026-07-31' or '2026-08-01'"),
        ("soon", f"'soon' is not a time; {EXAMPLE}"),
        (1772445600, f"1772445600 is not a time; {EXAMPLE}"),
        (True, f"true is not a time; {EXAMPLE}"),
        (
            "2026-03-29 01:30",
            "'2026-03-29 01:30' does not come in Europe/London, where clocks go forward over it; write '2026-03-29 02:30'",
        ),
        (
            "2026-10-25 01:30",
            "'2026-10-25 01:30' comes twice in Europe/London, where clocks go back; "
            "write '2026-10-25T01:30:00+01:00' for the first, '2026-10-25T01:30:00+00:00' for the second",
        ),
        ("2026-10-25T01:30Z", ""),
        ("2026-03-29", ""),
        ("2026-03-29 02:30", ""),
        ("+2 h", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_time(value, fault):
    """March 2026 in London: 01:00 to 02:00 is skipped on the 29th; in October it comes twice on the 25th."""
    assert time_fault(value, LONDON) == fault


@pytest.mark.parametrize(
    ("records", "place"),
    [
        ('[{ start = "2026-03-08 02:00", end = "2026-03-32 02:00" }]', "row 1, end"),
        ('[{ start = "2026-03-08 02:00", end = "+2 h" }, { start = "soon", end = "2026-03-08 02:00" }]', "row 2, start"),
        ('[{ rows = 3, of = { start = "soon", end = "2026-03-08 02:00" } }]', "row 1, of.start"),
        ('"""\nstart | end\n2026-03-08 02:00 | +1 h\nsoon | 2026-03-09 02:00\n"""', "row 2, start"),
    ],
)
def test_the_place(tmp_path, records, place):
    """Each way to write records has its rows counted from 1."""
    [fault] = faults(tmp_path, f"records.outages = {records}\n{MET}")
    assert fault.startswith(f"records.outages {place}: ")
    assert " is not a time" in fault


def test_a_wrong_time_that_another_follows(tmp_path):
    """It is reported once."""
    [fault] = faults(tmp_path, f'records.outages = [{{ start = "2026-03-08 2:00", end = "+2 h" }}]\n{MET}')
    assert fault == "records.outages row 1, start: '2026-03-08 2:00' is not a time; write '2026-03-08 02:00'"


def test_a_scenario_about_such_records(tmp_path):
    """What expects problems has them."""
    result = run(
        tmp_path,
        'records = { tickets = [], answers = [], outages = [{ start = "soon", end = "+" }] }\nexpect.problems = 1'.replace(
            '"+"', '"2026-03-08 02:00"'
        ),
    )
    assert result, str(result)


@pytest.mark.parametrize(
    ("written", "faulty"),
    [
        (
            '"o.csv"',
            [
                "records.outages: o.csv:2: start '08/03/2026 02:00' is not an ISO time; write '2026-01-31T09:00:00+00:00', "
                'or write { file = "o.csv", time_format = "%d/%m/%Y %H:%M" }',
                "records.outages: o.csv:3: end '2026-02-30 03:00' is not an ISO time: February 2026 has 28 days; "
                "write '2026-02-28 03:00' or '2026-03-01 03:00'",
                "records.outages: o.csv:4: end 'n/a' is not an ISO time; write '2026-01-31T09:00:00+00:00', "
                'or write { file = "o.csv", null = "n/a" } where it stands for no time',
                "records.outages: o.csv:5: start '2026-03-29 01:30:00' was skipped by a clock change in Europe/London; "
                'write the offset, or write { file = "o.csv", ambiguous = "earlier" } or \'later\'',
            ],
        ),
        (
            '{ file = "o.csv", time_format = "%d/%m/%Y %H:%M" }',
            [
                "records.outages: o.csv:3: start '2026-02-08 02:00' is not a time written '%d/%m/%Y %H:%M'; write '31/01/2026 09:00'",
                "records.outages: o.csv:4: start '2026-03-08 02:00' is not a time written '%d/%m/%Y %H:%M'; write '31/01/2026 09:00'",
                "records.outages: o.csv:5: start '2026-03-29 01:30' is not a time written '%d/%m/%Y %H:%M'; write '31/01/2026 09:00'",
                "records.outages: o.csv:6: start 'x' is not a time written '%d/%m/%Y %H:%M'; write '31/01/2026 09:00'",
                "records.outages: o.csv:7: start 'x' is not a time written '%d/%m/%Y %H:%M'; write '31/01/2026 09:00' (and other rows after the first 5)",  # noqa: E501
            ],
        ),
    ],
)
def test_a_file(tmp_path, written, faulty):
    """Each row by its line, with the option of the file that helps."""
    rows = [
        "08/03/2026 02:00,08/03/2026 03:00",
        "2026-02-08 02:00,2026-02-30 03:00",
        "2026-03-08 02:00,n/a",
        "2026-03-29 01:30,2026-03-29 03:00",
    ]
    if "format" in written:
        rows += ["x,y", "x,y", "x,y"]
    (tmp_path / "o.csv").write_text("\n".join(["start,end", *rows, ""]), encoding="utf-8")
    assert faults(tmp_path, f"records.outages = {written}\n{MET}") == faulty
