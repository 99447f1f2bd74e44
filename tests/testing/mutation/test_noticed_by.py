"""noticed_by: the measure at which a change shows, worked out by hand, and nothing where no measure decides."""

import pytest

import slakit as sk
from slakit import testing as skt
from slakit.testing.mutation.noticed_by import noticed_by

CONTRACT = sk.loads(
    """
    name = "Hosting"
    provider = "Provider"
    customer = "Customer"
    term = ["2026-01-01", "2027-01-01"]
    timezone = "UTC"
    fee = "1000 EUR"

    [calendars]
    desk = { is = "weekly", hours = { mon-fri = "09:00-17:30" }, tz = "UTC" }

    [[objectives]]
    name = "Uptime"
    clause = "4.1"
    metric = { is = "uptime", stream = "outages" }
    target = "at least 99 %"
    penalty = { is = "tiered", below = { "99 %" = "5 %", "95 %" = "25 %" } }

    [[objectives]]
    name = "Posts"
    metric = { is = "count", stream = "posts" }
    target = "at least 12"
    penalty = { is = "linear", credit = "10 EUR", per = 1 }

    [[objectives]]
    name = "Reports"
    metric = { is = "within", stream = "reports", limit = "2 business days", since = "due", until = "sent", clock = "desk" }
    target = "at least 90 %"

    [settlement]
    cap = "20 %"
    claims = { within = "30 days" }
    """
)
MUTANTS = {str(one): one for one in skt.mutants(CONTRACT)}


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        # the edge itself is not below 95 % and is below 96 %: 5 % or 25 % of 1,000 EUR
        (
            "clause 4.1 Uptime, penalty below (for 25 %): 95 % -> 96 %",
            "Uptime at 95 % would notice it: credit 50.00 EUR, and 250.00",
        ),
        ("clause 4.1 Uptime, penalty below 99 %: 5 % -> 6 %", "Uptime at 95 % would notice it: credit 50.00 EUR, and 60.00 EUR after"),
        ("clause 4.1 Uptime, target: at least 99 % -> more than 99 %", "Uptime at 99 % would notice it: it is met by one of the two"),
        ("Posts, target: at least 12 -> at least 13", "Posts at 12 would notice it: it is met by one of the two"),
        ("settlement claims within: 30 days -> 31 days", "a claim in the last moment of this deadline, and one just after it"),
        ("Reports, metric limit: 2 business days -> 3 business days", ""),
        ("timezone: UTC -> America/New_York", ""),
    ],
)
def test_the_measure_that_shows_it(change, hint):
    assert noticed_by(MUTANTS[change], ["2026-06"]).startswith(hint)
    assert hint or not noticed_by(MUTANTS[change], ["2026-06"])


def test_a_number_of_records_is_whole():
    """Per post 10 EUR and then 11 EUR: of every measure that is named there is a whole number of posts."""
    hints = [noticed_by(one, ["2026-06"]) for text, one in MUTANTS.items() if text.startswith("Posts, penalty")]
    assert hints
    assert all(hint.split(" would")[0].removeprefix("Posts at ").isdecimal() for hint in hints)


def test_the_path_is_in_the_document():
    """An edge that moved stands where it stood; every other path is that of the change."""
    moved = MUTANTS["clause 4.1 Uptime, penalty below (for 25 %): 95 % -> 96 %"]
    assert (moved.path, moved.written_at) == ('objectives[0].penalty.below."96 %"', 'objectives[0].penalty.below."95 %"')
    assert all(one.written_at == one.path for text, one in MUTANTS.items() if "(for" not in text)


FILES = """
name = "Clearing"
provider = "Provider"
customer = "Customer"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "1000 EUR"

[[objectives]]
name = "Settlement files"
metric = { is = "on schedule", stream = "files", due = "daily", done = "sent" }
target = "at least 95 %"
penalty = { is = "tiered", below = { "95 %" = "5 %", "94 %" = "10 %" } }
""".replace('"daily"', '{ is = "recurring", rule = "FREQ=DAILY", tz = "UTC", start = "2026-01-01" }')


def test_a_measure_that_records_can_come_to():
    """June has 30 duties: 28 of them are 280/3 %, the most below 94 %, and 29 are 290/3 %; no number of them is 94 % or 95 %."""
    terms = sk.loads(FILES)
    hints = {str(one).removeprefix("Settlement files, "): noticed_by(one, ["2026-06"]) for one in skt.mutants(terms)}
    at = "Settlement files at"
    assert hints["penalty below (for 10 %): 94 % -> 93 %"] == (
        f"{at} 280/3 % would notice it: credit 100.00 EUR, and 50.00 EUR after the change"
    )
    assert hints["penalty below 94 %: 10 % -> 11 %"].startswith(f"{at} 140/3 % would notice it: credit 100.00 EUR, and 110")  # 14 of 30
    assert hints["target: at least 95 % -> at least 96 %"] == ""  # 29 of 30 are met by both, 28 by neither
    figures = [hint.removeprefix(at).split(" would")[0] for hint in hints.values() if hint.startswith(at)]
    assert figures
    for figure in figures:  # each of them can be asked for
        assert skt.records(terms, "Settlement files", figure.strip(), period="2026-06")
