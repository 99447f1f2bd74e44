"""A share by group of the rows of a frame: what feeding costs with few groups and with many, and a line of the statement."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from contest import SLAKIT, Contest, without_figures

import slakit as sk

FEW, MANY = 100, (1_000, 10_000, 100_000)
LINE = 60e-6  # seconds


def agreement() -> sk.Agreement:
    """One promise by site, with a credit."""
    metric, penalty = sk.Share("rows", good={"up": True}).by("site"), sk.Tiered(below={"99 %": "5 %"})
    objectives = [sk.Objective("One", metric, "at least 99 %", penalty=penalty)]
    term = ("2026-01-01", "2027-01-01")
    return sk.Agreement("Sites", provider="P", customer="C", term=term, timezone="UTC", fee="1000 EUR", objectives=objectives)


def frame(rows: int, groups: int) -> Any:
    """Rows of a month in no order, of as many sites."""
    import numpy as np
    import polars as pl

    draw = np.random.default_rng(7)
    at = np.datetime64("2026-06-01T00:00:00", "us") + draw.integers(0, 30 * 86_400 * 1_000_000, rows).astype("timedelta64[us]")
    sites = [f"site {number}" for number in range(groups)]
    picked = pl.Series("site", sites).gather(draw.integers(0, groups, rows).tolist())
    return pl.DataFrame({"at": at, "up": draw.random(rows) < 0.97, "site": picked}).with_columns(pl.col("at").dt.replace_time_zone("UTC"))


def fed(records: Any) -> sk.Monitor:
    """A monitor with the rows of a frame."""
    monitor = sk.Monitor(agreement())
    monitor.feed("rows", records)
    return monitor


def feeding(rows: int, groups: int) -> dict[str, Callable[[], None]]:
    """The same rows in few groups and in many."""
    many, few = frame(rows, groups), frame(rows, FEW)
    fed(few[:1_000])
    return {SLAKIT: without_figures(lambda: fed(many)), f"{FEW} groups": without_figures(lambda: fed(few))}


def asking(rows: int, groups: int) -> dict[str, Callable[[], None]]:
    """A statement of one month."""
    monitor = fed(frame(rows, groups))
    fed(frame(1_000, 10)).statement(period="2026-06")
    return {SLAKIT: without_figures(lambda: list(monitor.statement(period="2026-06").lines))}


def contests(rows: int) -> Iterator[Contest]:
    """Feeding, and a statement of as many lines as groups; of 100,000 groups the statement takes long, and is left out."""
    for groups in MANY:
        yield Contest(f"feed, {groups:,} groups", rows, partial(feeding, rows, groups), {f"{FEW} groups": 2})
    for groups in MANY[:2]:
        yield Contest(f"statement, {groups:,} groups, a line a row", groups, partial(asking, rows, groups), {}, LINE * groups)
