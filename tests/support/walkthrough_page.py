"""Walk-through pages, run as a reader would: a block that begins with a file's name in a comment writes it, a console block is typed.

Everything happens in a folder of the page's own. What stands after `$` is run, and what stands below it must be what comes out, `...` being
any text. `slakit`, `pytest`, `cat` and `echo $?`, the status of the command before, are the commands of these pages, and `cp`, also with
`-r`, for which `slakit/` is a clone of the repository. A block that begins with `# added to FILE` is added to the file.
"""

import io
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from doctest import ELLIPSIS, REPORT_NDIFF, Example as Expected, OutputChecker
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from run_pytest import pytest_run
from sybil import Document, Example, Region
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer

from slakit.cli.main import main

PAGES = "walkthrough-*.md"
FILE = re.compile(r"# (added to )?([\w./-]+\.(?:toml|py|yml))\n")
CLONE = Path(__file__).parents[2]
STATUS, FOLDER = "status of the last command", "folder of the page"  # keys of a namespace that no code of a page can use as names


def enter(namespace: dict[str, Any]) -> None:
    """Begin a page in an empty folder."""
    stack = namespace[FOLDER] = ExitStack()
    stack.enter_context(chdir(stack.enter_context(TemporaryDirectory())))


def leave(namespace: dict[str, Any]) -> None:
    """Take the folder of a page away."""
    namespace[FOLDER].close()


class WalkthroughParser(PythonCodeBlockParser):
    """Files, console blocks, and blocks of Python."""

    def __call__(self, document: Document) -> Iterator[Region]:
        yield from (region for region in super().__call__(document) if not _is_file(region.parsed))
        for region in FencedCodeBlockLexer(r"\w+")(document):
            source, language = region.lexemes["source"], region.lexemes["language"]
            if language == "console" or _is_file(source):
                yield Region(region.start, region.end, source, run_console if language == "console" else write_file)


def _is_file(source: object) -> bool:
    return isinstance(source, str) and FILE.match(source) is not None


def write_file(example: Example) -> None:
    """Write the file that a block shows, or add the block to it."""
    added, name = FILE.match(example.parsed).groups()
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if added else "w", encoding="utf-8") as file:
        file.write(f"\n{example.parsed}" if added else example.parsed)


def run_console(example: Example) -> str | None:
    """Run the commands of a console block; the first output that is another than the block shows is the failure."""
    for command, expected in commands_of(example.parsed):
        output, example.namespace[STATUS] = run_command(command, example.namespace.get(STATUS, 0))
        checker = OutputChecker()
        if not checker.check_output(expected, output, ELLIPSIS):
            return f"$ {command}\n{checker.output_difference(Expected('', expected), output, ELLIPSIS | REPORT_NDIFF)}"
    return None


def commands_of(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with the output that stands below it."""
    first, *parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert not first, f"a console block begins with a command, such as $ slakit check contract.toml, and not with {first!r}"
    for part in parts:
        command, _, expected = part.partition("\n")
        yield command, expected.rstrip("\n") + "\n" * bool(expected.strip())


def run_command(command: str, status: int) -> tuple[str, int]:
    """What a command prints, and its status; `status` is that of the one before."""
    name, *arguments = shlex.split(command)
    if command == "echo $?":
        return f"{status}\n", 0
    if name == "cat":
        return "".join(Path(path).read_text(encoding="utf-8") for path in arguments), 0
    if name == "cp":
        *_, source, target = arguments
        copy = shutil.copytree if "-r" in arguments else shutil.copy
        copy(CLONE / source.removeprefix("slakit/") if source.startswith("slakit/") else source, target)
        return "", 0
    if name == "pytest":
        done = pytest_run(Path.cwd(), "-p", "no:cacheprovider", *arguments)
        return done.stdout, done.returncode
    assert name == "slakit", f"{name!r} is no command of a walk-through page"
    output = io.StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        status = main(arguments)
    return output.getvalue(), status


WALKTHROUGHS = {"parsers": [WalkthroughParser(), SkipParser()], "patterns": [PAGES], "setup": enter, "teardown": leave}  # for a Sybil
