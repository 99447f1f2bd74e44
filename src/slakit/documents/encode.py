"""Encoder: the objects of an agreement as plain data, each as its constructor takes it back; defaults are left out."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import attrs
from attrs import evolve

from slakit.agreements.party import Party
from slakit.calendars.base import Calendar
from slakit.calendars.due_rules import DueRule
from slakit.calendars.due_text import due_rule
from slakit.calendars.weekly import Weekly
from slakit.documents.filters import filtered, number_data, write_filter
from slakit.documents.kinds import METRIC, PENALTY, Kind, kind_of
from slakit.documents.named_parts import NAMED, OF_KEYS, READY, TABLE_OF, TABLES, Names
from slakit.documents.phrases import bare_window, write_phrase
from slakit.documents.plain import Path, Plain, path_text
from slakit.documents.short_forms import SHORT_FORMS, ShortForm, unwrapped
from slakit.documents.signature import TEXTUAL, arguments
from slakit.documents.vocabulary import Vocabulary
from slakit.errors import ContractError
from slakit.metrics.condition import Filter
from slakit.metrics.stream_metric import StreamMetric
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit_base import CreditBase, FixedAmount
from slakit.penalties.wrappers.combinators import SumOf
from slakit.penalties.wrappers.wrapper import Wrapper
from slakit.targets.target import Target
from slakit.timeline.zone import zone, zone_name
from slakit.values.money import Money
from slakit.values.quantity import Quantity, quantity
from slakit.values.source_repr import same
from slakit.windows.base import Window
from slakit.windows.calendar_steps import Steps
from slakit.windows.rolling import Rolling, WholeTerm

Table = dict[str, Plain]
NAMELESS = Names()
FIRST = ("name", "clause")
LAST = ("where", "by", "allow", "logs", "exclusions", "objectives", "duties", "amendments")


class Encoder:
    """A writer of one agreement; `names` are those of what stands in tables of its own, `problems` lists what cannot be written.

    One that is `counting` leaves out what it has met before, to learn what is used more than once.
    """

    def __init__(self, vocabulary: Vocabulary, names: Names = NAMELESS, counting: bool = False) -> None:
        self.problems: list[str] = []
        self._vocabulary = vocabulary
        self._names = names
        self._counting = counting
        self._met: Counter[object] = Counter()

    def table(self, value: object, path: Path, without: Container[str] = ()) -> Table:
        """The arguments that make an object, without defaults and without those that stand elsewhere."""
        table: Table = {}
        made: type = type(value)
        for argument in sorted(arguments(made), key=lambda argument: _rank(argument.name)):
            if argument.name in without:
                continue
            held = argument.of(value)
            if argument.needed or not same(held, argument.default) or isinstance(held, Window):  # a window even if it is the default
                table[argument.name] = self._of_key(argument.name, held, (*path, argument.name))
        if isinstance(value, Weekly):
            table |= {name: _hours(pairs) for name, pairs in (("hours", value.hours), ("dated", value.dated)) if name in table}
        return table

    def data(self, value: object, path: Path) -> Plain:
        """A value as plain data."""
        kind = kind_of(value)
        if kind is not None:
            return self._nameable(kind, value, path)
        if value is None or isinstance(value, bool | int | str | Decimal):
            return value
        if isinstance(value, Filter):
            return write_filter(value)
        if isinstance(value, Mapping):
            return self._pairs(tuple(value.items()), path)
        if isinstance(value, tuple | list):
            pairs = value and all(type(part) is tuple and len(part) == 2 for part in value)
            return self._pairs(value, path) if pairs else [self.data(part, (*path, index)) for index, part in enumerate(value)]
        if isinstance(value, Party) and not value.roles:
            return value.name
        if attrs.has(type(value)) and not isinstance(value, TEXTUAL):
            return self.table(value, path)
        if isinstance(value, DueRule) and not _is_readable(value):
            remedy = "write a due rule that a text says, such as '2 business days' or 'end of the 2nd business day'"
            return self._problem(path, f"{value!r} cannot be written in a document; {remedy}")
        text = _exact_text(value)
        return self._problem(path, f"{value!r} cannot be written in a document; write text, a number or a table") if text is None else text

    def shared(self) -> Names:
        """The names, with one for each calendar and base that was met more than once and has none."""
        names = dict(self._names.objects)
        kinds: tuple[tuple[str, type], ...] = (("calendar", Calendar), ("base", CreditBase))
        for word, kind in kinds:
            shared = [part for part, count in self._met.items() if count > 1 and isinstance(part, kind) and part not in names]
            names |= {part: f"{word}-{number}" for number, part in enumerate(shared, 1)}
        return evolve(self._names, objects=names)

    def named(self) -> Table:
        """The tables of what has names."""
        tables: dict[str, Table] = {table: {} for table in TABLES}
        for part, name in self._names.objects.items():
            if (kind := kind_of(part)) is not None:
                tables[TABLE_OF[kind]][name] = self._part(kind, part, (TABLE_OF[kind], name))
        for key, names in self._names.of_keys.items():
            tables[OF_KEYS[key]] = {name: self.data(value, (OF_KEYS[key], name)) for value, name in names.items()}
        return {table: parts for table, parts in tables.items() if parts}

    def _nameable(self, kind: Kind, value: object, path: Path) -> Plain:
        """A part of any kind: a text that stands for it, its name, or its table."""
        if (name := next((name for name, ready in READY.get(kind, {}).items() if ready == value), None)) is not None:
            return name
        if isinstance(value, Calendar | CreditBase):
            if isinstance(value, FixedAmount):
                return self.data(value.money, path)
            self._met[value] += 1
        if (name := self._names.of(kind, value)) is not None:
            return name
        return None if self._counting and self._met.get(value, 0) > 1 else self._part(kind, value, path)

    def _of_key(self, key: str, value: object, path: Path) -> Plain:
        """The value of a key, by name where it has one, and a limit also for each value of a field."""
        names = self._names.of_keys.get(key)
        if not names:
            return self.data(value, path)
        if value in names:
            return names[value]
        if key == "limit" and isinstance(value, tuple) and any(limit in names for _, limit in value):
            return {str(name): self._of_key(key, limit, (*path, str(name))) for name, limit in value}
        return self.data(value, path)

    def _part(self, kind: Kind, value: object, path: Path) -> Plain:
        """Return a part of a kind as a phrase, the word of a ready-made object, or a tagged table."""
        phrase = write_phrase(kind, value) if isinstance(value, Target | Window) else None
        if phrase is not None:
            return phrase
        ready, word = self._vocabulary.word(kind, value), self._vocabulary.word(kind, type(value))
        if ready is not None:
            return {"is": ready}
        if isinstance(value, PenaltyRule) and (short := self._short(value, path)):
            return short
        if isinstance(value, StreamMetric) and (more := self._filtered(NAMED, self._names.extendable(METRIC), value, path)):
            return more
        if word is not None:
            return {"is": word, **self.table(value, path)}
        if isinstance(value, Steps | Rolling | WholeTerm):
            return self._window(value, path)
        table = self._filtered("is", self._vocabulary.ready(METRIC), value, path) if isinstance(value, StreamMetric) else None
        return table or self._problem(path, f"{value!r} has no word; write vocabulary=STANDARD | {{'a word': ...}} with it or its class")

    def _short(self, rule: PenaltyRule, path: Path) -> Plain:
        """A rule in short form: with keys for what is around it, a list for a sum; nothing for one that has none."""
        word = self._vocabulary.word
        if type(rule) is SumOf and word(PENALTY, SumOf):
            return [self._nameable(PENALTY, part, (*path, index)) for index, part in enumerate(rule.rules)]
        inner, wrappers = unwrapped(rule)
        if any(not word(PENALTY, form.made) or form.key in {argument.name for argument in arguments(type(inner))} for form, _ in wrappers):
            return None
        if not wrappers:
            return None
        named = {part: name for name, part in self._names.extendable(PENALTY)}
        for count, (_, wrapper) in enumerate(wrappers, 1):
            if wrapper.rule in named:
                return {NAMED: named[wrapper.rule], **self._keys(wrappers[:count], path)}
        ready, long = word(PENALTY, inner), word(PENALTY, type(inner))
        if ready is None and long is None:
            return self._part(PENALTY, inner, path)  # which says that it has no word
        table: Table = {"is": ready} if ready is not None else {"is": long, **self.table(inner, path)}
        return table | self._keys(wrappers, path)

    def _keys(self, wrappers: list[tuple[ShortForm, Wrapper]], path: Path) -> Table:
        """The keys for what is around a rule, in the order in which they are applied."""
        keys = {form.key: form.short(self.table(wrapper, (*path, form.key), {"rule"})) for form, wrapper in wrappers}
        return {form.key: keys[form.key] for form in SHORT_FORMS if form.key in keys}

    def _window(self, value: Steps | Rolling | WholeTerm, path: Path) -> Plain:
        """A window that has no phrase: the nearest phrase, and the settings that differ."""
        bare = bare_window(value)
        settings = [argument for argument in arguments(type(value)) if argument.of(value) != argument.of(bare)]
        return {"is": bare.text(), **{argument.name: self.data(argument.of(value), (*path, argument.name)) for argument in settings}}

    def _filtered(self, key: str, ready_made: Iterable[tuple[str, object]], value: StreamMetric, path: Path) -> Table | None:
        """A metric with a name, or a ready-made one, with more conditions or other groups; `key` is that of the name."""
        for word, ready in ready_made:
            if (
                ready != value
                and isinstance(ready, StreamMetric)
                and filtered(ready, value.filters).by(*value.groups, groups=value.named) == value
            ):
                more = Filter(tuple(part for part in value.filters.conditions if part not in ready.filters.conditions))
                groups: Table = {} if value.groups == ready.groups else {"by": list(value.groups)}
                if value.named is not None and value.named != ready.named:
                    groups = {"by": list(value.groups), "groups": self.data(value.named, (*path, "groups"))}
                return {key: word, **({"where": write_filter(more)} if more else {}), **groups}
        return None

    def _pairs(self, pairs: Sequence[tuple[object, object]], path: Path) -> Plain:
        """Pairs as a table where their first parts are text, otherwise as a list of two each."""
        names = [name if isinstance(name, str) else str(name) for name, _ in pairs]
        if all(isinstance(name, str | Quantity) for name, _ in pairs) and len(set(names)) == len(pairs):
            return {name: self.data(part, (*path, name)) for name, (_, part) in zip(names, pairs, strict=True)}
        return [[self.data(side, (*path, index, side_index)) for side_index, side in enumerate(pair)] for index, pair in enumerate(pairs)]

    def _problem(self, path: Path, problem: str) -> Plain:
        self.problems.append(f"{path_text(path)}: {problem}")
        return None


def _rank(name: str) -> int:
    return FIRST.index(name) - len(FIRST) if name in FIRST else LAST.index(name) + 1 if name in LAST else 0


def _hours(pairs: Sequence[tuple[str, tuple[str, ...]]]) -> Plain:
    return {day: "closed" if not texts else texts[0] if len(texts) == 1 else list(texts) for day, texts in pairs}


def _exact_text(value: object) -> Plain:
    """Return the text or number that a document holds for a value, exact, so that it reads back; None for a value that has none."""
    if isinstance(value, Fraction):
        return number_data(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Money):
        return f"{value.exact} {value.currency}" if value.exact.denominator == 1 else str(value)
    if isinstance(value, TEXTUAL):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(quantity(value))
    if isinstance(value, tzinfo):
        return _zone(value)
    return _exact_text(value.value) if isinstance(value, Enum) else None


def _is_readable(rule: DueRule) -> bool:
    """True if the text of a due rule means that rule: one that a user wrote has none."""
    try:
        return due_rule(str(rule)) == rule
    except ContractError:
        return False


def _zone(value: tzinfo) -> str | None:
    name = zone_name(value)
    try:
        zone(name)
    except ContractError:
        return None
    return name
