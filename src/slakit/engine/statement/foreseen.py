"""Foreseen: measures of open periods, carried to an end that they may come to."""

from collections.abc import Mapping
from typing import Protocol

from attrs import frozen

from slakit.engine.statement.history import Key
from slakit.metrics.measure import Measure
from slakit.metrics.tallies.tally import Tally


class End(Protocol):
    """The end that an open period may come to."""

    def of(self, measure: Measure) -> Measure:
        """The measure then: that of the line, or that of those of its records that a rule pays for alone."""

    def fed(self, tally: Tally | None) -> Tally | None:
        """The records of a base then."""


@frozen
class Foreseen:
    """Measures as of an instant before that of the statement, and, by the keys of their lines, the ends that some come to until then."""

    at: int
    ends: Mapping[Key, End]
