"""Markdown: a statement as a report in GitHub Flavored Markdown."""

from datetime import tzinfo

from attrs import frozen

from slakit.reports.outline import MOST, Section, beginning, notes, outline
from slakit.statements.explanation import Step
from slakit.statements.local_times import with_local_times
from slakit.statements.statement import Statement
from slakit.timeline.zone import zone_name
from slakit.values.plain_markdown import plain_markdown as plain


@frozen
class Markdown:
    """The whole report: the table, why each line was missed, what is wrong with the records and what became of them.

    >>> print(Markdown().render(statement).split("\\n\\n")[1])
    | period | objective | target | measured | outcome | credit |
    | --- | --- | --- | --- | --- | ---: |
    | 2026-03 | Uptime | at least 99.9 % | 99.865 % | missed | 600.00 GBP |

    At most `most` missed lines are explained; the others are counted.
    """

    most: int = MOST

    def render(self, statement: Statement) -> str:
        parts = [
            beginning(statement).to_markdown().rstrip("\n"),
            *notes(statement),
            f"Times are those of {plain(zone_name(statement.lines.zone))}.",
            *(_section(section, statement.lines.zone) for section in outline(statement, self.most)),
        ]
        seals = [f"{word}: `{seal}`" for word, seal in (("Digest", statement.digest), ("Closed under the seal", statement.seal)) if seal]
        return "\n\n".join(filter(None, [*parts, *seals])) + "\n"


def _section(section: Section, zone: tzinfo) -> str:
    points = [_point(title, steps, zone) for title, steps in section.points]
    return "\n\n".join(filter(None, [f"## {section.heading}", "\n".join(points), plain(section.more)]))


def _point(title: str, steps: tuple[Step, ...], zone: tzinfo) -> str:
    # what has no word is a quotation of a record, whose times stay as they were written
    texts = [(word, with_local_times(text, zone, offset=False) if word else text) for word, text in steps]
    details = [f"  - {f'{plain(word)}: ' if word else ''}{plain(text)}" for word, text in texts]
    return "\n".join([f"- **{plain(title)}**", *details])
