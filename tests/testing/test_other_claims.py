"""Claims that are for another objective, period or group than a line are named where it has none."""

import pytest
from message_texts import DESK, run

from slakit import loads, testing

# one of one is late: 60 EUR, to be claimed by 1 May; a statement as of June
LATE = """
as_of = "2026-06-01"
records.tickets = [{ id = 1, prio = "P1", start = "2026-03-16 09:00", end = "+4 h" }]
records.outages = []
records.answers = []
records.claims = [{ CLAIM }]
expect.objectives.Replies.payable = "60 EUR"
"""


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ('at = "2026-04-08 10:00", period = "2026-02"', "is for period '2026-02', not '2026-03'"),
        ('at = "2026-04-08 10:00", objective = "Uptime"', "is for objective 'Uptime', not 'Replies'"),
        ('at = "2026-04-08 10:00", objective = "Replies", group = "eu"', "is for group 'eu', and there are no groups"),
        (
            'at = "2026-04-08 10:00", objective = "Uptime", period = "2026-02"',
            "is for objective 'Uptime', not 'Replies' and period '2026-02', not",
        ),
    ],
)
def test_a_claim_for_something_else(tmp_path, claim, text):
    """It stands below the words of the line, with its number and its moment, unless it is named as what is not expected."""
    unmatched = "" if "group" in text else "\nexpect.unmatched = 1"
    if unmatched:
        assert run(tmp_path, LATE.replace("CLAIM", claim), DESK).details.count("claims record 1") == 1
    details = run(tmp_path, LATE.replace("CLAIM", claim) + unmatched, DESK).details
    place = details.index("claim:    no claim was made by 2026-05-01T00:00:00+01:00")
    assert f"claims record 1, 2026-04-08T10:00:00+01:00, {text}" in details[place:]


def test_a_day_is_its_last_instant(tmp_path):
    details = run(tmp_path, LATE.replace("CLAIM", 'at = "2026-04-08", period = "2026-02"') + "\nexpect.unmatched = 1", DESK).details
    assert "claims record 1, 2026-04-08T23:59:59.999999+01:00, is for" in details


def test_in_an_assertion():
    """A statement at the end of its period: the claim is not made yet."""
    records = {
        "tickets": [{"id": 1, "prio": "P1", "start": "2026-03-16T09:00Z", "end": "2026-03-16T13:00Z"}],
        "claims": [{"at": "2026-03-18T10:00Z", "objective": "Replies", "period": f"2026-{month:02}"} for month in (2, 4, 5, 6, 7, 8)],
    }
    with pytest.raises(AssertionError) as error:
        testing.assert_payable(loads(DESK), records, "60 EUR", period="2026-03", objective="Replies")
    assert "claims record 1, 2026-03-18T10:00:00+00:00, is for period '2026-02', not '2026-03'" in str(error.value)
    assert "and 1 more" in str(error.value)
