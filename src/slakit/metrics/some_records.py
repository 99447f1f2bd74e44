"""A metric on some of its records."""

from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.compound.compound_base import Compound
from slakit.metrics.condition import Filter
from slakit.metrics.stream_metric import StreamMetric


def on_records(metric: Metric, wanted: Filter) -> Metric:
    """The same metric on the records that meet conditions, those on one field twice among them, which `where` cannot say.

    >>> from slakit.metrics.condition import filter_of
    >>> on_records(Count("cancelled"), filter_of({"km": "<= 1500"}))
    Count('cancelled', where={'km': '<= 1500'})
    """
    if isinstance(metric, StreamMetric):
        return metric.narrowed(wanted)
    if isinstance(metric, Compound):
        return metric.each(lambda part: on_records(part, wanted))
    raise ContractError(f"{metric!r} cannot be split by the value of a field; write a metric of a stream, or Flat(...)")
