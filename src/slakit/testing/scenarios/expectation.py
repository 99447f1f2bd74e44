"""Expectations: what a scenario says of a statement and of its lines, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.paths import Path, key_text
from slakit.documents.plain import shown as as_toml
from slakit.errors import SlakitError, close_match
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.testing.other_groups import other_groups
from slakit.testing.record_slips import NO_DATA, OF_RECORDS, SLIPS
from slakit.testing.scenarios.checked_values import (
    count_fault,
    duty_fault,
    instant_or_day_fault,
    measure_fault,
    money_in,
    outcome_fault,
    period_fault,
)
from slakit.testing.scenarios.difference import Difference
from slakit.testing.scenarios.expected_amounts import is_amount, is_nothing
from slakit.testing.scenarios.expected_rights import duties_fault, rights_fault
from slakit.testing.scenarios.which_line import WHICH, line_of, lines_text
from slakit.testing.scenarios.written_figure import as_figure
from slakit.testing.scenarios.written_instant import last_day_as_written
from slakit.values.money import Money
from slakit.values.number import decimals
from slakit.values.quantity import Quantity, quantity

NONE = "none"
AMOUNTS = ("credit", "payable", "bonus", "entitled", "claimed", "forfeited", "returned", "banked")
OF_PERIOD = ("fee", "projected")  # amounts of a line alone
KINDS = ("units", "converted", "entitled_units", "forfeited_units")
# how many records are something
COUNTS = ("sample", "pending", "unread", "breaches", *SLIPS)

Read = Callable[[Any], Any]
Report = Callable[[Path, str], None]


@frozen
class Expectation:
    """One figure that is expected, of the statement or of the line that `which` names."""

    what: str
    expected: Any
    path: Path
    which: Mapping[str, Any] | None = None
    timezone: str = "UTC"  # of times without an offset

    def differences(self, statement: Statement, counts: Mapping[str, int] = MappingProxyType({})) -> Iterator[Difference]:
        """Yield what is otherwise; `counts` are figures that no statement has, of its records."""
        for line in [None] if self.which is None else [self._line(statement, self.which)]:
            holder = statement if line is None else line
            actual = str(counts[self.what]) if self.what in counts else self._actual(holder)
            if self.what in COUNTS and self.expected == NONE and actual == "0":
                continue  # none is nothing at all, and so is 0
            if actual != shown(self.expected):
                if line is not None and self.what in ROUNDED:
                    actual = _both(ROUNDED[self.what](line), actual)
                yield Difference(self.what.replace("_", " "), shown(self.expected), actual, line)

    def _actual(self, holder: Any) -> str:
        if self.what == "claim_by":
            return last_day_as_written(holder.claim_by, self.expected, self.timezone)
        return FIGURES[self.what](holder, self.expected)

    def _line(self, statement: Statement, which: Mapping[str, Any]) -> Line:
        """The line that is meant; UsageError when there is none, or more than one."""
        return line_of(statement, which, self.path[:-1])


def expectations_of(expect: Mapping[str, Any], path: Path, agreement: Agreement, report: Report) -> list[Expectation]:
    """The expectations of the table `expect` of a scenario: figures of the statement and of its lines."""
    made = []
    names = list(dict.fromkeys(objective.name for version in agreement.versions for objective in version.agreement.objectives))
    for key, value in expect.items():
        at = (*path, key)
        if key in ("objectives", "lines", "duties") and value in ({}, []) and (key, value) != ("duties", []):
            report(at, f"expects nothing; write {_example(key, names[0])}")
        elif key == "objectives" and isinstance(value, Mapping):
            for name, table in value.items():
                one = table if isinstance(table, Mapping) else {"outcome": table}
                made += _of_line(one, {"objective": name}, (*at, name), agreement, report)
        elif key == "lines" and isinstance(value, list):
            for number, table in enumerate(value):
                if not isinstance(table, Mapping):
                    report((*at, number), f"{as_toml(table)} is not a table; write {{ objective = {names[0]!r}, outcome = 'missed' }}")
                    continue
                which = {word: table[word] for word in WHICH if word in table}
                figures = {word: figure for word, figure in table.items() if word not in WHICH}
                made += _of_line(figures, which, (*at, number), agreement, report, [*WHICH, *OF_LINE])
        elif key in ("deadlines", "findings"):
            continue
        elif key in OF_STATEMENT:
            made += _read(key, value, at, None, agreement, report)
        elif key in OF_LINE and len(names) > 1:
            report(at, f"{key!r} is of one line, and the contract has {len(names)} objectives; write objectives.{names[0]}.{key}")
        elif key in OF_LINE:
            made += _read(key, value, at, {}, agreement, report)
        elif key in ("objectives", "lines"):
            example = (
                "objectives = { Uptime = 'missed' }" if key == "objectives" else "lines = [{ objective = 'Uptime', outcome = 'missed' }]"
            )
            report(at, f"{as_toml(value)} is not {'a table' if key == 'objectives' else 'a list of tables'}; write {example}")
        elif key in WHICH:
            report(at, _misplaced({"objective": names[0], key: value}))
        else:
            report(at, f"is nothing that a statement says{close_match(key, KEYS)}")
    return made


def _example(key: str, name: str) -> str:
    """A table of expectations of some lines or duties, as it is written."""
    if key == "duties":
        return "duties = { Notice = 'open' }, or 'none'"
    return lines_text({"objective": name}) if key == "lines" else f'objectives = {{ {key_text(name)} = "missed" }}'


def _misplaced(which: Mapping[str, Any]) -> str:
    """The fault of a key that says which line is meant, and stands outside `lines`."""
    return f"says which line is meant; write {lines_text(which)}"


def _of_line(
    table: Mapping[str, Any], which: Mapping[str, Any], path: Path, agreement: Agreement, report: Report, keys: Iterable[str] = ()
) -> list[Expectation]:
    made: list[Expectation] = []
    names = [objective.name for version in agreement.versions for objective in version.agreement.objectives]
    if "objective" in which and which["objective"] not in names:
        report(path, f"{which['objective']!r} is not an objective of {agreement.name!r}{close_match(which['objective'], names)}")
        return made
    if "period" in which and (fault := period_fault(str(which["period"]), agreement)):
        report((*path, "period"), fault)
    if not table:
        example = lines_text({"objective": names[0], **which}) if keys else _example("objectives", which["objective"])
        report(path, f"expects nothing; write {example}")
    for key, value in table.items():
        if key in OF_LINE:
            made += _read(key, value, (*path, key), which, agreement, report)
        elif key in WHICH:
            report((*path, key), _misplaced({**which, key: value}))
        else:
            report((*path, key), f"is nothing that a line says{close_match(key, keys or OF_LINE)}")
    return made


def _read(key: str, value: Any, path: Path, which: Mapping[str, Any] | None, agreement: Agreement, report: Report) -> list[Expectation]:
    fault = outcome_fault(value) if key == "outcome" else duties_fault(value) or duty_fault(value, agreement) if key == "duties" else ""
    if key in ROUNDED and value != NONE:
        fault = measure_fault(value, agreement, (which or {}).get("objective"))
    if key == "claim_by" and value != NONE:
        fault = instant_or_day_fault(value, key)
    if key in COUNTS and value != NONE:
        fault = count_fault(value)
    if key == "rights" and value != NONE:
        fault = rights_fault(value, agreement)
    if fault:
        report(path, fault)
        return []
    try:
        expected = _expected(key, value, agreement)
    except SlakitError as error:
        report(path, str(error))
        return []
    return [Expectation(key, expected, path, which, agreement.timezone)]


def _expected(key: str, value: Any, agreement: Agreement) -> Any:
    if value == NONE:
        return NONE
    if key in (*AMOUNTS, *OF_PERIOD):
        return money_in(value, agreement)
    if key in KINDS:
        return tuple(quantity(one) for one in (value if isinstance(value, list) else [value]))
    if key in ("measure", "judged"):
        _ = quantity(value)
        return str(value)
    if key in COUNTS:
        return int(value)
    if key == "rights":
        return tuple(map(str, value if isinstance(value, list) else [value]))
    if key == "duties" and isinstance(value, list):
        return tuple(value)
    return value


def shown(value: Any) -> str:
    """An expected figure, as text that a figure of a statement is compared with."""
    if value is None or value == ():
        return NONE
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Money):
        return value.show() if decimals(value.exact) is not None else str(value)
    if isinstance(value, Quantity):
        return value.show()
    if isinstance(value, tuple | list):
        return ", ".join(map(shown, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {shown(one)}" for key, one in value.items())
    return str(value)


def _amount(name: str) -> Callable[[Any, Any], str]:
    def read(holder: Any, expected: Any) -> str:
        actual: Money | None = getattr(holder, name)
        if actual is None and isinstance(expected, Money) and not expected and is_nothing(holder, name):
            return shown(expected)
        return shown(expected) if is_amount(actual, expected) else shown(actual)

    return read


def _in_kind(name: str) -> Callable[[Any, Any], str]:
    """Amounts in kind: as they are expected if they are worth the same, and nothing is as good as zero."""

    def read(holder: Any, expected: Any) -> str:
        actual = [amount for amount in getattr(holder, name) if amount.base]
        wanted = [] if expected == NONE else [amount for amount in expected if amount.base]
        return shown(expected) if actual == wanted else shown(tuple(actual))

    return read


def _in_unit(figure: Quantity | None, like: Any, otherwise: str) -> str:
    """A figure in the units of an expected one and with as many decimals as it has, half-up: 99.861 % is "99.86 %"."""
    if figure is None or like == NONE:
        return NONE if figure is None else otherwise
    return as_figure(figure, str(like), otherwise)


def _both(full: str, rounded: str) -> str:
    """A figure as the statement shows it and with the decimals that were compared, where these are not the same."""
    try:
        same = quantity(full) == quantity(rounded)
    except SlakitError:  # none, or no figure
        same = True
    return rounded if same else f"{full} ({rounded} at these decimals)"


def _duties(holder: Any, expected: Any) -> str:
    """The state of each duty that is expected, or its state and last day: { Notice = "open by 2026-07-30" }."""
    states = {duty.duty: f"{duty.state} by {duty.last_day}" for duty in holder.duties}
    if not isinstance(expected, Mapping):
        return shown(tuple(states))
    return shown({name: _like(states.get(name, NONE), state) for name, state in expected.items()})


def _like(state: str, expected: Any) -> str:
    return state if " by " in str(expected) else state.partition(" by ")[0]


ROUNDED: dict[str, Callable[[Line], str]] = {"measure": lambda line: line.shown, "judged": lambda line: line.judged}
OF_LINE: dict[str, Callable[[Any, Any], str]] = {
    "outcome": lambda line, expected: str(line.outcome),
    "measure": lambda line, expected: _in_unit(line.measure.quantity if line.measure.value is not None else None, expected, line.shown),
    "judged": lambda line, expected: _in_unit(line.verdict.judged, expected, line.judged),
    "target": lambda line, expected: line.target.show(),
    "level": lambda line, expected: line.level or NONE,
    "sample": lambda line, expected: str(line.measure.sample),
    "pending": lambda line, expected: str(line.measure.pending),
    "unread": lambda line, expected: str(line.measure.unread),
    "breaches": lambda line, expected: shown(line.measure.breaches),
    "claim_by": lambda line, expected: shown(line.claim_by),
    **{name: _amount(name) for name in OF_PERIOD},
    "version": lambda line, expected: line.version,
}
OF_STATEMENT: dict[str, Callable[[Any, Any], str]] = {
    **{name: _amount(name) for name in AMOUNTS},
    **{name: _in_kind(name) for name in KINDS},
    "rights": lambda holder, expected: shown(tuple(holder.rights)),
    "duties": _duties,
    "problems": lambda statement, expected: str(sum(problem.count for problem in statement.problems)),
    "left_out": lambda statement, expected: str(sum(statement.left_out.values())),
    "unlisted_groups": lambda statement, expected: str(len([*other_groups(statement)])),
    **{kind: lambda statement, expected: "0" for kind in (*OF_RECORDS, NO_DATA)},  # which the scenario counts
    "digest": lambda statement, expected: statement.digest,
}
FIGURES = OF_STATEMENT | OF_LINE
OF_LINE = {**{key: OF_STATEMENT[key] for key in (*AMOUNTS, *KINDS, "rights", "duties")}, **OF_LINE}
KEYS = tuple(dict.fromkeys(["objectives", "lines", "deadlines", "findings", *OF_STATEMENT, *OF_LINE]))
