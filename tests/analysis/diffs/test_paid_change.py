"""What is paid under two versions, at every measure and in every period, by hand."""

from attrs import evolve
from hosting_contract import BASE, REPLIES, TIERS, UPTIME, uptime

import slakit as sk
from slakit.analysis.diffs.paid_change import PaidChange


def paid(newer):
    return [str(change).splitlines() for change in sk.diff(BASE, newer).paid]


def test_what_is_paid_at_each_measure():
    """The first tier from 99.9 to 99.95 %: 5 % of 2,500 more between them; the second from 99 to 99.5 %: 125 more again."""
    newer = uptime(penalty=sk.Tiered({"99.95 %": "5 %", "99.5 %": "10 %"}))
    assert paid(newer) == [[
        "clause 4.1 Uptime, 2026-01 to 2026-12",
        "  below 99.95 %, at least 99.9 %: +125.00 EUR",
        "  below 99.5 %, at least 99 %: +125.00 EUR",
    ]]  # fmt: skip


def test_what_is_paid_for_a_promise_that_comes_or_goes():
    """Without the promise 125 and 250 less; 15 % are a cap that does not bind."""
    gone = [["clause 4.1 Uptime, 2026-01 to 2026-12", "  below 99.9 %, at least 99 %: -125.00 EUR", "  below 99 %: -250.00 EUR"]]
    other = evolve(BASE, objectives=[REPLIES], exclusions=[])
    assert paid(other) == gone
    assert [str(change).splitlines()[1:] for change in sk.diff(other, BASE).paid] == [
        ["  below 99.9 %, at least 99 %: +125.00 EUR", "  below 99 %: +250.00 EUR"]
    ]


def test_a_cap_of_the_settlement():
    """A cap of 6 % is 150 EUR: the credit is as before, and 100 EUR less of it is payable below 99 %."""
    assert paid(evolve(BASE, settlement=sk.Settlement(cap="6 %"))) == [
        ["clause 4.1 Uptime, 2026-01 to 2026-12", "  below 99 %: payable -100.00 EUR"]
    ]


def test_what_cannot_be_compared():
    """A measure in hours and a share have no measure in common, and the diff says so."""
    newer = uptime(metric=sk.Downtime("outages"), target="at most 1 hour", penalty=sk.Flat("5 %"))
    (change,) = sk.diff(BASE, newer).paid
    assert change.more is None
    assert str(change).splitlines() == [
        "clause 4.1 Uptime, 2026-01 to 2026-12",
        "  what is paid at every measure cannot be compared: "
        "it was measured in % and paid in EUR, and is measured in hour and paid in EUR now",
    ]


def test_what_cannot_be_compared_is_said_in_words():
    """A credit by the value of a field has no payoff, and neither rule nor remedy is said in Python."""
    by_kind = sk.PerBreach({"a": "5 EUR", "b": "9 EUR"}, credit_by="kind")
    share = {"metric": sk.Share("posts", good={"ok": True}), "target": "at least 99.9 %"}
    old = evolve(BASE, objectives=[evolve(UPTIME, **share, penalty=sk.Flat("5 %"))], exclusions=[])
    (change,) = sk.diff(old, evolve(old, objectives=[evolve(UPTIME, **share, penalty=by_kind)])).paid
    assert change.rows == (
        "what is paid at every measure cannot be compared: per breach (credit (a: 5.00 EUR; b: 9.00 EUR), credit by kind) pays by the "
        "value of a field, and a measure does not say of how many records with each; compare it with records",
    )


def test_rules_that_look_at_more_than_the_measure():
    """They are compared for a first period, in which a repeated rule pays as before, for one failure, and for 1,000 charged."""
    assert paid(uptime(penalty=TIERS.repeated({2: 2}))) == []
    charged = sk.bases.RecordedAmount("charges", "amount")
    share = {"metric": sk.Share("posts", good={"ok": True}), "target": "at least 99.9 %"}
    old = evolve(BASE, objectives=[evolve(UPTIME, **share)], exclusions=[])
    new = evolve(old, objectives=[evolve(UPTIME, **share, penalty=sk.Flat("20 %", of=charged) + sk.PerBreach("5 EUR"))])
    assert [str(change).splitlines() for change in sk.diff(old, new).paid] == [
        [
            "clause 4.1 Uptime, 2026-01 to 2026-12, charges.amount 1,000, a single failure",
            "  below 99.9 %, at least 99 %: +80.00 EUR",  # 200 and 5, less 125
            "  below 99 %: -45.00 EUR",  # less 250
        ]
    ]


def test_each_version_of_either_contract():
    """Before, the fee is 2,700 from July on: 5 % of it are 135 and 10 % 270. Now 5 % of 2,500 from 99.95 % on, and from October on 5 %
    below 99.5 % alone: nothing more below 99 %, so 125 less 270.
    """
    old = BASE.amend(effective="2026-07-01", fee="2700 EUR")
    first = uptime(target="at least 99.95 %", penalty=sk.Tiered({"99.95 %": "5 %", "99 %": "10 %"}))
    laxer = evolve(UPTIME, target="at least 99.5 %", penalty=sk.Tiered({"99.5 %": "5 %"}))
    assert [str(change).splitlines() for change in sk.diff(old, first.amend(effective="2026-10-01", objectives=[laxer])).paid] == [
        ["clause 4.1 Uptime, 2026-01 to 2026-06", "  below 99.95 %, at least 99.9 %: +125.00 EUR"],
        [
            "clause 4.1 Uptime, 2026-07 to 2026-09",
            "  below 99.95 %, at least 99.9 %: +125.00 EUR",
            "  below 99.9 %, at least 99 %: -10.00 EUR",
            "  below 99 %: -20.00 EUR",
        ],
        [
            "clause 4.1 Uptime, 2026-10 to 2026-12",
            "  below 99.9 %, at least 99.5 %: -135.00 EUR",
            "  below 99.5 %, at least 99 %: -10.00 EUR",
            "  below 99 %: -145.00 EUR",
        ],
    ]


