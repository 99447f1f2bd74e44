"""Duties of the parties: by which day, whether they were done, and what follows when they were not."""

from itertools import permutations

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk
from slakit.duties import Duty

DESK = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
AGENCY = sk.Party("Brightside", roles={"account lead": "Ana Ruiz", "managing director": "Lee Ford"})
NOTICE = Duty("Notice", "customer", within="30 days")
CURE = Duty("Cure", "provider", within="30 days", after="Notice", grants="terminate", escalates_to="managing director")
REVIEW = Duty("Review", "account lead", what="hold the review", every="quarterly", within="10 business days", on=DESK, clause="12.1")
MINUTES = Duty("Minutes", "account lead", within="5 business days", on=DESK, after="Review")


def agreement(*duties, agreed=(), penalty=None, metric=None, **settings):
    metric = metric or sk.Count("late")
    return sk.Agreement(
        "Social care",
        provider=AGENCY,
        customer="Acme",
        term=("2026-01-01", "2027-01-01"),
        timezone="Europe/London",
        fee="4000 GBP",
        objectives=[sk.Objective("Replies", metric, "at most 0", penalty=penalty, duties=duties)],
        duties=agreed,
        **settings,
    )


def missed(*months):
    return [{"at": f"2026-{month:02}-10T12:00Z"} for month in months]


def done(at, duty=None, **names):
    return {"at": at, "duty": duty, **names}


def scored(agreed, as_of, months=(1,), made=(), **records):
    records = {"late": missed(*months), **({} if made is None else {"duties": list(made)}), **records}
    return sk.evaluate(agreed, {stream: rows for stream, rows in records.items() if stream in agreed.streams}, as_of=as_of)


def states(statement):
    return [(one.duty, one.period, one.last_day, one.state) for one in statement.duties]


def test_notice_and_cure():
    """January was missed: notice by 2 March (30 days after 31 January), and once it was given on 9 February, a cure by 11 March."""
    agreed, notice = agreement(NOTICE, CURE), done("2026-02-09T15:00Z", "Notice")
    assert states(scored(agreed, "2026-02-05T00:00Z")) == [("Notice", "2026-01", "2026-03-02", "open")]
    assert states(scored(agreed, "2026-03-11T23:59Z", made=[notice])) == [
        ("Notice", "2026-01", "2026-03-02", "done"),
        ("Cure", "2026-01", "2026-03-11", "open"),
    ]
    late = scored(agreed, "2026-03-12T00:00Z", made=[notice])
    assert states(late)[1] == ("Cure", "2026-01", "2026-03-11", "overdue")
    assert (late.line("Replies", "2026-01").rights, late.rights) == (("terminate",), ("terminate",))
    assert late.duties[1].follows == ("the customer may terminate", "it goes to managing director (Lee Ford, Brightside)")


def test_a_cure_in_time_leaves_no_right_and_one_too_late_does():
    """On 11 March it is in time until the day is over; on 12 March it is late, and the right stands."""
    notice = done("2026-02-09T15:00Z", "Notice")
    for at, state, rights in (("2026-03-11T23:59Z", "done", ()), ("2026-03-12T00:00Z", "late", ("terminate",))):
        found = scored(agreement(NOTICE, CURE), "2026-06-01T00:00Z", made=[notice, done(at, "Cure")])
        assert (found.duties[1].state, found.rights) == (state, rights)


def test_without_notice_there_is_nothing_to_cure():
    """A duty that follows another arises once that was done, and not before."""
    assert [one.duty for one in scored(agreement(NOTICE, CURE), "2026-12-01T00:00Z").duties] == ["Notice"]


