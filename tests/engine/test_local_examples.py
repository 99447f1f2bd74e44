"""What is wrong with records shows their instants in the zone of the agreement, however and whenever they are read."""

import pytest

import slakit as sk

METRIC = sk.Within("cases", "4 hours", since="asked", until="answered")
BY_CASE = sk.Within("cases", "4 hours", since="asked", until="answered", key="id")
EXCLUDED = sk.Exclusion("works", applies_to="cases")
TEXT = "asked='2026-06-08T08:00:00-04:00', answered='2026-06-08T07:00:00-04:00'"
ROW = {"id": 1, "asked": "2026-06-08T12:00Z", "answered": "2026-06-08T13:00+02:00"}  # 8:00 in New York, and 7:00


def problems(records, metric=METRIC, exclusions=(), **given):
    """The problems of records under an agreement of New York."""
    agreement = sk.Agreement(
        "A",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="America/New_York",
        objectives=[sk.Objective("Replies", metric, "at least 90 %")],
        exclusions=exclusions,
    )
    streams = {"cases": records} | ({"works": []} if exclusions else {})
    return [str(one) for one in sk.evaluate(agreement, streams, period="2026-06", **given).problems]


@pytest.mark.parametrize("metric", [METRIC, BY_CASE], ids=["each record", "a case"])
@pytest.mark.parametrize("exclusions", [(), (EXCLUDED,)], ids=["at once", "later"])
def test_rows_and_columns(metric, exclusions):
    """Rows, a frame of texts and one of instants in UTC say the same."""
    (problem,) = problems([ROW], metric, exclusions)
    assert TEXT in problem
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame([ROW])
    assert problems(frame, metric, exclusions) == [problem]
    timed = frame.assign(**{name: pandas.to_datetime(frame[name], utc=True) for name in ("asked", "answered")})
    assert problems(timed, metric, exclusions) == [problem]


def test_the_zone_of_the_records_is_another():
    """Times without an offset are read in one zone, and shown in that of the agreement; texts that name none stand as they are."""
    naive = {"asked": "2026-06-08 14:00", "answered": "2026-06-08 13:00"}
    assert "asked='2026-06-08 14:00', answered='2026-06-08 13:00'" in problems([naive], timezone="Europe/Paris")[0]
