"""Charts: pictures of a statement's figures as SVG, each with words and a table that say the same. The door: a class of `Chart`."""

from slakit.reports.charts.catalogue import CATALOGUE
from slakit.reports.charts.chart import NARROW, WIDE, Chart, ChartTable
from slakit.reports.charts.palette import DARK, LIGHT, custom_properties
from slakit.reports.charts.texts import ENGLISH, English, Texts
from slakit.reports.charts.uptime_timeline import TimeSpan, UptimeTimeline

__all__ = [
    "CATALOGUE",
    "DARK",
    "ENGLISH",
    "LIGHT",
    "NARROW",
    "WIDE",
    "Chart",
    "ChartTable",
    "English",
    "Texts",
    "TimeSpan",
    "UptimeTimeline",
    "custom_properties",
]
