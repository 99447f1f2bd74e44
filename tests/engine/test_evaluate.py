"""evaluate: streams, fields, times, periods, groups, cases, problems, digests."""

from datetime import datetime

import pytest
from attrs import frozen
from engine_cases import POSTS, agreement, at, only, post

import slakit as sk

MET, MISSED, NO_DATA = sk.Outcome.MET, sk.Outcome.MISSED, sk.Outcome.NO_DATA


def test_a_naive_time_is_refused():
    """The error names stream, field, value and the remedy (T1); nothing of the batch is added."""
    naive = datetime(2026, 1, 5, 10)
    for value, shown in ((naive, "2026-01-05 10:00:00"), ("2026-01-05T10:00", "2026-01-05T10:00")):
        with pytest.raises(
            sk.errors.RecordError, match=f"stream 'posts': row 1 at='{shown}' has no zone; write '2026-01-31T09:00:00\\+00:00'"
        ):
            sk.evaluate(POSTS, {"posts": [post("01-05"), {"at": value, "ok": True}]})
    monitor = sk.Monitor(POSTS)
    monitor.feed("posts", [post("01-05")])
    before = monitor.statement().digest
    with pytest.raises(sk.errors.RecordError):
        monitor.feed("posts", [post("01-06"), {"at": naive, "ok": True}])
    assert monitor.statement().digest == before


def test_no_limit_open_and_closed():
    """A running and a finished record without a limit are both accounted for."""
    metric = sk.Within("cases", {"high": "1 hour"}, limit_by="type", since="asked", until="replied")
    agreed = agreement(sk.Objective("W", metric, "at least 80 %"))
    rows = [{"asked": at("01-05"), "replied": replied, "type": "odd"} for replied in (None, at("01-06"))]
    (account,) = sk.evaluate(agreed, {"cases": rows}).accounts
    assert (account.read, sum(account.excluded.values())) == (2, 2)


def test_as_of_must_have_a_zone():
    """A naive as_of is refused with the remedy."""
    with pytest.raises(sk.errors.UsageError, match=r"^as_of: '2026-03-01' has no zone; write '2026-03-01T00:00:00\+00:00'$"):
        sk.evaluate(POSTS, {"posts": []}, as_of="2026-03-01")


def test_an_open_period_is_projected_and_not_credited():
    """50 of 1,000 EUR would be owed for a bad March if it ended on the 10th; nothing is yet, nor counted in the sum (P8)."""
    rows = {"posts": [post("02-05", False), post("03-05", False)]}
    statement = sk.evaluate(POSTS, rows, as_of="2026-03-10T00:00Z")
    february, march = (statement.line("Good", period) for period in ("2026-02", "2026-03"))
    assert (str(february.credit), str(february.payable), february.projected) == ("50.00 EUR", "50.00 EUR", None)
    assert (str(march.credit), str(march.payable), str(march.projected)) == ("0.00 EUR", "0.00 EUR", "50.00 EUR")
    assert str(statement.credit) == "50.00 EUR"
    assert "projected; the period is not over" in str(statement.explain("Good", "2026-03"))


def test_what_lies_after_as_of():
    """A reply after as_of has not come: the case is pending, or late once its hour is up."""
    agreed = agreement(sk.Objective("In time", sk.Within("cases", "1 hour", since="asked", until="replied"), "at least 80 %"))
    rows = {
        "cases": [{"asked": at("01-05 10:00"), "replied": at("01-05 10:40")}, {"asked": at("01-05 12:00"), "replied": at("01-05 12:10")}]
    }
    result = [only(sk.evaluate(agreed, rows, as_of=f"2026-01-05T{clock}Z")).measure for clock in ("10:39:59", "10:40", "12:00", "12:10")]
    assert [(measure.value, measure.pending) for measure in result] == [(None, 1), (1, 0), (1, 1), (1, 0)]


# silence