def test_a_stream_that_was_never_fed_decides_nothing():
    """Nobody knows whether notice was given; and nothing follows from what is not known."""
    agreed = agreement(Duty("Cure", "provider", within="30 days", grants="terminate"))
    found = scored(agreed, "2026-06-01T00:00Z", made=None)
    assert (states(found), found.rights) == ([("Cure", "2026-01", "2026-03-02", "not known")], ())
    assert scored(agreed, "2026-03-01T00:00Z", made=None).duties[0].state == "open"
    assert scored(agreed, "2026-06-01T00:00Z", made=[]).rights == ("terminate",)


def test_a_right_is_lost_without_notice():
    """Whoever does not give notice within 30 days loses the right to a plan."""
    agreed = agreement(Duty("Notice", "customer", within="30 days", after="right", forfeits="a plan"), penalty=sk.Right("a plan"))
    assert scored(agreed, "2026-03-02T12:00Z").rights == ("a plan",)
    line = scored(agreed, "2026-03-03T00:00Z").line("Replies", "2026-01")
    assert (line.rights, str(line.right_states[0])) == ((), "a plan: lapsed, 'Notice' was not done in time")
    assert scored(agreed, "2026-06-01T00:00Z", made=[done("2026-03-02T08:00Z")]).rights == ("a plan",)


def test_a_right_has_a_last_day():
    """60 days after 31 January is 1 April; used on that day it stands, unused it lapses, and where nobody fed its use it stays."""
    agreed = agreement(penalty=sk.Right("terminate", within="60 days"))
    day = scored(agreed, "2026-02-02T00:00Z", rights=[]).line("Replies", "2026-01").right_states[0]
    assert (day.last_day, day.until.isoformat(), day.state) == ("2026-04-01", "2026-04-02T00:00:00+01:00", "open")
    used = [{"at": "2026-04-01T20:00Z", "right": "terminate"}]
    for as_of, rows, state, rights in (
        ("2026-04-01T22:00Z", [], "open", ("terminate",)),
        ("2026-04-02T00:00Z", [], "lapsed", ()),
        ("2026-06-01T00:00Z", used, "used", ("terminate",)),
        ("2026-06-01T00:00Z", [{**used[0], "at": "2026-04-02T12:00Z"}], "lapsed", ()),
        ("2026-06-01T00:00Z", None, "not known", ("terminate",)),
    ):
        found = scored(agreed, as_of, **({} if rows is None else {"rights": rows}))
        assert (found.lines[0].right_states[0].state, found.rights) == (state, rights)


def test_a_right_within_days_of_notice():
    """Notice on 9 February, 60 days: until 10 April. Before notice its time has not begun."""
    agreed = agreement(NOTICE, penalty=sk.Right("terminate", within="60 days", after="Notice"))
    waiting = scored(agreed, "2026-02-05T00:00Z", rights=[]).lines[0].right_states[0]
    assert (waiting.state, waiting.last_day, waiting.why) == ("waiting", "", "its time begins with 'Notice'")
    found = scored(agreed, "2026-04-10T12:00Z", made=[done("2026-02-09", "Notice")], rights=[]).lines[0].right_states[0]
    assert (found.last_day, found.state) == ("2026-04-10", "open")


def test_a_right_of_a_duty_has_a_last_day_too():
    """A cure that was due by 11 March, and then 60 days: until 10 May."""
    cure = Duty("Cure", "provider", within="30 days", after="Notice", grants=sk.Right("terminate", within="60 days"))
    found = scored(agreement(NOTICE, cure), "2026-05-10T12:00Z", made=[done("2026-02-09T15:00Z", "Notice")], rights=[])
    assert (found.lines[0].right_states[0].last_day, found.rights) == ("2026-05-10", ("terminate",))
    found = scored(agreement(NOTICE, cure), "2026-05-11T00:00Z", made=[done("2026-02-09T15:00Z", "Notice")], rights=[])
    assert (found.lines[0].right_states[0].state, found.rights) == ("lapsed", ())


