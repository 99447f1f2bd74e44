"""OnlyIf with a level: rules that pay for one level of a target, by the history of that level; worked out by hand."""

from datetime import UTC, datetime, timedelta

import pytest

import slakit as sk

DATED = {"provider": "P", "customer": "C", "timezone": "UTC"}


def down(month, minutes):
    """An outage that begins on the second day of a month of 2026."""
    start = datetime(2026, month, 2, tzinfo=UTC)
    return {"start": start, "end": start + timedelta(minutes=minutes)}


def scored(target, rule, outages, months, fee="3200 USD"):
    promise = sk.Objective("Uptime", sk.Uptime("outages"), target, penalty=rule)
    agreed = sk.Agreement("A", **DATED, term=("2026-01-01", f"2026-{months + 1:02}-01"), fee=fee, objectives=[promise])
    return sk.evaluate(agreed, {"outages": outages}).lines


LEVELS = sk.Levels({"expected": "at least 99.9 %", "minimum": "at least 99 %"})


def below(*percents):
    """Outages that leave months at so many percent, from January on."""
    minutes = (44640, 40320, 44640, 43200, 44640, 43200)
    return [down(month, (100 - percent) * minutes[month - 1] / 100) for month, percent in enumerate(percents, 1) if percent < 100]


@pytest.mark.parametrize(
    ("rule", "percents", "owed"),
    [
        # 5 % of 3,200 is 160, only below the minimum; a missed expectation alone owes nothing
        (sk.Flat("5 %").only_if(level="minimum"), (98, 99.5, 100), ["160.00 USD", "0.00 USD", "0.00 USD"]),
        (sk.Flat("5 %").only_if(level="expected"), (98, 99.5, 100), ["160.00 USD", "160.00 USD", "0.00 USD"]),
        # the second month below the minimum of three; that of the expectation in between does not count
        (sk.Flat("5 %").only_if(level="minimum", misses=(2, 3)), (98, 99.5, 98), ["0.00 USD", "0.00 USD", "160.00 USD"]),
        (sk.Flat("5 %").only_if(level="minimum", in_a_row=2), (98, 99.5, 98, 98), ["0.00 USD", "0.00 USD", "0.00 USD", "160.00 USD"]),
        (sk.Flat("5 %").only_if(in_a_row=2), (98, 99.5, 98), ["0.00 USD", "160.00 USD", "160.00 USD"]),
    ],
)
def test_a_level_has_a_history_of_its_own(rule, percents, owed):
    """Below 99 % the minimum is missed, below 99.9 % what is expected."""
    assert [str(line.credit) for line in scored(LEVELS, rule, below(*percents), len(percents))] == owed


def test_why_nothing_is_owed():
    """The line says which level, and how often it was missed."""
    rule = sk.Flat("5 %").only_if(level="minimum", misses=(2, 3))
    first, second = scored(LEVELS, rule, below(98, 99.5), 2)
    assert (first.steps, second.steps) == (("1 minimum missed of 3 periods, not 2: nothing owed",), ("minimum not missed: nothing owed",))


def test_the_level_of_a_period_that_was_closed():
    """From a statement of January, without its records: its minimum was missed, so that February is the second."""
    rule = sk.Flat("5 %").only_if(level="minimum", misses=(2, 3))
    promise = sk.Objective("Uptime", sk.Uptime("outages"), LEVELS, penalty=rule)
    agreed = sk.Agreement("A", **DATED, term=("2026-01-01", "2026-07-01"), fee="3200 USD", objectives=[promise])
    for percent, owed in ((98, "160.00 USD"), (99.5, "0.00 USD")):
        january = sk.evaluate(agreed, {"outages": below(percent)}, period="2026-01").close()
        february = sk.evaluate(agreed, {"outages": [down(2, 1000)]}, period="2026-02", history=january)
        assert str(february.credit) == owed


def test_a_period_without_a_report_missed_every_level():
    """Silence counts as missed: the minimum, too."""
    promise = sk.Objective(
        "Share", sk.Share("posts", good={"ok": True}), LEVELS, penalty=sk.Flat("5 %").only_if(level="minimum"), silence="missed"
    )
    agreed = sk.Agreement("A", **DATED, term=("2026-01-01", "2026-02-01"), fee="3200 USD", objectives=[promise])
    assert str(sk.evaluate(agreed, {"posts": []}).credit) == "160.00 USD"


@pytest.mark.parametrize("form", ["toml", "json"])
def test_a_level_in_a_document(form):
    """A key of only_if, and of a ratchet."""
    ratchet = sk.rules.Ratchet(best=3, levels=["expected", "minimum"])
    promise = sk.Objective("U", sk.Uptime("o"), LEVELS, penalty=sk.Flat("5 %").only_if(level="minimum", misses=(2, 3)), ratchet=ratchet)
    agreed = sk.Agreement("A", **DATED, term=("2026-01-01", "2027-01-01"), fee="1 USD", objectives=[promise])
    assert sk.loads(sk.dumps(agreed, format=form), format=form) == agreed


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: scored("at least 99 %", sk.Flat("5 %").only_if(level="minimum"), [], 1), "level='minimum' is of a target with levels"),
        (lambda: scored(LEVELS, sk.Flat("5 %").only_if(level="minimun"), [], 1), "is not a level of the target; did you mean 'minimum'?"),
        (lambda: sk.Flat("5 %").only_if(level="minimum", in_a_row=2, arrears=True), "leave one of the two out"),
        (lambda: sk.Flat("5 %").only_if(level=""), "level='' is not a name"),
    ],
)
def test_a_level_that_does_not_fit(make, message):
    """With what to write."""
    with pytest.raises(sk.errors.ContractError) as caught:
        make()
    assert message in str(caught.value)


def test_a_share_of_the_period():
    """0.05 % of the 744 hours of January are 22.32 minutes, of the 672 of February 20.16: exactly so much is not above it."""
    rule = sk.rules.Accrual("5 %", per="1 hour", counting="begun").only_if(above="0.05 %")
    promise = sk.Objective("Down", sk.Downtime("outages"), "at most 0 min", penalty=rule)
    agreed = sk.Agreement("A", **DATED, term=("2026-01-01", "2026-05-01"), fee="3200 USD", objectives=[promise])
    lines = sk.evaluate(agreed, {"outages": [down(1, 22), down(2, 20.16), down(3, 22.33), down(4, 61)]}).lines
    # 5 % of 3,200 is 160: one hour begun in March, two in April
    assert [str(line.credit) for line in lines] == ["0.00 USD", "0.00 USD", "160.00 USD", "320.00 USD"]
    assert lines[0].steps == ("22 min is not above 22.32 min (0.05 % of the period): nothing owed",)
    assert sk.check(agreed) == ()


@pytest.mark.parametrize(("metric", "target", "edge"), [
    (sk.Downtime("outages"), "at most 0 min", "0.05"),  # no share: it may be meant in hours
    (sk.Downtime("outages"), "at most 0 min", "3 pp"),
])  # fmt: skip
def test_no_share_of_the_period(metric, target, edge):
    """Only a length of time has a share of the period."""
    with pytest.raises(sk.errors.ContractError, match="is not in the unit of the target"):
        sk.Objective("O", metric, target, penalty=sk.Flat("5 EUR").only_if(above=edge))
