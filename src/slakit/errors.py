"""Every error that slakit raises; the class says whose fault it is.

    SlakitError
    ├── ContractError    the agreement, or the document it was read from, is wrong
    ├── RecordError      the records are wrong
    ├── UnitError        a number, a unit, a currency does not fit (also a ValueError)
    └── UsageError       slakit was called wrongly
        └── MissingExtra     an optional package is not installed (also an ImportError)

A message reads `<what was written> is not <what was wanted>; write '<example>'`. An error that has found several problems lists
them all, one a line, and carries them in `.problems`. Only a call with an argument that a constructor does not have, or without one
that it needs, is Python's own TypeError: it names the class and the argument, and editors and type checkers see it before it is run.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from importlib import import_module
from typing import Any


class SlakitError(Exception):
    """Any error of slakit; `problems` holds one text for each thing that is wrong."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what another process makes the same error of, each problem by itself."""
        return _raised_elsewhere, (type(self), self.problems), self.__dict__


def _raised_elsewhere(kind: type[SlakitError], problems: tuple[str, ...]) -> SlakitError:
    error = kind.__new__(kind)
    SlakitError.__init__(error, *problems)
    return error


class ContractError(SlakitError):
    """The agreement is wrong."""


JOINT = ("together", "names", "document", "bounds", "files")


class Joint(str):
    """A problem that no schema of a document shows, since it is of several values; `kind` is one of JOINT.

    "together": values of one table that do not fit each other. "names": a name that stands for nothing, or for itself. "document": what one
    part of the agreement says of another. "bounds": more than is read. "files": a file that is not opened.
    """

    kind: str

    def __new__(cls, problem: str, kind: str) -> "Joint":
        made = super().__new__(cls, problem)
        made.kind = kind
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Return what a copy is made of."""
        return str(self), self.kind


def reworded(problem: str, text: str) -> str:
    """Another text for a problem, of the same kind."""
    return Joint(text, problem.kind) if isinstance(problem, Joint) else text


class RecordError(SlakitError):
    """The records are wrong."""


class UnitError(SlakitError, ValueError):
    """A number, a unit or a currency does not fit."""


class UsageError(SlakitError):
    """slakit was called wrongly."""


class MissingExtra(UsageError, ImportError):
    """An optional package is not installed; the message names the extra that brings it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed; write pip install 'slakit[{extra}]'")


def optional(package: str, extra: str) -> Any:
    """Return an optional package, imported; MissingExtra names the extra that brings it."""
    try:
        return import_module(package)
    except ImportError as error:
        raise MissingExtra(error.name or package, extra) from None


def installed(package: str) -> bool:
    """True if an optional package is installed; it is not loaded."""
    from importlib.util import find_spec

    return find_spec(package) is not None


def reason(error: Exception) -> str:
    """Return the reason for which the system refused a file, in lower case."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def first_cause(error: Exception) -> str:
    """The part of an error that says what is wrong, without its remedy, for a message that has a better one.

    >>> first_cause(UnitError("'x' is not a number; write 3"))
    "'x' is not a number"
    """
    return str(error).partition("; ")[0]


def near_or(word: object, options: Iterable[object], remedy: str) -> str:
    """`; did you mean 'x'?` when a known word is near, otherwise another remedy; never both, since a fault has one."""
    near = close_match(word, options)
    return near if near.endswith("?") else f"; {remedy}"


def close_match(word: object, options: Iterable[object]) -> str:
    """`; did you mean 'x'?` when a known word is near, otherwise the known words."""
    names = sorted({str(name) for name in options})
    near = get_close_matches(str(word), names, n=1)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known: {', '.join(names)}" if names else ""
