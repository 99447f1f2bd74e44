"""evaluate: streams, fields, times, periods, groups, cases, problems, digests."""

import math
from collections import namedtuple
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from attrs import frozen

import slakit as sk

MET, MISSED, NO_DATA = sk.Outcome.MET, sk.Outcome.MISSED, sk.Outcome.NO_DATA


def at(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


def agreement(*objectives, **changes):
    settings = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"} | changes
    made = [
        part if isinstance(part, sk.Objective) else sk.Objective(f"O{place}", part, "at most 3") for place, part in enumerate(objectives)
    ]
    return sk.Agreement("A", objectives=made, **settings)


POSTS = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", penalty=sk.Flat("5 %")))
CASES = agreement(
    sk.Objective("In time", sk.Within("cases", "1 hour", since="asked", until="replied", key="id"), "at least 80 %"),
    sk.Objective("High", sk.Count("cases", at="asked", key="id").where(priority="high"), "at most 3"),
)


def post(text, ok=True, **more):
    return {"at": at(text), "ok": ok, **more}


def only(statement):
    (line,) = statement.lines
    return line


# streams and fields


def test_an_unknown_stream():
    """Close matches are suggested, all unknown streams told at once."""
    with pytest.raises(sk.errors.UsageError) as found:
        sk.evaluate(POSTS, {"post": [], "mails": []})
    assert found.value.problems == ("'post' is not a stream of 'A'; did you mean 'posts'?", "'mails' is not a stream of 'A'; known: posts")
    with pytest.raises(sk.errors.UsageError, match="did you mean 'posts'"):
        sk.Monitor(POSTS).feed("postings", [])


def test_an_unknown_field():
    """A field that no record has is an error, with the near name; one that some records lack is not."""
    with pytest.raises(sk.errors.RecordError) as found:
        sk.evaluate(POSTS, {"posts": [{"when": at("01-05"), "okay": True}]})
    assert len(found.value.problems) == 2
    assert "stream 'posts': no record has the field 'ok'; did you mean 'okay'?" in found.value.problems
    line = only(sk.evaluate(POSTS, {"posts": [post("01-05"), {"at": at("01-06")}]}, period="2026-01"))
    assert line.measure.value == Fraction(1, 2)


@pytest.mark.parametrize("records", ["text", b"bytes", 7, {"at": 1}])
def test_what_is_not_rows(records):
    """The error names the stream and what it got."""
    with pytest.raises(sk.errors.UsageError, match=f"'posts' got {type(records).__name__}"):
        sk.evaluate(POSTS, {"posts": records})


def test_rows_of_any_kind():
    """Mappings, objects, named tuples, slots, generators: all give the same."""
    Post = namedtuple("Post", "at ok")  # a plain one

    class Slotted:
        __slots__ = ("at", "ok")

        def __init__(self, at, ok):
            self.at, self.ok = at, ok

    rows = [post("01-05"), post("01-06", False)]
    wanted = sk.evaluate(POSTS, {"posts": rows})
    for kind in (SimpleNamespace, Post, Slotted):
        assert sk.evaluate(POSTS, {"posts": [kind(**row) for row in rows]}).digest == wanted.digest
    assert sk.evaluate(POSTS, {"posts": (row for row in rows)}).digest == wanted.digest


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


def test_a_refused_batch_leaves_no_case_behind():
    """A naive due time that only one of two keyed objectives reads is refused before the other has noted its cases."""
    agreed = agreement(
        sk.Count("cases", at="asked", key="id"),
        sk.Objective("Due", sk.OnTime("cases", due="due", done="done", key="number"), "at least 80 %"),
    )
    monitor = sk.Monitor(agreed)
    with pytest.raises(sk.errors.RecordError, match="has no zone"):
        monitor.feed("cases", [{"id": 1, "number": 1, "asked": at("01-05"), "due": "2026-01-05T10:00", "done": None}])
    assert monitor.statement(period="2026-01").line("O0").measure.value == 0


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
    rows = [{"at": at("01-05"), "n": f"x{place}"} for place in (30, 4, 100, 2, 11)] + [post("01-05", n=1)]
    for given in (rows, rows[::-1]):
        (problem,) = sk.evaluate(agreed, {"posts": given}).problems
        assert problem.count == 5
        assert [example.split("n=")[1] for example in problem.examples] == ["'x2'", "'x4'", "'x11'"]


def test_no_limit_open_and_closed():
    """A running and a finished record without a limit are both accounted for."""
    metric = sk.Within("cases", {"high": "1 hour"}, limit_by="type", since="asked", until="replied")
    agreed = agreement(sk.Objective("W", metric, "at least 80 %"))
    rows = [{"asked": at("01-05"), "replied": replied, "type": "odd"} for replied in (None, at("01-06"))]
    (account,) = sk.evaluate(agreed, {"cases": rows}).accounts
    assert (account.read, sum(account.excluded.values())) == (2, 2)


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


# periods

PERIODS = {
    "2026-03": ["2026-03"],
    "2026-Q1": ["2026-01", "2026-02", "2026-03"],
    "2026": [f"2026-{month:02}" for month in range(1, 13)],
}


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        *PERIODS.items(),
        (("2026-02-01", "2026-04-01"), ["2026-02", "2026-03"]),
        ((date(2026, 2, 1), date(2026, 4, 1)), ["2026-02", "2026-03"]),
        (("2026-02-01", "2026-03-31"), ["2026-02"]),  # March does not end in it
        (("2026-01-31T00:00Z", "2026-03-01T00:00Z"), ["2026-01", "2026-02"]),
        (sk.Span("2026-02-01T00:00Z", "2026-03-01T00:00Z"), ["2026-02"]),
        (sk.monthly(tz="UTC").period_at("2026-05-05T00:00Z"), ["2026-05"]),
        (None, PERIODS["2026"]),
    ],
)
def test_which_periods(period, labels):
    """A label, a longer stretch of the calendar, two dates, two instants, a span, a period."""
    statement = sk.evaluate(POSTS, {"posts": [post("01-05")]}, period=period)
    assert [line.period.label for line in statement.lines] == labels


