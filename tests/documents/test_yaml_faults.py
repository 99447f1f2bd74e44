"""YAML faults: where they are, in plain words, with a remedy."""

import pytest

import slakit as sk

pytest.importorskip("yaml")


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ('name: "a\nb: c\n', 1, 7, 'the string that begins here is not closed; write "..."'),
        ("a: [1, b\nc: d\n", 1, 4, "the list that begins here is not closed; write [ ... ]"),
        ("a: {b: 1]\nc: d\n", 1, 4, "the table that begins here is closed by ]; write { ... }"),
        ('fee: "12" GBP\n', 1, 11, "the quotes end before here; write one pair of quotes around the whole text"),
        ("a:\n  b: 1\n c: 2", 3, 2, "the line is not indented as its table is; write it as far in"),
        ("a: b\n  c: d\n", 2, 3, "the line is further in than the one above, which has its value already; "
         "write it as far in as the line above"),
        ("a:b\nc: d", 1, 1, 'the line has no colon and space after its key; write fee: "1000 GBP"'),
        ("a: 1\nfee 5\nb: 2\n", 2, 1, 'a key and its value are divided by a colon and a space; write fee: "1000 GBP"'),
        ("a: b: c # d", 1, 4, 'a text with a colon must be in quotes; write "b: c"'),
        ("a: >= 5", 1, 4, 'a text that begins with > must be in quotes; write ">= 5"'),
        ("a: {where: {tier: >= 10}, whole: 1 min}", 1, 19, 'a text that begins with > must be in quotes; write ">= 10"'),
        ("a: {b: '{', c: > 1 min, d: 2}  # }", 1, 16, 'a text that begins with > must be in quotes; write "> 1 min"'),
        ("a: [@b, c]", 1, 5, 'a text that begins with @ must be in quotes; write "@b"'),
        ("a: {b: >\n  c}", 1, 8, 'a text that begins with > must be in quotes; write ">"'),
        ("it's: {}\nb: > 1, more", 2, 4, 'a text that begins with > must be in quotes; write "> 1, more"'),
        ("a: {b: one: two, c: 2}", 1, 8, 'a text with a colon must be in quotes; write "one: two"'),
        ("a: @b", 1, 4, 'a text that begins with @ must be in quotes; write "@b"'),
        ("a: - b", 1, 4, "a list with - begins on a line of its own; write each - on a line of its own, or [ ... ]"),
        ("- a\nb: c", 2, 1, "a key stands among the items of a list; write - before each item, and a key where the list has ended"),
        ('a: "\\d"', 1, 5, "a \\ in double quotes begins an escape; write the text in single quotes, or \\\\ for one \\"),
        ("a: }", 1, 4, 'a value is missing here; write fee: "1000 GBP"'),
        ("a: 1\n\tb: 2", 2, 1, "a tab stands where a line is indented; write spaces instead of the tab"),
    ],
)  # fmt: skip
def test_the_true_place_of_yaml(text, line, column, said):
    """What has to be mended is named, not where a parser gave up."""
    with pytest.raises(sk.errors.ContractError) as caught:
        sk.loads(text, "yaml")
    assert str(caught.value) == f"line {line} column {column}: the text is not YAML, {said}"
