"""`slakit diff`: two versions of a contract in, what differs out."""

import sys
from argparse import Namespace
from collections.abc import Sequence

from slakit.agreements.agreement import Agreement
from slakit.analysis.diffs.diff import compared
from slakit.cli.columns_file import Fields
from slakit.cli.inputs import vocabulary_of
from slakit.cli.progress import Progress
from slakit.cli.show import MET, MISSED, say
from slakit.cli.sources import fields_of, sources
from slakit.documents.load_dump import load
from slakit.engine.evaluate import evaluate
from slakit.errors import RecordError, UsageError, close_match
from slakit.statements.statement import Statement
from slakit.values.json_text import json_text

SAME, DIFFERENT = MET, MISSED


def diff(options: Namespace) -> int:
    """Write what differs; the status is 1 when a term does."""
    vocabulary = vocabulary_of(options)
    old, new = (load(path, vocabulary) for path in (options.old, options.new))
    before, after = (None, None) if not options.data and options.columns is None else _statements(old, new, options)
    differences = compared(old, new, before, after, options.period)
    if options.format == "json":
        say(json_text(differences.to_dict()))
    else:
        say(differences.to_markdown() if options.format == "markdown" else str(differences))
    return DIFFERENT if differences else SAME


def _statements(old: Agreement, new: Agreement, options: Namespace) -> tuple[Statement, Statement]:
    """The statement of each version over the files of the streams that it reads."""
    streams = [(*one.streams, *dict(one.logs)) for one in (old, new)]
    either = dict.fromkeys(stream for names in streams for stream in names)
    unknown = [(text, name) for text in options.data if (name := text.partition("=")[0]) not in either]
    if unknown:
        problem = "is not a stream of either contract"
        raise UsageError(*(f"--data {text!r}: {name!r} {problem}{close_match(name, either)}" for text, name in unknown))
    before, after = (
        _statement(one, names, [stream for stream in either if stream not in names], options, fields_of(old, new))
        for one, names in zip((old, new), streams, strict=True)
    )
    return before, after


def _statement(agreement: Agreement, streams: Sequence[str], others: Sequence[str], options: Namespace, fields: Fields) -> Statement:
    own = [text for text in options.data if text.partition("=")[0] in streams]
    with Progress(sys.stderr) as progress:
        records = sources(agreement, Namespace(**{**vars(options), "data": own}), progress, others, fields)
        statement = evaluate(agreement, records, period=options.period)
    unread = dict.fromkeys(problem for files in records.values() for problem in files.unread())
    if unread:
        raise RecordError(*unread)
    return statement
