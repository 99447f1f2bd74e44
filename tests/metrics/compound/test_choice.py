"""worst and best: which part counts, what silence of a part means, bounds, one form; figures worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st
from metric_cases import CLOCKS, LIKES, LOOK, OVER, PAIRS, POSTS, STYLE, TONE, evaluated, posts, running, shares

import slakit as sk
from slakit.metrics.compound.choice import Worst, best, worst
from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.sums import Sums

HOUR = 3_600_000_000
SLOW, FAST = (sk.Elapsed(stream, **CLOCKS) for stream in ("letters", "calls"))


def test_the_worst_and_the_best_of_three_checks():
    """Of four posts, 4 pass the tone, 3 the style, 1 the look: the worst is 25 %, the best 100 %."""
    records = {"posts": posts("tsl", "ts", "ts", "t")}
    assert evaluated(worst(TONE, STYLE, LOOK), records, "at least 50 %").measure.value == Fraction(1, 4)
    assert evaluated(best(TONE, STYLE, LOOK), records, "at least 50 %").measure.value == 1


def test_of_times_the_longest_is_the_worst():
    """Letters took 5 hours, calls 1: the worst is 5 hours and the best 1, without being told."""
    tallies = [Clocks(Multiset([HOUR])), Clocks(Multiset([5 * HOUR]))]  # calls before letters, in the order of their text
    assert worst(SLOW, FAST).measure(tallies, OVER).value == 5 * HOUR
    assert best(SLOW, FAST).measure(tallies, OVER).value == HOUR


@pytest.mark.parametrize(("choose", "better", "value"), [(worst, "high", 3), (worst, "low", 7), (best, "high", 7), (best, "low", 3)])
def test_of_counts_it_must_be_said_which_side_is_the_better(choose, better, value):
    """3 likes and 7 posts: the worst is 3 where many are wanted and 7 where few are; unsaid it is an error."""
    assert choose(POSTS, LIKES, better=better).measure([Sums(3, 3), Sums(7, 7)], OVER).value == value
    with pytest.raises(sk.errors.ContractError, match="do not say which side is the better"):
        choose(POSTS, LIKES)


def test_a_share_may_be_better_low():
    """Of shares of failures, the highest is the worst."""
    assert worst(TONE, STYLE, better="low").measure(shares((1, 4), (3, 4)), OVER).value == Fraction(3, 4)


def test_no_data_in_one_part_is_no_data():
    """A part without records could be the worst; with silence="skip" the others are compared."""
    tallies = shares((0, 0), (3, 4), (1, 2))
    silent = worst(TONE, STYLE, LOOK).measure(tallies, OVER)
    assert (silent.value, silent.low, silent.high, silent.reason) == (None, None, None, "no records")
    skipped = worst(TONE, STYLE, LOOK, silence="skip").measure(tallies, OVER)
    assert (skipped.value, skipped.sample) == (Fraction(1, 2), 2)
    assert worst(TONE, STYLE, silence="skip").measure(shares((0, 0), (0, 0)), OVER).reason == "no records"


@sk.metric("posts")
def silent(rows):
    """A metric of a user's own that gives no reason."""
    return sk.readings.Measure(value=None)


def test_no_data_needs_no_reason():
    """A part may be without a figure and without a word."""
    assert evaluated(worst(silent, TONE, better="high"), {"posts": posts("t")}, "at least 50 %").measure.value is None


def test_no_data_in_one_part_is_never_a_miss():
    """Style at 0 % and no post with a look to judge: no data, since silence of a part is no verdict."""
    judged = sk.Share("looks", good={"look": "ok"})
    line = evaluated(worst(STYLE, judged), {"posts": posts("t", "t"), "looks": []}, "at least 50 %")
    assert line.outcome is sk.Outcome.NO_DATA


def test_bounds_of_a_choice():
    """Tone is 2 of 4 with 1 pending, from 2/5 to 3/5; style 1 of 2 with 2 pending, from 1/4 to 3/4.

    The worst of both lies from 1/4 to 3/5, the best from 2/5 to 3/4; the clocks of both are pending.
    """
    calls, mails = (sk.Within(stream, "1 hour", **CLOCKS) for stream in ("calls", "mails"))
    tallies = [Clocks(Counts(2, 4), running("a")), Clocks(Counts(1, 2), running("b", "c"))]
    low = worst(calls, mails).measure(tallies, OVER)
    high = best(calls, mails).measure(tallies, OVER)
    assert (low.value, low.low, low.high, low.pending) == (Fraction(1, 2), Fraction(1, 4), Fraction(3, 5), 3)
    assert (high.value, high.low, high.high) == (Fraction(1, 2), Fraction(2, 5), Fraction(3, 4))


