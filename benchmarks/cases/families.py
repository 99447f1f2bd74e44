"""Every family of metrics over the same rows, as columns and as mappings, beside `Share`: no family may fall to rows in silence.

The rows are not in order; 4 % of the inquiries are not answered, ids are numbers, figures are whole numbers or floats.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from contest import Contest, without_figures

import slakit as sk

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = 364 * 86_400
DESK = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
LIMITS = {"high": "1 hour", "normal": "4 hours", "low": "8 hours"}
ASKED: dict[str, Any] = {"since": "at", "until": "until", "clock": DESK}

METRICS: dict[str, tuple[sk.Metric, str]] = {
    "Share": (sk.Share("rows", good={"up": True}), "at least 0 %"),
    "Share by 50 groups": (sk.Share("rows", good={"up": True}).by("site"), "at least 0 %"),
    "Within": (sk.Within("rows", LIMITS, limit_by="priority", **ASKED), "at least 0 %"),
    "OnTime": (sk.OnTime("rows", due="due", done="until"), "at least 0 %"),
    "Elapsed p95": (sk.Elapsed("rows", statistic="p95", **ASKED), "at most 900 hours"),
    "Count": (sk.Count("rows"), "at least 0"),
    "Total": (sk.Total("rows", "figure"), "at least 0"),
    "Total of floats": (sk.Total("rows", "amount"), "at least 0"),
    "Mean": (sk.Mean("rows", "figure"), "at least 0"),
    "Distinct": (sk.kpis.Distinct("rows", "customer"), "at least 0"),
    "Slices of 5 min": (sk.Slices("rows", good={"up": True}, per="5 min"), "at least 0 %"),
    "Peak": (sk.Peak("rows", per="1 hour"), "at least 0 item/hour"),
    "Throughput": (sk.Throughput("rows", done="clicks", load="views", per="1 hour", when=">= 1"), "at least 0 item/hour"),
    "Gauge": (sk.kpis.Gauge("rows", "figure"), "at least 0"),
    "Checks": (sk.Checks("rows", ok={"up": True}), "at least 0 %"),
    "Checks in a row": (sk.Checks("rows", ok={"up": True}, in_a_row=3, unknown="hold"), "at least 0 %"),
    "Gauge by time": (sk.kpis.Gauge("rows", "amount", statistic="time-weighted mean", holds="1 hour"), "at least 0"),
    "Checks by time": (sk.Checks("rows", ok={"up": True}, count="time"), "at least 0 %"),
    "Within by a due rule": (sk.Within("rows", "end of the 2nd business day", **ASKED), "at least 0 %"),
    "Lateness by a due rule": (
        sk.Lateness("rows", "2 business days", due_on=DESK, since="at", until="until", statistic="p95"),
        "at most 9000 hours",
    ),
    "MeanRatio": (sk.kpis.MeanRatio("rows", "clicks", over="views"), "at least 0 %"),
    "Lateness": (sk.Lateness("rows", due="due", until="until", statistic="p95"), "at most 9000 hours"),
    "Uptime": (sk.Uptime("rows", start="at", end="soon"), "at least 0 %"),
    "Coverage": (sk.Coverage("rows", promised=DESK, start="at", end="soon"), "at least 0 %"),
    "Share with a key": (sk.Share("rows", good={"up": True}, key="id"), "at least 0 %"),
    "Within with a key": (sk.Within("rows", LIMITS, limit_by="priority", key="id", **ASKED), "at least 0 %"),
}
LEAST = {"columns": 0.5, "with a key": 0.2}  # of the speed of `Share`; as mappings, rows a second
MAPPINGS = 0.3e6


def rows(count: int, seed: int = 7) -> list[dict[str, Any]]:
    """Rows of a year, in no order."""
    draw = Random(seed)
    names = list(LIMITS)
    made = []
    for number in range(count):
        at = START + timedelta(seconds=int(draw.random() * YEAR))
        answered = draw.random() >= 0.04
        views = 1 + int(draw.random() * 500)
        made.append(
            {
                "at": at,
                "until": at + timedelta(seconds=int(draw.random() ** 3 * 400_000)) if answered else None,
                "soon": at + timedelta(seconds=1 + int(draw.random() * 20)),
                "due": at + timedelta(hours=8),
                "up": draw.random() < 0.97,
                "priority": names[int(draw.random() * 3)],
                "site": f"s{int(draw.random() * 50)}",
                "customer": f"c{int(draw.random() * count / 10)}",
                "figure": int(draw.random() * 1000),
                "amount": int(draw.random() * 100_000) / 100,
                "views": views,
                "clicks": int(draw.random() * views),
                "id": number // 2,
            }
        )
    return made


def evaluated(metric: sk.Metric, target: str, records: Any) -> list[Any]:
    """The values of each month, and the digest: equal in every form of the records."""
    agreement = sk.Agreement(
        "Families",
        provider="P",
        customer="C",
        term=("2026-01-01", "2027-01-01"),
        timezone="Europe/London",
        window="monthly",
        objectives=[sk.Objective("one", metric, target)],
    )
    statement = sk.evaluate(agreement, {"rows": records}, as_of="2027-02-01T00:00Z")
    return [*((line.measure.value, line.measure.sample) for line in statement.lines), statement.digest]


def columns(name: str, count: int) -> dict[str, Callable[[], None]]:
    """A frame of polars, for a family and for `Share`."""
    import polars as pl

    frame = pl.DataFrame(rows(count), infer_schema_length=None)
    return {name: _way(METRICS[name], frame), "Share, columns": _way(METRICS["Share"], frame)}


def mappings(name: str, count: int) -> dict[str, Callable[[], None]]:
    """Mappings of datetimes."""
    return {name: _way(METRICS[name], rows(count))}


def _way(family: tuple[sk.Metric, str], records: Any) -> Callable[[], None]:
    evaluated(*family, records[:100])  # loads what is loaded on first use
    return without_figures(lambda: evaluated(*family, records))


def contests(count: int) -> Iterator[Contest]:
    """Each family as columns and, of a tenth of the rows, as mappings."""
    for name in METRICS:
        least = LEAST["with a key" if "with a key" in name else "columns"]
        yield Contest(f"{name}, columns", count, partial(columns, name, count), {"Share, columns": 1 / least})
        some = count // 10
        yield Contest(f"{name}, mappings", some, partial(mappings, name, some), {}, some / MAPPINGS)
