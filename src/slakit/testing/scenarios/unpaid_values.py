"""Unpaid values: those in the records of a scenario for which a penalty has no amount, so that what is owed stays unsettled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.engine.group_keys import label

UNPAID = re.compile(r": '([^']*)' is none of ('.*'), which (\w+)= pays for")


def with_values(unsettled: str, agreement: Agreement, records: Mapping[str, Any]) -> str:
    """Return what is unsettled, and of a value for which a penalty has no amount which it is and where in the contract it belongs."""
    match = UNPAID.search(unsettled)
    named = [one for version in agreement.versions for one in version.agreement.objectives if unsettled.startswith(f"{one.name}, ")]
    if match is None or not named:
        return unsettled
    streams = {reading.stream for reading in named[0].metric.parts()}
    rows = (row for stream in sorted(streams) for row in _rows(records.get(stream)))
    paid = re.findall("'([^']*)'", match[2])
    values = list(dict.fromkeys(text for row in rows if match[1] in row and (text := label(row[match[1]])) not in paid))
    if not values:
        return unsettled
    have = f"the records have {', '.join(map(repr, values))}"
    remedy = f"write an amount in the {match[3]} of {named[0].name!r} in the contract, or another value in the records"
    return f"{unsettled}; {have}; {remedy}"


def _rows(records: Any) -> Iterator[Mapping[str, Any]]:
    yield from (row for row in records if isinstance(row, Mapping)) if isinstance(records, list) else ()
