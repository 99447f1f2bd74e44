"""Reconciliation: where two parties' statements differ, which records explain it, and what each of these is worth (docs/two-parties.md)."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import Any

from attrs import Factory, field, frozen

from slakit.penalties.amounts import Amounts, HoldsAmounts, Use, names_of
from slakit.statements.change import growth
from slakit.statements.judged_line import JudgedLine
from slakit.statements.local_times import with_local_times
from slakit.statements.plain_data import write_fields
from slakit.statements.table import markdown_table
from slakit.values.money import Money
from slakit.values.plain_markdown import plain_markdown
from slakit.values.source_repr import in_brackets

NOTHING = Amounts()
WORDS = {"payable": "payable", "credit": "gross credit", "bonus": "bonus", "returned": "earned back"}


@frozen
class LineDifference(HoldsAmounts):
    """A line that two parties have otherwise; None where a party has none. Its amounts are theirs less ours."""

    ours: JudgedLine | None
    theirs: JudgedLine | None
    amounts: Amounts = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: growth(*map(_amounts, (self.ours, self.theirs))), takes_self=True)
    )

    @property
    def line(self) -> JudgedLine:
        """The line as we have it, or else as they do."""
        either = self.ours or self.theirs
        assert either is not None  # one of them has it
        return either

    @property
    def title(self) -> str:
        """The objective, the group in brackets, and the period."""
        return f"{self.line.named}, {self.line.period.label}"

    def __str__(self) -> str:
        ours, theirs = map(_result, (self.ours, self.theirs))
        return f"{self.title}: ours {ours}; theirs {theirs}: {worth_text(self.amounts)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"line": self.title, "ours": _result(self.ours), "theirs": _result(self.theirs), **worth_of(self.amounts)}


@frozen(kw_only=True)
class RecordDifference:
    """A record that one party has and the other has not, or that both have with other values.

    `ours` and `theirs` are its fields in their canonical form, None where a party has no such record. Its text has local times of `zone`,
    and names one that both have by the fields of its stream that are `keys`.
    """

    stream: str
    at: str
    ours: dict[str, Any] | None
    theirs: dict[str, Any] | None
    zone: tzinfo = field(default=UTC, eq=False, repr=False)
    keys: tuple[str, ...] = field(default=(), eq=False, repr=False)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ; none where one party alone has the record."""
        ours, theirs = self.ours, self.theirs
        if ours is None or theirs is None:
            return ()
        return tuple(name for name in dict.fromkeys([*ours, *theirs]) if ours.get(name) != theirs.get(name))

    def __str__(self) -> str:
        return with_local_times(self._text, self.zone)

    @property
    def _text(self) -> str:
        ours, theirs = self.ours, self.theirs
        if ours is not None and theirs is not None:
            changes = [f"{name} is {_shown(ours.get(name))} in ours and {_shown(theirs.get(name))} in theirs" for name in self.fields]
            named = ", ".join(f"{key}={_shown(ours[key])}" for key in self.keys if key in ours and key not in self.fields)
            return f"{self.stream} of {self.at}{named and f' ({named})'}: {', '.join(changes)}"
        one = {**(ours or {}), **(theirs or {})}
        shown = ", ".join(f"{name}={_shown(value)}" for name, value in one.items())
        return f"{self.stream} of {self.at}, only in {'ours' if theirs is None else 'theirs'}: {shown}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"stream": self.stream, "at": self.at, "ours": self.ours, "theirs": self.theirs, "fields": list(self.fields)}


@frozen(kw_only=True)
class Cause(HoldsAmounts):
    """One record, or a group of them, and what it is worth: what the amounts change by when it is taken as they have it.

    `changed` names the lines that change with it. `label` says what the group is, or what else differs. With `missing` they are all the
    records of a stream of which the other party gave none, not even that there are none.
    """

    label: str
    records: tuple[RecordDifference, ...] = ()
    changed: tuple[str, ...] = ()
    missing: bool = False
    amounts: Amounts = NOTHING

    @property
    def text(self) -> str:
        """The record, or the group and the number of its records."""
        return str(self.records[0]) if len(self.records) == 1 and not self.missing else self.label

    def __str__(self) -> str:
        return f"{self.text}: {worth_text(self.amounts)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "cause": self.text,
            "records": [record.to_dict() for record in self.records],
            "lines": list(self.changed),
            **worth_of(self.amounts),
        }


