"""Metrics made of metrics: weighted means, and what all of them promise: the same in any form, and written and read back."""

import json
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st
from metric_cases import ANSWERS, LIKES, POSTS, SCHEME, STYLE, TONE, evaluated, posts

import slakit as sk
from slakit.metrics.amounts.growth import Growth
from slakit.metrics.amounts.mean_ratio import MeanRatio
from slakit.metrics.compound.choice import Best, Worst, best, worst
from slakit.metrics.compound.gated import Gated
from slakit.metrics.timers.approved import Approved


def test_a_weighted_mean_of_shares_is_a_share():
    """60 % of 3/4 and 40 % of 1/2 are 65 %; it never passes 100 %, so a target beyond is refused."""
    score = Fraction(3, 5) * TONE + Fraction(2, 5) * STYLE
    assert score.is_share
    assert not (TONE + STYLE).is_share
    assert not (TONE - STYLE).is_share
    line = evaluated(score, {"posts": posts("ts", "ts", "t", "")}, "at least 60 %")
    assert line.measure.value == Fraction(65, 100)
    with pytest.raises(sk.errors.ContractError, match="lies outside 0 % to 100 %"):
        sk.Objective("it", score, "at most 120 %")
    assert evaluated(TONE + STYLE, {"posts": posts("ts")}, "at least 120 %").outcome is sk.Outcome.MET


def test_a_weight_on_a_ratio_is_written_so_that_it_is_read_back():
    """2 * (a / b) is not 2 * a / b, which is a ratio of a weighted metric."""
    for metric in (2 * (POSTS / LIKES), (2 * POSTS) / LIKES, POSTS / (LIKES / POSTS), TONE - STYLE):
        assert eval(repr(metric), SCHEME) == metric


def test_a_part_has_its_own_past():
    """Likes grew from 2 to 3, by 50 %, posts from 4 to 5, by 25 %: together 75 %, the worst 25 %."""
    days = {"likes": ["01-10"] * 2 + ["02-10"] * 3, "posts": ["01-10"] * 4 + ["02-10"] * 5}
    records = {stream: [{"at": f"2026-{day}T12:00Z"} for day in result] for stream, result in days.items()}
    likes, posted = Growth(LIKES), Growth(POSTS)
    objectives = [
        sk.Objective("both", likes + posted, "at least 50 %"),
        sk.Objective("worst", worst(likes, posted, better="high"), "at least 50 %"),
        sk.Objective("ratio", posted / likes, "at least 50 %"),
    ]
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-03-01"), timezone="UTC", objectives=objectives)
    statement = sk.evaluate(agreement, records, period="2026-02")
    assert [line.measure.value for line in statement.lines] == [Fraction(3, 4), Fraction(1, 4), Fraction(1, 2)]


# the same records in other forms


DAY = datetime(2026, 1, 5, tzinfo=UTC)
HOURS = st.none() | st.integers(0, 200).map(lambda hours: DAY + timedelta(hours=hours))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "at": st.integers(0, 200).map(lambda hours: DAY + timedelta(hours=hours)),
            "due": HOURS,
            "done": HOURS,
            "answer": st.sampled_from(["yes", "no", None]),
            "likes": st.none() | st.integers(0, 9),
            "views": st.none() | st.integers(-1, 9),
        }
    ),
    min_size=1,
    max_size=8,
)
DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
YES = sk.Share("posts", good={"answer": "yes"})
IN_TIME = sk.Within("posts", "8 hours", since="at", until="done")
EVERY = {
    "each ratio": MeanRatio("posts", "likes", over="views"),
    "median": MeanRatio("posts", "likes", over="views", statistic="median"),
    "planned": sk.OnTime("posts", due="due", done="done", early="3 hours", grace="5 hours"),
    "ahead": sk.OnTime("posts", due="due", done="done", ahead="3 hours", good={"answer": "yes"}, clock=DESK),
    "approved": Approved("posts", "8 hours", since="at", until="done", good={"answer": "yes"}, clock=DESK),
    "worst": worst(YES, IN_TIME),
    "best": best(YES, IN_TIME, silence="skip"),
    "gated": Gated(YES, IN_TIME, at_least="50 %", cap="10 %"),
    "mean": Fraction(1, 2) * YES + Fraction(1, 2) * IN_TIME,
}
ALL = sk.Agreement(
    "A",
    provider="P",
    customer="C",
    term=("2026-01-01", "2026-02-01"),
    timezone="UTC",
    objectives=[sk.Objective(name, metric, "at least 50 %") for name, metric in EVERY.items()],
)


