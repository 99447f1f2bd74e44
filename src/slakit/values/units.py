"""Units: ratios, durations, things that are counted, amounts of data, and rates of these. The only file that opens pint, for products.

The registry is slakit's own, small and exact, without pint's defaults: `5 bp` are basis points, `1 month` is refused (docs/numbers.md T4).
"""

import re
from difflib import get_close_matches
from fractions import Fraction
from functools import cache, lru_cache
from threading import RLock
from typing import TYPE_CHECKING

from attrs import frozen

from slakit.errors import UnitError

if TYPE_CHECKING:
    from pint import UnitRegistry

# singular = relation = symbol or _ = other spellings; the base of time is the microsecond, of data the byte, of counts one item;
# a calendar day has no fixed length, nor has a business day (docs/numbers.md T2, T5, C8)
DEFINITIONS = """
percent = 0.01 = _ = pct
pp = 0.01
permille = 0.001
bp = 0.0001
microsecond = [time] = us = microseconds
millisecond = 1000 * microsecond = ms = milliseconds
second = 1000 * millisecond = s = sec = secs = seconds
minute = 60 * second = min = mins = minutes
hour = 60 * minute = h = hr = hrs = hours
day = 24 * hour = d = days
week = 7 * day = _ = weeks
calendarday = [calendar_day] = _ = calendardays
businessday = [business_day] = _ = businessdays
byte = [data] = B = bytes
bit = 0.125 * byte = _ = bits
kilobyte = 1000 * byte = kB
megabyte = 1000 * kilobyte = MB
gigabyte = 1000 * megabyte = GB
terabyte = 1000 * gigabyte = TB
kibibyte = 1024 * byte = KiB
mebibyte = 1024 * kibibyte = MiB
gibibyte = 1024 * mebibyte = GiB
tebibyte = 1024 * gibibyte = TiB
item = [item] = _ = items
""".strip().splitlines()

# everything that is counted is one item, so "500 message/hour" may be compared with a rate of posts
NOUNS = """
ad alert call campaign case chat check click comment complaint conversion email error event failure follower impression incident
inquiry interaction lead like mention message order outage passenger point post question reply report request response review session
share story subscriber ticket transaction unit user video view visit
"""
PLURALS = {noun: noun[:-1] + "ies" if noun.endswith("y") else noun + "s" for noun in NOUNS.split()}
DEFINITIONS += [f"{noun} = item = _ = {plural}" for noun, plural in PLURALS.items()]
NAMES = frozenset(name for line in DEFINITIONS for name in line.split(" = ")[:1] + line.split(" = ")[2:]) - {"_"}

SPELLINGS = {  # what may be written -> how it is shown
    r"\bcalendar\s+(days?)\b": r"calendar\1",
    r"\b(?:business|working|opening)\s+(days?)\b": r"business\1",
    r"\bpercentage\s+points?\b": "pp",
    r"\bbasis\s+points?\b": "bp",
    r"\b(?:percent|pct)\b": "%",
    r"\bpermille\b": "‰",
    r"[µμ]s\b": "us",
    r"(?:^|\s+)per\s+": "/",
    r"^1\s*/": "/",
    r"\s*([/*])\s*": r"\1",
}
SIGNS = {"%": "percent", "‰": "permille"}
STEPS = {"month": ("30 days", "monthly"), "quarter": ("90 days", "quarterly"), "year": ("365 days", "yearly")}
MEANT = {"msec": "ms", "msecs": "ms", "millis": "ms", "usec": "us", "usecs": "us", "micros": "us", "hs": "h"}  # by habit
NEAR = 0.7  # how like a unit a word is that is taken for a slip; "apples" is no slip of "alerts"
USUAL = ("%", "pp", "bp", "ms", "s", "min", "h", "day", "week", "GB", "item", "message", "request", "incident", "user")
EXAMPLE = "'%', 'hour' or 'message/hour'"

_WORD = re.compile(r"[^\W\d_]+|[%‰]")
_SHAPE = re.compile(rf"(?:(?:{_WORD.pattern})(?:\*(?:{_WORD.pattern}))*)?(?:/(?:{_WORD.pattern}))*")


@frozen(repr=False)
class Unit:
    """A unit as it is shown, its exact factor to the base unit, and its dimension ('' for ratios, '[time]', '[item]/[time]').

    >>> unit("hour").factor
    Fraction(3600000000, 1)
    """

    text: str
    factor: Fraction
    dimension: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"unit({self.text!r})"


