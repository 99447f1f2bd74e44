"""build_statement: from the tallies of a store to a statement, with its problems, its accounts and its digest."""

import pytest
from engine_cases import POSTS, agreement, at, post

import slakit as sk
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.engine.read.rows import RowBatch
from slakit.engine.statement.build_statement import CONTRADICTION, build_statement
from slakit.engine.tally.tally_store import TallyStore
from slakit.statements.problem import Problem
from slakit.timeline.instants import instant

GOOD = sk.Share("posts", good={"ok": True})
UNPAID = sk.Objective("Good", GOOD, "at least 80 %")
PAID = sk.Objective("Good", GOOD, "at least 80 %", penalty=sk.Flat("5 %"))
SECOND_MISS = sk.Objective("Good", GOOD, "at least 80 %", penalty=sk.Flat("5 %").only_if(misses=(2, 3)))
REPLIES = sk.Objective("Replies", sk.Within("cases", "1 hour", since="asked", until="replied"), "at least 90 %")
NO_INSTANT = "at is not an instant; write '2026-01-31T09:00:00+00:00'"


def built(agreed, records, period=None, as_of="2027-01-01T00:00Z", history=None):
    """The statement of a store that was fed rows by stream."""
    store = TallyStore(Plan.of(agreed))
    for stream, rows in records.items():
        store.feed(stream, RowBatch(rows, stream))
    return build_statement(store, chosen(period, agreed), instant(as_of), history)


def accounts(statement):
    return {(one.objective, one.stream): one for one in statement.accounts}


# lines and amounts


def test_a_statement_has_the_lines_of_the_chosen_periods():
    """Of three objectives in March: a month each; the quarter that ends with it has a line of its own."""
    quarter = sk.Objective("Quarter", GOOD, "at least 80 %", window="quarterly")
    agreed = agreement(UNPAID, sk.Count("posts"), quarter)
    statement = built(agreed, {"posts": [post("03-05")]}, period="2026-03")
    assert [(line.name, line.period.label) for line in statement.lines] == [("Good", "2026-03"), ("O1", "2026-03"), ("Quarter", "2026-Q1")]
    assert len(built(agreed, {"posts": []}).lines) == 12 + 12 + 4


def test_a_statement_names_the_parties_and_its_instant():
    """The instant in the zone of the agreement: noon of UTC is one o'clock in the summer of London."""
    statement = built(agreement(UNPAID, timezone="Europe/London"), {"posts": []}, as_of="2026-07-01T12:00Z")
    assert (statement.agreement, statement.provider, statement.customer) == ("A", "P", "C")
    assert statement.as_of.isoformat() == "2026-07-01T13:00:00+01:00"


def test_the_amounts_are_those_of_the_lines_added_up():
    """5 % of 1,000 EUR for each of two months that missed, of which the settlement pays no more than 40 EUR a month."""
    agreed = agreement(PAID, settlement=sk.Settlement(cap="40 EUR"))
    statement = built(agreed, {"posts": [post("02-05", False), post("03-05", False), post("04-05")]})
    assert (str(statement.credit), str(statement.payable)) == ("100.00 EUR", "80.00 EUR")
    assert [str(line.credit) for line in statement.lines if line.credit] == ["50.00 EUR", "50.00 EUR"]
    assert len(statement.adjustments) == 2


def test_an_agreement_that_pays_no_money_has_no_amounts():
    """Neither credit nor payable, though it has lines; one that pays owes nothing where nothing was missed."""
    unpaid = built(agreement(UNPAID, fee=None), {"posts": [post("02-05", False)]})
    assert (len(unpaid.missed), unpaid.credit, unpaid.payable) == (1, None, None)
    assert str(built(POSTS, {"posts": [post("02-05")]}).credit) == "0.00 EUR"


def test_what_the_settlement_says_is_that_of_the_last_lines():
    """An amendment of July changes the tax note: statements of June and of July differ."""
    first, second = (sk.Settlement(nature="price adjustment", tax=tax, sole_remedy=True) for tax in ("excluding VAT", "including VAT"))
    agreed = agreement(UNPAID, settlement=first).amend(effective="2026-07-01", settlement=second)
    june, july = (built(agreed, {"posts": []}, period=period) for period in ("2026-06", "2026-07"))
    assert (june.nature, june.tax, june.sole_remedy) == ("price adjustment", "excluding VAT", True)
    assert july.tax == "including VAT"


