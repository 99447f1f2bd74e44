"""Objective: one promise, with its metric, target, window, penalty and clause."""

import attrs
from attrs import evolve, field, frozen

from slakit.agreements.allow import NOTED, Allowed, allowed
from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.measure import Measure
from slakit.penalties.base import PenaltyRule
from slakit.targets.phrases import target
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.fields import is_name, one_of
from slakit.values.source_repr import written
from slakit.windows.base import Window
from slakit.windows.window import window

SILENCE = ("no data", "met", "missed", "carry")


@frozen(repr=False)
class Objective:
    """One promise.

    >>> Objective("Uptime", Uptime("outages"), at_least("99.9 %"), penalty=Flat("5 %"), clause="4.1")
    Objective('Uptime', Uptime('outages'), at_least('99.9 %'), penalty=Flat('5 %'), clause='4.1')

    `silence` says what a period without data means: "no data" (nothing owed, shown), "met", "missed" (failure to report) or "carry" (the
    last measure). Fewer than `minimum` records are no data (docs/numbers.md M3, M4). `allow` names what `check` finds in it and the
    parties want so, each code with the reason. Raises ContractError with everything that does not fit.
    """

    name: str = field()
    metric: Metric = field()
    target: Target = field(converter=target)
    window: Window | None = field(default=None, converter=attrs.converters.optional(window), kw_only=True)
    penalty: PenaltyRule | None = field(default=None, kw_only=True)
    clause: str = field(default="", converter=str, kw_only=True)
    silence: str = field(default="no data", validator=one_of(*SILENCE), kw_only=True)
    minimum: int = field(default=0, kw_only=True)
    allow: Allowed = field(default=(), converter=allowed, kw_only=True, metadata=NOTED)

    def __attrs_post_init__(self) -> None:
        problems: list[str] = []
        metric: object = self.metric  # anything at all, until it is checked
        penalty: object = self.penalty
        if not is_name(self.name):
            problems.append(f"{self.name!r} is not the name of an objective; write 'Uptime'")
        if isinstance(self.minimum, bool) or not isinstance(self.minimum, int) or self.minimum < 0:
            problems.append(f"minimum={self.minimum!r} is not a number of records; write minimum=30")
        if penalty is not None and not isinstance(penalty, PenaltyRule):
            problems.append(f"penalty={penalty!r} is not a penalty rule; write Flat('5 %'), or put @penalty on the function")
        if not isinstance(metric, Metric):
            problems.append(f"metric={metric!r} is not a metric; write Uptime('outages'), or put @metric('stream') on the function")
        else:
            try:
                self.target.check(metric)
                if isinstance(penalty, PenaltyRule):
                    penalty.check(self.target, metric)
            except ContractError as error:
                problems += error.problems
        if problems:
            raise ContractError(*(f"objective {self.name!r}: {problem}" for problem in problems))

    def judge(self, measure: Measure, over: bool, last: Measure | None) -> Verdict:
        """The verdict on a period's measure; `last` is the latest earlier measure that had a value."""
        if measure.sample < self.minimum and (measure.value is not None or measure.pending):
            reason = f"{measure.sample:,} record{'' if measure.sample == 1 else 's'}, fewer than the {self.minimum:,} that count"
            measure = evolve(measure, value=None, low=None, high=None, reason=reason)
        verdict = self.target.judge(measure, over)
        if verdict.outcome is not Outcome.NO_DATA or self.silence == "no data":
            return verdict
        if measure.unread and self.silence == "met":  # records that nobody could read are no silence
            return verdict
        if self.silence == "carry":
            if last is None:
                return verdict
            carried = self.target.judge(evolve(last, unread=last.unread + measure.unread), over)
            return evolve(carried, reason=f"{measure.reason}; the last measure is carried")
        outcome = Outcome.MET if self.silence == "met" else Outcome.MISSED
        return evolve(verdict, outcome=outcome, reason=f"{measure.reason}; silence counts as {outcome}")

    __repr__ = written
