"""LawWorld: one period of a contract in which laws are tried, and the records that are drawn for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.engine.evaluate import evaluate
from slakit.engine.plan.plan import Plan
from slakit.errors import optional
from slakit.statements.explanation import Explanation
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.testing.joined_spans import has_spans, joined_spans
from slakit.testing.record_strategies import Frame, drawn_records, row_of
from slakit.testing.stream_needs import StreamNeeds, needs_of
from slakit.timeline.instants import DAY, moment
from slakit.windows.period import Period

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    Records = Mapping[str, list[dict[str, Any]]]

LATE = 400 * DAY  # after the end of a period, when nothing of it is open any more


@frozen
class LawWorld:
    """A contract in one of its periods; `earlier` is the period before it, if there is one."""

    contract: Agreement
    period: Period
    earlier: Period | None
    later: Period | None

    @classmethod
    def all_of(cls, contract: Agreement) -> list[LawWorld]:
        """Return the second period of each window of a contract, or the first where it is the only one."""
        worlds: dict[str, LawWorld] = {}
        for planned in Plan.of(contract).objectives:
            periods = [planned.schedule.periods[index] for index in planned.schedule.judged]
            if periods:
                index = min(1, len(periods) - 1)
                later = periods[index + 1] if index + 1 < len(periods) else None
                worlds.setdefault(periods[index].label, cls(contract, periods[index], periods[0] if index else None, later))
        return list(worlds.values())

    def __repr__(self) -> str:
        return f"<period {self.period.label} of {self.contract.name!r}>"

    @cached_property
    def measured(self) -> list[StreamNeeds]:
        """The streams that metrics alone read, so that a record in them is a fact about the service."""
        plan = Plan.of(self.contract)
        own = {plan.readings[index].reading.stream for planned in plan.objectives for index in planned.indexes}
        others = {reading.stream for planned in plan.objectives for reading, _ in planned.bases}
        others |= {reading.stream for reading, _ in (*plan.settling, *plan.done)}
        others |= {exclusion.stream for version in self.contract.versions for exclusion in version.agreement.exclusions}
        return [one for one in needs_of(self.contract) if one.stream in own - others]

    @cached_property
    def inside(self) -> SearchStrategy[Records]:
        """Records that begin in the period."""
        return drawn_records(self.contract, self.period.label, around=False)

    @cached_property
    def around(self) -> SearchStrategy[Records]:
        """Records of the period, of which some begin before or after it, and some go on."""
        return drawn_records(self.contract, self.period.label, around=True)

    @cached_property
    def changed(self) -> SearchStrategy[tuple[Records, Records]] | None:
        """Records, and the same but for one row of a metric, which is another or is added; None where no stream is of metrics alone."""
        st = optional("hypothesis.strategies", "testing")
        frame = Frame.of(self.contract, self.period.label, Plan.of(self.contract).names, around=False)
        rows = [(needs, row_of(needs, frame)) for needs in self.measured]

        def pair(draw: DrawFn) -> tuple[Records, Records]:
            before = draw(self.inside)
            needs, row = draw(st.sampled_from(rows))
            some, new = before[needs.stream], draw(row)
            index = draw(st.integers(0, len(some)))
            keys = dict.fromkeys(needs.keys, str(index + 1))
            return before, {**before, needs.stream: [*some[:index], {**keys, **new}, *some[index + 1 :]]}

        return st.composite(pair)() if rows else None

    @cached_property
    def joined(self) -> SearchStrategy[tuple[Records, Records]] | None:
        """Records with two outages, and the same with the gap between them filled; None where no stream of metrics alone has spans."""
        st = optional("hypothesis.strategies", "testing")
        frame = Frame.of(self.contract, self.period.label, Plan.of(self.contract).names, around=False)
        spans = [(needs.stream, joined_spans(needs, frame)) for needs in self.measured if has_spans(needs)]

        def pair(draw: DrawFn) -> tuple[Records, Records]:
            others, (stream, rows) = draw(self.inside), draw(st.sampled_from(spans))
            before, after = draw(rows)
            return {**others, stream: before}, {**others, stream: after}

        return st.composite(pair)() if spans else None

    @cached_property
    def afterwards(self) -> SearchStrategy[Records]:
        """Records of metrics alone that begin after the period."""
        st = optional("hypothesis.strategies", "testing")
        if self.later is None:
            return st.just({})  # type: ignore[no-any-return]
        frame = Frame.of(self.contract, self.later.label, Plan.of(self.contract).names, around=False)
        rows = {needs.stream: st.lists(row_of(needs, frame), min_size=1, max_size=2) for needs in self.measured}
        keys = {needs.stream: needs.keys for needs in self.measured}

        def named(drawn: Records) -> Records:
            """Cases of their own, which no record of the period is about."""
            pairs = ((name, enumerate(some, 1)) for name, some in drawn.items())
            return {name: [{**row, **dict.fromkeys(keys[name], f"later {number}")} for number, row in some] for name, some in pairs}

        return st.fixed_dictionaries(rows).map(named)  # type: ignore[no-any-return]

    def evaluate(self, records: Records, **given: Any) -> Statement:
        """The statement of the period, long after its end."""
        settings: dict[str, Any] = {"period": self.period.label, "as_of": moment(self.period.span.last + LATE)} | given
        return evaluate(self.contract, records, **settings)


def shown(records: Records) -> str:
    """Records as a person reads them: one row a line, streams without any left out."""
    lines = [f"  {stream}: {row}" for stream, rows in records.items() for row in rows]
    return "\n".join(lines) or "  no records"


def arithmetic(*lines: Line | None) -> str:
    """The explanations of some lines."""
    return str(Explanation(tuple(line for line in lines if line is not None)))
