"""Cells of a workbook: numbers, amounts and times that Excel counts with, and texts that it takes for nothing else."""

from __future__ import annotations

from datetime import datetime, time as clock, tzinfo
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from slakit.values.currencies import minor_digits
from slakit.values.formatting import as_float
from slakit.values.money import Money
from slakit.values.number import decimals, exact_text
from slakit.values.one_line import one_line

DIGITS = 15  # that Excel keeps of a number
LONGEST = 32_000  # characters of a cell; Excel has 32,767
EARLIEST = datetime(1900, 3, 1)  # before it Excel counts a day that never was


@frozen
class Cell:
    """A value for Excel, the format of its number, and the text that it shows, for the width of its column."""

    value: str | int | float | Decimal | datetime | None
    format: str = ""
    shown: str = ""

    @property
    def is_text(self) -> bool:
        return isinstance(self.value, str)

    @property
    def starts_like_formula(self) -> bool:
        return isinstance(self.value, str) and self.value.lstrip().startswith(("=", "+", "-", "@"))


def text(value: object) -> Cell:
    """A text on one line; Excel is made to keep it as one, whatever it begins with."""
    shown = "" if value is None else one_line(value)
    short = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]} ..."
    return Cell(short, shown=short)


def count(value: int) -> Cell:
    """A whole number."""
    return Cell(value, "#,##0", f"{value:,}")


def exact_cell(value: Fraction | None, digits: int | None = None) -> Cell:
    """A number as near as Excel can hold it, shown with so many decimals."""
    if value is None:
        return Cell(None)
    near: float | int = value.numerator if value.denominator == 1 else as_float(value, "a figure")
    pattern = "General" if digits is None else f"#,##0.{'0' * digits}" if digits else "#,##0"
    return Cell(near, pattern, f"{near:,}" if digits is None else f"{near:,.{digits}f}")


def money_cell(amount: Money | None) -> Cell:
    """An amount as a number, in the format of its currency; one of more digits than Excel keeps is text, so that none is lost.

    >>> money_cell(money("1234.5 GBP"))
    Cell(value=Decimal('1234.50'), format='#,##0.00 "GBP"', shown='1,234.50 GBP')
    """
    if amount is None:
        return Cell(None)
    digits = max(minor_digits(amount.currency), decimals(amount.exact) or 0)
    if decimals(amount.exact) is None or len(exact_text(abs(amount.exact), digits).replace(".", "")) > DIGITS:
        return text(amount)
    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return Cell(amount.amount, f'{pattern} "{amount.currency}"', amount.show())


def time(at: datetime | None, zone: tzinfo, form: str = "yyyy-mm-dd") -> Cell:
    """An instant by the clock of the agreement's zone; Excel knows no zones. A midnight is shown as a date, in a form of Excel."""
    if at is None:
        return Cell(None)
    local = at.astimezone(zone).replace(tzinfo=None)
    if local < EARLIEST:
        return text(local.isoformat(sep=" "))
    midnight = local.time() == clock()
    pattern = form if midnight else f"{form} hh:mm" if not local.second else f"{form} hh:mm:ss"
    return Cell(local, pattern, local.isoformat(sep=" ", timespec="minutes"))