def frame(rows, library):
    frames = pytest.importorskip(library)
    names = {"at": "instant", "due": "instant", "done": "instant", "answer": "text", "likes": "number", "views": "number"}
    columns = {name: [row[name] for row in rows] for name in names}
    if library == "polars":
        kinds = {"instant": frames.Datetime("us", "UTC"), "text": frames.String, "number": frames.Int64}
        return frames.DataFrame(columns, schema={name: kinds[kind] for name, kind in names.items()})
    kinds = {"instant": "datetime64[us, UTC]", "text": object, "number": "Int64"}
    return frames.DataFrame({name: frames.Series(columns[name], dtype=kinds[kind]) for name, kind in names.items()})


@settings(max_examples=25)
@given(ROWS, st.integers(0, 200))
def test_the_same_records_give_the_same_statement(rows, hours):
    """In any order, in two goes with a saved state in between, and as frames: the same figures and the same digest (M1, A3)."""
    as_of = DAY + timedelta(hours=hours)
    wanted = sk.evaluate(ALL, {"posts": rows}, as_of=as_of)
    monitor = sk.Monitor(ALL)
    monitor.feed("posts", rows[1:][::-1])
    monitor = sk.Monitor.restore(ALL, json.loads(json.dumps(monitor.state())))
    monitor.feed("posts", rows[:1])
    results = [
        monitor.statement(as_of=as_of),
        *(sk.evaluate(ALL, {"posts": frame(rows, name)}, as_of=as_of) for name in ("pandas", "polars")),
    ]
    for statement in results:
        assert [line.measure for line in statement.lines] == [line.measure for line in wanted.lines]
        assert statement.digest == wanted.digest


@given(ROWS)
def test_every_record_is_accounted_for(rows):
    """Read = counted + pending + excluded + problems, for every part of every metric (M10)."""
    for account in sk.evaluate(ALL, {"posts": rows}).accounts:
        accounted = account.counted + account.pending + sum(account.excluded.values()) + sum(account.problems.values())
        assert account.read == accounted == len(rows)


# in documents and in text


@pytest.mark.parametrize(
    "metric",
    [
        worst(TONE, STYLE),
        best(POSTS, LIKES, better="low", silence="skip"),
        Gated(TONE, sk.Count("incidents"), at_most=1, cap="50 %"),
        MeanRatio("posts", "likes", over="views", statistic="median"),
        Approved("posts", {"reel": "2 hours"}, limit_by="kind", silence="refused", **ANSWERS),
        sk.OnTime("posts", due="planned", done="published", early="30 min", grace="30 min"),
        sk.OnTime("posts", due="planned", done="approved", ahead="24 hours", good={"by": "editor"}),
    ],
)
def test_a_metric_is_written_and_read_back(metric):
    """Its repr is how it is written, and a document says it too."""
    assert eval(repr(metric), SCHEME) == metric
    words = sk.STANDARD | {"worst": Worst, "best": Best, "gated": Gated, "each ratio": MeanRatio, "approved": Approved}
    target = "at least 50 %" if not metric.unit else "at least 3"
    agreement = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=[sk.Objective("it", metric, target)]
    )
    assert sk.loads(sk.dumps(agreement, vocabulary=words), vocabulary=words) == agreement
