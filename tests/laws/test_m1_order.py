"""M1, M10 and A3: the same records give the same statement in any order, any batches, streamed, saved, sharded, as rows or as columns."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

import slakit as sk

try:
    from pandas import NA, NaT

    UNKNOWN = [None, NaT, NA]
except ImportError:
    UNKNOWN = [None]

DESK = sk.Weekly({"mon-fri": "09:00-17:30", "sat": "10:00-12:00"}, tz="Europe/London")
NIGHT = sk.Weekly({"mon-sun": "20:00-04:00"}, tz="America/New_York")
EXAMPLES = max(2, settings.get_profile(settings.get_current_profile_name()).max_examples // 5)


@sk.metric("cases", at="asked")
def mean_score(rows):
    """A user's own metric."""
    known = [row["score"] for row in rows if isinstance(row["score"], int)]
    return Fraction(sum(known), len(known)) if known else None


def metrics():
    """Every metric, plain, filtered, grouped, keyed and with updates, by name."""
    clock = {"since": "asked", "until": "replied"}
    limits = {"high": "1 hour", "low": "8 hours", 3: "2 hours"}
    plain = {
        "within": sk.Within("cases", "3 hours", clock=DESK, **clock),
        "within always": sk.Within("cases", "1 day", **clock),
        "within by field": sk.Within("cases", limits, limit_by="type", clock=NIGHT, **clock),
        "within by end": sk.Within("cases", "3 hours", attribute="end", **clock),
        "on time": sk.OnTime("cases", due="due", done="replied"),
        "on time, how late": sk.Lateness("cases", due="due", until="replied"),
        "on time since": sk.OnTime("cases", due="due", done="replied", since="asked"),
        "on time by end": sk.OnTime("cases", due="due", done="replied", attribute="end"),
        **{
            f"elapsed {name}": sk.Elapsed("cases", statistic=name, clock=DESK, **clock)
            for name in ("mean", "median", "min", "max", "total", "p90", "p95 linear", "p50 averaged_inverted_cdf")
        },
        "share": sk.Share("cases", good={"score": ">= 3"}, at="asked"),
        "share of words": sk.Share("cases", good={"type": ["high", "low"], "team": "a"}, at="asked"),
        "count": sk.Count("cases", at="asked"),
        "total": sk.Total("cases", "score", at="asked"),
    }
    uptime = sk.Uptime("outages")
    made = {
        **plain,
        "function": mean_score,
        "ratio": plain["total"] / plain["count"],
        "weighted": sk.Share("cases", good={"team": "a"}, at="asked") * Fraction(1, 4) + Fraction(3, 4) * plain["within"],
        "uptime": uptime,
        "uptime on a clock": sk.Uptime("outages", clock=DESK),
    }
    made |= {f"{name} where": metric.where(score=">= 2") for name, metric in made.items() if not name.startswith("uptime")}
    made["uptime where"] = uptime.where(team=["a", "b"])
    made |= {
        f"{name} by": made[name].by("team")
        for name in ("within", "elapsed p90", "share", "function", "ratio", "weighted", "uptime", "on time")
    }
    made["count by two"] = plain["count"].by("team", "type")
    made["count by instant"] = plain["count"].by("due")
    made["count where instant"] = plain["count"].where(asked="!= 2026-03-28T00:00:00+00:00")
    keyed = {"key": "id"}
    for word, more in {"keyed": keyed, "updated": {**keyed, "updated": "changed"}}.items():
        made |= {
            f"within {word}": sk.Within("cases", limits, limit_by="type", clock=DESK, **clock, **more),
            f"elapsed {word}": sk.Elapsed("cases", statistic="p90", **clock, **more).by("team"),
            f"count {word}": sk.Count("cases", at="asked", **more).where(score="> 1"),
            f"count by instant {word}": sk.Count("cases", at="asked", **more).by("asked"),
            f"share {word}": sk.Share("cases", good={"score": ">= 3"}, at="asked", **more),
            f"total {word}": sk.Total("cases", "score", at="asked", **more),
            f"on time {word}": sk.OnTime("cases", due="due", done="replied", since="asked", **more),
        }
    return made


