"""Clocks by channel, in and out of hours, with pauses, due rules and limits of their own; lateness; every figure by hand."""

import json
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from engine_cases import agreement
from names import NAMES

import slakit as sk
from slakit.metrics.timers.lateness import Lateness

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
CLOCK = {"since": "asked", "until": "replied"}


def week(metric, target="at least 90 %", **more):
    """One objective over the week of Monday, 5 January 2026."""
    return agreement(sk.Objective("O", metric, target), term=("2026-01-05", "2026-01-12"), fee=None, **more)


def evaluated(metric, rows, target="at least 50 %", as_of=None, exclusions=(), **more):
    """The statement of that week."""
    agreed = week(metric, target, window="weekly", exclusions=exclusions)
    return sk.evaluate(agreed, {"cases": rows, **more}, as_of=as_of)


def line(*given, **more):
    return evaluated(*given, **more).line("O")


def asked(day, clock, replied=None, **more):
    """A case of a day of that week, asked and replied at 'hh:mm'; a reply may name its own day as '6 09:10'."""
    return {"asked": at(f"{day} {clock}"), "replied": at(replied if replied is None or " " in replied else f"{day} {replied}"), **more}


def at(text):
    if text is None:
        return None
    day, clock = text.split()
    return f"2026-01-{int(day):02}T{clock}Z"


def test_a_calendar_for_each_channel():
    """Both wait from Friday 16:30 to Saturday 10:00, 17.5 hours: 30 min on the desk, and all of it by phone."""
    rows = [asked(9, "16:30", "10 10:00", channel=channel) for channel in ("instagram", "phone")]
    metric = sk.Elapsed("cases", clock={"instagram": DESK, "phone": sk.ALWAYS}, clock_by="channel", statistic="total", **CLOCK)
    assert line(metric, rows, "at most 18 hours").measure.quantity == sk.quantity("18 hours")
    within = sk.Within("cases", "1 hour", clock={"instagram": DESK, "phone": sk.ALWAYS}, clock_by="channel", **CLOCK)
    assert line(within, rows).measure.value == Fraction(1, 2)


@pytest.mark.parametrize(
    ("counting", "total", "mean", "longest", "late"),
    [
        ("full", "1 hour", "20 min", "1 hour", "0 min"),  # 0, 0 and 1 hour; beyond 40 min of grace, 0, 0 and 30 min
        ("begun", "4 hours", "80 min", "2 hours", "2 hours"),  # 1, 1 and 2 hours; beyond 40 min, 1, 0 and 1 hour
    ],
)
def test_each_clock_in_whole_hours(counting, total, mean, longest, late):
    """41, 40 and 70 minutes: hours are counted clock by clock, and not once for the sum, which has 2 full and 3 begun."""
    rows = [asked(6, "09:00", "09:41"), asked(7, "10:00", "10:40"), asked(8, "11:00", "12:10")]
    for statistic, figure in (("total", total), ("mean", mean), ("max", longest)):
        metric = sk.Elapsed("cases", statistic=statistic, whole="1 hour", counting=counting, **CLOCK)
        assert line(metric, rows, "at most 5 hours").measure.quantity == sk.quantity(figure)
    lateness = Lateness("cases", "40 min", whole="1 hour", counting=counting, **CLOCK)
    assert line(lateness, rows, "at most 5 hours").measure.quantity == sk.quantity(late)
    assert eval(repr(lateness), NAMES) == lateness


def test_clocks_that_run_in_whole_hours():
    """One of 70 minutes has stopped, and one runs for 41: 2 begun hours, and 3 in all if the second stopped now."""
    rows = [asked(6, "09:00", "10:10"), asked(6, "11:00")]
    metric = sk.Elapsed("cases", statistic="total", whole="1 hour", counting="begun", **CLOCK)
    measure = line(metric, rows, "at most 5 hours", as_of="2026-01-06T11:41Z").measure
    hour = sk.quantity("1 hour").base
    assert (measure.value, measure.low, measure.high) == (2 * hour, 3 * hour, None)
    late = line(Lateness("cases", "30 min", whole="1 hour", counting="begun", **CLOCK), rows, "at most 5 hours", as_of="2026-01-06T11:41Z")
    assert late.measure.value == 2 * hour  # 40 min and 11 min over


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: sk.Elapsed("cases", counting="begun", **CLOCK), "has counting= and no unit that it counts"),
        (lambda: Lateness("cases", "1 hour", whole="1 hour", counting="exact", **CLOCK), "counts whole units of open time"),
        (lambda: Lateness("cases", "1 hour", whole="1 hour", unit="calendar day", **CLOCK), "counts whole units of open time"),
        (lambda: sk.Elapsed("cases", whole="0 hours", **CLOCK), "above zero"),
    ],
)
def test_whole_units_that_do_not_fit(make, says):
    """The error says what goes together."""
    with pytest.raises(sk.errors.ContractError, match=says):
        make()