def test_a_month_has_the_line_of_its_quarter():
    """A statement for March has the quarter that ends with it, one for February has not; each by its own window."""
    agreed = agreement(
        sk.Objective("Month", sk.Count("posts"), "at most 3"), sk.Objective("Quarter", sk.Count("posts"), "at most 3", window="quarterly")
    )
    labels = {
        period: [(line.name, line.period.label) for line in sk.evaluate(agreed, {"posts": []}, period=period).lines]
        for period in ("2026-02", "2026-03")
    }
    assert labels == {"2026-02": [("Month", "2026-02")], "2026-03": [("Month", "2026-03"), ("Quarter", "2026-Q1")]}


@pytest.mark.parametrize(
    "period", ["2026-13", "2025-12", "March", "", 3, ("2026-02-30", "2026-03-01"), ("2026-03-01", "2026-02-01"), ("2026-03-01",), (1, 2)]
)
def test_an_unknown_period(period):
    """The error quotes it, and says what is known or what to write."""
    with pytest.raises(sk.errors.UsageError, match="period="):
        sk.evaluate(POSTS, {"posts": []}, period=period)


def test_an_unknown_period_has_a_near_one():
    """The nearest label is suggested."""
    with pytest.raises(sk.errors.UsageError, match=r"did you mean '2026-0[0-9]'"):
        sk.evaluate(POSTS, {"posts": []}, period="2026-3")


def test_a_period_that_has_not_begun_has_no_line():
    """As of a day in March there are three lines, the last open (M5); at the stroke of its start there are two."""
    rows = {"posts": [post("01-05"), post("03-05", False)]}
    statement = sk.evaluate(POSTS, rows, as_of="2026-03-10T00:00Z")
    assert [(line.period.label, line.verdict.final) for line in statement.lines] == [
        ("2026-01", True),
        ("2026-02", True),
        ("2026-03", False),
    ]
    assert len(sk.evaluate(POSTS, rows, as_of="2026-03-01T00:00Z").lines) == 2
    assert sk.evaluate(POSTS, rows, as_of="2025-03-01T00:00Z").lines == ()


def test_as_of_must_have_a_zone():
    """A naive as_of is refused with the remedy."""
    with pytest.raises(sk.errors.UsageError, match=r"as_of.*has no zone"):
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
    found = [only(sk.evaluate(agreed, rows, as_of=f"2026-01-05T{clock}Z")).measure for clock in ("10:39:59", "10:40", "12:00", "12:10")]
    assert [(measure.value, measure.pending) for measure in found] == [(None, 1), (1, 0), (1, 1), (1, 0)]


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


# groups


def test_groups_are_judged_apart():
    """One line a group and period; the unknown is a group, and a number is one with its text."""
    agreed = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}).by("team"), "at least 80 %"))
    rows = [post("01-05", team=team) for team in ("a", "a", 5, 5.0, "5", None, math.nan, True)] + [{"at": at("01-06"), "ok": True}]
    counted = {line.group: line.measure.sample for line in sk.evaluate(agreed, {"posts": rows}, period="2026-01").lines}
    assert counted == {"a": 2, 5: 3, "(none)": 3, "true": 1}


def test_groups_of_two_fields():
    """The group is a pair, and finds its line."""
    agreed = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}).by("team", "kind"), "at least 80 %"))
    rows = [post("01-05", team="a", kind="x"), post("01-05", False, team="a", kind="y")]
    statement = sk.evaluate(agreed, {"posts": rows}, period="2026-01")
    assert statement.line("Good", group=("a", "y")).outcome is MISSED
    with pytest.raises(sk.errors.UsageError, match="2 lines; say which: group= one of"):
        statement.line("Good")
    with pytest.raises(sk.errors.UsageError, match="no group"):
        statement.line("Good", group=("a", "z"))


@pytest.mark.parametrize("value", [Decimal("1.50"), Fraction(1, 3), date(2026, 1, 5), at("01-05"), 0.5, 7, "a", True])
def test_any_value_names_a_group(value):
    """A group of any value stands in a statement that is plain data."""
    agreed = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}).by("team"), "at least 80 %"))
    statement = sk.evaluate(agreed, {"posts": [post("01-05", team=value)]}, period="2026-01")
    assert statement.to_json()
    assert only(statement).measure.value == 1


