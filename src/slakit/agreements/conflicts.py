"""Conflicts: arguments of an agreement that do not fit together, as far as they could be read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Any

from attrs import frozen

from slakit.agreements.duty import Duty
from slakit.agreements.duty_conflicts import duty_conflicts
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.term import aware, span_of
from slakit.errors import ContractError, SlakitError, close_match
from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule
from slakit.penalties.settlement.bonus_bank import BonusBank
from slakit.penalties.settlement.cap import Cap
from slakit.penalties.settlement.offsets import EarnBack
from slakit.penalties.settlement.opening import dated
from slakit.penalties.settlement.settlement import Settlement, crossed as steps_crossed
from slakit.penalties.settlement.step import Step
from slakit.penalties.wrappers.caps import crossed
from slakit.penalties.wrappers.earned_back import earned_back
from slakit.timeline.zone import zone
from slakit.values.money import Money
from slakit.windows.base import Window
from slakit.windows.rolling import Rolling, WholeTerm
from slakit.windows.window import monthly

MOST_PERIODS = 50_000  # 136 years of days

Path = tuple[str | int, ...]
Rule = PenaltyRule | Settlement | Step
Paying = tuple[Path, str, Rule]  # the path of a rule, what a message calls it, and the rule


@frozen
class PartialTerms:
    """The arguments of an objective that could be read."""

    name: object
    metric: Metric | None = None
    window: Window | None = None
    penalty: PenaltyRule | None = None
    duties: tuple[Duty, ...] | None = ()  # None where one of them could not be read


def conflicts(valid: Mapping[str, Any], objectives: Sequence[PartialTerms]) -> Iterator[tuple[Path, str]]:
    """Yield each conflict, with the path of the argument or objective at fault.

    `valid` holds the arguments of an agreement that could be read, `objectives` what could be read of each objective.
    """
    if "term" in valid:
        yield from _reversed(valid["term"], valid.get("timezone"))
    window = valid.get("window")
    yield from _too_many(valid, window, objectives)
    if isinstance(window, Rolling):
        wanted = "write it on the objectives, and window='monthly' here"
        yield ("window",), f"window={str(window)!r} cannot bill, its periods overlap; {wanted}"
    paying: list[Paying] = [
        (("objectives", index, "penalty"), f"objective {one.name!r}", one.penalty)
        for index, one in enumerate(objectives)
        if one.penalty is not None
    ]
    yield from _misfits(window, objectives)
    yield from _unread(valid.get("exclusions", ()), objectives)
    yield from duty_conflicts(valid, [(one.name, one.penalty, one.duties) for one in objectives])
    if "settlement" in valid:
        paying += _settling(valid["settlement"])
        yield from _unknown(valid["settlement"], window, objectives)
        yield from _returned_twice(valid["settlement"], objectives)
        yield from _opened_late(valid)
    if isinstance(valid.get("fee"), Money):
        yield from _crossed(valid["fee"], window or monthly(), valid.get("settlement"), objectives)
    if "fee" in valid and valid["fee"] is None:
        for index, called, rule in paying:
            if rule.needs_fee:
                yield index, f"{called}: {rule!r} is a share of the fee, and the agreement has none; write fee='1000 GBP'"
    currency = currency_of(valid.get("currency"), valid.get("fee"), [rule for _, _, rule in paying])
    fee = valid.get("fee")
    sets = (
        f"the currency of the fee, {str(fee)!r}"
        if isinstance(fee, Money) and valid.get("currency") is None
        else "the currency of the agreement"
    )
    for index, called, rule in paying:
        for amount in sorted({str(amount) for amount in rule.amounts if amount.currency != currency}):
            yield index, f"{called}: {amount!r} is not in {currency}, {sets}; use one"


def _settling(settlement: Settlement) -> Iterator[Paying]:
    if not settlement.steps:
        yield ("settlement",), "settlement", settlement
    for index, step in enumerate(settlement.steps):
        yield ("settlement", "steps", index), _called(step), step


def _called(step: Step) -> str:
    return f"settlement, clause {step.clause}" if step.clause else "settlement"


def _unknown(settlement: Settlement, window: Window | None, objectives: Sequence[PartialTerms]) -> Iterator[tuple[Path, str]]:
    """Yield objectives that a step names and the agreement lacks, and claims that are due by a billing period that never comes."""
    names = [str(one.name) for one in objectives]
    for index, step in enumerate(settlement.order):
        for name in step.names:
            if names and name not in names:
                problem = f"{_called(step)}: {name!r} in {step!r} is not an objective{close_match(name, names)}"
                yield ("settlement", "steps", index), problem
    claims = settlement.claims
    if claims and isinstance(window, WholeTerm) and any(stage.cycles for stage in claims.order):
        yield ("settlement", "claims"), f"settlement: {claims!r} waits for a billing period after the only one; write Claims('30 days')"


def _returned_twice(settlement: Settlement, objectives: Sequence[PartialTerms]) -> Iterator[tuple[Path, str]]:
    """Objectives whose credit is earned back by their own rule, and once more by a step."""
    for index, step in enumerate(settlement.order):
        if not isinstance(step, EarnBack):
            continue
        for one in objectives:
            returned = one.name in step.only if step.only else one.name not in step.excluding
            if returned and one.penalty and earned_back(one.penalty):
                problem = f"{step!r} returns what {one.name!r} was credited, and so does its own .earned_back(...); write one of them"
                yield ("settlement", "steps", index), f"{_called(step)}: {problem}"


def _opened_late(valid: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield amounts of before the term that have a day of the term, on which records say what was settled."""
    begins = str(valid.get("term", ("9999",))[0])[:10]
    for index, step in enumerate(valid["settlement"].order):
        name = "used" if isinstance(step, Cap) else "opening"
        for day, _ in dated(getattr(step, name, None) if isinstance(step, Cap | BonusBank) else None):
            if day is not None and day >= begins:
                problem = f"{name}= has an amount of {day}, which is not before the term begins, on {begins}"
                yield ("settlement", "steps", index), f"{_called(step)}: {problem}; leave it out, its records say it"


