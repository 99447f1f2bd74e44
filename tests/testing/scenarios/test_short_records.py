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
    assert problems == ["row 1 has 2 cells, and the head 3; write as many, parted by |"]
    assert [row["at"] for row in rows] == ["3"]
