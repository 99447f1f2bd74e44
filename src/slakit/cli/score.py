"""`slakit score`: a contract and files of records in, a statement out."""

import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime

from slakit.agreements.agreement import Agreement
from slakit.cli.imported import imported
from slakit.cli.progress import Progress
from slakit.cli.show import IN_DOUBT, MET, MISSED, report_of, say, write_new, write_report
from slakit.cli.sources import sources
from slakit.documents.load_dump import load
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.engine.evaluate import evaluate
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.errors import RecordError, UnitError, UsageError, close_match
from slakit.reports.base import Report
from slakit.timeline.instants import instant, moment
from slakit.timeline.zone import exact_instant, zone_name


def score(options: Namespace) -> int:
    """Write the statement; the status is 1 when one of its lines is missed, 3 when unread records could change one that is not."""
    return scored(options, report_of(options.format))


def scored(options: Namespace, write: Report) -> int:
    """Write the statement as a report, to `--output` if there is one; the status is that of `score`."""
    agreement = load(options.contract, STANDARD if options.vocabulary is None else STANDARD | words(options.vocabulary))
    as_of = None if options.as_of is None else instant_of(options.as_of, agreement)
    names = [objective.name for objective in agreement.objectives]
    if options.explain is not None and options.explain not in names:
        raise UsageError(f"--explain {options.explain!r} is not an objective of {agreement.name!r}{close_match(options.explain, names)}")
    with Progress(sys.stderr) as progress:
        records = sources(agreement, options, progress)
        if not records:
            raise UsageError(f"no stream has a file; write --data {agreement.streams[0]}=records.csv, or --columns columns.toml")
        statement = evaluate(agreement, records, period=options.period, as_of=as_of, details=getattr(write, "with_charts", False))
    if as_of is not None and not statement.lines:
        _refuse_unbegun(agreement, options.period, as_of)
    unread = dict.fromkeys(problem for files in records.values() for problem in files.unread())  # streams of one log share its files
    if unread:
        raise RecordError(*unread)
    if options.explain is None:
        write_report(statement, write, options.output)
    elif options.output is None:
        say(str(statement.explain(options.explain)))
    else:
        write_new(options.output, f"{statement.explain(options.explain)}\n")
    if statement.missed:
        return MISSED
    return IN_DOUBT if statement.doubtful and statement.unread > options.allow_unread else MET


def _refuse_unbegun(agreement: Agreement, period: str | None, as_of: datetime) -> None:
    """Raise UsageError when none of the periods asked for has begun, for nothing is judged then."""
    wanted, objectives = chosen(period, agreement), Plan.of(agreement).objectives
    first = min(objective.schedule.periods[index].span.first for objective in objectives for index in wanted.of(objective.schedule))
    if instant(as_of) > first:
        return
    shown, begins = (at.isoformat(sep=" ", timespec="minutes") for at in (as_of.astimezone(agreement.zone), moment(first, agreement.zone)))
    asked = f"no period of {agreement.name!r}" + (f" in {period!r}" if period else "")
    raise UsageError(f"as of {shown} {asked} has begun; write an --as-of after {begins}")


def words(text: str) -> Mapping[str, object] | Vocabulary:
    """Return the vocabulary that MODULE:NAME names."""
    vocabulary = imported("vocabulary", text, "kpis:WORDS")
    if not isinstance(vocabulary, Mapping | Vocabulary):
        module = text.partition(":")[0]
        example = f"write WORDS = {{'empathy': empathy}} in {module}, with a metric or a penalty rule for each word"
        raise UsageError(f"--vocabulary {text!r} is not a vocabulary; {example}")
    return vocabulary


def instant_of(text: str, agreement: Agreement) -> datetime:
    """The instant of an ISO text; one without an offset is the local time of the agreement's zone, and must be a plain one there.

    >>> instant_of("2026-03-10T09:00", agreement).isoformat()
    '2026-03-10T09:00:00+00:00'
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of {text!r} is not a time; write '2026-04-01T00:00' or '2026-04-01T00:00+01:00'") from None
    if at.utcoffset() is not None:
        return at
    try:
        return moment(exact_instant(at, agreement.zone), agreement.zone)
    except UnitError as error:
        what = "repeated" if "repeated" in str(error) else "skipped"
        written, named = at.replace(tzinfo=agreement.zone).isoformat(), zone_name(agreement.zone)
        raise UsageError(f"--as-of {text!r} was {what} by a clock change in {named}; write its offset, {written!r}") from None
