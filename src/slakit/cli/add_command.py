"""add_command: one more command of the command line."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any


def add_command(commands: Any, name: str, help: str, epilog: str, description: str = "") -> ArgumentParser:
    """Add the parser of a command; without a description its line of help is one."""
    parser: ArgumentParser = commands.add_parser(
        name,
        help=help,
        description=description or f"{help[0].upper()}{help[1:]}.",
        epilog=epilog,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return parser
