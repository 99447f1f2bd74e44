"""Parser: the arguments of the command line; one that is wrong is answered with the one that is meant."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any, NoReturn

from slakit.errors import UsageError, close_match

_CHOICE = re.compile(r"argument (?P<name>.+?): invalid choice: '(?P<word>.*?)' \(choose from (?P<choices>.*)\)", re.DOTALL)
_WORD = re.compile(r"[\w-]+")


class Parser(ArgumentParser):
    """A parser whose errors look like those of the rest of slakit."""

    def error(self, message: str) -> NoReturn:
        choice = _CHOICE.fullmatch(message)
        if choice is None:
            raise UsageError(f"{message}; see {self.prog} --help")
        name, word = choice["name"], choice["word"]
        wrong = f"{word!r} is not a command of {self.prog}" if name == "COMMAND" else f"{name} {word!r} is not one of its words"
        raise UsageError(f"{wrong}{close_match(word, _WORD.findall(choice['choices']))}")

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]  # it gives what it is given
        """The arguments by name; UsageError for each option that there is not, with the one that is nearest."""
        parsed, extra = self.parse_known_args(args, namespace)
        if extra:
            command = self._command(parsed)
            raise UsageError(*dict.fromkeys(command.unknown(extra)))
        return parsed

    def unknown(self, extra: Sequence[str]) -> list[str]:
        """The problems of arguments that are left over."""
        options = [word.partition("=")[0] for word in extra if word.startswith("-") and word != "-"]
        if not options:
            return [f"{extra[0]!r} is one argument too many; see {self.prog} --help"]
        own = [name for name in self._option_string_actions if name.startswith("--")]
        nearest = [close_match(option, own) for option in options]
        see = f"; see {self.prog} --help"
        return [
            f"{option} is not an option of {self.prog}{near if near.endswith('?') else see}"
            for option, near in zip(options, nearest, strict=True)
        ]

    def _command(self, parsed: Namespace) -> "Parser":
        """The parser of the command that was given, or else this one."""
        commands = next((action.choices for action in self._actions if action.dest == "command"), None)
        command = getattr(parsed, "command", None)
        parser: Any = commands.get(command) if isinstance(commands, dict) else None
        return parser if isinstance(parser, Parser) else self
