"""PaidChange: what two versions of a contract pay differently for one promise, at every measure and in every period."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.analysis.diffs.compared_periods import ComparedPeriod, JudgedPeriod, compared_periods, judged_periods, label_of
from slakit.analysis.diffs.match_objectives import Pair
from slakit.analysis.diffs.words_of_terms import words_of
from slakit.analysis.payoffs.case_of_measure import number_names
from slakit.analysis.payoffs.compute import payoff_in
from slakit.analysis.payoffs.payoff import Payoff
from slakit.analysis.payoffs.payoff_text import rows_of
from slakit.errors import SlakitError
from slakit.timeline.instants import DAY
from slakit.values.number import grouped
from slakit.values.quantity import Quantity

CANNOT = "what is paid at every measure cannot be compared"
RECORDED = 1_000  # what records are taken to add up to
MOST_VERSIONS = 24  # of one objective, as amendments of either contract change it
MOST_KINDS = 6  # of periods of one version, by their fee and length, that are compared one by one
MONTH = 30 * DAY  # the length of the period whose figures stand for those of all months
MOST_RUNS = 8  # of periods that a title names
Size = tuple[tuple[Fraction, ...], ...]


@frozen
class PaidChange:
    """The amount that the newer version pays more, or less, for an objective, by the measure; `why` is the reason if it is not defined.

    `periods` are the runs of periods in which it is so, `more` is that of the first of them. `given` are the assumptions that the rules of
    either version need besides the measure.
    """

    where: str
    more: Payoff | None
    given: tuple[str, ...] = ()
    why: str = ""
    periods: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """One text for each stretch of measures at which the two differ: "below 99.9 %, at least 99.5 %: +125.00 EUR"."""
        return tuple(f"{row.where}: {row.paid}" for row in rows_of(self.more) if not row.is_nothing) if self.more else (self.why,)

    @property
    def title(self) -> str:
        """The objective, the periods in which it is so, and the assumptions."""
        left = len(self.periods) - MOST_RUNS
        more = [f"and {left} more run{'s' * (left > 1)} of periods"] if left > 0 else []
        return ", ".join([self.where, *self.periods[:MOST_RUNS], *more, *self.given])

    def __str__(self) -> str:
        return "\n".join([self.title, *(f"  {row}" for row in self.rows)])

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        more = self.more.to_dict() if self.more else None
        plain = {"where": self.where, "periods": list(self.periods), "given": list(self.given), "rows": list(self.rows)}
        return {**plain, "payoff": more, "why": self.why}


def paid_changes(old: Agreement, new: Agreement, pair: Pair, where: str, period: Any = None) -> list[PaidChange]:
    """The changes of what is paid for an objective, each with the periods that have it, in time order; none where nothing changes.

    Periods are compared in which the terms, the fees or the length differ. Where a rule of either version looks at more than the measure it
    is compared for a first period, a failure, and 1,000 recorded.
    """
    context, given = _context([(of, one) for of, one in ((old, pair.old), (new, pair.new)) if one is not None])
    try:
        sides = [judged_periods(of, one.name if one else None, period) for of, one in ((old, pair.old), (new, pair.new))]
    except SlakitError as error:
        return [PaidChange(where, None, given, _plain(error, pair))]
    periods = compared_periods(sides[0], sides[1], (old, new))
    alike: dict[object, tuple[PaidChange, list[int]]] = {}
    for change, held in _by_kind(periods, PaidChange(where, None, given), pair, context):
        alike.setdefault((change.rows, change.periods), (change, []))[1].extend(held)
    changes = [(change, sorted(held)) for change, held in alike.values() if change.why or (change.more and not change.more.is_zero)]
    ordered = sorted(_by_length(changes, periods), key=lambda one: one[1][0])
    return [change if change.periods else evolve(change, periods=_runs(periods, held)) for change, held in ordered]


Held = tuple[PaidChange, list[int]]  # what changes, and the indexes of the periods in which it is so


def _by_kind(periods: Sequence[ComparedPeriod], bare: PaidChange, pair: Pair, context: dict[str, Any]) -> Iterator[Held]:
    """The change under each pair of versions, for each kind of its periods."""
    versions: dict[object, dict[Size, list[int]]] = {}
    for index, one in enumerate(periods):
        versions.setdefault(one.versions, {}).setdefault(one.size, []).append(index)
    for number, sizes in enumerate(versions.values()):
        kinds = [held for _, held in sorted(sizes.items())]
        kinds = [held for held in kinds if not periods[held[0]].partial] or kinds
        if number == MOST_VERSIONS:
            why = f"not compared: the amendments make more than {MOST_VERSIONS} versions; compare one of them by its period"
            yield evolve(bare, why=why), [index for left in list(versions.values())[number:] for held in left.values() for index in held]
            return
        yield from _of_version(kinds, periods, lambda index: _change(periods[index], bare, pair, context))


def _of_version(kinds: list[list[int]], periods: Sequence[ComparedPeriod], change: Callable[[int], PaidChange]) -> Iterator[Held]:
    """The change in each kind of periods of one version, from the smallest fee to the largest; where many differ, in these two alone."""
    first, last = change(kinds[0][0]), change(kinds[-1][0]) if len(kinds) > 1 else None
    if last is None or first.rows == last.rows:
        yield first, [index for held in kinds for index in held]
    elif len(kinds) <= MOST_KINDS:
        yield first, kinds[0]
        yield from ((change(held[0]), held) for held in kinds[1:-1])
        yield last, kinds[-1]
    else:
        count = sum(map(len, kinds))
        for one, held, word in ((first, kinds[0], "smallest"), (last, kinds[-1], "largest")):
            label = f"{label_of([periods[held[0]]])} with the {word} fee of {count} periods"
            yield evolve(one, periods=(label,)), held


def _by_length(changes: Sequence[Held], periods: Sequence[ComparedPeriod]) -> Iterator[Held]:
    """The changes, those of one kind that differ by the length of the period alone as one: its figures are those of 30 days."""
    scaled: dict[object, list[tuple[Held, int]]] = {}
    for number, (change, held) in enumerate(changes):
        lengths = {one.length for index in held for one in periods[index].both}
        shape = _shape(change.more, min(lengths)) if change.more and not change.periods and len(lengths) == 1 else None
        key = number if shape is None else (periods[held[0]].versions, change.given, shape)
        scaled.setdefault(key, []).append(((change, held), min(lengths, default=0)))
    for several in scaled.values():
        (change, held), length = max(several, key=lambda one: (one[1] == MONTH, len(one[0][1])))
        if len(several) > 1:
            shortest, longest = (_days(edge(one for _, one in several)) for edge in (min, max))
            text = f"shown for {_days(length)}, and in proportion for periods of {shortest} to {longest}"
            change, held = evolve(change, given=(*change.given, text)), sorted(index for (_, own), _ in several for index in own)
        yield change, held


def _shape(more: Payoff, length: int) -> object:
    """The amounts of a payoff by the part of the period that was measured; None where they do not go by lengths of time, or in steps."""
    formulas = [(name, formula) for piece in more.pieces for name, formula in piece.formulas.items()]
    if more.shown_in.dimension != "[time]" or any(formula.stairs for _, formula in formulas):
        return None
    edges = tuple(tuple(None if end is None else end / length for end in (piece.low, piece.high)) for piece in more.pieces)
    return edges, tuple((name, formula.constant, formula.slope * length) for name, formula in formulas), more.currency


def _days(length: int) -> str:
    return f"{length // DAY} days" if length % DAY == 0 else Quantity(length, "us").to("hour").show() + "s"


def _change(compared: ComparedPeriod, bare: PaidChange, pair: Pair, context: dict[str, Any]) -> PaidChange:
    if compared.pays_alike:
        return bare
    try:
        before, after = (_total(side, context) for side in (compared.before, compared.after))
        if before and after and (why := _unlike(before, after)):
            if not before.is_zero and not after.is_zero:
                return evolve(bare, why=f"{CANNOT}: {why}")
            before, after = (None if one.is_zero else one for one in (before, after))
        either = after or before
        more = either and (after or either.of_nothing) - (before or either.of_nothing)
    except SlakitError as error:
        return evolve(bare, why=_plain(error, pair))
    return evolve(bare, more=more and evolve(more, period=label_of([compared])))


def _unlike(before: Payoff, after: Payoff) -> str:
    """The reason why two payoffs have no measure or no money in common; nothing where they have."""
    was, now = (f"measured in {one.shown_in.text or 'numbers'} and paid in {one.currency}" for one in (before, after))
    alike = before.shown_in.dimension == after.shown_in.dimension and before.currency == after.currency
    return "" if alike else f"it was {was}, and is {now} now"


def _total(side: Sequence[JudgedPeriod], context: dict[str, Any]) -> Payoff | None:
    """The amounts paid in some periods together, at one measure in each; None without a period."""
    payoffs = [payoff_in(one.plan, one.forms, one.planned, one.index, **context) for one in side]
    return reduce(lambda total, one: evolve(total - (one.of_nothing - one), signed=False), payoffs) if payoffs else None


def _runs(periods: Sequence[ComparedPeriod], held: Sequence[int]) -> tuple[str, ...]:
    """The texts of periods, those that follow each other as one."""
    runs: list[list[int]] = []
    for index in held:
        if runs and all(periods[between].partial for between in range(runs[-1][-1] + 1, index)):
            runs[-1].append(index)
        else:
            runs.append([index])
    return tuple(label_of([periods[index] for index in run]) for run in runs)


def _plain(error: SlakitError, pair: Pair) -> str:
    """The reason in words: a rule as a diff says it, and no remedy for Python, since the way out is records."""
    text = error.problems[0].partition("; write ")[0].partition("; compare ")[0]
    for objective in (pair.old, pair.new):
        for part in objective.penalty.walk() if objective and objective.penalty else ():
            text = text.replace(repr(part), words_of(part))
    return f"{CANNOT}: {text}; compare it with records"


def _context(sides: list[tuple[Agreement, Objective]]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the other inputs of the rules besides the measure, and the same in words."""
    rules = [objective.penalty for _, objective in sides if objective.penalty]
    names = dict.fromkeys(name for agreement, objective in sides for name in number_names(agreement, objective))
    context: dict[str, Any] = {"history": [], "failures": 1, "recorded": dict.fromkeys(names, RECORDED)}
    given = [f"{name} {grouped(str(RECORDED))}" for name in names]
    given += ["a first period"] if any(rule.needs_past for rule in rules) else []
    given += ["a single failure"] if any(part.counts_failures for rule in rules for part in rule.walk()) else []
    given += ["the targets as they are written"] if any(objective.ratchet for _, objective in sides) else []
    return context, tuple(given)
