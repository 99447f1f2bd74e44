"""Fed: the records of a test, with those of them that no objective counts, each by its number and its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import path_text
from slakit.engine.group_keys import chooser, label
from slakit.engine.plan.plan import Plan
from slakit.engine.read.batch import Batch
from slakit.engine.read.ingest import batches
from slakit.errors import SlakitError, close_match
from slakit.metrics.base import Metric
from slakit.metrics.reading import Reading
from slakit.metrics.value_kinds.timer_value import ByField, TimerValue
from slakit.statements.line import Line
from slakit.statements.line_table import same_group
from slakit.statements.statement import Statement
from slakit.testing.mutation.parts import parts_of
from slakit.timeline.instants import moment
from slakit.timeline.zone import zone

MOST = 3  # so many records of a group, or of one reason, are named
NO_FIELD = "no record has the field"


@frozen
class Fed:
    """The records of a test by stream, the contract that reads them, and the zone of times without an offset."""

    agreement: Agreement = field(repr=False)
    records: Mapping[str, Any] = field(repr=False)
    timezone: str | None = None
    as_of: int | None = None  # where it is given
    after_history: bool = False  # whether earlier periods are closed, of which no records are needed
    again: Callable[..., Statement] | None = field(default=None, repr=False)  # the statement of other records

    def left_out(self, stream: str) -> dict[str, list[str]]:
        """The places of the records of a stream that no objective counts, by the reason: "type = 'phnoe' has no limit; ..."."""
        objectives = self._readings(stream)
        places: dict[str, list[str]] = {}
        for first, batch in self.batches(stream):
            silent = [dict(pair for reading in readings for pair in self._silent(reading, batch)) for readings in objectives]
            rows = sorted(set.intersection(*map(set, silent))) if silent else ()
            for row in rows:
                places.setdefault(silent[0][row], []).append(place_of(batch, stream, first, row))
        return places

    def of_group(self, line: Line) -> list[str]:
        """Say of some records of the group of a line which they are: "cases record 2: region = 'EU'"."""
        texts: list[str] = []
        for reading in {part.stream: part for part in self.readings_of(line) if part.by}.values():
            for first, batch in self.batches(reading.stream):
                columns = [batch.values(name) for name in reading.by]
                for row, values in enumerate(zip(*columns, strict=True)):
                    group = tuple(map(label, values))
                    if same_group(group if len(group) > 1 else group[0], line.group):
                        fields = ", ".join(f"{name} = {value!r}" for name, value in zip(reading.by, values, strict=True))
                        texts.append(f"{place_of(batch, reading.stream, first, row)}: {fields}")
        return [*texts[:MOST], f"and {len(texts) - MOST} more"] if len(texts) > MOST else texts

    def metrics_of(self, line: Line) -> list[Metric]:
        """The metrics of the objective of a line, of each version that has another."""
        objectives = (one for version in self.agreement.versions for one in version.agreement.objectives)
        return list(dict.fromkeys(one.metric for one in objectives if one.name == line.name))

    def readings_of(self, line: Line) -> list[Reading]:
        """The readings of the objective of a line."""
        return list(dict.fromkeys(reading for metric in self.metrics_of(line) for reading in metric.parts()))

    def with_rows(self, stream: str, rows: Any) -> Fed:
        """The same with other records of a stream."""
        return evolve(self, records={**self.records, stream: rows})

    def _readings(self, stream: str) -> list[list[Reading]]:
        """The readings of a stream by each objective that has some."""
        objectives = {one.name: one for version in self.agreement.versions for one in version.agreement.objectives}
        made = [[reading for reading in one.metric.parts() if reading.stream == stream] for one in objectives.values()]
        return [readings for readings in made if readings]

    def batches(self, stream: str) -> Iterator[tuple[int, Batch]]:
        """The records of a stream in batches, each with how many came before; nothing of what can be read only once."""
        first = 0
        planned = Plan.of(self.agreement).streams.get(stream)
        try:
            for batch in batches(planned, self.records.get(stream, ()), self.timezone) if planned else ():
                yield first, batch
                first += batch.size
        except SlakitError:  # what cannot be read is a problem already
            return

    def _place_of(self, stream: str, table: list[Any]) -> str:
        """The path in the contract of a table by the values of a field, for the records of a stream; "" where it has none."""
        objectives, wanted = self.agreement.objectives, [*map(str, table)]
        for part in parts_of(self.agreement):
            if part.path[:1] != ("objectives",) or not isinstance(part.value, tuple) or [str(_key(one)) for one in part.value] != wanted:
                continue
            if any(reading.stream == stream for reading in objectives[int(part.path[1])].metric.parts()):
                return path_text(part.path)
        return ""

    def _silent(self, reading: Reading, batch: Batch) -> Iterator[tuple[int, str]]:
        """Yield the rows of a batch that a reading leaves out for their time or for a value that has no limit or no clock."""
        term, tz = self.agreement.span, zone(self.timezone or self.agreement.timezone)
        for row, at in enumerate(batch.microseconds(reading.at)):
            if isinstance(at, int) and not term.first <= at < term.last:
                yield row, f"{reading.at} = {moment(at, tz).isoformat()} is outside the term"
        for name, table, missing in _tables(reading):
            choose = chooser(table)
            values = list(batch.values(name))
            slip = close_match(name, batch.names - {name}) if all(value is None for value in values) else ""
            for row, value in enumerate(values):
                if choose(value) is None and slip.endswith("?"):
                    yield row, f"{NO_FIELD} {name!r}{slip}"
                elif choose(value) is None:
                    near = near_value(value, table)
                    at = self._place_of(reading.stream, table)
                    has = f"{': ' if at else '; known'}{at and f'{at} has'} {', '.join(map(str, table))}"
                    yield row, f"{name} = {value!r} has no {missing}{has}{near if near.endswith('?') else ''}"


def _key(entry: object) -> object:
    """The key of an entry of a table, which is a pair; None of any other."""
    return entry[0] if isinstance(entry, tuple) and len(entry) == 2 else None


def _tables(reading: Reading) -> Iterator[tuple[str, list[Any], str]]:
    """The fields by whose value a reading has a limit or a clock, each with the values that have one."""
    value = reading.value
    if isinstance(value, TimerValue):
        if value.limits is not None and value.limits.field is not None and value.limits.table:
            yield value.limits.field, [wanted for wanted, _ in value.limits.table], "limit"
        if isinstance(value.clock, ByField) and value.clock.moves is None:
            yield value.clock.field, [wanted for wanted, _ in value.clock.table], "clock"


def place_of(batch: Batch, stream: str, first: int, row: int) -> str:
    """A record of a batch, of which so many came before: "cases record 2", or its line in a file."""
    return batch.location(row) or f"{stream} record {first + row + 1}"


def in_short(places: list[str]) -> str:
    """The first places of several, and how many more there are."""
    more = f" and {len(places) - MOST:,} more" if len(places) > MOST else ""
    return f"{', '.join(places[:MOST])}{more}"


def near_value(value: object, options: Iterable[object]) -> str:
    """`; did you mean 'eu'?` when an option is spelled like a value, or nearly so, otherwise the options."""
    options = [*options]
    alike = [one for one in options if spelling(one) == spelling(value)]
    return f"; did you mean {str(alike[0])!r}?" if alike else close_match(value, options)


def spelling(value: object) -> str:
    """The letters and digits of a value, in small letters."""
    return "".join(letter for letter in str(value).casefold() if letter.isalnum())
