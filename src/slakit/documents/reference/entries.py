"""Entries: every word that a document may have, by section, with the class behind it and the keys of its table."""

from collections.abc import Iterator, Mapping
from inspect import signature
from typing import get_args

from attrs import evolve, field, frozen

from slakit.agreements.agreement import Agreement
from slakit.documents.kinds import BASE, CALENDAR, FACTOR, METRIC, PENALTY, RULES, STEP, TARGET, WINDOW, Kind
from slakit.documents.named_parts import TABLES
from slakit.documents.phrases import PHRASED
from slakit.documents.signature import Argument, arguments, is_table
from slakit.documents.thesaurus import meant_pages, meant_word
from slakit.documents.vocabulary import STANDARD, Vocabulary, word_of
from slakit.errors import UsageError, near_or
from slakit.windows import window as windows


@frozen
class Section:
    """A part of the reference: its folder, its title, and what one of its words stands for."""

    folder: str
    title: str
    noun: str


AGREEMENT = Section("agreement", "The agreement and its parts", "a part of an agreement")
WINDOWS = Section("windows", "Windows", "a window")
SECTIONS: Mapping[Kind | None, Section] = {
    None: AGREEMENT,
    METRIC: Section("metrics", "Metrics", METRIC.noun),
    TARGET: Section("targets", "Targets", TARGET.noun),
    PENALTY: Section("penalties", "Penalties", PENALTY.noun),
    BASE: Section("bases", "Bases", BASE.noun),
    FACTOR: Section("factors", "Factors of a product", FACTOR.noun),
    STEP: Section("steps", "Steps of a settlement", STEP.noun),
    CALENDAR: Section("calendars", "Calendars", CALENDAR.noun),
    RULES: AGREEMENT,
}


def section_of(kind: Kind) -> Section:
    """The section with the words of a kind."""
    return WINDOWS if kind is WINDOW else SECTIONS[kind]


@frozen
class Entry:
    """A word, the class that it stands for, and what says in Python what it means: that class, or the function that makes one."""

    section: Section
    word: str
    made: type
    kind: Kind | None = None
    described: object = field(default=None, kw_only=True)

    @property
    def link(self) -> str:
        """The path of its page, from the folder of the reference on."""
        return f"{self.section.folder}/{self.word.replace(' ', '-')}.md"

    @property
    def python_name(self) -> str:
        """The class or the function of Python."""
        return str(getattr(self.described or self.made, "__name__", self.word))

    @property
    def keys(self) -> tuple[Argument, ...]:
        """The keys that this word has of its own."""
        parts = arguments(self.made)
        if self.section is not WINDOWS:
            return parts
        usual = {name: part.default for name, part in signature(self.described).parameters.items()}  # type: ignore[arg-type]  # a function
        return tuple(evolve(part, default=usual.get(part.name, part.default)) for part in parts if part.name not in PHRASED)

    @property
    def shared_keys(self) -> tuple[str, ...]:
        """The keys that every word of its kind has, and this one not of its own; of an agreement the tables of what is named."""
        if self.made is Agreement:
            return tuple(TABLES)
        own = {part.name for part in self.keys}
        return tuple(key for key in (self.kind.extras if self.kind else ()) if key not in own)


def tables() -> list[type]:
    """The classes of which an agreement, or what has a word in it, holds tables without a word, the agreement first."""
    made: list[type] = []
    _collect(Agreement, made)
    for _, _, builder in STANDARD:
        for argument in arguments(builder) if isinstance(builder, type) else ():
            _collect(argument.hint, made)
    return made


def _collect(hint: object, made: list[type]) -> None:
    if isinstance(hint, type) and is_table(hint) and hint not in made:
        made.append(hint)
        for argument in arguments(hint):
            _collect(argument.hint, made)
    for part in get_args(hint):
        _collect(part, made)


def entries(vocabulary: Vocabulary = STANDARD) -> tuple[Entry, ...]:
    """Every word that stands for a class, section by section.

    >>> next(entry.link for entry in entries() if entry.word == "mean ratio")
    'metrics/mean-ratio.md'
    """
    return (*_without_a_word(), *_windows(), *_with_a_word(vocabulary))


def _without_a_word() -> Iterator[Entry]:
    for made in tables():
        yield Entry(AGREEMENT, word_of(made), made)


def _windows() -> Iterator[Entry]:
    """The phrases of windows, which are functions of Python."""
    phrases = {name: getattr(windows, name) for name in windows.__all__ if name not in ("Window", "window")}
    examples = {"every": windows.every(2, "week", "2026-01-05"), "rolling": windows.rolling("30 days")}
    for name, function in phrases.items():
        yield Entry(WINDOWS, name.replace("_", " "), type(examples.get(name) or function()), described=function)


def _with_a_word(vocabulary: Vocabulary) -> Iterator[Entry]:
    for kind, section in SECTIONS.items():
        for word in vocabulary.words(kind) if kind else ():
            made = vocabulary.find(kind, word) if kind else None
            if isinstance(made, type):
                yield Entry(section, word, made, kind)


def entries_of(word: str, vocabulary: Vocabulary = STANDARD) -> tuple[Entry, ...]:
    """The entries of a word, of the name of a class of Python, or of what explains a term of the field; raises UsageError for another.

    >>> [entry.section.folder for entry in entries_of("product")]
    ['metrics', 'penalties']
    """
    everything, wanted = entries(vocabulary), " ".join(word.replace("_", " ").split()).lower()
    matches = tuple(entry for entry in everything if wanted in (entry.word, entry.python_name.lower()))
    matches = matches or tuple(entry for entry in everything if (entry.section.folder, entry.word) in meant_pages(wanted))
    if not matches:
        remedy = next((near for kind in SECTIONS if kind and (near := meant_word(kind, wanted))), "")
        remedy = remedy or near_or(wanted, [entry.word for entry in everything], "slakit reference lists them all")
        raise UsageError(f"{word!r} is not a word of documents{remedy}")
    return matches
