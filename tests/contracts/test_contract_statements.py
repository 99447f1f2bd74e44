"""The statements of every shipped contract, as data: JSON that fits its schema and is read back whole, frames that add up."""

import json
import pickle
from fractions import Fraction

import pytest
from attrs import evolve
from contract_statements import demo, of_every, statement_of
from read_back import TABLES, differing, every_field
from statement_schema import faults, undescribed

import slakit as sk
from slakit.penalties.amounts import names_of

WITH_DETAILS = pytest.mark.parametrize(
    "details", [pytest.param(False, id="plain"), pytest.param(True, id="with details", marks=pytest.mark.slow)]
)


@of_every
@WITH_DETAILS
def test_its_json_fits_the_schema(path, details):
    """No fault, and no key of which the schema says nothing."""
    pytest.importorskip("jsonschema")
    data = json.loads(statement_of(path, details).to_json())
    assert (faults(data), undescribed(data)) == ([], set())


@of_every
@WITH_DETAILS
def test_what_was_read_back_is_the_same(path, details):
    """A statement from its JSON is equal in every field, and gives the same text, page, sheet and explanation, to the byte."""
    is_read_back(statement_of(path, details))


@WITH_DETAILS
def test_the_demo_is_read_back(details):
    is_read_back(demo(details))


def is_read_back(statement):
    again = sk.Statement.from_json(statement.to_json())
    assert again == statement
    assert every_field(again) == every_field(statement)
    assert differing(again, statement) == []
    assert [type(line) for line in again] == [sk.types.Line] * len(statement)
    assert (again - statement).changes == (statement - again).changes == ()
    assert pickle.loads(pickle.dumps(statement)) == statement


@of_every
def test_it_is_charged_and_closed_alike(path):
    """What a statement owes and its seal are the same when it is read back and closed, and when the closed one is."""
    statement = statement_of(path)
    if any(line.period.span.end > statement.as_of for line in statement):
        return  # it cannot be closed
    closed = statement.close()
    assert sk.Statement.from_json(statement.to_json()).close() == closed
    assert sk.types.ClosedStatement.from_json(closed.to_json()) == closed
    again = sk.Statement.from_json(closed.to_json())
    assert (again, again.seal) == (statement, closed.seal)
    assert differing(evolve(again, seal=""), statement) == []


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
