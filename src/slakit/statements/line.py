"""Line: one objective in one period, for one group: what was promised, what was measured, what is owed and why."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from fractions import Fraction
from typing import Any

from attrs import field, fields, frozen

from slakit.metrics.measure import INNER, ITEMS, Exact, Measure
from slakit.penalties.amounts import owed_text
from slakit.statements.adjustment import Adjustment
from slakit.statements.details import LineDetails
from slakit.statements.drawn import HasCharts
from slakit.statements.duty_state import DutyState, RightState
from slakit.statements.format_figure import format_figure, format_unrounded
from slakit.statements.judged_line import JudgedLine
from slakit.statements.needed import Needed, failing_values, needed
from slakit.statements.notebook import html_table
from slakit.statements.plain_data import plain_group, write_fields, write_sparse
from slakit.statements.problem import Problem
from slakit.statements.written_target import plain_target
from slakit.targets.levels import Levels
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome
from slakit.values.money import Money
from slakit.values.quantity import Quantity
from slakit.values.source_repr import in_brackets
from slakit.values.units import unit

# the keys of a line in JSON, as they have always been ordered
ORDER = (
    *("name", "clause", "version", "period", "from", "until", "partial", "group", "target", "limits", "outcome", "level", "measure"),
    *("judged", "judged_shown", "final", "certain", "reason", "verdict_reason", "open", "unread", "fee", "credit", "payable", "projected"),
    *("bonus", "units", "converted", "rights", "unsettled", "steps", "returned", "banked", "adjustments", "entitled", "claim_by"),
    *("claimed", "forfeited", "claim"),
)
# what is written otherwise, or not at all
OTHERWISE = ("period", "group", "target", "verdict", "amounts", "zone", "written")
# keys that a line without any leaves out: what most lines have not, of which a line that is read back is made whole
ADDED = (
    *("levels", "own_target", "whole_from", "whole_until", "shortfall", "running"),
    *("exact_credit", "edges", "faults", "listed", "details"),
)  # by "slakit.statement/2"
NO_CLOCKS = " of 0 clocks"
WHERE_ANY = ("duties", "right_states", "unrounded", *ADDED)
WRITTEN = tuple(part.name for part in fields(Measure) if part.name not in INNER)


@frozen(kw_only=True, repr=False)
class Line(JudgedLine, HasCharts):
    """One line of a statement.

    Its amounts are attributes, such as `credit`, what its penalty comes to, and `payable`, what the settlement leaves of it, by the steps
    that `adjustments` explain. In a period that is not over nothing is owed yet: `projected` is what it would be (docs/numbers.md P8). What
    must be claimed is to be claimed by `claim_by`. `duties` are what the parties have to do because of it, and `right_states` say how its
    rights stand that may lapse. `exact_credit` is the credit before it was rounded, `faults` are records without an amount. Its texts give
    instants in `zone`, that of the agreement. `listed` is True if the agreement lists its group. `details` are the
    whole of what its measure is made of, where a statement was asked for them.
    """

    target: Target
    fee: Money | None = None
    steps: tuple[str, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    claim_by: datetime | None = None
    duties: tuple[DutyState, ...] = ()
    right_states: tuple[RightState, ...] = ()
    exact_credit: Money | None = None
    edges: tuple[Quantity, ...] = ()
    faults: tuple[Problem, ...] = ()
    zone: tzinfo = field(default=UTC, eq=False)
    listed: bool = field(default=False, eq=False)
    details: LineDetails | None = field(default=None, eq=False)

    def __repr__(self) -> str:
        outcome = str(self.outcome) if self.verdict.judged is None else f"{self.judged} {self.outcome}"
        owed = owed_text(self.amounts) if self.projected is None else [f"{self.projected.show()} projected"]
        return in_brackets(
            self, self.named, f"{self.period.label}:", ", ".join([outcome, *owed, *(["unsettled"] if self.unsettled else [])])
        )

    @property
    def promise(self) -> str:
        """The objective, group and clause."""
        return f"{self.named} (clause {self.clause})" if self.clause else self.named

    @property
    def title(self) -> str:
        """The promise and the period."""
        return f"{self.promise}, {self.period.label}{' (partial)' if self.period.partial else ''}"

    @property
    def level(self) -> str:
        """The worst level of its target that was missed; empty where none was, or the target has no levels."""
        if self.outcome is not Outcome.MISSED or not isinstance(self.target, Levels):
            return ""
        return self.target.level(self.verdict.judged)

    @property
    def missed_level(self) -> str:
        return self.level

    @property
    def reason(self) -> str:
        """The reason for the outcome, in one sentence."""
        verdict = self.verdict
        if self.outcome is Outcome.NO_DATA:
            reason = verdict.reason or "no data"
            return f"{reason}; {self.unread}" if self.unread and "could be read" not in reason else reason
        against = f"{self.judged} against {self.target.show()}"
        return "; ".join(filter(None, [against, self.measure.workings, verdict.reason, self.open, self.unread]))

    @property
    def unread(self) -> str:
        """The changes that unreadable records may make, in words; empty when there are none (docs/numbers.md V1)."""
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
    def unrounded(self) -> str:
        """The credit before it was rounded to the cent: "83.333333... GBP"; empty where that changes nothing."""
        exact = self.exact_credit
        return "" if exact is None or self.projected is not None or exact == exact.rounded() else format_unrounded(exact)

    @property
    def also_open(self) -> str:
        """The changes of `open` that the verdict does not give already, as it does of clocks that still run."""
        if not self.verdict.running:
            return self.open
        return "" if self.verdict.certain else self.open.partition(", ")[2]

    @property
    def unclaimed(self) -> Money | None:
        """The money that may still be claimed and is not payable before; None where nothing is known of claims, or need be."""
        if self.claimed is None or self.entitled is None:
            return None
        left = self.entitled - self.claimed
        return left if self.forfeited is None else left - self.forfeited

    @property
    def open(self) -> str:
        """The changes that are still possible, in words; empty when none is."""
        verdict, measure = self.verdict, self.measure
        if verdict.final:
            return ""
        parts = [f"{measure.pending:,} pending" if measure.pending else "period not over"]
        if verdict.certain:
            parts.append(f"{self.outcome} whatever comes")
        elif measure.pending or measure.foresees:
            parts.append(f"from {self._shown(measure.low)} to {self._shown(measure.high)}")
        return ", ".join(parts)

    @property
    def needed(self) -> Needed | None:
        """The least change that turns the verdict: of a missed line what would have met it, of a met one its headroom; None without any.

        >>> statement.line("Uptime").needed.text
        '15 min 25.2 s less downtime'
        """
        return needed(self.verdict, self.target)

    @property
    def to_meet(self) -> str:
        """The change that would have met a missed line: "15 min 25.2 s less downtime"; empty where it was met, or nothing can be named."""
        way = self.needed
        return way.text if way is not None and way.outcome is Outcome.MET else ""

    @property
    def shown(self) -> str:
        """The measure in the unit of the target, with enough digits to stand on its own side of it (docs/numbers.md V3)."""
        if self.verdict.running:
            return f"{self.judged} so far"
        return self._shown(self.measure.value) if self.measure.value is not None else "no data"

    @property
    def figure(self) -> Exact | None:
        """The figure that is shown, in the unit of the measure: of clocks that still run and decide it what they have come to so far."""
        judged = self.verdict.judged
        return judged.base / unit(self.measure.unit).factor if self.verdict.running and judged is not None else self.measure.value

    @property
    def workings(self) -> str:
        """The way to the figure that is shown, in words; the clocks that still run are among the others where they decide it."""
        workings, semicolon, notes = self.measure.workings.partition("; ")
        if workings.endswith(NO_CLOCKS):  # "max of 0 clocks"
            count = self.measure.pending
            still = f" of {count:,} {'clock that still runs' if count == 1 else 'clocks that still run'}"
            return f"{workings.removesuffix(NO_CLOCKS)}{still}{semicolon}{notes}" if self.verdict.running else notes
        if not self.verdict.running:
            return self.measure.workings
        return f"{workings}, and {self.measure.pending:,} that still run{semicolon}{notes}"

    @property
    def judged(self) -> str:
        """The figure that was compared, with the exact one after it when the contract rounds."""
        judged = self.verdict.judged
        if judged is None:
            return "no figure"
        text = self._formatted(judged.base)
        if self.verdict.running or self.measure.value is None or self.target.rounded(self._base) == self._base:
            return text
        return f"{text} (rounded from {self._shown(self.measure.value)})"

    @property
    def unit(self) -> str:
        """The unit that its figures are shown in, such as "%"; empty for a plain number."""
        return self.target.shown_in("" if self.measure.unit == ITEMS else self.measure.unit)

    @property
    def limits(self) -> tuple[Quantity, ...]:
        """The limits of its target; of one with levels, those of the promise."""
        promise = self.target.promise if isinstance(self.target, Levels) else self.target
        return tuple(bound.limit for bound in promise.bounds)

    @property
    def _base(self) -> Fraction:
        return Fraction(self.measure.value or 0) * unit(self.measure.unit).factor

    def _shown(self, value: Exact | None) -> str:
        if value is None:
            return "no bound"
        return self._formatted(value * unit(self.measure.unit).factor)

    def _formatted(self, base: Fraction) -> str:
        """A figure in base units, in the unit of the target; a count against a bare number has none."""
        edges = (*(bound.limit for bound in self.target.bounds), *self.edges)
        return format_figure(base, self.unit, edges)

    def _lines_to_draw(self) -> tuple[Line, ...]:
        return (self,)

    def _repr_html_(self) -> str:
        """The promise, figure, outcome and reason, and what is owed, in a notebook."""
        owed = owed_text(self.amounts) if self.projected is None else [f"{self.projected.show()} projected"]
        cells = [("promised", self.target.show()), ("measured", self.shown), ("outcome", str(self.outcome)), ("reason", self.reason)]
        cells += [("owed", ", ".join(owed) or "nothing"), *([("unsettled", self.unsettled)] if self.unsettled else [])]
        return html_table(self.title, (), cells)

    def to_dict(self) -> dict[str, Any]:
        """Plain data: figures as exact text, money as text, instants as ISO text."""
        verdict, span, whole = self.verdict, self.period.span, self.period.whole
        data = {
            **write_fields(self, skip=OTHERWISE),
            **write_fields(self.amounts),
            "period": self.period.label,
            "from": span.start.isoformat(),
            "until": span.end.isoformat(),
            "partial": self.period.partial,
            "group": plain_group(self.group),
            "target": self.target.show(),
            "limits": list(map(str, self.limits)),
            "outcome": str(self.outcome),
            "level": self.level,
            "measure": self._measure(),
            "judged": None if verdict.judged is None else str(verdict.judged),
            "judged_shown": None if verdict.judged is None else self.judged,
            "final": verdict.final,
            "certain": verdict.certain,
            "reason": self.reason,
            "verdict_reason": verdict.reason,
            "open": self.open,
            "unread": self.unread,
            "unrounded": self.unrounded,
            **plain_target(self.target, lambda: self.needed),
            **({} if whole == span else {"whole_from": whole.start.isoformat(), "whole_until": whole.end.isoformat()}),
            "shortfall": str(verdict.shortfall) if verdict.shortfall else None,
            "running": verdict.running,
        }
        return {key: data[key] for key in dict.fromkeys((*ORDER, *data)) if data[key] or key not in WHERE_ANY}

    def _measure(self) -> dict[str, Any]:
        data = write_fields(self.measure, skip=INNER)
        first = {key: data.pop(key) for key in ("value", "unit")}
        inner = write_sparse(self.measure, WRITTEN)
        if "ranked" in inner:
            inner["ranked"]["failed"] = failing_values(self.measure, self.target)
        return {**first, "shown": self.shown, "shown_in": self.unit, **data, **inner}
