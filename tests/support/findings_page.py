"""The examples of docs/findings.md: a bad and a good contract for each code."""

import re
import tomllib
from pathlib import Path

import slakit as sk

PAGE = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
PART = re.compile(r"^### `([a-z0-9-]+)`\n+(.*?)\n+```toml bad\n(.*?)^```\n+```toml good\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PARTS = {match[1]: match.groups()[1:] for match in PART.finditer(PAGE)}  # the explanation, the bad contract, the good one
HEADER = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]


def document(example: str) -> str:
    """An example after the lines of the page that it does not replace."""
    own = tomllib.loads(example)
    return "".join(line for line in HEADER.splitlines(keepends=True) if line.split(" = ")[0] not in own) + example


def findings(example: str, **options):
    """The findings of an example, as the command line has them."""
    text = document(example)
    return sk.check(sk.loads(text), **options)
