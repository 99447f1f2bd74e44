"""Objective: one promise, with its metric, target, window, penalty and clause."""

import attrs
from attrs import evolve, field, frozen

from slakit.agreements.allow import NOTED, Allowed, allowed
from slakit.agreements.duty import Duty, duties_of
from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.measure import Measure
from slakit.penalties.base import PenaltyRule
from slakit.targets.phrases import target
from slakit.targets.ratchet import Ratchet
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.values.fields import instance_of, is_name, one_of
from slakit.values.source_repr import written
from slakit.windows.base import Window
from slakit.windows.rolling import Rolling
from slakit.windows.window import window

a_ratchet = instance_of(Ratchet, "a ratchet", "Ratchet(best=4, share='10 %')")
SILENCE = ("no data", "met", "missed", "carry")


@frozen(repr=False)
class Objective:
    """One promise.

    >>> Objective("Uptime", Uptime("outages"), at_least("99.9 %"), penalty=Flat("5 %"), clause="4.1")
    Objective('Uptime', Uptime('outages'), at_least('99.9 %'), penalty=Flat('5 %'), clause='4.1')

    `silence` says what a period without data means: "no data" (nothing owed, shown), "met", "missed" (failure to report) or "carry" (the
    last measure). Fewer than `minimum` records are no data (docs/numbers.md M3, M4). With `ratchet` the target is raised year by year, by
    the results that were reached (docs/numbers.md A4). `duties` are what follows from its lines, such as a notice and a cure.
    `allow` names what `check` finds in it and the parties want so, each code with the reason. Raises ContractError with everything that
    does not fit.
    """

    name: str = field()
    metric: Metric = field()
    target: Target = field(converter=target)
    window: Window | None = field(default=None, converter=attrs.converters.optional(window), kw_only=True)
    penalty: PenaltyRule | None = field(default=None, kw_only=True)
    clause: str = field(default="", converter=str, kw_only=True)
    silence: str = field(default="no data", validator=one_of(*SILENCE), kw_only=True)
    minimum: int = field(default=0, kw_only=True)
    ratchet: Ratchet | None = field(default=None, validator=attrs.validators.optional(a_ratchet), kw_only=True)
    duties: tuple[Duty, ...] = field(default=(), converter=duties_of, kw_only=True)
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
        if self.ratchet is not None:
            problems += self._unfit(self.ratchet)
        if not isinstance(metric, Metric):
            problems.append(f"metric={metric!r} is not a metric; write Uptime('outages'), or put @metric('stream') on the function")
        else:
            try:
                self.target.check(metric, penalty.edges if isinstance(penalty, PenaltyRule) else ())
                if isinstance(penalty, PenaltyRule):
                    penalty.check(self.target, metric)
            except ContractError as error:
                problems += error.problems
        problems += [f"duty {duty.name!r}: {wrong}" for duty in self.duties for wrong in _misplaced(duty)]
        if problems:
            raise ContractError(*(f"objective {self.name!r}: {problem}" for problem in problems))

    def _unfit(self, ratchet: Ratchet) -> list[str]:
        """Return why a ratchet cannot raise the target."""
        if isinstance(self.window, Rolling):
            why = "one month would count in several results, and those that begin in one year end in the next"
            return [f"ratchet={ratchet!r} cannot raise a target of periods that overlap: {why}; write window='monthly' for this objective"]
        try:
            ratchet.check(self.target)
        except ContractError as error:
            return [f"ratchet: {problem}" for problem in error.problems]
        return []

    def judge(self, measure: Measure, over: bool, last: Measure | None, target: Target | None = None) -> Verdict:
        """The verdict on a period's measure, under a target that was raised or its own; `last` is the latest earlier one with a value."""
        target = target or self.target
        if measure.sample < self.minimum and (measure.value is not None or measure.pending):
            reason = f"{measure.sample:,} record{'' if measure.sample == 1 else 's'}, fewer than the {self.minimum:,} that count"
            measure = evolve(measure, value=None, low=None, high=None, reason=reason)
        verdict = target.judge(measure, over)
        if verdict.outcome is not Outcome.NO_DATA or self.silence == "no data":
            return verdict
        if measure.unread and self.silence == "met":  # records that nobody could read are no silence
            return verdict
        if self.silence == "carry":
            if last is None:
                return verdict
            carried = target.judge(evolve(last, unread=last.unread + measure.unread), over)
            return evolve(carried, reason=f"{measure.reason}; the last measure is carried")
        outcome = Outcome.MET if self.silence == "met" else Outcome.MISSED
        return evolve(verdict, outcome=outcome, reason=f"{measure.reason}; silence counts as {outcome}")

    __repr__ = written


def _misplaced(duty: Duty) -> list[str]:
    """The problems of a duty that stands with an objective, and is not of its lines."""
    problems = ["only= names objectives, and it stands with one; leave only= out"] if duty.only else []
    if duty.every is not None:
        problems.append("every= is of no objective; write it among the duties of the agreement, or after='period'")
    return problems
