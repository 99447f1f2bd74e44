"""Arithmetic: the steps from what was measured to what is payable, each with the numbers that a pocket calculator needs."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from slakit.metrics.measure import ITEMS, TIME, Exact
from slakit.statements.line import Line
from slakit.statements.shared_cuts import SharedCuts
from slakit.targets.verdict import Outcome
from slakit.timeline.instants import MINUTE, SECOND
from slakit.values.quantity import Quantity
from slakit.values.units import unit

MOST_DIGITS = 12
CONVERTED = "converted"  # what is owed in kind, and became money: it is credit too


@frozen
class Calculation:
    """One step: its word ("measure"), its formula with numbers, and its result; a step that only says something has no result."""

    word: str
    formula: str
    result: str = ""

    def __str__(self) -> str:
        return f"{self.formula} = {self.result}" if self.result else self.formula


def arithmetic(line: Line, shared: SharedCuts | None = None) -> tuple[Calculation, ...]:
    """Return the steps of a line in the order of operations; `shared` are the cuts that lines of its statement share."""
    together = shared.by_word(line) if shared is not None else {}
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
    if line.exact_credit is not None and line.unrounded:
        steps.append(Calculation("rounding", f"{line.unrounded} to the cent", line.exact_credit.rounded().show()))
    for cut in (cut for cut in line.adjustments if cut.word == CONVERTED):
        steps.append(_step(cut.word, cut.text))
    if any(cut.word == CONVERTED for cut in line.adjustments):
        became = line.credit - line.exact_credit.rounded() if line.exact_credit is not None else line.credit
        steps.append(Calculation(f"{CONVERTED}, of this line", became.show()))
    steps.append(Calculation("credit", line.credit.show()))
    for cut in (cut for cut in line.adjustments if cut.word != CONVERTED):
        steps.append(_step(cut.word, cut.text))
        if cut.before is not None and cut.after is not None and cut.amount:
            sign, amount = ("-", cut.amount) if cut.amount.exact > 0 else ("+", -cut.amount)
            steps += [Calculation(f"{cut.word}, together", str(together[cut.word]))] if cut.word in together else []
            steps.append(Calculation(f"{cut.word}, of this line", f"{cut.before.show()} {sign} {amount.show()}", cut.after.show()))
    steps += _unclaimed(line)
    if line.payable is not None:
        steps.append(Calculation("payable", line.payable.show()))
    return tuple(steps)


def _unclaimed(line: Line) -> list[Calculation]:
    """The step from what a claim may have to what it has: less what was forfeited, and less what is still to be claimed."""
    if line.entitled is None or line.payable is None:
        return []
    forfeited = line.forfeited or line.payable * 0
    lost = [amount for amount in (forfeited, line.entitled - forfeited - line.payable) if amount.exact > 0]
    if not lost:
        return []
    return [Calculation("claim", " - ".join(amount.show() for amount in (line.entitled, *lost)), line.payable.show())]


def _step(word: str, text: str) -> Calculation:
    formula, equals, result = text.rpartition(" = ")
    return Calculation(word, formula, result) if equals else Calculation(word, text)


def _measured(line: Line) -> list[Calculation]:
    """The steps of the measure: part / whole where it is a quotient of two numbers, and its rounding where the contract rounds."""
    measure, target = line.measure, line.target
    if measure.value is None:
        return [Calculation("measured", measure.reason or "no data")]
    base, usual = Fraction(measure.value) * unit(measure.unit).factor, "" if measure.unit == ITEMS else measure.unit
    rounds = target.rounded(base) != base and line.verdict.judged is not None
    # all digits before it is rounded, so that a reader sees which way
    shown = Quantity.of_base(base, unit(target.shown_in(usual))).show(MOST_DIGITS) if rounds else line.shown
    if line.verdict.running or measure.part is None or not measure.whole or Fraction(measure.part) / measure.whole != measure.value:
        steps = [Calculation("measured", line.workings, shown)]
    else:
        steps = [Calculation("measured", _quotient(line, measure.part, measure.whole), shown)]
    if rounds:
        how = target.show().partition(" rounded ")[2]
        steps.append(Calculation("rounded", f"{steps[0].formula}, rounded {how}", line.judged.partition(" (")[0]))
    return steps


def _quotient(line: Line, part: Exact, whole: Exact) -> str:
    """Two numbers, one divided by the other: both of one kind, or a sum in the unit that the measure is shown in and a number."""
    measure = line.measure
    if not measure.lost:
        usual = "" if measure.unit == ITEMS else measure.unit
        shown_in = unit(line.target.shown_in(usual))
        return f"{Quantity.of_base(Fraction(part) * unit(measure.unit).factor, shown_in).show(MOST_DIGITS)} / {_digits(whole)}"
    if measure.lost_in != TIME:
        return f"{_digits(part)} / {_digits(whole)}"
    name, size = ("min", MINUTE) if Fraction(part, MINUTE).denominator == Fraction(whole, MINUTE).denominator == 1 else ("s", SECOND)
    return " / ".join(f"{_digits(Fraction(number, size))} {name}" for number in (part, whole))


def _digits(number: Exact) -> str:
    return Quantity(Fraction(number), "").show(MOST_DIGITS)