def test_the_review_of_the_agreement_itself():
    """Quarterly, within 10 business days of the end of the quarter: by 14 April for the first, and the minutes five business days later."""
    agreed = agreement(agreed=[REVIEW, MINUTES])
    found = scored(agreed, "2026-07-02T00:00Z", made=[done("2026-04-10T09:00Z", "Review"), done("2026-04-20T09:00Z", "Minutes")])
    assert states(found) == [
        ("Review", "2026-Q1", "2026-04-14", "done"),
        ("Minutes", "2026-Q1", "2026-04-17", "late"),  # after Friday, 10 April: 13 to 17 April
        ("Review", "2026-Q2", "2026-07-14", "open"),
    ]
    assert (found.duties[0].who, found.duties[0].holder, found.duties[0].what) == (
        "account lead",
        "Ana Ruiz, Brightside",
        "hold the review",
    )
    assert states(sk.evaluate(agreed, {"late": [], "duties": []}, period="2026-02")) == []
    assert states(sk.evaluate(agreed, {"late": [], "duties": []}, period="2026-Q1"))[0][:2] == ("Review", "2026-Q1")


def test_a_stream_of_one_duty_needs_no_name():
    """Reviews that are fed on their own are reviews; in a stream of several duties a row without a name is for none."""
    reviews = Duty("Review", "account lead", every="quarterly", within="10 business days", on=DESK, stream="reviews")
    agreed = agreement(NOTICE, agreed=[reviews])
    found = sk.evaluate(agreed, {"late": [], "duties": [], "reviews": [{"at": "2026-04-10T09:00Z"}]}, as_of="2026-04-20T00:00Z")
    assert (states(found), found.problems) == ([("Review", "2026-Q1", "2026-04-14", "done")], ())


def test_a_review_that_names_its_quarter_may_be_early():
    """On 30 March for the first quarter; without the name of the quarter it is that of none."""
    agreed = agreement(agreed=[REVIEW])
    for names, state in (({"period": "2026-Q1"}, "done"), ({}, "overdue")):
        found = scored(agreed, "2026-04-20T00:00Z", made=[done("2026-03-30T09:00Z", "Review", **names)])
        assert found.duties[0].state == state


def test_an_escalation_after_so_many_misses():
    """Three in a row: with March, and again with April; two of four: with February, March, April and June."""
    row = agreement(Duty("Meeting", "managing director", within="5 business days", on=DESK, in_a_row=3))
    assert [one.period for one in scored(row, "2026-12-01T00:00Z", (1, 2, 3, 4, 6)).duties] == ["2026-03", "2026-04"]
    few = agreement(Duty("Meeting", "managing director", within="5 business days", on=DESK, misses=(2, 4)))
    assert [one.period for one in scored(few, "2026-12-01T00:00Z", (1, 2, 3, 4, 6)).duties] == ["2026-02", "2026-03", "2026-04", "2026-06"]


def test_misses_of_statements_count():
    """The third miss in a row, of which two are in closed statements, asks for the meeting."""
    agreed = agreement(Duty("Meeting", "managing director", within="5 business days", on=DESK, in_a_row=3))
    earlier = [sk.evaluate(agreed, {"late": missed(month), "duties": []}, period=f"2026-{month:02}").close() for month in (1, 2)]
    march = sk.evaluate(agreed, {"late": missed(3), "duties": []}, period="2026-03", history=earlier)
    assert states(march) == [("Meeting", "2026-03", "2026-04-07", "open")]


def test_a_claim_is_answered():
    """Claimed on 3 February: an answer by 17 February, ten business days later."""
    answer = Duty("Answer", "provider", within="10 business days", on=DESK, after="claim")
    agreed = agreement(answer, penalty=sk.Flat("5 %"), settlement=sk.Settlement(claims=sk.Claims("30 days")))
    assert states(scored(agreed, "2026-03-01T00:00Z", claims=[])) == []
    claim = [{"at": "2026-02-03T10:00Z", "objective": "Replies", "period": "2026-01"}]
    assert states(scored(agreed, "2026-02-10T00:00Z", claims=claim)) == [("Answer", "2026-01", "2026-02-17", "open")]


