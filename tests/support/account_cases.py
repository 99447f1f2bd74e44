"""Half a year of a desk, and that every record of a stream is accounted for."""

import json

import slakit as sk

OUTAGE = {"start": "2026-05-05T00:00Z", "end": "2026-05-06T00:00Z"}


def agreement(*objectives, **settings):
    """Half a year with these objectives."""
    return sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-07-01"),
        timezone="UTC",
        fee="100 GBP",
        objectives=list(objectives),
        **settings,
    )


def balanced(statement):
    for one in statement.accounts:
        assert one.read == one.counted + one.pending + sum(one.excluded.values()) + sum(one.problems.values()), str(one)
    return {(one.objective, one.stream): one for one in statement.accounts}


def everywhere(agreed, records):
    """The statement, the same at once, row by row with a state saved between, and merged from two."""
    whole = sk.evaluate(agreed, records)
    first, second = sk.Monitor(agreed), sk.Monitor(agreed)
    for stream, rows in records.items():
        first.feed(stream, [])
        for index, row in enumerate(rows):
            (first, second)[index % 2].feed(stream, [row])
    first = sk.Monitor.restore(agreed, json.loads(json.dumps(first.state())))
    first.merge(second)
    assert first.statement().to_dict() == whole.to_dict()
    return whole


CASE = {"id": 7, "asked": "2026-03-02T09:00Z", "replied": "2026-03-02T12:00Z"}


def rows(*months, **fields):
    return [{"at": f"2026-{month:02}-10T00:00Z", **fields} for month in months]
