"""The records of two parties: what both have is read once, and what differs is replaced step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import Factory, evolve, field, frozen

from slakit.analysis.reconciliations.canonical_records import CanonicalStream
from slakit.analysis.reconciliations.differing_records import Replacement, grouped, replacements_of
from slakit.engine.plan.plan import Plan
from slakit.engine.read.ingest import batches
from slakit.engine.tally.tally_store import TallyStore

Streams = dict[str, CanonicalStream]
Lines = Counter[str]
Held = Mapping[str, tuple[CanonicalStream, Lines]]  # by stream: it without its lines, and the lines that not both have
EMPTY: Lines = Counter()


@frozen(eq=False)
class Step:
    """Records that are replaced together, and what is held after it; without records it is a stream, or what could not be read of one.

    With `missing` they are all the records of a stream of which the other party gave none, not even that there are none.
    """

    label: str
    replacements: tuple[Replacement, ...]
    after: Held
    missing: bool = False


@frozen(eq=False)
class SharedRecords:
    """The records of both, by stream. Tallies add up (docs/numbers.md M1), so those of the lines that both have are made once."""

    plan: Plan
    _ours: Streams
    _theirs: Streams
    horizon: int | None = field(default=None, kw_only=True)
    both: Mapping[str, Lines] = field(init=False, default=Factory(lambda self: self._lines_of_both(), takes_self=True))
    _tallies: TallyStore = field(init=False, default=Factory(lambda self: self._tallies_of_both(), takes_self=True))

    @property
    def ours(self) -> Held:
        """The lines that only we have."""
        return self._held(self._ours)

    @property
    def theirs(self) -> Held:
        """The lines that only they have."""
        return self._held(self._theirs)

    def pairs(self) -> list[tuple[CanonicalStream, CanonicalStream]]:
        """The streams of both; one that a party has not is empty."""
        empty = {name: CanonicalStream(one.name, one.fields, one.instants, ()) for name, one in {**self._ours, **self._theirs}.items()}
        return [(self._ours.get(name, empty[name]), self._theirs.get(name, empty[name])) for name in sorted(empty)]

    def store(self, held: Held) -> TallyStore:
        """The tallies of what both have, and of some of what differs."""
        store = TallyStore(self.plan, self.horizon)
        store.merge(self._tallies)
        for name, (stream, lines) in held.items():
            _feed(store, stream, lines)
            store.streams.refuse(name, stream.reader(()))
        return store

    def _held(self, streams: Streams) -> Held:
        rest = {name: Counter(stream.lines) - self.both.get(name, EMPTY) for name, stream in streams.items()}
        return {name: (evolve(stream, lines=()), rest[name]) for name, stream in streams.items()}

    def _lines_of_both(self) -> dict[str, Lines]:
        return {name: Counter(one.lines) & Counter(self._theirs[name].lines) for name, one in self._ours.items() if name in self._theirs}

    def _tallies_of_both(self) -> TallyStore:
        store = TallyStore(self.plan, self.horizon)
        for name, lines in self.both.items():
            _feed(store, self._ours[name], lines)
        return store


def replaced_in_steps(shared: SharedRecords, most: int) -> Iterator[Step]:
    """The steps from our records to theirs: the streams that only they gave, the records that differ, the streams that only we gave, and
    what could not be read.
    """
    ours, theirs = shared.ours, shared.theirs
    held = dict(ours)
    both = [pair for pair in shared.pairs() if pair[0].name in ours and pair[0].name in theirs]
    alone = {pair[0].name: tuple(replacements_of(shared.plan, *pair)) for pair in shared.pairs() if pair not in both}
    for name in (name for name in theirs if name not in ours):
        held[name] = theirs[name]
        yield Step(_missing("we", "they", name, len(alone[name])), alone[name], dict(held), missing=True)
    for group in grouped([one for pair in both for one in replacements_of(shared.plan, *pair)], most, shared.plan.agreement.zone):
        for one in group.replacements:
            stream, lines = held[one.stream]
            gone, new = (Counter([] if line is None else [line]) for line in (one.ours, one.theirs))
            held[one.stream] = stream, lines - gone + new
        yield Step(group.label, group.replacements, dict(held))
    for name in (name for name in ours if name not in theirs):
        del held[name]
        yield Step(_missing("they", "we", name, len(alone[name])), alone[name], dict(held), missing=True)
    for name in theirs:
        if held[name][0] != theirs[name][0]:
            held[name] = (theirs[name][0], held[name][1])
            yield Step(f"what could not be read of {name}", (), dict(held))


def _missing(one: str, other: str, stream: str, count: int) -> str:
    return (
        f"{one} gave no records of {stream}; {other} gave {count:,}"
        if count
        else f"{one} gave no {stream}, and {other} that there were none"
    )


def _feed(store: TallyStore, stream: CanonicalStream, lines: Lines) -> None:
    store.declare(stream.name)
    for batch in batches(store.plan.streams[stream.name], stream.reader(sorted(lines.elements()))):
        store.feed(stream.name, batch)
