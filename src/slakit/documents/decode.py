"""Decoder: plain data into the objects of an agreement, with every problem and its path.

A table is read against the constructor of its class: keys are its arguments, each is read by its type and then tried on the
argument's own converter and validator, so that a problem has the exact path; what is left is what the constructor says of the whole.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from types import NoneType
from typing import Final, get_args, get_origin

from slakit.agreements.agreement import Agreement
from slakit.agreements.lifecycle import Lifecycle
from slakit.agreements.objective import Objective
from slakit.calendars.base import Calendar
from slakit.documents.cross_checks import cross_check
from slakit.documents.filters import read_filter
from slakit.documents.kinds import BASE, PENALTY, Kind, kind_of
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.signature import FAULTS, TEXTUAL, Argument, arguments, by_value, holds_parts, is_table, members, noun, outline, texts
from slakit.documents.thesaurus import meant_key
from slakit.documents.type_checks import example, misfits
from slakit.errors import ContractError, Joint, UnitError, close_match
from slakit.metrics.condition import Filter
from slakit.values.key_rules import breaks_keys
from slakit.values.number import number
from slakit.values.old_words import new_word

Table = dict[str, Plain]
Limit = Callable[[Plain, Path], tuple[Plain, Path]]
Tagged = Callable[["Decoder", Kind, Plain, Path], object]


class Failed(Enum):
    """The mark of an object that could not be read; its problems are in `faults` already."""

    FAILED = "failed"


FAILED: Final = Failed.FAILED
MOST_KEYS = 100  # unknown ones of a table that are looked up among the right ones


NOTHING_GIVEN: Mapping[str, object] = {}


def joint(problems: Iterable[str], kind: str) -> tuple[str, ...]:
    """Problems as those of several values."""
    return tuple(Joint(problem, kind) for problem in problems)


def names_calendar(data: Plain, hint: object) -> bool:
    """True if a calendar is meant by its name, by one of several or by one for a value."""
    listed = data if isinstance(data, list) else list(data.values()) if isinstance(data, dict) and "is" not in data else [data]
    of_calendars = any(isinstance(one, type) and issubclass(one, Calendar) for one in members(hint))
    return of_calendars and any(isinstance(part, str) for part in listed)


def any_limit(value: object) -> object:
    """A limit, or those of the values of a field, as if each text were the name of one."""
    if isinstance(value, dict):
        return {name: any_limit(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return tuple((pair[0], any_limit(pair[1])) if isinstance(pair, list | tuple) and len(pair) == 2 else pair for pair in value)
    return "1 hour" if isinstance(value, str) else value


class PartialList(list[object]):
    """The items of a list that are not all right; FAILED stands for those that could not be read."""


# arguments whose failure leaves all other problems of the whole as true as they were
OPTIONAL: Mapping[type, frozenset[str]] = {Objective: frozenset(argument.name for argument in arguments(Objective) if not argument.needed)}


class Decoder:
    """A reader of one document; `tagged` reads a table with a word, and `faults` holds every problem with its path.

    `partial_arguments` holds the arguments that could be read of each object that could not be made.
    """

    def __init__(self, tagged: Tagged, limit: Limit = lambda data, path: (data, path)) -> None:
        self.faults: list[tuple[Path, str]] = []
        self.partial_arguments: dict[Path, Mapping[str, object]] = {}
        self._tagged = tagged
        self._limit = limit  # what the name of a limit stands for

    def wrong(self, path: Path, *problems: str) -> Failed:
        """Note problems at a path."""
        self.faults += [(path, problem) for problem in problems]
        return FAILED

    def value(self, data: Plain, hint: object, path: Path, loose: bool = True) -> object:
        """Return the value of a piece of data for a wanted type; `loose` leaves what it cannot read to a converter."""
        options = members(hint)
        if data is None:
            return None if NoneType in options else self.wrong(path, "null says nothing; leave it out")
        inner = by_value(options)
        rules = isinstance(data, list) and all(isinstance(part, dict) for part in data)  # a list of rules, which are added
        if inner is not None and data and ((isinstance(data, list) and not rules) or (isinstance(data, dict) and "is" not in data)):
            return self._by_value(data, inner, path)
        for option in options:
            kind = kind_of(option) if isinstance(option, type) else None
            texts = isinstance(data, list) and tuple[str, ...] in options
            plain = (*TEXTUAL, str) if kind is PENALTY else TEXTUAL  # the name of a right may stand for it
            phrased = any(other in plain for other in options) or (kind is not None and kind.texts and kind is not BASE)
            textual = isinstance(data, str) and kind is not None and phrased
            if kind is not None and not texts and not textual:
                return self._tagged(self, kind, data, path)
            if option is Filter:
                wanted = read_filter(data, path, self.faults)
                return FAILED if wanted is None else wanted
            if option is Fraction:
                return self._number(data, path)
            if isinstance(option, type) and is_table(option):
                return self._table(option, data, path, loose)
            if get_origin(option) is tuple and holds_parts(option):
                return [] if data == [] and NoneType in options else self._list(data, get_args(option), path)
        problems = list(misfits(data, hint, path))
        self.faults += problems
        return FAILED if problems else data

    def build(
        self, made: type, data: Table, path: Path, called: str, extras: Iterable[str] = (), given: Mapping[str, object] = NOTHING_GIVEN
    ) -> object:
        """An object of a class from the table of its arguments, with those already `given`; `extras` are keys that are read elsewhere."""
        parts = [argument for argument in arguments(made) if argument.name not in given]
        self.refuse_keys(data, [*(argument.name for argument in parts), *extras], path, called, made)
        failed = {name for name, value in given.items() if value is FAILED}
        given = dict(given)
        for argument in (part for part in parts if part.needed or part.name in data):
            value = self._argument(made, argument, data, path)
            if value is FAILED or isinstance(value, PartialList):
                failed.add(argument.name)
            if value is not FAILED:
                given[argument.name] = value
        whole = self._whole(made, given, failed, path)
        if whole is FAILED:
            self.partial_arguments[path] = given
        return whole

    def _whole(self, made: type, given: dict[str, object], failed: set[str], path: Path) -> object:
        """The object of its arguments, once they are checked against each other."""
        if made is Agreement:
            conflicts = list(cross_check(given, failed, self.partial_arguments))
            self.faults += [(at, Joint(problem, "document")) for at, problem in conflicts]
            if conflicts or failed:
                return FAILED
        if failed - OPTIONAL.get(made, frozenset()):
            return FAILED
        try:
            whole: object = made(**{name: value for name, value in given.items() if not isinstance(value, PartialList)})
        except FAULTS as error:
            held = {argument.name: argument.held(given[argument.name]) for argument in arguments(made) if argument.name in given}
            stated = breaks_keys(made, held, {argument.name: argument.default for argument in arguments(made)})
            return self.wrong(path, *(texts(error) if stated else joint(texts(error), "together")))
        return FAILED if failed else whole

    def refuse_keys(self, data: Table, allowed: list[str], path: Path, called: str, made: type | None = None) -> None:
        """Note every key that is not an allowed one; of very many the first alone, so that a table of nothing else is refused soon."""
        unknown = [key for key in data if key not in allowed]
        for key in unknown[:MOST_KEYS]:
            if made is not None and (new := new_word(made, key)):
                self.wrong((*path, key), f"is not a key of {called} any more; write {new!r}")
                continue
            self.wrong((*path, key), f"is not a key of {called}{meant_key(key, allowed) or close_match(key, allowed) or '; leave it out'}")
        if len(unknown) > MOST_KEYS:
            self.wrong((*path, unknown[MOST_KEYS]), f"and {len(unknown) - MOST_KEYS:,} more are not keys of {called}; leave them out")

    def _argument(self, made: type, argument: Argument, data: Table, path: Path) -> object:
        name = argument.name
        if name not in data:
            return self.wrong(path, f"has no {name!r}; write {example(argument)}")
        given, at = data[name], (*path, name)
        if name == "limit":
            try:
                given, at = self._limit(given, at)
            except ContractError as error:
                return self.wrong(at, *joint(error.problems, "names"))
        if made is Lifecycle and argument.loose:  # one word or several, a table or a list: its converters read all of them
            value: object = given
        else:
            value = self.value(given, argument.hint, at, argument.loose)
        if value is FAILED or isinstance(value, PartialList):
            return value
        problems = argument.problems(made, value)
        if problems and names_calendar(data[name], argument.hint):
            problems = joint(problems, "names")  # what the calendar of that name is
        if problems and name == "limit" and not argument.problems(made, any_limit(value)):
            problems = joint(problems, "names")  # it might be the name of one
        return self.wrong(at, *problems) if problems else value

    def _table(self, made: type, data: Plain, path: Path, loose: bool) -> object:
        if isinstance(data, dict):
            return self.build(made, data, path, noun(made))
        if isinstance(data, str) and loose:
            return data
        only = [argument.name for argument in arguments(made) if argument.needed] or [argument.name for argument in arguments(made)][:1]
        alone = f"{{ {only[0]} = {shown(data)} }}".replace("'", '"') if isinstance(data, str) and len(only) == 1 else outline(made)
        return self.wrong(path, f"{shown(data)} is not {noun(made)}; write {alone}")

    def _list(self, data: Plain, inner: tuple[object, ...], path: Path) -> object:
        if not isinstance(data, list) or not data:
            alone = shown(data) if isinstance(data, str | dict) and data else "..."
            listed = "..." if "…" in alone else alone.replace("'", '"') if isinstance(data, str) else alone
            return self.wrong(path, f"{shown(data)} is not a list of one or more; write {path[-1]} = [{listed}]")
        if inner[-1] is Ellipsis:
            inner = inner[:1] * len(data)
        if len(inner) != len(data):
            return self.wrong(path, f"{shown(data)} is not a group of {len(inner)}; write [...] with {len(inner)} parts")
        items = [self.value(part, hint, (*path, index), loose=False) for index, (part, hint) in enumerate(zip(data, inner, strict=True))]
        bad = any(item is FAILED or isinstance(item, PartialList) for item in items)
        return PartialList(items) if bad else items

    def _by_value(self, data: "list[Plain] | Table", inner: object, path: Path) -> object:
        """Read parts by the value of a field: from a table, or from a list of pairs if a value is not text."""
        pairs = list(data.items()) if isinstance(data, dict) else [pair for pair in data if isinstance(pair, list) and len(pair) == 2]
        if len(pairs) < len(data):
            return self.wrong(path, f'{shown(data)} is not a table; write {{ name = "..." }}')
        if odd := [(index, name) for index, (name, _) in enumerate(pairs) if isinstance(name, list | dict)]:
            return self.wrong((*path, odd[0][0], 0), f"{shown(odd[0][1])} is not the value of a field; write 'phone'")
        paths: list[Path] = [(*path, str(name)) if isinstance(data, dict) else (*path, index, 1) for index, (name, _) in enumerate(pairs)]
        items = [(name, self.value(part, inner, inner_path)) for (name, part), inner_path in zip(pairs, paths, strict=True)]
        return FAILED if any(part is FAILED for _, part in items) else tuple(items)

    def _number(self, data: Plain, path: Path) -> object:
        try:
            return number(data)
        except UnitError:
            return self.wrong(path, f"{shown(data)} is not a number; write 3, 99.9 or '1/3'")
