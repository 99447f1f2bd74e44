"""made_again: the statements that records come to as of an instant, for whoever does not know whether `evaluate` was asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.engine.evaluate import evaluate
from slakit.errors import SlakitError
from slakit.statements.statement import Statement


def made_again(contract: Agreement, records: Mapping[str, Any], as_of: str, **asked: Any) -> Iterator[Statement]:
    """Yield the statement as of an instant, and the one that has this instant by itself, as the end of its last period.

    The second counts claims and duties of after it, such as a claim of 12 November for October; the first does not know of them.
    """
    yield (dated := evaluate(contract, records, as_of=as_of, **asked))
    try:
        undated = evaluate(contract, records, **asked)
    except SlakitError:
        return
    if undated.as_of == dated.as_of:
        yield undated
