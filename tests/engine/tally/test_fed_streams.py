"""What was fed of each stream, and the fields that its records have."""

from fractions import Fraction

import pytest
from engine_cases import POSTS, at, only, post

import slakit as sk


def test_an_unknown_field():
    """A field that no record has is an error, with the near name; one that some records lack is not."""
    with pytest.raises(sk.errors.RecordError) as error:
        sk.evaluate(POSTS, {"posts": [{"when": at("01-05"), "okay": True}]})
    assert len(error.value.problems) == 2
    either = "write 'ok' in the records, or 'okay' in the contract"
    assert f"stream 'posts': no record has the field 'ok', but 'okay', which is not read; {either}" in error.value.problems
    line = only(sk.evaluate(POSTS, {"posts": [post("01-05"), {"at": at("01-06")}]}, period="2026-01"))
    assert line.measure.value == Fraction(1, 2)
