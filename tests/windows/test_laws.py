"""Laws of windows, for any step, anchor, zone and term."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, strategies as st

from slakit.timeline.span import Span
from slakit.windows.calendar_steps import add_months
from slakit.windows.window import every, rolling, window

ZONES = ["UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo"]
DAY = 86_400_000_000
anchors = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0))
instants = st.integers(10_957 * DAY, 20_000 * DAY)
steps = st.builds(
    every,
    st.integers(1, 5),
    st.sampled_from(["hour", "day", "week", "month", "quarter", "year"]),
    anchor=anchors,
    month_end=st.sampled_from(["clamp", "overflow", "last"]),
    tz=st.sampled_from(ZONES),
)
terms = st.builds(lambda first, length: Span(first, first + length), instants, st.integers(1, 400 * DAY))


@given(steps, terms)
def test_periods_tile_the_term(made, term):
    """Periods follow each other without gap or overlap, from the term's start to its end, each under its own label."""
    periods = list(made.periods(term))
    assert periods[0].span.first == term.first
    assert periods[-1].span.last == term.last
    assert all(a.span.last == b.span.first and a.whole.last == b.whole.first for a, b in pairwise(periods))
    assert all(p.partial == (p.span != p.whole) for p in periods)
    assert periods == sorted(periods)
    assert len({p.label for p in periods}) == len(periods)


@given(steps, instants)
def test_the_period_of_an_instant_holds_it(made, at):
    """period_at(t) contains t, and so does the only period of a span of one microsecond at t."""
    period = made.period_at(at)
    assert at in period.span
    assert [p.whole for p in made.periods(Span(at, at + 1))] == [period.whole]


@given(steps, terms, st.integers(0, 10**6))
def test_boundaries_do_not_depend_on_the_start(made, term, part):
    """Cutting a term in two changes no boundary but the cut."""
    at = term.first + (term.last - term.first) * part // (10**6 + 1)
    wholes = {p.whole for p in made.periods(term)}
    for span in ([Span(term.first, at)] if at > term.first else []) + [Span(at, term.last)]:
        assert {p.whole for p in made.periods(span)} <= wholes


@given(steps, st.integers(-50, 50), st.integers(-50, 50))
def test_boundaries_are_steps_from_the_anchor(made, k, j):
    """The k-th boundary is anchor + k x step, so boundaries rise with k and never drift."""
    if k < j:
        assert made.boundary(k) < made.boundary(j)
    if made.unit in ("hour", "day", "week"):
        assert made.boundary(k) == made.anchor + k * made.count * timedelta(hours={"hour": 1, "day": 24, "week": 168}[made.unit])
    else:
        months = {"month": 1, "quarter": 3, "year": 12}[made.unit] * made.count * k
        assert made.boundary(k) == add_months(made.anchor, months, made.month_end)


@given(anchors, st.integers(-600, 600))
def test_clamped_months_keep_the_month(wall, months):
    """A clamped or last day lies in the month it should, an overflowing one at most three days after."""
    index = 12 * wall.year + wall.month + months
    for rule in ("clamp", "last"):
        moved = add_months(wall, months, rule)
        assert 12 * moved.year + moved.month == index
    assert timedelta() <= add_months(wall, months, "overflow") - add_months(wall, months, "clamp") <= timedelta(days=3)


@given(st.builds(lambda n, unit: f"{n} {unit}s", st.integers(2, 40), st.sampled_from(["day", "hour", "week", "month"])), terms)
def test_rolling_periods_end_at_each_step(text, term):
    """A rolling window has one period for each day, which ends where the day ends, and never leaves the term."""
    days = list(every(1, "day", tz="Europe/London").periods(term))
    periods = list(rolling(text, tz="Europe/London").periods(term))
    short = text.endswith("hours") and int(text.split()[0]) < 25
    if not short:
        assert [p.span.last for p in periods] == [d.span.last for d in days]
    assert all(term.first <= p.span.first < p.span.last <= term.last for p in periods)
    assert len({p.label for p in periods}) == len(periods)


@given(steps)
def test_phrases_say_the_window(made):
    """Where a window has a phrase, the phrase reads back to it; its repr always does."""
    names = {"every": every, "daily": lambda **k: every(1, "day", **k), "weekly": lambda **k: every(1, "week", **k)}
    names |= {"monthly": lambda **k: every(1, "month", **k), "yearly": lambda **k: every(1, "year", **k)}
    assert eval(repr(made), names | {"quarterly": lambda **k: every(1, "quarter", **k)}) == made
    bare = every(made.count, made.unit, anchor=made.anchor)
    assert window(bare.text()) == bare
