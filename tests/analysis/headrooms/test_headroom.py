"""headroom: what it names is still met, and one more is missed."""

import pytest
from hypothesis import given, strategies as st

import slakit as sk

TERMS = {"provider": "P", "customer": "C", "term": ("2026-04-01", "2026-05-01"), "timezone": "UTC", "fee": "1000 GBP"}
CONTRACT = sk.Agreement(
    "Hosting",
    **TERMS,
    objectives=[
        sk.Objective("Good", sk.Share("posts", good={"ok": "yes"}), "at least 90 %", penalty=sk.Tiered({"90 %": "5 %", "80 %": "10 %"})),
        sk.Objective("Count", sk.Count("posts"), "at most 50"),
        sk.Objective("Middle", sk.Mean("posts", "size"), "at most 3"),
    ],
)


def posts(good: int, bad: int) -> dict[str, list[dict[str, object]]]:
    return {"posts": [{"at": "2026-04-02T00:00Z", "ok": ok, "size": 1} for ok in ["yes"] * good + ["no"] * bad]}


@given(st.integers(9, 40), st.integers(0, 4))
def test_one_more_misses(good, bad):
    """As many more failures as it says are met, and one more is missed."""
    room = sk.analyses.headroom(CONTRACT, posts(good, bad))["Good"]
    if room.until_missed is not None:
        assert sk.evaluate(CONTRACT, posts(good, bad + room.until_missed)).line("Good").outcome == "met"
        assert sk.evaluate(CONTRACT, posts(good, bad + room.until_missed + 1)).line("Good").outcome == "missed"
    credit = sk.evaluate(CONTRACT, posts(good, bad)).line("Good").credit
    if room.until_paid is not None:
        assert sk.evaluate(CONTRACT, posts(good, bad + room.until_paid)).line("Good").credit == credit
        assert sk.evaluate(CONTRACT, posts(good, bad + room.until_paid + 1)).line("Good").credit > credit


def test_by_hand():
    """36 good of 37: 36 / 40 is 90 %, so 3 more; missed with 36 of 41, 36 / 45 is 80 %, so 4 more until the next tier."""
    assert sk.analyses.headroom(CONTRACT, posts(36, 1))["Good"].until_missed == 3
    room = sk.analyses.headroom(CONTRACT, posts(36, 5))["Good"]
    assert (room.until_missed, room.until_paid) == (None, 4)
    assert sk.analyses.headroom(CONTRACT, posts(36, 5))["Middle"].why == "no number of failures is behind it"
    assert sk.analyses.headroom(CONTRACT, posts(36, 5), as_of="2026-04-03T00:00Z")["Count"].until_missed == 9


@pytest.mark.parametrize("later", [sk.PerBreach("20 GBP"), sk.Flat("5 %"), None])
@pytest.mark.parametrize("rule", [sk.PerBreach("20 GBP"), sk.Tiered({"95 %": "5 %", "50 %": "10 %"})])
def test_a_line_has_the_room_of_the_terms_that_judged_it(rule, later):
    """An amendment from July on leaves the room of February as it was."""
    share = sk.Share("posts", good={"ok": True})

    def terms(penalty):
        return sk.Objective("O", share, "at least 95 %", penalty=penalty)

    was = sk.Agreement("A", **{**TERMS, "term": ("2026-01-01", "2027-01-01")}, objectives=[terms(rule)])
    amended = was.amend(effective="2026-07-01", objectives=[terms(later)])
    rows = {"posts": [{"at": "2026-02-08T00:00:00Z", "ok": index < 18} for index in range(20)]}
    rooms = [sk.analyses.headroom(made, rows, period="2026-02")["O"] for made in (was, amended)]
    assert rooms[0].to_dict() == rooms[1].to_dict()
