"""`slakit reconcile`: two statements in, or a contract and the records of two parties; what differs out, and why."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.analysis.reconciliations.reconcile import reconcile as reconciled
from slakit.analysis.reconciliations.reconciliation import Reconciliation
from slakit.cli.by_stream import StreamOptions
from slakit.cli.inputs import as_of_option, refuse_unread, vocabulary_of
from slakit.cli.progress import Progress
from slakit.cli.show import MET, MISSED, say_answer
from slakit.cli.side import BOTH, OURS, THEIRS
from slakit.cli.sources import sources
from slakit.documents.load_dump import load
from slakit.errors import UsageError, reason
from slakit.readers.options import ReadOptions
from slakit.statements.parse import lines_of, plain_of

OF_RECORDS = ("ours", "theirs", "ours_columns", "theirs_columns", "period", "as_of", "vocabulary")


def reconcile(options: Namespace) -> int:
    """Write what differs; the status is 1 when anything does."""
    if len(options.files) > 2:
        raise UsageError(f"{len(options.files)} files are not two statements or one contract; write slakit reconcile ours.json theirs.json")
    answer = _of_statements(options) if len(options.files) == 2 else _of_records(options)
    say_answer(answer, options.format)
    return MISSED if answer else MET


def _of_statements(options: Namespace) -> Reconciliation:
    sided = [f"{side.name}_{name}" for side in (OURS, THEIRS) for name in ReadOptions.flags()]
    given = [name for name in (*OF_RECORDS, *ReadOptions.flags(), *sided) if getattr(options, name)]
    problems = [
        f"--{name.replace('_', '-')} is for records, and {' and '.join(options.files)} are read as two statements; "
        "write one contract and the records of each, or leave it out"
        for name in given
    ]
    statements = []
    for path in options.files:
        try:
            statements.append(plain_of(Path(path).read_bytes()))
            lines_of(statements[-1])
        except OSError as error:
            problems.append(f"{path!r} is not a file that can be read ({reason(error)}); write the path of a statement")
        except UsageError as error:
            remedy = "write what slakit score --json wrote, or a file of slakit close"
            problems += [f"{path}: {problem.partition('; write ')[0]}; {remedy}" for problem in error.problems]
    if problems:
        raise UsageError(*problems)
    ours, theirs = statements
    return reconciled(ours, theirs)


def _of_records(options: Namespace) -> Reconciliation:
    agreement = load(options.files[0], vocabulary_of(options))
    as_of = as_of_option(options, agreement)
    with Progress(sys.stderr) as progress:
        ours, theirs = _records(agreement, options, progress)
        answer = reconciled(ours, theirs, agreement, period=options.period, as_of=as_of, most=options.most)
    for records in (ours, theirs):
        refuse_unread(records)
    return answer


def _records(agreement: Agreement, options: Namespace, progress: Progress) -> list[dict[str, Any]]:
    """The files of the records of both; raises UsageError with every option of either that does not fit."""
    sides: list[dict[str, Any]] = []
    problems: list[str] = []
    for side in (OURS, THEIRS):
        try:
            made = sources(agreement, side.own(options), progress, side=side, shared=options)
        except UsageError as error:
            problems += error.problems
            continue
        sides.append(made)
        if not made:
            example = f"{side.data} {agreement.streams[0]}={side.name}.csv"
            problems.append(f"no stream has a file of {side.name}; write {example}, or {side.flag('columns')} columns.toml")
    if not problems:
        streams = {*sides[0], *sides[1]}
        logs = {log for log, one in agreement.logs if not streams.isdisjoint(one.made().values())}
        problems += StreamOptions(options, (*agreement.streams, *dict(agreement.logs)), side=BOTH).without_files(streams | logs)
    if problems:
        raise UsageError(*dict.fromkeys(problems))
    return sides
