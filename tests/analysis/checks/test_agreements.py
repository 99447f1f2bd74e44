"""Checks of an agreement as a whole, and of the document that it was read from."""

import attrs
import pytest
from checked import codes, contract, only, promise
from findings_page import document

import slakit as sk

T = sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})


@pytest.mark.parametrize(("penalty", "settings", "wanted"), [
    (T, {}, []),
    (sk.Flat("10 EUR"), {"fee": "1000 EUR"}, ["fee-without-use"]),
    (None, {"fee": "1000 EUR"}, ["fee-without-use"]),
    (sk.Flat("10 EUR"), {"fee": "1000 EUR", "settlement": sk.Settlement(cap="0.9 %")}, ["cap-always-binds"]),
    (sk.Flat("5 %", of=sk.bases.Fee(1)), {"fee": "1000 EUR"}, []),
    (sk.Flat("5 %", of="80000 EUR"), {"fee": "1000 EUR"}, ["fee-without-use"]),
])  # fmt: skip
def test_fee(penalty, settings, wanted):
    """A share of the fee in a rule, a base or a step."""
    assert codes(promise(penalty=penalty), **settings) == wanted


def test_fee_of_an_amendment():
    """A share of the fee in an amendment is a use of it."""
    made = contract(promise(penalty=sk.Flat("10 EUR")), fee="1000 EUR")
    assert sk.check(made.amend(effective="2026-07-01", objectives=[promise(penalty=sk.Flat("5 %"))])) == ()


@pytest.mark.parametrize(("name", "wanted"), [
    ("uptime", ["names-too-alike"]),
    ("Up-time", ["names-too-alike"]),
    ("UPTIME ", ["names-too-alike"]),
    ("Uptime 2", []),
])  # fmt: skip
def test_names(name, wanted):
    """Letters and digits tell names apart, capitals and signs do not."""
    assert codes(promise(), promise(name=name, window="quarterly")) == wanted


@pytest.mark.parametrize(("one", "other", "wanted"), [
    ("at least 99.9 %", "at least 99.5 %", []),
    ("at least 99.9 %", "less than 99.9 %", ["contradictory-objectives", "target-upside-down"]),
    ("between 99 % and 99.5 %", "at least 99.6 %", ["contradictory-objectives"]),
    ("between 99 % and 99.5 %", "at least 99.5 %", []),  # 99.5 % itself
])  # fmt: skip
def test_contradictions(one, other, wanted):
    """Two promises of one measure, and a figure that keeps both."""
    assert codes(promise(target=one), promise(target=other, name="Other")) == wanted


def test_contradictions_of_other_periods():
    """A month and a quarter are not measured together."""
    assert codes(promise(target="between 99 % and 99.5 %"), promise(name="Other", window="quarterly", target="at least 99.6 %")) == []


def test_promises_made_twice():
    """Only where both are paid for."""
    assert codes(promise(penalty=T), promise(penalty=sk.Flat("5 %"), name="Other")) == ["promise-made-twice"]
    assert codes(promise(penalty=T), promise(name="Other")) == []
    assert codes(promise(penalty=T), promise(target="at least 99 %", penalty=sk.Flat("5 %"), name="Other")) == []


def test_weights_of_scores():
    """Shares with weights that come to 1, and other sums."""
    posts = sk.Share("posts", good={"ok": True})
    assert codes(promise(0.5 * sk.Uptime("outages") + 0.5 * posts, "at least 90 %")) == []
    assert codes(promise(0.5 * sk.Uptime("outages") + 0.4 * posts, "at least 85 %")) == ["weights-do-not-add-up"]
    assert codes(promise(sk.Uptime("outages") - posts, "at least 0 %")) == []  # a difference has no whole
    assert codes(promise(sk.Count("a") + sk.Count("b"), "at most 3")) == []


def test_weights_of_pools():
    """Numbers are parts of what they come to; shares should come to all."""
    pool = lambda **weights: sk.Settlement(steps=[sk.steps.WeightedPool("10 %", weights=weights)])  # noqa: E731
    both = promise(), promise(sk.Share("posts", good={"ok": True}), "at least 95 %", name="Posts")
    assert codes(*both, settlement=pool(Uptime=3, Posts=1)) == []
    assert codes(*both, settlement=pool(Uptime="75 %", Posts="25 %")) == []
    finding = only(*both, settlement=pool(Uptime="75 %", Posts="20 %"))
    assert (finding.code, finding.place) == ("weights-do-not-add-up", "settlement.steps[0].weights")


def test_allocations():
    """What is allocated of one pool."""
    pools = [sk.rules.Pool(share, pool="50 %", at_risk="10 %") for share in ("60 %", "50 %")]
    posts = promise(sk.Share("posts", good={"ok": True}), "at least 95 %", pools[1], name="Posts")
    finding = only(promise(penalty=pools[0]), posts)
    assert (finding.code, finding.text) == ("weights-do-not-add-up", "the allocations of one pool come to 110 %")


def test_amendments():
    """One that changes nothing; and flaws of what it changes, with their places."""
    made = contract(promise(penalty=T))
    same = made.amend(effective="2026-07-01", fee="1000 EUR")
    assert [(finding.code, finding.place) for finding in sk.check(same)] == [("amendment-without-change", "amendments[0]")]
    assert sk.check(made.amend(effective="2026-07-01", fee="1100 EUR")) == ()
    worse = made.amend(effective="2026-07-01", objectives=[promise(target="at least 99.95 %", penalty=T, clause="4.1a")])
    (finding,) = sk.check(worse)
    assert (finding.code, finding.place, finding.clause) == ("missed-without-credit", "amendments[0].objectives[0].penalty", "4.1a")
    assert finding.witness.period == "2026-09"  # a month of the version in force, September or November, which have 30 days
    capped = made.amend(effective="2026-07-01", settlement=sk.Settlement(cap="4 %"))
    assert [(finding.code, finding.place) for finding in sk.check(capped)] == [("cap-always-binds", "amendments[0].settlement.cap")]


CALENDARS = """
[calendars]
week = { is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "Europe/London" }
desk = { is = "without", kept = "week", taken = ["off"] }
off = { is = "dates", dates = ["2026-12-25"], tz = "Europe/London" }
spare = { is = "weekly", hours = { sat = "09:00-12:00" }, tz = "Europe/London" }

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages", clock = "desk" }
target = "at least 99 %"
"""


def test_calendars_of_a_document():
    """One that another calendar refers to is used; one that none does is not, and only the document shows it."""
    agreement = sk.loads(document(CALENDARS))
    (finding,) = sk.check(agreement)
    assert (finding.code, finding.place) == ("unused-name", "calendars.spare")
    assert sk.check(attrs.evolve(agreement, source=None)) == ()


NAMES = """
[calendars]
Tickets = { is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "Europe/London" }

[bases]
used = { is = "part", of = "inner", share = "1/2" }
inner = "5000 EUR"
spare = "4000 EUR"

[limits]
urgent = "1 hour"
p1 = "4 hours"

[[objectives]]
name = "Tickets"
metric = { is = "within", stream = "tickets", since = "a", until = "b", limit = { x = "urgent" }, limit_by = "p", where = { q = "p1" } }
target = "at least 95 %"
penalty = { is = "flat", credit = "5 %", of = "used" }
"""


def test_names_of_a_document():
    """A base that another base refers to is used; a name of an objective or a value of a field refers to nothing."""
    places = [finding.place for finding in sk.check(sk.loads(document(NAMES))) if finding.code == "unused-name"]
    assert places == ["bases.spare", "calendars.Tickets", "limits.p1"]
