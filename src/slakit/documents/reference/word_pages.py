"""The pages of the reference: one for each word of documents, and an index of all of them, as Markdown."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType

from slakit.documents.layout import toml_text
from slakit.documents.reference.contract_uses import ContractUses, Use
from slakit.documents.reference.docstrings import formulas, prose
from slakit.documents.reference.entries import Entry, Section, entries
from slakit.documents.reference.formulas import FORMULAS
from slakit.documents.reference.key_sentences import sentence
from slakit.documents.reference.key_types import MUST, default_text, hint_text, type_text
from slakit.documents.reference.positions import position, toml_of
from slakit.documents.reference.python_examples import EXAMPLES, GIVEN
from slakit.documents.signature import arguments
from slakit.documents.tagged import EXTRAS

CONTRACTS = "../../../examples/contracts"
SHOWN = 5  # contracts that a page names
LONGEST = 30  # lines of an excerpt
INDEX = "README.md"
WIDE = 70  # characters of a cell of code


def pages(uses: ContractUses | None = None) -> dict[str, str]:
    """Every page by its path, the index among them."""
    return {INDEX: index(), **{entry.link: page(entry, uses) for entry in entries()}}


def index() -> str:
    """The page that lists every word by its kind."""
    lines = [
        "# Every word of a contract",
        "",
        "One page for each word that a document may have: what it means, its keys, its formula, an example in TOML and in Python,",
        "and where a contract uses it. How a document is built is in [contract documents](../documents.md), and `slakit reference WORD`",
        "shows a page in the terminal.",
    ]
    by_section: dict[Section, list[Entry]] = {}
    for entry in entries():
        by_section.setdefault(entry.section, []).append(entry)
    for section, words in by_section.items():
        lines += ["", f"## {section.title}", "", "| word | in Python | what it is |", "|---|---|---|"]
        lines += [f"| [{entry.word}]({entry.link}) | {_python(entry)} | {_cell(_first_sentence(entry))} |" for entry in words]
    return "\n".join(lines) + "\n"


def page(entry: Entry, uses: ContractUses | None = None) -> str:
    """The page of one word.

    >>> from slakit.documents.reference.entries import entries_of
    >>> print(page(entries_of("right")[0])[:75])
    # right
    <BLANKLINE>
    A penalty rule; `sk.Right` in Python. All words are in the [index]
    """
    noun = entry.section.noun
    name = python_name(entry)
    python = f"; `{name}` in Python" if name else ", which Python makes as the example shows"
    head = f"{noun[:1].upper()}{noun[1:]}{python}. All words are in the [index](../README.md)."
    parts = [f"# {entry.word}", head, *prose(entry.described or entry.made), *_formula(entry), *_keys(entry), *_example(entry)]
    return "\n\n".join([*parts, *(_contracts(entry, uses.of(entry)) if uses else ())]) + "\n"


def python_name(entry: Entry) -> str:
    """The name that Python has for the class or function of an entry, `sk.bases.Fee`; empty for one that operators or methods make."""
    sk = import_module("slakit")
    rooms = {"sk": sk} | {f"sk.{name}": part for name in sk.__all__ if isinstance(part := getattr(sk, name), ModuleType)}
    wanted = entry.described or entry.made
    return next((f"{room}.{entry.python_name}" for room, names in rooms.items() if getattr(names, entry.python_name, None) is wanted), "")


def _python(entry: Entry) -> str:
    """The code that the index shows for Python."""
    name = python_name(entry) or EXAMPLES.get(example_key(entry), "")
    return f"`{_cell(name)}`" if name and len(name) < WIDE else "as its example shows"


def _first_sentence(entry: Entry) -> str:
    return next(iter(prose(entry.described or entry.made)), "").replace("(../../", "(../")


def _formula(entry: Entry) -> Iterator[str]:
    blocks = formulas(entry.made) or ([FORMULAS[entry.made.__name__]] if entry.made.__name__ in FORMULAS else [])
    if blocks:
        yield "## Formula"
        yield from (f"```text\n{block}\n```" for block in blocks)


def _keys(entry: Entry) -> Iterator[str]:
    """The table of keys: those of the word, and those that every word of its kind has."""
    rows = [(part.name, sentence(entry.made, part.name), type_text(part), default_text(part)) for part in entry.keys]
    rows.sort(key=lambda row: row[3] != MUST)
    rows += [(key, sentence(entry.made, key), _shared_type(entry, key), "none") for key in entry.shared_keys]
    if rows:
        yield "## Keys"
        lines = ["| key | what it says | written as | if left out |", "|---|---|---|---|"]
        yield "\n".join(lines + [f"| `{key}` | {' | '.join(map(_cell, rest))} |" for key, *rest in rows])


def _shared_type(entry: Entry, key: str) -> str:
    """The way in which a key is written that every table of a kind may have; that of a method takes what the word of its name does."""
    if entry.kind is None:
        return f"a table of {key} by name"
    hint = EXTRAS.get(key, object)
    if hint is not object:
        return hint_text(hint)
    if key == "groups":
        return "a list of values"
    word = key.replace("_", " ")
    made = next((made for kind, made in _wrappers() if kind == word), None)
    link = f"the keys of [{word}](../penalties/{word.replace(' ', '-')}.md)"
    own = [part for part in arguments(made) if part.name != "rule"] if made else []
    return type_text(own[0]) if len(own) < 3 and own else link


def _wrappers() -> Iterator[tuple[str, type]]:
    return ((entry.word, entry.made) for entry in entries() if entry.section.folder == "penalties")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def example(entry: Entry) -> object:
    """The object that the Python example of an entry makes."""
    return made_of(EXAMPLES[example_key(entry)])


def example_key(entry: Entry) -> str:
    """The name under which an example stands: the word where it is that of one entry, otherwise also its kind."""
    return entry.word if entry.word in {*EXAMPLES, *GIVEN} else f"{entry.section.folder} {entry.word}"


def made_of(code: str) -> object:
    """The object that an example makes; its text is part of slakit and never comes from a document."""
    return eval(code, {"sk": import_module("slakit")})


def _example(entry: Entry) -> Iterator[str]:
    key = example_key(entry)
    if key in EXAMPLES:
        yield "## Example"
        yield f"```toml\n{toml_of(entry, example(entry))}```"
        yield f"```python\nimport slakit as sk\n\n{entry.word.replace(' ', '_')}_example = {EXAMPLES[key]}\n```"
    elif key in GIVEN:  # it is not made here: it reads a file, or needs an extra
        code, data = GIVEN[key]
        yield "## Example"
        yield f"```toml\n{toml_text(position(entry).table({**data}))}```"
        yield f"```text\n{code}\n```"


def _contracts(entry: Entry, uses: list[Use]) -> Iterable[str]:
    """The contracts that use a word, and what the most telling of those that can be read at a glance says."""
    if not uses:
        return
    yield "## In contracts"
    lines = [f"- {_use(use)}" for use in uses[:SHOWN]]
    if len(uses) > SHOWN:
        lines.append(f"- and {len(uses) - SHOWN} more in [examples/contracts]({CONTRACTS}/README.md)")
    yield "\n".join(lines)
    shown = next((use for use in uses[:SHOWN] if 0 < use.text.count("\n") <= LONGEST), None)
    if shown and entry.word not in ("agreement", "party"):
        yield f"As [{shown.contract}]({CONTRACTS}/{shown.file}) has it:"
        yield f"```toml\n{shown.text}```"


def _use(use: Use) -> str:
    where = (f", clause {use.clause}" if use.clause else "") + (f', "{use.objective}"' if use.objective else "")
    return f"[{use.contract}]({CONTRACTS}/{use.file}){where}; source: {use.source}"


def unexplained(mapping: Mapping[str, object]) -> list[str]:
    """The names of a table of texts that no entry has."""
    names = {name for entry in entries() for name in (entry.word, f"{entry.section.folder} {entry.word}", entry.made.__name__)}
    return sorted(set(mapping) - names)
