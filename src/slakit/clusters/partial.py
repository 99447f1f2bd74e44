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
from slakit.engine.asked_instant import as_instant
from slakit.engine.evaluate import filled
from slakit.engine.plan.period_selection import PeriodSelection, chosen
from slakit.engine.plan.plan import Plan
from slakit.engine.statement.build_statement import build_statement
from slakit.engine.tally.tally_store import TallyStore
from slakit.errors import UsageError
from slakit.metrics.record import canonical
from slakit.statements.statement import Statement

FAN_IN = 8  # so many partials are merged at once

Seen = tuple[str, int, str]  # a stream, the number of a partition, and the hash of its own tallies


@frozen
class Job:
    """The needs of every partition: the agreement, the instant after which nothing has happened, and the zone of times without one."""

    agreement: Agreement
    horizon: int | None = None
    timezone: str | tzinfo | None = None
    allow_repeated: bool = False
    selection: PeriodSelection = field(factory=PeriodSelection)

    @classmethod
    def of(
        cls,
        agreement: Agreement,
        records: object,
        as_of: datetime | str | None,
        timezone: str | tzinfo | None,
        allow_repeated: bool,
        period: Any = None,
    ) -> Job:
        """Make a job; raises UsageError for records that are not by stream, and for a stream or period that there is not."""
        if not isinstance(records, Mapping):
            raise UsageError(f"records is {type(records).__name__}, not records by stream; write {{'outages': frame}}")
        plan, selection = Plan.of(agreement), chosen(period, agreement)
        plan.check_streams(records)
        selection.ends(plan)  # refuses one that there is not, before any work
        return cls(agreement, None if as_of is None else as_instant(as_of), timezone, allow_repeated, selection)

    def partial(self, stream: str, number: int, records: Any) -> Partial:
        """Add up the records of one partition of a stream."""
        store = filled(Plan.of(self.agreement), {stream: records}, self.horizon, self.timezone)
        state = canonical(store.state()).encode()
        seen = ((stream, number, sha256(state).hexdigest()),) if store.streams.fed[stream] else ()
        return Partial(zlib.compress(state, 1), seen)

    def merged(self, partials: Sequence[Partial]) -> Partial:
        """Merge some partials into one; raises UsageError for two partitions with the same records."""
        whole, seen = self._whole(partials)
        return Partial(zlib.compress(canonical(whole.state()).encode(), 1), seen)

    def statement(self, partials: Sequence[Partial], streams: Iterable[str], history: Any = None) -> Statement:
        """The statement of all partials together; `streams` are those that were fed, be it without a record."""
        store, _ = self._whole(partials)
        for stream in streams:
            store.declare(stream)
        at = store.streams.judged_at(max(self.selection.ends(store.plan))) if self.horizon is None else self.horizon
        return build_statement(store, self.selection, at, history)

    def _whole(self, partials: Sequence[Partial]) -> tuple[TallyStore, tuple[Seen, ...]]:
        """The tallies of some partials together, and the partitions that they are of."""
        whole = TallyStore(Plan.of(self.agreement), self.horizon)
        for partial in partials:
            whole.merge(TallyStore.restore(whole.plan, json.loads(zlib.decompress(partial.state))))
        seen = tuple(one for partial in partials for one in partial.seen)
        if not self.allow_repeated:
            _refuse_repeated(seen)
        return whole, seen


@frozen
class Partial:
    """The tallies of some partitions, packed, and which partitions these are."""

    state: bytes = field(repr=False)
    seen: tuple[Seen, ...] = ()


def _refuse_repeated(seen: Iterable[Seen]) -> None:
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
