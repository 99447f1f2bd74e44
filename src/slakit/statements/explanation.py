"""Explanation: how a line came about, step by step."""

from attrs import frozen

from slakit.statements.line import Line
from slakit.targets.verdict import Outcome


@frozen
class Explanation:
    """The steps from promise to amount of some lines; str() is text to read."""

    lines: tuple[Line, ...]
    cuts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n\n".join("\n".join(steps(line, self.cuts)) for line in self.lines)


def steps(line: Line, cuts: tuple[str, ...] = ()) -> list[str]:
    """One text for each step of a line: promised, measured, judged, owed."""
    measure, verdict = line.measure, line.verdict
    group = "" if line.group is None else f" [{line.group}]"
    clause = f" (clause {line.clause})" if line.clause else ""
    told = [f"{line.name}{group}{clause}, {line.period.label}{' (partial)' if line.period.partial else ''}", f"  promised: {line.target}"]
    told.append(
        f"  measured: {line.shown}" + (f" = {measure.workings}" if measure.workings else f", {measure.reason}" if measure.reason else "")
    )
    if line.outcome is Outcome.NO_DATA:
        told.append("  verdict:  no data, so nothing is owed")
    else:
        told.append(f"  verdict:  {line.outcome}, {line.judged} is {'' if line.outcome is Outcome.MET else 'not '}{line.target}")
    told += [f"            {text}" for text in (verdict.reason if line.outcome is not Outcome.NO_DATA else "", line.open) if text]
    amount = line.projected if line.projected is not None else line.credit
    if amount is not None:
        told += [f"  penalty:  {step}" for step in line.steps]
        told.append(f"  credit:   {amount.show()}" + (" projected; the period is not over" if line.projected is not None else ""))
    if line.payable is not None and line.payable != line.credit:
        told += [f"  capped:   {line.payable.show()} of it is payable", *(f"            {cut}" for cut in cuts)]
    return told
