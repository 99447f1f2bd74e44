"""The walk-through pages are run as they stand: what they show is compared, and their CI file runs the commands that they run."""

import re
from pathlib import Path

import pytest

pytest.importorskip("sybil", reason="without it pages are not read")

from sybil import Sybil
from sybil.example import SybilFailure
from walkthrough_page import PAGES, WALKTHROUGHS, commands_of, enter, leave

DOCS = Path(__file__).parents[1] / "docs"
CONTRACT = """
```toml
# hosting.toml
name = "Hosting"
provider = "Vendor"
customer = "Us"
term = ["2026-01-01", "2027-01-01"]
timezone = "UTC"

[[objectives]]
name = "Uptime"
metric = { is = "uptime", stream = "outages" }
target = "at least 99.9 %"
```
"""


def run(tmp_path, text):
    """Run a page of one's own as its blocks stand."""
    page = tmp_path / "walkthrough-mine.md"
    page.write_text(text, encoding="utf-8")
    document = Sybil(**WALKTHROUGHS).parse(page)
    enter(document.namespace)
    try:
        for example in document.examples():
            example.evaluate()
    finally:
        leave(document.namespace)
    return len(list(document.examples()))


def console(text):
    return f"{CONTRACT}\n```console\n{text}```\n"


def test_a_page_that_is_right(tmp_path):
    """Files, commands with their status, an output of which a part may be anything, and Python in the same folder."""
    text = console("$ slakit check hosting.toml\nHosting: ...\n$ echo $?\n0\n$ cat hosting.toml\n# hosting.toml\n...\n")
    assert run(tmp_path, text + '\n```python\nfrom pathlib import Path\n\nassert Path("hosting.toml").exists()\n```\n') == 3
    assert not (tmp_path / "hosting.toml").exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("$ slakit check hosting.toml\nHosting: 1 finding\n", "Hosting: nothing is wrong with it"),
        ("$ slakit check hosting.toml\n", "Hosting: nothing is wrong with it"),
        ("$ slakit check hosting.toml\nHosting: ...\n$ echo $?\n1\n", "echo"),
        ("$ slakit check other.toml\n", "slakit: "),  # what goes to the standard error
    ],
)
def test_another_output_fails(tmp_path, typed, words):
    """The failure shows what came out."""
    with pytest.raises(SybilFailure, match=re.escape(words)):
        run(tmp_path, console(typed))


@pytest.mark.parametrize(("typed", "words"), [("$ rm hosting.toml\n", "'rm' is no command"), ("slakit check\n", "begins with a command")])
def test_what_is_no_command(tmp_path, typed, words):
    """A page cannot do whatever it likes, and a forgotten prompt is seen."""
    with pytest.raises(AssertionError, match=words):
        run(tmp_path, console(typed))


def test_the_ci_file_runs_commands_of_the_page():
    """All but the installation; an option that writes snapshots is for people."""
    text = (DOCS / "walkthrough-vendor.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    typed = {command.replace(" --sla-update", "") for block in blocks for command, _ in commands_of(block)}
    install, *commands = re.findall(r"- run: (.+)", text)
    assert install == "pip install 'slakit[testing]'"
    assert len(commands) == 3
    assert [command for command in commands if command not in typed] == []


def test_every_page_has_commands():
    """The pages are there, and each types something."""
    pages = sorted(DOCS.glob(PAGES))
    assert len(pages) == 2
    assert all("```console\n$ slakit test" in page.read_text(encoding="utf-8") for page in pages)
