"""Line faults: what is wrong within one line of TOML or JSON, with the line to write."""

import pytest

import slakit as sk
from slakit.documents.line_faults import key_of, toml_value

NOT_QUOTED = "is not in quotes, and no number"


def problem(text, form):
    """What is said of a text, from its column on."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text, form)
    return str(caught.value).partition(" column ")[2].replace(f"the text is not {form.upper()}, ", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('Monday to Friday = "x"', "1: the key 'Monday to Friday' is not in quotes; write \"Monday to Friday\" = \"x\""),
        ('a = { 99.9 % = "5 %" }', "7: the key '99.9 %' is not in quotes; write \"99.9 %\" = \"5 %\""),
        ('a = { > 5 = 1 }', "7: the key '> 5' is not in quotes; write \"> 5\" = 1"),
        ("é = 1", "1: the key 'é' is not in quotes; write \"é\" = 1"),
        ("hours.Mon to Fri = 1", "1: the key 'hours.Mon to Fri' is not in quotes; write hours.\"Mon to Fri\" = 1"),
        ("[calendars.Head Office]", "2: the name 'calendars.Head Office' is not in quotes; write [calendars.\"Head Office\"]"),
        ("[[a b]]", "3: the name 'a b' is not in quotes; write [[\"a b\"]]"),
        ("a = {b=1,b=2}", "10: a.b is written twice on line 1; write it once"),
        ("a = [\n1,\n]\na = 2", "1: a is written twice, on lines 1 and 4; write it once"),
        ("[[a]]\n[a]", "1: the table a is written twice, on lines 1 and 2; write it once, or [[a]] for one more of a list"),
        ("a = {}\na.b = 1", "1: a table is closed before here, and is added to; write all its keys in one place"),
        ("a = { b = 1, }", "14: a comma stands before the } that closes the table; write } without a comma before it"),
        ("a = { b: 1 }", "8: a key and its value are divided by =; write b = 1"),
        ("a = { b = 09:00-17:00 }", f"11: '09:00-17:00' {NOT_QUOTED}, date, true or false; write b = \"09:00-17:00\""),
        ("a = ;", "5: a has no value, and ; is none: a text in quotes, a number, a date, true or false; write a = ..., or leave it out"),
        ("a = [{ b = 1, c = ; }]", "19: c has no value, and ; is none: a text in quotes, a number, a date, true or false; "
         "write c = ..., or leave it out"),
        ("a = [1, ;]", "9: ; is no value: a text in quotes, a number, a date, true or false; write [1, 2]"),
        ("a = [x, y]", f"6: 'x' {NOT_QUOTED}, date, true or false; write \"x\""),
        ("a = [1,,2]", "8: a value is missing here; write [1, 2]"),
        ('a = "5" GBP', "8: the quotes end before 'GBP'; write a = \"5 GBP\""),
        ("a = 1 b = 2", "7: a second key begins on the line; write each key on a line of its own"),
        ("a = { b = 1 c = 2 }", "13: a comma is missing here, or a closing bracket; write [1, 2] or { a = 1, b = 2 }"),
        ("a =\nb = 1", "4: a has no value; write a = ..., or leave it out"),
        ('a = "\\d"', "6: a \\ in double quotes begins an escape; write the text in single quotes, or \\\\ for one \\"),
        ("// note\na = 1", "1: a comment begins with #; write # ..."),
        ("a = 2026-02-30", "5: 2026-02-30 is not a day or time of the calendar: February 2026 has 28 days; write 2026-02-28 or 2026-03-01"),
        ('"a" "b" = 1', "5: a key and its value are divided by =; write name = \"Hosting\""),
        ('a = "x" "y"', "9: the value ends before here; write one value, or a list in [ ... ]"),
    ],
)  # fmt: skip
def test_a_line_of_toml(text, said):
    """The fault, where it stands, and a remedy of its own."""
    assert problem(text, "toml") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{'a': 1}", '2: a text must be in double quotes; write "a"'),
        ("{a: 1}", '2: a key must be in double quotes; write "a"'),
        ('{"a": True}', "7: 'True' is no word of JSON; write true"),
        ('{"a": None}', "7: 'None' is no word of JSON; write nothing: leave the key out"),
        ('{"a" 1}', '6: a key and its value are divided by :; write "fee": "1000 GBP"'),
        ('{"a": 5 %}', f"7: '5 %' {NOT_QUOTED}, true or false; write \"5 %\""),
        ('{"a": [1 2]}', "10: a comma is missing here; write 1, 2"),
        ('{"a": 1 "b": 2}', '9: a comma is missing here, or a closing bracket; write [1, 2] or {"a": 1, "b": 2}'),
        ('{"a": Mon to Fri}', f"7: 'Mon to Fri' {NOT_QUOTED}, true or false; write \"Mon to Fri\""),
        ('{"a": }', '7: a value is missing here; write "fee": "1000 GBP"'),
        ('{"a": 1} x', "10: the contract ends before here; write all of it within one { ... }"),
        ('{"a": "\t"}', "8: a text is on one line, without a tab; write \\n for a new line and \\t for a tab"),
        ('{"a": "\\d"}', "8: a \\ begins an escape; write \\\\ for one \\"),
        ('// a\n{"a": 1}', "1: a comment stands here, and JSON has none; write the comment elsewhere, or the contract in TOML"),
    ],
)  # fmt: skip
def test_a_line_of_json(text, said):
    """The same in JSON."""
    assert problem(text, "json") == said


@pytest.mark.parametrize("text", ['{"a": 1,}', '{"a": [1,]}'])
def test_a_comma_too_many(text):
    """It is named as that, by every version of Python."""
    assert "a comma stands before the " in problem(text, "json")


def test_keys_and_values():
    """Quoted where they must be, names before them left alone."""
    assert [key_of(key) for key in ("a-b", "a b", "a.b c", "99.9")] == ["a-b", '"a b"', 'a."b c"', "99.9"]
    assert [toml_value(text) for text in ("5", "5 %", "Yes", "no", "[1]")] == ["5", '"5 %"', "true", "false", "[1]"]
