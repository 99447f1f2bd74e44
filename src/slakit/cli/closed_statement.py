"""`--closed`: the very statement that was closed, of a file, or of a folder or a database of them, in place of one that is made anew."""

from argparse import Namespace
from pathlib import Path

from slakit.cli.closing import DATABASES, store_of
from slakit.errors import UsageError, near_or, reason
from slakit.readers.options import ReadOptions
from slakit.statements.closed import ClosedStatement
from slakit.statements.stores.stored import StoredStatement

MADE_ANEW = ("contract", "data", "columns", "statements", "as_of", "vocabulary")  # options of a statement that is made of records


def closed_statement(options: Namespace) -> ClosedStatement:
    """The closed statement that `--closed` names: that of a file, or the last one of `--period` in a folder or a database.

    Raises UsageError where it is not there, was changed since it was closed, or is of another period.
    """
    path, period = options.closed, options.period
    if is_store(path):
        return _of_store(path, period)
    try:
        closed = ClosedStatement.from_json(Path(path).read_bytes())
    except OSError as error:
        raise UsageError(f"--closed {path!r} cannot be read ({reason(error)}); write a file of slakit close, or its folder") from None
    except UsageError as error:
        raise UsageError(*(f"--closed {path!r}: {problem}" for problem in error.problems)) from None
    if period is not None and (made := StoredStatement(closed).period) != period:
        raise UsageError(f"--period {period!r} is not that of {path}, which is {made!r}; leave it out")
    return closed


def is_store(path: str) -> bool:
    """True for a folder and for a database of closed statements."""
    return Path(path).is_dir() or path.endswith(DATABASES)


def _of_store(path: str, period: str | None) -> ClosedStatement:
    if not Path(path).exists():
        raise UsageError(f"--closed {path!r} is not there; write the folder or the database of slakit close")
    entries = store_of(path).latest()
    named = [entry for entry in entries if entry.period == period]
    if len(named) == 1:
        return named[0].statement
    if named:
        raise UsageError(f"{path} has {len(named)} agreements with a statement of {period!r}; keep one agreement in a folder")
    periods = [entry.period for entry in entries]
    if period is None:
        raise UsageError(f"--closed {path!r} holds {len(periods)} periods; write --period {periods[-1] if periods else '2026-06'!r}")
    raise UsageError(f"--period {period!r} is not closed in {path}{near_or(period, periods, 'see slakit history')}")


def refuse_others(options: Namespace) -> None:
    """Raise UsageError for what a statement is made anew of: nothing of it can change one that is closed."""
    given = [name for name in (*MADE_ANEW, *ReadOptions.flags()) if getattr(options, name, None)]
    shown = ["contract" if name == "contract" else f"--{name.replace('_', '-')}" for name in given]
    if shown:
        raise UsageError(f"--closed is a statement that no longer changes, and takes no {' or '.join(shown)}; leave it out")


def wants_contract(options: Namespace) -> None:
    """Raise UsageError where neither a contract nor a closed statement is named."""
    if options.contract is None:
        raise UsageError(
            f"no contract is named; write slakit {options.command} contract.toml --data ..., or --closed statements/2026-06.json"
        )