def test_a_rule_that_looks_back_sees_the_periods_that_were_not_chosen():
    """The second miss of three pays, in the statement of March alone, though January is in none of its lines."""
    rows = {"posts": [post("01-05", False), post("03-05", False)]}
    (line,) = built(agreement(SECOND_MISS), rows, period="2026-03").lines
    assert str(line.credit) == "50.00 EUR"


@sk.penalty(always=True)
def contrary(case):
    """20 EUR once nothing was payable of the first line, and nothing otherwise."""
    if not case.history:
        return sk.money("10 EUR")
    return sk.money("0 EUR" if case.history[0].payable or len(case.history) > 1 else "20 EUR")


def test_rules_and_settlement_without_a_fixed_point_are_refused():
    """10 EUR for the 1st, 20 EUR for the 2nd if nothing is payable of the 1st, and no payout below 25 EUR: neither 10 nor 30 EUR fit."""
    objective = sk.Objective("Calm", sk.Count("posts"), "at most 0", window="daily", penalty=contrary)
    agreed = agreement(objective, settlement=sk.Settlement(steps=[sk.steps.MinimumPayout("25 EUR")]))
    with pytest.raises(sk.errors.ContractError, match="depend on their own settlement and do not converge"):
        built(agreed, {"posts": [post("01-05")]}, period="2026-01", as_of="2026-02-01T00:00Z")


def test_a_history_stands_for_earlier_periods():
    """What was missed in January is known from its statement; the digest is of the history too."""
    january = built(agreement(SECOND_MISS), {"posts": [post("01-05", False)]}, period="2026-01")
    rows = {"posts": [post("03-05", False)]}
    with_history, without = (built(agreement(SECOND_MISS), rows, period="2026-03", history=history) for history in ([january], None))
    assert (str(with_history.credit), str(without.credit)) == ("50.00 EUR", "0.00 EUR")
    assert with_history.digest != without.digest


# problems


def test_problems_are_in_one_order():
    """By stream, objective and kind, whatever the order of the objectives and records."""
    rows = {"posts": [post("01-05", n="many"), {"at": "soon", "n": 1}], "calls": [{"at": None}]}
    objectives = [
        sk.Objective("Total", sk.Total("posts", "n"), "at most 3"),
        sk.Objective("Posts", sk.Count("posts"), "at most 3"),
        sk.Objective("Calls", sk.Count("calls"), "at most 3"),
    ]
    wanted = (
        Problem("calls", "Calls", "no value for at", 1, ("at=None",)),
        Problem("posts", "Posts", NO_INSTANT, 1, ("at='soon'",)),
        Problem("posts", "Total", NO_INSTANT, 1, ("at='soon'",)),
        Problem("posts", "Total", "n is not a number; write 4 or '99.9'", 1, ("at='2026-01-05T00:00:00+00:00', n='many'",)),
    )
    for order in (objectives, objectives[::-1]):
        assert built(agreement(*order), rows).problems == wanted


def test_a_problem_of_several_readings_is_told_once():
    """The same records, read twice for one objective."""
    ratio = sk.Count("posts").where(ok=True) / sk.Count("posts")
    (problem,) = built(agreement(sk.Objective("Ratio", ratio, "at least 0.5")), {"posts": [{"at": "soon", "ok": True}]}).problems
    assert (problem.objective, problem.kind, problem.count) == ("Ratio", NO_INSTANT, 1)


def test_changes_that_contradict_the_one_before_are_a_problem():
    """Down on the 5th, on the 7th up from what is said to have been up: one of each host, with the host; those in order are none."""
    metric = sk.Checks("posts", ok={"state": "up"}, count="time", previous="was")
    rows = [
        {"host": host, "at": at(day), "state": state, "was": was}
        for host in ("b", "a")
        for day, state, was in (("01-05", "down", "up"), ("01-07", "up", "up"), ("01-09", "down", "up"))
    ]
    (problem,) = built(agreement(sk.Objective("Up", metric.by("host"), "at least 99 %")), {"posts": rows}).problems
    assert problem == Problem("posts", "Up", CONTRADICTION, 2, ("a: 2026-01-07T00:00:00+00:00", "b: 2026-01-07T00:00:00+00:00"))
    alone = built(agreement(sk.Objective("Up", metric, "at least 99 %")), {"posts": rows[:3]}).problems
    assert [one.examples for one in alone] == [("2026-01-07T00:00:00+00:00",)]
    assert built(agreement(sk.Objective("Up", metric, "at least 99 %")), {"posts": rows[:1]}).problems == ()