def test_limits_by_type_and_calendars_by_channel():
    """A question may take 4 hours and a complaint 1: 30 min of desk time keep both, 17.5 hours by phone neither."""
    rows = [
        asked(9, "16:30", "10 10:00", channel=channel, type=kind) for channel in ("desk", "phone") for kind in ("question", "complaint")
    ]
    metric = sk.Within(
        "cases",
        {"question": "4 hours", "complaint": "1 hour"},
        limit_by="type",
        clock={"desk": DESK, "phone": sk.ALWAYS},
        clock_by="channel",
        **CLOCK,
    )
    assert line(metric, rows).measure.value == Fraction(1, 2)


def test_a_channel_without_a_calendar_is_told():
    """It is counted nowhere, and the account says why."""
    rows = [asked(9, "10:00", "10:30", channel=channel) for channel in ("phone", "fax", None)]
    statement = evaluated(sk.Within("cases", "1 hour", clock={"phone": DESK}, clock_by="channel", **CLOCK), rows)
    assert statement.line("O").measure.sample == 1
    assert statement.accounts[0].excluded == {"no clock for its channel": 2}


def test_two_meanings_of_business_hours():
    """Asked 16:30, answered next day 09:20: 50 min of desk time. Asked 20:00, answered 20:50: no desk time at all, and 50 real minutes.

    `clock=` leaves closed time out; `during` classes each by the hour it came in.
    """
    rows = [asked(6, "16:30", "7 09:20"), asked(6, "20:00", "20:50")]
    assert line(sk.Within("cases", "30 min", clock=DESK, **CLOCK), rows).measure.value == Fraction(1, 2)
    by_day = line(sk.Within("cases", "1 hour", **CLOCK).during(DESK), rows).measure
    by_night = line(sk.Within("cases", "1 hour", **CLOCK).during(sk.ALWAYS - DESK), rows).measure
    assert (by_day.value, by_day.sample) == (0, 1)  # 16 h 50 min
    assert (by_night.value, by_night.sample) == (1, 1)
    assert line(sk.Count("cases", at="asked").during(DESK), rows, "at most 9").measure.value == 1


def test_other_hours_are_accounted_for():
    """What came in at other hours is no problem and not lost."""
    statement = evaluated(
        sk.Count("cases", at="asked").during(DESK), [asked(6, "16:30"), asked(6, "17:00"), asked(6, "09:00")], "at most 9"
    )
    assert statement.line("O").measure.value == 2
    assert statement.accounts[0].excluded == {"in other hours": 1}


PAUSED = [
    asked(6, "10:00", "12:00", id=1, holds=[[at("6 10:30"), at("6 11:00")], [at("6 10:45"), at("6 11:15")]]),  # 75 min: 45 min paused once
    asked(6, "16:00", "7 10:00", id=2, holds=[[at("6 16:30"), at("7 09:30")]]),  # desk 60 + 60 min, 30 + 30 min of it paused
    asked(7, "10:00", "11:00", id=3, holds=[]),  # 60 min
    asked(7, "12:00", "13:00", id=4, holds=None),  # 60 min
    asked(7, "14:00", None, id=5, holds=[[at("7 14:30"), None]]),  # runs 30 min and is on hold since
]


