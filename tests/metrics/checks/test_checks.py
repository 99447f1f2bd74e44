"""What checks say by their number and by the time between them, worked out by hand, and by brute force (M6, M7).

Most periods are one hour from 00:00; times are minutes, and a check is good (1), bad (0) or says nothing (-1).
"""

import re
from datetime import timedelta
from fractions import Fraction
from itertools import groupby

import pytest
from hypothesis import given, strategies as st

import slakit as sk
from slakit.calendars.weekly import Weekly
from slakit.errors import ContractError
from slakit.metrics.checks.checks import Checks
from slakit.metrics.checks.debounce import in_runs
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.period_context import Excluded, PeriodContext
from slakit.metrics.tallies.samples import Samples
from slakit.timeline import packed
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

MINUTE = 60_000_000
HOUR = Span(0, 60 * MINUTE)


@pytest.fixture(autouse=True, scope="module", params=["lists", "arrays"])
def few_and_many(request):
    """Every figure is the same where checks are so many that they are worked out on arrays."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "arrays":
            pytest.importorskip("numpy")
            patch.setattr(packed, "MANY", 1)
        yield


def samples(*checks):
    return Samples((at * MINUTE, worth) for at, worth in checks)


def excluded(worth, *pairs):
    return Excluded(Spans([Span(start * MINUTE, end * MINUTE) for start, end in pairs]), worth)


def metric(**settings):
    return Checks("probes", ok={"up": True}, **settings)


def measured(checks, *, before=None, out=(), as_of=60, **settings):
    tallies = [samples(*checks)] if before is None else [samples(*checks), samples(*before)]
    return metric(**settings).measure(tallies, PeriodContext(HOUR, as_of * MINUTE, excluded=tuple(out)))


def values(checks, setting, *words, **settings):
    return [measured(checks, **{setting: word}, **settings).value for word in words]


ALL = ("drop", "good", "bad", "hold")


def test_share_by_number():
    """Three of four are good; the failed one is a breach; nothing can still change."""
    measure = measured([(0, 1), (10, 1), (20, 0), (30, 1)])
    assert (measure.value, measure.sample, measure.breaches, measure.part, measure.whole) == (Fraction(3, 4), 4, 1, 3, 4)
    assert (measure.low, measure.high, measure.foresees) == (Fraction(3, 4), Fraction(3, 4), False)
    assert measure.workings == "3 of 4 checks good; 1 failed; 100 % observed"
    assert [part.at // MINUTE for part in measure.evidence] == [20]


def test_what_an_unknown_check_counts_as():
    """Good, unknown, bad, unknown: 1 of 2 without them; 3 of 4, 1 of 4; held, the first is good and the second bad: 2 of 4."""
    checks = [(0, 1), (10, -1), (20, 0), (30, -1)]
    assert values(checks, "unknown", *ALL) == [Fraction(1, 2), Fraction(3, 4), Fraction(1, 4), Fraction(1, 2)]
    measure = measured(checks)
    assert (measure.sample, measure.whole) == (2, 2)
    assert measure.workings == "1 of 2 checks good; 1 failed; 2 unknown; 50 % observed"


def test_what_a_missed_check_counts_as():
    """Every 10 minutes are six an hour. Those of :20 and :50 are missing; :40 failed. 3 of 4; with the two good 5 of 6, bad 3 of 6;
    held, :20 is good as :10 was, and :50 bad as :40 was: 4 of 6.
    """
    checks = [(0, 1), (10, 1), (30, 1), (40, 0)]
    result = values(checks, "unknown", *ALL, every="10 min")
    assert result == [Fraction(3, 4), Fraction(5, 6), Fraction(3, 6), Fraction(4, 6)]
    assert measured(checks, every="10 min").workings == "3 of 4 checks good; 1 failed; 2 missed; 66.666667 % observed"
    bad = measured(checks, every="10 min", unknown="bad")
    assert (bad.sample, bad.breaches, bad.whole) == (4, 3, 6)


@pytest.mark.parametrize(("gap", "missed"), [(10, 0), (14, 0), (15, 1), (24, 1), (25, 2), (30, 2)])
def test_a_check_is_missed_once_it_is_half_overdue(gap, missed):
    """Due after 10 minutes: 5 late it is missed, and the next from 25 on. All that follow come in time."""
    checks = [(0, 1), *((at, 1) for at in range(gap, 60, 10))]
    assert measured(checks, every="10 min", unknown="bad").breaches == missed


def test_missed_before_the_first():
    """A first check at :25 leaves room for two before it, at :05 and :15; no check at all is six."""
    assert measured([(25, 1), (35, 1), (45, 1), (55, 1)], every="10 min", unknown="bad").value == Fraction(4, 6)
    nothing = measured([], every="10 min", unknown="bad")
    assert (nothing.value, nothing.sample, nothing.whole) == (0, 0, 6)
    assert measured([], every="7 min", unknown="bad").whole == 9  # 0, 7, ... 56


def test_the_rhythm_goes_on_from_the_period_before():
    """After a check at 23:55 one is due at :05 and every 10 minutes on; the first to come is :25, so that :05 and :15 are missing."""
    measure = measured([(-5, 1), (25, 1), (35, 1), (45, 1), (55, 1)], every="10 min", unknown="bad")
    assert (measure.value, measure.sample) == (Fraction(4, 6), 4)


def test_checks_are_due_in_hours_only():
    """Records are those of 00:00 to 00:30; of the ones due there, :20 is missing. What is due later is not expected."""
    hours = Weekly({"mon-sun": "00:00-00:30"}, tz="UTC")
    assert measured([(0, 1), (10, 1)], every="10 min", unknown="bad", during=hours).value == Fraction(2, 3)


def test_nothing_is_no_data():
    """No checks, or none that says anything, is no figure; time without a check is none either (M3)."""
    assert [measured([]).reason, measured([], every="5 min").reason, measured([(0, -1)]).reason] == [
        "no checks",
        "no checks",
        "no check says how it was",
    ]
    assert (measured([], count="time").value, measured([], count="time").reason) == (None, "no checks")
    assert measured([(0, -1)], count="time").reason == "no check says how it was"
    assert values([], "unknown", *ALL, count="time") == [None, 1, 0, None]


RUN = [(0, 0), (10, 0), (20, 1), (30, 0), (40, 0), (50, 0)]


def test_failures_in_a_row_by_number():
    """Two, then three failures. From three in a row on, the two do not count: 3 of 6 good; confirmed, only the third of them fails."""
    assert measured(RUN).value == Fraction(1, 6)
    assert measured(RUN, in_a_row=3).value == Fraction(3, 6)
    assert measured(RUN, in_a_row=3, down_from="confirmed").value == Fraction(5, 6)
    assert measured(RUN, in_a_row=4).value == 1


def test_failures_in_a_row_by_time():
    """The failures of :30, :40 and :50 hold to the end: 30 minutes down of 60; confirmed, from :50 on, 10 minutes."""
    assert measured(RUN, count="time", in_a_row=3).value == Fraction(30, 60)
    assert measured(RUN, count="time", in_a_row=3, down_from="confirmed").value == Fraction(50, 60)
    assert measured(RUN, count="time", in_a_row=2).value == Fraction(10, 60)


def test_an_unknown_check_in_a_run():
    """Bad, unknown, bad: by itself it neither breaks a run of two nor lengthens it; as a good one it breaks it, as a bad one, or held,
    it makes three.
    """
    checks = [(0, 0), (10, -1), (20, 0)]
    assert values(checks, "unknown", *ALL, in_a_row=2) == [0, 1, 0, 0]
    assert values(checks, "unknown", *ALL, in_a_row=3) == [1, 1, 0, 0]


def test_a_run_over_the_edge_of_a_period():
    """Bad since 23:50 and at :00, good at :10: of three in a row, with 23:40, ten minutes of the hour are down. A run that has two at
    the end of the hour does not count in it, whatever comes after.
    """
    measure = measured([(-20, 0), (-10, 0), (0, 0), (10, 1), (40, 0), (50, 0)], count="time", in_a_row=3)
    assert (measure.value, measure.sample, measure.low, measure.high) == (Fraction(50, 60), 4, Fraction(50, 60), Fraction(50, 60))
    assert metric(in_a_row=3).parts()[0].value.lead == "run"


def test_probes_at_one_instant():
    """Two places at :00 and :30, one of which fails once: 3 of 4 by number; by time the worst counts, 30 of 60 minutes. An unknown one
    beside a good one says nothing.
    """
    checks = [(0, 1), (0, 1), (30, 0), (30, 1)]
    assert measured(checks).value == Fraction(3, 4)
    assert measured(checks, count="time").value == Fraction(1, 2)
    assert measured([(0, -1), (0, 1)], count="time").value == 1
    assert measured([(0, 0), (0, 0), (0, 0), (30, 1)], in_a_row=3).value == 1  # one instant is one in a row


def test_time_held_until_the_next():
    """Good from :00, bad from :20, good from :30: 50 of 60 minutes, and the ten are the evidence."""
    measure = measured([(0, 1), (20, 0), (30, 1)], count="time")
    assert (measure.value, measure.breaches, measure.sample) == (Fraction(50, 60), 1, 3)
    (worst,) = measure.evidence
    assert (worst.at, worst.until, worst.figure, worst.unit) == (20 * MINUTE, 30 * MINUTE, 10 * MINUTE, "us")
    assert measure.workings == "50 min up of 60 min; 10 min down in 1 stretch; 100 % observed"


def test_the_longest_stretches_are_evidence():
    """Six stretches of 1, 2, 3, 1, 2 and 3 minutes: the five longest, of equals the earlier first; joined ones are one."""
    checks = [(0, 1), (1, 0), (2, 1), (10, 0), (11, 0), (12, 1), (20, 0), (23, 1), (30, 0), (31, 1), (40, 0), (42, 1), (50, 0), (53, 1)]
    measure = measured(checks, count="time")
    assert [part.at // MINUTE for part in measure.evidence] == [20, 50, 10, 40, 1]
    assert (measure.breaches, measure.value) == (6, Fraction(48, 60))


def test_the_largest_gap():
    """Held over 15 minutes at most: 0-15 good, 15-20 unknown, 20-30 bad, 30-45 good, 45-60 unknown. 30 of 40 minutes; the 20 unknown
    ones good 50 of 60, bad 30 of 60, held 50 of 60; observed are 40 of 60.
    """
    checks = [(0, 1), (20, 0), (30, 1)]
    assert values(checks, "unknown", *ALL, count="time", gap="15 min") == [
        Fraction(30, 40),
        Fraction(50, 60),
        Fraction(30, 60),
        Fraction(50, 60),
    ]
    assert measured(checks, count="time", gap="15 min").workings.endswith("66.666667 % observed")
    assert measured(checks, count="time", every="15 min").value == Fraction(30, 40)  # the cadence is the gap
    assert measured(checks, count="time", every="5 min", gap="15 min").value == Fraction(30, 40)


def test_an_unknown_check_ends_what_was_held():
    """Good, unknown from :20, bad from :30: 20 of 50 minutes; the ten unknown ones good 30 of 60, bad 20 of 60, held 30 of 60."""
    checks = [(0, 1), (20, -1), (30, 0)]
    assert values(checks, "unknown", *ALL, count="time") == [Fraction(20, 50), Fraction(30, 60), Fraction(20, 60), Fraction(30, 60)]


def test_what_held_before_the_period():
    """Bad since 23:50, good from :20: 40 of 60 minutes; without that check, 40 of the 40 that are known."""
    assert measured([(-10, 0), (20, 1)], count="time").value == Fraction(40, 60)
    assert measured([(20, 1)], count="time").value == 1
    assert metric(count="time").parts()[0].value.lead == "last"
    assert metric().parts()[0].value.lead == ""


def test_what_held_before_anything_is_told():
    """Good from :20; before it, bad by the contract, so 40 of 60; and without any check, all of it is as the contract says."""
    assert measured([(20, 1)], count="time", initial="bad").value == Fraction(40, 60)
    assert [measured([], count="time", initial=word).value for word in ("good", "bad", "unknown")] == [1, 0, None]
    assert measured([], count="time", initial="bad").workings.endswith("; 0 % observed")


def test_a_log_of_changes():
    """At :20 to bad from good, at :40 to good from bad: 40 of 60 minutes, all of them told."""
    measure = measured([(20, 0), (40, 1)], before=[(20, 1), (40, 0)], count="time", previous="was")
    assert (measure.value, measure.workings[-14:]) == (Fraction(40, 60), "100 % observed")


def test_a_change_from_what_was_not_said():
    """At :20 to bad, at :40 to good, but from good: the earlier change stands until the later one, 20 of 60 bad, and that is told (M11)."""
    changes = {"before": [(20, 1), (40, 1)], "count": "time", "previous": "was"}
    assert values([(20, 0), (40, 1)], "unknown", *ALL, **changes) == [Fraction(40, 60)] * 4
    workings = measured([(20, 0), (40, 1)], **changes).workings
    assert "; 1 change names another previous state than the change before, which stands until then (first at " in workings


def test_a_previous_state_that_is_unknown():
    """It speaks: what was between is unknown, :20 to :40; and what a change to unknown left is not known by the next one."""
    changes = {"count": "time", "previous": "was"}
    result = values([(20, 0), (40, 1)], "unknown", *ALL, before=[(20, 1), (40, -1)], **changes)
    assert result == [1, 1, Fraction(40, 60), Fraction(40, 60)]
    assert measured([(20, -1), (40, 1)], before=[(20, 1), (40, 0)], **changes).value == 1
    assert "another previous state" not in measured([(20, 0), (40, 1)], before=[(20, 1), (40, -1)], **changes).workings


def at(seconds):
    return f"2026-03-01T00:{seconds // 60:02}:{seconds % 60:02}Z"


@pytest.mark.parametrize("inside", ["alone", "grouped", "compound"])
def test_a_change_log_that_contradicts_itself(inside):
    """Window 2000 to 3000 s, 1700 down (before: unknown), 2300 up (before: up): 70 %, told in the workings and as a problem (M11)."""
    metric = sk.Checks("changes", ok={"state": "up"}, unknowns={"state": "unknown"}, count="time", previous="before")
    if inside != "alone":
        metric = metric.by("host") if inside == "grouped" else sk.worst(metric, metric.where(host="a"))
    agreement = sk.Agreement(
        "Service", provider="P", customer="C", term=(at(2000), at(3000)), timezone="UTC", window="whole term",
        objectives=[sk.Objective("Up", metric, "at least 99 %")],
    )  # fmt: skip
    rows = [
        {"host": "a", "at": at(1700), "state": "down", "before": "unknown"},
        {"host": "a", "at": at(2300), "state": "up", "before": "up"},
    ]
    for records in (rows, rows[::-1]):
        statement = sk.evaluate(agreement, {"changes": records})
        (line,) = statement.lines
        assert (line.measure.value, str(line.outcome).endswith("missed")) == (Fraction(7, 10), True)
        assert "1 change names another previous state" in line.measure.workings
        (problem,) = statement.problems
        assert (problem.stream, problem.objective, problem.count) == ("changes", "Up", 1)
        assert problem.kind == "another previous state than that of the change before, which stands until then"
        assert problem.examples[0].endswith("2026-03-01T00:38:20+00:00")
    rows[1]["before"] = "down"
    assert sk.evaluate(agreement, {"changes": rows}).problems == ()


def test_the_readings_of_a_log_of_changes():
    """The state before is read by the same conditions from the field that holds it, of the rows that tell one."""
    now, before = Checks("log", ok={"state": 0}, unknowns={"state": 99}, count="time", previous="was").parts()
    assert (now.value.inner.good.fields, now.value.inner.unknown.fields, now.value.lead) == (("state",), ("state",), "last")
    assert (before.value.inner.good.fields, before.value.inner.unknown.fields, before.value.lead) == (("was",), ("was",), "")
    assert not before.where.conditions[0].holds(None)
    assert before.where.conditions[0].holds(0)


def test_time_by_a_clock():
    """Only :00 to :30 counts: good to :20, bad after it: 20 of 30 minutes; `during` asks for the same."""
    hours = Weekly({"mon-sun": "00:00-00:30"}, tz="UTC")
    assert measured([(0, 1), (20, 0)], count="time", clock=hours).value == Fraction(20, 30)
    assert measured([(0, 1), (20, 0)], count="time", during=hours).value == Fraction(20, 30)
    never = Weekly({"mon-sun": "02:00-03:00"}, tz="UTC")
    assert measured([(0, 1)], count="time", clock=never).reason == "no time counts in the period"


def test_excluded_checks():
    """Good, bad, bad, good; :10 to :20 is excluded: dropped 2 of 3, forgiven 3 of 4, at a half 2.5 of 4."""
    checks = [(0, 1), (10, 0), (20, 0), (30, 1)]
    results = [measured(checks, out=[excluded(worth, (10, 20))]) for worth in (None, Fraction(1), Fraction(1, 2))]
    assert [part.value for part in results] == [Fraction(2, 3), Fraction(3, 4), Fraction(5, 8)]
    assert [part.breaches for part in results] == [1, 1, 2]
    assert [[part.at // MINUTE for part in one.evidence] for one in results] == [[20], [20], [10, 20]]
    assert results[0].workings.endswith("; 10 min left out")


def test_excluded_missed_checks():
    """One check at :00 of six; from :20 to :40 two of the missing five are dropped: 1 of 4; forgiven: 3 of 6."""
    settings = {"every": "10 min", "unknown": "bad"}
    assert measured([(0, 1)], out=[excluded(None, (20, 40))], **settings).value == Fraction(1, 4)
    assert measured([(0, 1)], out=[excluded(Fraction(1), (20, 40))], **settings).value == Fraction(3, 6)


def test_excluded_time():
    """Bad from :20 to :40; :30 to :50 is excluded: dropped 30 of 40 minutes, forgiven 50 of 60, at a half 45 of 60."""
    checks = [(0, 1), (20, 0), (40, 1)]
    results = [measured(checks, count="time", out=[excluded(worth, (30, 50))]) for worth in (None, Fraction(1), Fraction(1, 2))]
    assert [part.value for part in results] == [Fraction(30, 40), Fraction(50, 60), Fraction(45, 60)]
    assert [(part.at // MINUTE, part.until // MINUTE) for one in results for part in one.evidence] == [(20, 30), (20, 30), (20, 40)]


def test_excluded_time_makes_no_more_breaches():
    """Bad from :10 to :40 and from :50; :20 to :30 and all from :45 are excluded: one breach of 20 minutes of 35."""
    checks = [(0, 1), (10, 0), (40, 1), (50, 0)]
    measure = measured(checks, count="time", out=[excluded(None, (20, 30), (45, 60))])
    assert (measure.value, measure.breaches) == (Fraction(15, 35), 1)
    assert "20 min down in 1 stretch;" in measure.workings
    assert measured(checks, count="time", out=[excluded(Fraction(1), (20, 30))]).breaches == 2


def test_exclusions_that_overlap():
    """Bad all the hour; forgiven :00 to :30, half of :20 to :50, dropped :00 to :10: (20 + 10) of 50 minutes, none of them twice."""
    out = [excluded(Fraction(1), (0, 30)), excluded(Fraction(1, 2), (20, 50)), excluded(None, (0, 10))]
    assert measured([(0, 0)], count="time", out=out).value == Fraction(30, 50)


def test_what_is_excluded_breaks_a_run():
    """Three failures in a row, the second in maintenance: there are never three; a half-forgiven one still counts in the run."""
    checks = [(0, 0), (10, 0), (20, 0), (30, 1)]
    for worth in (None, Fraction(1)):
        assert measured(checks, in_a_row=3, out=[excluded(worth, (10, 15))]).value == 1
        assert measured(checks, in_a_row=3, count="time", out=[excluded(worth, (10, 15))]).value == 1
    assert measured(checks, in_a_row=3, out=[excluded(Fraction(1, 2), (10, 15))]).value == Fraction(3, 8)


def test_time_of_a_period_that_is_not_over():
    """At :40, 30 of 40 minutes are good; the rest may go either way: from 30 to 50 of 60."""
    measure = measured([(0, 1), (20, 0), (30, 1)], count="time", as_of=40)
    assert (measure.value, measure.low, measure.high, measure.foresees) == (Fraction(30, 40), Fraction(30, 60), Fraction(50, 60), True)
    nothing = measured([], count="time", as_of=40)
    assert (nothing.value, nothing.low, nothing.high) == (None, 0, 1)


def test_a_run_that_may_yet_count():
    """At :40 two failures since :20 have not made three: 40 of 40 minutes, but down to 20 of 60 if they do; by number 3 of 3, or 1."""
    checks = [(0, 1), (20, 0), (30, 0)]
    measure = measured(checks, count="time", in_a_row=3, as_of=40)
    assert (measure.value, measure.low, measure.high) == (1, Fraction(20, 60), 1)
    counted = measured(checks, in_a_row=3, as_of=40)
    assert (counted.value, counted.low, counted.high, counted.foresees) == (1, Fraction(1, 3), 1, False)


def test_a_change_that_may_yet_be_doubted():
    """Good since :20, so they say; as of :40 the next row may say otherwise: from 20 (told at :20) to 60 of 60 minutes."""
    measure = measured([(20, 1)], before=[(20, 1)], count="time", previous="was", as_of=40)
    assert (measure.value, measure.low, measure.high) == (1, Fraction(20, 60), 1)


def test_what_comes_after_the_instant_is_not_known():
    """As of :25 the failure of :30 has not happened."""
    assert measured([(0, 1), (30, 0)], as_of=25).value == 1
    assert measured([(0, 1), (30, 0)], count="time", as_of=25).value == 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"ok": {}}, "ok={} names no condition; write ok={'up': True}"),
        ({"count": "hours"}, "count='hours' is not one of its words"),
        ({"unknown": "skip"}, "unknown='skip' is not one of its words"),
        ({"in_a_row": 0}, "in_a_row=0 is not a whole number from 1 on; write in_a_row=3"),
        ({"every": "0 min"}, "'0 min' is not a length of time above zero; write '5 min'"),
        ({"every": "1 month"}, "'1 month' is not a quantity: 'month' is not a duration"),
        ({"gap": "10 min"}, "gap= only applies with count='time'; write count='time' too"),
        ({"previous": "was"}, "previous= only applies with count='time'; write count='time' too"),
        ({"previous": "was", "count": "time", "every": "5 min"}, "previous= is of a log of changes, which has no rhythm; leave out every="),
        ({"previous": "was", "count": "time", "unknowns": {"seen": False}}, "can stand for one field, not for seen and up"),
    ],
)
def test_settings_that_do_not_fit(settings, message):
    """Each is refused, with what to write instead."""
    with pytest.raises(ContractError, match=re.escape(message)):
        Checks("probes", **({"ok": {"up": True}} | settings))


def test_a_repr_is_how_it_is_written():
    """What is shown reads back to the same metric."""
    for one in (
        metric(every="5 min", in_a_row=3, down_from="confirmed", unknown="hold", unknowns={"up": [None, "?"]}),
        metric(count="time", gap="1 h 30 min", initial="good").by("probe").where(kind="http"),
        Checks("log", ok={"state": 0}, count="time", previous="was"),
    ):
        assert eval(repr(one)) == one


def test_in_runs_by_hand():
    """Runs of one, two with an unknown between, and three at the end, of which the first two are made good when it is confirmed."""
    assert in_runs([0, 1, 0, -1, 0, 1, 0, 0, 0], 3) == ([1, 1, 1, -1, 1, 1, 0, 0, 0], 9)
    assert in_runs([0, 1, 0, -1, 0, 1, 0, 0, 0], 2) == ([1, 1, 0, -1, 0, 1, 0, 0, 0], 9)
    assert in_runs([1, 0, 0, 0], 3, confirmed=True) == ([1, 1, 1, 0], 4)
    assert in_runs([1, 0, -1], 2) == ([1, 1, -1], 1)


def day(text, unknown, **settings):
    """The measure of a day of checks every 5 minutes, "-" one that never came, "?" one that says it does not know; "U" up and "F" not."""
    rows = [
        {"at": sk.Span("2026-01-01T00:00Z", "2026-01-02T00:00Z").start + timedelta(minutes=5 * at), "up": c} for at, c in enumerate(text)
    ]
    probes = Checks("p", ok={"up": "U"}, every="5 min", in_a_row=3, unknowns={"up": "?"}, unknown=unknown, **settings)
    agreement = sk.Agreement(
        "Probes",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-01-02"),
        timezone="UTC",
        window="daily",
        objectives=[sk.Objective("up", probes, "at least 99 %")],
    )
    return sk.evaluate(agreement, {"p": [row for row in rows if row["up"] != "-"]}, as_of="2026-01-02T00:00Z").line("up").measure


@pytest.mark.parametrize(
    ("text", "unknown", "good", "whole"),
    [
        # one failure, one that is unknown, two failures: left out, three in a row; good, one and two; bad or held, four in a row
        ("UF?FFU", "drop", 284, 287),
        ("UF?FFU", "good", 288, 288),
        ("UF?FFU", "bad", 284, 288),
        ("UF?FFU", "hold", 284, 288),
        # by itself each failure is too few; with a bad or held one between them they are three
        ("UF?FU", "drop", 287, 287),
        ("UF?FU", "good", 288, 288),
        ("UF?FU", "bad", 285, 288),
        ("UF?FU", "hold", 285, 288),
        # two bad ones alone are too few, three are not; held, they are good as the one before them was
        ("U??U", "bad", 288, 288),
        ("U???U", "bad", 285, 288),
        ("U???U", "hold", 288, 288),
        ("UF????????U", "bad", 279, 288),
    ],
)
@pytest.mark.parametrize("count", ["checks", "time"])
def test_a_missed_check_in_a_run_is_an_unknown_one(text, unknown, good, whole, count):
    """Whether a check never came or says that it does not know, a run of three is the same, by number and by time (M7)."""
    every = text + "U" * (288 - len(text))
    for written in (every, every.replace("?", "-")):
        measure = day(written, unknown, count=count)
        assert measure.value == Fraction(good, whole)


def test_what_breaks_a_run_of_missed_checks():
    """Of five missed from :10 to :50 that are bad, :30 is excluded: two and two, never three. Where :30 and :40 are half excused, it is a
    run of five, of which these cost half; confirmed, the first two of five are good. Closed hours break nothing: :10 and :20 before 00:25,
    and :50 after 00:45, are three in a row.
    """
    settings = {"every": "10 min", "unknown": "bad", "in_a_row": 3}
    assert measured([(0, 1)], **settings).value == Fraction(1, 6)
    assert measured([(0, 1)], out=[excluded(None, (30, 31))], **settings).value == 1
    assert measured([(0, 1)], count="time", out=[excluded(None, (30, 31))], **settings).value == 1
    assert measured([(0, 1)], out=[excluded(Fraction(1, 2), (30, 41))], **settings).value == Fraction(2, 6)
    confirmed = settings | {"down_from": "confirmed"}
    assert measured([(0, 1)], **confirmed).value == Fraction(3, 6)
    assert measured([(0, 1)], count="time", **confirmed).value == Fraction(30, 60)
    hours = Weekly({"mon-sun": ["00:00-00:25", "00:45-01:00"]}, tz="UTC")
    assert measured([(0, 1)], during=hours, **settings).value == Fraction(1, 4)


def test_a_missed_check_that_is_held_over():
    """Bad at :00 and, held over 20 minutes, at :20: that of :10 is not missed, so that two bad ones are no run of three."""
    settings = {"count": "time", "every": "10 min", "unknown": "bad", "in_a_row": 3}
    checks = [(0, 0), (20, 0), (30, 1), (40, 1), (50, 1)]
    assert measured(checks, gap="20 min", **settings).value == 1
    assert measured(checks, **settings).value == Fraction(30, 60)


def test_a_silence_is_no_work():
    """A year without the checks of each second after the first: 31,535,999 bad ones of 31,536,000, told at once."""
    year = Span(0, 31_536_000_000_000)
    one = metric(every="1 s", unknown="bad", in_a_row=3)
    assert one.measure([Samples([(0, 1)])], PeriodContext(year, year.last)).value == Fraction(1, 31_536_000)


LAST = 20
STATE = st.sampled_from([1, 0, -1])
CHECKS = st.lists(st.tuples(st.integers(-6, LAST - 1), STATE), max_size=12)
OUT = st.lists(
    st.tuples(st.integers(-2, LAST), st.integers(1, 6), st.sampled_from([None, Fraction(1), Fraction(1, 2), Fraction(1, 4)])), max_size=3
)


def ease(out, at):
    """ "out" where an instant is dropped, otherwise what something bad is worth there."""
    worths = [worth for start, length, worth in out if start <= at < start + length]
    return "out" if None in worths else max(worths, default=Fraction(0))


def known_states(checks, out, *, unknown, in_a_row, confirmed, initial, **_):
    """The state that counts at each instant with a check, by way of one letter a check and a search for runs of letters."""
    by_instant = {at: {worth for _, worth in group} for at, group in groupby(sorted(checks), key=lambda pair: pair[0])}
    stands = {"good": 1, "bad": 0}.get(unknown, -1)

    def worst(states):
        return 0 if 0 in states else 1 if 1 in states else -1

    instants, letters, last = sorted(by_instant), [], initial
    for at in instants:
        state = worst({stands if worth == -1 else worth for worth in by_instant[at]})
        state = last if state == -1 and unknown == "hold" else state
        last = last if state == -1 else state
        letters.append("gbu"[[1, 0, -1].index(state)])
    if in_a_row > 1:
        excused = [letter == "b" and ease(out, at) in ("out", 1) for letter, at in zip(letters, instants, strict=True)]
        masked = "".join("g" if one else letter for one, letter in zip(excused, letters, strict=True))
        letters = list(masked)
        for run in re.finditer("b[bu]*", masked):
            indexes = [index for index in range(*run.span()) if masked[index] == "b"]
            for nth, index in enumerate(indexes, start=1):
                if len(indexes) < in_a_row or (confirmed and nth < in_a_row):
                    letters[index] = "g"
    return {at: {"g": 1, "b": 0, "u": -1}[letter] for at, letter in zip(instants, letters, strict=True)}


def brute_force(checks, out, *, unknown, gap, initial, seen, **rules):
    """Microsecond by microsecond: (good time with what is forgiven, time that counts)."""
    states = known_states(checks, out, unknown=unknown, initial=initial, **rules)
    stands = {"good": 1, "bad": 0}.get(unknown, -1)
    up, whole = Fraction(0), 0
    for t in range(seen):
        latest = max((at for at in states if at <= t), default=None)
        if latest is None:
            state = stands if initial == -1 else initial
        elif gap is None or t < latest + gap:
            state = states[latest]
        else:
            state = states[latest] if unknown == "hold" else stands
        if state == -1 or ease(out, t) == "out":
            continue
        whole += 1
        up += 1 if state == 1 else ease(out, t)
    return up, whole


@given(
    checks=CHECKS,
    out=OUT,
    unknown=st.sampled_from(ALL),
    gap=st.sampled_from([None, 1, 2, 5]),
    in_a_row=st.integers(1, 4),
    confirmed=st.booleans(),
    initial=st.sampled_from(["unknown", "good", "bad"]),
    seen=st.integers(1, LAST),
)
def test_time_against_brute_force(checks, out, unknown, gap, in_a_row, confirmed, initial, seen):
    """Every setting of time gives what counting each microsecond gives, and the figure lies between its bounds."""
    past = [(at, worth) for at, worth in checks if at <= seen]
    given_initial = {"unknown": -1, "good": 1, "bad": 0}[initial]
    rules = {"unknown": unknown, "gap": gap, "in_a_row": in_a_row, "confirmed": confirmed, "initial": given_initial}
    up, whole = brute_force(past, out, seen=seen, **rules)
    one = metric(
        count="time",
        gap=None if gap is None else f"{gap} us",
        in_a_row=in_a_row,
        down_from="confirmed" if confirmed else "first",
        unknown=unknown,
        initial=initial,
    )
    leave = tuple(Excluded(Spans([Span(start, start + length)]), worth) for start, length, worth in out)
    measure = one.measure([Samples(checks)], PeriodContext(Span(0, LAST), seen, excluded=leave))
    assert (measure.part or 0, measure.whole or 0) == (up, whole)
    assert measure.value == (up / whole if whole else None)
    if measure.value is not None:
        assert measure.low <= measure.value <= measure.high


@given(checks=CHECKS, out=OUT, unknown=st.sampled_from(ALL), in_a_row=st.integers(1, 4), confirmed=st.booleans())
def test_number_against_brute_force(checks, out, unknown, in_a_row, confirmed):
    """Every setting of the number of checks gives what looking at each of them gives."""
    states = known_states(checks, out, unknown=unknown, in_a_row=in_a_row, confirmed=confirmed, initial=-1)
    good, whole = Fraction(0), 0
    for at, worth in checks:
        if at < 0 or ease(out, at) == "out":
            continue
        own = {"good": 1, "bad": 0, "hold": states[at], "drop": -1}[unknown] if worth == -1 else worth
        state = states[at] if own == 0 else own
        whole += state != -1
        good += 0 if state == -1 else 1 if state == 1 else ease(out, at)
    one = metric(in_a_row=in_a_row, down_from="confirmed" if confirmed else "first", unknown=unknown)
    leave = tuple(Excluded(Spans([Span(start, start + length)]), worth) for start, length, worth in out)
    measure = one.measure([Samples(checks)], PeriodContext(Span(0, LAST), LAST, excluded=leave))
    assert (measure.part or 0, measure.whole or 0) == (good, whole)


@given(
    letters=st.text("UF?", min_size=1, max_size=24),
    lead=st.integers(0, 6),
    out=OUT,
    unknown=st.sampled_from(ALL),
    in_a_row=st.integers(1, 4),
    confirmed=st.booleans(),
    count=st.sampled_from(["checks", "time"]),
)
def test_a_series_with_holes_is_one_with_unknown_checks(letters, lead, out, unknown, in_a_row, confirmed, count):
    """Whether regular checks are missing or unknown, the figure is the same; what was before the period begins with one that came (M7)."""
    letters = "U" + letters[1:] if lead else letters
    checks = [(2 * (at - lead), {"U": 1, "F": 0, "?": -1}[letter]) for at, letter in enumerate(letters)]
    end = max(2, checks[-1][0] + 2)
    down_from = "confirmed" if confirmed else "first"
    one = metric(count=count, every="2 us", in_a_row=in_a_row, down_from=down_from, unknown=unknown)
    leave = tuple(Excluded(Spans([Span(start, start + length)]), worth) for start, length, worth in out)
    context = PeriodContext(Span(0, end), end, excluded=leave)
    complete, holes = (one.measure([Samples(pairs)], context) for pairs in (checks, [pair for pair in checks if pair[1] != -1]))
    assert (holes.value, holes.part, holes.breaches) == (complete.value, complete.part, complete.breaches)
    if complete.value is not None and holes.observed is not None:
        assert holes.observed == complete.observed


@given(
    checks=CHECKS, later=CHECKS, unknown=st.sampled_from(ALL), in_a_row=st.integers(1, 3), every=st.integers(2, 4), seen=st.integers(1, 19)
)
def test_the_end_of_a_rhythm_lies_between_the_bounds(checks, later, unknown, in_a_row, every, seen):
    """The same where checks are due, and what is overdue may still come late, or be missed and make a run, or be too few for one."""
    one = metric(count="time", every=f"{every} us", in_a_row=in_a_row, unknown=unknown)
    before = [(at, worth) for at, worth in checks if at <= seen]
    after = [(at, worth) for at, worth in later if at > seen]
    then = one.measure([Samples(before)], PeriodContext(Span(0, LAST), seen))
    end = one.measure([Samples([*before, *after])], PeriodContext(Span(0, LAST), LAST))
    if end.value is not None and then.low is not None:
        assert then.low <= end.value <= then.high


@given(checks=CHECKS, later=CHECKS, unknown=st.sampled_from(ALL), in_a_row=st.integers(1, 3), seen=st.integers(1, LAST - 1))
def test_the_end_lies_between_the_bounds(checks, later, unknown, in_a_row, seen):
    """Whatever comes after an instant, the figure of the whole period lies between the bounds of that instant (M5)."""
    one = metric(count="time", gap="4 us", in_a_row=in_a_row, unknown=unknown)
    before = [(at, worth) for at, worth in checks if at <= seen]
    after = [(at, worth) for at, worth in later if at > seen]
    then = one.measure([Samples(before)], PeriodContext(Span(0, LAST), seen))
    end = one.measure([Samples([*before, *after])], PeriodContext(Span(0, LAST), LAST))
    if end.value is not None:
        assert then.low <= end.value <= then.high


@given(checks=CHECKS, before_changes=CHECKS, unknown=st.sampled_from(ALL), seen=st.integers(1, LAST - 1))
def test_the_end_of_a_log_lies_between_the_bounds(checks, before_changes, unknown, seen):
    """The same of a log of changes, each with what it replaced, where the next change may put the last one in doubt."""
    one = metric(count="time", previous="was", unknown=unknown)
    changes = {at: worth for at, worth in checks if at >= 0}
    before = [(at, worth) for at, worth in dict(before_changes).items() if at in changes]
    first, second = (
        [Samples((at, worth) for at, worth in pairs if at <= end) for pairs in (changes.items(), before)] for end in (seen, LAST)
    )
    then, end = one.measure(first, PeriodContext(Span(0, LAST), seen)), one.measure(second, PeriodContext(Span(0, LAST), LAST))
    if end.value is not None:
        assert then.low <= end.value <= then.high


def test_exempt_by_hand():
    """Dropping goes before forgiving, the larger share before the smaller."""
    excluded_time = ExcludedTime.of([excluded(Fraction(1, 2), (0, 30)), excluded(Fraction(1), (20, 40)), excluded(None, (10, 25))])
    assert excluded_time.dropped == excluded(None, (10, 25)).spans
    assert excluded_time.forgiven == ((1, excluded(None, (25, 40)).spans), (Fraction(1, 2), excluded(None, (0, 10)).spans))
    assert [excluded_time.worth(at * MINUTE) for at in (5, 15, 30, 50)] == [Fraction(1, 2), 0, 1, 0]
