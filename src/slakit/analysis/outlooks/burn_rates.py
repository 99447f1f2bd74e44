"""BurnRate: how fast the error budget of an open period is used up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.calendars.trace import duration_text
from slakit.engine.evaluate import evaluate
from slakit.penalties.settlement.settlement import Settlement
from slakit.statements.error_budget import promised_share
from slakit.statements.line import Line
from slakit.timeline.instants import DAY, HOUR, MINUTE, moment
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets
from slakit.windows.window import whole_term

# Google SRE Workbook, chapter 5, "Alerting on SLOs": share of the budget, in a long window, with a short one that says it still goes on
WINDOWS = ((Fraction(2, 100), HOUR, 5 * MINUTE), (Fraction(5, 100), 6 * HOUR, 30 * MINUTE), (Fraction(10, 100), 3 * DAY, 6 * HOUR))


@frozen(kw_only=True, repr=False)
class BurnRate:
    """The speed at which a budget is used up: `rate` over the long window and `short_rate` over the short one; 1 lasts to the end.

    At `threshold` the long window uses up the share of the budget that the SRE workbook names. `alerts` says that both windows reach it.
    """

    window: int
    short_window: int
    rate: Fraction | None
    short_rate: Fraction | None
    threshold: Fraction

    @property
    def alerts(self) -> bool:
        return all(rate is not None and rate >= self.threshold for rate in (self.rate, self.short_rate))

    def __str__(self) -> str:
        rates = ["no data" if rate is None else Quantity(rate, "").show(3) for rate in (self.rate, self.short_rate)]
        windows = [duration_text(timedelta(microseconds=length)) for length in (self.window, self.short_window)]
        limit = Quantity(self.threshold, "").show(3)
        return f"burn rate {rates[0]} in {windows[0]}, {rates[1]} in {windows[1]}: {'alert' if self.alerts else 'below'} {limit}"

    def __repr__(self) -> str:
        return in_brackets(self, str(self))

    def to_dict(self) -> dict[str, Any]:
        """Plain data; rates are exact texts."""
        rates = [None if rate is None else str(rate) for rate in (self.rate, self.short_rate)]
        windows = {"window_us": self.window, "short_window_us": self.short_window}
        return windows | {"rate": rates[0], "short_rate": rates[1], "threshold": str(self.threshold), "alerts": self.alerts}


def threshold(share: Fraction, window: int, period: int) -> Fraction:
    """The burn rate at which a window uses up a share of the budget of a period: share x period / window; 14.4 for 2 % of 30 days in 1 h.

    >>> from slakit.analysis.outlooks.burn_rates import DAY, HOUR, threshold
    >>> threshold(Fraction(2, 100), HOUR, 30 * DAY)
    Fraction(72, 5)
    """
    return share * period / window


def burn_rates(agreement: Agreement, objective: Objective, line: Line, records: Mapping[str, Any], as_of: int) -> tuple[BurnRate, ...]:
    """The burn rates of a line: (1 - share in the window) / (1 - target), over windows that end at an instant."""
    limit = promised_share(line.target) if objective.metric.is_share else None
    if limit is None or limit == 1:
        return ()
    period = line.period.span.last - line.period.span.first
    streams = {reading.stream for reading in objective.metric.parts()}
    excluded = tuple(exclusion for exclusion in agreement.exclusions if exclusion.applies_to in streams)

    def rate(window: int) -> Fraction | None:
        alone = evolve(objective, window=None, penalty=None, ratchet=None, duties=(), minimum=0)
        term = tuple(moment(at, agreement.zone).isoformat() for at in (as_of - window, as_of))
        frame = {"term": term, "window": whole_term(), "objectives": [alone], "amendments": (), "settlement": Settlement(), "duties": ()}
        cut = evolve(agreement, **frame, exclusions=excluded, logs=(), source=None)  # type: ignore[arg-type]  # its converters judge
        read = {stream: rows for stream, rows in records.items() if stream in cut.streams}
        lines = [one for one in evaluate(cut, read, as_of=moment(as_of)).lines if one.group == line.group]
        value = lines[0].measure.value if lines else None
        return None if value is None else (1 - Fraction(value)) / (1 - limit)

    return tuple(
        BurnRate(
            window=long, short_window=short, rate=rate(long), short_rate=rate(short), threshold=threshold(share, long, period)
        )
        for share, long, short in WINDOWS
    )  # fmt: skip
