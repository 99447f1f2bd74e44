"""Part: a table of an OpenSLO document that knows which of its keys were read, so that every other one is reported."""

from collections.abc import Mapping
from decimal import Decimal

from slakit.documents.openslo.loss import Noted
from slakit.documents.plain import Path, Plain, shown

# why a key is not read, by its name; of all others it is not known to the specification, or has no use here
REASONS: Mapping[str, str] = {
    "description": "a contract has no field for a description",
    "labels": "a contract has no labels",
    "annotations": "a contract has no annotations",
    "displayName": "it is not needed here",
    "metricSource": "queries are not run; records come as a stream",
    "counter": "how a source counts is nothing to a stream of records",
    "alertPolicies": "a contract has no alerts",
    "calendar": "a rolling window has no start",
}


class Part:
    """A table with its path; `losses` and `problems` are those of its document."""

    def __init__(self, data: Plain, path: Path, losses: Noted, problems: Noted) -> None:
        self.path, self.losses, self.problems = path, losses, problems
        self._table: dict[str, Plain] = data if isinstance(data, dict) else {}
        self._read: set[str] = set()
        if not isinstance(data, dict):
            self.problems.append((path, f"{shown(data)} is not a table"))

    def has(self, key: str) -> bool:
        """True if a key has a value; null is none."""
        return self._table.get(key) is not None

    def take(self, key: str) -> Plain:
        """The value of a key, which is read then; None where there is none."""
        self._read.add(key)
        return self._table.get(key)

    def text(self, key: str) -> str | None:
        """A text, which is not empty."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, f"{shown(value)} is not text; write {key}: some text")
            return None
        return value

    def number(self, key: str, example: str) -> int | Decimal | None:
        """A number, exactly as it is written."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            self.wrong(key, f"{shown(value)} is not a number; write {key}: {example}")
            return None
        return value

    def part(self, key: str) -> "Part | None":
        """A table."""
        value = self.take(key)
        return None if value is None else Part(value, (*self.path, key), self.losses, self.problems)

    def parts(self, key: str) -> list["Part"]:
        """The tables of a list."""
        value = self.take(key)
        if value is not None and not isinstance(value, list):
            self.wrong(key, f"{shown(value)} is not a list; write a hyphen before each item")
        items = value if isinstance(value, list) else []
        return [Part(item, (*self.path, key, index), self.losses, self.problems) for index, item in enumerate(items)]

    def lose(self, key: str, text: str) -> None:
        """Note what is lost or assumed at a key, which counts as read; at the table itself for an empty key."""
        self._read.add(key)
        self.losses.append(((*self.path, key) if key else self.path, text))

    def wrong(self, key: str, text: str) -> None:
        """Note what is wrong at a key; at the table itself for an empty key."""
        self.problems.append(((*self.path, key) if key else self.path, text))

    def report_rest(self) -> None:
        """Note every key that was not read."""
        for key, value in self._table.items():
            if key not in self._read and value is not None:
                self.lose(key, f"is not kept: {REASONS.get(key, 'nothing here goes by it')}")