def test_a_report_after_each_period():
    """Met or missed, by the fifth business day after the month; of one objective or of several."""
    report = Duty("Report", "account lead", within="5 business days", on=DESK, after="period")
    found = scored(agreement(report), "2026-02-20T00:00Z", months=(), made=[done("2026-02-06T09:00Z", "Report")])
    assert states(found) == [("Report", "2026-01", "2026-02-06", "done")]
    only = Duty("Report", "account lead", within="5 business days", on=DESK, after="period", only=["Replies"])
    found = scored(agreement(agreed=[only]), "2026-02-20T00:00Z", months=())
    assert [(one.objective, one.period, one.state) for one in found.duties] == [("Replies", "2026-01", "overdue")]
    shared = Duty("Notice", "customer", within="30 days", only=["Replies"])
    assert [one.objective for one in scored(agreement(agreed=[shared]), "2026-02-20T00:00Z").duties] == ["Replies"]


def test_groups_and_periods_are_told_apart():
    """What names a group or a period is for that; two rows of one team leave the other open."""
    agreed = agreement(NOTICE, metric=sk.Count("late").by("team"))
    rows = [{"at": "2026-01-10T12:00Z", "team": team} for team in "ab"]
    made = [done("2026-02-09T15:00Z", "Notice", group="a"), done("2026-02-10T15:00Z", "Notice", period="2026-02")]
    found = sk.evaluate(agreed, {"late": rows, "duties": made}, as_of="2026-02-20T00:00Z", period="2026-01")
    assert [(one.group, one.state) for one in found.duties] == [("a", "done"), ("b", "open")]


def test_an_amendment_changes_duties():
    """From July on notice is to be given within 10 days."""
    agreed = agreement(agreed=[NOTICE]).amend(effective="2026-07-01", duties=[Duty("Notice", "customer", within="10 days")])
    found = scored(agreed, "2026-10-01T00:00Z", months=(6, 7), made=[])
    assert states(found) == [("Notice", "2026-06", "2026-07-30", "overdue"), ("Notice", "2026-07", "2026-08-10", "overdue")]
    assert sk.loads(sk.dumps(agreed)) == agreed


def test_records_that_are_for_nothing_are_problems():
    """A duty, an objective, a period that the contract lacks, and a row that names none of several."""
    rows = [
        done("2026-02-09T15:00Z", "Notise"),
        done("2026-02-09T15:00Z", "Notice", objective="Reply"),
        done("2026-02-09T15:00Z", "Notice", period="2031-01"),
        done("2026-02-09T15:00Z"),
    ]
    found = scored(agreement(NOTICE, CURE), "2026-02-20T00:00Z", made=rows)
    assert sorted(one.kind.split(";")[0] for one in found.problems) == [
        "'2031-01', which is no period",
        "'Reply', which is no objective",
        "no duty is named, and the stream is of several",
        "the duty 'Notise', which is not in the contract",
    ]
    assert "did you mean 'Notice'?" in "".join(one.kind for one in found.problems)
    account = next(one for one in found.accounts if one.stream == "duties")
    assert (account.read, account.counted, sum(account.problems.values())) == (4, 0, 4)
    assert found.duties[0].state == "open"


def test_the_statement_keeps_them():
    """In JSON and back, in a closed statement, and in each report; a contract without duties has the keys that it always had."""
    found = scored(agreement(NOTICE, CURE, agreed=[REVIEW]), "2027-03-12T00:00Z", made=[done("2026-02-09T15:00Z", "Notice")])
    again = sk.Statement.from_json(found.to_json())
    assert (again.duties, again.to_json()) == (found.duties, found.to_json())
    assert again.lines[0].duties == found.lines[0].duties != ()
    closed = found.close()
    assert closed.to_dict()["lines"][0]["duties"][1]["state"] == "overdue"
    assert "duty: Cure, provider (Brightside): by 2026-03-11, overdue; the customer may terminate" in str(found)
    assert "duty:     Cure, provider (Brightside): by 2026-03-11, overdue" in str(found.explain("Replies", "2026-01"))
    for name in ("text", "markdown"):
        report = sk.REPORTS[name].render(found)
        assert [text in report for text in ("What has to be done", "Review, 2026-Q1", "hold the review")] == [True] * 3
    plain = scored(agreement(), "2026-03-01T00:00Z")
    assert "duties" not in {*plain.to_dict(), *plain.lines[0].to_dict()}


