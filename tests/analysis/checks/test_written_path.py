"""The place of a finding is the one that the document has, on its line, however the document writes it."""

import pytest

import slakit as sk
from slakit.analysis.checks.written_path import written_path
from slakit.documents.source_map import SourceMap

HEAD = """name = "N"
provider = "P"
customer = "C"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"
fee = "1000 EUR"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
"""
CASES = [
    ('''
[objectives.penalty]
is = "tiered"
below = { "99.90 %" = "5 %", "99 %" = "10 %" }
capped = "25 %"
''', "cap-never-binds", "objectives[0].penalty.capped", "capped ="),
    ('''
[objectives.penalty]
is = "capped"
most = "25 %"
[objectives.penalty.rule]
is = "flat"
credit = "5 %"
''', "cap-never-binds", "objectives[0].penalty", "[objectives.penalty]"),
    ('''
[[objectives.penalty]]
is = "right"
right = "terminate"

[[objectives.penalty]]
is = "flat"
credit = "5 %"
only_if = { in_a_row = 20 }
''', "condition-out-of-reach", "objectives[0].penalty[1].only_if.in_a_row", "only_if ="),
    ('''
[objectives.penalty]
is = "flat"
credit = "5 %"
repeated = { 20 = 2 }
''', "condition-out-of-reach", "objectives[0].penalty.repeated", "repeated ="),
    ('''
[objectives.penalty]
is = "flat"
credit = "5 %"
earned_back = 20
''', "condition-out-of-reach", "objectives[0].penalty.earned_back", "earned_back ="),
    ('''
[objectives.penalty]
is = "flat"
credit = "5 %"
grants = { right = "terminate", owing = "90 %" }
''', "right-out-of-reach", "objectives[0].penalty.grants.owing", "grants ="),
    ('''
[objectives.penalty]
is = "sum of"
capped = "20 %"
[[objectives.penalty.rules]]
is = "tiered"
below = { "99.9 %" = "5 %", "99.50 %" = "5 %" }
''', "tiers-pay-the-same", 'objectives[0].penalty.rules[0].below."99.50 %"', "below ="),
    ('''
[[objectives]]
name = "Answers"
target = "at least 95 %"
metric = { is = "within", stream = "t", since = "a", until = "b", limit = { x = "slow" }, limit_by = "p", clock = "desk" }

[calendars.desk]
is = "weekly"
tz = "Europe/London"
hours = { mon-fri = "08:00-23:59" }

[limits]
slow = "4000 days"
''', "hours-end-before-midnight", "calendars.desk.hours", "hours ="),
]  # fmt: skip


@pytest.mark.parametrize(("more", "code", "place", "line"), CASES)
def test_places(more, code, place, line):
    """Short forms, long forms, lists and names: the path is one of the document, and its line the one that is to be changed."""
    text = HEAD + more
    finding = next(one for one in sk.check(sk.loads(text)) if one.code == code)
    assert finding.place == place
    assert text.splitlines()[SourceMap(text, "toml").line_of(finding.place) - 1].startswith(line)


def test_what_is_not_there():
    """A key that is not written yet stays, as the place to write it; a path that leads nowhere ends where the document does."""
    document = {"objectives": [{"penalty": [{"is": "flat"}, {"is": "pool", "allocation": "5 %"}], "limit": "soon"}]}
    assert written_path(("objectives", 0, "silence"), document) == ("objectives", 0, "silence")
    assert written_path(("objectives", 0, "penalty", "allocation"), document) == ("objectives", 0, "penalty", 1, "allocation")
    assert written_path(("objectives", 0, "limit", "p1", "text"), document) == ("objectives", 0, "limit")
    assert written_path(("objectives", 3, "target"), document) == ("objectives",)
