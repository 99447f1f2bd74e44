"""Named parts: calendars, bases and limits that a document names once, in a table of their own, and refers to by name."""

from collections.abc import Callable, Iterator, Mapping

from attrs import field, frozen

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.documents.kinds import BASE, CALENDAR, Kind
from slakit.documents.plain import Path, Plain, shown
from slakit.documents.vocabulary import word_of
from slakit.errors import ContractError, SlakitError, close_match
from slakit.metrics.timers.limits import limits
from slakit.penalties.bases.billing_fee import BillingFee
from slakit.penalties.bases.credit_base import CreditBase, Fee
from slakit.values.money import money

Table = dict[str, Plain]
TABLES: Mapping[str, Kind | None] = {"calendars": CALENDAR, "bases": BASE, "limits": None}
EXAMPLES = {"calendars": f"{{ desk = {CALENDAR.example} }}", "bases": f"{{ invoices = {BASE.example} }}", "limits": '{ urgent = "1 hour" }'}
READY: Mapping[Kind, Mapping[str, object]] = {  # names that need no table
    CALENDAR: {"always": ALWAYS},
    BASE: {"fee": Fee(), word_of(BillingFee): BillingFee()},
}
RESERVED: Mapping[str, Mapping[str, str]] = {
    "calendars": {"always": "the calendar that never closes"},
    "bases": {"fee": "the fee of the period", word_of(BillingFee): "the fee of the bill that a line is in"},
}

ITSELF = {"limits": (limits, "a limit"), "bases": (money, "money")}  # what needs no name, and would mean another thing with one


@frozen(eq=False)
class NamedParts:
    """The tables of names of one document, and what their parts were read as."""

    tables: Mapping[str, Table]
    parts: dict[tuple[str, str], object] = field(factory=dict, init=False)

    @classmethod
    def of(cls, data: Table) -> "NamedParts":
        return cls({name: part if isinstance(part := data.get(name, {}), dict) else {} for name in TABLES})

    def names(self) -> Iterator[Path]:
        """The path of every part."""
        return ((table, name) for table, parts in self.tables.items() for name in parts)

    def limit(self, data: Plain, path: Path) -> tuple[Plain, Path]:
        """A limit with what its name stands for, alone or for each value of a field, and the path of what is read.

        Raises ContractError for what is neither a name nor, without any figure in it, a limit by itself.
        """
        named = self.tables["limits"]
        for text in data.values() if isinstance(data, dict) else (data,):
            if (
                named
                and isinstance(text, str)
                and text not in named
                and not any(sign.isdigit() for sign in text)
                and not _reads(limits, text)
            ):
                raise ContractError(f"{text!r} is not a limit{close_match(text, named)}")
        if isinstance(data, str) and data in named:
            return named[data], ("limits", data)
        if isinstance(data, dict):
            return {value: named[part] if isinstance(part, str) and part in named else part for value, part in data.items()}, path
        return data, path

    def encoded(self) -> "Names":
        """The names by what they stand for; of equal parts the first name is meant."""
        objects: dict[object, str] = {}
        for (_, name), part in self.parts.items():
            if isinstance(part, Calendar | CreditBase):
                objects.setdefault(part, name)
        times: dict[object, str] = {}
        for name, text in self.tables["limits"].items():
            times.setdefault(limits(text), name)
        return Names(objects, times)


@frozen(eq=False)
class Names:
    """Names of calendars and bases, and of limits, by what they stand for."""

    objects: Mapping[object, str] = field(factory=dict)
    limits: Mapping[object, str] = field(factory=dict)


def table_faults(data: Table) -> Iterator[tuple[Path, str]]:
    """Tables of names that are none, names that mean something else, and limits that cannot be read."""
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
        for name, text in parts.items() if table == "limits" else ():
            try:
                limits(text if text is not None else "")
            except SlakitError as error:
                for problem in error.problems:
                    yield (table, name), problem


def _reads(reader: Callable[[object], object], text: object) -> bool:
    try:
        reader(text)
    except SlakitError:
        return False
    return True