@pytest.mark.parametrize("form", ["pairs", "mappings", "text", "json", "datetimes"])
def test_pauses_in_a_field(form):
    """75 + 60 + 60 + 60 minutes of desk time; overlapping holds count once, and only where the desk is open (C6)."""

    def written(pair):
        if form == "mappings":
            return {"start": pair[0], "end": pair[1]}
        if form == "datetimes":
            return tuple(end and datetime.fromisoformat(end) for end in pair)
        return pair

    rows = [dict(row) for row in PAUSED]
    for row in rows:
        if row["holds"] is not None:
            row["holds"] = [written(pair) for pair in row["holds"]]
            if form == "json":
                row["holds"] = json.dumps(row["holds"])
            if form == "text":
                row["holds"] = "; ".join("/".join(end or "" for end in pair) for pair in row["holds"])
    metric = sk.Elapsed("cases", clock=DESK, pauses="holds", statistic="total", **CLOCK)
    measure = line(metric, rows, "at most 9 hours").measure
    assert measure.quantity == sk.quantity("255 min")
    assert (measure.sample, measure.pending) == (4, 1)
    assert measure.low == sk.quantity("285 min").base  # case 5 has run 30 min when the week ends
    assert line(sk.Within("cases", "1 hour", clock=DESK, pauses="holds", **CLOCK), rows).measure.value == Fraction(3, 4)


def test_pauses_as_a_stream():
    """The same holds as spans of a stream of their own, by the key of the case, in any order and twice."""
    holds = [{"id": row["id"], "start": start, "end": end} for row in PAUSED for start, end in row["holds"] or ()]
    rows = [{name: value for name, value in row.items() if name != "holds"} for row in PAUSED]
    metric = sk.Elapsed("cases", clock=DESK, key="id", paused_by="holds", statistic="total", **CLOCK)
    measure = line(metric, rows, "at most 9 hours", holds=[*holds[::-1], *holds]).measure
    assert (measure.quantity, measure.pending) == (sk.quantity("255 min"), 1)
    assert measure.low == sk.quantity("285 min").base


def test_a_pause_that_goes_on_moves_the_deadline():
    """Two hours from 14:00, on hold since 14:30: as of 15:00 an hour and a half is left, and it is due at 16:30."""
    agreed = week(sk.Within("cases", "2 hours", clock=DESK, pauses="holds", **CLOCK))
    monitor = sk.Monitor(agreed)
    monitor.feed("cases", PAUSED[4:])
    assert [deadline.due for deadline in monitor.deadlines(as_of=at("7 15:00"))] == [datetime(2026, 1, 7, 16, 30, tzinfo=UTC)]
    later = monitor.deadlines(as_of=at("9 16:00"))[0]  # 90 min from Friday 16:00: an hour, and half an hour of Monday
    assert later.due == datetime(2026, 1, 12, 9, 30, tzinfo=UTC)


def test_unreadable_pauses_are_a_problem():
    """A reversed hold, a hold without a zone and what is none: counted, shown, told apart, and in no figure."""
    rows = [
        asked(6, "10:00", "11:00", holds=holds) for holds in ([[at("6 11:00"), at("6 10:00")]], [["2026-01-06T10:00", None]], "lunch", 5)
    ]
    statement = evaluated(sk.Elapsed("cases", clock=DESK, pauses="holds", **CLOCK), rows, "at most 1 hour")
    assert statement.line("O").measure.value is None
    assert {problem.kind.partition(";")[0]: problem.count for problem in statement.problems} == {
        "holds: a pause ends before it begins": 1,
        "holds: a pause has no zone": 1,
        "holds: not a list of spans": 2,
    }


def test_a_due_rule_as_a_limit():
    """Asked on Tuesday 10:00 and due on Thursday 10:00; asked 15:00 and answered Thursday 15:01, a minute late."""
    rows = [asked(6, "10:00", "8 10:00"), asked(6, "15:00", "8 15:01"), asked(9, "16:59", "9 17:00")]
    metric = sk.Within("cases", "2 business days", clock=DESK, **CLOCK)
    assert line(metric, rows).measure.value == Fraction(2, 3)
    mixed = sk.Within(
        "cases", {"a": "before 12:00 the same day, else 10:00 the next business day", "b": "30 min"}, limit_by="type", clock=DESK, **CLOCK
    )
    rows = [
        asked(6, "10:00", "17:00", type="a"),  # by closing of the same day: in time
        asked(6, "13:00", "7 10:01", type="a"),  # a minute after 10:00
        asked(6, "13:00", "7 10:00", type="a"),  # in time
        asked(6, "13:00", "13:31", type="b"),  # a minute late
    ]
    assert line(mixed, rows).measure.value == Fraction(1, 2)


