"""The formats of the JSON of statements: what a later one added, so that a statement of an older one stays as it was written."""

from collections.abc import Mapping
from typing import Any

from slakit.metrics.measure import INNER
from slakit.statements.line import ADDED as ADDED_TO_LINE
from slakit.statements.parse import FIRST

ADDED = ("replaces",)  # to a statement, by "slakit.statement/2"


def in_format(data: Mapping[str, Any], form: str) -> dict[str, Any]:
    """Return plain data as a format has it: of an older one without the keys that were added to it since."""
    if form != FIRST:
        return {**data, "format": form}
    lines = [{**_without(line, ADDED_TO_LINE), "measure": _without(line["measure"], INNER)} for line in data["lines"]]
    return {**_without(data, ADDED), "format": form, "lines": lines}


def _without(table: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name not in names}
