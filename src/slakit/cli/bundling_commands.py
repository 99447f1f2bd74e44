"""The commands by which one party sends a statement and the other verifies it: bundle, verify and sign."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from slakit.cli.add_command import add_command
from slakit.cli.by_stream import add_options

BUNDLE = """The statement is shown. It is recomputed from what is written before the file is.
exit status: 0 written, 2 the contract, the records or the command is wrong

example:
  slakit bundle contract.toml --data outages=march.csv --period 2026-03 --output march.zip
  slakit bundle contract.toml --data outages=march.csv --closed statements --period 2026-03 --output march.zip
"""
VERIFY = """Whoever can change a bundle can make its seal anew; a signature says whose it is.
exit status: 0 all of it holds, 1 something does not, 2 the file is no bundle, or the records or the command are wrong

example:
  slakit verify march.zip --key public.pem
"""
SIGN = """The signature is Ed25519, of 64 bytes, as openssl reads it. Wants pip install 'slakit[sign]'.
exit status: 0 signed, 2 the file is no bundle, or the key or the command is wrong

example:
  slakit sign march.zip --key private.pem
"""
Add = Callable[[ArgumentParser], None]


def add_bundling_commands(commands: Any, add_data: Add, add_vocabulary: Add) -> None:
    """Add their parsers to those of the command line."""
    parser = add_command(commands, "bundle", "write a statement with its contract and records into one file to send", BUNDLE)
    add = parser.add_argument
    add("contract", metavar="CONTRACT", help="the document of the agreement, such as contract.toml")
    add_data(parser)
    add("--period", help="2026, 2026-Q1, 2026-03, 2026-W10 or 2026-03-05; otherwise the whole term")
    add("--as-of", metavar="TIME", help="as things stood then; otherwise at the end of the period, or the latest record")
    add("--statements", metavar="DIR", help="the folder or the database of closed statements, for those of earlier periods")
    add("--closed", metavar="FILE", help="bundle the very statement that slakit close or amend kept: statements/2026-06.json, or the "
        "folder or database, which then has those of earlier periods as well, with --period")  # fmt: skip
    add("--records-as", default="records", choices=["records", "digests"],
        help="records (the default), or digests: no record is in the file, and the other party verifies it with its own")  # fmt: skip
    add_options(parser)
    add_vocabulary(parser)
    add("--output", required=True, metavar="FILE", help="the file to write, which must not be there yet, such as march.zip")

    parser = add_command(commands, "verify", "recompute a bundle, and say what of it does not hold", VERIFY)
    add = parser.add_argument
    add("bundle", metavar="FILE", help="the file of slakit bundle")
    add_data(parser)
    add("--key", metavar="FILE", help="the public key of the one who signed it, PEM; its signature is then checked as well")
    add("--signature", metavar="FILE", help="the signature; otherwise that of FILE.sig")
    add("--every", action="store_true", help="list what holds as well")
    add_options(parser)
    add_vocabulary(parser)
    add("--format", default="text", choices=["text", "markdown", "json"], help="text (the default), markdown or json")

    parser = add_command(commands, "sign", "sign a bundle with a private key", SIGN)
    add = parser.add_argument
    add("bundle", metavar="FILE", help="the file of slakit bundle")
    add("--key", required=True, metavar="FILE", help="the private key, Ed25519 in PEM")
    add("--password-file", metavar="FILE", help="the file of its password, if it has one; otherwise it is asked for")
    add("--signature", metavar="FILE", help="the file to write; otherwise FILE.sig")
