"""Restored: a statement as its JSON tells it, to the letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from slakit.errors import UsageError
from slakit.metrics.measure import Evidence, Measure
from slakit.statements.adjustment import Adjustment
from slakit.statements.closed_line import ClosedLine
from slakit.statements.line import Line
from slakit.statements.parse import lines_of, maybe, plain_of, required, when
from slakit.statements.problem import Account, Problem
from slakit.statements.statement import Statement
from slakit.targets.bound import Bound
from slakit.targets.target import Target
from slakit.targets.verdict import Outcome, Verdict
from slakit.timeline.instants import instant
from slakit.values.money import Money, money
from slakit.values.quantity import Quantity, quantity
from slakit.windows.period import Period

T = TypeVar("T")
AMOUNTS = ("fee", "credit", "payable", "projected", "bonus", "returned", "banked", "entitled", "claimed", "forfeited")
KINDS = ("units", "converted", "entitled_units", "forfeited_units")
TEXTS = ("clause", "version", "unsettled", "claim")


@frozen
class WrittenTarget(Target):
    """The words of a target; a statement does not hold what judges by it."""

    text: str

    def _unknown(self) -> UsageError:
        return UsageError(
            f"a statement that was read back holds the words of its target, {self.text!r}, and cannot judge; use the agreement"
        )

    @property
    def bounds(self) -> tuple[Bound, ...]:
        raise self._unknown()

    def holds(self, value: Fraction) -> bool:
        raise self._unknown()

    def shortfall(self, value: Fraction) -> Fraction:
        raise self._unknown()

    def decided(self, low: Fraction | None, high: Fraction | None) -> Outcome | None:
        raise self._unknown()

    def __str__(self) -> str:
        return self.text


@frozen(kw_only=True)
class WrittenLine(Line):
    """A line that was read back: what it says in words is what was written."""

    written: Mapping[str, Any] = field(repr=False)

    @property
    def level(self) -> str:
        return str(self.written.get("level", ""))

    @property
    def reason(self) -> str:
        return str(self.written.get("reason", ""))

    @property
    def open(self) -> str:
        return str(self.written.get("open", ""))

    @property
    def shown(self) -> str:
        return str(self.written["measure"].get("shown", ""))

    @property
    def judged(self) -> str:
        return str(self.written.get("judged_shown") or self.written.get("judged") or "no figure")


def restored(text: str | bytes) -> Statement:
    """The statement whose `to_json` this is; raises UsageError, with the place, for any other text."""
    data = plain_of(text)
    old = "gross_credit" in data  # the words of before: gross_credit and credit
    credit, payable = (_money(data, name, "statement") for name in (("gross_credit", "credit") if old else ("credit", "payable")))
    lines = zip(data["lines"], lines_of(data), strict=True)
    return Statement(
        **{name: required(data, name, str, "statement") for name in ("agreement", "provider", "customer")},
        as_of=when(data),
        lines=tuple(_line(line, known, f"lines[{place}]") for place, (line, known) in enumerate(lines)),
        credit=credit,
        payable=payable,
        bonus=_money(data, "bonus", "statement"),
        cuts=_each(data, "cuts", _cut, "statement"),
        nature=str(data.get("nature") or ""),
        tax=str(data.get("tax") or ""),
        sole_remedy=data.get("sole_remedy"),
        problems=_each(data, "problems", lambda part: Problem(**{**part, "examples": tuple(part["examples"])}), "statement"),
        accounts=_each(data, "accounts", lambda part: Account(**part), "statement"),
        digest=str(data.get("digest") or ""),
    )


def _line(line: Mapping[str, Any], known: ClosedLine, place: str) -> Line:
    """A line; `known` is what any reader of statements reads of it."""
    evidence = _each(line["measure"], "evidence", _evidence, f"{place}.measure")
    measure = evolve(known.measure, reason=str(line["measure"].get("reason", "")), evidence=evidence)
    parts: dict[str, Any] = {name: _money(line, name, place) for name in AMOUNTS}
    parts |= {name: maybe(line, name, _quantities, place) or () for name in KINDS}
    parts |= {name: str(line.get(name) or "") for name in TEXTS}
    return WrittenLine(
        name=known.name,
        period=Period(known.span, known.span, line.get("partial") is True, known.label),
        group=known.group,
        target=WrittenTarget(required(line, "target", str, place)),
        verdict=_verdict(line, known, measure),
        rights=known.rights,
        steps=maybe(line, "steps", tuple, place) or (),
        cuts=_each(line, "cuts", _cut, place),
        claim_by=maybe(line, "claim_by", datetime.fromisoformat, place),
        written=line,
        **parts,
    )


def _verdict(line: Mapping[str, Any], known: ClosedLine, measure: Measure) -> Verdict:
    return Verdict(
        outcome=known.outcome,
        measure=measure,
        judged=known.judged,
        final=line.get("final") is True,
        certain=line.get("certain") is True,
        reason=str(line.get("verdict_reason") or ""),
    )


def _money(table: Mapping[str, Any], name: str, place: str) -> Money | None:
    return maybe(table, name, money, place)


def _quantities(texts: Iterable[str]) -> tuple[Quantity, ...]:
    return tuple(map(quantity, texts))


def _cut(part: Mapping[str, Any]) -> Adjustment:
    before, after = (None if part[name] is None else money(part[name]) for name in ("before", "after"))
    return Adjustment(part["period"], part["word"], part["told"], before, after)


def _evidence(part: Mapping[str, Any]) -> Evidence:
    figure = None if part["figure"] is None else Fraction(part["figure"])
    until = None if part["until"] is None else instant(part["until"])
    return Evidence(instant(part["at"]), part["key"], figure, part["unit"], until, part["word"])


def _each(table: Mapping[str, Any], name: str, read: Callable[[Any], T], place: str) -> tuple[T, ...]:
    return maybe(table, name, lambda parts: tuple(map(read, parts)), place) or ()
