"""Decoder: plain data into the objects of an agreement, with every problem and its path.

A table is read against the constructor of its class: keys are its arguments, each is read by its type and then tried on the
argument's own converter and validator, so that a problem has the exact path; what is left is what the constructor says of the whole.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from functools import partial
from types import NoneType
from typing import Final, get_args, get_origin

from slakit.agreements.agreement import Agreement
from slakit.agreements.lifecycle import Lifecycle
from slakit.agreements.objective import Objective
from slakit.documents.cross_checks import cross_check
from slakit.documents.fault_paths import Fault, by_entry, part_of, traced
from slakit.documents.filters import read_filter
from slakit.documents.joint_problems import joint, of_names
from slakit.documents.kinds import BASE, CALENDAR, PENALTY, TARGET, Kind, kind_of
from slakit.documents.named_parts import BESIDE_A_NAME, NAMED, TABLE_OF, NamedParts
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.signature import FAULTS, TEXTUAL, Argument, arguments, by_value, holds_parts, is_table, members, noun, texts
from slakit.documents.thesaurus import meant_key
from slakit.documents.type_checks import example, example_of, misfits, split_figure, table_example
from slakit.errors import ContractError, Joint, UnitError, close_match
from slakit.metrics.condition import Filter
from slakit.values.key_rules import breaks_keys
from slakit.values.number import number
from slakit.values.old_words import new_word

Table = dict[str, Plain]
Tagged = Callable[["Decoder", Kind, Plain, Path], object]


class Failed(Enum):
    """The mark of an object that could not be read; its problems are in `faults` already."""

    FAILED = "failed"


FAILED: Final = Failed.FAILED
MOST_KEYS = 100  # unknown ones of a table that are looked up among the right ones


NOTHING_GIVEN: Mapping[str, object] = {}


class PartialList(list[object]):
    """The items of a list that are not all right; FAILED stands for those that could not be read."""


class PartialPairs(PartialList):
    """The entries of a table by the value of a field, or by an edge, that could be read; `read` is their data."""

    def __init__(self, pairs: list[tuple[Plain, object]], data: Table) -> None:
        super().__init__(pair for pair in pairs if pair[1] is not FAILED)
        names = {name for name, part in pairs if part is not FAILED}
        self.read: Table = {name: part for name, part in data.items() if name in names}


# arguments whose failure leaves all other problems of the whole as true as they were
OPTIONAL: Mapping[type, frozenset[str]] = {Objective: frozenset(argument.name for argument in arguments(Objective) if not argument.needed)}


class Decoder:
    """A reader of one document; `tagged` reads a table with a word, and `faults` holds every problem with its path.

    `partial_arguments` holds the arguments that could be read of each object that could not be made.
    """

    def __init__(self, tagged: Tagged, named: NamedParts) -> None:
        self.faults: list[tuple[Path, str]] = []
        self.partial_arguments: dict[Path, Mapping[str, object]] = {}
        self.unread: set[str] = set()  # arguments of the whole whose keys are misspelt: what they would name is not missing
        self._tagged = tagged
        self._named = named

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
        names = self._named.of_kind(PENALTY)
        rules = isinstance(data, list) and all(isinstance(part, dict) or (isinstance(part, str) and part in names) for part in data)
        words = ("is", NAMED) if any(isinstance(option, type) and kind_of(option) in BESIDE_A_NAME for option in options) else ("is",)
        tagged = rules or (isinstance(data, dict) and not data.keys().isdisjoint(words))  # a list of rules is their sum
        if inner is not None and data and isinstance(data, list | dict) and not tagged:
            return self._by_value(data, inner, path)
        for option in options:
            kind = kind_of(option) if isinstance(option, type) else None
            texts = isinstance(data, list) and tuple[str, ...] in options
            plain = (*TEXTUAL, str) if kind is PENALTY else TEXTUAL  # the name of a right may stand for it
            phrased = any(other in plain for other in options) or (kind is not None and kind.texts and kind is not BASE)
            textual = isinstance(data, str) and kind is not None and phrased
            if kind is not None and not texts and not (textual and data not in self._named.of_kind(kind)):
                return self._tagged(self, kind, data, path)
            if kind and textual and TABLE_OF.get(kind, "") in self.unread and not any(sign.isdigit() for sign in str(data)):
                return FAILED
            if kind is not None and textual and str not in options and (fault := self._named.misspelt(kind, str(data))):
                return self.wrong(path, Joint(fault, "names"))
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
        meant = self.refuse_keys(data, [*(argument.name for argument in parts), *extras], path, called, made)
        misspelt = {part.name for part in parts if part.name in meant and part.name not in data}  # which has been said of the key
        failed = {name for name, value in given.items() if value is FAILED} | misspelt
        given = dict(given)
        for argument in (part for part in parts if part.name not in misspelt and (part.needed or part.name in data)):
            value = self._argument(made, argument, data, path)
            if value is FAILED or isinstance(value, PartialList):
                failed.add(argument.name)
            if value is not FAILED:
                given[argument.name] = value
        whole = self._whole(made, given, failed, path, data)
        if whole is FAILED:
            self.partial_arguments[path] = given
        return whole

    def _whole(self, made: type, given: dict[str, object], failed: set[str], path: Path, data: Table) -> object:
        """The object of its arguments, once they are checked against each other."""
        if made is Agreement:
            conflicts = list(cross_check(given, failed, self.partial_arguments))
            documents = [(part_path, Joint(problem, "document")) for part_path, problem in conflicts]
            self.faults += [traced(problem, part_of(data, part_path), part_path) for part_path, problem in documents]
            if conflicts or failed:
                return FAILED
        if failed - OPTIONAL.get(made, frozenset()):
            return FAILED
        try:
            whole: object = made(**{name: value for name, value in given.items() if not isinstance(value, PartialList)})
        except FAULTS as error:
            held = {argument.name: argument.held(given[argument.name]) for argument in arguments(made) if argument.name in given}
            stated = breaks_keys(made, held, {argument.name: argument.default for argument in arguments(made)})
            problems = texts(error) if stated else joint(texts(error), "together")
            self.faults += [traced(problem, data, path) for problem in problems]
            return FAILED
        return FAILED if failed else whole

    def refuse_keys(self, data: Table, allowed: list[str], path: Path, called: str, made: type | None = None) -> set[str]:
        """Note every key that is not an allowed one, and return those that seem to be meant.

        Of very many unknown ones only the first are looked up, so that a table of nothing else is refused soon.
        """
        meant: set[str] = set()
        needed = [argument for argument in arguments(made) if argument.needed and argument.name in allowed] if made else []
        missing = [argument for argument in needed if argument.name not in data]
        unknown = [key for key in data if key not in allowed]
        for key in unknown[:MOST_KEYS]:
            if made is not None and (new := new_word(made, key)):
                self.wrong((*path, key), f"is not a key of {called} any more; write {new!r}")
                meant.add(new)
                continue
            remedy = meant_key(key, allowed) or close_match(key, allowed) or "; leave it out"
            near = {name for name in allowed if remedy.startswith((f"; write {name!r},", f"; did you mean {name!r}?"))}
            if len(unknown) == len(missing) == 1 and not near & {missing[0].name}:
                near = {missing[0].name}
                remedy = f", and there is no {missing[0].name!r}; write {example(missing[0])}"
            meant |= near
            self.wrong((*path, key), f"is not a key of {called}{remedy}")
        if len(unknown) > MOST_KEYS:
            self.wrong((*path, unknown[MOST_KEYS]), f"and {len(unknown) - MOST_KEYS:,} more are not keys of {called}; leave them out")
        if not path:
            self.unread |= meant - set(data)
        return meant

    def _argument(self, made: type, argument: Argument, data: Table, path: Path) -> object:
        name = argument.name
        if name not in data:
            return self.wrong(path, f"has no {name!r}; write {example(argument)}")
        at: Path = (*path, name)
        given: Plain | Failed = data[name]
        origins: dict[Path, Path] = {}  # where the limits stand that a table refers to by name
        if name == "limit":
            given, at = self._limits(data[name], at, origins)
        else:
            given, at = self._named.of_key(name, data[name], at)
        if given is FAILED:
            return FAILED
        check, refuse = partial(argument.problems, made), partial(self._refuse, made, argument, data[name])
        whole = data[name]
        if name == "limit" and isinstance(given, dict) and isinstance(whole, dict) and len(given) < len(whole):
            return refuse(given, by_entry(check, given, given, at, whole=False))
        before = len(self.faults)
        if made is Lifecycle and argument.loose:  # one word or several, a table or a list: its converters read all of them
            value: object = given
        else:
            value = self.value(given, argument.hint, at, argument.loose)
        if at != (*path, name):  # what a name stands for may be of no use here
            self.faults[before:] = [(part_path, Joint(problem, "names")) for part_path, problem in self.faults[before:]]
        if isinstance(value, PartialPairs):  # of what could be read, each entry is right or wrong by itself
            refuse(list(value), by_entry(check, list(value), value.read, at, whole=False))
        if value is FAILED or isinstance(value, PartialList):
            return value
        problems = check(value)
        if not problems:
            return value
        faults = by_entry(check, value, given, at) or [(at, problem) for problem in problems]
        faults = [traced(problem, part_of(given, part_path[len(at) :]), part_path) for part_path, problem in faults]
        return refuse(
            value, [(origins.get(path, path), problem.removeprefix(f"{path[-1]}: ")) for path, problem in faults]
        )  # the path says it

    def _refuse(self, made: type, argument: Argument, data: Plain, value: object, faults: list[Fault]) -> Failed:
        """Note the faults of an argument, which may be those of a name within it."""
        if faults and of_names(made, argument, data, value, self._named):
            faults = [(path, Joint(problem, "names")) for path, problem in faults]
        self.faults += faults
        return FAILED

    def _limits(self, given: Plain, at: Path, origins: dict[Path, Path]) -> "tuple[Plain | Failed, Path]":
        """A limit, or a table of them, with what each name stands for; `origins` takes the path of each name's own."""
        if not isinstance(given, dict):
            if "limits" in self.unread and isinstance(given, str) and not any(sign.isdigit() for sign in given):
                return FAILED, at
            try:
                return self._named.of_key("limit", given, at)
            except ContractError as error:
                return self.wrong(at, *joint(error.problems, "names")), at
        limits: dict[str, Plain] = {}
        for value, part in given.items():
            if "limits" in self.unread and isinstance(part, str) and not any(sign.isdigit() for sign in part):
                continue
            try:
                limits[value], origins[*at, value] = self._named.of_key("limit", part, (*at, value))
            except ContractError as error:
                self.wrong((*at, value), *joint(error.problems, "names"))
        return limits, at  # without those whose name is none

    def _table(self, made: type, data: Plain, path: Path, loose: bool) -> object:
        if isinstance(data, dict):
            return self.build(made, data, path, noun(made))
        if isinstance(data, str) and loose:
            return data
        only = [argument.name for argument in arguments(made) if argument.needed] or [argument.name for argument in arguments(made)][:1]
        alone = f"{{ {only[0]} = {shown(data)} }}".replace("'", '"') if isinstance(data, str) and len(only) == 1 else example_of(made)
        return self.wrong(path, f"{shown(data)} is not {noun(made)}; write {alone}")

    def _list(self, data: Plain, inner: tuple[object, ...], path: Path) -> object:
        if not isinstance(data, list) or not data:
            named = isinstance(data, str) and isinstance(inner[0], type) and kind_of(inner[0]) in (CALENDAR, BASE, TARGET)
            listed = shown([data])[1:-1] if (isinstance(data, dict) or named) and data else example_of(inner[0])
            listed = example_of(inner[0]) if "…" in listed else listed
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
            return self.wrong(path, f"{shown(data)} is not a table; write {table_example(path)}")
        if odd := [(index, name) for index, (name, _) in enumerate(pairs) if isinstance(name, list | dict)]:
            return self.wrong((*path, odd[0][0], 0), f"{shown(odd[0][1])} is not the value of a field; write 'phone'")
        for name, part in pairs:
            if isinstance(name, str) and (figure := split_figure(name, part)):
                return self.wrong(
                    (*path, name), f'{figure} without quotes is a table {name} within which stands another key; write "{figure}"'
                )
        paths: list[Path] = [(*path, str(name)) if isinstance(data, dict) else (*path, index, 1) for index, (name, _) in enumerate(pairs)]
        items = [(name, self.value(part, inner, inner_path)) for (name, part), inner_path in zip(pairs, paths, strict=True)]
        if not any(part is FAILED for _, part in items):
            return tuple(items)
        return PartialPairs(items, data) if isinstance(data, dict) else FAILED

    def _number(self, data: Plain, path: Path) -> object:
        try:
            return number(data)
        except UnitError:
            return self.wrong(path, f"{shown(data)} is not a number; write 3, 99.9 or '1/3'")
