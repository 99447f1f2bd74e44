"""Published windows, from tests/vectors/windows.json."""

import json
from pathlib import Path

import pytest

from slakit.timeline.instants import instant
from slakit.timeline.span import Span
from slakit.windows.window import every

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "windows.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_period_of_an_instant(case):
    """period_at and periods both find the published period of an instant."""
    _, count, unit, anchor, zone, at, begin, end = case
    window = every(count, unit, anchor=anchor, month_end="overflow", tz=zone)
    whole = Span(begin, end)
    period = window.period_at(at)
    assert (period.span, period.whole, period.partial) == (whole, whole, False)
    t = instant(at)
    (cut,) = window.periods(Span(t, t + 1))
    assert (cut.span, cut.whole, cut.partial) == (Span(t, t + 1), whole, True)
    assert [p.span for p in window.periods(whole)] == [whole]
