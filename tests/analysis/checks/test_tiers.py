"""Checks of tables: each side of each edge, tables within other rules, and what is no flaw."""

import pytest
from checked import codes, contract, only, promise

import slakit as sk

T = sk.Tiered


@pytest.mark.parametrize(("target", "penalty", "wanted"), [
    ("at least 99.9 %", T({"99.9 %": "5 %", "99 %": "10 %"}), []),
    ("more than 99.9 %", T(at_or_below={"99.9 %": "5 %"}), []),
    ("at least 99.9 %", T(at_or_below={"99.9 %": "5 %"}), ["met-yet-paid"]),  # at 99.9 % itself
    ("more than 99.9 %", T({"99.9 %": "5 %"}), ["missed-without-credit"]),  # at 99.9 % itself
    ("at least 99.9 %", T({"99.8 %": "5 %"}), ["missed-without-credit"]),
    ("at least 99.9 %", T({"99.95 %": "5 %"}), ["met-yet-paid"]),
    ("at least 99.9 %", T({"99.9 %": "5 %", "99 %": "5 %"}), ["tiers-pay-the-same"]),
    ("at least 99.9 %", T({"99.9 %": "5 %", "99 %": "3 %"}, less_for_worse=True), ["worse-pays-less"]),
    ("at least 99.9 %", T({"99.9 %": sk.Flat("5 %"), "99 %": "10 %"}), []),
    ("at least 99.9 %", T({"99.9 %": "5 %", "0 %": "10 %"}), ["tier-never-fires"]),  # nothing is below 0 %
    ("at least 99.9 %", T({"99.9 %": "5 %"}) + sk.Linear("1 %", per="1 pp"), []),
    ("at least 99.9 %", sk.Linear("1 %", per="1 pp", counting="full"), []),  # the first point free is how it is written
])  # fmt: skip
def test_uptime(target, penalty, wanted):
    """Below, at or below, and the target on the other side or not."""
    assert codes(promise(target=target, penalty=penalty)) == wanted


@pytest.mark.parametrize(("above", "wanted"), [
    ({"above": {"30 min": "5 %", "2 hours": "10 %"}}, []),
    ({"at_or_above": {"30 min": "5 %"}}, ["met-yet-paid"]),
    ({"above": {"1 hour": "5 %"}}, ["missed-without-credit"]),
    ({"above": {"30 min": "5 %", "745 hours": "10 %"}}, ["tier-never-fires"]),  # October has 745 hours in London
    ({"at_or_above": {"0 min": "5 %"}}, ["met-yet-paid", "tier-always-fires"]),
])  # fmt: skip
def test_downtime(above, wanted):
    """The same where more is worse; a month has no more than its hours."""
    assert codes(promise(sk.Downtime("outages"), "at most 30 min", T(**above))) == wanted


def test_counts_have_no_figure_between_two_numbers():
    """Nothing is more than 3 and less than 4: the first tier never pays."""
    finding = only(promise(sk.Count("incidents"), "at most 3", T(above={"3": "5 %"}, at_or_above={"4": "10 %"})))
    assert (finding.code, finding.place) == ("tier-never-fires", "objectives[0].penalty.above.3")


def test_rounded_figures_have_steps():
    """To 0.1 %, nothing is below 99.9 % and not below 99.88 %."""
    table = T({"99.9 %": "5 %", "99.88 %": "7 %"})
    assert codes(promise(target="at least 99.9 % rounded to 0.1 %", penalty=table)) == ["tier-never-fires"]
    assert codes(promise(target="at least 99.9 % rounded to 0.01 %", penalty=table)) == []


def test_relative_edges():
    """Edges that are shares of the target are looked for where they lie: 44 ms are 10 % over 40 ms."""
    latency = sk.kpis.Gauge("probes", "ms", statistic="mean", unit="ms")
    over = {"10 %": "10 %", "20 %": "20 %"}
    assert codes(promise(latency, "at most 40 ms", T(at_or_above=over, relative=True))) == ["missed-without-credit"]
    assert codes(promise(latency, "at most 40 ms", T(above={"0 %": "5 %"} | over, relative=True))) == []


