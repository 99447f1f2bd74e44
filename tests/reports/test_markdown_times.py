"""Markdown: times by the clock of the agreement, and names that stay names."""

from datetime import datetime

import hostile

from slakit.reports.markdown import Markdown
from slakit.statements.local_times import local_time, with_local_times
from slakit.timeline.zone import zone


def test_times_are_local_and_the_zone_is_named_once():
    """10:00 in UTC is 11:00 in London in June."""
    text = Markdown().render(hostile.statement())
    assert text.count("Times are those of Europe/London.") == 1
    assert "2026-06-10 11:00 to 2026-06-10 13:00, 2 h" in text
    assert "2026-06-10T" not in text


def test_a_repeated_hour_keeps_its_offset():
    """On 25 October 2026 clocks in London go from 02:00 back to 01:00."""
    london = zone("Europe/London")
    shown = [local_time(datetime.fromisoformat(at), london, offset=False) for at in ("2026-10-25T00:30Z", "2026-10-25T01:30Z")]
    assert shown == ["2026-10-25 01:30 +01:00", "2026-10-25 01:30 +00:00"]
    assert local_time(datetime.fromisoformat("2026-10-25T02:30Z"), london, offset=False) == "2026-10-25 02:30"


def test_what_only_looks_like_an_instant_stays():
    """A key of a record may have the form of a time: there is no month 99, and the first year has no hour before it in New York."""
    new_york = zone("America/New_York")
    for text in ("key 2026-99-99T10:00Z", "key 0001-01-01T00:00Z"):
        assert with_local_times(text, new_york) == text
    assert with_local_times("at 2026-06-10 10:00Z", new_york) == "at 2026-06-10 06:00 -04:00"


def test_hostile_names():
    """No control character is left, and no name begins a line."""
    text = Markdown().render(hostile.statement())
    assert not hostile.CONTROLS & {*text}
    assert not [line for line in text.split("\n") if line.startswith(("END:", "=HYPER"))]
