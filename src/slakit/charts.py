"""Charts of a statement and of any figures, as SVG; each has words and a table that say the same. The door: a class of `Chart`."""

from slakit.reports.charts.adapters import charts_of_line as charts_of_line, charts_of_statement as charts_of_statement
from slakit.reports.charts.budget_burndown import BudgetBurndown as BudgetBurndown
from slakit.reports.charts.catalogue import CATALOGUE as CATALOGUE
from slakit.reports.charts.chart import NARROW as NARROW, WIDE as WIDE, Chart as Chart, Charts as Charts, ChartTable as ChartTable
from slakit.reports.charts.credit_waterfall import CreditWaterfall as CreditWaterfall, WaterfallStep as WaterfallStep
from slakit.reports.charts.group_measures import GroupMeasures as GroupMeasures
from slakit.reports.charts.hour_heat_map import HourHeatMap as HourHeatMap
from slakit.reports.charts.measure_trend import MeasureTrend as MeasureTrend, TrendPoint as TrendPoint
from slakit.reports.charts.outcome_strip import OutcomeStrip as OutcomeStrip
from slakit.reports.charts.palette import DARK as DARK, LIGHT as LIGHT, custom_properties as custom_properties
from slakit.reports.charts.texts import ENGLISH as ENGLISH, English as English, Texts as Texts
from slakit.reports.charts.uptime_timeline import TimeSpan as TimeSpan, UptimeTimeline as UptimeTimeline
from slakit.reports.charts.value_distribution import ValueDistribution as ValueDistribution
