"""Finding: one thing in a contract that its parties hardly want, and Witness: the records that show it."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from slakit.values.source_repr import in_brackets

Rows = Sequence[Mapping[str, Any]]


@frozen
class Witness:
    """A smallest set of records by stream that shows a finding: `evaluate(agreement, witness.records, period=witness.period)` says what
    `text` says. `better`, where it is not empty, are the records of a better service, for which the provider owes more.
    """

    records: Mapping[str, Rows]
    period: Any
    text: str
    better: Mapping[str, Rows] = field(factory=dict)


@frozen
class Finding:
    """One thing that is wrong, and where.

    >>> promise = Objective("Uptime", Uptime("outages"), "at least 100 %", clause="4.1")
    >>> desk = Agreement("Desk", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=[promise])
    >>> check(desk)
    (<Finding target-of-100-percent objectives[0].target: 'at least 100 %' is missed by the smallest failure>,)

    `code` is a word that stays the same, `place` the path in the document, `text` a sentence, `remedy` what to write instead, in TOML.
    `clause` is that of the objective or step, `witness` the records that show a finding about money or verdicts, and `allowed` the reason
    of the contract that allows it.
    """

    code: str
    place: str
    text: str
    remedy: str
    clause: str | None = None
    witness: Witness | None = None
    allowed: str | None = None

    def __repr__(self) -> str:
        return in_brackets(self, self.code, f"{self.place}:", self.text)
