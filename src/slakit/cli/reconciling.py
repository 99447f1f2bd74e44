"""`slakit reconcile`: two statements in, or a contract and the records of two parties; what differs out, and why."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

from slakit.agreements.agreement import Agreement
from slakit.analysis.reconciliations.reconcile import reconcile as reconciled
from slakit.analysis.reconciliations.reconciliation import Reconciliation
from slakit.bundles.bundle_file import Bundle, read_bundle
from slakit.bundles.written_period import period_of
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
    vocabulary, bundle = vocabulary_of(options), _bundle(options.files[0])
    agreement = load(options.files[0], vocabulary) if bundle is None else bundle.contract(vocabulary)
    held, period = (None, None) if bundle is None else (bundle.records(vocabulary), period_of(bundle.manifest.period))
    as_of = as_of_option(options, agreement)
    with Progress(sys.stderr) as progress:
        ours, theirs = _records(agreement, options, progress, held)
        answer = reconciled(ours, theirs, agreement, period=options.period or period, as_of=as_of, most=options.most)
    for records in (ours, theirs):
        if records is not held:
            refuse_unread(records)
    return answer


def _bundle(path: str) -> Bundle | None:
    """The bundle of the other party in place of a contract; None for a file that is no zip."""
    return read_bundle(path) if is_zipfile(path) else None


def _records(agreement: Agreement, options: Namespace, progress: Progress, held: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The files of the records of both, or those `held` by a bundle of the party that has no files.

    Raises UsageError with every option of either that does not fit.
    """
    sides: list[dict[str, Any]] = []
    problems: list[str] = []
    if held is not None and bool(OURS.has_files(options)) == bool(THEIRS.has_files(options)):
        what = f"{options.files[0]} holds the records of one party"
        raise UsageError(f"{what}; write the files of the other alone, as {OURS.data} {agreement.streams[0]}=ours.csv")
    for side in (OURS, THEIRS):
        if held is not None and not side.has_files(options):
            sides.append(held)
            continue
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