# cases


def test_rows_of_one_key_are_one_case():
    """A known value replaces an unknown one, whichever row comes first (M9)."""
    rows = [
        {"id": 1, "asked": at("01-05 10:00"), "replied": None, "priority": "high"},
        {"id": 1, "asked": at("01-05 10:00"), "replied": at("01-05 10:30"), "priority": None},
        {"id": 2, "asked": at("01-05 10:00"), "replied": at("01-05 12:00"), "priority": "high"},
    ]
    for given in (rows, rows[::-1]):
        statement = sk.evaluate(CASES, {"cases": given}, period="2026-01")
        assert (statement.line("In time").measure.value, statement.line("High").measure.value) == (Fraction(1, 2), 2)
        assert statement.problems == ()
        assert [(account.read, account.counted) for account in statement.accounts] == [(3, 2), (3, 2)]


def test_conflicts_are_told_and_the_earlier_instant_counts():
    """Two replies at 10:50 and 11:30 to one case: 10:50 counts, and the statement says so (M9)."""
    rows = [{"id": 1, "asked": at("01-05 10:00"), "replied": at(f"01-05 {clock}"), "priority": "high"} for clock in ("11:30", "10:50")]
    statement = sk.evaluate(CASES, {"cases": rows}, period="2026-01")
    assert statement.line("In time").measure.value == 1
    (problem,) = statement.problems
    assert (problem.objective, problem.count, problem.examples) == ("In time", 1, ("id=1",))
    assert "two values for replied of one id" in problem.kind
    assert "updated=" in problem.kind


UPDATED = agreement(
    sk.Objective("High", sk.Count("cases", at="asked", key="id", updated="changed").where(priority="high"), "at most 3"),
)


def test_the_later_update_wins():
    """high, then low at a later update: it is low, and no problem; as of an instant between it is still high (M9, M5)."""
    rows = [
        {"id": 1, "asked": at("01-05 10:00"), "priority": "low", "changed": at("01-07 10:00")},
        {"id": 1, "asked": at("01-05 10:00"), "priority": "high", "changed": at("01-05 10:00")},
    ]
    for given in (rows, rows[::-1]):
        assert only(sk.evaluate(UPDATED, {"cases": given}, period="2026-01")).measure.value == 0
        assert only(sk.evaluate(UPDATED, {"cases": given}, period="2026-01", as_of="2026-01-07T09:59Z")).measure.value == 1
        assert only(sk.evaluate(UPDATED, {"cases": given}, period="2026-01", as_of="2026-01-07T10:00Z")).measure.value == 0
        assert sk.evaluate(UPDATED, {"cases": given}).problems == ()


def test_an_update_after_the_period_counts():
    """Without as_of, the latest instant of the records includes that of an update (M5)."""
    rows = [
        {"id": 1, "asked": at("01-31 10:00"), "priority": "high", "changed": at("01-31 10:00")},
        {"id": 1, "asked": at("01-31 10:00"), "priority": "low", "changed": at("02-02 10:00")},
    ]
    assert only(sk.evaluate(UPDATED, {"cases": rows}, period="2026-01")).measure.value == 0


def test_a_case_to_come_is_no_problem():
    """As of an instant before a case was asked it has not happened: no data problem, no pending clock (M5)."""
    rows = [{"id": 1, "asked": at("01-05 10:00"), "replied": None, "priority": "high"}]
    statement = sk.evaluate(CASES, {"cases": rows}, period="2026-01", as_of="2026-01-04T00:00Z")
    assert statement.problems == ()
    assert [(account.read, account.counted, account.pending, dict(account.excluded)) for account in statement.accounts] == [
        (1, 0, 0, {"after as_of": 1})
    ] * 2


def test_a_due_time_to_come_is_pending():
    """A keyed case whose due time lies after as_of is pending, and has a deadline."""
    agreed = agreement(sk.Objective("Due", sk.OnTime("cases", due="due", done="done", since="asked", key="id"), "at least 80 %"))
    rows = [{"id": 1, "asked": at("01-05 10:00"), "due": at("01-09 10:00"), "done": None}]
    assert only(sk.evaluate(agreed, {"cases": rows}, period="2026-01", as_of="2026-01-06T00:00Z")).measure.pending == 1


def test_a_record_without_its_key():
    """It is a data problem, and counted nowhere."""
    rows = [{"id": None, "asked": at("01-05 10:00"), "replied": at("01-05 10:30"), "priority": "high"}]
    statement = sk.evaluate(CASES, {"cases": rows}, period="2026-01")
    assert [dict(account.problems) for account in statement.accounts] == [{"no value for id": 1}] * 2


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


def test_progress():
    """It is told each stream and how many records were just read."""
    seen = []
    sk.evaluate(POSTS, {"posts": [post("01-05")] * 3}, progress=lambda stream, count: seen.append((stream, count)))
    assert seen == [("posts", 3)]


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
