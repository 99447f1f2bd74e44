"""Records of metrics made of metrics: which part carries the figure, and rows that several parts read."""

from fractions import Fraction

import pytest
from test_inverse import setting_of

import slakit as sk
from slakit.analysis.inverses.inverse import exact
from slakit.analysis.inverses.setting import OutOfReach

GOOD = sk.Share("posts", good={"ok": True})
UP = sk.Uptime("outages")


def made(metric, figure):
    return exact(metric, Fraction(figure), setting_of(metric)[1])


def test_one_part_carries_the_figure():
    """0.6 x 2/3 + 0.4 x 1 is 0.8: one post of three is bad, and nothing is down."""
    records = made(0.6 * GOOD + 0.4 * UP, "0.8")
    assert [row["ok"] for row in records["posts"]] == [False, True, True]
    assert records["outages"] == []


def test_one_part_with_nothing():
    """0.6 x 1/3 + 0.4 x 0 is 0.2: the other is down all month, since not even nothing of the first would do."""
    records = made(0.6 * GOOD + 0.4 * UP, "0.2")
    assert [row["ok"] for row in records["posts"]] == [False, False, True]
    assert records["outages"][0]["end"] == "2026-06-30T23:00:00Z"


def test_one_part_after_the_other():
    """0.4, 0.3 and 0.3 come to 0.5 where one has nothing, one a part and one all: no part alone can make up for the others."""
    feed = sk.Uptime("feed")
    records = made(0.4 * GOOD + 0.3 * UP + 0.3 * feed, "0.5")
    good, up, fed = (setting_of(part)[1].measure(part, {part.stream: records[part.stream]}) for part in (GOOD, UP, feed))
    assert Fraction(4, 10) * good + Fraction(3, 10) * (up + fed) == Fraction(1, 2)


def test_a_part_without_data_leaves_its_weight_to_the_other():
    """40 % of what is scored alone."""
    assert made((0.6 * GOOD + 0.4 * UP).redistributed(), 1)["outages"] == []


@pytest.mark.parametrize("metric", [sk.worst(GOOD, UP), GOOD * UP, sk.kpis.Gated(GOOD, UP, at_least="99 %")])
def test_choices_products_and_gates(metric):
    """Half of the posts, and so much uptime as it takes for the whole to be half."""
    records = made(metric, "0.5")
    good, up = (setting_of(part)[1].measure(part, {part.stream: records[part.stream]}) for part in (GOOD, UP))
    assert {"Worst": min(good, up), "Multiplied": good * up, "Gated": good}[type(metric).__name__] == Fraction(1, 2)


def test_rows_that_several_parts_read():
    """Rows of one part are good, or nothing, in the eyes of the others."""
    both = sk.Total("posts", "clicks") / sk.Total("posts", "views")
    records = made(both, "3/8")["posts"]
    assert [sum(Fraction(row[name]) for row in records) for name in ("clicks", "views")] in ([3, 8], [Fraction(3, 8), 1])
    split = 0.5 * GOOD.where(kind="a") + 0.5 * GOOD.where(kind="b")
    rows = made(split, "0.75")["posts"]
    assert {(row["kind"], row["ok"]) for row in rows} >= {("a", True), ("b", True)}


def test_growth():
    """From 4 in May to 5 in June; against a figure; before the first period there is nothing."""
    records = made(sk.kpis.Growth(sk.Count("posts")), "1/4")["posts"]
    months = [row["at"] < "2026-05-31T23:00" for row in records]
    assert (months.count(True), months.count(False)) == (4, 5)
    assert len(made(sk.kpis.Growth(sk.Count("posts"), against="8"), "1/4")["posts"]) == 10
    with pytest.raises(OutOfReach) as refused:
        made(sk.kpis.Growth(sk.Count("posts"), against="8"), "1/3")
    assert (refused.value.below, refused.value.above) == (Fraction(1, 4), Fraction(3, 8))  # 10 and 11 of 8


def test_what_no_split_gives():
    """The same rows in both parts of a gate that is shut below the half."""
    gated = sk.kpis.Gated(GOOD, sk.Checks("posts", ok={"ok": True}), at_least="50 %")
    with pytest.raises(OutOfReach) as refused:
        made(gated, "1/3")
    assert (refused.value.below, refused.value.above) == (0, Fraction(1, 2))
