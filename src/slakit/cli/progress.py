"""Progress: how far long files have been read, on a terminal only, and gone when the work is done; a bar where rich is installed."""

from collections.abc import Callable
from functools import partial
from os.path import basename, getsize, isfile
from shutil import get_terminal_size
from time import monotonic
from types import TracebackType
from typing import Any, Protocol, Self, TextIO

from slakit.errors import installed, optional
from slakit.values.one_line import one_line

DELAY, STEP = 1.0, 0.1  # seconds before the first word, and between two
EASY, LONGEST = 70, 24  # columns that all of a bar needs, and letters of the name of a file


class Display(Protocol):
    """A way to show progress on a terminal."""

    def show(self, name: str, done: int, size: int) -> None:
        """Show the bytes read of all bytes, and the name of the file that is read."""
        ...

    def clear(self) -> None:
        """Leave the terminal as it was."""
        ...


class Progress:
    """Bytes read of all bytes, shown on a terminal after a second.

    >>> import sys
    >>> from pathlib import Path
    >>> _ = Path("cases.csv").write_text("id\\n7\\n")
    >>> with Progress(sys.stderr) as progress:
    ...     list(read_csv("cases.csv", progress=progress.of("cases.csv")))
    [{'id': '7'}]
    """

    def __init__(self, out: TextIO, now: Callable[[], float] = monotonic) -> None:
        self._out, self._now = out, now
        self._next = now() + DELAY
        self._sizes: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._display: Display | None = None

    def of(self, path: str) -> Callable[[int, int], None] | None:
        """Return the function that the reader of a file calls with the number of bytes read; None for a
        database, and if the output is not a terminal."""
        if not self._out.isatty() or not isfile(path):
            return None
        self._sizes[path] = getsize(path)
        return partial(self._report, path)

    def _report(self, path: str, read: int, _: int) -> None:
        self._done[path] = read
        if self._now() < self._next:
            return
        self._next = self._now() + STEP
        if self._display is None:
            self._display = display(self._out)
        self._display.show(one_line(basename(path)), sum(self._done.values()), sum(self._sizes.values()))

    def clear(self) -> None:
        """Remove the progress from the terminal."""
        if self._display is not None:
            self._display.clear()
            self._display = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clear()


class Words:
    """Progress in words, on one line that is written over."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._shown = out, 0

    def show(self, name: str, done: int, size: int) -> None:
        words = f"reading {name}: {done / 1e6:,.1f} of {size / 1e6:,.1f} MB ({100 * done // max(size, 1)} %)"
        words = words[: get_terminal_size().columns - 1]
        self._out.write(f"\r{words.ljust(self._shown)}")
        self._out.flush()
        self._shown = len(words)

    def clear(self) -> None:
        self._out.write(f"\r{' ' * self._shown}\r")
        self._out.flush()


class Bar:
    """Progress as a bar of rich, with the time that is left."""

    def __init__(self, console: Any) -> None:
        rich = optional("rich.progress", "cli")
        columns = [rich.TextColumn("reading {task.description}", markup=False), rich.BarColumn(), rich.TaskProgressColumn()]
        columns += [rich.DownloadColumn(), rich.TimeRemainingColumn()] if console.width >= EASY else []
        # it is drawn when bytes were read and not by a thread, and what is written to the terminal meanwhile stays as it is
        quiet = {"auto_refresh": False, "redirect_stdout": False, "redirect_stderr": False}
        self._bar = rich.Progress(*columns, console=console, transient=True, **quiet)
        self._task = self._bar.add_task("")

    def show(self, name: str, done: int, size: int) -> None:
        short = name if len(name) <= LONGEST else f"{name[: LONGEST - 3]}..."
        self._bar.update(self._task, description=short, completed=done, total=max(size, 1))
        self._bar.start()
        self._bar.refresh()

    def clear(self) -> None:
        self._bar.stop()


def display(out: TextIO) -> Display:
    """Return the bar where rich is installed and the terminal can move its cursor, or else the words."""
    if installed("rich"):
        console = optional("rich.console", "cli").Console(file=out)
        if console.is_terminal and not console.is_dumb_terminal:
            return Bar(console)
    return Words(out)
