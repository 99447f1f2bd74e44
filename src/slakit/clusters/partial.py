"""Partial: what one partition of the records adds up to, which any machine merges with others; records never leave theirs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from hashlib import sha256
from typing import Any

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.engine.evaluate import filled
from slakit.engine.monitor import as_instant
from slakit.engine.plan.period_selection import chosen
from slakit.engine.plan.plan import Plan
from slakit.engine.statement.build_statement import build_statement
from slakit.engine.tally.tally_store import TallyStore
from slakit.errors import UsageError
from slakit.metrics.record import canonical
from slakit.statements.statement import Statement

FAN_IN = 8  # so many partials are merged at once


@frozen
class Job:
    """The needs of every partition: the agreement, the instant after which nothing has happened, and the zone of times without one."""

    agreement: Agreement
    horizon: int | None = None
    timezone: str | tzinfo | None = None
    allow_repeated: bool = False

    @classmethod
    def of(
        cls,
        agreement: Agreement,
        records: object,
        as_of: datetime | str | None,
        timezone: str | tzinfo | None,
        allow_repeated: bool,
    ) -> Job:
        """Make a job; raises UsageError for records that are not given by stream, or of a stream that the agreement does not have."""
        if not isinstance(records, Mapping):
            raise UsageError(f"records is {type(records).__name__}, not records by stream; write {{'outages': frame}}")
        Plan.of(agreement).check_streams(records)
        return cls(agreement, None if as_of is None else as_instant(as_of), timezone, allow_repeated)

    def partial(self, stream: str, number: int, records: Any) -> Partial:
        """Add up the records of one partition of a stream."""
        store = filled(Plan.of(self.agreement), {stream: records}, self.horizon, self.timezone)
        state = canonical(store.state())
        seen = ((stream, number, sha256(state.encode()).hexdigest()),) if store.streams.fed[stream] else ()
        return Partial(zlib.compress(state.encode(), 1), seen)

    def merged(self, partials: Sequence[Partial]) -> Partial:
        """Merge some partials into one; raises UsageError for two partitions with the same records."""
        stores = [self._store(one) for one in partials]
        whole = stores[0]
        for other in stores[1:]:
            whole.merge(other)
        seen = tuple(one for partial in partials for one in partial.seen)
        if not self.allow_repeated:
            _refuse_repeated(seen)
        return Partial(zlib.compress(canonical(whole.state()).encode(), 1), seen)

    def statement(self, partials: Sequence[Partial], streams: Iterable[str], period: Any = None, history: Any = None) -> Statement:
        """The statement of all partials together; `streams` are those that were fed, be it without a record."""
        plan, selection = Plan.of(self.agreement), chosen(period, self.agreement)
        store = TallyStore(plan, self.horizon) if not partials else self._store(self.merged(partials))
        for stream in streams:
            store.declare(stream)
        end = max(selection.ends(plan))
        at = max(end, store.streams.latest or end) if self.horizon is None else self.horizon
        return build_statement(store, selection, at, history)

    def _store(self, partial: Partial) -> TallyStore:
        store = TallyStore.restore(Plan.of(self.agreement), json.loads(zlib.decompress(partial.state)))
        store.horizon = self.horizon
        return store


@frozen
class Partial:
    """The tallies of some partitions, packed, and of each partition its stream, its number, and the hash of its own tallies."""

    state: bytes = field(repr=False)
    seen: tuple[tuple[str, int, str], ...] = ()


def _refuse_repeated(seen: Iterable[tuple[str, int, str]]) -> None:
    """Raise UsageError for partitions of one stream with the same records, which would count twice."""
    first: dict[tuple[str, str], int] = {}
    problems = []
    for stream, number, digest in sorted(seen):
        before = first.setdefault((stream, digest), number)
        if before != number:
            both = f"partitions {before + 1} and {number + 1} of {stream!r}"
            problems.append(f"{both} hold the same records; leave one out, or write allow_repeated=True")
    if problems:
        raise UsageError(*problems)
