"""The kinds of tally, by the name they have in a saved state."""

from collections.abc import Mapping

from slakit.metrics.clocks import Clocks
from slakit.metrics.counts import Counts
from slakit.metrics.kept_rows import KeptRows
from slakit.metrics.spread import Spread
from slakit.metrics.sums import Sums
from slakit.metrics.tally import Tally
from slakit.metrics.timeline import Timeline

KINDS: Mapping[str, type[Tally]] = {kind.kind: kind for kind in (Counts, Sums, Spread, Timeline, Clocks, KeptRows)}
