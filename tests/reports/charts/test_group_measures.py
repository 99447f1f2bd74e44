"""Group measures: a row for each group, with its name in full."""

import xml.etree.ElementTree as ET

from slakit.charts import GroupMeasures

SVG = "{http://www.w3.org/2000/svg}"


def test_each_group_has_its_name_on_a_row_of_its_own():
    """Twenty names, none left out or cut, from the top down; the target crosses each row."""
    names = [f"Region {index} of the northern half" for index in range(20)]
    chart = ET.fromstring(GroupMeasures("Replies", points=[(name, 5, "met", 4) for name in names], unit="h").svg)
    texts = [(one.text, int(one.get("y"))) for one in chart.iter(f"{SVG}text") if one.text in names]
    assert [text for text, _ in texts] == names
    assert [y for _, y in texts] == sorted({y for _, y in texts})
    assert len([one for one in chart.iter(f"{SVG}path") if one.get("data-kind") == "target"]) == 20