@frozen(kw_only=True, repr=False)
class Reconciliation(HoldsAmounts):
    """Two parties' statements of one agreement, compared; `amounts` are theirs less ours, and `causes` add up to them to the cent.

    `causes` are None where two statements were compared without their records.
    """

    agreement: str
    lines: tuple[LineDifference, ...]
    causes: tuple[Cause, ...] | None
    amounts: Amounts
    ours: Amounts
    theirs: Amounts

    def __bool__(self) -> bool:
        """True if anything differs."""
        return bool(self.lines or self.causes or self.amounts)

    def __repr__(self) -> str:
        count = f"{len(self.lines):,} line{'s' * (len(self.lines) != 1)} differ{'s' * (len(self.lines) == 1)}"
        return in_brackets(self, f"{self.agreement}:", f"{count}, {worth_text(self.amounts)}")

    @property
    def _total(self) -> str:
        both = ["nothing" if one.payable is None else one.payable.show() for one in (self.ours, self.theirs)]
        return f"payable: ours {both[0]}, theirs {both[1]}: {worth_text(self.amounts)}"

    def to_text(self) -> str:
        """The lines that differ, the records that explain it with what each is worth, and the whole difference."""
        if not self:
            return f"{self.agreement}: nothing differs"
        causes = [] if self.causes is None else ["", "explained by:", *(f"  {cause}" for cause in self.causes)]
        return "\n".join([f"{self.agreement}: theirs less ours", *(f"  {line}" for line in self.lines), *causes, "", self._total])

    __str__ = to_text

    def to_markdown(self) -> str:
        """The same as Markdown tables."""
        lines = [[line.title, _result(line.ours), _result(line.theirs), worth_text(line.amounts)] for line in self.lines]
        parts = [f"# {plain_markdown(self.agreement)}: theirs less ours", markdown_table(["line", "ours", "theirs", "worth"], lines, [3])]
        if self.causes is not None:
            causes = [[cause.text, ", ".join(cause.changed), worth_text(cause.amounts)] for cause in self.causes]
            parts.append(markdown_table(["explained by", "lines", "worth"], causes, [2]))
        return "\n\n".join([*parts, plain_markdown(self._total)]) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Plain data; amounts are exact texts."""
        causes = None if self.causes is None else [cause.to_dict() for cause in self.causes]
        totals = {"ours": worth_of(self.ours), "theirs": worth_of(self.theirs), "difference": worth_of(self.amounts)}
        return {"agreement": self.agreement, "lines": [line.to_dict() for line in self.lines], "causes": causes, **totals}


def worth_text(amounts: Amounts) -> str:
    """The amounts that differ, with their signs; "no money" where none does."""
    money = {name: getattr(amounts, name) for name in WORDS}
    shown = {name: amount for name, amount in money.items() if amount and (name != "credit" or amount != money["payable"])}
    texts = [_signed(amount) + ("" if name == "payable" else f" {WORDS[name]}") for name, amount in shown.items()]
    return ", ".join([*texts, *(f"{unit.show()}" for unit in amounts.in_kind)]) or "no money"


def worth_of(amounts: Amounts) -> dict[str, Any]:
    """The amounts that are posted, as plain data."""
    values = write_fields(amounts)
    return {name: values[name] for name in names_of(Use.POSTED)}


def _signed(amount: Money) -> str:
    return f"{'+' if amount.exact > 0 else ''}{amount.show()}"


def _amounts(line: JudgedLine | None) -> Amounts:
    return NOTHING if line is None else line.amounts


def _result(line: JudgedLine | None) -> str:
    if line is None:
        return "no line"
    return line.result if line.payable is None else f"{line.result}, {line.payable.show()}"


def _shown(value: object) -> str:
    if isinstance(value, dict) and len(value) == 1:
        (value,) = value.values()  # a day, a decimal number
        value = value[0] if isinstance(value, list) and value else value
    return "nothing" if value is None else str(value)
