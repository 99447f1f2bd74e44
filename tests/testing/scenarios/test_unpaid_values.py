"""Values of records for which a penalty has no amount are named, with the place in the contract."""

from message_texts import DESK, run

CREDIT = '{ is = "per breach", credit = { P1 = "50 EUR", two = "20 EUR" }, credit_by = "prio" }'
LATE = 'records.tickets = [{ id = 1, prio = "P2", start = "2026-03-16 10:00", end = "2026-03-16 16:00" }]\n'


def test_the_value_is_named(tmp_path):
    """P2 has a limit of 4 hours, and the credit calls it two."""
    contract = DESK.replace('{ is = "flat", credit = "1 %" }', CREDIT)
    assert contract != DESK
    result = run(tmp_path, f'{LATE}records.answers = []\nexpect.objectives.Replies.outcome = "missed"\n', contract)
    assert [one.actual for one in result.differences if one.what == "what is unsettled"] == [
        "Replies, 2026-03: 1 of 1: 'prio' is none of 'P1', 'two', which credit= pays for; the records have 'P2'; "
        "write an amount in the credit of 'Replies' in the contract, or another value in the records"
    ]
    assert "cannot be read" not in result.details  # it is said once
