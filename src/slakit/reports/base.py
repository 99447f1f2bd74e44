"""Report: a statement as text for people or programs. The door: write a function of a statement, or a class with `render`."""

from collections.abc import Callable, Mapping
from inspect import isclass
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from attrs import frozen

from slakit.errors import UsageError
from slakit.reports.html.page import Html
from slakit.reports.markdown import Markdown
from slakit.reports.pdf.document import Pdf
from slakit.reports.prometheus import OpenMetrics, Prometheus
from slakit.reports.terminal_table import TerminalTable
from slakit.reports.text import Text
from slakit.reports.xlsx.workbook import Xlsx
from slakit.statements.deadline import Deadline
from slakit.statements.statement import Statement


@runtime_checkable
class Report(Protocol):
    """A way to write a statement; settings are attributes of the class."""

    def render(self, statement: Statement) -> str:
        """Return the whole text."""
        ...


@runtime_checkable
class FileReport(Report, Protocol):
    """A report that is no text, such as a workbook, which `slakit score --output` writes to a file; its `render` raises UsageError."""

    def to_bytes(self, statement: Statement) -> bytes:
        """Return the whole file."""
        ...


@frozen
class FunctionReport:
    """The report that a function of a statement makes."""

    render: Callable[[Statement], str]


@frozen
class Json:
    """The statement as JSON, with exact figures; `slakit.Statement.from_json` reads it."""

    indent: int | None = 2

    def render(self, statement: Statement) -> str:
        return statement.to_json(self.indent)


@frozen
class Csv:
    """One tidy table of the statement as CSV: "lines", "evidence", "shares", "adjustments", "duties", "problems" or "accounts"."""

    table: str = "lines"

    def render(self, statement: Statement) -> str:
        return statement.to_csv(self.table)


@frozen
class Ics:
    """The calendar of what comes next; `slakit score` gives it the deadlines of the records, `Monitor.deadlines` those of a monitor."""

    deadlines: tuple[Deadline, ...] = ()

    def render(self, statement: Statement) -> str:
        return statement.to_ics(self.deadlines)


REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        "text": Text(),
        "table": TerminalTable(),
        "markdown": Markdown(),
        "json": Json(),
        "html": Html(),
        "pdf": Pdf(),
        "csv": Csv(),
        "xlsx": Xlsx(),
        "ics": Ics(),
        "prometheus": Prometheus(),
        "openmetrics": OpenMetrics(),
    }
)


def report(value: object) -> Report:
    """Return the report that a value stands for: one itself, a class of reports that needs no settings, or a function of a statement.

    >>> report(lambda statement: f"{statement.credit} credited").render(statement)
    '600.00 GBP credited'
    """
    made = value() if isclass(value) and hasattr(value, "render") else value
    if isinstance(made, Report):
        return made
    if callable(made) and not isclass(made):
        return FunctionReport(made)
    raise UsageError(f"{value!r} is not a report; write a function of a statement, or a class with a method render(statement)")
