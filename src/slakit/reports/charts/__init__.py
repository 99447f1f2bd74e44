"""Charts: pictures of a statement's figures as SVG, each with words and a table that say the same. The door: a class of `Chart`."""

from slakit.reports.charts.adapters import charts_of_line, charts_of_statement
from slakit.reports.charts.budget_burndown import BudgetBurndown
from slakit.reports.charts.catalogue import CATALOGUE
from slakit.reports.charts.chart import NARROW, WIDE, Chart, ChartTable
from slakit.reports.charts.credit_waterfall import CreditWaterfall, WaterfallStep
from slakit.reports.charts.hour_heat_map import HourHeatMap
from slakit.reports.charts.measure_trend import MeasureTrend, TrendPoint
from slakit.reports.charts.outcome_strip import OutcomeStrip
from slakit.reports.charts.palette import DARK, LIGHT, custom_properties
from slakit.reports.charts.texts import ENGLISH, English, Texts
from slakit.reports.charts.uptime_timeline import TimeSpan, UptimeTimeline
from slakit.reports.charts.value_distribution import ValueDistribution

__all__ = [
    "CATALOGUE",
    "DARK",
    "ENGLISH",
    "LIGHT",
    "NARROW",
    "WIDE",
    "BudgetBurndown",
    "Chart",
    "ChartTable",
    "CreditWaterfall",
    "English",
    "HourHeatMap",
    "MeasureTrend",
    "OutcomeStrip",
    "Texts",
    "TimeSpan",
    "TrendPoint",
    "UptimeTimeline",
    "ValueDistribution",
    "WaterfallStep",
    "charts_of_line",
    "charts_of_statement",
    "custom_properties",
]
