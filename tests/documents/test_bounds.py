"""Bounds of documents: what is beyond them is refused with its line, in every format."""

from decimal import Decimal

import pytest

import slakit as sk
from slakit.documents.bounds import check_text, check_values, is_long
from slakit.documents.plain import Figure, SyntaxFault


def problem(text, form):
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text, form)
    (only,) = caught.value.problems
    return only


@pytest.mark.parametrize("form", ["toml", "json", "yaml"])
def test_length(form):
    """A million characters are read, and one more is not."""
    assert problem(" " * 1_000_001, form) == (
        "line 1 column 1: it has 1,000,001 characters, and no more than 1,000,000 are read; write a shorter document"
    )
    check_text(" " * 1_000_000, form)


@pytest.mark.parametrize(
    ("text", "form", "place"),
    [
        ('a = "[[["\nb = ' + "[" * 65, "toml", "line 2 column 69"),
        ("b = " + "{a=" * 65, "toml", "line 1 column 197"),
        (".".join("a" * 66) + " = 1", "toml", "line 1 column 130"),
        ("x = 1\n[" + ".".join("a" * 66) + "]", "toml", "line 2 column 131"),
        ('{"a]": ' + "[" * 64, "json", "line 1 column 71"),
        ('a = \'\'\'\n[[[ \'\'\' # [[[\nb = """\\" ["""\nc = ' + "[" * 65, "toml", "line 4 column 69"),
    ],
)
def test_depth(text, form, place):
    """Brackets, dotted keys and headers; those in strings and comments do not count."""
    assert (
        problem(text, form)
        == f"{place}: it is nested too deep, and no more than 64 levels are read; write named calendars and fewer brackets"
    )


def test_depth_that_is_read():
    """64 levels."""
    check_text("a = " + "[" * 63 + "]" * 63, "toml")
    data = 1
    for _ in range(64):
        data = [data]
    assert list(check_values(data)) == []
    assert [path for path, _ in check_values([data])] == [(0,)]


@pytest.mark.parametrize(
    ("text", "form", "place"),
    [
        ("a = 1\nname = " + "9" * 1001, "toml", "line 2 name"),
        ("a = 1\nname = 0." + "9" * 1000 + "1", "toml", "line 2 name"),
        ("name = 0x" + "f" * 1000, "toml", "line 1 name"),
        ("name = 1e1001", "toml", "line 1 name"),
        ("name = 1e-99999999999999999999", "toml", "line 1 name"),
        ('{\n"name": ' + "9" * 5000 + "}", "json", "line 2 name"),
        ('{\n"name": 1e99999999999999999999}', "json", "line 2 name"),
        ("- a\n- " + "9" * 5000, "yaml", "line 2 [1]"),
        ("- a\n- 1e99999999999999999999", "yaml", "line 2 [1]"),
        ("- a\n- 0x" + "f" * 1001, "yaml", "line 2 [1]"),
    ],
)
def test_numbers(text, form, place):
    """A number that would fill the memory, or that no message could show."""
    if form == "yaml":
        pytest.importorskip("yaml")
    assert problem(text, form) == f"{place}: a number of more than 1,000 digits is not one that a contract needs; write a shorter one"


def test_whole_numbers_that_python_refuses():
    """More than 4,300 digits in TOML, whose reader ends there: the line is that of the number."""
    assert problem("a = 1\nb = [1,\n" + "9" * 5000 + "]", "toml").startswith(
        "line 3 column 1: the text is not TOML, a number has more digits"
    )


def test_digits():
    """A thousand are read."""
    assert not is_long(10**1000 - 1)
    assert is_long(10**1000)
    assert not is_long(Figure("1e1000"))
    assert is_long(Decimal("1e-1001"))
    assert not is_long(Decimal("NaN"))


def test_values():
    """A hundred thousand are read."""
    assert list(check_values([1] * 99_999)) == []
    assert [path for path, _ in check_values({"a": [1] * 100_000})] == [("a",)]


def test_a_string_that_does_not_end():
    """It is looked at once, however many quotes it holds."""
    for text in ('a = "' + '\\"' * 300_000, "a = '''" + "'" * 300_000, 'a = """' + '\\"' * 300_000):
        check_text(text, "toml")
    with pytest.raises(SyntaxFault):
        check_text("a = '" + "\n[" * 65, "toml")


def test_halves_of_signs():
    """Two escapes that are one sign are that sign in JSON and YAML; half of one, which no file can hold, is refused with its place."""
    pytest.importorskip("yaml")
    assert [sk.loads('{"name": "\\ud83d\\ude00", ' + REST, form).name for form in ("json", "yaml")] == ["😀"] * 2
    for form in ("json", "yaml"):
        assert problem('{"name": "a\\ud83d", ' + REST, form) == (
            "line 1 name: 'a\\ud83d' holds half of a sign, which no file can; write the sign itself"
        )
        assert "line 1 agreement: the key '\\ude00' holds half of a sign" in problem('{"\\ude00": 1, ' + REST, form)
    with pytest.raises(sk.errors.ContractError, match=r"name: 'a.ud83d' holds half of a sign"):
        sk.load({"name": "a\ud83d"})


REST = (
    '"provider": "P", "customer": "C", "term": ["2026-01-01", "2027-01-01"], "timezone": "UTC", '
    '"objectives": [{"name": "U", "metric": {"is": "uptime", "stream": "o"}, "target": "at least 99 %"}]}'
)
