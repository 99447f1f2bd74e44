"""The JSON Schema of a statement: it describes each key that is written, and refuses what is of another type."""

import json
from copy import deepcopy

import pytest
from statement_schema import SCHEMA, faults
from tested_contract import june

import slakit as sk
from slakit.metrics.measure import INNER
from slakit.statements.formats import in_format
from slakit.statements.line import WHERE_ANY

pytest.importorskip("jsonschema")


def leaves(data, path=()):
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*path, key))
            yield (*path, key)


def test_a_changed_type_is_a_fault():
    """Whatever value becomes a table, or goes missing where it must be there, is found at its path."""
    data = json.loads(june().to_json())
    data["lines"], data["accounts"] = data["lines"][:1], data["accounts"][:1]
    data["lines"][0]["measure"]["evidence"] = data["lines"][0]["measure"]["evidence"][:1]
    for path in leaves(data):
        changed = deepcopy(data)
        holder = changed
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = [{"another": "type"}]
        assert faults(changed), path


def test_a_key_that_is_missing_is_a_fault():
    """Of the statement and of a line; only what is written where there is any may be left out."""
    data = json.loads(june().to_json())
    for holder in (data, data["lines"][0], data["lines"][0]["measure"]):
        for key in list(holder):
            value = holder.pop(key)
            assert bool(faults(data)) == (key not in ("timezone", *WHERE_ANY, *INNER)), key
            holder[key] = value
    assert faults(data) == []


def test_the_version_of_the_json():
    """The key names the format, and one that is not known is refused."""
    data = json.loads(june().to_json())
    assert (next(iter(data)), data["format"], SCHEMA["title"]) == ("format", "slakit.statement/2", "slakit.statement/2")
    with pytest.raises(sk.errors.UsageError, match=r"'slakit\.statement/3' is not the format of a statement that this version"):
        sk.Statement.from_json(json.dumps({**data, "format": "slakit.statement/3"}))


def test_what_was_written_before_is_read():
    """The first format has no facts to explain by, and one of long ago names none: each is read as it was, and written so again."""
    statement = june()
    first = in_format(statement.to_dict(), "slakit.statement/1")
    assert "part" in statement.to_dict()["lines"][0]["measure"]
    assert not any({*line, *line["measure"]} & {"edges", "exact_credit", "part", "whole", "lost"} for line in first["lines"])
    read = sk.Statement.from_json(json.dumps(first))
    assert (read.to_dict(), read.to_text(), read.digest) == (first, statement.to_text(), statement.digest)
    assert (read - statement).changes == ()
    assert str(read.explain("Uptime")) == str(statement.explain("Uptime"))
    assert read.line("Uptime").to_meet == "" != statement.line("Uptime").to_meet
    for line in first["lines"]:
        del line["limits"], line["unread"], line["measure"]["shown_in"]
    old = {key: value for key, value in first.items() if key not in ("format", "timezone")}
    read = sk.Statement.from_json(json.dumps(old))
    assert (read.digest, read.payable, read.to_text()) == (statement.digest, statement.payable, statement.to_text())
    assert read.lines.where(name="Uptime")[0].unit == "%"
