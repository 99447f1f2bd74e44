"""Subject: the lines that an assertion is about, of a line, a statement, or a contract with records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import PurePath
from typing import Any, TypedDict

from attrs import frozen

from slakit.agreements.agreement import Agreement
from slakit.engine.evaluate import evaluate
from slakit.errors import UsageError
from slakit.penalties.amounts import Amounts
from slakit.statements.explanation import Explanation
from slakit.statements.line import Line
from slakit.statements.statement import Statement
from slakit.targets.verdict import Outcome
from slakit.testing.given_records import lasting
from slakit.testing.lengths_for_times import lengths_for_times
from slakit.testing.line_causes import line_causes
from slakit.testing.misspelt_fields import misspelt_fields
from slakit.testing.no_data import no_data
from slakit.testing.other_groups import is_of
from slakit.testing.record_slips import AFTER_AS_OF, HEADS, NO_DATA, SLIPS, Slips, record_slips
from slakit.testing.uncounted_records import Fed
from slakit.timeline.zone import ZoneMissing

SHOWN = 3  # so many lines are explained
SEVERAL = 8  # so many groups are named
OF_EVALUATE = {"as_of": "'2026-06-15T00:00Z'", "timezone": "'Europe/London'", "history": "[june]"}  # arguments of evaluate alone


class Expected(TypedDict, total=False):
    """The numbers of records that a test expects to be no good, or True for any number."""

    problems: int
    left_out: int
    unlisted_groups: int
    outside_period: int
    blank_values: int
    misspelt_values: int
    repeated: int
    unmatched: int
    no_data: int


@frozen
class Call:
    """The name of an assertion, and what it wants after its subject: the word for it, and an example."""

    name: str
    wants: tuple[tuple[str, str], ...] = ()

    @property
    def after(self) -> str:
        """The words after the records: " and then the amount"."""
        return f" and then the {self.wants[0][0]}" if self.wants else ""

    @property
    def of_contract(self) -> str:
        """The call with a contract, as it is written."""
        return f"{self.name}(contract, {{'outages': [...]}}, {''.join(f'{text}, ' for _, text in self.wants)}period='2026-06')"

    @property
    def of_statement(self) -> str:
        """The call with a statement, as it is written."""
        return f"{self.name}(statement, {''.join(f'{text}, ' for _, text in self.wants)}objective='Uptime')"


def short_value(value: object) -> str:
    """A value that is no subject, or a word for one that is long."""
    if isinstance(value, Mapping):
        return "a mapping"
    text = repr(value)
    return text if len(text) <= 60 else f"a value of the kind {type(value).__name__}"


def _instead(value: object, call: Call) -> str:
    """The call to write in the place of a value that is no subject."""
    if isinstance(value, Mapping):
        return call.of_contract
    if isinstance(value, str | PurePath):
        return call.of_contract.replace("contract,", f"load({str(value)!r}),", 1)
    return call.of_statement


def _silent(lines: tuple[Line, ...], call: Call, but: Expected) -> list[Slips]:
    """The lines without data, where what they come to is asked; an outcome says itself that there is none."""
    return [Slips.of(NO_DATA, no_data(lines))] if call.wants or NO_DATA in but else []


def _unexpected(
    statement: Statement, objective: str | None, group: Any, fed: Fed | None, but: Expected, silent: Iterable[Slips] = ()
) -> tuple[str, ...]:
    """The slips in the records of a statement, but for those that are expected; of an objective its own problems alone."""
    problems = [one for one in statement.problems if objective is None or one.objective in (None, objective)]
    about = () if objective is None else (objective,)
    of_records = record_slips(statement, problems, fed, lambda line: is_of(line, objective, group), about)
    return _but_for([*of_records, *silent], but)


def _but_for(all_slips: Iterable[Slips], but: Expected) -> tuple[str, ...]:
    """Say of each kind of slips that there are any, or another number than is expected."""
    slips = {one.kind: one for one in all_slips if one.texts}
    texts = []
    for kind in SLIPS:
        wanted = but.get(kind, 0)
        count = slips[kind].count if kind in slips else 0
        if wanted is not True and count != wanted:
            number = f"{kind} is {count}, expected {wanted}"
            texts.append(slips[kind].unless(f"{kind}=") if not wanted else f"{number}: {slips[kind]}" if kind in slips else number)
    return tuple(texts)


def _cause(statement: Statement, but: Expected, objective: str | None = None) -> str:
    """The lengths of time that stand in the place of instants, of an objective or of all, where no problem is expected."""
    problems = [one for one in statement.problems if objective is None or one.objective in (None, objective)]
    return "" if "problems" in but else "\n".join(lengths_for_times(problems))


def _evaluated(agreement: Agreement, period: Any, records: Mapping[str, Any], details: bool = False) -> Statement:
    return evaluate(agreement, records, period=period, details=details)


@frozen
class Subject:
    """The lines that are meant, what they come to, the records with their contract, where these were given, and what is wrong with them."""

    title: str
    lines: tuple[Line, ...]
    amounts: Amounts
    fed: Fed | None = None
    slips: tuple[str, ...] = ()
    cause: str = ""  # of all that fails, which is said alone

    @classmethod
    def of(cls, of: object, given: tuple[Any, ...], call: Call, objective: Any, period: Any, group: Any, but: Expected) -> Subject:
        """Return the subject of an assertion, which is called with records too for a contract; UsageError for any other arguments."""
        if not isinstance(of, Agreement | Statement | Line):
            raise UsageError(f"{short_value(of)} is not a line, a statement or a contract; write {_instead(of, call)}")
        if objective is not None and not isinstance(objective, str):
            example = getattr(objective, "name", "Uptime")
            raise UsageError(f"objective= is {short_value(objective)}, and not the name of an objective; write objective={example!r}")
        for word in but:
            if word in OF_EVALUATE:
                evaluated = f"evaluate(contract, records, period='2026-06', {word}={OF_EVALUATE[word]})"
                raise UsageError(f"{word}= is one of evaluate; write {call.of_statement.replace('statement', evaluated, 1)}")
            if word not in SLIPS or word == AFTER_AS_OF:
                raise TypeError(f"{call.name}() got an unexpected keyword argument {word!r}")
        if isinstance(of, Agreement):
            if given and isinstance(given[0], Mapping) and len(given) > 1 + len(call.wants):
                others = ", ".join(map(short_value, given[1 + len(call.wants) :]))
                named = "objective='Uptime', period='2026-06'"
                raise UsageError(f"{others} stands after what {call.name} takes, and the rest has names; write {named}")
            if len(given) != 1 + len(call.wants) or not isinstance(given[0], Mapping):
                raise UsageError(f"a contract needs records by stream{call.after}; write {call.of_contract}")
            records = lasting(given[0])
            if misspelt := [*misspelt_fields(of, records)]:
                raise UsageError(*misspelt)
            try:
                statement = evaluate(of, records, period=period)
            except ZoneMissing as error:
                raise error.without_argument from None
            fed = Fed(of, records, again=partial(_evaluated, of, period))
            return cls._of_statement(statement, objective, None, group, fed, but, call)
        if len(given) != len(call.wants):
            whole = "a line" if isinstance(of, Line) else "a statement"
            if len(given) < len(call.wants):
                raise UsageError(f"{call.name} of {whole} has no {call.wants[0][0]}; write {call.of_statement}")
            problem = f"{call.name} of {whole} takes {f'one {call.wants[0][0]}' if call.wants else 'no other value'}"
            raise UsageError(f"{problem}; records go with a contract alone; write {call.of_statement}")
        if isinstance(of, Statement):
            return cls._of_statement(of, objective, period, group, None, but, call)
        if (objective, period, group) != (None, None, None):
            raise UsageError(f"{of!r} is one line already; leave out objective=, period= and group=")
        return cls(of.title, (of,), of.amounts, None, _but_for(_silent((of,), call, but), but))

    @classmethod
    def _of_statement(
        cls, statement: Statement, objective: str | None, period: str | None, group: Any, fed: Fed | None, but: Expected, call: Call
    ) -> Subject:
        if objective is None:
            if period is not None or group is not None:
                raise UsageError("period= and group= choose among the lines of an objective; write objective='Uptime' too")
            slips = _unexpected(statement, objective, group, fed, but, _silent(statement.lines, call, but))
            return cls(statement.agreement, statement.lines, statement.amounts, fed, slips, _cause(statement, but))
        lines = statement.explain(objective, period, group).lines
        title = lines[0].title if len(lines) == 1 else f"{lines[0].name}, {len(lines)} lines"
        amounts = sum((line.amounts for line in lines), Amounts())
        slips = _unexpected(statement, objective, group, fed, but, _silent(lines, call, but))
        return cls(title, lines, amounts, fed, slips, _cause(statement, but, objective))

    def with_slips(self, *parts: str) -> str:
        """The parts of a message, and after them what is wrong with the records."""
        return self.cause or "\n\n".join([*parts, *self.slips])

    def refuse_slips(self) -> None:
        """Raise AssertionError for records that no line counts as they are meant: what is asserted would hold without them too."""
        __tracebackhide__ = True
        if self.slips:
            raise AssertionError(self.with_slips())

    @property
    def chooser(self) -> str:
        """The arguments that choose one of its lines; of groups alone which there are."""
        kinds = {"period": {line.period.label for line in self.lines}, "objective": {line.name for line in self.lines}}
        groups = list(dict.fromkeys(line.group for line in self.lines if line.group is not None))
        words = [f"{word}=" for word, values in kinds.items() if len(values) > 1]
        if words or len(groups) < 2:
            words += ["group="] * (len(groups) > 1)
            return f"{' and '.join(words)} {'choose' if len(words) > 1 else 'chooses'} one"
        return f"group= chooses one of {', '.join(map(repr, groups[:SEVERAL]))}{' ...' * (len(groups) > SEVERAL)}"

    def explained(self, lines: tuple[Line, ...] | None = None) -> str:
        """The arithmetic of its lines, or of some of them; of many those that were missed come first, and the rest are counted."""
        chosen = self.lines if lines is None else lines
        if len(chosen) > SHOWN:
            chosen = tuple(sorted(chosen, key=lambda line: line.outcome is not Outcome.MISSED))
        rest = len(chosen) - SHOWN
        more = f"\n\nand {rest} more line{'s' * (rest != 1)}; print(statement.explain(name, period)) shows one" if rest > 0 else ""
        slips = [kind for kind in HEADS if any(text.startswith(HEADS[kind]) for text in self.slips)]
        causes = [line_causes(line, self.fed, slips) if self.fed else [] for line in chosen[:SHOWN]]
        texts = ("\n".join([str(Explanation((line,))), *rows]) for line, rows in zip(chosen, causes, strict=False))
        return "\n\n".join(texts) + more
