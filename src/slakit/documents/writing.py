"""Writing: the objects of an agreement as plain data, each as its constructor takes it back; what is as it comes is left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import attrs
from attrs import evolve

from slakit.agreements.party import Party
from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.weekly import Weekly
from slakit.documents.arguments import TEXTUAL, arguments
from slakit.documents.kinds import CALENDAR, METRIC, PENALTY, Kind, kind_of
from slakit.documents.phrases import phrase
from slakit.documents.plain import Path, Plain, path_text
from slakit.documents.vocabulary import Vocabulary
from slakit.metrics.base import StreamMetric
from slakit.metrics.condition import Filter
from slakit.penalties.base import Capped
from slakit.timeline.zone import zone_name
from slakit.values.money import Money
from slakit.values.number import decimals, exact_text
from slakit.values.quantity import quantity

Table = dict[str, Plain]
ORDER = ("name", "clause", "provider", "customer", "term", "timezone", "fee", "window", "settlement", "calendars")
LAST = ("where", "by", "exclusions", "objectives")


class Writer:
    """Writes one agreement; `names` are those of calendars that stand apart, and `problems` what no word is found for."""

    def __init__(self, vocabulary: Vocabulary, names: Mapping[Calendar, str] | None = None) -> None:
        self.problems: list[str] = []
        self._vocabulary = vocabulary
        self._names = names
        self._seen: Counter[Calendar] = Counter()

    def table(self, value: object, path: Path) -> Table:
        """The arguments that make an object, those left out that are as they come."""
        found: Table = {}
        for argument in sorted(arguments(type(value)), key=lambda argument: _place(argument.name)):
            held = argument.of(value)
            if argument.needed or held != argument.default:
                found[argument.name] = self.data(held, (*path, argument.name))
        return found

    def data(self, value: object, path: Path) -> Plain:
        """A value as plain data."""
        kind = kind_of(value)
        if kind is not None:
            return self.calendar(value, path) if isinstance(value, Calendar) else self._part(kind, value, path)
        if value is None or isinstance(value, bool | int | str | Decimal):
            return value
        if isinstance(value, Filter):
            return write_filter(value)
        if isinstance(value, Mapping):
            return self._pairs(list(value.items()), path)
        if isinstance(value, tuple | list):
            pairs = value and all(isinstance(part, tuple) and len(part) == 2 for part in value)
            return self._pairs(value, path) if pairs else [self.data(part, (*path, index)) for index, part in enumerate(value)]
        if isinstance(value, set | frozenset):
            return [self.data(part, path) for part in sorted(value, key=repr)]
        if isinstance(value, Party) and not value.roles:
            return value.name
        if attrs.has(type(value)) and not isinstance(value, TEXTUAL):
            return self.table(value, path)
        text = _text(value)
        return self._problem(path, f"{value!r} cannot be written") if text is None else text
