"""Steps: each narrows a selection of records, and notes what fell out and why."""

from collections.abc import Sequence
from functools import reduce

from slakit.engine.read.batch import Mask
from slakit.engine.read.conditions import either, judge
from slakit.engine.read.read_context import ReadContext
from slakit.engine.read.selection import LATER, Selection
from slakit.metrics.condition import Condition, Filter
from slakit.timeline.instants import COUNTED_FIRST, COUNTED_LAST

RUNNING = "still running"
OTHER_HOURS = "in other hours"
EXCLUDED = "excluded by "
UNCOUNTED = "is not an instant of the years 1800 to 2299, in which hours are counted; leave it empty"


def where(everything: Selection, where: Filter) -> Selection:
    """The records that meet a filter; a blank where it wants a number, or true or false, says neither that they do nor that they do not."""
    selection = everything
    for condition in where.conditions:
        selection = selection.once(("where", condition), lambda now=selection, condition=condition: _meeting(now, condition))  # type: ignore[misc]
    return selection


def _meeting(selection: Selection, condition: Condition) -> Selection:
    batch, name = selection.batch, condition.field
    mask, unclear = batch.passing(condition)
    blank = batch.blank(name) if condition.wants and (unclear or not condition.orders) else set()
    selection = selection.without(sorted(blank), f"no value for {name}", show=(name,))
    selection = selection.without([row for row in unclear if row not in blank], condition.remedy, show=(name,))
    return selection.keep(mask, f"not ({condition})")


def no_number(name: str) -> str:
    return f"{name} is not a number; write 4 or '99.9'"


def readable(selection: Selection, name: str) -> Selection:
    """The records in which an instant can be read or is left out."""
    faults = selection.batch.faults(name)
    return selection.once(
        ("readable", name),
        lambda: reduce(lambda left, fault: left.without(fault[1], fault[0], show=(name,)), sorted(faults.items()), selection),
    )


def required(selection: Selection, name: str, reason: str = "", show: Sequence[str] = ()) -> Selection:
    """The records in which an instant is known; without it they are a data problem, or left out for a reason that is none."""
    legible = readable(selection, name)
    known = selection.batch.instants(name).known
    return legible.once(
        ("known", name, reason, show),
        lambda: legible.keep(known, reason or f"no value for {name}", problem=not reason, show=show or (name,)),
    )


def happened(run: ReadContext, selection: Selection, name: str, reason: str = LATER) -> Selection:
    """The records whose instant does not lie after the horizon."""
    if run.horizon is None:
        return selection
    batch, horizon = run.batch, run.horizon
    return selection.once(
        ("happened", name, horizon, reason), lambda: selection.keep(batch.at_most(batch.instants(name).values, horizon), reason)
    )


def owned(run: ReadContext, selection: Selection) -> Selection:
    """The records whose owner instant is known, has come, and lies in the hours that count."""
    at = run.reading.at
    reason = RUNNING if at == run.reading.ending else ""
    return during(run, happened(run, required(selection, at, reason, show=() if reason else named(run)), at))


def during(run: ReadContext, selection: Selection) -> Selection:
    """The records whose owner instant lies in the hours that the reading names, and in no time that is excluded."""
    calendar, at = run.reading.during, run.reading.at
    if calendar is not None:
        hours = calendar
        known = run.batch.instants(at)
        selection = selection.once(("during", hours, at), lambda: selection.keep(run.batch.within(hours, known), OTHER_HOURS))
    for excuse in run.excuses:
        if not (excuse.forgiven and run.forgives):
            inside = run.batch.inside(excuse.edges, run.batch.instants(at))
            selection = selection.keep(run.batch.invert(inside), f"{EXCLUDED}{excuse.name}")
    return selection


def meeting(run: ReadContext, selection: Selection, good: Filter, unknown: str | None = None) -> tuple[Selection, Mask]:
    """Which records of the batch meet a filter (None without one), and the selection without those of which it cannot be said.

    With `unknown` those of which it cannot be said, since a field is blank or unreadable, are "good", "bad", or left out ("drop").
    """
    if unknown is not None and good:
        return _settled(run, selection, good, unknown)
    mask = None
    for condition in good.conditions:
        found, unsaid = run.batch.passing(condition)
        selection = selection.without(unsaid, condition.remedy, show=(run.reading.at, condition.field))
        mask = found if mask is None else run.batch.both(mask, found)
    return selection, mask


