"""records_for: a Hypothesis strategy of the records of a contract, which hits its edges and shrinks to records to read."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.engine.statement.duty_problems import named_matters
from slakit.errors import SlakitError, UsageError, close_match, optional
from slakit.metrics.value_kinds.record_values import StatedRecord
from slakit.metrics.value_kinds.span_values import PauseSpan
from slakit.testing.stream_needs import StreamNeeds, figures_of, lengths_of, needs_of, walk
from slakit.timeline.instants import DAY, HOUR, MINUTE, moment
from slakit.timeline.span import Span
from slakit.values.number import exact_text

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    Rows = list[dict[str, Any]]

MOST_ROWS = 4  # of a stream
AROUND = 72  # hours before and after a period
MOST_EDGES = 40
DECIMALS = 3
DUE, GOES_ON = "due", "goes on"


@frozen
class Frame:
    """The time of records: a span, the instants in it at which something changes, and the lengths that matter."""

    span: Span
    edges: tuple[int, ...]
    lengths: tuple[int, ...]
    figures: tuple[Fraction, ...]
    around: bool

    @classmethod
    def of(cls, contract: Agreement, period: Any, names: Iterable[str], around: bool) -> Frame:
        span = span_of(contract, period)
        objectives = [one for one in contract.objectives if one.name in {*names}]
        lengths = lengths_of(contract, names, span.last - span.first)
        return cls(span, _edges(contract, span, around), lengths, tuple(figures_of(objectives)), around)


def span_of(contract: Agreement, period: Any) -> Span:
    """The time of the periods that are chosen, or the whole term."""
    if period is None:
        return contract.span
    plan = Plan.of(contract)
    selection = chosen(period, contract)
    selection.ends(plan)
    spans = [planned.schedule.periods[index].span for planned in plan.objectives for index in selection.of(planned.schedule)]
    return Span(min(span.first for span in spans), max(span.last for span in spans))


def records_for(
    contract: Agreement, *, period: Any = None, objectives: Iterable[str | Objective] | None = None
) -> SearchStrategy[dict[str, Rows]]:
    """Return a Hypothesis strategy of records by stream: well-formed, in and around a period, and often exactly at an edge of the contract.

    >>> from hypothesis import find
    >>> find(testing.records_for(agreement, period="2026-02"), lambda records: records["outages"])
    {'outages': [{'start': '2026-02-01T00:00Z', 'end': '2026-02-01T01:00Z'}]}

    Edges are those of periods, calendars, limits, notices, targets and tiers, a microsecond on each side of them too. `objectives` are the
    names of those whose streams are drawn. A stream of claims, duties or rights may be missing, all others are there, if empty. Records
    of a metric that is a function of yours have its instant alone. Raises MissingExtra without Hypothesis.
    """
    return drawn_records(contract, period, objectives, around=True)


def drawn_records(
    contract: Agreement, period: Any, objectives: Iterable[str | Objective] | None = None, *, around: bool, most: int = MOST_ROWS
) -> SearchStrategy[dict[str, Rows]]:
    """The strategy of records_for; without `around` every record begins in the period."""
    st = optional("hypothesis.strategies", "testing")
    if not isinstance(contract, Agreement):
        raise UsageError(f"{contract!r} is not an agreement; write Agreement(...), or load('contract.toml')")
    if isinstance(objectives, str):
        raise UsageError(f"objectives={objectives!r} is not a list of names; write objectives=[{objectives!r}]")
    all_names = Plan.of(contract).names
    names = all_names if objectives is None else tuple(one.name if isinstance(one, Objective) else one for one in objectives)
    if unknown := [name for name in names if name not in all_names]:
        raise UsageError(*(f"{name!r} is not an objective of {contract.name!r}{close_match(name, all_names)}" for name in unknown))
    frame = Frame.of(contract, period, names, around)
    needs = needs_of(contract, names if objectives is not None else None)
    stated = {one.stream: one for one in needs if any(isinstance(reading.value, StatedRecord) for reading in one.readings)}
    required = {one.stream: _rows(one, frame, most) for one in needs if one.stream not in stated}
    drawn = st.fixed_dictionaries(required, optional={name: _stated(contract, one, frame) for name, one in stated.items()})
    return drawn.map(partial(_of_cases, needs))  # type: ignore[no-any-return]


def _of_cases(needs: Iterable[StreamNeeds], records: dict[str, Rows]) -> dict[str, Rows]:
    """The records without pauses of cases that are not there."""
    kept = dict(records)
    for one in needs:
        for reading in one.readings:
            if isinstance(reading.value, PauseSpan):
                name, stream = reading.value.case_field, one.stream
                paused = [other for other in needs if any(part.value.paused_by == stream for part in other.readings)]
                cases = {row.get(name) for other in paused for row in records[other.stream]}
                kept[stream] = [row for row in kept[stream] if row[name] in cases]
    return kept


def _rows(needs: StreamNeeds, frame: Frame, most: int) -> SearchStrategy[Rows]:
    st = optional("hypothesis.strategies", "testing")
    return st.lists(row_of(needs, frame), max_size=most).map(lambda rows: keyed(needs, rows))  # type: ignore[no-any-return]


def keyed(needs: StreamNeeds, rows: Rows) -> Rows:
    """The rows, each a case of its own."""
    return [{**dict.fromkeys(needs.keys, str(number)), **row} for number, row in enumerate(rows, 1)] if needs.keys else rows


def row_of(needs: StreamNeeds, frame: Frame) -> SearchStrategy[dict[str, Any]]:
    """A strategy of one record of a stream, without its key."""
    st = optional("hypothesis.strategies", "testing")
    instants, lengths, numbers, few = instants_in(frame), lengths_in(frame), _numbers(needs, frame), st.integers(0, 20)
    days, near = st.integers(1, 5), st.sampled_from([0, 1, -1, HOUR])
    labels = {name: st.sampled_from(options) for name, options in needs.labels.items()}
    ways = {name: st.sampled_from(_ways(needs, frame.around and name not in needs.always)) for name in needs.ends}

    def row(draw: DrawFn) -> dict[str, Any]:
        begin = draw(instants)
        times: dict[str, int | None] = dict.fromkeys(needs.begins, begin)
        times |= {name: begin - draw(lengths) for name in needs.announced}
        dues = {name: begin + draw(days) * DAY for name in needs.dues}
        for name, way in ways.items():
            times[name] = _end_at(begin, draw(way), draw(lengths), [due + draw(near) for due in dues.values()])
        fields: dict[str, Any] = {name: None if at is None else text(at) for name, at in (times | dues).items()}
        fields |= {name: draw(options) for name, options in labels.items()} | {name: draw(numbers) for name in needs.numbers}
        for whole, part in needs.pairs:
            fields[whole] = 1 + draw(few)
            fields[part] = min(draw(few), fields[whole])
        for name in needs.pauses:
            fields[name] = draw(st.just([]) | lengths.map(lambda length: [[text(begin), text(begin + length)]]))
        return fields | dict.fromkeys(needs.updates, text(begin))

    return st.composite(row)()  # type: ignore[no-any-return]


def instants_in(frame: Frame) -> SearchStrategy[int]:
    """Whole hours in the span, then minutes, edges and their neighbours, and hours around it."""
    st = optional("hypothesis.strategies", "testing")
    first, last = frame.span.first, frame.span.last
    hours, minutes = max((last - first) // HOUR - 1, 0), max((last - first) // MINUTE - 1, 0)
    options = [
        st.integers(0, hours).map(lambda number: first + number * HOUR),
        st.integers(0, minutes).map(lambda number: first + number * MINUTE),
        st.sampled_from(frame.edges),
    ]
    if frame.around:
        near = st.integers(1, AROUND)
        options += [near.map(lambda number: last + (number - 1) * HOUR), near.map(lambda number: first - number * HOUR)]
    return st.one_of(*options)  # type: ignore[no-any-return]


def lengths_in(frame: Frame) -> SearchStrategy[int]:
    """Hours, minutes, and the lengths at which something changes."""
    st = optional("hypothesis.strategies", "testing")
    options = [st.integers(1, 48).map(lambda number: number * HOUR), st.integers(1, 600).map(lambda number: number * MINUTE)]
    if edges := [length + off for length in frame.lengths for off in (0, 1, -1) if length + off > 0]:
        options.append(st.sampled_from(edges))
    return st.one_of(*options)  # type: ignore[no-any-return]


def _ways(needs: StreamNeeds, open_ended: bool) -> list[Calendar | str]:
    """The ways in which a record may end, the plainest first: after open time of a calendar, beside its due instant, or not at all."""
    clocks = [clock for clock in needs.clocks if clock != ALWAYS]
    return [ALWAYS, *clocks, *([DUE] if needs.dues else []), *([GOES_ON] if open_ended else [])]


def _end_at(begin: int, way: Calendar | str, length: int, dues: list[int]) -> int | None:
    if isinstance(way, str):
        return None if way == GOES_ON else dues[0]
    try:
        return max(way.clock.due(begin, length), begin + 1)
    except SlakitError:  # the calendar ends before that
        return begin + length


def _numbers(needs: StreamNeeds, frame: Frame) -> SearchStrategy[Any]:
    st = optional("hypothesis.strategies", "testing")
    near = [figure for figure in frame.figures if figure.denominator <= 10**DECIMALS and 1 < figure < 10**9]
    options = [st.integers(0, 20), st.integers(0, 10_000)] if needs.sums_money else [st.integers(0, 20)]
    if values := [exact_text(figure + off) for figure in near for off in (0, 1, -1)]:
        options.append(st.sampled_from(values))
    return st.one_of(*options)  # type: ignore[no-any-return]


def _stated(contract: Agreement, needs: StreamNeeds, frame: Frame) -> SearchStrategy[Rows]:
    """Rows of claims, of duties that were done, and of rights that were used: after their period, by name or for all."""
    st = optional("hypothesis.strategies", "testing")
    after = Frame(Span(frame.span.first, frame.span.last + 60 * DAY), frame.edges, frame.lengths, frame.figures, False)
    fields: dict[str, SearchStrategy[Any]] = {needs.readings[0].at: instants_in(after).map(text)}
    for word, names in named_matters(contract).get(needs.stream, {}).items():
        fields[word] = st.sampled_from(names)
    stages = [stage for one in _claims(contract) if one.stream == needs.stream for stage in one.order]
    if stages:
        fields["stage"] = st.sampled_from(["", *(stage.name for stage in stages)])
        fields |= {name: st.just("yes") for stage in stages for name in stage.evidence}
    fields["objective"] = st.sampled_from(["", *(objective.name for objective in contract.objectives)])
    return st.lists(st.fixed_dictionaries(fields), max_size=2)  # type: ignore[no-any-return]


def _claims(contract: Agreement) -> list[Any]:
    return [one for version in contract.versions if (one := version.agreement.settlement.claims) and not one.automatic]


def _edges(contract: Agreement, span: Span, around: bool) -> tuple[int, ...]:
    """The first and the last instant of a span, and when its calendars open and close, each with a microsecond beside it."""
    edges = [span.first, span.last]
    near = Span(span.first, min(span.last, span.first + 8 * DAY))
    for part in walk([contract.objectives, contract.exclusions]):
        if isinstance(part, Calendar):
            try:
                edges += [edge for one in part.open(near) for edge in (one.first, one.last)][:6]
            except SlakitError:
                continue
    chosen_edges = list(dict.fromkeys(edges))[:MOST_EDGES]
    several = [edge + off for edge in chosen_edges for off in (0, 1, -1)]
    return tuple(edge for edge in several if around or span.first <= edge < span.last)


def text(at: int) -> str:
    """An instant as a person writes it in a record."""
    return moment(at).isoformat().replace("+00:00", "").removesuffix(":00") + "Z"
