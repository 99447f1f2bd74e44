"""Progress: how far long files have been read, on a terminal only, and gone when the work is done."""

from collections.abc import Callable
from functools import partial
from os.path import basename, getsize
from shutil import get_terminal_size
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

DELAY, STEP = 1.0, 0.1  # seconds before the first word, and between two


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
        self._shown = 0

    def of(self, path: str) -> Callable[[int, int], None] | None:
        """Return the function that the reader of a file calls with the number of bytes read; None if the output is not a terminal."""
        if not self._out.isatty():
            return None
        self._sizes[path] = getsize(path)
        return partial(self._report, path)

    def _report(self, path: str, read: int, _: int) -> None:
        self._done[path] = read
        if self._now() < self._next:
            return
        self._next = self._now() + STEP
        done, size = sum(self._done.values()), sum(self._sizes.values())
        words = f"reading {basename(path)}: {done / 1e6:,.1f} of {size / 1e6:,.1f} MB ({100 * done // max(size, 1)} %)"
        words = words[: get_terminal_size().columns - 1]
        self._out.write(f"\r{words.ljust(self._shown)}")
        self._out.flush()
        self._shown = len(words)

    def clear(self) -> None:
        """Remove the progress from the terminal."""
        if self._shown:
            self._out.write(f"\r{' ' * self._shown}\r")
            self._out.flush()
            self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clear()
