"""Deadline: by when an open timer must stop, or an open duty be done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from attrs import frozen

from slakit.statements.plain_data import plain_group, plain_name, write_fields


@frozen(order=True)
class Deadline:
    """An open timer and when it uses up its limit, or an open duty and when its time ends; `overdue` once that has passed.

    Of a duty `duty` is its name, `who` has it, `holder` is the party or the person in that role, `what` is to be done, and `period` the one
    that it follows from; these are empty for a timer, and a duty has no `key`. `clause` is that of the duty, or of the timer's objective.
    """

    due: datetime
    objective: str
    stream: str
    group: Any
    key: Any
    overdue: bool
    duty: str = ""
    who: str = ""
    holder: str = ""
    what: str = ""
    period: str = ""
    clause: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain data: the instant as ISO text, and a group or a key that JSON does not know as text."""
        return {**write_fields(self), "group": plain_group(self.group), "key": plain_name(self.key)}
