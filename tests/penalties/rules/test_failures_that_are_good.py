"""What pays for single failures is refused under a target that calls them good."""

import pytest

import slakit as sk

BREACH, FAILURES = sk.PerBreach("500 GBP"), sk.rules.Product("1 GBP", {"n": sk.factors.Failures()})
MEASURED = sk.rules.Product("1 GBP", {"n": sk.factors.MeasuredNumber(per=1)})
POSTS, DEFECTS = sk.Count("posts"), sk.Share("posts", good={"defect": True})


@pytest.mark.parametrize(
    ("metric", "target", "rule", "says"),
    [
        (POSTS, "at least 8", BREACH, r"under 'at least 8' more is better.*record that came; write Linear\('500 GBP', per=1\)"),
        (POSTS, "at least 8", FAILURES, "under 'at least 8' more is better"),
        (POSTS, "at least 8", MEASURED, r"the factor 'n'.* pays for more; write Shortfall\(per=1\)"),
        (POSTS, "exactly 8", BREACH, "more is better|two sides"),
        (POSTS, "between 3 and 9", BREACH, "two sides"),
        (DEFECTS, "at most 5 %", BREACH, "measure the share of what is well done, 'at least 80 %'"),
        (sk.Downtime("outages"), "at least 1 hour", BREACH, "failure that was counted"),
    ],
)
def test_it_is_refused(metric, target, rule, says):
    """Of a count of which more are better each record that came would cost; the remedy pays for what is short."""
    with pytest.raises(sk.errors.ContractError, match=says):
        sk.Objective("it", metric, target, penalty=rule.capped("50 %"))


def test_the_remedy_pays_for_what_is_short():
    """8 posts are promised and 5 were made: 3 x 500 GBP; with 7 made, 1 x 500 GBP."""
    terms = {"provider": "P", "customer": "C", "term": ("2026-04-01", "2026-05-01"), "timezone": "UTC", "currency": "GBP"}
    made = sk.Agreement("Posts", **terms, objectives=[sk.Objective("it", POSTS, "at least 8", penalty=sk.Linear("500 GBP", per=1))])
    owed = [str(sk.evaluate(made, {"posts": [{"at": "2026-04-02T00:00Z"}] * count}).credit) for count in (5, 7, 8)]
    assert owed == ["1500.00 GBP", "500.00 GBP", "0.00 GBP"]


def test_it_is_refused_in_a_document():
    """A document says where, as `slakit check` shows it."""
    text = """
name = "Posts"
provider = "P"
customer = "C"
timezone = "UTC"
term = ["2026-04-01", "2026-05-01"]
currency = "GBP"

[[objectives]]
name = "it"
target = "at least 8"
metric = { is = "count", stream = "posts" }
penalty = { is = "per breach", credit = "500 GBP" }
"""
    with pytest.raises(sk.errors.SlakitError, match=r"under 'at least 8' more is better.*what is short"):
        sk.loads(text, format="toml")


def test_what_stays():
    """Failures that are bad: more of a count, less of a share, time down; none at all is at most zero."""
    for metric, target in ((POSTS, "at most 2"), (POSTS, "exactly 0"), (DEFECTS, "at least 95 %"), (sk.Downtime("o"), "at most 1 hour")):
        assert sk.Objective("it", metric, target, penalty=BREACH).penalty == BREACH