def unit(value: str | Unit) -> Unit:
    """The unit that a text names; '' is the unit of a bare number.

    >>> unit("messages per hour")
    unit('messages/hour')

    Raises UnitError for an unknown unit, with the nearest known one, and for months, quarters and years.
    """
    if isinstance(value, Unit):
        return value
    if not isinstance(value, str):
        raise UnitError(f"{value!r} is not a unit; write {EXAMPLE}")
    return _read(value)


@lru_cache(maxsize=1024)
def _read(written: str) -> Unit:
    if not written:
        return Unit("", Fraction(1), "")
    text = written.strip()
    for spelling, normal in SPELLINGS.items():
        text = re.sub(spelling, normal, text)
    if not text or not _SHAPE.fullmatch(text):
        raise UnitError(f"{written!r} is not a unit; write {EXAMPLE}")
    for word in _WORD.findall(text):
        _check(word)
    factor, powers = _plain(text) or _parsed(text)
    text = text.replace("calendarday", "calendar day").replace("businessday", "business day")
    return Unit(text, factor, _dimension(powers))


def _plain(text: str) -> tuple[Fraction, dict[str, int]] | None:
    """The factor and the powers of a unit or a rate, such as contracts have; None for more than one product or division."""
    words = text.split("/")
    if len(words) > 2 or "*" in text:
        return None
    named = _named()
    over, power = named[words[0]] if words[0] else (Fraction(1), "")
    under, divisor = named[words[1]] if words[1:] else (Fraction(1), "")
    powers = {power: 1} if power else {}
    if divisor:
        powers[divisor] = powers.get(divisor, 0) - 1
    return over / under, {name: times for name, times in powers.items() if times}


@cache
def _named() -> dict[str, tuple[Fraction, str]]:
    """Each name of a unit with its factor and its dimension. Importing pint takes longer than scoring a contract."""
    named: dict[str, tuple[Fraction, str]] = {}
    for line in DEFINITIONS:
        name, relation, *spellings = line.split(" = ")
        number, _, base = relation.rpartition(" * ")
        if relation.startswith("["):
            factor, dimension = Fraction(1), relation
        elif base in named:
            factor, dimension = Fraction(number or 1) * named[base][0], named[base][1]
        else:
            factor, dimension = Fraction(relation), ""
        named |= dict.fromkeys((name, *spellings), (factor, dimension))
    return named | {sign: named[name] for sign, name in SIGNS.items()}


def _parsed(text: str) -> tuple[Fraction, dict[str, int]]:
    """The factor and the powers of any unit, by pint."""
    spelled = re.sub("[%‰]", lambda sign: SIGNS[sign[0]], text)
    with _LOCK:
        registry = _registry()
        measured = registry.Quantity(Fraction(1), registry.parse_units("1" + spelled if spelled.startswith("/") else spelled))
        powers = {str(name): int(str(power)) for name, power in measured.dimensionality.items()}
        return Fraction(measured.to_root_units().magnitude), powers


def _check(word: str) -> None:
    if word in NAMES or word in SIGNS:
        return
    step = word.lower().removesuffix("s")
    if step in STEPS:
        days, window = STEPS[step]
        raise UnitError(f"{word!r} is not a duration but a calendar step; write {days!r}, or a window such as {window}()")
    if word == "m":
        raise UnitError("'m' is not a unit, it could be minute, month or metre; write 'min'")
    if meant := MEANT.get(word.lower()) or next((name for name in sorted(NAMES) if name.lower() == word.lower()), ""):
        raise UnitError(f"{word!r} is not a unit; did you mean {meant!r}?")
    if near := get_close_matches(word, NAMES, n=1, cutoff=NEAR):
        raise UnitError(f"{word!r} is not a unit; did you mean {near[0]!r}?")
    usual = ", ".join(sorted(USUAL))
    raise UnitError(f"{word!r} is not a unit; known: {usual}; write {EXAMPLE}")


def _dimension(powers: dict[str, int]) -> str:
    """One text for each dimension: '[item]/[time]', '1/[time]', '[item]*[time]'."""
    over = "*".join(name for name in sorted(powers) for _ in range(powers[name]))
    under = "".join(f"/{name}" for name in sorted(powers) for _ in range(-powers[name]))
    return over + under if over else "1" + under if under else ""


_LOCK = RLock()  # the registry grows as it is asked, and threads share it


@cache
def _registry() -> "UnitRegistry[Fraction]":
    from pint import UnitRegistry

    registry: UnitRegistry[Fraction] = UnitRegistry(None, non_int_type=Fraction)
    for line in DEFINITIONS:
        registry.define(line)
    return registry
