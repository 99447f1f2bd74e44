"""Uptime timeline: ugly cases."""

import pytest

import slakit as sk
from slakit.charts import UptimeTimeline


def test_an_empty_line_and_a_reversed_one():
    """Without spans it says so; without time it is refused."""
    assert UptimeTimeline("Up", start="2026-03-01T00:00Z", end="2026-04-01T00:00Z").alt == "Up, 1 Mar 2026 to 31 Mar 2026: nothing to show."
    with pytest.raises(sk.errors.UsageError, match="is not after its start"):
        UptimeTimeline("Up", start="2026-03-01T00:00Z", end="2026-03-01T00:00Z")
