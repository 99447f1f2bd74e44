"""What filters leave out was read."""

import pytest
from scored_cases import scored

import slakit as sk

MET, MISSED, NO_DATA = sk.Outcome.MET, sk.Outcome.MISSED, sk.Outcome.NO_DATA


def test_what_a_filter_left_out_was_read():
    """Two small incidents are no data problem: one more that cannot be read leaves a count of zero in doubt, not no data."""
    rows = [{"at": "2026-03-02T10:00Z", "severity": 1}, {"at": "2026-03-03T10:00Z", "severity": 1}, {"at": "?", "severity": 4}]
    line = scored(sk.Count("rows").where(severity=">= 3"), "at most 0", rows).lines[0]
    assert (line.outcome, line.measure.value, line.measure.high, line.verdict.certain) == (MET, 0, 1, False)
    later = [{"at": "2027-03-02T10:00Z", "severity": 1}, rows[2]]
    assert scored(sk.Count("rows").where(severity=">= 3"), "at most 0", later).lines[0].outcome is MET


@pytest.mark.parametrize("planned", [None, "", "perhaps"])
def test_a_flag_that_says_nothing(planned):
    """Whether an outage was planned is not known: it is not taken for planned, and the uptime is in doubt."""
    rows = [
        {"start": "2026-03-02T10:00Z", "end": "2026-03-02T14:00Z", "planned": planned},
        {"start": "2026-03-03T10:00Z", "end": "2026-03-03T10:01Z", "planned": False},
    ]
    statement = scored(sk.Uptime("rows").where(planned=False), "at least 99.9 %", rows)
    assert (statement.lines[0].outcome, statement.lines[0].measure.low, statement.unread) == (MET, 0, 1)
    wanted = "planned is not true or false; write true or false" if planned else "no value for planned"
    assert statement.problems[0].kind == wanted
