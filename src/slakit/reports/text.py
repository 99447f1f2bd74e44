"""Text: a statement as a report for the terminal or a mail."""

from textwrap import TextWrapper

from attrs import frozen

from slakit.reports.outline import MOST, Section, beginning, notes, outline
from slakit.reports.terminal_width import HELD, HOLD
from slakit.statements.explanation import Step
from slakit.statements.statement import Statement
from slakit.values.one_line import one_line

WIDTH, COLUMN = 118, 40  # of a line, and of the words before its text


@frozen
class Text:
    """The whole report: the table, why each line was missed, what is wrong with the records and what became of them.

    >>> print(Text().render(statement).split("\\n\\n")[3])
    What was missed
    ===============
    Uptime, 2026-03
      promised: at least 99.9 %
      measured: 99.865 % = 44,520 min up of 44,580 min; 60 min down in 1 outage
      worst:    2026-03-10T10:00:00+00:00 to 2026-03-10T11:00:00+00:00, 1 h
      verdict:  missed, 99.865 % is not at least 99.9 %
      penalty:  below 99.9 %: 5 % of 12,000.00 GBP = 600.00 GBP
      credit:   600.00 GBP

    At most `most` missed lines are explained; the others are counted. The table is as wide as it has to be, the rest has lines of at most
    118 characters.
    """

    most: int = MOST

    def render(self, statement: Statement) -> str:
        sections = [_section(section) for section in outline(statement, self.most)]
        seals = [f"{word} {seal}" for word, seal in (("digest", statement.digest), ("closed under the seal", statement.seal)) if seal]
        parts = [beginning(statement).to_text(), *map(_wrapped, notes(statement)), *sections, "\n".join(map(_wrapped, seals))]
        return "\n\n".join(filter(None, parts))


def _section(section: Section) -> str:
    explained = any(word for _, steps in section.points for word, _ in steps)
    points = ("\n\n" if explained else "\n").join(_point(title, steps) for title, steps in section.points)
    rule = "=" * len(section.heading)
    return "\n".join([section.heading, rule, points, *(["", _wrapped(section.more)] if section.more else [])])


def _point(title: str, steps: tuple[Step, ...]) -> str:
    shown = [(one_line(word), text) for word, text in steps]
    width = max((len(word) for word, _ in shown), default=0)
    if 0 < width <= COLUMN:
        details = [_wrapped(text, f"  {f'{word}:' if word else '':<{width + 2}}") for word, text in shown]
    else:
        details = [_wrapped(f"{word}: {text}" if word else text, "  ") for word, text in shown]
    return "\n".join([_wrapped(title), *details])


def _wrapped(text: str, lead: str = "") -> str:
    """Return a text in lines that are not too wide, the later ones under the first; a number stays with its unit."""
    wrapper = TextWrapper(WIDTH, lead, " " * len(lead) if lead.strip() else f"{lead}  ", break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(HELD.sub(HOLD, one_line(text))).replace(HOLD, " ").rstrip()