# accounts


def test_every_record_is_in_the_account_of_each_objective():
    """Of four posts one cannot be read and one is outside the term."""
    rows = [post("01-05"), post("02-05"), {"at": "soon"}, {"at": "2025-01-05T00:00Z"}]
    account = accounts(built(agreement(sk.Count("posts")), {"posts": rows}))["O0", "posts"]
    assert (account.read, account.counted, account.pending, account.unread) == (4, 2, 0, 1)
    assert (dict(account.excluded), dict(account.problems)) == ({"outside the term": 1}, {NO_INSTANT: 1})


def test_what_an_objective_excludes_has_an_account_too():
    """One outage, and one piece of work that may excuse it."""
    agreed = agreement(sk.Objective("Up", sk.Uptime("outages"), "at least 99 %"), exclusions=[sk.Exclusion("work", applies_to="outages")])
    spans = [{"start": at("01-05 10:00"), "end": at("01-05 11:00")}]
    counted = {key: account.counted for key, account in accounts(built(agreed, {"outages": spans, "work": spans})).items()}
    assert counted == {("Up", "outages"): 1, ("Up", "work"): 1}


def test_an_open_clock_is_pending_until_it_is_late():
    """Of three cases one was answered; of the two that run, one is over its hour and counts, one is inside it and is pending."""
    times = (("10:00", at("01-05 10:30")), ("10:00", None), ("11:30", None))
    cases = [{"asked": at(f"01-05 {asked}"), "replied": replied} for asked, replied in times]
    statement = built(agreement(REPLIES), {"cases": cases}, as_of="2026-01-05T12:00Z")
    account = accounts(statement)["Replies", "cases"]
    assert (account.read, account.counted, account.pending) == (3, 2, 1)


def test_a_record_of_when_an_objective_does_not_stand_is_left_out():
    """Ended from July on: of four cases, those of August count for nothing."""
    agreed = agreement(REPLIES, sk.Count("posts"))
    agreed = agreed.amend(effective="2026-07-01", without=["Replies"])
    cases = [{"asked": at(f"{month}-05"), "replied": replied} for month in ("02", "08") for replied in (None, at(f"{month}-05"))]
    account = accounts(built(agreed, {"cases": cases, "posts": []}))["Replies", "cases"]
    assert (account.read, account.counted, account.pending) == (4, 2, 0)
    assert dict(account.excluded) == {"outside the time in which the objective stands": 2}


# the digest


def test_the_digest_is_of_all_that_a_statement_rests_on():
    """The agreement, the records, the period, the instant and the problems; not the order of the records."""
    rows = [post("01-05"), post("02-05", False)]
    digest = built(POSTS, {"posts": rows}).digest
    assert built(POSTS, {"posts": rows[::-1]}).digest == digest
    others = [
        built(POSTS, {"posts": rows[:1]}),
        built(POSTS, {"posts": [post("01-05"), post("02-05")]}),
        built(POSTS, {"posts": rows}, period="2026-01"),
        built(POSTS, {"posts": rows}, as_of="2027-01-02T00:00Z"),
        built(POSTS, {"posts": [*rows, {"at": "soon", "ok": True}]}),
        built(agreement(UNPAID), {"posts": rows}),
    ]
    assert len({digest, *(one.digest for one in others)}) == 7


def test_a_case_that_was_delivered_again_changes_no_digest():
    """The account says that one row was folded into its case."""
    agreed = agreement(sk.Count("posts", key="id"))
    once, twice = (built(agreed, {"posts": [post("01-05", id=7)] * times}) for times in (1, 2))
    assert (accounts(once)["O0", "posts"].read, accounts(twice)["O0", "posts"].read) == (1, 2)
    assert sum(accounts(twice)["O0", "posts"].excluded.values()) == 1
    assert once.digest == twice.digest
