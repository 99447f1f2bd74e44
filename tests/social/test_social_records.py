"""The made-up quarter of the social media team."""

import json
from collections import Counter
from datetime import datetime
from hashlib import sha256

import pytest

from slakit.social.records import AS_OF, records
from slakit.social.sample import sample

PINNED = "ae578ca62f22031d5ed47fece9d88df383fae06c7ce3cfff6989e3569edb0950"


@pytest.fixture(scope="module")
def quarter():
    return records()


def test_a_seed_gives_the_same_records_on_every_python(quarter):
    """The records of a seed are pinned by their hash, which was found equal on Python 3.11, 3.12 and 3.13."""
    assert records(7) == quarter
    assert sha256(json.dumps(quarter, sort_keys=True).encode()).hexdigest() == PINNED


def test_another_seed_gives_other_records(quarter):
    """The seed decides."""
    assert records(8)["inquiries"] != quarter["inquiries"]


def test_every_stream_of_the_agreement_has_records(quarter):
    """The agreement reads these streams and no other."""
    assert set(quarter) == set(sample().streams)
    assert all(quarter.values())


def test_times_have_offsets_and_lie_in_the_quarter(quarter):
    """Every instant carries the offset of London on its day; no inquiry was asked in the hour that the clocks skipped."""
    for rows in quarter.values():
        for row in rows:
            for value in row.values():
                if isinstance(value, str) and value[:3] == "202":
                    at = datetime.fromisoformat(value)
                    summer = at >= datetime.fromisoformat("2026-03-29T01:00:00+00:00")
                    assert at.utcoffset().total_seconds() == (3600 if summer else 0), value
    asked = [row["asked"] for row in quarter["inquiries"]]
    assert all("2026-01-01" <= at < "2026-04-01" for at in asked)
    assert not [at for at in asked if at.startswith("2026-03-29T01")]


def test_nothing_is_known_before_it_happened(quarter):
    """No reply lies after the closing of the books; inquiries of the last evening are still open."""
    closing = datetime.fromisoformat(AS_OF)
    replies = [datetime.fromisoformat(row["replied"]) for row in quarter["inquiries"] if row["replied"]]
    assert max(replies) <= closing
    assert any(row["replied"] is None for row in quarter["inquiries"] if row["asked"] >= "2026-03-31T18")


def test_the_inquiries_are_believable(quarter):
    """A few thousand, on five channels; fewer at night than at noon and on Sundays than on Fridays; twice as many in the bad week."""
    rows = quarter["inquiries"]
    assert 2_500 < len(rows) < 5_000
    assert {row["channel"] for row in rows} == {"instagram", "facebook", "x", "linkedin", "phone"}
    assert len({row["id"] for row in rows}) == len(rows)
    hours = Counter(row["asked"][11:13] for row in rows)
    assert hours["12"] > 5 * hours["03"]
    days = Counter(datetime.fromisoformat(row["asked"]).weekday() for row in rows)
    assert days[4] > 1.5 * days[6]
    weeks = Counter(datetime.fromisoformat(row["asked"]).isocalendar().week for row in rows)
    assert weeks[8] > 1.5 * weeks[7]


def test_one_record_is_broken(quarter):
    """One reply lies before its inquiry, so that the demo has a data problem to show."""
    at = datetime.fromisoformat
    assert [row["id"] for row in quarter["inquiries"] if row["replied"] and at(row["replied"]) < at(row["asked"])] == [777]
