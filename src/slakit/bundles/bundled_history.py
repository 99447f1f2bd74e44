"""Bundled history: the earlier statements that a bundle rests on, recomputed where it has their records, and named where it has not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import evolve

from slakit.agreements.agreement import Agreement
from slakit.bundles.bundle_file import Bundle
from slakit.bundles.bundled_records import Streams
from slakit.bundles.compared_statements import compared
from slakit.bundles.made_again import made_again
from slakit.bundles.manifest import history_name, json_entry, json_of
from slakit.bundles.verification import Check, form_check
from slakit.engine.evaluate import filled
from slakit.engine.plan.period_selection import PeriodSelection, chosen
from slakit.engine.plan.plan import Plan
from slakit.engine.statement.fed_lines import fed_keys
from slakit.errors import SlakitError
from slakit.metrics.record import canonical
from slakit.penalties.amounts import Amounts
from slakit.statements.closed import ClosedStatement
from slakit.statements.parse import lines_of, plain_of
from slakit.statements.stores.stored import StoredStatement
from slakit.timeline.instants import instant
from slakit.timeline.span import Span

RECOMPUTED = "recomputed of its records"
AMOUNTS = tuple(part.name for part in attrs.fields(Amounts))
FIGURES = ("name", "group", "period", "from", "until", "outcome", "judged", *AMOUNTS)
MEASURED = ("value", "unit")


def of_history(
    contract: Agreement, streams: Streams, period: Any, as_of: str, history: Sequence[Mapping[str, Any]], timezone: str | None
) -> Iterator[Check]:
    """Yield a check of each statement all of whose lines have records in the bundle: it is made anew, and its figures are compared.

    Of an event log the rows are those of a later instant, and nothing is made anew.
    """
    if not history or any(one.log is not None for one in streams.values()):
        return
    readers = {name: one.reader() for name, one in streams.items()}
    store = filled(Plan.of(contract), readers, instant(as_of), timezone)
    fed = fed_keys(store, chosen(period, contract) if period is not None else PeriodSelection())
    for index, data in enumerate(history):
        where, lines = history_name(index), lines_of(data)
        if not lines or not all(line.key in fed for line in lines):
            continue
        spans = [line.period.span for line in lines]
        period_of_it = Span(min(span.first for span in spans), max(span.last for span in spans))
        others = [one for number, one in enumerate(history) if number != index] or None
        try:
            candidates = [*made_again(contract, readers, data["as_of"], period=period_of_it, history=others, timezone=timezone)]
        except SlakitError as error:
            yield Check(where, RECOMPUTED, False, "a statement of these records", f"none: {error}")
            continue
        held = {canonical(_title(line)) for line in data["lines"]}
        differing = min((_differing(data, one.to_dict(), held) for one in candidates), key=len)
        yield from (evolve(check, where=f"{where}: {check.where}") for check in differing)
        if not differing:
            yield Check(where, RECOMPUTED)


def _differing(data: Mapping[str, Any], made: Mapping[str, Any], held: Collection[str]) -> list[Check]:
    """The checks that do not hold of a statement that was made anew."""
    whole = len(made["lines"]) == len(data["lines"])  # and not also a quarter that ends with the month
    return [check for check in compared(*(_figures(one, held, whole) for one in (data, made))) if not check.holds]


def forms(sent: Bundle) -> Iterator[Check]:
    """Yield a check of each earlier statement that it is written as slakit writes it; raises UsageError for what is none."""
    for name in map(history_name, range(sent.manifest.history)):
        yield form_check(name, sent.entries[name], json_entry(plain_of(json_of(sent.entries[name], sent.path, name))))


def not_recomputed(sent: Bundle, checks: Iterable[Check]) -> tuple[str, ...]:
    """The earlier statements that are taken as they are written: what they are of, what was payable by their lines, and their seal."""
    made_anew = {check.where for check in checks if check.part == RECOMPUTED and check.holds}
    return tuple(closed_text(sent, name) for name in map(history_name, range(sent.manifest.history)) if name not in made_anew)


def closed_text(sent: Bundle, name: str) -> str:
    """The statement of an entry: its period and amendment, what was payable by its lines, and its seal."""
    try:
        closed = ClosedStatement(canonical(plain_of(json_of(sent.entries[name], sent.path, name))))
        payable = [line.payable for line in closed.lines if line.payable is not None]
        owed = f", {sum(payable[1:], payable[0]).show()} payable" if payable else ""
        replaced = closed.replaces
        amended = "" if replaced is None else f", in place of seal {replaced.seal}"
        title = StoredStatement(closed, 0 if replaced is None else replaced.amendment).title
        return f"{title}{owed}, seal {closed.seal}{amended}"
    except (SlakitError, ValueError):
        return f"{name}, which cannot be read"


def _title(line: Mapping[str, Any]) -> list[object]:
    return [line.get(name) for name in ("name", "group", "from", "until")]


def _figures(data: Mapping[str, Any], held: Collection[str], whole: bool) -> dict[str, Any]:
    """The figures of some lines of a statement, with `whole` its totals too; what is in doubt may differ with more records."""
    lines = [
        {**_named_in(line, FIGURES), "measure": _named_in(line["measure"], MEASURED)}
        for line in data["lines"]
        if canonical(_title(line)) in held
    ]
    return {"lines": lines, **(_named_in(data, AMOUNTS) if whole else {})}


def _named_in(table: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: table[name] for name in names if name in table}
