"""diff: every kind of change in words and with its path, what is paid, and what records come to, all by hand."""

import json

import pytest
from attrs import evolve

import slakit as sk

TERM = ("2026-01-01", "2027-01-01")
TIERS = sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})
UPTIME = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=TIERS, clause="4.1")
REPLIES = sk.Objective("Replies", sk.Within("cases", "2 hours", since="opened", until="closed"), "at least 90 %", clause="5")
WORK = sk.Exclusion("maintenance", applies_to="outages", notice="72 hours")
BASE = sk.Agreement(
    "Hosting",
    provider="Vendor",
    customer="Us",
    term=TERM,
    timezone="UTC",
    fee="2500 EUR",
    objectives=[UPTIME, REPLIES],
    exclusions=[WORK],
    settlement=sk.Settlement(cap="15 %"),
)


def objectives(*parts):
    return evolve(BASE, objectives=parts)


def uptime(**changes):
    return objectives(evolve(UPTIME, **changes), REPLIES)


CHANGES = {  # a newer version, and each change with its path
    "the fee": (
        evolve(BASE, fee="2600 EUR"),
        [("fee", "agreement: fee 2,500.00 EUR -> 2,600.00 EUR")],
    ),
    "a party": (
        evolve(BASE, provider="Vendor Ltd"),
        [("provider.name", "agreement: provider name Vendor -> Vendor Ltd")],
    ),
    "a role": (
        evolve(BASE, customer=sk.Party("Us", roles={"sign-off": "CIO"})),
        [("customer.roles[sign-off]", "agreement: customer roles sign-off added: CIO")],
    ),
    "the term": (
        evolve(BASE, term=("2026-01-01", "2028-01-01")),
        [("term", "agreement: term 2026-01-01, 2027-01-01 -> 2026-01-01, 2028-01-01")],
    ),
    "the target": (
        uptime(target="at least 99.95 %"),
        [("objectives[0].target", "clause 4.1 Uptime: target at least 99.9 % -> at least 99.95 %")],
    ),
    "what a tier pays": (
        uptime(penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "15 %"})),
        [("objectives[0].penalty.below[99 %]", "clause 4.1 Uptime: penalty below 99 % 10 % -> 15 %")],
    ),
    "the edge of a tier": (
        uptime(penalty=sk.Tiered({"99.9 %": "5 %", "99.5 %": "10 %"})),
        [("objectives[0].penalty.below[99 %]", "clause 4.1 Uptime: penalty below, for 10 %, 99 % -> 99.5 %")],
    ),
    "another tier": (
        uptime(penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %", "95 %": "25 %"})),
        [("objectives[0].penalty.below[95 %]", "clause 4.1 Uptime: penalty below 95 % added: 25 %")],
    ),
    "another rule": (
        uptime(penalty=sk.Flat("5 %")),
        [("objectives[0].penalty", "clause 4.1 Uptime: penalty Tiered({'99 %': '10 %', '99.9 %': '5 %'}) -> Flat('5 %')")],
    ),
    "no rule": (
        uptime(penalty=None),
        [("objectives[0].penalty", "clause 4.1 Uptime: penalty removed: Tiered({'99 %': '10 %', '99.9 %': '5 %'})")],
    ),
    "a window": (
        uptime(window="quarterly"),
        [("objectives[0].window", "clause 4.1 Uptime: window added: quarterly")],
    ),
    "a clock": (
        objectives(UPTIME, evolve(REPLIES, metric=evolve(REPLIES.metric, clock=sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")))),
        [("objectives[1].metric.clock", "clause 5 Replies: metric clock at all times -> Weekly({'mon-fri': '09:00-17:00'}, tz='UTC')")],
    ),
    "an objective": (
        objectives(UPTIME),
        [
            (
                "objectives[1]",
                "clause 5 Replies: objective removed: Within('cases', '2 hours', since='opened', until='closed'), at least 90 %",
            )
        ],
    ),
    "a name": (
        uptime(name="Availability"),
        [("objectives[0].name", "clause 4.1 Uptime: name Uptime -> Availability")],
    ),
    "the order": (objectives(REPLIES, UPTIME), []),
    "the settlement": (
        evolve(BASE, settlement=sk.Settlement(cap="20 %")),
        [("settlement.cap", "agreement: settlement cap 15 % -> 20 %")],
    ),
    "a step": (
        evolve(BASE, settlement=sk.Settlement(cap="15 %", claims=sk.Claims("30 days"))),
        [("settlement.claims", "agreement: settlement claims added: Claims('30 days')")],
    ),
    "steps of a settlement": (
        evolve(BASE, settlement=sk.Settlement(steps=[sk.steps.Cap("15 %"), sk.steps.MinimumPayout("10 EUR")])),
        [
            ("settlement.cap", "agreement: settlement cap removed: 15 %"),
            ("settlement.steps[0]", "agreement: settlement steps Cap added: Cap('15 %')"),
            ("settlement.steps[1]", "agreement: settlement steps MinimumPayout added: MinimumPayout('10.00 EUR')"),
        ],
    ),
    "the notice of an exclusion": (
        evolve(BASE, exclusions=[evolve(WORK, notice="48 hours")]),
        [("exclusions[0].notice", "agreement: exclusions maintenance of outages notice 72 hours -> 48 hours")],
    ),
    "an exclusion": (
        evolve(BASE, exclusions=[]),
        [
            (
                "exclusions[0]",
                "agreement: exclusions maintenance of outages removed: "
                "Exclusion('maintenance', applies_to='outages', notice='72 hours')",
            )
        ],
    ),
    "an amendment": (
        BASE.amend(effective="2026-07-01", fee="2700 EUR"),
        [("amendments[0]", "amendment of 2026-07-01 added: Amendment('2026-07-01', fee='2700.00 EUR')")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_each_change_in_words(what):
    """Whose term it is, which, and how it was and is; a path names the field."""
    newer, expected = CHANGES[what]
    differences = sk.diff(BASE, newer)
    assert [(change.path, str(change)) for change in differences] == expected
    assert len(differences) == len(expected)


@pytest.mark.parametrize("what", CHANGES)
def test_back_and_forth(what):
    """What is a change one way is one the other way, and no version differs from itself."""
    newer, expected = CHANGES[what]
    assert bool(sk.diff(newer, BASE)) is bool(expected)
    assert str(sk.diff(newer, newer)).endswith("no term differs")


def test_an_amendment_that_changes():
    """Its own fee, and an objective of its own."""
    first = BASE.amend(effective="2026-07-01", fee="2700 EUR", objectives=[evolve(UPTIME, target="at least 99.95 %")])
    second = BASE.amend(effective="2026-07-01", fee="2800 EUR", objectives=[evolve(UPTIME, target="at least 99.99 %")])
    assert [(change.path, str(change)) for change in sk.diff(first, second)] == [
        ("amendments[0].fee", "amendment of 2026-07-01: fee 2,700.00 EUR -> 2,800.00 EUR"),
        ("amendments[0].objectives[0].target", "clause 4.1 Uptime: target at least 99.95 % -> at least 99.99 %"),
    ]


def paid(newer):
    return [str(change).splitlines() for change in sk.diff(BASE, newer).paid]


def test_what_is_paid_at_each_measure():
    """The first tier from 99.9 to 99.95 %: 5 % of 2,500 more between them; the second from 99 to 99.5 %: 125 more again."""
    newer = uptime(penalty=sk.Tiered({"99.95 %": "5 %", "99.5 %": "10 %"}))
    assert paid(newer) == [[
        "clause 4.1 Uptime, 2026-01",
        "  below 99.95 %, at least 99.9 %: +125.00 EUR",
        "  below 99.5 %, at least 99 %: +125.00 EUR",
    ]]  # fmt: skip


def test_what_is_paid_for_a_promise_that_comes_or_goes():
    """Without the promise 125 and 250 less; 15 % are a cap that does not bind."""
    gone = [["clause 4.1 Uptime, 2026-01", "  below 99.9 %, at least 99 %: -125.00 EUR", "  below 99 %: -250.00 EUR"]]
    other = evolve(BASE, objectives=[REPLIES], exclusions=[])
    assert paid(other) == gone
    assert [str(change).splitlines()[1:] for change in sk.diff(other, BASE).paid] == [
        ["  below 99.9 %, at least 99 %: +125.00 EUR", "  below 99 %: +250.00 EUR"]
    ]


def test_a_cap_of_the_settlement():
    """A cap of 6 % is 150 EUR: the credit is as before, and 100 EUR less of it is payable below 99 %."""
    assert paid(evolve(BASE, settlement=sk.Settlement(cap="6 %"))) == [["clause 4.1 Uptime, 2026-01", "  below 99 %: payable -100.00 EUR"]]


def test_what_cannot_be_compared():
    """A measure in hours and a share have no measure in common, and the diff says so."""
    newer = uptime(metric=sk.Downtime("outages"), target="at most 1 hour", penalty=sk.Flat("5 %"))
    (change,) = sk.diff(BASE, newer).paid
    assert change.more is None
    assert change.rows[0].startswith("what is paid at every measure cannot be compared: ")


def test_rules_that_look_at_more_than_the_measure():
    """They are compared for a first period, in which a repeated rule pays as before, for one failure, and for 1,000 charged."""
    assert paid(uptime(penalty=TIERS.repeated({2: 2}))) == []
    charged = sk.bases.RecordedAmount("charges", "amount")
    share = {"metric": sk.Share("posts", good={"ok": True}), "target": "at least 99.9 %"}
    old = evolve(BASE, objectives=[evolve(UPTIME, **share)], exclusions=[])
    new = evolve(old, objectives=[evolve(UPTIME, **share, penalty=sk.Flat("20 %", of=charged) + sk.PerBreach("5 EUR"))])
    assert [str(change).splitlines() for change in sk.diff(old, new).paid] == [
        [
            "clause 4.1 Uptime, 2026-01, charges.amount 1,000, a single failure",
            "  below 99.9 %, at least 99 %: +80.00 EUR",  # 200 and 5, less 125
            "  below 99 %: -45.00 EUR",  # less 250
        ]
    ]


def test_what_records_come_to():
    """An hour down in March is 99.8656 %: 125 before, and 250 under a second tier from 99.9 %; April is met under both."""
    newer = uptime(penalty=sk.Tiered({"99.9 %": "10 %"}), name="Availability")
    records = {"outages": iter([{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]), "cases": [], "maintenance": []}
    differences = sk.diff(BASE, newer, records, period="2026-Q1")
    assert [str(change) for change in differences.lines] == ["Availability (clause 4.1), 2026-03: missed, 125.00 EUR -> missed, 250.00 EUR"]
    assert differences.totals == ("125.00 EUR", "250.00 EUR")
    assert str(differences).splitlines()[-1] == "  in all: 125.00 EUR -> 250.00 EUR"
    assert "## What the records come to" in differences.to_markdown()


def test_a_stream_that_only_one_version_reads():
    """It is given to that one; a stream that neither reads is refused."""
    newer = objectives(UPTIME)
    assert sk.diff(BASE, newer, {"outages": [], "cases": [], "maintenance": []}, period="2026-03").lines[0].after is None
    with pytest.raises(sk.errors.UsageError, match="'outage' is not a stream of either contract; did you mean 'outages'"):
        sk.diff(BASE, newer, {"outage": []})


def test_what_is_no_contract():
    """A path is not one."""
    with pytest.raises(sk.errors.UsageError, match=r"'a.toml' is not an agreement; write Agreement\(...\), or load"):
        sk.diff("a.toml", BASE)


def test_plain_data():
    """Everything as JSON."""
    data = sk.diff(BASE, uptime(target="at least 99.95 %", penalty=sk.Flat("5 %"))).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["terms"][0] == {
        "where": "clause 4.1 Uptime",
        "term": "target",
        "path": "objectives[0].target",
        "before": "at least 99.9 %",
        "after": "at least 99.95 %",
    }
