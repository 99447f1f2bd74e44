"""Line: one objective in one period, for one group: what was promised, what was measured, what is owed and why."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from slakit.metrics.measure import ITEMS, Exact, Measure
from slakit.penalties.penalty import left_in_kind
from slakit.statements.adjustment import Adjustment
from slakit.statements.format_figure import beside
from slakit.targets.levels import Levels
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.timeline.instants import moment
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.units import unit
from slakit.windows.period import Period


@frozen(kw_only=True)
class Line:
    """One line of a statement.

    `credit` is what its penalty comes to, with what a step made money of, and `payable` what is left of it after the other steps of the
    settlement, which `cuts` tell; both are None in an agreement that pays no money. Where it must be claimed, `entitled` is what may be
    by `claim_by`, `claimed` what was, `forfeited` what was not in time, and `payable` what is left; `claim` says so in words;
    `entitled_units` and `forfeited_units` say the same of what is owed in kind. `returned` is what of earlier credits goes back,
    `banked` what went into a bank of bonuses, `owed` the credit before it was rounded. In a period that is not over nothing is owed
    yet: `projected` is what it would be (docs/numbers.md P8). `bonus` is what the customer pays on top, `units` what came to be owed in
    kind, of which `converted` became money and `in_kind` is left, `rights` what the customer may now do. `unsettled` says why no amount
    could be worked out, such as a base that nobody told. `version` is that of an agreement with amendments (docs/numbers.md A1).
    """

    name: str
    clause: str
    period: Period
    group: Any
    target: Target
    verdict: Verdict
    fee: Money | None = None
    credit: Money | None = None
    payable: Money | None = None
    projected: Money | None = None
    bonus: Money | None = None
    units: tuple[Quantity, ...] = ()
    converted: tuple[Quantity, ...] = ()
    rights: tuple[str, ...] = ()
    unsettled: str = ""
    steps: tuple[str, ...] = ()
    cuts: tuple[Adjustment, ...] = ()
    returned: Money | None = None
    banked: Money | None = None
    entitled: Money | None = None
    claim_by: datetime | None = None
    claimed: Money | None = None
    forfeited: Money | None = None
    entitled_units: tuple[Quantity, ...] = ()
    forfeited_units: tuple[Quantity, ...] = ()
    claim: str = ""
    owed: Money | None = field(default=None, repr=False)
    version: str = ""
    edges: tuple[Quantity, ...] = field(default=(), repr=False)

    @property
    def in_kind(self) -> tuple[Quantity, ...]:
        """What is owed in kind and has not become money."""
        return left_in_kind(self.units, self.converted)

    @property
    def named(self) -> str:
        """The objective, and the group in brackets."""
        group = self.group if isinstance(self.group, tuple) else (self.group,)
        return self.name if self.group is None else f"{self.name} [{', '.join(map(str, group))}]"

    @property
    def promise(self) -> str:
        """The objective, group and clause."""
        return f"{self.named} (clause {self.clause})" if self.clause else self.named

    @property
    def title(self) -> str:
        """The promise and the period."""
        return f"{self.promise}, {self.period.label}{' (partial)' if self.period.partial else ''}"

    @property
    def measure(self) -> Measure:
        return self.verdict.measure

    @property
    def outcome(self) -> Outcome:
        return self.verdict.outcome

    @property
    def level(self) -> str:
        """The worst level of its target that was missed; empty where none was, or the target has no levels."""
        if self.outcome is not Outcome.MISSED or not isinstance(self.target, Levels):
            return ""
        return self.target.level(self.verdict.judged)

    @property
    def reason(self) -> str:
        """Why the outcome is what it is, in one sentence."""
        verdict, measure = self.verdict, self.measure
        if self.outcome is Outcome.NO_DATA:
            reason = verdict.reason or "no data"
            return f"{reason}; {self.unread}" if self.unread and "could be read" not in reason else reason
        against = f"{self.judged} against {self.target}"
        return "; ".join(filter(None, [against, measure.workings, verdict.reason, self.open, self.unread]))

    @property
    def unread(self) -> str:
        """What records that could not be read may change, in words; empty when there are none (docs/numbers.md V1)."""
        measure = self.measure
        if not measure.unread:
            return ""
        records = f"{measure.unread:,} record{'s' * (measure.unread != 1)} could not be read"
        if self.outcome is Outcome.NO_DATA:
            return records
        if self.verdict.certain:
            return f"{records}, {self.outcome} whatever they say"
        low, high = (self._shown(figure) for figure in (measure.low, measure.high))
        return f"{records}, so it may be {'anything' if measure.low is measure.high is None else f'from {low} to {high}'}"

    @property
    def open(self) -> str:
        """What may still change, in words; empty when nothing may."""
        verdict, measure = self.verdict, self.measure
        if verdict.final:
            return ""
        told = [f"{measure.pending:,} pending" if measure.pending else "period not over"]
        if verdict.certain:
            told.append(f"{self.outcome} whatever comes")
        elif measure.pending or measure.foresees:
            told.append(f"from {self._shown(measure.low)} to {self._shown(measure.high)}")
        return ", ".join(told)

    @property
    def shown(self) -> str:
        """The measure in the unit of the target, with enough digits to stand on its own side of it (docs/numbers.md V3)."""
        if self.verdict.running:
            return f"{self.judged} so far"
        return self._shown(self.measure.value) if self.measure.value is not None else "no data"

    @property
    def judged(self) -> str:
        """The figure that was compared, with the exact one beside it when the contract rounds."""
        judged = self.verdict.judged
        if judged is None:
            return "no figure"
        text = self._beside(judged.base)
        if self.verdict.running or self.measure.value is None or self.target.rounded(self._base) == self._base:
            return text
        return f"{text} (rounded from {self._shown(self.measure.value)})"

    @property
    def _base(self) -> Fraction:
        return Fraction(self.measure.value or 0) * unit(self.measure.unit).factor

    @property
    def _edges(self) -> tuple[Quantity, ...]:
        return (*(bound.limit for bound in self.target.bounds), *self.edges)

    def _shown(self, value: Exact | None) -> str:
        if value is None:
            return "no bound"
        return self._beside(value * unit(self.measure.unit).factor)

    def _beside(self, base: Fraction) -> str:
        """A figure in base units, in the unit of the target; a count against a bare number has none."""
        usual = "" if self.measure.unit == ITEMS else self.measure.unit
        return beside(base, self.target.shown_in(usual), self._edges)

    def to_dict(self) -> dict[str, Any]:
        """Plain data: figures as exact text, money as text, instants as ISO text."""
        measure, verdict = self.measure, self.verdict
        return {
            "name": self.name,
            "clause": self.clause,
            "version": self.version,
            "period": self.period.label,
            "from": _iso(self.period.span.start),
            "until": _iso(self.period.span.end),
            "partial": self.period.partial,
            "group": list(map(_named, self.group)) if isinstance(self.group, tuple) else _named(self.group),
            "target": str(self.target),
            "outcome": str(self.outcome),
            "level": self.level,
            "measure": {
                "value": _text(measure.value),
                "unit": measure.unit,
                "shown": self.shown,
                "sample": measure.sample,
                "pending": measure.pending,
                "unread": measure.unread,
                "low": _text(measure.low),
                "high": _text(measure.high),
                "breaches": measure.breaches,
                "observed": _text(measure.observed),
                "workings": measure.workings,
                "reason": measure.reason,
                "evidence": [
                    {
                        "at": _iso(moment(one.at)),
                        "until": None if one.until is None else _iso(moment(one.until)),
                        "key": _named(one.key),
                        "figure": _text(one.figure),
                        "unit": one.unit,
                        "word": one.word,
                    }
                    for one in measure.evidence
                ],
            },
            "judged": None if verdict.judged is None else str(verdict.judged),
            "judged_shown": None if verdict.judged is None else self.judged,
            "final": verdict.final,
            "certain": verdict.certain,
            "reason": self.reason,
            "verdict_reason": verdict.reason,
            "open": self.open,
            "fee": _text(self.fee),
            "credit": _text(self.credit),
            "payable": _text(self.payable),
            "projected": _text(self.projected),
            "bonus": _text(self.bonus),
            "units": list(map(str, self.units)),
            "converted": list(map(str, self.converted)),
            "rights": list(self.rights),
            "unsettled": self.unsettled,
            "steps": list(self.steps),
            "returned": _text(self.returned),
            "banked": _text(self.banked),
            "cuts": [cut.to_dict() for cut in self.cuts],
            "entitled": _text(self.entitled),
            "claim_by": None if self.claim_by is None else _iso(self.claim_by),
            "claimed": _text(self.claimed),
            "forfeited": _text(self.forfeited),
            "claim": self.claim,
            "entitled_units": list(map(str, self.entitled_units)),
            "forfeited_units": list(map(str, self.forfeited_units)),
        }


def _named(value: object) -> str | int | float | None:
    """The value that names a group, as plain data."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _iso(at: datetime) -> str:
    return at.isoformat()
