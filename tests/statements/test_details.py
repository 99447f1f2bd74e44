"""LineDetails: the whole of what the measure of a line is made of."""

from fractions import Fraction

from slakit.metrics.details import RecordDetail, TimeSpan
from slakit.statements.details import LineDetails

HOUR = 3_600_000_000


def test_a_span_is_lost_in_part():
    """Half an hour lost of an hour: half of the service was down."""
    span = TimeSpan(0, HOUR, "bad", Fraction(HOUR, 2))
    assert (span.length, span.share, span.start.isoformat()) == (HOUR, Fraction(1, 2), "1970-01-01T00:00:00+00:00")
    assert type(span.lost) is int


def test_lost_is_the_sum_of_bad_spans():
    """60 min + 30 min, and the excluded span costs nothing."""
    spans = (TimeSpan(0, HOUR, "bad", HOUR), TimeSpan(HOUR, 2 * HOUR, "excluded"), TimeSpan(2 * HOUR, 3 * HOUR, "bad", HOUR // 2))
    details = LineDetails(time=spans)
    assert details.lost == HOUR * 3 // 2
    assert details.of_kind("excluded") == spans[1:2]


def test_records_by_state_and_parts_within_parts():
    late = RecordDetail(HOUR, "7", 0, "bad")
    inner = LineDetails(records=(RecordDetail(0, "6", 1, "good"), late), more=3)
    outer = LineDetails(parts=(("Count('a')", inner),), reason="a metric of several measures; its parts have details")
    assert inner.of_state("bad") == (late,)
    assert [repr(one) for one in outer.each()] == ["<LineDetails 1 part>", "<LineDetails 5 records>"]
    assert repr(LineDetails(reason="no details of a metric of one's own")) == "<LineDetails no details of a metric of one's own>"
