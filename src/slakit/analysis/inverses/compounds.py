"""Records of metrics made of metrics: figures of the parts that come to a figure of the whole, and their records put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from math import isqrt

from attrs import evolve

from slakit.analysis.inverses.field_values import Row, failing
from slakit.analysis.inverses.setting import NoInverse, OutOfReach, Records, Setting, joined
from slakit.analysis.inverses.spans import earlier, taking_all_down
from slakit.errors import SlakitError
from slakit.metrics.amounts.growth import PERIODS, Growth
from slakit.metrics.availability.outage_time import OutageTime
from slakit.metrics.base import Metric
from slakit.metrics.compound.arithmetic import Multiplied, Ratio, Weighted
from slakit.metrics.compound.choice import Best, Worst
from slakit.metrics.compound.compound_base import Compound
from slakit.metrics.compound.gated import Gated
from slakit.metrics.stream_metric import StreamMetric
from slakit.timeline.instants import HOUR
from slakit.values.quantity import Quantity
from slakit.values.units import unit

Make = Callable[[Metric, Fraction, Setting], Records]
Figures = tuple[Fraction | None, ...]  # one of each part; None for no records of its own
MOST_TRIED = 40  # figures of the parts
MOST_ROWS = 10_000  # of each part
MOST_NEAR = 3  # choices of which the neighbours are looked for
ONE, ZERO = Fraction(1), Fraction(0)


def compound(metric: Compound, figure: Fraction, setting: Setting, make: Make) -> Records:
    """Records whose parts come to a figure: one part carries it, and the others are at an end of theirs; or all share it."""
    setting = evolve(setting, most=min(setting.most, MOST_ROWS))
    near: set[Fraction] = set()
    reasons: list[str] = []
    records = _attempted(metric, figure, setting, make, near, reasons)
    if records is not None:
        return records
    sides = sorted((end for end in near if end < figure), reverse=True), sorted(end for end in near if end > figure)
    below, above = (
        next((end for end in ends[:MOST_NEAR] if _attempted(metric, end, setting, make, set(), []) is not None), None) for ends in sides
    )
    raise OutOfReach(reasons[-1] if reasons else "no figures of its parts come to it", below, above)


def _attempted(metric: Compound, figure: Fraction, setting: Setting, make: Make, near: set[Fraction], reasons: list[str]) -> Records | None:
    """Records that give a figure; or else None, with figures `near` it that were come by, and why parts could not be made."""
    for figures in islice(dict.fromkeys(_choices(metric, figure, setting)), MOST_TRIED):
        try:
            made = [make(part, one, setting) if one is not None else {} for part, one in zip(metric.inner, figures, strict=True)]
        except NoInverse:
            raise
        except OutOfReach as error:
            reasons.append(error.why)
            if len(reasons) <= MOST_NEAR:
                near.update(_near(metric, figures, setting, make))
            continue
        except (SlakitError, ArithmeticError, ValueError) as error:
            reasons.append(str(error))
            continue
        for records in _together(metric, made, setting, make):
            value = _value(metric, records, setting)
            if value == figure:
                return records
            near.update([] if value is None else [value])
    return None


def _value(metric: Metric, records: Records, setting: Setting) -> Fraction | None:
    try:
        value = setting.measure(metric, records)
    except SlakitError:
        return None
    return None if value is None else Fraction(value)


def _near(metric: Compound, figures: Figures, setting: Setting, make: Make) -> list[Fraction]:
    """The figures of the whole where the parts that are out of reach are at the nearest that they can be."""
    sides: list[list[Records]] = [[], []]
    for part, one in zip(metric.inner, figures, strict=True):
        made: list[Records | None] = [{}, {}]
        if one is not None:
            try:
                made = [make(part, one, setting)] * 2
            except OutOfReach as error:
                made = [_made(part, end, setting, make) for end in (error.below, error.above)]
        for side, records in zip(sides, made, strict=True):
            if records is None:
                return []
            side.append(records)
    together = [next(_together(metric, side, setting, make), None) for side in sides]
    values = [_value(metric, records, setting) for records in together if records is not None]
    return [value for value in values if value is not None]


def _made(part: Metric, figure: Fraction | None, setting: Setting, make: Make) -> Records | None:
    if figure is None:
        return None
    try:
        return make(part, figure, setting)
    except SlakitError:
        return None


def _choices(metric: Compound, figure: Fraction, setting: Setting) -> Iterator[Figures]:
    """The figures of the parts that come to a figure of the whole, the plainest first."""
    if isinstance(metric, Weighted):
        yield from _weighted(metric, figure)
    elif isinstance(metric, Multiplied):
        yield from _factors(metric, figure)
    elif isinstance(metric, Ratio):
        yield from _quotients(metric, figure, setting)
    elif isinstance(metric, Worst | Best):
        yield from _chosen(metric, figure)
    elif isinstance(metric, Gated):
        yield from _gated(metric, figure)
    else:
        raise NoInverse(f"{metric!r} is a metric of your own, whose records cannot be worked out; write them yourself")


def _carried(weights: Sequence[Fraction], figure: Fraction, others: Sequence[Fraction]) -> Iterator[Figures]:
    """One part after the other that makes up for what the others leave."""
    for index, weight in enumerate(weights):
        rest = sum((w * one for at, (w, one) in enumerate(zip(weights, others, strict=True)) if at != index), ZERO)
        if weight:
            yield (*others[:index], (figure - rest) / weight, *others[index + 1 :])


def _weighted(metric: Weighted, figure: Fraction) -> Iterator[Figures]:
    weights = [weight * unit(part.unit).factor / unit(metric.unit).factor for weight, part in metric.terms]
    parts = metric.inner
    best = [ONE if part.is_share else ZERO for part in parts]
    within = [one for one in (*_carried(weights, figure, best), *_carried(weights, figure, [ZERO] * len(parts))) if _possible(parts, one)]
    yield from within
    figures, left = list(best), sum((w * one for w, one in zip(weights, best, strict=True)), ZERO) - figure
    for index, (weight, part) in enumerate(zip(weights, parts, strict=True)):  # one part after the other down to nothing
        if part.is_share and weight > 0 and left > 0:
            taken = min(left / weight, ONE)
            figures[index], left = ONE - taken, left - taken * weight
    if not left:
        yield tuple(figures)
    if sum(weights):
        yield tuple(figure / sum(weights) for _ in parts)
    if metric.redistribute:
        yield from (tuple(figure if at == index else None for at in range(len(parts))) for index in range(len(parts)))
    yield from (one for one in _carried(weights, figure, best) if one not in within)


def _possible(parts: Sequence[Metric], figures: Figures) -> bool:
    return all(one is None or (one >= 0 and (one <= 1 or not part.is_share)) for part, one in zip(parts, figures, strict=True))


def _factors(metric: Multiplied, figure: Fraction) -> Iterator[Figures]:
    parts = metric.inner
    scale = ONE
    for part in parts:
        scale *= unit(part.unit).factor
    whole = figure * unit(metric.unit).factor / scale
    yield from (tuple(whole if at == index else ONE for at in range(len(parts))) for index in range(len(parts)))
    root = Fraction(isqrt(abs(whole.numerator)), isqrt(whole.denominator))
    if len(parts) == 2 and root * root == whole:
        yield (root, root)


def _quotients(metric: Ratio, figure: Fraction, setting: Setting) -> Iterator[Figures]:
    scale = unit(metric.above.unit).factor / unit(metric.below.unit).factor / unit(metric.unit).factor
    ratio = figure / scale
    times = -(-setting.least // ratio.denominator)
    for below in (ONE, Fraction(ratio.denominator * times), Fraction(HOUR * ratio.denominator), 1 / ratio if ratio else ONE):
        yield (ratio * below, below)


def _chosen(metric: Worst | Best, figure: Fraction) -> Iterator[Figures]:
    parts, scale = metric.inner, unit(metric.unit).factor
    own = [figure * scale / unit(part.unit).factor for part in parts]
    yield tuple(own)
    for index in range(len(parts)):
        yield tuple(own[at] if at == index else ONE if part.is_share else ZERO for at, part in enumerate(parts))
        yield tuple(own[at] if at == index else ZERO for at in range(len(parts)))
        yield tuple(own[at] if at == index else None for at in range(len(parts)))


def _gated(metric: Gated, figure: Fraction) -> Iterator[Figures]:
    bounds = [bound.base / unit(metric.gate.unit).factor for bound in (metric.at_least, metric.at_most) if bound]
    passing = dict.fromkeys([*([ONE] if metric.gate.is_share and metric.at_least else []), *bounds, figure])
    yield from ((figure, gate) for gate in passing)
    yield figure, None
    cap = metric.cap.base / unit(metric.unit).factor
    yield from ((end, gate) for end in (cap, *bounds) for gate in bounds)  # the nearest there may be beside a shut gate


def growth(metric: Growth, figure: Fraction, setting: Setting, make: Make) -> Records:
    """Records of the period, and of the one that it is compared with."""
    inner = metric.metric
    if isinstance(metric.against, Quantity):
        base = metric.against.base / unit(inner.unit).factor
        try:
            return make(inner, base + figure if metric.difference else base * (1 + figure), setting)
        except OutOfReach as error:
            near = (error.below, error.above)
            grown_by = (None if end is None else end - base if metric.difference else end / base - 1 for end in near)
            raise OutOfReach(error.why, *grown_by) from None
    earlier = setting.before(PERIODS[metric.against], metric)
    if earlier is None:
        raise OutOfReach(f"{setting.period.label} has no {'earlier period' if metric.against != 'last year' else 'period a year earlier'}")
    if not metric.difference and figure < -1:
        raise OutOfReach("nothing shrinks by more than all of it", above=Fraction(-1))
    grown = 1 + figure
    ends = [ONE, *([1 / grown] if not metric.difference and grown > 0 else []), max(ZERO, -figure), Fraction(100), Fraction(HOUR)]
    why = "no figures of the two periods come to it"
    for then in dict.fromkeys([*(end * grown.denominator for end in ends[:1]), *ends, *(end * grown.denominator for end in ends)]):
        now = then + figure if metric.difference else then * grown
        try:
            parts = [make(inner, then, earlier), make(inner, now, setting)]
        except OutOfReach as error:
            why = error.why
            continue
        records = _renamed(metric, parts)
        if _value(metric, records, setting) == figure:
            return records
    raise OutOfReach(why)


def _renamed(metric: Growth, parts: Sequence[Records]) -> Records:
    """Records of several periods, in which each is a case of its own."""
    together = joined(*parts)
    for reading in metric.parts():
        if reading.key and reading.stream in together:
            together[reading.stream] = [row | {reading.key: str(number)} for number, row in enumerate(together[reading.stream], 1)]
    return together


def _together(metric: Compound, made: Sequence[Records], setting: Setting, make: Make) -> Iterator[Records]:
    """Records of the parts together; where several read one stream, with fields that are harmless to the others, or row by row."""
    streams = [{reading.stream for reading in part.parts()} for part in metric.inner]
    shared = {name for names in streams for name in names if sum(name in one for one in streams) > 1}
    if not shared:
        yield joined(*made)
        return
    filled: Records = {}
    for index, records in enumerate(made):
        for stream, rows in records.items():
            others = [part for at, part in enumerate(metric.inner) if at != index and stream in streams[at]]
            harmless: dict[frozenset[str], Row] = {}
            for row in rows:
                named = frozenset(row)
                if named not in harmless:
                    harmless[named] = _filled(row, others, stream, setting, make)
                filled.setdefault(stream, []).append(harmless[named] | row)
    if all(len(rows) <= 2 * MOST_ROWS for rows in filled.values()):
        yield filled
    zipped: Records = {}
    for records in made:
        for stream, rows in records.items():
            own = zipped.setdefault(stream, [])
            own += [{} for _ in range(len(rows) - len(own))]
            for index, row in enumerate(rows):
                own[index] = row | own[index]
    yield zipped


def _filled(row: Row, others: Sequence[Metric], stream: str, setting: Setting, make: Make) -> Row:
    """A row with the fields that other metrics look at, so that it is not theirs, or good in their eyes, or nothing."""
    for part in others:
        for one in _streamed(part):
            if one.stream == stream:
                row = _harmless(one, row, setting, make) | row
    return row


def _streamed(metric: Metric) -> Iterator[StreamMetric]:
    if isinstance(metric, Compound):
        for part in metric.inner:
            yield from _streamed(part)
    elif isinstance(metric, StreamMetric):
        yield metric


def _harmless(metric: StreamMetric, row: Row, setting: Setting, make: Make) -> Row:
    if any(name not in row for name in metric.filters.fields):
        return failing(metric.filters, row)
    if isinstance(metric, OutageTime):
        return earlier(metric, setting) | taking_all_down(metric)
    usual = _made(metric, ONE if metric.is_share else ZERO, setting, make) or {}
    rows = usual.get(metric.stream) or [{}]
    return {**dict.fromkeys(name for reading in metric.parts() for name in reading.fields), **rows[0]}
