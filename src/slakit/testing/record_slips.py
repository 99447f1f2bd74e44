"""Record slips: records of a test that no line counts as they are meant: unreadable, not counted, of another period or no listed group."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from attrs import frozen

from slakit.statements.left_out import left_out_in_words
from slakit.statements.problem import Problem
from slakit.statements.statement import Statement
from slakit.testing.after_as_of import after_as_of
from slakit.testing.blank_values import blank_values
from slakit.testing.misspelt_values import misspelt_values
from slakit.testing.other_groups import Meant, other_groups
from slakit.testing.outside_period import outside_period
from slakit.testing.repeated_records import repeated_records
from slakit.testing.uncounted_records import NO_FIELD, Fed, in_short, near_value
from slakit.testing.unmatched_claims import unmatched_claims
from slakit.testing.unmatched_deeds import unmatched_deeds
from slakit.timeline.impossible_days import first_reason, impossible_day

PROBLEMS, LEFT_OUT, UNLISTED_GROUPS, OUTSIDE_PERIOD = "problems", "left_out", "unlisted_groups", "outside_period"
AFTER_AS_OF, BLANK_VALUES, REPEATED, UNMATCHED, NO_DATA = "after_as_of", "blank_values", "repeated", "unmatched", "no_data"
MISSPELT_VALUES = "misspelt_values"
# of which no statement knows, but its records
OF_RECORDS = (OUTSIDE_PERIOD, AFTER_AS_OF, BLANK_VALUES, MISSPELT_VALUES, REPEATED, UNMATCHED)
SLIPS = (PROBLEMS, LEFT_OUT, UNLISTED_GROUPS, *OF_RECORDS, NO_DATA)
MOST = 3  # so many records of a kind are named
HEADS = {
    PROBLEMS: "some records cannot be read",
    LEFT_OUT: "some records are counted by no objective",
    UNLISTED_GROUPS: "some records are of a group that is not listed",
    OUTSIDE_PERIOD: "no record of a stream lies in the period",
    AFTER_AS_OF: "some records lie after as_of, so that they have not happened yet",
    BLANK_VALUES: "some records leave out a value that the contract asks for",
    MISSPELT_VALUES: "some records spell a value otherwise than the contract",
    REPEATED: "some records stand in the list several times, and count once",
    UNMATCHED: "some records claim or do what is for no line",
    NO_DATA: "no line has data, and a stream without records is written as []",
}
QUOTED = re.compile(r"'([^']*)'")


@frozen
class Slips:
    """The slips of one kind in the records of a test: which kind, how many, and each in words; `str` is a sentence."""

    kind: str
    count: int
    texts: tuple[str, ...]

    @classmethod
    def of(cls, kind: str, each: Iterable[str]) -> Slips:
        """The slips of a kind of which each is one text, and the first few are named."""
        texts = list(each)
        more = [f"and {len(texts) - MOST} more"] if len(texts) > MOST else []
        return cls(kind, len(texts), (*texts[:MOST], *more))

    def __str__(self) -> str:
        return f"{HEADS[self.kind]}: {'; '.join(self.texts)}"

    def unless(self, written: str) -> str:
        """The sentence, with what to write where it is meant so; a field that no record has is a slip in any case."""
        if any(NO_FIELD in text for text in self.texts):
            return str(self)
        return f"{self}{'' if str(self).endswith('?') else ';'} if it is meant so, write {written}{self.count}"


def record_slips(
    statement: Statement,
    problems: Sequence[Problem],
    fed: Fed | None = None,
    meant: Meant = lambda _: False,
    objectives: Collection[str] = (),
) -> list[Slips]:
    """The slips behind a statement, with these problems of it; of a group that is spelled in two ways, lines that are `meant` are no slip.

    `fed` are the records that it was worked out from, with which the text names each by its number and its value, and `objectives` those
    that the test is about, all without any: their records are looked for in the period.
    """
    groups = list(_other_groups(statement, fed, meant))
    made = [
        Slips(PROBLEMS, sum(problem.count for problem in problems), tuple(map(_with_reason, problems))),
        Slips(LEFT_OUT, sum(statement.left_out.values()), tuple(_left_out(statement, fed))),
        Slips(UNLISTED_GROUPS, len(groups), tuple(groups)),
        *(_of_records(statement, fed, objectives) if fed else ()),
    ]
    return [one for one in made if one.texts]


def _with_reason(problem: Problem) -> str:
    """A problem in words, with the reason why the first of its times is in no calendar."""
    why = next((why for text in QUOTED.findall("; ".join(problem.examples)) if (why := first_reason(impossible_day(text)))), "")
    return f"{problem}{why and f': {why}'}"


def _of_records(statement: Statement, fed: Fed, objectives: Collection[str]) -> Iterator[Slips]:
    """The slips that the records show, and no figure of the statement."""
    blank: dict[str, list[str]] = {}
    for where, text in blank_values(fed, objectives):
        blank.setdefault(text, []).append(where)
    in_words = [f"{in_short(places)}: {text}" for text, places in blank.items()]
    yield Slips.of(OUTSIDE_PERIOD, outside_period(statement, fed, objectives))
    yield Slips.of(AFTER_AS_OF, after_as_of(fed))
    yield Slips.of(MISSPELT_VALUES, misspelt_values(fed, objectives))
    yield Slips.of(REPEATED, repeated_records(fed))
    yield Slips.of(UNMATCHED, chain(unmatched_claims(statement, fed), unmatched_deeds(statement, fed)))
    yield Slips(BLANK_VALUES, sum(map(len, blank.values())), tuple(in_words))


def _left_out(statement: Statement, fed: Fed | None) -> Iterator[str]:
    for stream, count in statement.left_out.items():
        named = fed.left_out(stream) if fed else {}
        if sum(map(len, named.values())) == count:
            yield from (f"{in_short(places)}: {reason}" for reason, places in named.items())
        else:
            yield from left_out_in_words(account for account in statement.accounts if account.stream == stream)


def _other_groups(statement: Statement, fed: Fed | None, meant: Meant) -> Iterator[str]:
    for line, others in other_groups(statement, meant):
        rows = fed.of_group(line) if fed else []
        where = f" ({'; '.join(rows)})" if rows else ""
        near = near_value(_shown(line.group), map(_shown, others))
        yield f"{_shown(line.group)!r} is not one of the groups of {line.name!r}{where}{near}"


def _shown(group: Any) -> str:
    return " / ".join(map(str, group)) if isinstance(group, tuple) else str(group)
