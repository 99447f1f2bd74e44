"""Parts that metrics are made of, and one objective scored on its own."""

from datetime import UTC, datetime
from fractions import Fraction

from attrs import field, frozen
from hypothesis import strategies as st
from names import NAMES

import slakit as sk
from slakit.metrics.measure import Measure
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.stream_metric import StreamMetric
from slakit.metrics.tallies.clocks import Open
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.value_kinds.record_values import One

JANUARY = sk.Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
OVER = PeriodContext(JANUARY, JANUARY.last)
HALFWAY = PeriodContext(JANUARY, (JANUARY.first + JANUARY.last) // 2)
HOUR = 3_600_000_000

TONE, STYLE, LOOK = (sk.Share("posts", good={name: "ok"}) for name in ("tone", "style", "look"))
POSTS, LIKES = sk.Count("posts"), sk.Count("likes")
CLOCKS = {"since": "asked", "until": "replied"}
SLOW, FAST = (sk.Elapsed(stream, **CLOCKS) for stream in ("letters", "calls"))
SCHEME = NAMES | {"Fraction": Fraction}


@frozen(repr=False)
class Fixed(StreamMetric):
    """A metric of items whose measure is given, whatever its records are; of `at` in one reading for each of these fields."""

    result: Measure = field(default=Measure(value=None, unit="item"), kw_only=True)
    at: tuple[str, ...] = field(default=("at",), kw_only=True)

    unit = "item"

    def parts(self):
        return tuple(self.reading(name, One()) for name in self.at)

    def measure(self, tallies, context):
        return self.result


def shares(*pairs):
    return [Counts(good, total) for good, total in pairs]


def running(*keys):
    """Clocks that began a microsecond before the end of the period and may run an hour."""
    return {Open(OVER.as_of - 1, HOUR, key): 1 for key in keys}


def evaluated(metric, records, target, as_of=None, **settings):
    objective = sk.Objective("it", metric, target, **settings)
    agreement = sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=[objective])
    (line,) = sk.evaluate(agreement, records, as_of=as_of).lines
    return line


def posts(*marks):
    """A post a day from the 2nd, whose letters say which of tone, style and look are ok."""
    names = {"t": "tone", "s": "style", "l": "look"}
    return [
        {"at": f"2026-01-{day:02}T12:00Z", **{name: "ok" if letter in mark else "bad" for letter, name in names.items()}}
        for day, mark in enumerate(marks, start=2)
    ]


ANSWERS = {"since": "sent", "until": "answered", "good": {"answer": "yes"}}
PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda pair: (min(pair), max(pair))), min_size=3, max_size=3)
