"""The setting of records: its context, its groups, the periods before it, and what records give there."""

from fractions import Fraction

import attrs
import pytest
from inverse_cases import DESK
from test_inverse import setting_of

import slakit as sk
from slakit.analysis.inverses.setting import common, each_a_case, first_instant, group_of, instants, joined
from slakit.errors import UsageError
from slakit.timeline.instants import HOUR, instant

COUNT = sk.Count("posts")


def test_it_measures_as_evaluate_does():
    """Of the wanted group alone; None without any data."""
    _, setting = setting_of(sk.Count("posts").by("team", groups=["care", "sales"]))
    metric = COUNT.by("team", groups=["care", "sales"])
    rows = [{"at": "2026-06-08T00:00Z", "team": team} for team in ("care", "care", "sales")]
    assert setting.measure(metric, {"posts": rows}) == 2
    assert setting.measure(metric, {}) == 0
    assert setting.measure(sk.Share("posts", good={"ok": True}), {}) is None


def test_its_context_is_the_whole_period():
    """June in London: 720 hours, of which none is open any more."""
    _, setting = setting_of(COUNT)
    assert setting.context.span.last - setting.context.span.first == 720 * HOUR
    assert not setting.context.open
    assert setting.context.edges == (setting.span.first, setting.span.last)


@pytest.mark.parametrize(("metric", "group", "values"), [
    (COUNT, None, {}),
    (COUNT.by("team"), None, {"team": "one"}),
    (COUNT.by("team", groups=["care"]), None, {"team": "care"}),
    (COUNT.by("team", "lang"), ("care", "en"), {"team": "care", "lang": "en"}),
])  # fmt: skip
def test_groups_of_a_metric(metric, group, values):
    """The first that is named, any one, or the wanted one."""
    assert group_of(metric, group) == values


def test_a_group_of_nothing():
    """A metric that is not grouped has none."""
    with pytest.raises(UsageError, match=r"group='x' is not a group of a metric that is grouped by nothing; leave group= out"):
        group_of(COUNT, "x")


def test_periods_before():
    """The one before, and none a year earlier in the first year."""
    growth = sk.kpis.Growth(COUNT)
    _, setting = setting_of(growth)
    assert setting.before("previous", growth).period.label == "2026-05"
    assert setting.before("last year", growth) is None


def test_instants_in_hours():
    """Monday the 1st at nine in London, and then evenly over 176 hours of the desk."""
    metric = COUNT.during(DESK)
    _, setting = setting_of(metric)
    assert first_instant(metric, setting) == instant("2026-06-01T08:00Z")
    assert instants(metric, setting, 2) == ["2026-06-01T08:00:00Z", "2026-06-16T08:00:00Z"]  # 11 days of 8 hours


def test_fields_of_every_row():
    """Groups, conditions and keys."""
    metric = sk.Count("posts", key="id").where(lang=["en", "de"], score="> 3").by("team")
    _, setting = setting_of(metric)
    assert common(metric, setting) == {"team": "one", "lang": "de", "score": 4}
    assert [row["id"] for row in each_a_case(metric, [{}, {}])] == ["1", "2"]
    assert joined({"a": [{}]}, {"a": [{"n": 1}], "b": []}) == {"a": [{}, {"n": 1}], "b": []}


def test_terms_of_an_amendment():
    """A period after an amendment is measured by itself."""
    agreed, setting = setting_of(COUNT)
    amended = attrs.evolve(setting, agreement=agreed.amend(effective="2026-03-01", fee="5 GBP"))
    assert amended.measure(COUNT, {"posts": [{"at": "2026-06-08T00:00Z"}]}) == Fraction(1)
