"""Make looks of checks: on arrays where the checks are on arrays."""

from collections.abc import Sequence

from slakit.metrics.checks import array_looks, list_looks
from slakit.metrics.checks.array_looks import ArrayLooks
from slakit.metrics.checks.list_looks import ListLooks
from slakit.metrics.checks.looks import Looks
from slakit.metrics.checks.missing_checks import Missed
from slakit.metrics.checks.observations import ObservationRules
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.tallies.series import Series


def look_at(series: Series, rules: ObservationRules, excluded: ExcludedTime, gone: Sequence[Missed] = ()) -> Looks:
    """The looks at a series of checks, and at those that were missed."""
    if series.on_arrays and len(series.instants):
        return ArrayLooks.of(series, rules, excluded, gone)
    return ListLooks.of(series.listed, rules, excluded, gone)


def worst_of_each(series: Series) -> Series:
    """The worst worth of each instant; an unknown one counts only if all are."""
    return array_looks.worst_of_each(series) if series.on_arrays else list_looks.worst_of_each(series)
