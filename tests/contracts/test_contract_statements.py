"""The statements of every shipped contract, as data: JSON that fits its schema and is read back whole, frames that add up."""

import json
import pickle
from fractions import Fraction

import pytest
from contract_statements import of_every, statement_of
from statement_schema import faults, undescribed

import slakit as sk
from slakit.penalties.amounts import names_of

TABLES = ("lines", "evidence", "shares", "adjustments", "duties", "problems", "accounts")


@of_every
def test_its_json_fits_the_schema(path):
    """No fault, and no key of which the schema says nothing."""
    pytest.importorskip("jsonschema")
    data = json.loads(statement_of(path).to_json())
    assert (faults(data), undescribed(data)) == ([], set())


@of_every
def test_what_was_read_back_is_the_same(path):
    """A statement from its JSON has the same JSON, texts, tables, explanations and reprs; pickled it is equal to itself."""
    statement = statement_of(path)
    again = sk.Statement.from_json(statement.to_json())
    for text in ("to_json", "to_text", "to_markdown", "_repr_html_", "__repr__", "json_schema"):
        assert getattr(again, text)() == getattr(statement, text)(), text
    for name in TABLES:
        assert tables(again)[name] == tables(statement)[name], name
    for line, written in zip(statement, again, strict=True):
        assert (line._repr_html_(), repr(line).removeprefix("<")) == (written._repr_html_(), repr(written).removeprefix("<Written"))
    assert [str(again.explain(line.name)) for line in again] == [str(statement.explain(line.name)) for line in statement]
    for line in again:
        for text in (again.explain(line.name).to_text(), again.explain(line.name).to_html(), line.title, line.to_meet):
            assert isinstance(text, str)
    assert (again - statement).changes == (statement - again).changes == ()
    assert pickle.loads(pickle.dumps(statement)) == statement


@of_every
def test_columns_add_up_to_the_totals(path):
    """One row for each line, and the exact texts of each column of money come to the amount of the statement."""
    statement = statement_of(path)
    columns = tables(statement)["lines"][0]
    assert {len(values) for values in columns.values()} == {len(statement)}
    for name in names_of(money=True):
        texts = [text for text in columns[f"{name}_exact"] if text is not None]
        total = getattr(statement, name)
        assert sum(map(Fraction, texts)) == (0 if total is None else total.exact), name
    for near, exact in zip(columns["measure"], columns["measure_exact"], strict=True):
        assert near == (None if exact is None else float(Fraction(exact)))


@of_every
def test_no_repr_is_long(path):
    """Of the statement, its lines and whatever they hold, each on its own: one line."""
    statement = statement_of(path)
    values = [statement, statement.lines, statement.missed, statement.explain(statement[0].name) if statement else None]
    values += [*statement, *statement.problems, *statement.accounts, *statement.adjustments, *statement.duties, statement.amounts]
    for line in statement:
        values += [line.measure, line.verdict, line.period, line.credit, line.amounts, *line.measure.evidence, *line.right_states]
    assert [repr(value) for value in values if len(repr(value)) > 160 or "\n" in repr(value)] == []


def tables(statement):
    made = {name: statement._frame_table(name) for name in TABLES}
    return {name: (dict(table.values), dict(table.kinds), table.zone_name) for name, table in made.items()}
