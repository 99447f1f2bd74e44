"""Progress of long input: told on a terminal only, after a second, and cleaned away."""

import io
import re
import sys
from contextlib import suppress

import pytest

from slakit.cli.main import main
from slakit.cli.progress import Progress
from slakit.readers.read import read


class Terminal(io.StringIO):
    """A place to write that says it is a terminal."""

    def isatty(self):
        return True

    @property
    def screen(self):
        """What can be seen on its one line."""
        line = ""
        for written in self.getvalue().split("\r"):
            line = written + line[len(written) :]
        return line.rstrip()


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def words(monkeypatch):
    """Without rich progress is in words."""
    monkeypatch.setitem(sys.modules, "rich", None)


@pytest.fixture
def files(tmp_path):
    paths = []
    for name, size in (("a.csv", 1_500_000), ("b.csv", 2_500_000)):
        path = tmp_path / name
        path.write_bytes(b"x" * size)
        paths.append(str(path))
    return paths


def test_bytes_read_of_all_files(words, files):
    """1.5 MB of a file are read to the end, and 0.5 MB of one of 2.5: 2 of 4 MB, half."""
    out, clock = Terminal(), Clock()
    with Progress(out, clock) as progress:
        first, second = (progress.of(path) for path in files)
        clock.now = 1.5
        first(1_500_000, 1_500_000)
        assert out.screen == "reading a.csv: 1.5 of 4.0 MB (37 %)"
        clock.now = 2.0
        second(500_000, 2_500_000)
        assert out.screen == "reading b.csv: 2.0 of 4.0 MB (50 %)"
    assert out.screen == ""


def test_silent_for_the_first_second(words, files):
    """Work that is quickly done leaves no trace on the terminal."""
    out, clock = Terminal(), Clock()
    with Progress(out, clock) as progress:
        clock.now = 0.9
        progress.of(files[0])(1_000_000, 1_500_000)
    assert out.getvalue() == ""


def test_no_more_than_ten_words_a_second(words, files):
    """What comes within a tenth of a second is not told."""
    out, clock = Terminal(), Clock()
    progress = Progress(out, clock)
    told = progress.of(files[0])
    clock.now = 2.0
    told(100_000, 1_500_000)
    clock.now = 2.05
    told(900_000, 1_500_000)
    assert out.screen == "reading a.csv: 0.1 of 1.5 MB (6 %)"


def test_nothing_where_nobody_looks(files):
    """A file or a pipe gets no progress, and the reader is not asked for it."""
    assert Progress(io.StringIO()).of(files[0]) is None


def test_a_narrow_terminal_is_not_wrapped(words, files, monkeypatch):
    """The line is cut before the last column, so that it can be cleaned away."""
    monkeypatch.setenv("COLUMNS", "20")
    out, clock = Terminal(), Clock()
    with Progress(out, clock) as progress:
        clock.now = 2.0
        progress.of(files[0])(100_000, 1_500_000)
        assert out.screen == "reading a.csv: 0.1"
    assert out.screen == ""


def test_cleaned_away_after_an_error(words, files):
    """A message about what went wrong stands on a clean line."""
    out, clock = Terminal(), Clock()
    with suppress(KeyboardInterrupt), Progress(out, clock) as progress:
        clock.now = 2.0
        progress.of(files[0])(100_000, 1_500_000)
        raise KeyboardInterrupt
    assert out.screen == ""


def test_a_reader_tells_it(words, tmp_path):
    """The reader of a file calls it with the bytes read and all bytes."""
    path = tmp_path / "rows.csv"
    path.write_text("id\n" + "1\n" * 30_000)
    out, clock = Terminal(), Clock()
    progress = Progress(out, clock)
    clock.now = 2.0
    assert sum(len(rows) for rows, _ in read(str(path), progress=progress.of(str(path))).batches(16_384)) == 30_000
    assert out.screen.startswith("reading rows.csv: 0.")


@pytest.mark.parametrize(
    "command",
    [
        ["score"],
        ["report", "--output", "page.html"],
        ["outlook", "--as-of", "2026-03-12T00:00"],
        ["headroom"],
        ["suggest"],
        ["replay"],
        ["what-if", "--set", "fee=2000 GBP"],
        ["close", "--period", "2026-03"],
    ],
    ids=lambda command: command[0],
)
def test_every_command_shows_it_and_wipes_it(score, words, monkeypatch, capsys, command):
    """While the records are read, and no longer: nothing is left on the terminal beside the answer."""
    if command[0] == "report":
        pytest.importorskip("jinja2")
    out = Terminal()
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setattr("slakit.cli.progress.DELAY", -1.0)
    name, *more = command
    assert main([name, "contract.toml", "--data", "outages=outages.csv", "--data", "cases=cases.csv", *more]) in (0, 1, 3)
    assert "reading outages.csv: " in out.getvalue()
    assert "reading" not in out.screen
    assert out.screen.partition(" ")[0] == {"close": "closed", "report": "wrote"}.get(name, "")  # what was done


def test_both_sides_of_a_reconciliation_show_it(score, words, monkeypatch, capsys):
    """The files of ours and of theirs count together."""
    out = Terminal()
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setattr("slakit.cli.progress.DELAY", -1.0)
    assert main(["reconcile", "contract.toml", "--ours", "outages=outages.csv", "--theirs", "outages=none.csv"]) == 1
    assert "reading outages.csv: " in out.getvalue()
    assert out.screen == ""


@pytest.fixture
def bar(monkeypatch):
    """Progress on a terminal of 80 columns that can move its cursor, and what can be seen of it."""
    pytest.importorskip("rich")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    out, clock = Terminal(), Clock()
    return Progress(out, clock), clock, out


def frames(out):
    """The rows that were drawn, one after the other."""
    return [row.rstrip() for row in re.sub("\x1b\\[[?0-9;]*[A-Za-z]", "", out.getvalue()).replace("\n", "\r").split("\r") if row.strip()]


def test_a_bar_where_rich_is_installed(bar, files):
    """2 of 4 MB are half of the bar; at the end its row is wiped and the cursor is back."""
    progress, clock, out = bar
    with progress:
        first, second = (progress.of(path) for path in files)
        first(1_500_000, 1_500_000)
        assert out.getvalue() == ""
        clock.now = 2.0
        second(500_000, 2_500_000)
        shown = frames(out)[-1]
        assert re.fullmatch(r"reading b\.csv \S+ +50% 2\.0/4\.0 MB -:--:--", shown)
        assert len(shown) <= 80
    assert out.getvalue().endswith("\x1b[?25h\r\x1b[1A\x1b[2K")


def test_the_bar_of_a_narrow_terminal_is_one_row(bar, tmp_path, monkeypatch):
    """A name of 60 letters is cut, a name that looks like markup or like an escape stays text."""
    monkeypatch.setenv("COLUMNS", "40")
    path = tmp_path / f"[red]\x1b[2J{'x' * 50}.csv"
    path.write_bytes(b"x" * 100)
    progress, clock, out = bar
    with progress:
        clock.now = 2.0
        progress.of(str(path))(25, 100)
        (shown,) = {*frames(out)}
        assert re.fullmatch(r"reading \[red\]\\x1b\[2Jx+\.\.\. \S* +25%", shown)
        assert len(shown) <= 40
    assert "\x1b[2J" not in out.getvalue()


def test_words_on_a_terminal_that_cannot_move_its_cursor(bar, files, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    progress, clock, out = bar
    clock.now = 2.0
    progress.of(files[0])(750_000, 1_500_000)
    assert out.screen == "reading a.csv: 0.8 of 1.5 MB (50 %)"
