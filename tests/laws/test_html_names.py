"""Whatever names a contract and its records have, the page is whole, and shows each name as the text that it is."""

import pytest
from html_pages import Page
from hypothesis import given, strategies as st

import slakit as sk
from slakit.reports.charts.element import clean
from slakit.reports.html.page import Html

pytest.importorskip("jinja2")
NAMES = st.text(min_size=1, max_size=40).filter(lambda name: clean(name) and name.strip() == name)
MARKS = st.sampled_from(["</td><script>", "<!--", "]]>", "&amp;", "' onload='x", "{{ x }}", "{% if %}", "</style>", "\u202eevil", "&#x3c;"])


@given(st.lists(NAMES | MARKS, min_size=4, max_size=4), st.sampled_from(["en", "de", "fr", "es"]))
def test_any_name_is_a_text_of_a_whole_page(names, language):
    agreement, provider, objective, clause = names
    made = sk.Agreement(
        agreement, provider=provider, customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="100 GBP",
        objectives=[sk.Objective(objective, sk.Count("leaks"), "at most 0", penalty=sk.Flat("5 %"), clause=clause)],
    )  # fmt: skip
    statement = sk.evaluate(made, {"leaks": [{"at": "2026-01-12T09:00Z"}]}, period="2026-01", details=True)
    page = Page(Html(language).render(statement))
    assert page.faults == []
    assert "script" not in page.tags
    shown = {text for _, _, text in page.texts}
    for name in (agreement, provider, objective):
        assert clean(name) in shown