def test_a_right_that_comes_later_is_a_difference():
    """The statement of January, closed in February, has no right; that of April says what was granted."""
    agreed = agreement(Duty("Cure", "provider", within="30 days", grants="terminate"))
    records = {"late": missed(1), "duties": []}
    closed = sk.evaluate(agreed, records, period="2026-01", as_of="2026-02-01T00:00Z").close()
    assert (sk.evaluate(agreed, records, period="2026-01", as_of="2026-04-01T00:00Z") - closed).granted == ("terminate",)


MADE = st.lists(
    st.builds(
        lambda day, duty, period: done(f"2026-02-{day:02}T12:00Z", duty, period=period),
        st.integers(1, 28),
        st.sampled_from(["Notice", "Cure", "Meeting"]),
        st.sampled_from([None, "2026-01", "2026-02"]),
    ),
    max_size=6,
)
LAW = agreement(NOTICE, CURE, Duty("Meeting", "account lead", within="5 days", misses=(1, 2)), agreed=[REVIEW])


@settings(max_examples=25)
@given(MADE, st.randoms(use_true_random=False))
def test_any_order_any_batches_saved_and_merged(made, random):
    """M1: the same records give one statement, in whatever order they come, in two monitors that are merged, or saved in between."""
    whole = scored(LAW, "2026-04-20T00:00Z", (1, 2), made)
    shuffled = random.sample(made, len(made))
    one, other = sk.Monitor(LAW), sk.Monitor(LAW)
    one.feed("late", missed(2))
    other.feed("late", missed(1))
    one.feed("duties", shuffled[: len(made) // 2])
    other.feed("duties", shuffled[len(made) // 2 :])
    one = sk.Monitor.restore(LAW, one.state())
    one.merge(other)
    again = one.statement(as_of="2026-04-20T00:00Z")
    assert (again.to_json(), again.digest) == (whole.to_json(), whole.digest)


@settings(max_examples=25)
@given(MADE)
def test_what_is_done_later_never_helps(made):
    """P9: without one of the records the provider is in no better state, and the customer has no fewer rights."""
    cure = agreement(NOTICE, CURE)
    notice, made = [one for one in made if one["duty"] == "Notice"], [one for one in made if one["duty"] == "Cure"]
    full = scored(cure, "2026-06-01T00:00Z", (1, 2), [*notice, *made])
    fewer = scored(cure, "2026-06-01T00:00Z", (1, 2), [*notice, *made[1:]])
    assert set(full.rights) <= set(fewer.rights)


def test_columns_are_rows():
    """A frame of what was done gives what its rows give, in any order."""
    pandas = pytest.importorskip("pandas")
    made = [
        done("2026-02-09T15:00Z", "Notice", period="2026-01"),
        done("2026-03-20T15:00Z", "Cure", period="2026-01"),
        done("2026-03-01T15:00Z", "Meeting", period="2026-02"),
        done("2026-03-02T15:00Z", "Notice"),  # of any period: a column has a blank there
    ]
    whole = scored(LAW, "2026-06-01T00:00Z", (1, 2), made)
    for rows in permutations(made):
        frame = pandas.DataFrame(rows)
        again = sk.evaluate(LAW, {"late": missed(1, 2), "duties": frame}, as_of="2026-06-01T00:00Z")
        assert (again.to_json(), again.digest) == (whole.to_json(), whole.digest)
