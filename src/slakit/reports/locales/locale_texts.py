"""Texts: the words of one language, and how it writes numbers, money, dates and times."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from slakit.errors import UsageError, close_match, reason
from slakit.reports.charts.catalogue import CATALOGUE
from slakit.values.currencies import minor_digits
from slakit.values.money import Money
from slakit.values.number import decimals
from slakit.values.rounding import round_to

SPACE = "\N{NO-BREAK SPACE}"
FINEST = 6  # decimals of an amount that is finer than a cent
FIELD = re.compile(r"\{(\w*)\}")


@frozen
class Texts:
    """The texts of one language by key, and its forms of numbers and dates.

    >>> from slakit.reports.locales.locale_texts import Texts
    >>> Texts.of("de").amount(Money.of(12000, "GBP")).replace("\\N{NO-BREAK SPACE}", " ")
    '12.000,00 £'

    `text("duties", count=1)` takes the text of "duties.one" where there is one. A key that a file of texts leaves out has its English text.
    """

    language: str
    catalogue: Mapping[str, str] = field(repr=False)
    forms: Mapping[str, Any] = field(repr=False)

    @classmethod
    def of(cls, language: str) -> Texts:
        """Return the texts of a language that slakit has: "en", "de", "fr" or "es"; UsageError for any other."""
        return _of(language)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Texts:
        """Return the texts of a TOML file; what it leaves out is English. UsageError for a key or a field that there is not.

        `extends = "de"` takes what it leaves out from another language.
        """
        try:
            with open(path, "rb") as file:
                return _made(tomllib.load(file), os.fspath(path))
        except OSError as error:
            raise UsageError(
                f"{os.fspath(path)!r} is not a file that can be read ({reason(error)}); write the name of a file of texts"
            ) from None
        except tomllib.TOMLDecodeError as error:
            raise UsageError(f"{os.fspath(path)!r} is not TOML ({error}); write [texts] and key = 'text' in it") from None

    def text(self, key: str, **fields: object) -> str:
        """Return the text of a key, with the fields put in."""
        one = f"{key}.one"
        return self.catalogue[one if fields.get("count") in (1, "1") and one in self.catalogue else key].format(**fields)

    def has(self, key: str) -> bool:
        """True if there is a text of a key."""
        return key in self.catalogue

    def number(self, value: Fraction | int, digits: int = 0) -> str:
        """Return a number with just so many decimals."""
        rounded = round_to(Fraction(value), Fraction(1, 10**digits), "half-even")
        units = str(abs(rounded.numerator * 10**digits // rounded.denominator)).rjust(digits + 1, "0")
        whole, rest = (units[:-digits], self.forms["decimal"] + units[-digits:]) if digits else (units, "")
        grouped = f"{int(whole):,}".replace(",", self.forms["group"]) if len(whole) >= self.forms["group_from"] else whole
        return f"{self.forms['minus'] if rounded < 0 else ''}{grouped}{rest}"

    def percent(self, value: Fraction | int, digits: int) -> str:
        return f"{self.number(value, digits)}{SPACE}%"

    def money(self, value: Fraction | int, currency: str, digits: int) -> str:
        symbols = self.forms["symbols"]
        form = self.forms["money" if currency in symbols else "money_by_code"]
        sign, number = ("", self.number(value, digits))
        if number.startswith(self.forms["minus"]):
            sign, number = self.forms["minus"], number.removeprefix(self.forms["minus"])
        return f"{sign}{form.format(number=number, currency=symbols.get(currency, currency))}"

    def amount(self, money: Money) -> str:
        """Return an amount with the decimals of its currency, or more if it is finer."""
        finest = decimals(money.exact)
        least = minor_digits(money.currency)
        return self.money(money.exact, money.currency, least if finest is None else min(max(least, finest), FINEST))

    def date(self, day: date, form: str = "full") -> str:
        """Return a date in one of the forms "long", "full", "day", "month", "long month", "short month", "quarter" and "year"."""
        month, short = self.forms["months"][day.month - 1], self.forms["short_months"][day.month - 1]
        nth = self.forms["first_day"] if day.day == 1 else day.day
        parts = {
            "day": day.day,
            "nth": nth,
            "month": month,
            "short": short,
            "year": day.year,
            "number": day.month,
            "quarter": (day.month + 2) // 3,
        }
        return str(self.forms["dates"][form].format(**parts))

    def weekday(self, index: int) -> str:
        return str(self.forms["short_weekdays"][index])

    def time(self, at: datetime) -> str:
        return str(self.forms["time"].format(hour=at.hour, minute=at.minute))

    def at(self, at: datetime) -> str:
        """Return a date and a time, with seconds where there are any, and with the offset in an hour that a clock change repeats."""
        seconds = f":{at.second:02}" if at.second or at.microsecond else ""
        twice = at.utcoffset() != at.replace(fold=1 - at.fold).utcoffset()
        offset = f"{SPACE}{at.isoformat()[-6:]}" if twice else ""
        return self.text("date_and_time", date=self.date(at), time=self.time(at) + seconds + offset)


def texts_of(value: object) -> Texts | None:
    """Return texts, or those of a file; None stays."""
    if value is None or isinstance(value, Texts):
        return value
    if isinstance(value, str | os.PathLike):
        return Texts.load(value)
    raise UsageError(f"texts={value!r} are not the texts of a report; write texts='nl.toml'")


@cache
def _of(language: str) -> Texts:
    from importlib.resources import files

    here = files("slakit.reports.locales")
    names = sorted(entry.name.removesuffix(".toml") for entry in here.iterdir() if entry.name.endswith(".toml"))
    if language not in names:
        raise UsageError(f"{language!r} is not a language of reports{close_match(language, names)}")
    return _made(tomllib.loads(here.joinpath(f"{language}.toml").read_text(encoding="utf-8")), f"{language}.toml")


def _made(data: Mapping[str, Any], name: str) -> Texts:
    language = data.get("language")
    if not isinstance(language, str) or not language:
        raise UsageError(f"{name}: language {language!r} is not the tag of a language; write language = 'nl'")
    if name == "en.toml":
        texts = {**CATALOGUE, **_flat(data.get("texts", {}))}
        return Texts("en", MappingProxyType(texts), MappingProxyType(dict(data["forms"])))
    base = _of(data.get("extends", "en"))
    written, forms = _flat(data.get("texts", {})) | _flat(data.get("charts", {})), data.get("forms", {})
    problems = [
        f"{name}: {key!r} is not the key of a text{close_match(key, base.catalogue)}" for key in written if key not in base.catalogue
    ]
    problems += [
        f"{name}: {key!r} is not the form of a number or date{close_match(key, base.forms)}" for key in forms if key not in base.forms
    ]
    problems += [fault for key, text in written.items() if key in base.catalogue for fault in _fields(name, key, text, base.catalogue[key])]
    if problems:
        raise UsageError(*problems)
    merged = MappingProxyType({**base.catalogue, **written})
    return evolve(base, language=language, catalogue=merged, forms=MappingProxyType({**base.forms, **forms}))


def _fields(name: str, key: str, text: object, english: str) -> list[str]:
    """The problem of a text that does not have the fields of the one that it stands for."""
    if not isinstance(text, str):
        return [f"{name}: {key} = {text!r} is not a text; write {english!r} in your words"]
    wanted, given = set(FIELD.findall(english)), set(FIELD.findall(text))
    if given <= wanted and "{" not in FIELD.sub("", text) and "}" not in FIELD.sub("", text):
        return []
    return [f"{name}: {key} = {text!r} has fields other than those of {english!r}; write that in your words"]


def _flat(table: Mapping[str, Any], lead: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat |= _flat(value, f"{lead}{key}.") if isinstance(value, Mapping) else {f"{lead}{key}": value}
    return flat
