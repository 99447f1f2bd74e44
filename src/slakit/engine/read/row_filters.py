"""Row filters: each narrows a selection of records, and notes what fell out and why."""

from collections.abc import Sequence
from functools import reduce

from slakit.engine.read.batch import Batch
from slakit.engine.read.conditions import either, judge
from slakit.engine.read.read_context import ReadContext
from slakit.engine.read.selection import LATER, Selection
from slakit.engine.read.vectors import Mask
from slakit.metrics.condition import Condition, Filter
from slakit.timeline.instants import COUNTED_FIRST, COUNTED_LAST

RUNNING = "still running"
OTHER_HOURS = "in other hours"
EXCLUDED = "excluded by "
UNCOUNTED = "is not an instant of the years 1800 to 2299, in which hours are counted; leave it empty"


def where(everything: Selection, where: Filter) -> Selection:
    """The records that meet a filter; a blank where it wants a number, or true or false, is a data problem.

    A record that fails one condition is left out whatever its other values are, in whatever order the conditions stand.
    """
    selection = everything
    for condition in where.conditions if len(where.conditions) > 1 else ():
        selection = selection.once(("failing", condition), lambda now=selection, condition=condition: _not_failing(now, condition))  # type: ignore[misc]
    for condition in where.conditions:
        selection = selection.once(("where", condition), lambda now=selection, condition=condition: _meeting(now, condition))  # type: ignore[misc]
    return selection


def _not_failing(selection: Selection, condition: Condition) -> Selection:
    """The records that meet a condition, and those of which that is unclear."""
    batch = selection.batch
    mask, blank, unclear = _passing(batch, condition)
    if blank or unclear:
        mask = either(batch, mask, batch.invert(batch.mask_without(sorted({*blank, *unclear}))))
    return selection.keep(mask, f"not ({condition.show()})")


def _passing(batch: Batch, condition: Condition) -> tuple[Mask, set[int], Sequence[int]]:
    """Return a mask of the records that meet a condition, those with no value that it wants, and those whose value cannot be judged."""
    mask, unclear = batch.passing(condition)
    return mask, batch.blank(condition.field) if condition.wants and (unclear or not condition.orders) else set(), unclear


def _meeting(selection: Selection, condition: Condition) -> Selection:
    name = condition.name
    mask, blank, unclear = _passing(selection.batch, condition)
    selection = selection.without(sorted(blank), f"no value for {name}", show=condition.fields)
    selection = selection.without([row for row in unclear if row not in blank], condition.remedy, show=condition.fields)
    return selection.keep(mask, f"not ({condition.show()})")


def readable(selection: Selection, name: str) -> Selection:
    """The records in which an instant is readable or empty."""
    faults = selection.batch.faults(name)
    return selection.once(
        ("readable", name),
        lambda: reduce(lambda left, fault: left.without(fault[1], fault[0], show=(name,)), sorted(faults.items()), selection),
    )


def required(selection: Selection, name: str, reason: str = "", show: Sequence[str] = ()) -> Selection:
    """The records that have an instant; the others are a data problem, unless a `reason` is given."""
    legible = readable(selection, name)
    present = selection.batch.instants(name).present
    return legible.once(
        ("required", name, reason, show),
        lambda: legible.keep(present, reason or f"no value for {name}", problem=not reason, show=show or (name,)),
    )


def happened(context: ReadContext, selection: Selection, name: str, reason: str = LATER) -> Selection:
    """The records whose instant does not lie after the horizon."""
    if context.horizon is None:
        return selection
    instants, horizon = context.batch.instants(name).values, context.horizon
    return selection.once(("happened", name, horizon, reason), lambda: selection.keep(context.batch.at_most(instants, horizon), reason))


def owned(context: ReadContext, selection: Selection) -> Selection:
    """The records that have an owner instant, which has come and lies in the hours that count."""
    at = context.reading.at
    reason = RUNNING if at == context.reading.ending else ""
    return during(context, happened(context, required(selection, at, reason, show=() if reason else naming_fields(context)), at))


def during(context: ReadContext, selection: Selection) -> Selection:
    """The records whose owner instant lies in the hours that the reading names, and in no time that is excluded."""
    calendar, at = context.reading.during, context.reading.at
    if calendar is not None:
        hours, instants = calendar, context.batch.instants(at)
        selection = selection.once(("during", hours, at), lambda: selection.keep(context.batch.within(hours, instants), OTHER_HOURS))
    for spans in context.excluded:
        if not (spans.forgiven and context.reading.value.forgivable):
            inside = context.batch.inside(spans.edges, context.batch.instants(at))
            selection = selection.keep(context.batch.invert(inside), f"{EXCLUDED}{spans.name}")
    return selection


