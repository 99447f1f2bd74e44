"""Metrics that few contracts have: audience reached, growth, ratios of each post, levels, the least in an hour, one that gates another."""

from slakit.metrics.amounts.distinct import Distinct as Distinct
from slakit.metrics.amounts.gauge import Gauge as Gauge
from slakit.metrics.amounts.growth import Growth as Growth
from slakit.metrics.amounts.mean_ratio import MeanRatio as MeanRatio
from slakit.metrics.amounts.peak import Trough as Trough
from slakit.metrics.compound.gated import Gated as Gated