def test_a_choice_foresees_what_its_parts_foresee():
    """Halfway through January the feed was down for 5 of 15.5 days: 21/31 up, and 26/31 at best, below 90 % for certain."""
    down = {"start": "2026-01-05T00:00Z", "end": "2026-01-10T00:00Z"}
    metric = worst(sk.Uptime("feed"), sk.Uptime("desk"))
    line = evaluated(metric, {"feed": [down], "desk": []}, "at least 90 %", as_of="2026-01-16T12:00Z")
    assert (line.measure.value, line.measure.low, line.measure.high) == (Fraction(21, 31), Fraction(21, 62), Fraction(26, 31))
    assert (line.outcome, line.verdict.final, line.verdict.certain) == (sk.Outcome.MISSED, False, True)
    spare = best(sk.Uptime("feed"), sk.Uptime("desk"))
    assert evaluated(spare, {"feed": [down], "desk": []}, "at least 50 %", as_of="2026-01-16T12:00Z").verdict.certain


def test_a_choice_has_one_form():
    """The order does not count, nor how often a part is named, nor nesting; one part alone is that part."""
    assert worst(TONE, STYLE) == worst(STYLE, TONE, TONE)
    assert worst(TONE, worst(STYLE, LOOK)) == worst(worst(TONE, STYLE), LOOK)
    assert worst(TONE, TONE) is TONE
    assert worst(TONE, STYLE) != best(TONE, STYLE)
    assert len(worst(TONE, best(STYLE, LOOK)).metrics) == 2
    assert worst(TONE, STYLE, better="high") == worst(TONE, STYLE)
    assert hash(worst(TONE, STYLE)) == hash(worst(STYLE, TONE))
    assert repr(Worst([TONE])) == f"Worst([{TONE!r}])"


def test_what_is_done_to_a_choice_is_done_to_its_parts():
    """where, by and during go to every part."""
    metric = worst(TONE, STYLE).where(channel="x").by("channel")
    assert metric == worst(TONE.where(channel="x").by("channel"), STYLE.where(channel="x").by("channel"))
    desk = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
    assert worst(TONE, STYLE).during(desk) == worst(TONE.during(desk), STYLE.during(desk))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: worst(TONE, POSTS), "compares a ratio to item|compares item to a ratio"),
        (lambda: worst(TONE, "uptime"), "'uptime' is not a metric; write worst"),
        (worst, "there is no metric to choose from"),
        (lambda: worst(TONE, STYLE.by("channel")), "are grouped by"),
        (lambda: worst(TONE, STYLE, better="up"), "better='up' is not"),
        (lambda: best(TONE, STYLE, silence="met"), "silence='met' is not"),
    ],
)
def test_what_a_choice_refuses(make, message):
    """Different kinds, no metric, different groups, and words that it does not know."""
    with pytest.raises(sk.errors.ContractError, match=message):
        make()


@given(PAIRS)
def test_every_part_lies_between_the_worst_and_the_best(pairs):
    """worst <= part <= best, of shares; so does their weighted mean."""
    tallies = shares(*pairs)
    low, high = (choose(TONE, STYLE, LOOK).measure(tallies, OVER).value for choose in (worst, best))
    parts = [Fraction(good, total) for good, total in pairs]
    assert low in parts
    assert high in parts
    assert all(low <= part <= high for part in parts)
    mean = (Fraction(1, 2) * TONE + Fraction(1, 4) * STYLE + Fraction(1, 4) * LOOK).measure(tallies, OVER).value
    assert low <= mean <= high


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=2))
def test_of_times_the_worst_is_the_longest(values):
    """best <= part <= worst, of lengths of time."""
    tallies = [Clocks(Multiset([value])) for value in values]
    longest, shortest = (choose(SLOW, FAST).measure(tallies, OVER).value for choose in (worst, best))
    assert (shortest, longest) == (min(values), max(values))
