"""Uses of words in the contracts of a folder: the contract, its objective, the clause, and the source that its header names."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs
from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.documents.kinds import kind_of
from slakit.documents.load_dump import load
from slakit.documents.named_parts import TABLE_OF, TABLES
from slakit.documents.phrases import bare_window
from slakit.documents.reference.entries import Entry
from slakit.documents.reference.excerpts import excerpt, with_names
from slakit.documents.signature import Argument, arguments, is_table
from slakit.documents.vocabulary import word_of
from slakit.values.source_repr import same
from slakit.windows.base import Window
from slakit.windows.calendar_steps import Steps
from slakit.windows.rolling import Rolling, WholeTerm

_SOURCE = re.compile(r"Source: (.+?)(?:\. |\.?$)")
MADE_UP = "made up"


@frozen
class Use:
    """One place of a contract that uses a word, and the text of the contract that says so."""

    file: str
    contract: str
    source: str
    text: str = field(repr=False)
    settings: int  # how many keys are written
    objective: str = ""
    clause: str = ""

    @property
    def rank(self) -> tuple[bool, bool, int, str]:
        """Its order among uses: real contracts first, those that name a clause before the others, those that say most first."""
        return self.source.startswith(MADE_UP), not self.clause, -self.settings, self.file


@frozen
class Spot:
    """The spot that a walk through an agreement is at: the key of the document, which of its tables, and the objective."""

    key: str = ""
    number: int = 0
    objective: Objective | None = None


class ContractUses:
    """The uses of words in the contracts of a folder."""

    def __init__(self, folder: Path) -> None:
        self._uses: dict[object, list[Use]] = {}
        for path in sorted(folder.glob("*.toml")):
            text = path.read_text(encoding="utf-8")
            agreement = load(path, files=False)
            for part, spot in _parts(agreement, Spot()):
                named = spot.objective.name if spot.objective else ""
                clause = getattr(part, "clause", "") or (spot.objective.clause if spot.objective else "")
                lines = excerpt(text, spot.key, spot.number) if spot.key else ""
                if spot.key and not lines:  # what is so without being written, such as a monthly window
                    continue
                kind = kind_of(part)
                if kind in TABLE_OF and spot.key not in TABLES and f'"{word_of(type(part))}"' not in lines:  # it stands where it is named
                    lines = with_names(text, lines)
                settings = len([argument for argument in arguments(type(part)) if _is_written(argument, argument.of(part))])  # type: ignore[arg-type]
                use = Use(path.name, agreement.name, _source(text), lines, settings, named, clause)
                self._uses.setdefault(_sign(part), []).append(use)

    def of(self, entry: Entry) -> list[Use]:
        """The uses of a word, one for each contract, the most telling first."""
        sign = entry.word if issubclass(entry.made, Window) else entry.made
        best: dict[str, Use] = {}
        for use in sorted(self._uses.get(sign, ()), key=lambda use: use.rank):
            best.setdefault(use.file, use)
        return list(best.values())


def _source(text: str) -> str:
    """The source that the comment at the head of a contract names."""
    lines = [line.lstrip("# ") for line in text.partition("\n\n")[0].splitlines() if line.startswith("#")]
    match = _SOURCE.search(" ".join(lines))
    return match[1] if match else MADE_UP


def _sign(part: object) -> object:
    """The sign that an entry finds a part by: its class, or the first word of the phrase of a window."""
    if not isinstance(part, Steps | Rolling | WholeTerm):
        return type(part)
    phrase = part.text() or bare_window(part).text() or ""
    return "whole term" if isinstance(part, WholeTerm) else phrase.split()[0]


def _is_written(argument: Argument, held: object) -> bool:
    return argument.needed or isinstance(held, Window) or not same(held, argument.default)


def _parts(value: object, spot: Spot) -> Iterator[tuple[object, Spot]]:
    """Every part of an agreement that a document writes, and where it stands."""
    if isinstance(value, tuple | list):
        for number, part in enumerate(value):
            top = attrs.has(type(part)) and not spot.objective and is_table(type(part))
            yield from _parts(part, attrs.evolve(spot, number=number) if top else spot)
    elif isinstance(value, Mapping):
        yield from _parts(tuple(value.values()), spot)
    elif attrs.has(type(value)) and (kind_of(value) or is_table(type(value)) or isinstance(value, Agreement)):
        spot = attrs.evolve(spot, objective=value) if isinstance(value, Objective) else spot
        yield value, spot
        for argument in () if isinstance(value, Steps | WholeTerm) else arguments(type(value)):  # type: ignore[arg-type]
            held = argument.of(value)
            if _is_written(argument, held):
                yield from _parts(held, attrs.evolve(spot, key=argument.name) if isinstance(value, Agreement) else spot)