@pytest.mark.parametrize(("tiers", "gap", "wanted"), [
    ({"below 99.9 % and at least 99 %": "5 %", "below 99 %": "10 %"}, None, []),
    ({"below 99.9 % and above 99 %": "5 %", "below 99 %": "10 %"}, "none", ["gap-pays-nothing"]),
    ({"below 99.9 % and above 99 %": "5 %", "below 99 %": "10 %"}, "upper", []),
    ({"at most 99.9 % and above 99 %": "5 %", "at most 99 %": "10 %"}, None, ["met-yet-paid"]),
    ({"below 99.9 % and at least 99 %": "5 %", "below 99 %": "5 %"}, None, ["tiers-pay-the-same"]),
])  # fmt: skip
def test_ranges(tiers, gap, wanted):
    """Printed tables, with the hole that they say they have."""
    assert codes(promise(penalty=sk.Ranges(tiers, gap_pays=gap))) == wanted


def test_levels():
    """Two levels that are worth the same."""
    levels = sk.Levels({"minor": "at least 99.9 %", "serious": "at least 99.5 %", "severe": "at least 99 %"})
    same = sk.rules.ByLevel({"minor": "1 %", "serious": "5 %", "severe": "5 %"})
    assert codes(promise(target=levels, penalty=same)) == ["tiers-pay-the-same"]
    assert codes(promise(target=levels, penalty=sk.rules.ByLevel({"minor": "1 %", "serious": "3 %", "severe": "5 %"}))) == []


def test_a_bonus_is_no_credit():
    """What is earned by better service is not paid for a target that is met."""
    both = T({"99 %": "5 %"}) + sk.Bonus({"99.9 %": "2 %"})
    assert codes(promise(target="at least 99 %", penalty=both)) == []


def test_within_wrappers():
    """A table that waits for a second miss, within a cap, is looked at as if it had come."""
    table = T({"99.5 %": "5 %", "99 %": "10 %"}).only_if(in_a_row=2).capped("8 %")
    assert codes(promise(target="at least 99.5 %", penalty=table)) == []


WRAPPED = [
    lambda rule: rule.capped("8 %"),
    lambda rule: rule.only_if(in_a_row=2),
    lambda rule: rule.repeated({2: 2}),
    lambda rule: rule.earned_back(2),
]


@pytest.mark.parametrize("wrap", WRAPPED)
def test_a_gap_below_the_target_within_wrappers(wrap):
    """A table that begins below its target does so within a wrapper too."""
    assert codes(promise(penalty=wrap(T({"99.5 %": "5 %", "99 %": "10 %"})))) == ["missed-without-credit"]


def test_place_of_a_table_within_a_sum():
    """A rule among several has its number in the path."""
    rules = sk.Flat("1 %") + T({"99.9 %": "5 %", "99 %": "5 %"})
    finding = only(promise(penalty=rules))
    assert (finding.code, finding.place) == ("tiers-pay-the-same", 'objectives[0].penalty[1].below."99 %"')


@pytest.mark.parametrize("table", [sk.Flat, sk.PerBreach])
def test_tables_by_value_within_tiers(table):
    """Gold gets more for worse; a basic record gets 5 EUR below 99 %, and 10 EUR above."""

    def pays(gold, basic):
        return table({"gold": gold, "basic": basic}, credit_by="plan")

    metric = sk.Share("posts", good={"ok": True})
    metric = metric.by("plan") if table is sk.Flat else metric
    worse = sk.Tiered({"99.9 %": pays("50 EUR", "10 EUR"), "99 %": pays("60 EUR", "5 EUR")})
    (finding,) = sk.check(contract(promise(metric, penalty=worse)))
    assert (finding.code, finding.text) == ("worse-pays-less", "less is owed for basic at 0 % than at the better 99 %")
    assert [row["plan"] for rows in (finding.witness.records, finding.witness.better) for row in rows["posts"]] == ["basic"] * 101
    assert finding.witness.text.endswith("missed, and 5.00 EUR is owed; with the better 99 % it is 10.00 EUR")
    better = sk.Tiered({"99.9 %": pays("50 EUR", "5 EUR"), "99 %": pays("60 EUR", "5 EUR")})
    assert "worse-pays-less" not in codes(promise(metric, penalty=better))