def _settled(run: ReadContext, selection: Selection, good: Filter, unknown: str) -> tuple[Selection, Mask]:
    judged = judge(run.batch, good.conditions, blank=lambda condition: not condition.asks_blank)
    if judged.unclear is None:
        return selection, judged.good
    batch = run.batch
    for condition, unreadable in judged.unreadable.items():
        show = (run.reading.at, condition.field)
        if unknown == "drop":
            selection = selection.keep(batch.invert(unreadable), condition.remedy, problem=True, show=show)
        else:
            selection = selection.noting(unreadable, f"{condition.remedy}; it counts as {unknown}", show)
    if unknown == "drop":
        for condition, blank in judged.blank.items():
            selection = selection.keep(batch.invert(blank), f"no value for {condition.field}")
    return selection, either(batch, judged.good, judged.unclear) if unknown == "good" else judged.good


def forgiving(run: ReadContext, selection: Selection, good: Mask) -> Mask:
    """Which records of a selection are good, or forgiven."""
    batch = run.batch
    for excuse in run.excuses:
        if excuse.forgiven:
            inside = selection.take(batch.inside(excuse.edges, batch.instants(run.reading.at)))
            good = batch.invert(batch.both(batch.invert(good), batch.invert(inside)))
    return good


def forgiven(run: ReadContext, selection: Selection) -> tuple[Selection | None, Selection]:
    """The clocks that still run and are forgiven however they end, and the others."""
    batch, mask = run.batch, None
    for excuse in run.excuses:
        if excuse.forgiven:
            outside = batch.invert(batch.inside(excuse.edges, batch.instants(run.reading.at)))
            mask = outside if mask is None else batch.both(mask, outside)
    rest, pardoned = selection.split(mask)
    return pardoned, rest


def named(run: ReadContext) -> tuple[str, ...]:
    """The fields that name a record in an example: its key, and its instants."""
    return tuple(dict.fromkeys(filter(None, (run.reading.key, *run.reading.instants))))


def counted(run: ReadContext, selection: Selection, *names: str) -> Selection:
    """The records whose instants are none that stand for no date, such as 9999-12-31: no hours are counted up to those."""
    batch = run.batch
    for name in names:
        values = batch.instants(name).values
        if not batch.size or (min(batch.extent(values)) >= COUNTED_FIRST and max(batch.extent(values)) < COUNTED_LAST):
            continue
        real = batch.both(batch.at_most(values, COUNTED_LAST - 1), batch.invert(batch.at_most(values, COUNTED_FIRST - 1)))
        selection = selection.keep(real, f"{name} {UNCOUNTED}", problem=True, show=(name,))
    return selection


def stopped(run: ReadContext, selection: Selection, until: str) -> tuple[Selection, Selection | None]:
    """The records that have stopped by the horizon, and those that still run."""
    ends = run.batch.instants(until)

    def parted() -> tuple[Selection, Selection | None]:
        mask = ends.known
        if run.horizon is not None:
            by_then = run.batch.at_most(ends.values, run.horizon)
            mask = by_then if mask is None else run.batch.both(mask, by_then)
        return selection.split(mask)

    return selection.once(("stopped", until, run.horizon), parted)


def forward(run: ReadContext, selection: Selection, since: str, until: str) -> Selection:
    """The records that do not end before they begin (docs/numbers.md T3)."""
    batch = run.batch
    return selection.once(
        ("forward", since, until, named(run)),
        lambda: selection.keep(
            batch.at_most(batch.instants(since).values, batch.instants(until).values),
            f"{until} lies before {since}",
            problem=True,
            show=named(run),
        ),
    )


def lasting(run: ReadContext, selection: Selection, start: str, end: str) -> Selection:
    """The records that have a length."""
    batch = run.batch
    some = batch.invert(batch.at_most(batch.instants(end).values, batch.instants(start).values))
    return selection.keep(some, f"{end} is {start}: no length", problem=True, show=named(run), readable=True)


def begun(run: ReadContext, start: Selection, *begins: str, ending: str) -> Selection:
    """The records whose owner and beginnings are known and have come, and whose end can be read."""
    selection = start
    for name in dict.fromkeys((run.reading.at, *begins)):
        if name == ending:
            selection = happened(run, required(selection, name, RUNNING), name, RUNNING)
        else:
            selection = required(selection, name, show=named(run))
            selection = happened(run, selection, name) if name in run.reading.facts else selection
    return readable(during(run, selection), ending)
