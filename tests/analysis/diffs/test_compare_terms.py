"""Terms compared: every kind of change in words and with its path."""

import pytest
from attrs import evolve
from hosting_contract import BASE, REPLIES, UPTIME, WORK, objectives, uptime

import slakit as sk

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
        [("amendments[0]", "amendment of 2026-07-01 added: fee 2,700.00 EUR")],
    ),
    "an amendment of a target": (
        BASE.amend(effective="2026-07-01", objectives=[evolve(UPTIME, target="at least 99.5 %", penalty=None)]),
        [("amendments[0]", "amendment of 2026-07-01 added: clause 4.1 Uptime: Uptime('outages'), at least 99.5 %")],
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


def test_a_new_name_and_another_metric_under_one_clause():
    """The clause says that they are one promise."""
    old = evolve(BASE, exclusions=[])
    newer = evolve(old, objectives=[evolve(UPTIME, name="Availability", metric=sk.Uptime("incidents")), REPLIES])
    assert [change.path for change in sk.diff(old, newer)] == ["objectives[0].name", "objectives[0].metric.stream"]


def test_a_step_before_another_of_its_kind():
    """A cap of a quarter before that of a month is one step more, and changes none."""
    quarter, month = sk.steps.Cap("12 %", per="quarterly"), sk.steps.Cap("10 %", clause="7")
    one, two = (evolve(BASE, settlement=sk.Settlement(steps=steps)) for steps in ([month], [quarter, month]))
    assert [str(change) for change in sk.diff(one, two)] == [
        "agreement: settlement steps Cap added: Cap('12 %', per=quarterly())",
    ]


def test_an_amendment_that_changes():
    """Its own fee, and an objective of its own."""
    first = BASE.amend(effective="2026-07-01", fee="2700 EUR", objectives=[evolve(UPTIME, target="at least 99.95 %")])
    second = BASE.amend(effective="2026-07-01", fee="2800 EUR", objectives=[evolve(UPTIME, target="at least 99.99 %")])
    assert [(change.path, str(change)) for change in sk.diff(first, second)] == [
        ("amendments[0].fee", "amendment of 2026-07-01: fee 2,700.00 EUR -> 2,800.00 EUR"),
        ("amendments[0].objectives[0].target", "amendment of 2026-07-01, clause 4.1 Uptime: target at least 99.95 % -> at least 99.99 %"),
    ]


def test_a_rule_of_a_sum():
    """A rule of a sum that has got a cap or a condition is the same rule, and no other."""
    two = uptime(penalty=sk.Flat("5 %") + sk.Right("leave"))
    newer = uptime(penalty=sk.Flat("5 %").capped("3 %") + sk.Right("leave").only_if(in_a_row=2))
    assert [str(change).partition(": ")[2] for change in sk.diff(two, newer)] == [
        "penalty rules Flat Flat('5 %') -> Flat('5 %').capped('3 %')",
        "penalty rules Right Right('leave') -> Right('leave').only_if(in_a_row=2)",
    ]


def test_an_expression():
    """A condition reads as its author writes it."""
    old, new = (
        evolve(BASE, exclusions=[], objectives=[evolve(UPTIME, metric=sk.Share("cases", good=f"b - a <= {hours} hours", at="a"))])
        for hours in (4, 5)
    )
    assert [str(change) for change in sk.diff(old, new)] == ["clause 4.1 Uptime: metric good b - a <= 4 hours -> b - a <= 5 hours"]
    (change,) = sk.diff(old, evolve(old, objectives=[evolve(old.objectives[0], metric=old.objectives[0].metric.where(kind="x"))]))[:1]
    assert str(change) == "clause 4.1 Uptime: metric where added: kind x"