WORKING = sk.Weekly({"mon-fri": "00:00-24:00"}, tz="UTC") - sk.Dates(["2026-01-07"], tz="UTC")  # Wednesday is a holiday


@pytest.mark.parametrize(("replied", "late"), [("9 23:59", 0), ("10 00:00", 0), ("11 12:00", 36 * 60)])
def test_business_days_on_a_calendar_of_their_own(replied, late):
    """Asked on Tuesday, due at the end of the 2nd working day after: Thursday, Friday. Late time is counted on all days: 36 hours."""
    metric = Lateness("cases", "end of the 2nd business day", due_on=WORKING, **CLOCK)
    assert line(metric, [asked(6, "10:00", replied)], "at most 0 min").measure.quantity == sk.quantity(f"{late} min")
    within = sk.Within("cases", "end of the 2nd business day", due_on=WORKING, **CLOCK)
    assert line(within, [asked(6, "10:00", replied)]).measure.value == (not late)
    assert eval(repr(metric), NAMES | {"Lateness": Lateness}) == metric


def test_business_days_and_hours_in_one_table():
    """Only the limit in business days goes by `due_on`: 2 days from Tuesday 10:00 is Friday 10:00; 4 hours are hours of the clock."""
    metric = sk.Within("cases", {"a": "2 business days", "b": "4 hours"}, limit_by="type", due_on=WORKING, **CLOCK)
    rows = [asked(6, "10:00", "9 10:00", type="a"), asked(6, "10:00", "9 10:01", type="a"), asked(7, "10:00", "14:00", type="b")]
    assert line(metric, rows).measure.value == Fraction(2, 3)


def test_an_open_clock_whose_days_are_counted_elsewhere():
    """Pending until Friday 10:00, and late a minute after."""
    metric = sk.Within("cases", "2 business days", due_on=WORKING, **CLOCK)
    results = [line(metric, [asked(6, "10:00")], as_of=at(now)).measure for now in ("9 10:00", "9 10:01")]
    assert [(one.value, one.pending) for one in results] == [(None, 1), (0, 0)]


def test_a_limit_of_each_record():
    """A length of time as text, or a number of minutes; one without a readable limit is a problem."""
    rows = [asked(6, "10:00", "11:00", target=target) for target in ("1 hour", 60, "59", "45 min", timedelta(hours=2), "soon", None)]
    statement = evaluated(sk.Within("cases", allowed="target", clock=DESK, **CLOCK), rows)
    assert statement.line("O").measure.value == Fraction(3, 5)
    assert [(problem.count, problem.kind) for problem in statement.problems] == [(2, "target is not a length of time; write '2 hours'")]


LATE = [
    asked(6, "10:00", "11:00", id="a"),  # exactly in time
    asked(6, "10:00", "11:20", id="b"),  # 20 min late
    asked(6, "16:30", "7 10:30", id="c"),  # 30 + 90 min on the desk: an hour late
    asked(9, "15:00", None, id="d"),  # runs; by the end of the week 120 min: an hour late so far
]


@pytest.mark.parametrize(("statistic", "minutes"), [("total", 140), ("max", 60), ("mean", 35), ("p50", 20)])
def test_lateness(statistic, minutes):
    """0, 20, 60 and, so far, 60 minutes beyond the limit of one hour."""
    measure = line(Lateness("cases", "1 hour", clock=DESK, statistic=statistic, key="id", **CLOCK), LATE, "at most 1 min").measure
    assert measure.quantity == sk.quantity(f"{minutes} min")
    assert (measure.sample, measure.breaches) == (4, 3)


def test_lateness_of_the_pending():
    """As of Friday 15:30 the last is inside its hour: pending, and late by nothing yet."""
    measure = line(Lateness("cases", "1 hour", clock=DESK, **CLOCK), LATE, "at most 2 hours", as_of=at("9 15:30")).measure
    assert (measure.quantity, measure.pending, measure.high) == (sk.quantity("80 min"), 1, None)


