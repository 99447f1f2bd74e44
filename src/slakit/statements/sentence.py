"""Sentence: a line in one plain sentence that a client understands."""

import re

from slakit.statements.line import Line
from slakit.targets.levels import Levels
from slakit.targets.verdict import Outcome

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
QUARTERS = ("first", "second", "third", "fourth")


def sentence(line: Line) -> str:
    """Return the line in one sentence.

    >>> sentence(statement.line("Uptime"))
    'In March 2026 the service was up 99.865 % of the time; at least 99.9 % was promised, so a credit of 600.00 GBP is due.'
    """
    when, owed = period_in_words(line.period.label), _owed(line)
    if line.period.partial:
        when += " (a part of it)"
    if line.outcome is Outcome.NO_DATA:
        return f"{when} there is no figure for {line.named} ({line.verdict.reason or line.reason}), so {owed}."
    so_far = " so far" if not line.verdict.final and not line.verdict.running else ""
    whose = f" of {_group(line)}" if line.group is not None else ""
    figure = line.judged.partition(" (rounded ")[0]
    if line.measure.lost == "downtime":
        what = f"{when} the service{whose} was up {figure} of the time{so_far}"
    else:
        what = f"{when} {line.named} came to {figure}{so_far}"
    if line.measure.value is None:
        what = f"{when} {line.named} has no figure, which counts as {line.outcome}"
    promise = line.target.promise if isinstance(line.target, Levels) else line.target
    return f"{what}; {promise.show()} was promised, so {owed}."


def _group(line: Line) -> str:
    return ", ".join(map(str, line.group)) if isinstance(line.group, tuple) else str(line.group)


def _owed(line: Line) -> str:
    """The consequence for the client: a credit, what of it is payable, a bonus, what is owed in kind, a right."""
    if line.unsettled:
        return f"a credit may be due that is not worked out yet ({line.unsettled})"
    if line.projected is not None:
        if not line.projected:
            return "nothing would be due; the period is not over"
        return f"a credit of {line.projected.show()} would be due; the period is not over"
    parts = []
    if line.credit:
        payable = line.payable
        cut = "" if payable is None or payable == line.credit else f", of which {payable.show()} is payable"
        parts.append(f"a credit of {line.credit.show()} is due{cut}")
    parts += [f"{amount.show()} is owed in kind" for amount in line.in_kind]
    parts += [f"a bonus of {line.bonus.show()} is earned"] if line.bonus else []
    parts += [f"{line.returned.show()} of earlier credits is earned back"] if line.returned else []
    parts += [f"the customer may {right}" for right in line.rights]
    return " and ".join(parts) if parts else "nothing is due"


def period_in_words(label: str) -> str:
    """Return a period as one says it.

    >>> period_in_words("2026-03"), period_in_words("2026-Q2"), period_in_words("2026-03-10")
    ('In March 2026', 'In the second quarter of 2026', 'On 10 March 2026')
    """
    if match := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", label):
        month = f"{MONTHS[int(match[2]) - 1]} {match[1]}"
        return f"On {int(match[3])} {month}" if match[3] else f"In {month}"
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", label):
        return f"In the {QUARTERS[int(match[2]) - 1]} quarter of {match[1]}"
    return f"In {label}"