METRICS = metrics()
TARGETS = {"": "at least 80 %", "item": "at most 3", "us": "at most 4 hours"}
WINDOWS = {  # window, first and last day of a term short enough for it
    "daily": (sk.daily(), "2026-03-27", "2026-04-01"),
    "weekly": (sk.weekly(tz="America/New_York"), "2026-03-05", "2026-03-24"),
    "monthly": (sk.monthly(), "2026-02-15", "2026-05-01"),
    "quarterly": (sk.quarterly(tz="Asia/Kathmandu"), "2026-01-01", "2026-09-10"),
    "rolling": (sk.rolling("7 days"), "2026-03-23", "2026-04-01"),
    "whole term": (sk.whole_term(), "2026-03-01", "2026-04-01"),
}


def agreement_of(window, first, last, chosen):
    objectives = [
        sk.Objective(name, metric, TARGETS[metric.unit], window=window, penalty=sk.Flat("1 %"), minimum=2 if name == "count" else 0)
        for name, metric in chosen.items()
    ]
    return sk.Agreement(
        "Law",
        provider="P",
        customer="C",
        term=(first, last),
        timezone="Europe/London",
        fee="1000 GBP",
        objectives=objectives,
        settlement=sk.Settlement(cap="5 %"),
    )


@cache
def agreement(name):
    return agreement_of(*WINDOWS[name], METRICS)