def test_the_worst_are_evidence():
    """By how far they ran over, the earlier first where that is alike; the one that still runs is among them."""
    measure = line(sk.Within("cases", "1 hour", clock=DESK, key="id", **CLOCK), LATE).measure
    assert [(one.key, one.figure) for one in measure.evidence] == [("c", 3_600_000_000), ("d", 3_600_000_000), ("b", 1_200_000_000)]
    longest = line(sk.Elapsed("cases", clock=DESK, key="id", **CLOCK), LATE, "at most 1 hour").measure
    assert [one.key for one in longest.evidence] == ["c", "b", "a"]
    few = line(sk.Share("cases", good={"id": "a"}, at="asked", key="id"), LATE).measure
    assert [one.key for one in few.evidence] == ["b", "c", "d"]


HOLIDAY = [{"start": at("6 00:00"), "end": at("7 00:00"), "announced": at("5 00:00")}]


def test_records_of_excluded_time():
    """Of four replies two are late; the late one of the excluded Tuesday drops out, or counts as good."""
    rows = [asked(5, "10:00", "10:30"), asked(6, "10:00", "12:00"), asked(7, "10:00", "12:00"), asked(8, "10:00", "10:30")]
    metric = sk.Within("cases", "1 hour", **CLOCK)
    for mode, value in (("drop", Fraction(2, 3)), ("forgive", Fraction(3, 4))):
        statement = evaluated(metric, rows, exclusions=[sk.Exclusion("strike", applies_to="cases", mode=mode)], strike=HOLIDAY)
        assert statement.line("O").measure.value == value
    assert evaluated(metric, rows, exclusions=[sk.Exclusion("strike", applies_to="cases")], strike=[]).line("O").measure.value == Fraction(
        1, 2
    )
    late = evaluated(metric, rows, exclusions=[sk.Exclusion("strike", applies_to="cases", notice="48 hours")], strike=HOLIDAY)
    assert late.line("O").measure.value == Fraction(1, 2)


def test_what_is_excluded_is_accounted_for():
    """One record left out, with the reason, and none lost; it makes no difference what is fed first."""
    rows = [asked(5, "10:00", "10:30"), asked(6, "10:00", "12:00")]
    statement = evaluated(
        sk.Within("cases", "1 hour", **CLOCK), rows, exclusions=[sk.Exclusion("strike", applies_to="cases")], strike=HOLIDAY
    )
    account = next(one for one in statement.accounts if one.stream == "cases")
    assert (account.read, account.counted, account.excluded) == (2, 1, {"excluded by strike": 1})


REFUSED = {
    "a calendar for each value and no field that": lambda: sk.Within(
        "cases", {"a": "1 hour"}, limit_by="type", clock={"phone": DESK}, **CLOCK
    ),
    "counts business days on no calendar": lambda: sk.Within("cases", "2 business days", **CLOCK),
    "a calendar for each value and no field": lambda: sk.Within("cases", "1 hour", clock={"phone": DESK}, **CLOCK),
    "paused by a field and by a stream": lambda: sk.Elapsed("cases", pauses="holds", paused_by="holds", key="id", **CLOCK),
    "no key to find its spans": lambda: sk.Elapsed("cases", paused_by="holds", **CLOCK),
    "needs one limit": lambda: sk.Within("cases", **CLOCK),
    "is not a calendar; write clock=Weekly": lambda: sk.Elapsed("cases", clock={"phone": "desk"}, clock_by="channel", **CLOCK),
    "is not a unit of time": lambda: sk.Within("cases", allowed="target", allowed_unit="GB", **CLOCK),
    "clock= is one calendar and not a table": lambda: sk.Within("cases", "1 hour", clock_by="channel", **CLOCK),
    "no limit in business days; leave out due_on=": lambda: sk.Within("cases", "2 hours", due_on=DESK, **CLOCK),
    "is not a due rule": lambda: sk.Within("cases", "2 busines days", **CLOCK),
}


@pytest.mark.parametrize("problem", REFUSED)
def test_settings_that_do_not_fit(problem):
    """Each is refused with what to write instead."""
    with pytest.raises(sk.errors.ContractError, match=problem):
        REFUSED[problem]()


def test_what_has_no_limit_is_told_where_one_looks():
    """A type that the contract does not name is in no figure, and the printed statement says so."""
    result = evaluated(
        sk.Within("cases", {"complaints": "1 hour"}, limit_by="type", **CLOCK), [asked(6, "10:00", "10:30", type="complaint")] * 3
    )
    assert "left out: 3 of cases (no limit for its type)" in str(result)


