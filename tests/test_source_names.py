"""That names say what a thing is, and files stay short."""

import tokenize
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "slakit"
FILES = sorted(SOURCE.rglob("*.py"))
BANNED = frozenset({"told", "said", "mine", "found", "known", "apart", "beside", "place", "unsaid"})
WHERE = {"place": ("analysis/finding.py", "analysis/check.py", "cli/check.py")}  # of a finding: its path in the document, as text
MOST = 300
LONG = {  # files of more lines, each one thing that would be harder to read in parts
    "metrics/condition.py",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_name_hides_what_it_is(path):
    """No variable, argument, attribute or function has one of the names that stood for six things each."""
    with tokenize.open(path) as file:
        tokens = tokenize.generate_tokens(file.readline)
        names = [f"line {token.start[0]}: {token.string}" for token in tokens if token.type == tokenize.NAME and token.string in BANNED]
    file_name = path.relative_to(SOURCE).as_posix()
    assert [name for name in names if file_name not in WHERE.get(name.split()[-1], ())] == []


def test_long_files():
    """A file of more than 300 lines is on the list, and the list holds no other."""
    lines = {path.relative_to(SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {path for path, count in lines.items() if count > MOST} == LONG