@pytest.mark.parametrize(
    ("silence", "outcomes", "credit"),
    [
        ("no data", [MISSED, NO_DATA, MET], "50.00 EUR"),
        ("met", [MISSED, MET, MET], "50.00 EUR"),
        ("missed", [MISSED, MISSED, MET], "100.00 EUR"),
        ("carry", [MISSED, MISSED, MET], "100.00 EUR"),
    ],
)
def test_what_silence_means(silence, outcomes, credit):
    """A month without records after a bad one: no data, met, missed, or as the month before (M3)."""
    objective = sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", penalty=sk.Flat("5 %"), silence=silence)
    statement = sk.evaluate(agreement(objective, term=("2026-01-01", "2026-04-01")), {"posts": [post("01-05", False), post("03-05")]})
    assert [line.outcome for line in statement.lines] == outcomes
    assert str(statement.credit) == credit
    assert (silence == "no data") == (statement.lines[1].reason == "no records")


def test_silence_at_the_start_has_nothing_to_carry():
    """It stays no data."""
    objective = sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", silence="carry")
    assert only(sk.evaluate(agreement(objective), {"posts": []}, period="2026-01")).outcome is NO_DATA


# digests


TWO_POSTS = (post("01-05"), post("01-06", False))


def digest(agreed=POSTS, rows=TWO_POSTS, **settings):
    return sk.evaluate(agreed, {"posts": list(rows)}, **settings).digest


def test_the_digest_is_of_agreement_records_and_as_of():
    """Any of them changed gives another digest; equal ones, otherwise written, the same (A3)."""
    plain = digest()
    assert digest(rows=[post("01-06", False), post("01-05")]) == plain
    assert digest(rows=[{"at": "2026-01-05T01:00:00+01:00", "ok": "true"}, post("01-06", "false")]) == plain
    assert digest(as_of="2027-01-01T00:00Z") == plain
    assert digest(as_of="2027-01-01T01:00+01:00") == plain
    again = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", penalty=sk.Flat("5 %")))
    assert digest(again) == plain
    others = [
        digest(rows=[post("01-05"), post("01-06")]),
        digest(rows=[post("01-05")]),
        digest(rows=[post("01-05"), post("01-06", False), post("01-07")]),
        digest(as_of="2027-01-01T00:00:00.000001Z"),
        digest(period="2026-01"),
        digest(agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 81 %", penalty=sk.Flat("5 %")))),
        digest(agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", penalty=sk.Flat("5.1 %")))),
        digest(
            agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", penalty=sk.Flat("5 %")), fee="1001 EUR")
        ),
    ]
    assert len({plain, *others}) == len(others) + 1


# history


def test_streaks():
    """Missed, missed, met, missed: 10 + 20 + 0 + 10; a statement for one month knows the months before it (P7)."""

    @sk.penalty
    def in_a_row(case):
        return case.streak * sk.money("10 EUR")

    agreed = agreement(
        sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", penalty=in_a_row), term=("2026-01-01", "2026-05-01")
    )
    rows = {"posts": [post("01-05", False), post("02-05", False), post("03-05"), post("04-05", False)]}
    assert [str(line.credit) for line in sk.evaluate(agreed, rows).lines] == ["10.00 EUR", "20.00 EUR", "0.00 EUR", "10.00 EUR"]
    assert str(sk.evaluate(agreed, rows, period="2026-02").credit) == "20.00 EUR"


@pytest.mark.parametrize("amount", ["5 USD", "-5 EUR"])
def test_what_a_rule_may_not_return(amount):
    """What is earned back is money of the agreement, and no less than nothing."""

    @frozen
    class Back(sk.PenaltyRule):
        def assess(self, case):
            return sk.types.Penalty(None, returned=sk.money(amount))

    agreed = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", penalty=Back()))
    with pytest.raises(sk.errors.ContractError, match=r"objective 'Good'.* gave .*not what is owed in EUR"):
        sk.evaluate(agreed, {"posts": [post("01-05")]}, period="2026-01")
