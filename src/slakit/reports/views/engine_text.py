"""Engine text: the numbers, amounts, days and instants in a text that the engine wrote, each in the form of a language."""

import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction

from attrs import frozen

from slakit.reports.locales.locale_texts import Texts
from slakit.statements.local_times import INSTANT
from slakit.values.currencies import DIGITS
from slakit.values.money import Money
from slakit.values.number import number

FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
MINUS = r"(?:(?<![^\s(])-)?"  # of a number below zero: in "5 - 3" a space follows it, and in "2026-03" a digit goes before it
CURRENCY = "|".join(sorted(DIGITS))
# a number after one of these words is a name, as in "clause 4.10"
NAMES = "annex|appendix|article|clause|clauses|paragraph|schedule|section|sections|version|§"
TOKEN = re.compile(
    rf"(?P<name>(?<!\w)(?:{NAMES})\s+[\w.()/-]+)"
    rf"|(?P<instant>{INSTANT.pattern})"
    r"|(?P<day>(?<![\w-])\d{4}-\d\d-\d\d(?![\w-]))"
    rf"|(?<![\w.,:/-]){MINUS}{FIGURE}(?: (?P<currency>{CURRENCY})\b|(?![\w:-]|[.,]\d))"
)


@frozen
class LocalForms:
    """The forms of a language for what the engine writes: its texts, and functions that show an instant and a day."""

    texts: Texts
    at: Callable[[datetime], str]
    day: Callable[[date], str]

    def text(self, written: str) -> str:
        """Return a text of the engine, whose words stay, with each of its figures in local form; names of clauses and versions stay.

        In one pass: what has been put into a local form is not read again.
        """
        return TOKEN.sub(self._token, written)

    def figure(self, written: str) -> str:
        """Return a number that the engine wrote, with as many decimals."""
        plain = written.replace(",", "")
        return self.texts.number(Fraction(plain), len(plain.partition(".")[2]))

    def _token(self, match: re.Match[str]) -> str:
        written = match[0]
        if match["name"]:
            return written
        if match["instant"]:
            return self._read(written, lambda: self.at(datetime.fromisoformat(written)))
        if match["day"]:
            return self._read(written, lambda: self.day(date.fromisoformat(written)))
        if match["currency"]:
            return self.texts.amount(Money(number(written.partition(" ")[0].replace(",", "")), match["currency"]))
        if not set(written) & set("-,."):
            return written  # a plain number such as a year
        return self.figure(written)

    def _read(self, written: str, shown: Callable[[], str]) -> str:
        """The date or time as it is shown; one that only looks like it, or lies in no year, stays."""
        try:
            return shown()
        except (ValueError, OverflowError):
            return written
