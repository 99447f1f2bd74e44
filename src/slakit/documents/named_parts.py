"""Named parts: what a document names once, in a table of its own such as `[calendars]` or `[penalties]`, and refers to by name."""

from collections.abc import Callable, Hashable, Iterator, Mapping

from attrs import define, field, frozen

from slakit.calendars.always import ALWAYS
from slakit.documents.kinds import BASE, CALENDAR, FACTOR, METRIC, PENALTY, Kind
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.vocabulary import word_of
from slakit.errors import ContractError, Joint, SlakitError, close_match
from slakit.metrics.timers.limits import clocks, limits
from slakit.penalties.bases.billing_fee import BillingFee
from slakit.penalties.bases.credit import credit
from slakit.penalties.bases.credit_base import Fee
from slakit.values.money import money
from slakit.values.quantity import quantity

Table = dict[str, Plain]
TABLES: Mapping[str, Kind | None] = {  # of what is no kind, the value of one key
    "calendars": CALENDAR,
    "clocks": None,
    "limits": None,
    "bases": BASE,
    "factors": FACTOR,
    "metrics": METRIC,
    "penalties": PENALTY,
}
TABLE_OF: Mapping[Kind, str] = {kind: table for table, kind in TABLES.items() if kind}
OF_KEYS = {"limit": "limits", "clock": "clocks"}  # the table of what may be the value of a key
EXAMPLES = {
    "calendars": f"{{ desk = {CALENDAR.example} }}",
    "clocks": '{ channels = { phone = "always", mail = "desk" } }',
    "limits": '{ urgent = "1 hour" }',
    "bases": f"{{ invoices = {BASE.example} }}",
    "factors": f"{{ hours = {FACTOR.example} }}",
    "metrics": f"{{ availability = {METRIC.example} }}",
    "penalties": f"{{ late = {PENALTY.example} }}",
}
READY: Mapping[Kind, Mapping[str, object]] = {  # names that need no table
    CALENDAR: {"always": ALWAYS},
    BASE: {"fee": Fee(), word_of(BillingFee): BillingFee()},
}
RESERVED: Mapping[str, Mapping[str, str]] = {
    "calendars": {"always": "the calendar that never closes"},
    "bases": {"fee": "the fee of the period", word_of(BillingFee): "the fee of the bill that a line is in"},
}

ITSELF: Mapping[str, tuple[Callable[[object], object], str]] = {  # what needs no name, and would mean another thing with one
    "limits": (limits, "a limit"),
    "bases": (money, "money"),
    "factors": (quantity, "a number"),
    "penalties": (credit, "an amount"),
}
NAMED = "named"  # the key of a table that is a named part with more keys
MOST_PARTS = 10_000  # that names may mean once more, so that names of names of names stay no more than can be read
BESIDE_A_NAME = (METRIC, PENALTY)  # kinds of which a table may say that


@frozen(eq=False)
class NamedParts:
    """The tables of names of one document, what their parts were read as, and which names nothing has referred to."""

    tables: Mapping[str, Table]
    parts: dict[tuple[str, str], object] = field(factory=dict, init=False)
    unused: dict[Path, None] = field(factory=dict, init=False)
    extent: "Extent" = field(factory=lambda: Extent(), init=False)
    extended: set[tuple[str, str]] = field(factory=set, init=False)  # names that stand with more keys beside them

    def __attrs_post_init__(self) -> None:
        self.unused.update(dict.fromkeys(self.names()))

    @classmethod
    def of(cls, data: Table) -> "NamedParts":
        return cls({name: part if isinstance(part := data.get(name, {}), dict) else {} for name in TABLES})

    def names(self) -> Iterator[Path]:
        """The path of every part."""
        return ((table, name) for table, parts in self.tables.items() for name in parts)

    def of_kind(self, kind: Kind) -> Table:
        """The named parts of a kind."""
        return self.tables.get(TABLE_OF.get(kind, ""), {})

    def misspelt(self, kind: Kind, text: str) -> str:
        """The fault of a text that is neither the name of a part nor what needs no name; empty without one, and where none has a name."""
        named, (reader, noun) = self.of_kind(kind), ITSELF.get(TABLE_OF.get(kind, ""), (str, ""))
        if not named or text in named or any(sign.isdigit() for sign in text) or _reads(reader, text):
            return ""
        return f"{text!r} is not {noun}, nor the name of {kind.noun}{self.elsewhere(kind, text) or close_match(text, named)}"

    def elsewhere(self, kind: Kind, name: str) -> str:
        """The table of another kind in which a name stands, as the end of a fault; empty for the name of nothing."""
        table = next((table for table, parts in self.tables.items() if name in parts and table != TABLE_OF.get(kind)), "")
        return f", but one of the {table}" if table else ""

    def of_key(self, key: str, data: Plain, path: Path) -> tuple[Plain, Path]:
        """The value of a key with what its name stands for, and the path of what is read; a limit also for each value of a field.

        Raises ContractError for what is neither the name of a limit nor, without any figure in it, a limit by itself.
        """
        table = OF_KEYS.get(key, "")
        named = self.tables.get(table, {})
        if not named:
            return data, path
        if table == "limits":
            for text in data.values() if isinstance(data, dict) else (data,):
                plainly = isinstance(text, str) and not any(sign.isdigit() for sign in text)
                if plainly and text not in named and not _reads(limits, text):
                    raise ContractError(f"{text!r} is not a limit{close_match(text, named)}")
        if isinstance(data, str) and data in named:
            self.unused.pop((table, data), None)
            return named[data], (table, data)
        if isinstance(data, dict) and table == "limits":
            for part in data.values():
                self.unused.pop((table, part) if isinstance(part, str) else (), None)
            return {value: named[part] if isinstance(part, str) and part in named else part for value, part in data.items()}, path
        return data, path

    def encoded(self) -> "Names":
        """The names by what they stand for; of equal parts the first name is meant."""
        objects: dict[object, str] = {}
        for (table, name), part in self.parts.items():
            if table != "clocks" and isinstance(part, Hashable):
                objects.setdefault(part, name)
        named_limits: dict[object, str] = {}
        for name, text in self.tables["limits"].items():
            named_limits.setdefault(limits(text), name)
        named_clocks: dict[object, str] = {}
        for name in self.tables["clocks"]:
            named_clocks.setdefault(clocks(self.parts["clocks", name]), name)
        return Names(objects, {"limit": named_limits, "clock": named_clocks}, frozenset(self.extended))