def test_an_exclusion_that_nobody_fed_is_told():
    """Nothing is excluded, and the figure says why."""
    statement = evaluated(
        sk.Uptime("cases", start="asked", end="replied"),
        [asked(6, "10:00", "11:00")],
        exclusions=[sk.Exclusion("work", applies_to="cases")],
    )
    assert statement.line("O").measure.workings.endswith("; work never fed, so nothing is excluded")


def test_lateness_is_not_final_while_a_clock_runs():
    """Two hours late when the week ends, eleven days later far more: met for now, and never called final or certain."""
    rows = [asked(11, "20:00", None)]
    metric = Lateness("cases", "1 hour", **CLOCK)
    first = line(metric, rows, "at most 10 hours", as_of="2026-01-12T02:00Z").verdict
    assert (first.outcome, first.final, first.certain) == (sk.Outcome.MET, False, False)
    assert line(metric, rows, "at most 10 hours", as_of="2026-01-15T02:00Z").outcome is sk.Outcome.MISSED


def test_a_forgiven_clock_is_good_however_it_ends():
    """Asked on the excluded Tuesday and answered much later: good at once, and good once it is answered."""
    rows = [asked(6, "10:00", "11 10:00"), asked(8, "01:00", "8 09:00")]
    metric = sk.Within("cases", "1 hour", **CLOCK)
    exclusions = [sk.Exclusion("strike", applies_to="cases", mode="forgive")]
    for as_of in ("2026-01-10T00:00Z", "2026-01-20T00:00Z"):
        statement = evaluated(metric, rows, as_of=as_of, exclusions=exclusions, strike=HOLIDAY)
        assert statement.line("O").measure.value == Fraction(1, 2)
        account = next(one for one in statement.accounts if one.stream == "cases")
        assert (account.read, account.counted, account.excluded) == (2, 2, {})


@pytest.mark.parametrize("metric", ["on time", "approved"])
def test_what_is_forgiven_is_good_with_conditions_too(metric):
    """Late and bad, in time and bad, in time and well: all three of the excluded Tuesday count as good, a bad one of Thursday does not."""
    rows = [
        {"asked": at(f"{day} 09:00"), "due": at(f"{day} 10:00"), "replied": at(f"{day} {done}"), "q": q}
        for day, done, q in ((6, "11:00", "bad"), (6, "09:30", "bad"), (6, "09:30", "ok"), (8, "09:30", "bad"))
    ]
    made = {
        "on time": sk.OnTime("cases", due="due", done="replied", good={"q": "ok"}),
        "approved": sk.Approved("cases", "1 hour", good={"q": "ok"}, **CLOCK),
    }[metric]
    statement = evaluated(made, rows, exclusions=[sk.Exclusion("strike", applies_to="cases", mode="forgive")], strike=HOLIDAY)
    assert statement.line("O").measure.value == Fraction(3, 4)


def test_holds_that_begin_together_are_united():
    """09:00 to 10:00 and 09:00 to 11:00 are two hours on hold, of four from 08:00."""
    holds = [{"id": 1, "start": at("6 09:00"), "end": at(f"6 {end}")} for end in ("10:00", "11:00")]
    metric = sk.Elapsed("cases", key="id", paused_by="holds", **CLOCK)
    assert line(metric, [asked(6, "08:00", "12:00", id=1)], "at most 9 hours", holds=holds).measure.quantity == sk.quantity("2 hours")


def test_a_clock_that_never_opens_is_refused():
    """It would count everything as in time."""
    shut = DESK - sk.Weekly({"mon-sun": "00:00-24:00"}, tz="UTC")
    for made in (lambda: sk.Within("cases", "1 hour", clock=shut, **CLOCK), lambda: sk.Count("cases").during(shut)):
        with pytest.raises(sk.errors.ContractError, match=r"never opens; write "):
            made()


def test_a_limit_beyond_all_time_is_no_limit():
    """A record that allows ten to the eighteenth minutes is a data problem, and the deadlines of the others are told."""
    rows = [asked(6, "10:00", None, target=target) for target in (10**18, 60)]
    agreed = week(sk.Within("cases", allowed="target", **CLOCK))
    monitor = sk.Monitor(agreed)
    monitor.feed("cases", rows)
    assert [deadline.due for deadline in monitor.deadlines(as_of=at("6 10:30"))] == [datetime(2026, 1, 6, 11, tzinfo=UTC)]
