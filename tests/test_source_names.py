"""That names say what a thing is, and files stay short."""

import ast
import tokenize
from pathlib import Path

TESTS = Path(__file__).parent
SOURCE = TESTS.parent / "src" / "slakit"
FILES = sorted(SOURCE.rglob("*.py"))
BANNED = frozenset({"told", "said", "mine", "found", "known", "apart", "beside", "place", "unsaid"})
WHERE = {"place": ("analysis/checks/finding.py", "analysis/checks/check.py", "cli/check.py")}  # the path of a finding, as text
MOST, WEIGHTY = 300, 150
QUESTIONS = frozenset({"What", "Whether", "How", "Where", "Why", "Who", "When", "Which", "Whose"})


def test_no_name_hides_what_it_is():
    """No variable, argument, attribute or function has one of the names that stood for six things each."""
    assert {name: lines for path in FILES if (lines := banned(path, name := path.relative_to(SOURCE).as_posix()))} == {}


def banned(path, file_name):
    with tokenize.open(path) as file:
        tokens = tokenize.generate_tokens(file.readline)
        names = [f"line {token.start[0]}: {token.string}" for token in tokens if token.type == tokenize.NAME and token.string in BANNED]
    return [name for name in names if file_name not in WHERE.get(name.split()[-1], ())]


def test_no_file_is_long():
    """No file has more than 300 lines."""
    lines = {path.relative_to(SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {path: count for path, count in lines.items() if count > MOST} == {}


def test_no_docstring_is_a_question():
    """A docstring is imperative ("Return the ...") or a noun phrase ("The ..."), never "What is returned" or "Whether it is"."""
    assert {path.relative_to(SOURCE).as_posix(): lines for path in FILES if (lines := questions(path))} == {}


def questions(path):
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    texts = [(node.lineno, node.value.value) for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    return [f"line {line}: {text}" for line, text in texts if isinstance(text, str) and text.split()[0].strip(",:") in QUESTIONS]


def test_every_file_of_weight_has_a_mirror():
    """A source file of 150 lines or more has its own test: windows/period.py test_period.py, windows/base.py test_windows_base.py."""
    weighty = [path.relative_to(SOURCE) for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) >= WEIGHTY]
    names = {path: f"{path.parent.name}_base.py" if path.name == "base.py" else path.name for path in weighty}
    mirrors = {path: path.with_name(f"test_{name}").as_posix() for path, name in names.items()}
    missing = [f"src/slakit/{path.as_posix()}: no tests/{mirror}" for path, mirror in mirrors.items() if not (TESTS / mirror).exists()]
    assert not missing, "\n".join(missing)
