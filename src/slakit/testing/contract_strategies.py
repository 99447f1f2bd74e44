"""contracts: a Hypothesis strategy of sound agreements of few promises, with any kind of metric, target, window and rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.calendars.weekly import Weekly
from slakit.errors import optional
from slakit.metrics.amounts.count_total import Count, Total
from slakit.metrics.amounts.mean import Mean
from slakit.metrics.amounts.share import Share
from slakit.metrics.availability.downtime import Downtime
from slakit.metrics.availability.uptime import Uptime
from slakit.metrics.base import Metric
from slakit.metrics.checks.checks import Checks
from slakit.metrics.timers.elapsed import Elapsed, Within
from slakit.metrics.timers.on_time import OnTime
from slakit.penalties.base import PenaltyRule
from slakit.penalties.rules.flat import Flat
from slakit.penalties.rules.linear import Linear
from slakit.penalties.rules.right import Right
from slakit.penalties.settlement.cap import Cap
from slakit.penalties.settlement.settlement import Settlement
from slakit.penalties.tables.tiered import Tiered

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

WINDOWS = ("monthly", "weekly", "quarterly", "rolling 30 days")
DESK = Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
CLOCK: dict[str, Any] = {"since": "asked", "until": "answered", "key": "id"}


def _shares() -> list[Metric]:
    """Metrics of which more is better, in percent."""
    return [
        Uptime("outages"),
        Uptime("outages", clock=DESK),
        Uptime("outages").by("site"),
        Uptime("outages", weights={"critical": 1, "minor": "50 %"}, weight_by="severity"),
        Share("posts", good={"score": ">= 4"}),
        Checks("probes", ok={"up": True}),
        Within("cases", {"high": "4 hours", "low": "1 business day"}, limit_by="severity", clock=DESK, **CLOCK),
        OnTime("reports", due="due", done="done"),
        0.5 * Share("posts", good={"score": ">= 4"}) + 0.5 * Checks("probes", ok={"up": True}),
    ]


def _amounts() -> list[tuple[Metric, str]]:
    """Metrics of which less is better, each with the unit of its figures."""
    return [
        (Downtime("outages"), "hours"),
        (Elapsed("cases", statistic="p90", clock=DESK, **CLOCK), "hours"),
        (Count("incidents"), ""),
        (Total("incidents", "users"), ""),
        (Mean("posts", "score"), ""),
    ]


def contracts() -> SearchStrategy[Agreement]:
    """Return a Hypothesis strategy of sound agreements of one to three promises; `records_for` draws records for each of them.

    It shrinks to one promise of uptime without a penalty. Raises MissingExtra without Hypothesis.
    """
    st = optional("hypothesis.strategies", "testing")

    def agreement(draw: DrawFn) -> Agreement:
        objectives = [draw(_objectives(f"Promise {number}")) for number in range(1, 1 + draw(st.integers(1, 3)))]
        cap = draw(st.sampled_from([None, "20 %", "150 EUR"]))
        return Agreement(
            "Drawn",
            provider="P",
            customer="C",
            term=("2026-01-01", "2027-01-01"),
            timezone=draw(st.sampled_from(["UTC", "Europe/London"])),
            fee="1000 EUR",
            objectives=objectives,
            settlement=Settlement() if cap is None else Settlement(steps=[Cap(cap)]),
        )

    return st.composite(agreement)()  # type: ignore[no-any-return]


def _objectives(name: str) -> SearchStrategy[Objective]:
    st = optional("hypothesis.strategies", "testing")

    def objective(draw: DrawFn) -> Objective:
        falling = draw(st.sampled_from([True, False]))
        edges = sorted(draw(st.sets(st.integers(1, 19), min_size=1, max_size=3)))
        if falling:
            metric, figures = draw(st.sampled_from(_shares())), [f"{100 - edge / 2:g} %" for edge in edges]
            target, step, word = f"{draw(st.sampled_from(['at least', 'more than']))} {figures[0]}", "1 pp", "below"
        else:
            metric, unit = draw(st.sampled_from(_amounts()))
            figures = [f"{edge} {unit}".strip() for edge in edges]
            target, step, word = f"{draw(st.sampled_from(['at most', 'less than']))} {figures[0]}", f"1 {unit}".strip(), "above"
        rules: list[Callable[[], PenaltyRule | None]] = [
            lambda: None,
            lambda: Flat("5 %"),
            lambda: Tiered(**{word: {figure: f"{5 * number} %" for number, figure in enumerate(figures, 1)}}),  # type: ignore[arg-type]
            lambda: Linear("2 %", per=step).capped("30 %"),
            lambda: Flat("5 %").repeated({2: 2}),
            lambda: Right("terminate").only_if(in_a_row=2),
        ]
        return Objective(
            name,
            metric,
            target,
            window=draw(st.sampled_from([None, *WINDOWS])),
            penalty=draw(st.sampled_from(rules))(),
            silence=draw(st.sampled_from(["no data", "met", "missed", "carry"])),
        )

    return st.composite(objective)()  # type: ignore[no-any-return]
