"""`slakit bundle`, `verify` and `sign`: one file with a statement and what it was made of, which the other party recomputes."""

import os
import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path

from slakit.agreements.agreement import Agreement
from slakit.bundles.bundle_file import read_bundle
from slakit.bundles.detached_signature import is_encrypted, sign as sign_bundle
from slakit.bundles.make_bundle import bundle as write_bundle
from slakit.bundles.manifest import DIGESTS
from slakit.bundles.verify_bundle import verify as verify_bundle
from slakit.cli.closed_statement import closed_statement, is_store
from slakit.cli.closing import closed_before, store_of
from slakit.cli.inputs import as_of_option, inputs_of, records_of, refuse_unread, vocabulary_of
from slakit.cli.progress import Progress
from slakit.cli.show import MET, MISSED, note, say
from slakit.engine.evaluate import evaluate
from slakit.errors import UsageError, reason
from slakit.statements.closed import ClosedStatement
from slakit.statements.statement import Statement
from slakit.timeline.instants import moment
from slakit.values.json_text import json_text


def bundle(options: Namespace) -> int:
    """Evaluate a period, and write its statement with contract and records into one file."""
    if os.path.lexists(options.output):
        raise UsageError(f"{options.output!r} is there already; write another --output, or take it away")
    closed = None if options.closed is None else closed_statement(options)
    with inputs_of(options) as (agreement, records):
        past = _earlier(options, agreement, closed)
        if closed is None:
            statement = evaluate(agreement, records, period=options.period, as_of=as_of_option(options, agreement), history=past)
        else:
            statement = Statement.from_json(closed)
        refuse_unread(records)
        made = write_bundle(
            statement, records, options.output, agreement=agreement, period=options.period, history=past,
            records_as=options.records_as, vocabulary=vocabulary_of(options),
        )  # fmt: skip
    say(str(statement))
    note(f"bundled in {options.output}, seal {made.seal}")
    return MET


def _earlier(options: Namespace, agreement: Agreement, closed: ClosedStatement | None) -> list[ClosedStatement] | None:
    """The closed statements of earlier periods: of `--statements`, or of the folder or database of `--closed`."""
    folder = options.statements
    if closed is None:
        return None if folder is None else closed_before(store_of(folder), agreement, options.period)
    if options.as_of is not None:
        raise UsageError("--closed is a statement as of an instant of its own, and takes no --as-of; leave it out")
    if folder is None and is_store(options.closed):
        folder = options.closed
    first = min((line.period.span.first for line in closed.lines), default=None)
    return None if folder is None or first is None else store_of(folder).history(agreement.name, moment(first))


def verify(options: Namespace) -> int:
    """Recompute a bundle, and write what does not hold; the status is 1 if anything does not."""
    vocabulary, records = vocabulary_of(options), None
    if options.data or options.columns is not None:
        with Progress(sys.stderr) as progress:
            records = records_of(read_bundle(options.bundle).contract(vocabulary), options, progress)
    elif read_bundle(options.bundle).records_as == DIGESTS:
        streams = [one.stream for one in read_bundle(options.bundle).manifest.streams]
        files = " ".join(f"--data {stream}=FILE" for stream in streams) or "--data STREAM=FILE"
        raise UsageError(f"{options.bundle} holds digests of its records, not the records; write {files}")
    made = verify_bundle(options.bundle, records, key=options.key, signature=options.signature, vocabulary=vocabulary)
    if records is not None:
        refuse_unread(records)
    if options.format == "json":
        say(json_text(made.to_dict()))
    else:
        say(made.to_markdown() if options.format == "markdown" else made.to_text(options.every))
    return MET if made else MISSED


def sign(options: Namespace) -> int:
    """Write the signature of a bundle beside it."""
    password = None
    if options.password_file is not None:
        try:
            password = Path(options.password_file).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{options.password_file} cannot be read ({reason(error)}); write the file of the password") from None
    elif is_encrypted(options.key):
        if not sys.stdin.isatty():
            raise UsageError(f"{options.key} wants a password, and nobody can be asked; write --password-file FILE")
        password = getpass(f"password of {options.key}: ")
    say(f"signed in {sign_bundle(options.bundle, options.key, password=password, signature=options.signature)}")
    return MET
