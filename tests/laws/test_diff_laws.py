"""Laws of diff: the changes of the lines add up to that of the statement, each line stands once, and no version differs from itself."""

from collections import Counter

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, strategies as st

import slakit as sk
from slakit.analysis.diffs.line_change import changed_lines
from slakit.analysis.diffs.match_objectives import pairs_of
from slakit.penalties.amounts import Use, names_of

CAPS = (None, "5 %", "12 %")
METRIC = sk.Share("posts", good={"ok": True}).by("brand")
RULES = st.sampled_from([
    sk.Linear("1 %", per="1 pp"),
    sk.Tiered({"90 %": "5 %", "80 %": "10 %"}).repeated({2: 2}),
    sk.Flat("3 %") + sk.Right("leave").only_if(in_a_row=2),
    sk.Linear("1 %", per="1 pp") + sk.Bonus({"95 %": "2 %", "99 %": "5 %"}),
    sk.PerBreach("10 EUR", free=1).capped("8 %"),
    sk.Flat("2 points") + sk.Flat("7 %"),
])  # fmt: skip


@st.composite
def contracts(draw):
    """A desk of one or two promises, with or without a cap, a claim or an offset of bonuses."""
    names = draw(st.sampled_from([("A",), ("A", "B"), ("B",)]))
    objectives = [
        sk.Objective(name, METRIC, draw(st.sampled_from(["at least 85 %", "at least 95 %"])), penalty=draw(RULES)) for name in names
    ]
    steps = [sk.steps.Cap(cap) for cap in [draw(st.sampled_from(CAPS))] if cap]
    steps += [sk.steps.Offset()] if draw(st.booleans()) else []
    return sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-07-01"),
        timezone="UTC",
        fee="999.99 EUR",
        objectives=objectives,
        settlement=sk.Settlement(steps=steps),
    )


ROWS = st.lists(
    st.fixed_dictionaries({"at": st.sampled_from([f"2026-0{month}-03T00:00Z" for month in range(1, 7)]),
                           "ok": st.booleans(), "brand": st.sampled_from(["a", "b"])}), max_size=40)  # fmt: skip


def added(changes, name):
    """The change of an amount, line by line."""
    total = sk.money("0 EUR")
    for change in changes:
        for sign, line in ((1, change.after), (-1, change.before)):
            amount = getattr(line, name) if line else None
            total += amount * sign if amount is not None else total * 0
    return total


def changed(old, new, rows):
    """Both statements, and the lines that differ."""
    before, after = (sk.evaluate(agreement, {"posts": rows}) for agreement in (old, new))
    return before, after, changed_lines(before, after, pairs_of(old.objectives, new.objectives))


@given(contracts(), contracts(), ROWS)
def test_changes_add_up(old, new, rows):
    """For every amount of money, and no line comes twice."""
    *statements, lines = changed(old, new, rows)
    for name in names_of(Use.TOTAL, money=True):
        before, after = (getattr(statement, name) or sk.money("0 EUR") for statement in statements)
        assert added(lines, name) == after - before
    assert set(Counter((change.line.name, *change.line.key[1:]) for change in lines).values()) <= {1}


@given(contracts(), contracts(), ROWS)
def test_each_amount_stands_in_words(old, new, rows):
    """What is payable more or less is there once, with its sign, for each line that it changes on, and for no other."""
    for change in changed(old, new, rows)[2]:
        payable = [line.payable if line else sk.money("0 EUR") for line in (change.before, change.after)]
        moved = payable[1] - payable[0]
        texts = [text for text in change.changes if text.startswith("payable ")]
        sign = "+" if moved.exact > 0 else ""
        assert texts == ([f"payable {payable[0].show()} -> {payable[1].show()} ({sign}{moved.show()})"] if moved else [])


@given(contracts(), ROWS)
def test_no_version_differs_from_itself(agreement, rows):
    """Nothing in terms, in what is paid, or in records."""
    differences = sk.diff(agreement, agreement, {"posts": rows})
    assert (tuple(differences), differences.paid, differences.lines, differences.duties) == ((), (), (), ())


@given(contracts(), contracts(), ROWS)
def test_the_other_way_round(old, new, rows):
    """As many lines change, each by as much less as it was more."""
    (*_, there), (*_, back) = changed(old, new, rows), changed(new, old, rows)
    assert len(there) == len(back)
    assert added(there, "payable") == added(back, "payable") * -1
