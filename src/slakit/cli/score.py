"""`slakit score`: a contract and files of records in, a statement out."""

import sys
from argparse import Namespace
from datetime import datetime

from slakit.agreements.agreement import Agreement
from slakit.cli.progress import Progress
from slakit.cli.show import say, shaped
from slakit.cli.sources import sources
from slakit.documents.files import load
from slakit.engine.evaluate import evaluate
from slakit.errors import UnitError, UsageError
from slakit.timeline.instants import moment
from slakit.timeline.zone import exact_instant, zone_name


def score(options: Namespace) -> int:
    """Write the statement; the status is 1 when one of its lines is missed."""
    agreement = load(options.contract)
    as_of = None if options.as_of is None else instant_of(options.as_of, agreement)
    with Progress(sys.stderr) as progress:
        records = sources(agreement, options, progress)
        statement = evaluate(agreement, records, period=options.period, as_of=as_of)
    say(str(statement.explain(options.explain)) if options.explain is not None else shaped(statement, options))
    return 1 if statement.missed else 0


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
        offset = f"{at.replace(tzinfo=agreement.zone).isoformat()}"
        raise UsageError(f"--as-of {text!r} was {what} by a clock change in {zone_name(agreement.zone)}; write its offset, {offset!r}") from None
