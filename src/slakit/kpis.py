"""Metrics of activity that few contracts have: audience reached, growth, ratios of each post, levels over time."""

from slakit.metrics.amounts.distinct import Distinct as Distinct
from slakit.metrics.amounts.gauge import Gauge as Gauge
from slakit.metrics.amounts.growth import Growth as Growth
from slakit.metrics.amounts.mean_ratio import MeanRatio as MeanRatio
