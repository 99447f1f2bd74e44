"""The columns that a stream needs of those that a file or frame has."""

from collections.abc import Sequence

from slakit.engine.plan.plan import PlannedStream
from slakit.engine.read.named_things import names_a_thing


def wanted(stream: PlannedStream, names: Sequence[str]) -> list[str]:
    """The columns that a stream reads of those that there are; one of them where it reads none, so that the rows are counted."""
    if stream.whole:
        return list(names)
    return [name for name in names if name in stream.fields or (stream.single and names_a_thing(name))] or list(names[:1])
