"""A credit by the value of a field: one amount for each value, or for each band of values."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from slakit.errors import ContractError, close_match
from slakit.metrics.condition import Filter, condition, filter_of
from slakit.metrics.condition_text import as_text
from slakit.metrics.disjoint import disjoint
from slakit.penalties.bases.credit import Credit, credit
from slakit.penalties.bases.credit_base import Missing
from slakit.values.comparisons import SIGNS
from slakit.values.fields import named_pairs

CreditTable = tuple[tuple[str, Credit], ...]
Bands = tuple[tuple[str, str | Filter], ...]
Parts = tuple[tuple[str, Credit, Filter], ...]

_LOWER, _UPPER = ("|".join(phrase for phrase, sign in SIGNS.items() if sign[0] == side) for side in "><")
_RANGE = re.compile(rf"\s*((?:{_LOWER})\s+\S+)(?:,|\s+and)?\s+((?:{_UPPER})\s+\S+)\s*", re.IGNORECASE)
EXAMPLE = "write credit={'short': '250 EUR', 'long': '600 EUR'}"
BAND = "write bands={'short': 'up to 1500', 'medium': 'over 1500 up to 3500'}"


class UnknownValue(Missing):
    """Records that are to be paid for, and no value of a field that says how much; `count` is how many."""

    def __init__(self, problem: str, count: int) -> None:
        super().__init__(problem)
        self.count = count


def credit_or_table(value: object) -> Credit | CreditTable:
    """A credit, or one for each value of a field or band of values, in the order written."""
    if not isinstance(value, Mapping | list | tuple):
        return credit(value)
    pairs = named_pairs(value, "a table of credits", EXAMPLE)
    table = tuple((_text(name), credit(amount)) for name, amount in pairs)
    if twice := {name for name, _ in table if [other for other, _ in table].count(name) > 1}:
        raise ContractError(f"credit= names {sorted(twice)[0]!r} twice; write each once")
    return table


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def bands_of(value: object) -> Bands | None:
    """The bands of a field by name, each a text about it ("over 1500 up to 3500") or conditions on several fields."""
    if value is None:
        return None
    return tuple((_text(name), _band(name, wanted)) for name, wanted in named_pairs(value, "a table of bands", BAND, "bands"))


def _band(name: object, wanted: object) -> str | Filter:
    if isinstance(wanted, str):
        parts = conditions_on("x", wanted)  # so that a band that cannot be read is refused
        return _expressed(wanted) or wanted if parts == filter_of({"x": as_text(wanted)}) else wanted
    if isinstance(wanted, Filter):
        return wanted
    listed = wanted if isinstance(wanted, list | tuple) else [wanted]
    tables = [table for table in listed if (isinstance(table, Mapping) and table) or isinstance(table, str)]
    if not tables or len(tables) < len(listed):
        problem = f"band {name!r}: {wanted!r} is neither a range nor a set of conditions"
        raise ContractError(f"{problem}; write 'over 1500 up to 3500' or {{'km': 'over 1500', 'eu': True}}")
    texts = [filter_of(table) for table in tables if isinstance(table, str)]
    return filter_of(
        [*texts, *(conditions_on(field, part) for table in tables if isinstance(table, Mapping) for field, part in table.items())]
    )


def _expressed(text: str) -> Filter | None:
    """The condition of a band that is an expression of several fields; None for the value of one."""
    try:
        return filter_of(text)
    except ContractError:
        return None


def conditions_on(name: str, wanted: object) -> Filter:
    """The conditions that a band, or a value, puts on a field; a range is two."""
    wanted = [_blank(part) for part in wanted] if isinstance(wanted, list | tuple) else _blank(wanted)
    match = _RANGE.fullmatch(wanted) if isinstance(wanted, str) else None
    return filter_of([Filter((condition(name, part),)) for part in (match.groups() if match else (wanted,))])


def _blank(wanted: object) -> object:
    """A condition, that of a document on what is not known among them."""
    return None if wanted == {"is": "unknown"} else wanted


def in_order(value: object) -> object:
    """The key to compare tables by, whose order changes nothing."""
    return tuple(sorted(value, key=lambda pair: pair[0])) if isinstance(value, tuple) else value


def parts_of(table: object, credit_by: str | None, bands: Bands | None) -> Parts:
    """Each name of a table with its credit, and the conditions on the records that it is for; empty where one credit is for all."""
    if not isinstance(table, tuple):
        return ()
    by_name = dict(bands or ())
    return tuple((name, amount, _filter(name, by_name.get(name), credit_by or "")) for name, amount in table)


def _filter(name: str, band: str | Filter | None, credit_by: str) -> Filter:
    if isinstance(band, Filter):
        return band
    return filter_of({credit_by: as_text(name)}) if band is None else conditions_on(credit_by, band)


def problems_of(name: str, table: object, credit_by: str | None, bands: Bands | None) -> Iterator[str]:
    """Yield what does not fit of a table of credits, `name`, the field that it goes by, and its bands."""
    if not isinstance(table, tuple):
        if credit_by is not None or bands is not None:
            given = "credit_by=" if bands is None else "bands="
            yield f"{given} needs an amount for each value; write {name}={{'short': '250 EUR', 'long': '600 EUR'}}"
        return
    if credit_by is None and (bands is None or any(isinstance(band, str) for _, band in bands)):
        yield f"{name}={dict(table)!r} says an amount for each value, and not of which field; write credit_by='distance'"
        return
    if bands is None:
        return
    names, banded = [part for part, _ in table], [part for part, _ in bands]
    for one in (part for part in banded if part not in names):
        yield f"band {one!r} has no amount in {name}={close_match(one, names)}"
    for one in (part for part in names if part not in banded):
        yield f"{name}= has an amount for {one!r}, which is no band{close_match(one, banded)}"
    filters = [(one, _filter(one, band, credit_by or "")) for one, band in bands]
    overlapping: set[str] = set()  # each band once: one that is too wide overlaps many
    for (one, left), (other, right) in combinations(filters, 2):
        if not {one, other} & overlapping and not disjoint(left, right):
            overlapping |= {one, other}
            yield f"bands {one!r} and {other!r} overlap, and a record could be in both; write 'up to 1500' and 'over 1500'"


def free_of_table(table: object, free: object) -> Iterator[str]:
    """Yield the problem of a free part of what is paid by the value of a field: nobody says which records it is of."""
    if isinstance(table, tuple) and free:
        yield f"free={str(free)!r} does not say which of the records of a table are free; write one rule for each value"
