"""Texts: the words and forms of numbers that charts are written with, and those of English."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Protocol

from attrs import field, frozen

from slakit.reports.charts.catalogue import CATALOGUE
from slakit.values.rounding import round_to

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Texts(Protocol):
    """The texts of one language. `text("days", count=2)` takes the text of "days.one" for a count of 1 where there is one."""

    def number(self, value: Fraction | int, digits: int) -> str:
        """Return a number with just so many decimals: "1,234.50"."""
        ...

    def percent(self, value: Fraction | int, digits: int) -> str:
        """Return so many percent: "99.90 %" of 99.9."""
        ...

    def money(self, value: Fraction | int, currency: str, digits: int) -> str:
        """Return an amount of money: "1,234.50 GBP"."""
        ...

    def date(self, day: date, form: str = "full") -> str:
        """Return a date in one of the forms "full" (10 Mar 2026), "day" (10 Mar), "month" (Mar 2026), "short month" (Mar) and "year"."""
        ...

    def weekday(self, index: int) -> str:
        """Return the short name of a weekday; 0 is Monday."""
        ...

    def time(self, at: datetime) -> str:
        """Return the time of a day: "14:05"."""
        ...

    def text(self, key: str, **fields: object) -> str:
        """Return the text of a key of the catalogue, with the fields put in."""
        ...


@frozen
class English:
    """The texts of English; a mapping of keys to texts replaces some of them.

    >>> ENGLISH.money(Fraction(2469, 2), "GBP", 2).replace("\N{NO-BREAK SPACE}", " ")
    '1,234.50 GBP'
    """

    catalogue: Mapping[str, str] = field(default=CATALOGUE, eq=False, repr=False)

    def number(self, value: Fraction | int, digits: int) -> str:
        rounded = round_to(Fraction(value), Fraction(1, 10**digits), "half-even")
        units = str(abs(rounded.numerator * 10**digits // rounded.denominator)).rjust(digits + 1, "0")
        whole, rest = (units[:-digits], f".{units[-digits:]}") if digits else (units, "")
        return f"{MINUS if rounded < 0 else ''}{int(whole):,}{rest}"

    def percent(self, value: Fraction | int, digits: int) -> str:
        return f"{self.number(value, digits)}{SPACE}%"

    def money(self, value: Fraction | int, currency: str, digits: int) -> str:
        return f"{self.number(value, digits)}{SPACE}{currency}"

    def date(self, day: date, form: str = "full") -> str:
        month = MONTHS[day.month - 1]
        forms = {"full": f"{day.day} {month} {day.year}", "day": f"{day.day} {month}", "month": f"{month} {day.year}", "short month": month}
        return forms.get(form, str(day.year))

    def weekday(self, index: int) -> str:
        return WEEKDAYS[index]

    def time(self, at: datetime) -> str:
        return f"{at.hour:02}:{at.minute:02}"

    def text(self, key: str, **fields: object) -> str:
        one = f"{key}.one"
        return self.catalogue[one if fields.get("count") in (1, "1") and one in self.catalogue else key].format(**fields)


ENGLISH = English()
