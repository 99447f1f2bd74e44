"""payoff and edges, with amounts worked out by hand from a fee of 10,000 EUR."""

import pytest

import slakit as sk
from slakit import testing

UPTIME = sk.Uptime("outages")


def agreed(penalty, target="at least 99.9 %", metric=UPTIME, fee="10000 EUR", settlement=None, **objective):
    return sk.Agreement(
        "Hosting",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="UTC",
        fee=fee,
        currency="EUR",
        objectives=[sk.Objective("Uptime", metric, target, penalty=penalty, **objective)],
        settlement=settlement or sk.Settlement(),
    )


def sides(payoff, amount="credit"):
    """Each edge with what is credited below it, at it, and above it."""
    paid = [(edge, [getattr(edge, f"{amount}_{side}") for side in ("below", "at", "above")]) for edge in payoff.edges]
    return [(str(edge.at), *(None if one is None else str(one.amount) for one in amounts)) for edge, amounts in paid]


def test_tiers_are_steps():
    """5 % below 99.9 %, 10 % at or below 99 %: 500 and 1,000."""
    rule = sk.Tiered(below={"99.9 %": "5 %"}, at_or_below={"99 %": "10 %"})
    payoff = testing.payoff(agreed(rule), "Uptime", period="2026-06")
    assert sides(payoff) == [("99.9 %", "500.00", "0.00", "0.00"), ("99 %", "1000.00", "1000.00", "500.00")]
    assert [edge.jumps for edge in payoff.edges] == [True, True]
    assert str(payoff) == (
        "Uptime, 2026-06: at least 99.9 %\n"
        "  at least 99.9 %           0.00 EUR\n"
        "  below 99.9 %, above 99 %  500.00 EUR\n"
        "  at most 99 %              1,000.00 EUR"
    )


def test_a_slope_and_a_cap():
    """1 % for each point short is 100 EUR a point, up to 10 %: 1,000 at 10 points short, 89.9 %."""
    payoff = testing.payoff(agreed(sk.Linear("1 %", per="1 pp").capped("10 %")), "Uptime")
    assert sides(payoff) == [("99.9 %", "0.00", "0.00", "0.00"), ("89.9 %", "1000.00", "1000.00", "1000.00")]
    assert [edge.jumps for edge in payoff.edges] == [False, False]
    assert payoff.credit("95.9 %") == sk.money("400 EUR")
    assert sides(payoff, "uncapped")[1] == ("89.9 %", "1000.00", "1000.00", "1000.00")
    assert str(payoff.uncapped.at(sk.quantity("79.9 %").base)) == "2000"
    assert "below 99.9 %, at least 89.9 %  from 0.00 EUR to 1,000.00 EUR, 100.00 EUR more for each pp" in str(payoff)


def test_before_and_after_the_settlement():
    """600 below 99 %, of which a cap of 4 % leaves 400; a rule's own cap of 600 cuts 2,000."""
    rule = sk.Tiered({"99.9 %": "3 %", "99 %": "20 %"}).capped("6 %")
    payoff = testing.payoff(agreed(rule, settlement=sk.Settlement(cap="4 %")), "Uptime")
    assert sides(payoff) == [("99.9 %", "300.00", "0.00", "0.00"), ("99 %", "600.00", "300.00", "300.00")]
    assert sides(payoff, "payable") == [("99.9 %", "300.00", "0.00", "0.00"), ("99 %", "400.00", "300.00", "300.00")]
    assert sides(payoff, "uncapped") == [("99.9 %", "300.00", "0.00", "0.00"), ("99 %", "2000.00", "300.00", "300.00")]


def test_few_steps_are_edges_and_many_are_a_stair():
    """Ten full steps of 0.5 pp up to 5 % are ten edges; 99,899 steps of a thousandth are two, and the text says how wide and high."""
    few = testing.payoff(agreed(sk.Linear("0.5 %", per="0.5 pp", counting="full").capped("5 %")), "Uptime")
    assert [str(edge.at) for edge in few.edges] == [f"{99.4 - n / 2:g} %" for n in range(10)]
    assert str(few).splitlines()[1:] == [
        "  above 99.4 %                  0.00 EUR",
        "  at most 99.4 %, above 94.9 %  from 50.00 EUR to 450.00 EUR, 50.00 EUR more at each step of 0.5 pp",
        "  at most 94.9 %                500.00 EUR",
        "  its caps take off, at most 94.4 %: from 50.00 EUR to 9,450.00 EUR, 50.00 EUR more at each step of 0.5 pp",  # of 199
    ]
    many = testing.payoff(agreed(sk.Linear("1 EUR", per="0.001 pp", counting="full")), "Uptime")
    assert [str(edge.at) for edge in many.edges] == ["99.899 %", "0 %"]
    assert "from 1.00 EUR to 99,899.00 EUR, 1.00 EUR more at each step of 0.001 pp" in str(many)


