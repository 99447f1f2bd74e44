"""The JSON Schema of a statement: it describes each key that is written, and refuses what is of another type."""

import json
from copy import deepcopy

import pytest
from statement_schema import SCHEMA, faults
from tested_contract import june

import slakit as sk

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
            assert bool(faults(data)) == (key != "timezone"), key
            holder[key] = value
    assert faults(data) == []


def test_the_version_of_the_json():
    """The key names the format; one without it is of long ago and is read, one of another version is not."""
    statement = june()
    data = json.loads(statement.to_json())
    assert (next(iter(data)), data["format"], SCHEMA["title"]) == ("format", "slakit.statement/1", "slakit.statement/1")
    old = {key: value for key, value in data.items() if key not in ("format", "timezone")}
    for line in old["lines"]:
        del line["limits"], line["unread"], line["measure"]["shown_in"]
    read = sk.Statement.from_json(json.dumps(old))
    assert (read.digest, read.payable, read.to_text()) == (statement.digest, statement.payable, statement.to_text())
    assert read.lines.where(name="Uptime")[0].unit == "%"
    with pytest.raises(sk.errors.UsageError, match=r"'slakit\.statement/2' is not the format of a statement that this version"):
        sk.Statement.from_json(json.dumps({**data, "format": "slakit.statement/2"}))
