"""The kinds of tally, by the name they have in a saved state."""

from collections.abc import Mapping

from slakit.metrics.tallies.clocks import Clocks
from slakit.metrics.tallies.counts import Counts
from slakit.metrics.tallies.holds import Holds
from slakit.metrics.tallies.intervals import Intervals
from slakit.metrics.tallies.kept_rows import KeptRows, StatedRows
from slakit.metrics.tallies.labels import Labels
from slakit.metrics.tallies.multiset import Multiset
from slakit.metrics.tallies.quotients import Quotients
from slakit.metrics.tallies.samples import Samples
from slakit.metrics.tallies.sketch import Sketch
from slakit.metrics.tallies.sums import Sums
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.tallies.timeline import Timeline
from slakit.metrics.tallies.weighted_sums import WeightedSums

TALLIES = (
    Counts,
    Sums,
    WeightedSums,
    Multiset,
    Sketch,
    Quotients,
    Intervals,
    Samples,
    Labels,
    Timeline,
    Holds,
    Clocks,
    KeptRows,
    StatedRows,
)
KINDS: Mapping[str, type[Tally]] = {kind.kind: kind for kind in TALLIES}