def meeting(context: ReadContext, selection: Selection, good: Filter, unknown: str | None = None) -> tuple[Selection, Mask]:
    """Return the selection without unparseable records, and a mask of the records that meet a filter (None without one).

    With `unknown` the records whose fields are blank or unreadable are "good", "bad", or left out ("drop").
    """
    if unknown is not None and good:
        return _with_unknown(context, selection, good, unknown)
    mask = None
    for condition in good.conditions:
        met, unparseable = context.batch.passing(condition)
        selection = selection.without(unparseable, condition.remedy, show=(context.reading.at, *condition.fields))
        mask = met if mask is None else context.batch.both(mask, met)
    return selection, mask


def _with_unknown(context: ReadContext, selection: Selection, good: Filter, unknown: str) -> tuple[Selection, Mask]:
    judged = judge(context.batch, good.conditions, blank=lambda condition: not condition.asks_blank)
    if judged.unclear is None:
        return selection, judged.good
    batch = context.batch
    for condition, unreadable in judged.unreadable.items():
        show = (context.reading.at, *condition.fields)
        if unknown == "drop":
            selection = selection.keep(batch.invert(unreadable), condition.remedy, problem=True, show=show)
        else:
            selection = selection.noting(unreadable, f"{condition.remedy}; it counts as {unknown}", show)
    if unknown == "drop":
        for condition, blank in judged.blank.items():
            selection = selection.keep(batch.invert(blank), f"no value for {condition.name}")
    return selection, either(batch, judged.good, judged.unclear) if unknown == "good" else judged.good


def forgiving(context: ReadContext, selection: Selection, good: Mask) -> Mask:
    """Return a mask of the records of a selection that are good or forgiven."""
    batch = context.batch
    for spans in context.excluded:
        if spans.forgiven:
            inside = selection.take(batch.inside(spans.edges, batch.instants(context.reading.at)))
            good = batch.invert(batch.both(batch.invert(good), batch.invert(inside)))
    return good


def forgiven(context: ReadContext, selection: Selection) -> tuple[Selection | None, Selection]:
    """The running timers that are forgiven however they end, and the others."""
    batch, mask = context.batch, None
    for spans in context.excluded:
        if spans.forgiven:
            outside = batch.invert(batch.inside(spans.edges, batch.instants(context.reading.at)))
            mask = outside if mask is None else batch.both(mask, outside)
    rest, inside = selection.split(mask)
    return inside, rest


def naming_fields(context: ReadContext) -> tuple[str, ...]:
    """The fields that name a record in an example: its key, and its instants."""
    return tuple(dict.fromkeys(filter(None, (context.reading.key, *context.reading.instants))))


def counted(context: ReadContext, selection: Selection, *names: str) -> Selection:
    """The records without instants that stand for no date, such as 9999-12-31: hours cannot be counted up to those."""
    batch = context.batch
    for name in names:
        values = batch.instants(name).values
        if not batch.size or (min(batch.extent(values)) >= COUNTED_FIRST and max(batch.extent(values)) < COUNTED_LAST):
            continue
        real = batch.both(batch.at_most(values, COUNTED_LAST - 1), batch.invert(batch.at_most(values, COUNTED_FIRST - 1)))
        selection = selection.keep(real, f"{name} {UNCOUNTED}", problem=True, show=(name,))
    return selection


def stopped(context: ReadContext, selection: Selection, until: str) -> tuple[Selection, Selection | None]:
    """The records that have stopped by the horizon, and those that still run."""
    ends = context.batch.instants(until)

    def sides() -> tuple[Selection, Selection | None]:
        mask = ends.present
        if context.horizon is not None:
            by_then = context.batch.at_most(ends.values, context.horizon)
            mask = by_then if mask is None else context.batch.both(mask, by_then)
        return selection.split(mask)

    return selection.once(("stopped", until, context.horizon), sides)


def forward(context: ReadContext, selection: Selection, since: str, until: str) -> Selection:
    """The records that do not end before they begin (docs/numbers.md T3)."""
    batch, show = context.batch, naming_fields(context)

    def kept() -> Selection:
        rising = batch.at_most(batch.instants(since).values, batch.instants(until).values)
        return selection.keep(rising, f"{until} lies before {since}", problem=True, show=show)

    return selection.once(("forward", since, until, show), kept)


def lasting(context: ReadContext, selection: Selection, start: str, end: str) -> Selection:
    """The records that have a length."""
    batch = context.batch
    some = batch.invert(batch.at_most(batch.instants(end).values, batch.instants(start).values))
    return selection.keep(some, f"{end} is {start}: no length", problem=True, show=naming_fields(context), readable=True)


def begun(context: ReadContext, start: Selection, *begins: str, ending: str) -> Selection:
    """The records that have an owner instant and beginnings, which have come, and a readable end."""
    selection = start
    for name in dict.fromkeys((context.reading.at, *begins)):
        if name == ending:
            selection = happened(context, required(selection, name, RUNNING), name, RUNNING)
        else:
            selection = required(selection, name, show=naming_fields(context))
            selection = happened(context, selection, name) if name in context.reading.facts else selection
    return readable(during(context, selection), ending)
