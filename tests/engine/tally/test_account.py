"""What became of every record that was read: problems, examples, and an account for each objective."""

from datetime import timedelta
from fractions import Fraction

from engine_cases import agreement, at, only, post

import slakit as sk

# problems and accounts


def test_problems_are_counted_and_shown():
    """A reversed outage, one of no length, one without a start, one that cannot be read: 4 of 6 are problems, told with examples (M10)."""
    agreed = agreement(sk.Objective("Up", sk.Uptime("outages"), "at least 99 %"))
    rows = [
        {"start": at("01-05 10:00"), "end": at("01-05 11:00")},
        {"start": at("01-05 10:00"), "end": at("01-05 09:00")},
        {"start": at("01-05 10:00"), "end": at("01-05 10:00")},
        {"start": None, "end": at("01-05 10:00")},
        {"start": at("01-06 10:00"), "end": "soon"},
        {"start": at("01-01 00:00") - timedelta(days=9), "end": at("01-01 00:00")},
    ]
    statement = sk.evaluate(agreed, {"outages": rows}, period="2026-01")
    assert only(statement).measure.value == Fraction(743, 744)
    (account,) = statement.accounts
    assert (account.read, account.counted, account.pending, sum(account.excluded.values()), sum(account.problems.values())) == (
        6,
        1,
        0,
        1,
        4,
    )
    assert account.excluded == {"outside the term": 1}
    assert {problem.kind: problem.count for problem in statement.problems} == dict(account.problems)
    assert "6 of outages read = 1 counted + 1 outside the term" in str(account)
    shown = " ".join(str(problem) for problem in statement.problems)
    for text in (
        "end lies before start",
        "no length",
        "no value for start",
        "end is not an instant",
        "'2026-01-05T09:00:00+00:00'",
        "soon",
    ):
        assert text in shown


def test_the_first_examples():
    """Three of many are shown, the smallest, whatever their order."""
    agreed = agreement(sk.Total("posts", "n"))
    rows = [{"at": at("01-05"), "n": f"x{index}"} for index in (30, 4, 100, 2, 11)] + [post("01-05", n=1)]
    for given in (rows, rows[::-1]):
        (problem,) = sk.evaluate(agreed, {"posts": given}).problems
        assert problem.count == 5
        assert [example.split("n=")[1] for example in problem.examples] == ["'x2'", "'x4'", "'x11'"]


def test_an_objective_is_accounted_for_on_its_own():
    """What one objective says of a record without an end does not change what another says."""
    open_case = {"asked": at("01-05"), "replied": None}
    count = sk.Objective("Replies", sk.Count("cases", at="replied"), "at most 3")
    ended = sk.Objective("Ended", sk.Within("cases", "1 hour", since="asked", until="replied", attribute="end"), "at least 80 %")

    def account(*objectives):
        statement = sk.evaluate(agreement(*objectives), {"cases": [open_case]})
        return next(account for account in statement.accounts if account.objective == "Replies")

    assert account(count) == account(ended, count) == account(count, ended)
    assert dict(account(count).problems) == {"no value for replied": 1}
