"""The output of a command, and its exit status."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from slakit.cli.imported import imported
from slakit.errors import UsageError, installed, near_or, reason
from slakit.values.json_text import json_text
from slakit.values.one_line import one_line, safe_lines

if TYPE_CHECKING:
    from slakit.reports.base import Report
    from slakit.statements.statement import Statement

ENDINGS = {
    ".csv": "csv", ".htm": "html", ".html": "html", ".ics": "ics", ".json": "json", ".md": "markdown", ".pdf": "pdf", ".xlsx": "xlsx",
}  # fmt: skip
MET, MISSED, FAILED, IN_DOUBT, STOPPED = 0, 1, 2, 3, 130  # what a command exits with


def say(text: str) -> None:
    """Write a text and the end of its line, as one that is only text to a terminal."""
    write_out(safe_lines(text.removesuffix("\n")))


def write_out(text: str) -> None:
    """Write a text as it is, and the end of its line; a reader that has gone away, such as `head`, is no fault."""
    try:
        print(text.removesuffix("\n"), flush=True)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding
        print(text.removesuffix("\n").encode(encoding, "backslashreplace").decode(encoding), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that Python's own flush at the end is quiet


def note(text: str) -> None:
    """Write what was done, or what to do, next to the output, which a program may read."""
    print(one_line(text), file=sys.stderr, flush=True)


def note_contradictions(problems: tuple[str, ...]) -> None:
    """Say which closed statements the records contradict, for instance those of an export that begins some days early."""
    for problem in problems:
        what = problem.removeprefix("history: ").partition(";")[0].replace("the records fed give", "these records alone give")
        stays = "it stays as it was closed, and slakit amend with all its records changes it"
        note(f"the files hold records of a closed period: {what}; {stays}")


class Answer(Protocol):
    """An answer in every form that is written."""

    def to_text(self) -> str: ...
    def to_markdown(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...


def say_answer(answer: Answer, form: str) -> None:
    """Write an answer as text, markdown or json."""
    if form == "json":
        say(json_text(answer.to_dict()))
    else:
        say(answer.to_markdown() if form == "markdown" else answer.to_text())


def write_new(path: str, content: str | bytes) -> None:
    """Write a text, or bytes, to the file of `--output`, which must not be there yet; UsageError if it is, or cannot be written."""
    try:
        with open(path, "xb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
    except FileExistsError:
        raise UsageError(f"{path!r} is there already; write another --output, or take it away") from None
    except OSError as error:
        raise UsageError(f"{path!r} is not a file that can be written ({reason(error)}); write another --output") from None


def write_report(statement: "Statement", report: "Report", path: str | None) -> None:
    """Write a statement as a report: to the file of `--output`, or else to the terminal, which takes text alone."""
    from slakit.reports.base import FileReport

    if path is None:
        write_out(report.render(statement))
    else:
        write_new(path, report.to_bytes(statement) if isinstance(report, FileReport) else report.render(statement))
        note(f"wrote {path}: {statement.lines.counted}")


def report_of(name: str | None, path: str | None = None) -> "Report":
    """Return the report of a name, one's own by MODULE:NAME; without any, the one that the ending of a file's name says.

    Without either it is the table on a terminal where rich is installed, or the text.
    """
    from slakit.reports.base import REPORTS, report
    from slakit.reports.terminal_table import TerminalTable

    if name is None and path is not None:
        name = ENDINGS.get(Path(path).suffix.lower(), "text")
    if name is None:
        name = "table" if sys.stdout.isatty() and installed("rich") else "text"
    if name == "table" and path is None:
        return TerminalTable.on(sys.stdout)
    if name in REPORTS:
        return REPORTS[name]
    if ":" not in name:
        listed = ", ".join(sorted(REPORTS))
        near = near_or(name, REPORTS, f"known: {listed}; write MODULE:NAME for one of your own")
        raise UsageError(f"--format {name!r} is not a report{near}")
    try:
        return report(imported("format", name, "reports:brief"))
    except UsageError as error:
        raise UsageError(*(text if text.startswith("--") else f"--format {name!r}: {text}" for text in error.problems)) from None
