"""Each metric equals what naive loops over the records say."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st

import slakit as sk

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
MONTHS = {f"2026-{month:02}": tuple(datetime(2026, m, 1, tzinfo=LONDON).astimezone(UTC) for m in (month, month + 1)) for month in (2, 3, 4)}
START = MONTHS["2026-02"][0]
DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London")
LIMITS = {"high": timedelta(hours=1), "low": timedelta(hours=30)}
PERCENTILES = ("p50", "p90", "p99", "p12.5")


def desk_time(a, b):
    """Open minutes between two instants on whole half hours, counted one half hour at a time on the wall clock."""
    count = 0
    while a < b:
        wall = a.astimezone(LONDON)
        count += 30 * (wall.weekday() < 5 and 9 <= wall.hour < 17)
        a += 30 * MINUTE
    return count


instants = st.integers(-100, 48 * 91).map(lambda n: START + 30 * n * MINUTE)
rows = st.lists(
    st.builds(
        lambda asked, took, slack, kind, score: {
            "asked": asked,
            "replied": None if took is None else asked + 30 * took * MINUTE,
            "due": asked + 30 * slack * MINUTE,
            "type": kind,
            "score": score,
        },
        instants,
        st.none() | st.integers(0, 200),
        st.integers(-3, 200),
        st.sampled_from(["high", "low", "odd"]),
        st.integers(-3, 9) | st.sampled_from([0.1, 0.25, 1.0000005]),
    ),
    max_size=12,
)


def agreement(objectives):
    return sk.Agreement(
        "Oracle",
        provider="P",
        customer="C",
        term=("2026-02-01", "2026-05-01"),
        timezone="Europe/London",
        objectives=[sk.Objective(name, metric, target) for name, (metric, target) in objectives.items()],
    )


CLOCK = {"since": "asked", "until": "replied"}
DESK_AGREEMENT = agreement(
    {
        "share": (sk.Share("cases", good={"score": ">= 3"}, at="asked"), "at least 80 %"),
        "count": (sk.Count("cases", at="asked").where(type=["high", "low"]), "at most 3"),
        "total": (sk.Total("cases", "score", at="asked"), "at most 3"),
        "within": (sk.Within("cases", {"high": "1 hour", "low": "30 hours"}, limit_by="type", **CLOCK), "at least 80 %"),
        "within desk": (sk.Within("cases", "4 hours", clock=DESK, **CLOCK), "at least 80 %"),
        "on time": (sk.OnTime("cases", due="due", done="replied", attribute="due"), "at least 80 %"),
        "mean": (sk.Elapsed("cases", statistic="mean", **CLOCK), "at most 1 hour"),
        **{name: (sk.Elapsed("cases", statistic=name, **CLOCK), "at most 1 hour") for name in PERCENTILES},
    }
)


def ratio(parts):
    parts = list(parts)
    return Fraction(sum(parts), len(parts)) if parts else None


def oracle(rows, as_of, first, last):
    """The value of each metric for one month, and how many are pending."""
    mine = [row for row in rows if first <= row["asked"] < last]
    known = [row for row in mine if row["type"] in LIMITS]

    def verdicts(rows, limit, spent):
        """True or False for what is decided; what still runs inside its limit is left out."""
        for row in rows:
            took = spent(row["asked"], row["replied"] or as_of)
            if row["replied"] is not None or took > limit(row):
                yield took <= limit(row)

    within = list(verdicts(known, lambda row: LIMITS[row["type"]], lambda a, b: b - a))
    desk = list(verdicts(mine, lambda row: 240, desk_time))
    due = [row for row in rows if first <= row["due"] < last]
    on_time = [
        row["replied"] is not None and row["replied"] <= row["due"] for row in due if row["replied"] is not None or as_of > row["due"]
    ]
    spent = sorted((row["replied"] - row["asked"]) // timedelta(microseconds=1) for row in mine if row["replied"] is not None)
    values = {
        "share": ratio(row["score"] >= 3 for row in mine),
        "count": len(known),
        "total": sum((round(Fraction(str(row["score"])) * 10**6) for row in mine), start=Fraction()) / 10**6 if mine else None,
        "within": ratio(within),
        "within desk": ratio(desk),
        "on time": ratio(on_time),
        "mean": ratio(spent),
        **{name: spent[max(ceil(Fraction(name[1:]) / 100 * len(spent)), 1) - 1] if spent else None for name in PERCENTILES},
    }
    pending = {
        "within": len(known) - len(within),
        "within desk": len(mine) - len(desk),
        "on time": len(due) - len(on_time),
        "mean": len(mine) - len(spent),
    }
    return values, pending


@given(rows)
def test_records_and_clocks(rows):
    """Shares, counts, totals, limits, due times, means and percentiles, month by month."""
    statement = sk.evaluate(DESK_AGREEMENT, {"cases": [dict.fromkeys(("asked", "replied", "due", "type", "score")), *rows]})
    as_of = statement.as_of
    assert as_of == max([MONTHS["2026-04"][1], *(at for row in rows for at in (row["asked"], row["replied"]) if at)])
    for label, (first, last) in MONTHS.items():
        values, pending = oracle(rows, as_of, first, last)
        found = {line.name: line.measure for line in statement.lines if line.period.label == label}
        assert {name: measure.value for name, measure in found.items()} == values
        assert {name: found[name].pending for name in pending} == pending


BEFORE = {"start": datetime(2000, 1, 1, tzinfo=UTC), "end": datetime(2000, 1, 2, tzinfo=UTC)}  # so that the fields are there
UPTIME = agreement({"uptime": (sk.Uptime("outages"), "at least 99 %"), "desk": (sk.Uptime("outages", clock=DESK), "at least 99 %")})


@given(st.lists(st.tuples(instants, st.none() | st.integers(1, 60)), max_size=6), st.none() | instants)
def test_uptime(outages, as_of):
    """The half hours in which no outage runs, out of those that have passed, all of them and those in which the desk is open."""
    rows = [{"start": start, "end": None if length is None else start + 30 * length * MINUTE} for start, length in outages]
    statement = sk.evaluate(UPTIME, {"outages": [BEFORE, *rows]}, as_of=as_of)
    for label, (first, last) in MONTHS.items():
        seen = min(last, statement.as_of)
        if first >= seen:
            assert not any(line.period.label == label for line in statement.lines)
            continue
        for name in ("uptime", "desk"):
            up = whole = 0
            at = first
            while at < seen:
                counts = name == "uptime" or bool(desk_time(at, at + 30 * MINUTE))
                whole += counts
                up += counts and not any(row["start"] <= at < (row["end"] or last) for row in rows)
                at += 30 * MINUTE
            value = statement.line(name, label).measure.value
            assert value == (Fraction(up, whole) if whole else None)
