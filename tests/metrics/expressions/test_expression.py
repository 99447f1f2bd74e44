"""Expressions: what is in their language and what is not, the kinds of their fields, and their values, worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from slakit.errors import ContractError
from slakit.metrics.expressions.expression import comparison, derived_field, number_expression, number_field, recorded_fields
from slakit.metrics.expressions.nodes import DURATION, INSTANT, KINDS, NUMBER, TRUTH, Name, Negative, Operation
from slakit.metrics.expressions.tokens import field_text, tokens

HOUR = 3_600_000_000


@pytest.mark.parametrize(
    ("text", "written", "numbers", "instants"),
    [
        ("answered-asked<=4 hours", "answered - asked <= 4 hours", (), ("answered", "asked")),
        ("answered - asked at most 4 hours", "answered - asked <= 4 hours", (), ("answered", "asked")),
        ("errors/requests  more than 1%", "errors / requests > 1 %", ("errors", "requests"), ()),
        ("a - (b - c) >= 2", "a - (b - c) >= 2", ("a", "b", "c"), ()),
        ("(a - b) - c >= 2", "a - b - c >= 2", ("a", "b", "c"), ()),
        ("(a + b) * 0.5 < c", "(a + b) * 0.5 < c", ("a", "b", "c"), ()),
        ("a / (b * c) == -1", "a / (b * c) == -1", ("a", "b", "c"), ()),
        ('`first reply` - "asked at" below 1 h 30 min', "`first reply` - `asked at` < 1 h 30 min", (), ("first reply", "asked at")),
        ("done <= asked + 2 * 30 min", "done <= asked + 2 * 30 min", (), ("done", "asked")),
        ("(done - asked) / 1 hour / 8 <= 80 %", "(done - asked) / 1 hour / 8 <= 80 %", (), ("done", "asked")),
        ("done - asked <= 5 min * priority", "done - asked <= 5 min * priority", ("priority",), ("done", "asked")),
    ],
)
def test_comparisons(text, written, numbers, instants):
    """Each is written in one form, which reads back to it, and says which of its fields are numbers and which are times."""
    made = comparison(text)
    assert (made.text, set(made.numbers), set(made.instants)) == (written, set(numbers), set(instants))
    assert comparison(written) == made
    assert derived_field(made.name) == made


LANGUAGE = "is not part of an expression"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("answered.asked > 1", f"'.' in 'answered.asked > 1' {LANGUAGE}; write names of fields"),  # no attributes
        ("rows[0] > 1", f"'[' in 'rows[0] > 1' {LANGUAGE}"),  # no subscripts
        ("a ** 9 > 1", f"'**' in 'a ** 9 > 1' {LANGUAGE}"),  # no powers
        ("a // 2 > 1", f"'//' in 'a // 2 > 1' {LANGUAGE}"),
        ("open('x') > 1", "'(' in \"open('x') > 1\" is not expected there"),  # no calls
        ("__import__(a) > 1", "'(' in '__import__(a) > 1' is not expected there"),
        ("lambda: 1", f"':' in 'lambda: 1' {LANGUAGE}"),
        ("a > 1; b > 2", f"';' in 'a > 1; b > 2' {LANGUAGE}"),
        ("a > 1 and", "the end in 'a > 1 and' is not a field, a number or '('"),
        ("a > 1 and b + 2", "does not go together"),
        ("(a > 1) + 2 > 1", "does not go together"),
        ("not " * 12 + "a", "is nested deeper than 10 levels"),
        ("type = complaint", f"'=' in 'type = complaint' {LANGUAGE}; write '==', or {{'type': 'complaint'}} for one field"),
        ("a < b < c", "'<' in 'a < b < c' is not expected there"),
        ("(a > 1", "the end in '(a > 1' is not ')'"),
        ("a -", "the end in 'a -' is not a field, a number or '('"),
        ("a b > 1", "'b' in 'a b > 1' is not expected there"),
        ("complaint", "'complaint' is not a set of conditions, and compares nothing; write {'level': 'expert'} for one field"),
        ("1 < 2", "'1 < 2' reads no field"),
        ("", "'' is not an expression"),
        (3, "3 is not an expression"),
        ("a / 0 > 1", "'a / 0 > 1' divides by zero; write a field or another number under the line"),
        ("a / (2 - 2) > 1", "'a / (2 - 2) > 1' divides by zero"),
        ("a > 1234567890123456789", "'123456789012345678'... in 'a > 1234567890123456789' has more than 18 digits"),
        ("a + " * 60 + "a > 1", "has 245 characters; write no more than 200"),
        ("a+" * 60 + "a>1", "has more than 60 words and signs; write a shorter one"),
        ("(" * 11 + "a" + ")" * 11 + " > 1", "is nested deeper than 10 levels; write fewer brackets"),
        ("-" * 11 + "a > 1", "is nested deeper than 10 levels; write fewer brackets"),
        ("a + b + c + d + e + f + g > 1", "reads 7 fields; write no more than 6"),
        ("answered - asked <= 4 apples", "'answered - asked <= 4 apples': '4 apples' is not a quantity"),
        ("answered - asked <= 4 GB", "'4 GB' in 'answered - asked <= 4 GB' is not a length of time; write '4 hours'"),
        ("answered - asked <= 1 month", "'month' is not a duration but a calendar step"),
        ("answered + asked <= 4 hours", "does not go together: a time less a time is a length of time, and is compared with one"),
        ("answered <= 4 hours", "does not go together"),
        ("answered <= due", "may mean numbers or times; write 'answered - due <= 0 min' for times, or 'answered - due <= 0' for numbers"),
        ("(a - b) / (c - d) > 2", "may mean numbers or times; write lengths of time into it for times, such as"),
        ("a - b > c - d", "may mean numbers or times; write 'a - b - (c - d) > 0 min' for times"),
    ],
)
def test_what_no_expression_is(text, message):
    """All else is refused, with what to write: there is no attribute, no call, no power, nothing large and nothing deep."""
    with pytest.raises(ContractError) as caught:
        comparison(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("charged > agreed - 1", "'charged > agreed - 1' is true or false, and not a number; write '= charged - agreed'"),
        ("asked + 1 hour", "does not go together"),
        (
            "(answered - asked) + 1 hour",
            "'(answered - asked) + 1 hour' is a length of time, and not a number; write '= ((answered - asked)",
        ),
    ],
)
def test_what_no_number_is(text, message):
    """A field of numbers holds numbers: a length of time is divided by one first."""
    with pytest.raises(ContractError) as caught:
        number_expression(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "values", "value"),
    [
        ("a - b <= 4 hours", {"a": 9 * HOUR, "b": 5 * HOUR}, True),  # exactly
        ("a - b < 4 hours", {"a": 9 * HOUR, "b": 5 * HOUR}, False),
        ("a - b <= 4 hours", {"a": 9 * HOUR + 1, "b": 5 * HOUR}, False),  # by a microsecond
        ("a / b > 1 %", {"a": Fraction(1), "b": Fraction(100)}, False),
        ("a / b > 0.01", {"a": Fraction(1), "b": Fraction(99)}, True),
        ("a / b == 1", {"a": Fraction(1), "b": Fraction(0)}, None),  # nothing is divided by zero
        ("a / b == 1", {"a": None, "b": Fraction(1)}, None),
        ("0.1 * a == 0.3", {"a": Fraction(3)}, True),  # exact, unlike floats
        ("a - b - c == 2", {"a": Fraction(9), "b": Fraction(4), "c": Fraction(3)}, True),
        ("-a * -b != 6", {"a": Fraction(2), "b": Fraction(3)}, False),
    ],
)
def test_values(text, values, value):
    """Numbers are exact fractions, times and lengths whole microseconds; what is unknown makes the whole unknown."""
    assert comparison(text).value(values) is value


def test_numbers_of_records():
    """6 hours over 90 minutes are 4; 103 charged less 100 agreed are 3."""
    assert number_expression("(answered - asked) / 90 min").value({"answered": 10 * HOUR, "asked": 4 * HOUR}) == 4
    assert number_expression("charged - agreed").value({"charged": Fraction(103), "agreed": Fraction(100)}) == 3


def test_names_of_fields():
    """A field that is worked out begins with "="; any other is itself."""
    assert number_field("= charged-agreed") == "= charged - agreed"
    assert (number_field("charged-agreed"), number_field(None)) == ("charged-agreed", None)
    assert recorded_fields("= (done - asked) / 1 hour * cost", "numbers") == ("cost",)
    assert derived_field("charged - agreed") is None
    assert [field_text(name) for name in ("asked", "first reply", "above", "and", "it`s")] == [
        "asked", "`first reply`", "`above`", "`and`", "'it`s'",
    ]  # fmt: skip


def test_tokens():
    """Words that compare are signs, also in capitals and with more spaces."""
    assert [(token.kind, token.text) for token in tokens("a At  Least 1.5 %")] == [
        ("name", "a"), ("operator", ">="), ("number", "1.5"), ("percent", "%"), ("end", "the end"),
    ]  # fmt: skip


def test_kinds():
    """A time less a time is a length; a length over a length is a number; two times cannot be added, and no truth is counted with."""
    assert KINDS[INSTANT, "-", INSTANT] == DURATION
    assert KINDS[DURATION, "/", DURATION] == NUMBER
    assert KINDS[DURATION, "<", DURATION] == TRUTH
    assert (INSTANT, "+", INSTANT) not in KINDS
    assert not any(TRUTH in (left, right) for left, _, right in KINDS)
    assert Negative(Name("a")).kind({"a": INSTANT}) is None


names = st.sampled_from(["a", "b", "first reply", "above"])
nodes = st.recursive(
    st.builds(Name, names),
    lambda inner: st.one_of(st.builds(Negative, inner), st.builds(Operation, inner, st.sampled_from("+-*/"), inner)),
    max_leaves=6,
)


@given(nodes, st.sampled_from(["<=", ">", "=="]))
def test_what_is_written_reads_back(node, operator):
    """Brackets stand where they are needed, so that the text of any tree is that tree."""
    text = Operation(node, operator, Operation(Name("a"), "*", Name("b"))).text()
    made = comparison(text)
    assert made.text == text
    values = {"a": Fraction(3), "b": Fraction(-7, 2), "first reply": Fraction(5), "above": Fraction(11)}
    try:
        expected = Operation(node, operator, Operation(Name("a"), "*", Name("b"))).function(tuple(values))(tuple(values.values()))
    except ZeroDivisionError:
        expected = None
    assert made.value({name: values[name] for name in made.fields}) is expected


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    """No text brings anything but an expression or a ContractError that says what to write."""
    for read in (comparison, number_expression):
        try:
            fields, problem = read(text).fields, ""
        except ContractError as error:
            fields, problem = (), str(error)
        assert fields or "write" in problem
