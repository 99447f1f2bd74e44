"""bundle: a statement, its contract and its records in one file that the other party can verify."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import tzinfo
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from slakit.agreements.agreement import Agreement
from slakit.bundles.bundle_file import Bundle, read_bundle
from slakit.bundles.bundled_history import of_history
from slakit.bundles.bundled_records import Streams, canonical_streams, record_entries
from slakit.bundles.compared_statements import compared
from slakit.bundles.made_again import made_again
from slakit.bundles.manifest import CONTRACT, DIGESTS, NAME, RECORDS, STATEMENT, Manifest, history_name, json_entry
from slakit.bundles.versions import versions
from slakit.bundles.written_period import spans_of, written_period
from slakit.bundles.zip_entries import MOST_BYTES, MOST_ENTRIES, packed
from slakit.documents.load_dump import dumps, loads
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.errors import ContractError, SlakitError, UsageError, first_cause, reason
from slakit.metrics.record import canonical
from slakit.statements.parse import lines_of, plain_of, unsealed_of
from slakit.statements.plain_data import required
from slakit.statements.seal import seal_of
from slakit.statements.statement import Statement
from slakit.statements.stores.whole_file import write_whole
from slakit.timeline.instants import instant, moment
from slakit.timeline.zone import zone, zone_name
from slakit.windows.period import Period

SEVERAL = 3  # labels, of which each may be the period that was asked for


def bundle(
    statement: Any,
    records: Mapping[str, Any],
    path: str | os.PathLike[str],
    *,
    agreement: Agreement,
    period: Any = None,
    history: Any = None,
    timezone: str | tzinfo | None = None,
    records_as: Literal["records", "digests"] = "records",
    vocabulary: Vocabulary = STANDARD,
) -> Bundle:
    """Write one file with a statement, its contract, its records and what made it, by which the other party verifies it.

    >>> outages = [{"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}]
    >>> bundle(statement, {"outages": outages}, "march.zip", agreement=agreement)
    <Bundle march.zip: 1 record, seal ...>

    The statement is a Statement, a ClosedStatement, or what their to_dict or to_json gave; of a closed one `verify` says which it is.
    `records`, `period`, `history` and `timezone` are those that `evaluate` was given, and a period of the calendar need not be named
    again. With `records_as="digests"` the file has no record, only the SHA-256 of each, and the other party verifies it with records of
    its own. What is written is recomputed first: UsageError says what of the statement the records do not come to, and what of the
    contract cannot be written, such as a function that is not among the words of `vocabulary`. The file is written whole or not at all,
    and none is overwritten.
    """
    if records_as not in (RECORDS, DIGESTS):
        raise UsageError(f"records_as={records_as!r} is not a form of records; write 'records' or 'digests'")
    if not isinstance(agreement, Agreement):
        raise UsageError(f"agreement={agreement!r} is not an agreement; write the one that the statement is of")
    if not isinstance(records, Mapping):
        raise UsageError(f"records is {type(records).__name__}, not records by stream; write {{'outages': [...]}}")
    written, seal = unsealed_of(statement)
    closed = seal if seal and seal == seal_of(canonical(written)) else None
    contract, text = _contract(agreement, vocabulary)
    as_of = required(written, "as_of", str, "statement")
    streams = canonical_streams(contract, records, required(written, "as_of", instant, "statement"), timezone)
    past = [plain_of(one) for one in (history if isinstance(history, list | tuple) else [] if history is None else [history])]
    if records_as == DIGESTS and any(map(has_details, (written, *past))):
        raise UsageError("a statement has details, which hold records, and records_as='digests' keeps them out; write one without details")
    tz = None if timezone is None else zone_name(zone(timezone))
    asked = _asked(written, contract, streams, period, past, tz)
    listed, entries = record_entries(streams, records_as)
    entries |= {
        CONTRACT: text.encode(),
        STATEMENT: json_entry(written),
        **{history_name(index): json_entry(one) for index, one in enumerate(past)},
    }
    manifest = Manifest(
        closed=closed, made_by=versions(), records_as=records_as, period=written_period(asked), as_of=as_of, timezone=tz, history=len(past),
        streams=listed, entries={name: sha256(content).hexdigest() for name, content in sorted(entries.items())},
    )  # fmt: skip
    _write(Path(path), {**entries, NAME: manifest.to_bytes()})
    return read_bundle(path)


def recomputed(
    contract: Agreement, streams: Streams, period: Any, written: Mapping[str, Any], history: list[Any], timezone: str | None
) -> Statement:
    """The statement of canonical records, by the contract and the arguments that a bundle has; with details if `written` has them.

    Of the statements that they may come to as of its instant it is the one of its digest, or else the first.
    """
    readers = {name: stream.reader() for name, stream in streams.items()}
    asked = {"period": period, "history": history or None, "timezone": timezone, "details": has_details(written)}
    dated, *undated = made_again(contract, readers, written["as_of"], **asked)
    return next((one for one in undated if one.digest == written.get("digest") != dated.digest), dated)


def has_details(written: Mapping[str, Any]) -> bool:
    """True for a statement that lists the records of its lines."""
    return any(isinstance(line, dict) and "details" in line for line in written["lines"])


def _contract(agreement: Agreement, vocabulary: Vocabulary) -> tuple[Agreement, str]:
    """The agreement as the other party reads it, and its text."""
    try:
        text = dumps(agreement, "json", vocabulary)
        text.encode()
        return loads(text, "json", vocabulary, files=False), text
    except (ContractError, UsageError) as error:
        raise UsageError(*(f"the contract cannot be bundled: {problem}" for problem in error.problems)) from None
    except UnicodeEncodeError:
        raise UsageError("the contract cannot be bundled: it has a sign that is half of one; write whole signs") from None


def _asked(written: Mapping[str, Any], contract: Agreement, streams: Streams, period: Any, history: list[Any], timezone: str | None) -> Any:
    """Return the period that the statement was asked for: the one that is given, or the one by which it comes out."""
    given = chosen(period, contract).span if isinstance(period, tuple) else period
    if isinstance(given, Period) and given.span not in spans_of(given, contract):
        raise UsageError(f"period={given!r} is not what {contract.name!r} calls {given.label!r}; write period='2026-03', or a span")
    guesses = _guesses(written, contract) if given is None else [given]
    problems: list[str] = []
    for guess in guesses:
        try:
            made = recomputed(contract, streams, guess, written, history, timezone)
        except SlakitError as error:
            problems = problems or [first_cause(error)]
            continue
        checks = [*compared(written, made.to_dict()), *of_history(contract, streams, guess, written["as_of"], history, timezone)]
        differing = [str(check) for check in checks if not check.holds]
        if not differing:
            return guess
        problems = problems or differing
    more = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
    remedy = "write the records, period= and history= that evaluate was given, and records that can be read more than once"
    raise UsageError(f"the statement is not what its records come to: {problems[0]}{more}; {remedy}")


def _guesses(written: Mapping[str, Any], contract: Agreement) -> list[str | None]:
    """The periods that may have been asked for: those that hold all lines, the fewest others first."""
    lines, plan = lines_of(written), Plan.of(contract)
    titles = {(line.name, line.period.label) for line in lines}
    labels = dict.fromkeys(line.period.label for line in lines)
    last = max((line.period.span.last for line in lines), default=contract.span.last)
    day = moment(last - 1).astimezone(contract.zone).date()
    year, week, _ = day.isocalendar()
    spans = [f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", f"{day.year}", f"{year}-W{week:02}", f"{day}"]
    held: dict[str | None, int] = {}
    for label in (*spans, *(labels if len(labels) <= SEVERAL else ()), None):
        selection = chosen(label, contract)
        names = {
            (planned.objective.name, planned.schedule.periods[index].label)
            for planned in plan.objectives
            for index in selection.of(planned.schedule)
        }
        if titles <= names:
            held[label] = len(names)
    return sorted(held, key=lambda label: held[label])


def _write(path: Path, entries: Mapping[str, bytes]) -> None:
    size = sum(map(len, entries.values()))
    if size > MOST_BYTES or len(entries) > MOST_ENTRIES:
        problem = f"the bundle has {size:,} bytes in {len(entries):,} entries, and no more than {MOST_BYTES:,} in {MOST_ENTRIES:,} are read"
        raise UsageError(f"{problem}; write records_as='digests', or bundle a shorter period")
    try:
        write_whole(path, packed(entries))
    except FileExistsError:
        raise UsageError(f"{path} is there already; write another path, or take it away") from None
    except OSError as error:
        raise UsageError(f"{path} is not a file that can be written ({reason(error)}); write another path") from None
