"""That what is cited exists: the rules of docs/numbers.md, the pages that pages link to, the files and classes that they name."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "slakit"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md"), *(ROOT / "tests").rglob("*.md")])
CODE = sorted([*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
TAG = r"[TCWMRVPA]\d+[a-z]?"
LIST = rf"{TAG}(?:(?:,| to| and|, and) {TAG})*"
PAGE = re.compile(rf"docs/numbers\.md,? (?:rules P|{LIST})")
BARE = re.compile(rf'(?<![\w"}}-]){TAG}(?![\w"])')  # a word of its own, not part of "T7/2" or 2026-W10
CITED = re.compile(rf"numbers\.md(?:\)|`)?,? (?:rules? )?({LIST})|\(({LIST})\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def cited(text: str) -> Iterator[str]:
    """The tags of rules that a text cites: after the name of their page, or alone in parentheses."""
    for match in CITED.finditer(text):
        yield from re.findall(TAG, match[1] or match[2])


def prose(page: Path) -> str:
    """A page without its code."""
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    titles = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_rules_of_numbers():
    """Each rule has one tag, and each tag that code, tests or pages cite is that of a rule."""
    rules = re.findall(rf"^- \*\*({TAG})\*\*", (ROOT / "docs" / "numbers.md").read_text(encoding="utf-8"), re.MULTILINE)
    citations = {(named(path), tag) for path in [*CODE, *PAGES] for tag in cited(path.read_text(encoding="utf-8"))}
    assert len(rules) == len(set(rules))
    assert len(citations) > 200
    assert sorted(pair for pair in citations if pair[1] not in rules) == []


def test_citations_name_their_page():
    """No docstring or comment cites a rule by its tag alone: a reader does not know whose tag it is."""
    bare = []
    for path in sorted(SOURCE.rglob("*.py")):
        with tokenize.open(path) as file:
            for token in tokenize.generate_tokens(file.readline):
                if token.type == tokenize.COMMENT or token.string.startswith('"""'):
                    text = PAGE.sub("", " ".join(token.string.split()))
                    bare += [f"{named(path)}:{token.start[0]}: {tag}" for tag in BARE.findall(text)]
    assert bare == []


def test_links():
    """Each page and heading that a page links to exists."""
    missing = []
    for page in PAGES:
        for link in LINK.findall(prose(page)):
            target, _, anchor = link.partition("#")
            path = (page.parent / target).resolve() if target else page
            if "://" not in link and not (path.exists() and (not anchor or anchor in anchors(path))):
                missing.append(f"{named(page)}: {link}")
    assert missing == []


def test_files():
    """Each Python file of slakit that the pages of the architecture name exists."""
    names = {path.name for path in SOURCE.rglob("*.py")}
    for page in ("route.md", "words.md", "extending.md"):
        text = prose(ROOT / "docs" / page)
        assert sorted(set(re.findall(r"\b[a-z_]+\.py\b", text)) - names) == [], page
        assert [path for path in re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", text) if not (SOURCE / path).exists()] == [], page


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "AGENTS.md", "changes/README.md"])
def test_where_things_are(page):
    """Each file and folder that a page for contributors names exists, under the root or under src/slakit."""
    text = prose(ROOT / page)
    names = [name for name in re.findall(r"`([\w./]+)`", text) if name.endswith((".py", ".pyi", ".md", ".toml", "/"))]
    rooms = [ROOT, SOURCE, *(path for path in SOURCE.rglob("*") if path.is_dir())]
    assert [name for name in names if not any((room / name).exists() for room in rooms)] == []


def test_words():
    """Each class that docs/words.md explains stands in the file that it names."""
    rows = re.findall(r"^\| ([^|]+) \|[^|]+\| `([^`]+)` \|$", (ROOT / "docs" / "words.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 30
    for words, file in rows:
        text = (SOURCE / file).read_text(encoding="utf-8")
        for word in re.findall(r"\b[A-Z][A-Za-z]+", words):
            assert re.search(rf"^(?:class {word}\b|{word} =)", text, re.MULTILINE), f"{word} is not in {file}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_private_module(page):
    """A page imports from slakit and its families alone, so that its examples are what a reader may write."""
    families = "|".join([*(path.stem for path in SOURCE.glob("*.py")), "clusters"])
    text = page.read_text(encoding="utf-8")
    imported = re.findall(r"(?:from|import)\s+(slakit\.[\w.]+)", text)
    assert [module for module in imported if not re.fullmatch(rf"slakit\.(?:{families})", module)] == []
