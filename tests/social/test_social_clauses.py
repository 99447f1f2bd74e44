"""The builders of clauses: each is an ordinary metric, as its docstring says, and a document says it too."""

from doctest import DocTestFinder

import pytest
from names import NAMES

import slakit as sk
from slakit.metrics.amounts.distinct import Distinct
from slakit.metrics.amounts.gauge import Gauge
from slakit.metrics.amounts.growth import Growth
from slakit.metrics.amounts.mean_ratio import MeanRatio
from slakit.metrics.timers.approved import Approved
from slakit.social import content, engagement, security

METRICS = NAMES
METRICS |= {made.__name__: made for made in (Approved, Distinct, MeanRatio, Growth, Gauge)}
EXAMPLES = [
    (example.source.strip(), example.want.strip(), module)
    for module in (security, content, engagement)
    for test in DocTestFinder().find(module)
    for example in test.examples
]


@pytest.mark.parametrize(("source", "want", "module"), EXAMPLES, ids=[source for source, _, _ in EXAMPLES])
def test_a_builder_makes_what_its_docstring_shows(source, want, module):
    """Every example of every builder, as the metric that one would write without it; its repr is one way to write it."""
    made = eval(source, vars(module))
    assert made == eval(want, METRICS) == eval(repr(made), METRICS)


def test_every_builder_has_an_example():
    """Five clauses on security, five on content, nine on engagement."""
    assert [sum(module is of for _, _, of in EXAMPLES) for module in (security, content, engagement)] == [5, 5, 9]


def test_limits_may_be_one_or_by_severity():
    """One limit has no field of its own; a table names the field."""
    assert security.notice("24 hours") == sk.Within("incidents", "24 hours", since="detected", until="notified")
    table = {"high": "24 hours", "low": "3 days"}
    assert security.notice(table) == sk.Within("incidents", table, limit_by="severity", since="detected", until="notified")


def test_fields_have_the_names_of_the_records():
    """Streams and fields may be called otherwise."""
    assert engagement.conversion_rate(stream="ads", conversions="sales", clicks="taps") == sk.Total("ads", "sales") / sk.Total(
        "ads", "taps"
    )
    assert content.guidelines("legal", stream="reels", wanted="ok", at="made") == sk.Share("reels", good={"legal": "ok"}, at="made")
    assert content.as_planned("5 min", stream="reels", due="slot", done="live").parts()[0].stream == "reels"


def test_what_a_clause_cannot_mean():
    """A wrong length of time is refused as in any metric."""
    with pytest.raises(sk.errors.ContractError, match="not a length of time"):
        content.as_planned("30 %")
