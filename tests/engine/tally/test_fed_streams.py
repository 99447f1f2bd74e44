"""What was fed of each stream, and the fields that its records have."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

import slakit as sk


def at(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


def agreement(*objectives, **changes):
    settings = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"} | changes
    made = [
        part if isinstance(part, sk.Objective) else sk.Objective(f"O{place}", part, "at most 3") for place, part in enumerate(objectives)
    ]
    return sk.Agreement("A", objectives=made, **settings)


POSTS = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", penalty=sk.Flat("5 %")))


def post(text, ok=True, **more):
    return {"at": at(text), "ok": ok, **more}


def only(statement):
    (line,) = statement.lines
    return line


def test_an_unknown_field():
    """A field that no record has is an error, with the near name; one that some records lack is not."""
    with pytest.raises(sk.errors.RecordError) as found:
        sk.evaluate(POSTS, {"posts": [{"when": at("01-05"), "okay": True}]})
    assert len(found.value.problems) == 2
    assert "stream 'posts': no record has the field 'ok'; did you mean 'okay'?" in found.value.problems
    line = only(sk.evaluate(POSTS, {"posts": [post("01-05"), {"at": at("01-06")}]}, period="2026-01"))
    assert line.measure.value == Fraction(1, 2)
