"""The causes of an amount that is not as expected: claims are blamed only for what they can do."""

import pytest
from message_texts import DESK, run

CAPPED = DESK.replace("settlement = {", 'settlement = { cap = "40 EUR",')
# one of one is late: 1 % of 6,000 EUR are 60 EUR, of which the cap leaves 40 EUR
LATE = """
records.tickets = [{ id = 1, prio = "P1", start = "2026-03-16 09:00", end = "+4 h" }]
records.outages = []
records.answers = []
"""
CLAIMS = "no claims are written; "


@pytest.mark.parametrize(
    ("expect", "last"),
    [
        ('payable = "60 EUR"', '60.00 EUR is the credit, before it is capped; write credit = "60.00 EUR" to test that'),
        ('objectives.Replies.payable = "60 EUR"', '60.00 EUR is the credit, before it is capped; write credit = "60.00 EUR" to test that'),
        ('credit = "40 EUR"', '40.00 EUR is what is payable, after it is capped; write payable = "40.00 EUR" to test that'),
        ('payable = "30 EUR"', "  claim:    claim by 2026-05-01T00:00:00+01:00; no claims were fed"),
        ('payable = "90 EUR"', "  claim:    claim by 2026-05-01T00:00:00+01:00; no claims were fed"),
        ('payable = "0 EUR"', CLAIMS),
        ('payable = "none"', CLAIMS),
        ('claimed = "60 EUR"', CLAIMS),
        ('forfeited = "60 EUR"', CLAIMS),
    ],
)
def test_the_last_line_names_what_can_be_the_cause(tmp_path, expect, last):
    """Without claims all is payable: with them only less can be, nothing of one line."""
    details = run(tmp_path, f"{LATE}expect.{expect}\n", CAPPED).details
    assert details.splitlines()[-1].startswith(last)