def _crossed(fee: Money, window: Window, settlement: Settlement | None, objectives: Sequence[PartialTerms]) -> Iterator[tuple[Path, str]]:
    """Yield caps that lie below floors at the fee of a whole billing period, in the settlement and in rules without another window."""
    for index, one in enumerate(objectives):
        if one.penalty is not None and one.window in (None, window):
            for problem in crossed(one.penalty, fee):
                yield ("objectives", index, "penalty"), f"objective {one.name!r}: {problem}"
    for problem in () if settlement is None else steps_crossed(settlement.order, fee, window):
        yield ("settlement",), f"settlement: {problem}"


def currency_of(named: str | None, fee: Money | None, rules: Iterable[Rule]) -> str | None:
    """The currency that is named, that of a fee, or else of the first amount that a rule names."""
    if named is not None:
        return named
    return fee.currency if fee is not None else next((amount.currency for rule in rules for amount in rule.amounts), None)


def _too_many(valid: Mapping[str, Any], window: Window | None, objectives: Sequence[PartialTerms]) -> Iterator[tuple[Path, str]]:
    """Yield windows that cut the term into too many periods."""
    if "term" not in valid or list(_reversed(valid["term"], valid.get("timezone"))):
        return
    span = span_of(valid["term"], zone(valid.get("timezone") or "UTC"))
    named: list[tuple[Path, str, Window | None]] = [(("window",), "window", window)]
    named += [(("objectives", path, "window"), f"objective {one.name!r}: window", one.window) for path, one in enumerate(objectives)]
    for path, argument, one in named:
        if one is not None and (most := one.most(span)) > MOST_PERIODS:
            more = f"about {most:,} periods, and no more than {MOST_PERIODS:,} are judged"
            yield path, f"{argument}={str(one)!r} cuts the term into {more}; write a shorter term or longer periods"


def _reversed(term: tuple[str, str], timezone: str | None) -> Iterator[tuple[Path, str]]:
    """A term that ends before it begins; without a zone, the order of two dates is that of UTC."""
    tz: tzinfo = UTC if timezone is None else zone(timezone)
    if timezone is None and aware(term[0]) != aware(term[1]):
        return
    try:
        span_of(term, tz)
    except SlakitError as error:
        yield ("term",), f"term={term!r}: {error}"


def _misfits(window: Window | None, objectives: Sequence[PartialTerms]) -> Iterator[tuple[Path, str]]:
    for index, one in enumerate(objectives):
        judging = one.window or window
        if one.metric is not None and judging is not None:
            try:
                one.metric.check(judging)
            except ContractError as error:
                yield from ((("objectives", index, "metric"), f"objective {one.name!r}: {problem}") for problem in error.problems)


def _unread(exclusions: Sequence[Exclusion], objectives: Sequence[PartialTerms]) -> Iterator[tuple[Path, str]]:
    """Yield exclusions from a stream that no metric reads, and exclusions that forgive a share of a record."""
    if any(one.metric is None for one in objectives):
        return
    read = [(one.name, reading) for one in objectives if one.metric for reading in one.metric.parts()]
    streams = dict.fromkeys(reading.stream for _, reading in read)
    for index, exclusion in enumerate(exclusions):
        if exclusion.applies_to not in streams:
            hint = close_match(exclusion.applies_to, streams)
            yield ("exclusions", index, "applies_to"), f"exclusion {exclusion.stream!r}: no metric reads {exclusion.applies_to!r}{hint}"
        for name, reading in read:
            missing = [field for field in exclusion.groups if field not in reading.by or reading.value.counts_records]
            if reading.stream == exclusion.applies_to and missing:
                remedy = f"write .by({missing[0]!r}) after the metric"
                wanted = "it counts records; leave by= out" if reading.value.counts_records else remedy
                problem = f"exclusion {exclusion.stream!r} is by {missing[0]!r}, and objective {name!r} is not: {wanted}"
                yield ("exclusions", index, "by"), problem
        counting = [str(name) for name, reading in read if reading.stream == exclusion.applies_to and reading.value.counts_records]
        for name in dict.fromkeys(counting) if exclusion.worth not in (None, 1) else ():
            problem = f"exclusion {exclusion.stream!r}: objective {name!r} counts records, which cannot be forgiven in part"
            yield ("exclusions", index, "mode"), f"{problem}; write 'drop' or 'forgive'"
