"""Old words: arguments that have another name now; who writes one is told the new one, in Python and in documents."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from slakit.errors import ContractError

Made = TypeVar("Made")

# one word for one thing: `credit` is what a rule pays, `of` is what a share is a share of
OLD_WORDS: Mapping[str, Mapping[str, str]] = {
    "PerBreach": {"amount": "credit"},
    "Product": {"rate": "credit"},
    "Average": {"base": "of"},
    "Part": {"base": "of"},
    "Less": {"base": "of"},
}


def new_word(made: type, word: str) -> str | None:
    """The name that an argument of a class has now, if it has another than it had."""
    return OLD_WORDS.get(made.__name__, {}).get(word)


def refuses_old_words(made: type[Made]) -> type[Made]:
    """Decorate a class so that an old word for an argument is refused with the new one."""
    construct: Callable[..., None] = made.__init__

    @wraps(construct)
    def init(self: Any, *given: Any, **named: Any) -> None:
        problems = [f"{word}= is called {new_word(made, word)}= now; write {new_word(made, word)}={named[word]!r}" for word in named
                    if new_word(made, word)]  # fmt: skip
        if problems:
            raise ContractError(*(f"{made.__name__}: {problem}" for problem in problems))
        construct(self, *given, **named)

    made.__init__ = init  # type: ignore[method-assign]  # the same, with better errors
    return made