def test_a_figure_that_is_rounded_before_it_is_compared():
    """99.85 % counts as 99.9 %: the edges lie half a step lower."""
    payoff = testing.payoff(agreed(sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"}), sk.at_least("99.9 %", rounding="0.1 %")), "Uptime")
    assert sides(payoff) == [("99.85 %", "500.00", "0.00", "0.00"), ("98.95 %", "1000.00", "500.00", "500.00")]


def test_where_more_is_worse():
    """Downtime: 10 EUR for each begun hour over two, from 4 hours on; the sides are those of the number."""
    rule = sk.rules.Accrual("10 EUR", per="1 hour", free="2 hours", counting="begun").capped("25 EUR")
    payoff = testing.payoff(agreed(rule, "at most 4 hours", sk.Downtime("outages")), "Uptime")
    assert sides(payoff) == [("4 hours", "0.00", "0.00", "25.00")]
    assert str(payoff).splitlines()[1:3] == ["  at most 4 hours  0.00 EUR", "  above 4 hours    25.00 EUR"]


def test_a_slope_where_more_is_worse():
    """10 EUR for each hour over one, up to 40 at five hours; an edge at which nothing jumps belongs to the better side."""
    rule = sk.Linear("10 EUR", per="1 hour").capped("40 EUR")
    payoff = testing.payoff(agreed(rule, "at most 1 hour", sk.Downtime("outages")), "Uptime")
    assert str(payoff).splitlines()[1:] == [
        "  at most 1 hour                 0.00 EUR",
        "  above 1 hour, at most 5 hours  from 0.00 EUR to 40.00 EUR, 10.00 EUR more for each hour",
        "  above 5 hours                  40.00 EUR",
        "  its caps take off, above 5 hours: from 0.00 EUR, 10.00 EUR more for each hour",
    ]


def test_a_measure_that_alone_is_met():
    """Exactly 99 % is met, and everything else pays 500."""
    payoff = testing.payoff(agreed(sk.Flat("5 %"), "exactly 99 %"), "Uptime")
    assert sides(payoff) == [("99 %", "500.00", "0.00", "500.00")]
    assert str(payoff).splitlines()[1:] == [
        "  above 99 %    500.00 EUR",
        "  exactly 99 %  0.00 EUR",
        "  below 99 %    500.00 EUR",
    ]


def test_the_smallest_amount_that_is_paid():
    """100 EUR a point: 59.995 are 60.00 to the cent, and paid from there on; below that nothing of it is."""
    settlement = sk.Settlement(steps=[sk.steps.MinimumPayout("60 EUR")])
    payoff = testing.payoff(agreed(sk.Linear("1 %", per="1 pp"), settlement=settlement), "Uptime")
    assert str(payoff).splitlines()[1:] == [
        "  at least 99.9 %                 0.00 EUR",
        "  below 99.9 %, above 99.30005 %  from 0.00 EUR to 59.9950 EUR, 100.00 EUR more for each pp, payable 0.00 EUR",
        "  at most 99.30005 %              from 59.9950 EUR to 9,990.00 EUR, 100.00 EUR more for each pp",
    ]


def test_more_than_money():
    """Points, a bonus and a right have their edges too."""
    rule = sk.Flat("3 points") + sk.Right("terminate").only_if(below="95 %") + sk.Bonus({"99.99 %": "50 EUR"})
    payoff = testing.payoff(agreed(rule), "Uptime")
    assert str(payoff).splitlines()[1:] == [
        "  at least 99.99 %                0.00 EUR, bonus 50.00 EUR",
        "  below 99.99 %, at least 99.9 %  0.00 EUR",
        "  below 99.9 %, at least 95 %     0.00 EUR, 3 points",
        "  below 95 %                      0.00 EUR, 3 points, the customer may terminate",
    ]
    assert payoff.amounts("94 %").rights == ("terminate",)
    assert payoff.amounts("99.99 %").bonus == sk.money("50 EUR")


def test_the_fee_of_the_period():
    """A contract that begins on 16 June carries half of the fee of June: 250 for 5 %."""
    rule = sk.Flat("5 %")
    cut = sk.Agreement(
        "Cut", provider="P", customer="C", term=("2026-06-16", "2026-12-01"), timezone="UTC", fee="10000 EUR",
        objectives=[sk.Objective("Uptime", UPTIME, "at least 99.9 %", penalty=rule)],
    )  # fmt: skip
    assert testing.payoff(cut, "Uptime", period="2026-06").credit("99 %") == sk.money("250 EUR")
    assert testing.payoff(cut, "Uptime").credit("99 %") == sk.money("500 EUR")  # of the first whole period, July
    assert "2026-07" in testing.payoff(cut, "Uptime").title


def test_payoffs_subtract():
    """What 10 % pays more than 5 %, and what a target of 99.95 % pays more than one of 99.9 %: 500 between the two."""
    old, new = agreed(sk.Flat("5 %")), agreed(sk.Flat("5 %"), "at least 99.95 %")
    more = testing.payoff(new, "Uptime") - testing.payoff(old, "Uptime")
    assert sides(more) == [("99.95 %", "500.00", "0.00", "0.00"), ("99.9 %", "0.00", "500.00", "500.00")]
    assert "below 99.95 %, at least 99.9 %  +500.00 EUR" in str(more)
    assert (testing.payoff(old, "Uptime") - testing.payoff(old, "Uptime")).is_zero


def test_a_rule_of_ones_own():
    """A function that computes with the figure is followed as the built-in rules are: 2 EUR for each minute short, at most 100."""

    @sk.penalty
    def minutes(case):
        return min(sk.money("2 EUR") * (case.verdict.shortfall * 43_200), sk.money("100 EUR"))

    payoff = testing.payoff(agreed(minutes), "Uptime")
    short = sk.quantity("99.9 %").base - sk.quantity(1).base * 50 / 43_200  # fifty minutes of 43,200
    assert [edge.at.base for edge in payoff.edges] == [sk.quantity("99.9 %").base, short]


CHARGES = sk.bases.RecordedAmount("charges", "amount")
NEEDY = {
    "write history=[] for a first period": (
        sk.Flat("5 %").repeated({2: 2}),
        {},
    ),
    "failures=3": (sk.PerBreach("5 EUR"), {"metric": sk.Share("posts", good={"ok": True})}),
    "recorded={'charges.amount': 5000}": (sk.Flat("5 %", of=CHARGES), {}),
}


@pytest.mark.parametrize("remedy", NEEDY)
def test_what_a_rule_needs_besides_the_measure(remedy):
    """It is refused without it, with the argument to write."""
    rule, settings = NEEDY[remedy]
    with pytest.raises(sk.errors.UsageError) as caught:
        testing.payoff(agreed(rule, **settings), "Uptime")
    assert remedy in str(caught.value)


def test_what_a_rule_is_told_besides_the_measure():
    """The second miss in a row pays twice 500; four failures pay 20; 5 % of 1,000 charged are 50."""
    share = sk.Share("posts", good={"ok": True})
    assert testing.payoff(agreed(sk.Flat("5 %").repeated({2: 2})), "Uptime", in_a_row=2).credit("99 %") == sk.money("1000 EUR")
    assert testing.payoff(agreed(sk.PerBreach("5 EUR"), metric=share), "Uptime", failures=4).credit("99 %") == sk.money("20 EUR")
    charged = testing.payoff(agreed(sk.Flat("5 %", of=CHARGES)), "Uptime", recorded={"charges.amount": "1000"})
    assert charged.credit("99 %") == sk.money("50 EUR")
    # January missed and was credited 500, which a February that is met earns back
    back = agreed(sk.Flat("5 %").earned_back())
    january = sk.evaluate(back, {"outages": [{"start": "2026-01-02T00:00Z", "end": "2026-01-03T00:00Z"}]}, period="2026-01")
    assert testing.payoff(back, "Uptime", period="2026-02", history=january).amounts("100 %").returned == sk.money("500 EUR")


def test_a_base_of_the_settlement_that_records_say():
    """A cap of 10 % of what was charged leaves 100 of 500."""
    capped = agreed(sk.Flat("5 %"), settlement=sk.Settlement(steps=[sk.steps.Cap("10 %", of=CHARGES)]))
    with pytest.raises(sk.errors.UsageError, match=r"recorded=\{'charges.amount': 5000\}"):
        testing.payoff(capped, "Uptime")
    assert testing.payoff(capped, "Uptime", recorded={"charges.amount": 1000}).payable("99 %") == sk.money("100 EUR")


REFUSED = {
    "'Uptim' is not an objective of 'Hosting'; did you mean 'Uptime'?": ("Uptim", {}),
    "period='2026-Q1' holds 3 periods of 'Uptime'; write period='2026-01'": ("Uptime", {"period": "2026-Q1"}),
    "in_a_row=0 is not a whole number from 1 on; write in_a_row=1": ("Uptime", {"in_a_row": 0}),
    "recorded=5 is not numbers by stream and field; write recorded={'charges.amount': 5000}": ("Uptime", {"recorded": 5}),
    "history= is int, not a statement": ("Uptime", {"history": 7}),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_is_asked_wrongly(message):
    """Each with what to write."""
    name, given = REFUSED[message]
    with pytest.raises(sk.errors.UsageError) as caught:
        testing.payoff(agreed(sk.Flat("5 %")), name, **given)
    assert message in str(caught.value)


def test_figures_that_cannot_be_measured():
    """A share lies between 0 and 100 %, and is no length of time; payoffs of two currencies do not subtract."""
    payoff = testing.payoff(agreed(sk.Flat("5 %")), "Uptime")
    for figure, problem in (("101 %", "cannot be measured; write a figure of 0 % to 100 %"), ("1 hour", "is not a measure of Uptime")):
        with pytest.raises(sk.errors.UsageError, match=problem):
            payoff.credit(figure)
    hours = testing.payoff(agreed(sk.Flat("5 %"), "at most 1 hour", sk.Downtime("outages")), "Uptime")
    with pytest.raises(sk.errors.UsageError, match="compare payoffs of one unit"):
        payoff - hours


def test_a_square_is_refused():
    """Points times points are neither a line nor steps."""
    short = sk.factors.Shortfall(per="1 pp")
    with pytest.raises(sk.errors.UsageError, match="pays by the measure times itself"):
        testing.payoff(agreed(sk.rules.Product("1 EUR", {"a": short, "b": short})), "Uptime")


def test_without_a_penalty_and_without_money():
    """An objective that pays nothing has no edge; one that pays points alone has no credit."""
    assert testing.edges(agreed(None), "Uptime") == ()
    points = sk.Agreement(
        "Points", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Uptime", UPTIME, "at least 99.9 %", penalty=sk.Flat("3 points"))],
    )  # fmt: skip
    (edge,) = testing.edges(points, "Uptime")
    assert (edge.credit_below, [str(one) for one in edge.below.units]) == (None, ["3 points"])


def test_plain_data_and_a_plot():
    """Data hold exact text; the plot is an image with the edges as labels and a line for each amount."""
    payoff = testing.payoff(agreed(sk.Linear("1 %", per="1 pp").capped("10 %"), settlement=sk.Settlement(cap="5 %")), "Uptime")
    data = payoff.to_dict()
    assert [knot["at"] for knot in data["knots"]] == ["0 %", "89.9 %", "94.9 %", "99.9 %", "100 %"]
    assert data["pieces"][2]["credit"] == {"constant": "9990", "slope": "-100"}  # 100 EUR a point below 99.9
    image = payoff.to_svg()
    assert image.startswith("<svg xmlns=")
    assert image.count("<path") == 4  # the axes, and the credit without caps, as it is, and as it is payable
    assert ">99.9 %<" in image
    assert ">1,000.00 EUR<" in image


def test_a_bonus_that_goes_into_a_bank():
    """Above 99.99 % 50 EUR are put into the bank, and none is paid."""
    banked = agreed(sk.Bonus({"99.99 %": "50 EUR"}), settlement=sk.Settlement(steps=[sk.steps.BonusBank()]))
    paid = testing.payoff(banked, "Uptime").amounts("100 %")
    assert (str(paid.bonus), str(paid.banked)) == ("0.00 EUR", "50.00 EUR")
