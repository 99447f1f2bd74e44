"""The columns of a table, by the names of the fields that they are."""

from collections.abc import Mapping, Sequence

from slakit.errors import RecordError, close_match


def fields_of(name: str, columns: Sequence[str], rename: Mapping[str, str], times: Mapping[str, Sequence[str]]) -> list[str]:
    """The field of each column of the table `name`; `times` says which fields are made of which.

    Raises RecordError for all names that no column has, and for two columns of one name.
    """
    missing = [
        f"{column!r} is not a column of {name}{close_match(column, columns)}{_swapped(column, field, columns)}"
        for column, field in rename.items()
        if column not in columns
    ]
    fields = [rename.get(column, column) for column in columns]
    for index, field in enumerate(fields):
        if field in fields[:index]:
            first = columns[fields.index(field)]
            same = first == columns[index] == field
            both = f"has two columns {field!r}" if same else f"calls both {first!r} and {columns[index]!r} {field!r}"
            raise RecordError(f"{name} {both}; give each column a name of its own")
    missing += [
        f"{part!r} is not a {'field' if part == field else 'column'} of {name}{close_match(part, fields)}"
        for field, parts in times.items()
        for part in parts
        if part not in fields and part not in rename.values()
    ]
    if missing:
        raise RecordError(*dict.fromkeys(missing))
    for field, parts in times.items():
        if field in fields and field not in parts:
            made = " and ".join(map(repr, parts))
            raise RecordError(f"{name} has a column {field!r}, and times= makes {field!r} of {made}; give the column another name")
    return fields


def _swapped(column: str, field: str, columns: Sequence[str]) -> str:
    """The question after a pair whose field is a column, where its column is none; "" for another."""
    if field not in columns or close_match(column, columns).endswith("?"):
        return ""
    return f"; is the pair the other way round, column {field!r} and field {column!r}?"
