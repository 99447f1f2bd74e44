"""Checks of windows and exclusions: periods that the term cuts, that are not those of the bill, or that nothing is left of."""

from collections.abc import Iterator

from slakit.analysis.checks.contract import Contract, Promise, length
from slakit.analysis.checks.finding import Witness
from slakit.analysis.checks.flaw import Flaw
from slakit.analysis.checks.records import nothing
from slakit.analysis.checks.walk import parts_of
from slakit.analysis.checks.witness import of_records, without_records
from slakit.analysis.inverses.field_values import meeting, text as instant_text
from slakit.analysis.inverses.setting import joined
from slakit.metrics.availability.coverage import Coverage
from slakit.metrics.availability.outage_time import OutageTime
from slakit.metrics.checks.checks import Checks
from slakit.metrics.stream_metric import StreamMetric
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit import shares
from slakit.penalties.bases.credit_base import Fee
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.windows.base import Window
from slakit.windows.calendar_steps import DAYS, MONTHS, Steps
from slakit.windows.rolling import Rolling, WholeTerm

DAYS_OF_A_MONTH = (28, 29, 30, 31)


def partial_period(contract: Contract) -> Iterator[Flaw]:
    """The term does not begin and end where a period of the window does, so that one is cut."""
    agreement = contract.agreement
    windows: list[tuple[tuple[str | int, ...], Window, str]] = [(("window",), agreement.window.within(agreement.timezone), "")]
    windows += [(one.at("window"), one.window, one.objective.clause) for one in contract.promises if one.objective.window is not None]
    for path, window, clause in windows:
        if window.partial != "prorate" or isinstance(window, Rolling):
            continue
        cut = [period for period in window.periods(agreement.span) if period.partial]
        if cut and length(cut[0].whole) <= length(agreement.span):
            text = (
                f"the term cuts {' and '.join(period.label for period in cut)}: it is judged for a part alone, and its fee shrinks with it"
            )
            remedy = 'write an anchor, "every month from 2026-01-15", or partial = "full" or "skip", or a term of whole periods'
            yield Flaw(path, text, remedy, clause=clause)


def window_longer_than_term(contract: Contract) -> Iterator[Flaw]:
    """A period is longer than the term, so that none is ever whole."""
    term = contract.agreement.span
    for promise in contract.every_promise:
        if isinstance(promise.window, WholeTerm):
            continue
        if not any(length(period.whole) <= length(term) for period in promise.periods):
            text = f"a period of {_written(promise)} is longer than the term"
            yield Flaw(promise.at("window"), text, 'write a shorter window, or "whole term"')


def _written(promise: Promise) -> str:
    """The window of a promise as it is written."""
    return repr(str(promise.objective.window or promise.agreement.window))


def window_off_billing(contract: Contract) -> Iterator[Flaw]:
    """Periods of whole months begin on other days than those of the bill, so that each is paid for by two."""
    for promise in contract.promises:
        bills, own = contract.agreement.window, promise.objective.window
        if _of_months(own) and _of_months(bills) and promise.objective.penalty and contract.billing.periods:
            billed = contract.billing.periods
            starts, month = {period.whole.first for period in billed}, length(billed[0].whole)
            off = [one for one in promise.periods if one.whole.first not in starts and length(one.whole) >= month]
            if off:
                text = f"{off[0].label} begins in the midst of a billing period"
                yield Flaw(promise.at("window"), text, "write an anchor on which a billing period begins")


def _of_months(window: Window | None) -> bool:
    return isinstance(window, Steps) and window.unit in MONTHS


def month_of_30_days(contract: Contract) -> Iterator[Flaw]:
    """A month is written as so many days, where a share is paid of the fee of these days."""
    agreement = contract.agreement
    for promise in contract.promises:
        own, penalty = promise.objective.window, promise.objective.penalty
        if not isinstance(own, Steps | Rolling) or not isinstance(agreement.window, Steps) or agreement.window.unit not in MONTHS:
            continue
        days = own.count * DAYS.get(own.unit, 0)
        if days in DAYS_OF_A_MONTH and penalty is not None and _pays_of_own_fee(penalty):
            text = f"{days} days are no month: its fee is {days} days of those of the months that it touches"
            remedy = 'write window = "monthly" or "rolling 1 month", or of = "fee of the billing period" for the fee of the whole bill'
            yield Flaw(promise.at("window"), text, remedy)


