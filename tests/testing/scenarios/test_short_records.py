"""Records as a scenario writes them: tables drawn with bars."""

import pytest

from slakit.testing.scenarios.short_records import records_of


def read(text):
    problems = []
    records = records_of({"flights": text}, (), "", "UTC", lambda path, problem: problems.append(problem))
    return records["flights"], problems


@pytest.mark.parametrize(
    "text",
    [
        "at | km | late\n1 | 2 |\n| 3 | 4\n|5|",
        "\n  | at | km | late |\n  |----|---:|------|\n  | 1 | 2 | |\n  | | 3 | 4 |\n  ||5||\n",
    ],
)
def test_an_empty_cell_is_no_value_wherever_it_stands(text):
    """First, last and between others, in tables with and without bars around them."""
    rows, problems = read(text)
    assert problems == []
    assert rows == [{"at": "1", "km": "2", "late": None}, {"at": None, "km": "3", "late": "4"}, {"at": None, "km": "5", "late": None}]


def test_a_row_with_too_few_cells():
    """A bar that is missing is a cell that is missing."""
    rows, problems = read("at | km | late\n1 | 2\n3 | 4 | 5")
    assert problems == ["has 2 cells, and the head 3; write as many, parted by |"]
    assert [row.get("at") for row in rows] == [None, "3"]


@pytest.mark.parametrize(
    ("end", "fault"),
    [
        ("+21 min 36", "'+21 min 36' is not a quantity, its last number has no unit; write '+21 min 36 s'"),
        ("+22 m", "'+22 m' is not a quantity: 'm' is not a unit, it could be minute, month or metre; write '+22 min'"),
        (
            "+2 business days",
            "'+2 business days' is not a length of time after the first time of the record; write the moment itself, such as "
            "'2026-06-05 10:00'",
        ),
        ("+21", "'+21' is not a length of time after the first time of the record; write '+21 min'"),
        ("+2:30", "'+2:30' is not a length of time; write '+43 min' or '+2 h 30 min'"),
        ("+min", "'+min' is not a length of time; write '+43 min' or '+2 h 30 min'"),
        ("+5 minuts", "'+5 minuts' is not a quantity: 'minuts' is not a unit; did you mean 'minutes'?"),
        ("+5 %", "'+5 %' is not a length of time after the first time of the record; write '+43 min'"),
        ("+1,5 h", "'+1,5 h' is not a quantity; write '+1.5 h'"),
    ],
)
def test_a_length_of_time_that_is_none(end, fault):
    """What is written keeps its plus, and so does the remedy."""
    _, problems = read([{"start": "2026-06-08 02:00", "end": end}])
    assert problems == [fault]