def test_a_promise_that_an_amendment_ends_or_begins():
    """What it paid is not paid any more from then on, and what it is to pay not before."""
    old = evolve(BASE, exclusions=[])
    newer = old.amend(effective="2026-07-01", without=["Uptime"])
    rows = ["  below 99.9 %, at least 99 %: -125.00 EUR", "  below 99 %: -250.00 EUR"]
    assert [str(change).splitlines() for change in sk.diff(old, newer).paid] == [["clause 4.1 Uptime, 2026-07 to 2026-12", *rows]]
    alone = evolve(old, objectives=[REPLIES])
    later = alone.amend(effective="2026-07-01", objectives=[UPTIME])
    assert [change.title for change in sk.diff(alone, later).paid] == ["clause 4.1 Uptime, 2026-07 to 2026-12"]


def test_months_by_their_length():
    """A rule of one's own that pays a euro for each day of the month: 28, 30 or 31 more."""

    @sk.penalty
    def by_days(case):
        return sk.money(f"{(case.period.span.last - case.period.span.first) // 86_400_000_000} EUR") if case.missed else None

    old = uptime(penalty=None)
    assert [str(change).splitlines() for change in sk.diff(old, uptime(penalty=by_days)).paid] == [
        [f"clause 4.1 Uptime, {months}, a first period", f"  below 99.9 %: +{days}.00 EUR"]
        for months, days in (
            ("2026-01, 2026-03, 2026-05, 2026-07 to 2026-08, 2026-10, 2026-12", 31),
            ("2026-02", 28),
            ("2026-04, 2026-06, 2026-09, 2026-11", 30),
        )
    ]


def test_months_that_differ_by_their_length_alone():
    """Once more the fee for the time down: twice reaches the cap of 15 % at 7.5 % of 43,200 minutes, 3,240; of 28 days in proportion."""
    old, new = (uptime(metric=sk.Downtime("outages"), target="at most 0 min", penalty=sk.rules.Multiple(times)) for times in (1, 2))
    (change,) = sk.diff(old, new).paid
    assert change.title == "clause 4.1 Uptime, 2026-01 to 2026-12, shown for 30 days, and in proportion for periods of 28 days to 31 days"
    # 2,500 / 43,200 min = 0.0579 a minute, once more; 3,240 of them are 187.50
    assert change.rows[0] == "at most 3,240 min: from 0.00 EUR to +187.50 EUR, about 0.06 EUR more for each min"
    assert len(change.rows) == 3


def test_runs_that_a_title_does_not_name():
    """Nine runs of periods, of which eight are named."""
    runs = tuple(f"2026-W{week}" for week in range(10, 28, 2))
    assert PaidChange("Uptime", None, periods=runs).title.endswith("2026-W24, and 1 more run of periods")
    assert PaidChange("Uptime", None, periods=(*runs, "2026-W40")).title.endswith("2026-W24, and 2 more runs of periods")


def test_weeks_of_many_fees():
    """A week is 7/28 of the fee of February and 7/31 of that of January: the smallest and the largest stand for all between them."""
    old, new = (uptime(window="weekly", penalty=sk.Flat(share)) for share in ("5 %", "15 %"))
    assert [str(change).splitlines() for change in sk.diff(old, new).paid] == [
        ["clause 4.1 Uptime, 2026-W02 with the smallest fee of 51 periods", "  below 99.9 %: +56.45 EUR rounded"],  # 10 % of 2500 x 7/31
        ["clause 4.1 Uptime, 2026-W06 with the largest fee of 51 periods", "  below 99.9 %: +62.50 EUR"],  # 10 % of 2500 x 7/28
    ]


def test_terms_that_pay_alike_are_not_compared():
    """A rule by the value of a field has no payoff; where it stays as it is, nothing is said of it."""
    by_kind = sk.PerBreach({"a": "5 EUR", "b": "9 EUR"}, credit_by="kind")
    share = evolve(UPTIME, metric=sk.Share("posts", good={"ok": True}), penalty=by_kind)
    old = evolve(BASE, objectives=[share], exclusions=[])
    assert sk.diff(old, evolve(old, objectives=[evolve(share, clause="4.2")])).paid == ()


def test_a_promise_that_paid_nothing():
    """Nothing has no currency: 5 % of 2,500 are 125 more."""
    unpaid = evolve(BASE, fee=None, settlement=sk.Settlement(), objectives=[evolve(UPTIME, penalty=None)], exclusions=[])
    newer = evolve(unpaid, fee="2500 EUR", objectives=[evolve(UPTIME, penalty=sk.Flat("5 %"))])
    rows = ["clause 4.1 Uptime, 2026-01 to 2026-12", "  below 99.9 %: +125.00 EUR"]
    assert [str(change).splitlines() for change in sk.diff(unpaid, newer).paid] == [rows]


def test_plain_data_of_periods():
    """The runs of periods are there by themselves."""
    newer = BASE.amend(effective="2026-07-01", fee="2700 EUR")
    (change,) = sk.diff(BASE, newer).to_dict()["paid"]
    assert (change["where"], change["periods"]) == ("clause 4.1 Uptime", ["2026-07 to 2026-12"])