def _pays_of_own_fee(penalty: PenaltyRule) -> bool:
    """True if a share of the fee of the line's own period is paid, and not one of the whole bill or of an amount."""
    return any(
        isinstance(part, Fee) or (isinstance(part, PenaltyRule) and part.base is None and shares(*part.credits)) for part in penalty.walk()
    )


def every_longer_than_period(contract: Contract) -> Iterator[Flaw]:
    """Checks come more rarely than periods end, so that some periods have none."""
    for promise in contract.promises:
        for path, metric in parts_of(promise.objective.metric, Checks, promise.at("metric")):
            if metric.every is not None and metric.every.base > length(promise.shortest.span):
                text = f"a check every {metric.every} leaves periods of {_written(promise)} without one"
                witness = without_records(promise, promise.shortest, lambda line: True)
                yield Flaw((*path, "every"), text, "write a longer window, or checks that come more often", witness)


def clock_closed_in_period(contract: Contract) -> Iterator[Flaw]:
    """The clock does not run at all in some period, which then has no figure."""
    for promise in contract.promises:
        for path, metric in parts_of(promise.objective.metric, StreamMetric, promise.at("metric")):
            clock = metric.clock if isinstance(metric, OutageTime) else getattr(metric, "hours", None)
            if clock is None or isinstance(metric, Coverage):
                continue
            closed = [one for one in promise.periods if not clock.clock.elapsed(one.span.first, one.span.last)]
            if closed and len(closed) < len(promise.periods):
                text = f"the clock does not run in {closed[0].label}" + (f" and {len(closed) - 1:,} more" if len(closed) > 1 else "")
                witness = without_records(promise, closed[0], _no_figure)
                name = "clock" if isinstance(metric, OutageTime) else "during"
                yield Flaw((*path, name), text, "write a longer window, or hours in each period", witness)


def quota_covers_period(contract: Contract) -> Iterator[Flaw]:
    """So much time may be excluded that nothing of a period is left to judge."""
    for index, exclusion in enumerate(contract.agreement.exclusions):
        for promise in contract.promises if exclusion.quota else ():
            reads = any(reading.stream == exclusion.applies_to for reading in promise.objective.metric.parts())
            stretch = promise.shortest
            if reads and exclusion.quota and exclusion.quota.base >= length(stretch.span):
                text = f"{exclusion.quota} may be excluded, and {stretch.label} has no more"
                witness = _all_excluded(promise, index)
                yield Flaw(("exclusions", index, "quota"), text, "write a quota that leaves most of a period", witness, exclusion.clause)
                break


def _all_excluded(promise: Promise, index: int) -> Witness | None:
    exclusion, period = promise.contract.agreement.exclusions[index], promise.shortest
    row = {exclusion.start: instant_text(period.span.first), exclusion.end: instant_text(period.span.last)}
    if exclusion.notice is not None:
        row[exclusion.announced] = instant_text(int(period.span.first - exclusion.notice.base))
    row |= meeting(exclusion.filters & exclusion.party) | dict.fromkeys(exclusion.groups, "one")
    whole = {"end": instant_text(period.span.last)}
    down = {reading.stream: [{reading.at: instant_text(period.span.first)} | whole] for reading in promise.objective.metric.parts()}
    records = joined(nothing(promise), down, {exclusion.stream: [row]})
    return of_records(promise, period, records, lambda line: line.outcome is not Outcome.MISSED)


def _no_figure(line: Line) -> bool:
    return line.measure.value is None or not line.measure.value


def silence_undefined(contract: Contract) -> Iterator[Flaw]:
    """Probes of a fixed rhythm are paid for, and a period in which none came is not: whoever stops them owes nothing."""
    for promise in contract.promises:
        objective = promise.objective
        for _, metric in parts_of(objective.metric, Checks):
            if metric.every and metric.unknown == "drop" and objective.penalty and objective.silence == "no data":
                text = "a period without a check is no data and owes nothing"
                remedy = 'write silence = "missed" or "met" with the objective, or unknown = "bad" or "good" with the checks'
                witness = without_records(promise, promise.shortest, lambda line: line.outcome is Outcome.NO_DATA and not line.credit)
                yield Flaw(promise.path, text, remedy, witness)
