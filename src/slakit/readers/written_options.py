"""Options of readers as a file of settings writes them: the shape that each has, and the keyword value that it becomes."""

from typing import Any

from slakit.readers.options import BY_FIELD, COLUMN, COLUMNS, LIST

ELSE = "else"  # the format of the times that have none of their own
SHAPES = {COLUMN: "columns by field", COLUMNS: "columns by field", LIST: "a text or a list of texts", BY_FIELD: "a format"}


def shaped(form: str, value: Any) -> Any:
    """A value in the shape that the keyword of its option has; None where it has another."""
    if form == LIST:
        return value if isinstance(value, str) or _texts(value) else None
    if form == COLUMN:
        held = isinstance(value, dict) and value and all(isinstance(column, str) for column in value.values())
        return {column: name for name, column in value.items()} if held else None
    if form == COLUMNS:
        held = isinstance(value, dict) and all(isinstance(part, str) or _texts(part) for part in value.values())
        return {name: (part,) if isinstance(part, str) else tuple(part) for name, part in value.items()} if held else None
    if form == BY_FIELD:
        table = value if isinstance(value, dict) else {ELSE: value}
        if not table or not all(isinstance(part, str) or _texts(part) for part in table.values()):
            return None
        return {None if name == ELSE else name: part for name, part in table.items()}
    return value


def repeated(value: Any) -> str | None:
    """The column that is written for two fields, if there is one."""
    columns = list(value.values()) if isinstance(value, dict) else []
    return next((str(column) for column in columns if columns.count(column) > 1), None)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, str) for part in value)
