"""Arithmetic: the steps from what was measured to what is payable, each with the numbers that a pocket calculator needs."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from slakit.metrics.measure import ITEMS, TIME, Exact
from slakit.statements.line import Line
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import SECOND
from slakit.values.quantity import Quantity
from slakit.values.units import unit


@frozen
class Calculation:
    """One step: its word ("measure"), its formula with numbers, and its result; a step that only says something has no result."""

    word: str
    formula: str
    result: str = ""

    def __str__(self) -> str:
        return f"{self.formula} = {self.result}" if self.result else self.formula


def arithmetic(line: Line) -> tuple[Calculation, ...]:
    """Return the steps of a line in the order of operations."""
    steps = [Calculation("promised", line.target.show()), *_measured(line)]
    if line.outcome is Outcome.NO_DATA:
        steps.append(Calculation("verdict", "no data, so nothing is owed"))
    else:
        steps.append(
            Calculation("verdict", f"{line.judged} is {'' if line.outcome is Outcome.MET else 'not '}{line.target.show()}: {line.outcome}")
        )
    steps += [Calculation("level", f"{line.level} missed")] if line.level else []
    steps += [_step("penalty", text) for text in line.steps]
    if line.projected is not None:
        return (*steps, Calculation("projected", line.projected.show()))
    if line.credit is None:
        return tuple(steps)
    if line.exact_credit is not None and line.exact_credit != line.exact_credit.rounded():
        steps.append(Calculation("rounding", f"{line.exact_credit.show()} to the cent", line.exact_credit.rounded().show()))
    steps.append(Calculation("credit", line.credit.show()))
    for cut in line.adjustments:
        steps.append(_step(cut.word, cut.text))
        if cut.before is not None and cut.after is not None and cut.amount:
            sign, amount = ("-", cut.amount) if cut.amount.exact > 0 else ("+", -cut.amount)
            steps.append(Calculation(f"{cut.word}, of this line", f"{cut.before.show()} {sign} {amount.show()}", cut.after.show()))
    if line.entitled is not None and line.forfeited:
        steps.append(Calculation("claim", f"{line.entitled.show()} - {line.forfeited.show()}", (line.entitled - line.forfeited).show()))
    if line.payable is not None:
        steps.append(Calculation("payable", line.payable.show()))
    return tuple(steps)


def _step(word: str, text: str) -> Calculation:
    formula, equals, result = text.rpartition(" = ")
    return Calculation(word, formula, result) if equals else Calculation(word, text)


def _measured(line: Line) -> list[Calculation]:
    """What was measured: part / whole where it is a share of two numbers, and its rounding where the contract rounds."""
    measure, target = line.measure, line.target
    if measure.value is None or measure.part is None or not measure.whole or Fraction(measure.part) / measure.whole != measure.value:
        steps = [Calculation("measured", measure.workings or measure.reason, line.shown)]
    else:
        part, whole = (number_text(number, measure.lost_in) for number in (measure.part, measure.whole))
        steps = [Calculation("measured", f"{part} / {whole}", line.shown)]
    base = Fraction(measure.value or 0) * unit(measure.unit).factor
    if measure.value is not None and target.rounded(base) != base and line.verdict.judged is not None:
        how = target.show().partition(" rounded ")[2]
        steps.append(Calculation("rounded", f"{steps[0].formula}, rounded {how}", line.judged.partition(" (")[0]))
    return steps


def number_text(number: Exact, kind: str) -> str:
    """Return a number with all its digits, and time in minutes where these are whole, or else in seconds.

    >>> number_text(90_000_000, "us"), number_text(12345, "item")
    ('90 s', '12,345')
    """
    if kind != TIME:
        return _digits(Fraction(number)) + ("" if kind == ITEMS else f" {kind}")
    minutes = Fraction(number, 60 * SECOND)
    return f"{_digits(minutes)} min" if minutes.denominator == 1 else f"{_digits(Fraction(number, SECOND))} s"


def _digits(number: Fraction) -> str:
    return Quantity(number, "").show(12)