@define(eq=False)
class Extent:
    """The tables that a document means, counted: those `read` and, by names that stand more than once, `repeated`; `parts` by each name."""

    read: int = 0
    repeated: int = 0
    parts: dict[Path, int] = field(factory=dict)


@frozen(eq=False)
class Names:
    """Names of parts of every kind, and of the values of keys, by what they stand for; those `extended` may stand with keys beside them."""

    objects: Mapping[object, str] = field(factory=dict)
    of_keys: Mapping[str, Mapping[object, str]] = field(factory=dict)
    extended: frozenset[tuple[str, str]] = frozenset()

    def of(self, kind: Kind, value: object) -> str | None:
        """The name of a part, if it has one; what cannot be looked up has none."""
        return self.objects.get(value) if self.objects and kind in TABLE_OF and isinstance(value, Hashable) else None

    def extendable(self, kind: Kind) -> Iterator[tuple[str, object]]:
        """The parts of a kind that stand with keys beside them, each by its name."""
        return (
            (name, part) for part, name in self.objects.items() if isinstance(part, kind.base) and (TABLE_OF[kind], name) in self.extended
        )


def table_faults(data: Table) -> Iterator[tuple[Path, str]]:
    """Tables of names that are none, names that mean something else, limits that cannot be read, and clocks that are calendars."""
    for table, example in EXAMPLES.items():
        parts = data.get(table, {})
        if not isinstance(parts, dict):
            yield (table,), f"{shown(parts)} is not a table of {table}; write {example}"
            continue
        for taken, meaning in RESERVED.get(table, {}).items():
            if taken in parts:
                yield (table, taken), f"{taken!r} is {meaning}; write another name"
        for name in parts:
            if table in ITSELF and _reads(ITSELF[table][0], name):
                yield (table, name), f"{name!r} is {ITSELF[table][1]} by itself; write another name"
        yield from _value_faults(table, parts, data.get("calendars", {}))


def _value_faults(table: str, parts: Table, calendars: Plain) -> Iterator[tuple[Path, str]]:
    """Limits that cannot be read; clocks that are no table by the value of a field, or have the name of a calendar."""
    for name, part in parts.items():
        if table == "clocks" and (not isinstance(part, dict) or "is" in part or not part):
            yield (table, name), f"{shown(part)} is not a table of calendars by value; write {EXAMPLES[table]}, or name it in [calendars]"
        elif table == "clocks" and (name in RESERVED["calendars"] or (isinstance(calendars, dict) and name in calendars)):
            problem = f"{name!r} is a calendar as well; write another name"
            yield (table, name), problem if name in RESERVED["calendars"] else Joint(problem, "names")
        elif table == "limits":
            try:
                limits(part if part is not None else "")
            except SlakitError as error:
                for problem in error.problems:
                    yield (table, name), problem


def _reads(reader: Callable[[object], object], text: object) -> bool:
    try:
        reader(text)
    except SlakitError:
        return False
    return True