def instants_of(name):
    """Instants in the term and a little outside, on a coarse grid so that equal ones occur."""
    _, first, last = WINDOWS[name]
    start, end = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last))
    return st.integers(-30, (end - start) // timedelta(hours=1) + 30).map(lambda n: start + timedelta(hours=n))


def written(instants):
    """An instant as records hold it: in any zone, as text, unknown, or not readable."""
    zones = st.sampled_from([UTC, ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo")])
    shown = st.builds(lambda at, tz: at.astimezone(tz), instants, zones)
    return st.one_of(shown, shown, shown.map(datetime.isoformat), st.sampled_from(UNKNOWN), st.sampled_from(["soon", "", 7]))


def case_rows(when):
    return st.fixed_dictionaries(
        {
            "id": st.sampled_from([1, 1.0, True, 3, "4", None, ("a", 1)]),
            "asked": when,
            "replied": when,
            "due": when,
            "changed": when,
            "type": st.sampled_from(["high", "low", 3, "other", None]),
            "team": st.sampled_from(["a", "b", *UNKNOWN, 5, Decimal("5.0"), True, 1, ("a",), ["a"]]),
            "score": st.sampled_from([0, 1, 3, 5, 2.5, Decimal("2.50"), Fraction(5, 2), "4", "many", None, float("nan")]),
        }
    )


def outage_rows(when):
    return st.fixed_dictionaries({"start": when, "end": when, "team": st.sampled_from(["a", "b", "c"])})


@st.composite
def records(draw, name):
    when = written(instants_of(name))
    return {"cases": draw(st.lists(case_rows(when), max_size=9)), "outages": draw(st.lists(outage_rows(when), max_size=5))}


FIELDS = {  # what makes every field known, without counting anywhere
    "cases": dict.fromkeys(["id", "asked", "replied", "due", "changed", "type", "team", "score"]),
    "outages": dict.fromkeys(["start", "end", "team"]),
}


def fed(name, given):
    return {stream: [FIELDS[stream], *rows] for stream, rows in given.items()}


def same(left, right):
    if left.to_dict() != right.to_dict():
        mine, other = left.to_dict(), right.to_dict()
        for part in ("lines", "problems", "accounts"):
            assert [one for one in mine[part] if one not in other[part]] == [one for one in other[part] if one not in mine[part]]
        assert mine == other
    assert left.digest == right.digest


def balanced(statement):
    for account in statement.accounts:
        assert account.read == account.counted + account.pending + sum(account.excluded.values()) + sum(account.problems.values()), str(
            account
        )


def saved(monitor):
    return sk.Monitor.restore(monitor.agreement, json.loads(json.dumps(monitor.state())))


def shuffled(draw, given):
    events = [(stream, row) for stream, rows in given.items() for row in rows]
    draw.shuffle(events)
    return events


def one_by_one(agreed, given, draw):
    monitor = sk.Monitor(agreed)
    for stream in given:
        monitor.feed(stream, [])
    events = shuffled(draw, given)
    for place, (stream, row) in enumerate(events):
        monitor.feed(stream, [row] if draw.random() < 0.5 else iter([row]))  # a list may wait, an iterator is read at once
        if place == len(events) // 2:
            monitor = saved(monitor)
    return monitor


def sharded(agreed, given, draw):
    shards = [sk.Monitor(agreed) for _ in range(draw.randint(1, 4))]
    for stream in given:
        draw.choice(shards).feed(stream, [])
    for stream, row in shuffled(draw, given):
        draw.choice(shards).feed(stream, [row])
    while len(shards) > 1:
        draw.shuffle(shards)
        left, right = shards.pop(), shards.pop()
        if draw.random() < 0.5:
            left = saved(left)
        left.merge(right)
        shards.append(left)
    return shards[0]


def however_fed(agreed, given, draw, as_of):
    """Whole, backwards, row by row, saved between, and merged from shards: one statement, and every record is accounted for."""
    whole = sk.evaluate(agreed, given, as_of=as_of)
    balanced(whole)
    backwards = {stream: rows[::-1] for stream, rows in reversed(given.items())}
    same(sk.evaluate(agreed, backwards, as_of=as_of), whole)
    for monitor in (one_by_one(agreed, given, draw), sharded(agreed, given, draw)):
        same(monitor.statement(as_of=as_of), whole)
        same(saved(monitor).statement(as_of=as_of), whole)


@pytest.mark.parametrize("name", WINDOWS)
def test_any_order_any_batches_any_shards(name):
    """Fed whole, row by row, saved between, and merged from shards: the same statement and digest, and every record is accounted for."""
    agreed = agreement(name)

    @settings(max_examples=EXAMPLES // 2 if name == "rolling" else EXAMPLES)
    @given(records(name), st.randoms(use_true_random=False), st.none() | instants_of(name))
    def law(given, draw, as_of):
        however_fed(agreed, fed(name, given), draw, as_of)

    law()


@pytest.mark.parametrize("name", ["daily", "monthly", "rolling"])
def test_nothing_after_as_of_has_happened(name):
    """All records as of an instant give the lines that records cut at it by hand give."""
    begun = {word: metric for word, metric in METRICS.items() if not word.startswith("on time") or word.startswith("on time since")}
    agreed = agreement_of(*WINDOWS[name], {word: metric for word, metric in begun.items() if "updated" not in word and "keyed" not in word})

    def known(value):
        try:
            return None if any(value is unknown for unknown in UNKNOWN) else sk.Span(value, "2999-01-01T00:00Z").start
        except sk.errors.SlakitError:
            return None

    def cut(rows, begin, end, as_of):
        for row in rows:
            began, ended = known(row[begin]), known(row[end])
            if began is None or began <= as_of:
                yield {**row, end: None if ended is not None and ended > as_of else row[end]}

    @settings(max_examples=EXAMPLES)
    @given(records(name), instants_of(name))
    def law(given, as_of):
        given = fed(name, given)
        by_hand = {
            "cases": list(cut(given["cases"], "asked", "replied", as_of)),
            "outages": list(cut(given["outages"], "start", "end", as_of)),
        }
        lines = sk.evaluate(agreed, given, as_of=as_of).lines
        assert [line.to_dict() for line in lines] == [line.to_dict() for line in sk.evaluate(agreed, by_hand, as_of=as_of).lines]

    law()


@pytest.mark.parametrize("name", ["monthly", "rolling"])
def test_a_case_cut_at_as_of(name):
    """Rows of one case that were written after an instant say nothing as of it, and are no data problem."""
    chosen = {word: metric for word, metric in METRICS.items() if "updated" in word}
    agreed = agreement_of(*WINDOWS[name], chosen)
    when = instants_of(name)

    @settings(max_examples=EXAMPLES)
    @given(st.lists(case_rows(when).filter(lambda row: row["id"] is not None), max_size=9), when)
    def law(rows, as_of):
        rows = [{**row, "asked": row["changed"], "replied": None} for row in rows]
        head = FIELDS["cases"] | {"id": "0", "changed": datetime(2020, 1, 1, tzinfo=UTC), "asked": datetime(2020, 1, 1, tzinfo=UTC)}
        by_then = [row for row in rows if row["changed"] <= as_of]
        every, some = (sk.evaluate(agreed, {"cases": [head, *given]}, as_of=as_of) for given in (rows, by_then))
        assert [line.to_dict() for line in every.lines] == [line.to_dict() for line in some.lines]
        assert every.problems == some.problems

    law()
