"""Other claims: the claims of a test that are for another objective, period or group than a line that nobody claimed."""

from __future__ import annotations

from collections.abc import Iterator

from slakit.engine.plan.plan import Plan
from slakit.engine.statement.record_match import holds_period, names_group
from slakit.penalties.settlement.claims import touches
from slakit.statements.line import Line
from slakit.testing.uncounted_records import Fed, place_of
from slakit.timeline.instants import moment
from slakit.timeline.zone import zone

NAMED = ("objective", "period", "group")
UNCLAIMED = ("no claim was made", "not made yet")  # what a line says that has none


def other_claims(line: Line, fed: Fed) -> Iterator[str]:
    """Say of each claim that is not for a line what it is for: "claims record 1, at ..., is for period '2026-05', not '2026-06'"."""
    if any(words in line.claim for words in UNCLAIMED):
        yield from _texts(line, fed)


def _texts(line: Line, fed: Fed) -> Iterator[str]:
    tz = zone(fed.timezone or fed.agreement.timezone)
    billed = Plan.of(fed.agreement).billing.period_of(line.period) or line.period
    rules = {version.agreement.settlement.claims for version in fed.agreement.versions} - {None}
    for reading in dict.fromkeys(one.reading for one in rules if one is not None and one.reading is not None):
        stream = reading.stream
        for first, batch in fed.batches(stream):
            columns = [list(batch.values(name)) for name in NAMED]
            dated = batch.with_days(reading.days)  # a day of a claim is its last instant
            for row, at in enumerate(dated.microseconds(reading.at)):
                objective, period, group = (None if column[row] in (None, "") else column[row] for column in columns)
                wrong = []
                if not touches(objective, line.name):
                    wrong.append(f"objective {objective!r}, not {line.name!r}")
                if not touches(period, line.period.label, billed.label) and not holds_period(period, line.period, tz):
                    wrong.append(f"period {period!r}, not {line.period.label!r}")
                if not names_group(group, line.group):
                    wrong.append(f"group {group!r}, {'and there are no groups' if line.group is None else f'not {line.group!r}'}")
                if wrong and isinstance(at, int):
                    yield f"{place_of(batch, stream, first, row)}, {moment(at, tz).isoformat()}, is for {' and '.join(wrong)}"
