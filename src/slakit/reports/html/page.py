"""Html: a statement as one page that needs nothing else: no network, no script, no other file."""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import field, frozen

from slakit.errors import optional
from slakit.reports.locales.locale_texts import Texts, texts_of
from slakit.reports.views.shown_text import shown_text
from slakit.statements.statement import Statement


@frozen
class Html:
    """The whole report as one page of HTML, with everything that came from contract and records escaped.

    >>> page = Html(language="de").render(statement)
    >>> page.startswith("<!doctype html>"), "<script" in page
    (True, False)

    `language` is "en", "de", "fr" or "es"; `texts`, a TOML file, are those of any other. `with_file_names` says
    where in which files the records with problems are. The charts need a statement that was made with `evaluate(..., details=True)`;
    one without details has those that it can have.
    """

    language: str = "en"
    texts: Texts | None = field(default=None, converter=texts_of, kw_only=True)
    with_file_names: bool = field(default=False, kw_only=True)
    with_charts: bool = field(default=True, kw_only=True)

    def render(self, statement: Statement) -> str:
        from slakit.reports.views.statement_view import StatementView

        texts = Texts.of(self.language) if self.texts is None else self.texts
        view = StatementView.of(statement, texts, self.with_file_names, self.with_charts)
        sheet = _sheet()
        page: str = _template().render(view=view, texts=texts, t=texts.text, sheet=sheet, seal=_seal(sheet))
        return page


def _sheet() -> str:
    """The style sheet, with the colours of the charts."""
    from importlib.resources import files

    from slakit.reports.charts.palette import DARK, LIGHT, custom_properties

    style = files("slakit.reports.html").joinpath("style.css").read_text(encoding="utf-8")
    return style.replace("/* light colours of charts */", custom_properties(LIGHT)).replace(
        "/* dark colours of charts */", custom_properties(DARK)
    )


def _seal(sheet: str) -> str:
    """The hash by which the page's policy allows this style sheet and no other."""
    from base64 import b64encode
    from hashlib import sha256

    return f"sha256-{b64encode(sha256(sheet.encode()).digest()).decode()}"


@cache
def _template() -> Any:
    jinja2 = optional("jinja2", "report")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("slakit.reports.html", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
    )
    return environment.get_template("statement.html.j2")


def _shown(value: object) -> object:
    """Return what the page shows of a value; what is marked as HTML stays."""
    return shown_text(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
