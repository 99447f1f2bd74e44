"""One of two parties on the command line: the options that name its files and say how they are read."""

from argparse import SUPPRESS, ArgumentParser, Namespace

from attrs import Factory, field, frozen

from slakit.readers.options import ReadOptions


@frozen
class Side:
    """The party whose files are `--ours` or `--theirs`; without a name there is one set of files, and it is `--data`.

    >>> from slakit.cli.side import Side
    >>> Side("theirs").data, Side("theirs").flag("time_format"), Side().flag("time_format")
    ('--theirs', '--theirs-time-format', '--time-format')
    """

    name: str = ""
    data: str = field(default=Factory(lambda self: f"--{self.name or 'data'}", takes_self=True))

    def flag(self, name: str) -> str:
        """The option of this party for one that is there without a party as well."""
        return f"--{'-'.join(filter(None, (self.name, name))).replace('_', '-')}"

    def own(self, options: Namespace) -> Namespace:
        """The options of this party alone, by the names that they have where there is one set of files."""
        names = ["columns", *ReadOptions.flags()]
        return Namespace(data=getattr(options, self.name), **{name: getattr(options, f"{self.name}_{name}") for name in names})

    def has_files(self, options: Namespace) -> bool:
        """True if an option names a file of this party."""
        return bool(getattr(options, self.name) or getattr(options, f"{self.name}_columns"))

    def add_options(self, parser: ArgumentParser) -> None:
        """Give a command the options of this party; its help leaves out those of the readers, which it lists once for both parties."""
        add = parser.add_argument
        who = "we" if self.name == "ours" else "they"
        add(self.data, action="append", default=[], metavar="STREAM=FILE",
            help=f"records of a stream, or of an event log that the contract names, as {who} have them; several times")  # fmt: skip
        add(self.flag("columns"), metavar="FILE", help=f"a file that names the files that {who} have, and says how they are read")
        for name in ReadOptions.flags():
            add(self.flag(name), action="append", default=[], help=SUPPRESS)


ONLY, BOTH = Side(), Side("", "--ours")
OURS, THEIRS = Side("ours"), Side("theirs")
