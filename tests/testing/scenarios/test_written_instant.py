"""An instant of a statement as a scenario writes it; of a deadline a day is the last one that is in time."""

from message_texts import run

LATE = 'records.tickets = [{ id = "1", prio = "P1", start = "2026-03-03 10:00", end = "+2 h" }]\n'


def claim_by(tmp_path, text):
    """The differences of a ticket that was late in March, of which a claim is due by 1 May 00:00: thirty days are over with 30 April."""
    result = run(tmp_path, f'{LATE}expect.lines = [{{ objective = "Replies", claim_by = "{text}" }}]')
    return [one.actual for one in result.differences]


def test_a_deadline_is_an_instant_or_the_last_day_before_it(tmp_path):
    assert claim_by(tmp_path, "2026-05-01 00:00") == []
    assert claim_by(tmp_path, "2026-04-30") == []
    assert claim_by(tmp_path, "2026-05-01") == ["2026-04-30 (the deadline is 2026-05-01 00:00)"]  # on that day a claim is too late
    assert claim_by(tmp_path, "2026-04-30 23:00") == ["2026-05-01 00:00"]
