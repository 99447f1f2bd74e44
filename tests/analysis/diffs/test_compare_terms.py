"""Terms compared: every kind of change in words and with its path."""

import pytest
from attrs import evolve
from hosting_contract import BASE, REPLIES, TIERS, UPTIME, WORK, objectives, uptime

import slakit as sk

CHANGES = {  # a newer version, and each change with its path
    "the fee": (
        evolve(BASE, fee="2600 EUR"),
        [("fee", "fee: 2,500.00 EUR -> 2,600.00 EUR")],
    ),
    "a party": (
        evolve(BASE, provider="Vendor Ltd"),
        [("provider.name", "provider name: Vendor -> Vendor Ltd")],
    ),
    "a role": (
        evolve(BASE, customer=sk.Party("Us", roles={"sign-off": "CIO"})),
        [("customer.roles.sign-off", "customer role sign-off added: CIO")],
    ),
    "the term": (
        evolve(BASE, term=("2026-01-01", "2028-01-01")),
        [("term", "term: 2026-01-01 until 2027-01-01 -> 2026-01-01 until 2028-01-01")],
    ),
    "the target": (
        uptime(target="at least 99.95 %"),
        [("objectives[0].target", "clause 4.1 Uptime, target: at least 99.9 % -> at least 99.95 %")],
    ),
    "what a tier pays": (
        uptime(penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "15 %"})),
        [('objectives[0].penalty.below."99 %"', "clause 4.1 Uptime, penalty below 99 %: 10 % -> 15 %")],
    ),
    "the edge of a tier": (
        uptime(penalty=sk.Tiered({"99.9 %": "5 %", "99.5 %": "10 %"})),
        [('objectives[0].penalty.below."99.5 %"', "clause 4.1 Uptime, penalty below (for 10 %): 99 % -> 99.5 %")],
    ),
    "another tier": (
        uptime(penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %", "95 %": "25 %"})),
        [('objectives[0].penalty.below."95 %"', "clause 4.1 Uptime, penalty below 95 % added: 25 %")],
    ),
    "another rule": (
        uptime(penalty=sk.Flat("5 %")),
        [("objectives[0].penalty", "clause 4.1 Uptime, penalty: tiered (below 99 %: 10 %; below 99.9 %: 5 %) -> flat 5 %")],
    ),
    "no rule": (
        uptime(penalty=None),
        [("objectives[0].penalty", "clause 4.1 Uptime, penalty removed: tiered (below 99 %: 10 %; below 99.9 %: 5 %)")],
    ),
    "a window": (
        uptime(window="quarterly"),
        [("objectives[0].window", "clause 4.1 Uptime, window added: quarterly")],
    ),
    "a clock": (
        objectives(UPTIME, evolve(REPLIES, metric=evolve(REPLIES.metric, clock=sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")))),
        [("objectives[1].metric.clock", "clause 5 Replies, metric clock: at all times -> mon-fri 09:00-17:00 (UTC)")],
    ),
    "an objective": (
        objectives(UPTIME),
        [
            (
                "objectives[1]",
                "clause 5 Replies, objective removed: within (stream cases, since opened, until closed, limit 2 hours); "
                "target at least 90 %",
            )
        ],
    ),
    "a name": (
        uptime(name="Availability"),
        [("objectives[0].name", "clause 4.1 Uptime, name: Uptime -> Availability")],
    ),
    "the order": (objectives(REPLIES, UPTIME), []),
    "the settlement": (
        evolve(BASE, settlement=sk.Settlement(cap="20 %")),
        [("settlement.cap", "settlement cap: 15 % -> 20 %")],
    ),
    "a step": (
        evolve(BASE, settlement=sk.Settlement(cap="15 %", claims=sk.Claims("30 days"))),
        [("settlement.claims", "settlement claims added: within 30 days")],
    ),
    "steps of a settlement": (
        evolve(BASE, settlement=sk.Settlement(steps=[sk.steps.Cap("15 %"), sk.steps.MinimumPayout("10 EUR")])),
        [
            ("settlement.steps[1]", "settlement step minimum payout added: least 10.00 EUR"),
        ],
    ),
    "the notice of an exclusion": (
        evolve(BASE, exclusions=[evolve(WORK, notice="48 hours")]),
        [("exclusions[0].notice", "exclusion of outages for maintenance notice: 72 hours -> 48 hours")],
    ),
    "an exclusion": (
        evolve(BASE, exclusions=[]),
        [
            (
                "exclusions[0]",
                "exclusion of outages for maintenance removed: notice 72 hours",
            )
        ],
    ),
    "an amendment": (
        BASE.amend(effective="2026-07-01", fee="2700 EUR"),
        [("amendments[0]", "amendment of 2026-07-01 added: fee 2,700.00 EUR")],
    ),
    "an amendment of a target": (
        BASE.amend(effective="2026-07-01", objectives=[evolve(UPTIME, target="at least 99.5 %", penalty=None)]),
        [("amendments[0]", "amendment of 2026-07-01 added: clause 4.1 Uptime: uptime (stream outages); target at least 99.5 %")],
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
        "settlement step cap added: most 12 %, per quarterly",
    ]


def test_an_amendment_that_changes():
    """Its own fee, and an objective of its own."""
    first = BASE.amend(effective="2026-07-01", fee="2700 EUR", objectives=[evolve(UPTIME, target="at least 99.95 %")])
    second = BASE.amend(effective="2026-07-01", fee="2800 EUR", objectives=[evolve(UPTIME, target="at least 99.99 %")])
    assert [(change.path, str(change)) for change in sk.diff(first, second)] == [
        ("amendments[0].fee", "amendment of 2026-07-01, fee: 2,700.00 EUR -> 2,800.00 EUR"),
        ("amendments[0].objectives[0].target", "amendment of 2026-07-01, clause 4.1 Uptime, target: at least 99.95 % -> at least 99.99 %"),
    ]


def test_a_rule_of_a_sum():
    """A rule of a sum that has got a cap or a condition is the same rule, and no other."""
    two = uptime(penalty=sk.Flat("5 %") + sk.Right("leave"))
    newer = uptime(penalty=sk.Flat("5 %").capped("3 %") + sk.Right("leave").only_if(in_a_row=2))
    assert [(change.path, str(change)) for change in sk.diff(two, newer)] == [
        ("objectives[0].penalty[0].capped", "clause 4.1 Uptime, penalty flat capped added: 3 %"),
        ("objectives[0].penalty[1].only_if", "clause 4.1 Uptime, penalty right only if added: in a row 2"),
    ]


def test_an_expression():
    """A condition reads as its author writes it."""
    old, new = (
        evolve(BASE, exclusions=[], objectives=[evolve(UPTIME, metric=sk.Share("cases", good=f"b - a <= {hours} hours", at="a"))])
        for hours in (4, 5)
    )
    assert [str(change) for change in sk.diff(old, new)] == ["clause 4.1 Uptime, metric good: b - a <= 4 hours -> b - a <= 5 hours"]
    (change,) = sk.diff(old, evolve(old, objectives=[evolve(old.objectives[0], metric=old.objectives[0].metric.where(kind="x"))]))[:1]
    assert str(change) == "clause 4.1 Uptime, metric where added: kind x"


def test_a_cap_around_a_rule():
    """What is around a rule is called by its key, and the table within by its own."""
    old, new = uptime(penalty=TIERS.capped("8 %")), uptime(penalty=sk.Tiered({"99.9 %": "6 %", "99 %": "10 %"}).capped("9 %"))
    assert [(change.path, str(change)) for change in sk.diff(old, new)] == [
        ('objectives[0].penalty.below."99.9 %"', "clause 4.1 Uptime, penalty below 99.9 %: 5 % -> 6 %"),
        ("objectives[0].penalty.capped", "clause 4.1 Uptime, penalty capped: 8 % -> 9 %"),
    ]


def test_what_is_around_a_rule_in_another_order():
    """Twice as much of at most 8 % is not at most 8 % of twice as much."""
    old, new = uptime(penalty=TIERS.repeated({2: 2}).capped("8 %")), uptime(penalty=TIERS.capped("8 %").repeated({2: 2}))
    within = "tiered (below 99 %: 10 %; below 99.9 %: 5 %)"
    assert [str(change) for change in sk.diff(old, new)] == [
        f"clause 4.1 Uptime, penalty: {within}; repeated: times (2: 2); capped: 8 % -> {within}; capped: 8 %; repeated: times (2: 2)"
    ]


def test_steps_in_another_order():
    """A smallest payout before a cap and one after it are two settlements."""
    steps = [sk.steps.Cap("15 %"), sk.steps.MinimumPayout("10 EUR")]
    one, two = (evolve(BASE, settlement=sk.Settlement(steps=order)) for order in (steps, steps[::-1]))
    assert [str(change) for change in sk.diff(one, two)] == [
        "order of settlement steps: cap (most 15 %), minimum payout (least 10.00 EUR) -> minimum payout (least 10.00 EUR), cap (most 15 %)"
    ]


def test_paths_are_those_of_the_document():
    """A place is named as `check` names it: by the short forms, the lists and the names that the author wrote."""
    head = """
name = "Hosting"
provider = "Vendor"
customer = "Us"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"
fee = "2500 EUR"
[calendars]
desk = { is = "weekly", hours = { mon-fri = "09:00-17:00" }, tz = "UTC" }
[[objectives]]
name = "Replies"
metric = { is = "within", stream = "cases", limit = "2 hours", since = "opened", until = "closed", clock = "desk" }
target = "at least 90 %"
"""
    text = head + 'penalty = [{ is = "tiered", below = { "90.0 %" = "5 %" }, capped = "4 %" }, { is = "right", right = "leave" }]\n'
    newer = text.replace('"4 %"', '"3 %"').replace('"5 %"', '"6 %"').replace("17:00", "18:00").replace('"leave"', '"end it"')
    assert [(change.path, str(change)) for change in sk.diff(sk.loads(text), sk.loads(newer))] == [
        ("calendars.desk.hours", "Replies, metric clock hours: mon-fri 09:00-17:00 -> mon-fri 09:00-18:00"),
        ('objectives[0].penalty[0].below."90.0 %"', "Replies, penalty tiered below 90 %: 5 % -> 6 %"),
        ("objectives[0].penalty[0].capped", "Replies, penalty tiered capped: 4 % -> 3 %"),
        ("objectives[0].penalty[1].right", "Replies, penalty right right: leave -> end it"),
    ]
