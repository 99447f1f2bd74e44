"""whole_number: the type of an option that is a number of things."""

from argparse import ArgumentTypeError
from collections.abc import Callable


def whole_number(what: str, example: str, least: int = 0, most: int = 10**18) -> Callable[[str], int]:
    """Return the type of an option of the command line that is a number of something, and refuses others with an example.

    >>> from slakit.cli.whole_number import whole_number
    >>> whole_number("a number of records", "--allow-unread 3")("-1")
    Traceback (most recent call last):
    ...
    argparse.ArgumentTypeError: '-1' is not a number of records; write --allow-unread 3
    """

    def read(text: str) -> int:
        number = int(text) if text.isdecimal() and len(text) < 20 else -1
        if least <= number <= most:
            return number
        raise ArgumentTypeError(f"{text!r} is not {what}; write {example}")

    return read
