"""Faults of events: what is wrong with one, as data and on its way there (docs/numbers.md M10)."""

from attrs import frozen

from slakit.readers.record_problem import RecordProblem

NO_CASE = "no case"
UNKNOWN_KIND = "unknown kind"
UNKNOWN_STATE = "unknown state"


@frozen
class Notice(RecordProblem):
    """A problem that costs no row: its text says how the events were read."""

    is_notice = True


class UnusableError(Exception):
    """An event that cannot be used: the kind of its problem, the field and the value at fault, and the problem as a text."""

    def __init__(self, kind: str, field: str | None, value: object, text: str, named: bool = True) -> None:
        super().__init__(text)
        self.kind, self.field, self.value, self.text, self.named = kind, field, value, text, named
