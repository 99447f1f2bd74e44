"""Processes of one machine: they give the statement of all records at once, and one that is killed costs a retry."""

import pytest
from cluster_cases import AGREED, AS_OF, ROWS, WHOLE, KilledOnce, first_half, killed, parts, second_half

import slakit as sk
from slakit.clusters import local

pytestmark = pytest.mark.slow  # each starts processes


def evaluated(partitions, **settings):
    return local.evaluate(AGREED, {"inquiries": partitions}, as_of=AS_OF, processes=2, **settings)


def test_partitions_of_every_kind(tmp_path):
    """Rows, functions and files, eleven of them: more than are merged at once."""
    lines = [f"{row['team']},{row['asked'].isoformat()},{row['replied'].isoformat() if row['replied'] else ''}" for row in ROWS[1_000:]]
    (tmp_path / "rest.csv").write_text("\n".join(["team,asked,replied", *lines]), encoding="utf-8")
    assert evaluated([first_half, second_half]).to_dict() == WHOLE.to_dict()
    counted = []
    partitions = [*parts(20)[:10], tmp_path / "rest.csv"]
    assert evaluated(partitions, progress=lambda stream, count: counted.append((stream, count))) == WHOLE
    assert counted == [("inquiries", 1)] * 11


def test_a_killed_process_costs_a_retry(tmp_path):
    """What was done stays done; what was not is done again, and nothing counts twice."""
    assert evaluated([*parts(4)[:3], KilledOnce(str(tmp_path / "killed"), parts(4)[3])]) == WHOLE
    assert (tmp_path / "killed").exists()


def test_a_partition_that_kills_is_given_up():
    """After three times, and it is named."""
    with pytest.raises(sk.errors.UsageError, match=r"killed 3 times at partition .*2 of 'inquiries'"):
        evaluated([first_half, killed])


def test_the_error_of_a_process_is_that_of_its_records():
    """A time without a zone is refused as it is in one process."""
    naive = [{"team": "t1", "asked": "2026-01-05T10:00:00", "replied": None}]
    with pytest.raises(sk.errors.RecordError) as error:
        sk.evaluate(AGREED, {"inquiries": naive}, as_of=AS_OF)
    with pytest.raises(sk.errors.RecordError) as elsewhere:
        evaluated([first_half, naive])
    assert elsewhere.value.problems == error.value.problems
    local_times = [dict(row, asked=row["asked"].replace(tzinfo=None)) for row in ROWS[:5]]
    assert len(evaluated([local_times], timezone="UTC").lines) == 6 * (1 + 3)  # months, and teams
