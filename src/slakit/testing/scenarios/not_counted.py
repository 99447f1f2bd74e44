"""Records that the figures of a failing scenario leave out, by objective and by stream (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slakit.engine.read.row_filters import EXCLUDED
from slakit.statements.statement import Statement
from slakit.testing.scenarios.short_records import instants_of


def not_counted(statement: Statement, records: Mapping[str, Any], timezone: str) -> Iterator[str]:
    """Say of each objective what it leaves out but for exclusions, and of each stream the records outside the time of all lines."""
    for account in statement.accounts:
        for reason, count in account.excluded.items():
            if count and not reason.startswith(EXCLUDED):
                yield f"not counted for {account.objective}: {count:,} of {account.stream}, {reason}"
    if not statement.lines:
        return
    first = min(line.period.span.first for line in statement.lines)
    last = max(line.period.span.last for line in statement.lines)
    labels = list(dict.fromkeys(line.period.label for line in statement.lines))
    named = labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"
    names = {line.name for line in statement.lines}
    for stream in dict.fromkeys(account.stream for account in statement.accounts if account.objective in names):
        rows = records.get(stream)
        times = [instants_of(row, timezone) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
        count = sum(1 for one in times if one and (max(one) < first or min(one) >= last))
        if count:
            yield f"outside {named}: {count:,} of {stream}"
