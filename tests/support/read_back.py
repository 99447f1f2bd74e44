"""What a statement shows, in every form, to hold a live one against the one that was read back from its JSON."""

from importlib.util import find_spec

import attrs

from slakit.reports.base import REPORTS
from slakit.reports.locales.locale_texts import Texts
from slakit.reports.views.statement_view import StatementView
from slakit.reports.xlsx.sheets import Sheets
from slakit.statements.calendar_text import calendar_text

TABLES = ("lines", "evidence", "shares", "adjustments", "duties", "problems", "accounts")
TEXTS = ("text", "markdown", "json", "csv", "ics", "prometheus", "openmetrics")
EXPLAINED = ("__str__", "to_text", "to_markdown", "to_html", "to_dict")


def sheets(statement, language="en"):
    """The sheets of the workbook of a statement."""
    return Sheets(StatementView.of(statement, Texts.of(language), with_charts=False)).all()


def outputs(statement):
    """Every form by its name; a page of HTML where jinja2 is installed."""
    made = {name: REPORTS[name].render(statement) for name in TEXTS}
    made |= {"short": statement.to_text(), "short markdown": statement.to_markdown(), "notebook": statement._repr_html_()}
    made |= {"repr": repr(statement), "lines": [(repr(line), line._repr_html_(), line.title) for line in statement]}
    made |= {"workbook": sheets(statement), "calendar": calendar_text(statement, ())}
    if find_spec("jinja2"):
        made["html"] = statement.to_html("de")  # whose words are not those of the engine
    made["charts"] = [chart.to_svg() for chart in statement.charts()]
    for name in dict.fromkeys(line.name for line in statement):
        explained = statement.explain(name)
        made |= {f"{name} {form}": getattr(explained, form)() for form in EXPLAINED}
        made[f"{name} needed"] = explained.needed
        chosen = statement.where(name=name)
        made[f"{name} chosen"] = (chosen.to_text(), chosen._repr_html_(), [chart.to_svg() for chart in chosen.charts()])
    for name in TABLES:
        table = statement._frame_table(name)
        made[f"frame {name}"] = (dict(table.values), dict(table.kinds), table.zone_name)
    return made


def differing(one, other):
    """The names of the forms in which two statements differ."""
    left, right = outputs(one), outputs(other)
    return [name for name in dict.fromkeys([*left, *right]) if left.get(name) != right.get(name)]


def every_field(value):
    """A value with each field that attrs leaves out of equality, as plain data; what only memory can hold is left out."""
    if attrs.has(type(value)) and type(value).__name__ != "Ranked":
        parts = [(part.name, every_field(getattr(value, part.name))) for part in attrs.fields(type(value))]
        return type(value).__name__, parts
    if isinstance(value, tuple | list):
        return [every_field(one) for one in value]
    return value
