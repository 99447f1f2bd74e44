"""Credit waterfall: bars by hand, from gross to payable."""

import xml.etree.ElementTree as ET
from fractions import Fraction

from slakit.charts import CreditWaterfall

SVG = "{http://www.w3.org/2000/svg}"


def bars(svg):
    return [tuple(Fraction(one.get(key)) for key in ("x", "width")) for one in ET.fromstring(svg).iter(f"{SVG}rect")]


def test_steps_begin_where_those_before_end():
    """At 340, bars share the whole width, 400: 400 is 340, 100 less leaves 255 to 340, 40 more 255 to 289, and 340 payable is 289."""
    chart = CreditWaterfall("Credits", gross=400, steps=[("Cap", -100), ("Uplift", 40)])
    assert bars(chart.narrow) == [(0, 340), (255, 85), (255, 34), (0, 289)]
    assert chart.payable == 340


def test_what_falls_below_0_stands_left_of_it():
    """From 100 down by 300 to -200: 0 stands at 2/3 of 330 = 220; gross 220 to 330, the step 0 to 330, payable 0 to 220."""
    assert bars(CreditWaterfall("Credits", gross=100, steps=[("Back", -300)]).drawn(330)) == [(220, 110), (0, 330), (0, 220)]


def test_the_table_runs_from_gross_to_payable():
    chart = CreditWaterfall("Credits", gross=Fraction("100.5"), steps=[("Cap", Fraction("-0.25")), ("More", 1)], unit="GBP")
    assert chart.table.rows == (
        ("Gross", "", "100.50\xa0GBP"),
        ("Cap", "\N{MINUS SIGN}0.25\xa0GBP", "100.25\xa0GBP"),
        ("More", "+1.00\xa0GBP", "101.25\xa0GBP"),
        ("Payable", "", "101.25\xa0GBP"),
    )


def test_many_steps_are_drawn_as_one_bar_but_stand_in_the_table():
    """16 of 50 steps, the rest as one, and two totals: 19 bars."""
    chart = CreditWaterfall("Credits", gross=100, steps=[(f"Step {index}", -1) for index in range(50)])
    assert len(bars(chart.svg)) == 19
    assert len(chart.table.rows) == 52
    assert "and 34 more" in chart.svg
