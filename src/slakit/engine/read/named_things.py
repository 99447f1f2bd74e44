"""Named things: records of many monitors or services that a metric of one thing takes together, so that its line can say so."""

from collections.abc import Iterable, Iterator

from slakit.engine.group_keys import NONE
from slakit.engine.read.batch import Batch
from slakit.metrics.reading import Reading

THINGS = frozenset({"monitor", "service", "host", "site", "component", "endpoint", "probe", "server", "instance", "check"})
MOST = 1_000  # so many are counted
Seen = dict[str, set[object]]  # the values of each field that names a thing


def names_a_thing(field: object) -> bool:
    """True if a field, by its name, holds the thing that a record is about."""
    return isinstance(field, str) and field.lower() in THINGS


def look(batch: Batch, seen: Seen) -> None:
    """Add the things that the records of a batch are about."""
    for field in filter(names_a_thing, batch.all_names):
        values = seen.setdefault(field, set())
        if len(values) < MOST:
            add(values, (value for (value,) in batch.labels((field,))[1]))


def add(values: set[object], more: Iterable[object]) -> None:
    """Add values, up to the most that are counted."""
    values.update(value for value in more if value != NONE)
    while len(values) > MOST:
        values.pop()


def together(readings: Iterable[Reading], seen: dict[str, Seen]) -> Iterator[str]:
    """Yield a sentence for each field that names several things and that readings of one thing do not use."""
    reported: set[str] = set()
    for reading in readings:
        aside = {*reading.by, *reading.where.fields, *reading.value.fields, reading.key}
        for field, values in sorted(seen.get(reading.stream, {}).items()):
            if field not in aside and len(values) > 1 and field not in reported:
                reported.add(field)
                count = f"{len(values):,}{' or more' * (len(values) >= MOST)}"
                yield f"records of {count} {field.lower()}s are taken together; write .by({field!r})"
