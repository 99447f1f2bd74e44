"""The report that every contestant computes: three promises of a help desk, by month and priority.

Calendar Mon-Fri 09:00-17:30 in London over 2026. In each month and priority: the share of inquiries answered within a limit by priority,
the 95th percentile (the smallest value with at least 95 % at or below it) and the mean of the working time to the answer.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import slakit as sk

LONDON = ZoneInfo("Europe/London")
LIMITS = {"high": timedelta(hours=1), "normal": timedelta(hours=4), "low": timedelta(hours=8)}
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

desk = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
agreement = sk.Agreement(
    "Desk",
    provider="P",
    customer="C",
    term=("2026-01-01", "2027-01-01"),
    timezone="Europe/London",
    window="monthly",
    objectives=[
        sk.Objective(
            "In time",
            sk.Within("inquiries", LIMITS, limit_by="priority", since="asked", until="replied", clock=desk).by("priority"),
            "at least 60 %",
        ),
        sk.Objective(
            "p95", sk.Elapsed("inquiries", since="asked", until="replied", clock=desk, statistic="p95").by("priority"), "at most 20 hours"
        ),
        sk.Objective(
            "Mean", sk.Elapsed("inquiries", since="asked", until="replied", clock=desk, statistic="mean").by("priority"), "at most 8 hours"
        ),
    ],
)


AS_OF = "2027-02-01T00:00Z"  # when all that is unanswered is late


def rows(count: int, seed: int = 7, unanswered: float = 0) -> list[dict[str, object]]:
    """Inquiries of a year as mappings with aware datetimes, unsorted; a share of them is `unanswered`."""
    draw, silence = Random(seed), Random(3)
    names = list(LIMITS)
    span = int((END - START).total_seconds()) - 10 * 86_400
    made = []
    for _ in range(count):
        asked = START + timedelta(seconds=int(draw.random() * span))
        made.append(
            {
                "priority": names[int(draw.random() * 3)],
                "asked": asked,
                "replied": asked + timedelta(seconds=int(draw.random() ** 3 * 400_000)) if silence.random() >= unanswered else None,
            }
        )
    return made


def openings() -> list[tuple[datetime, datetime]]:
    """Every opening of the desk over the year, in UTC."""
    days = (datetime(2025, 12, 20) + timedelta(days=n) for n in range(400))
    return [
        tuple(day.replace(hour=hour, minute=minute, tzinfo=LONDON).astimezone(UTC) for hour, minute in ((9, 0), (17, 30)))
        for day in days
        if day.weekday() < 5
    ]


def months() -> list[datetime]:
    """The edges of the months in London, in UTC."""
    return [datetime(2026 + month // 12, month % 12 + 1, 1, tzinfo=LONDON).astimezone(UTC) for month in range(13)]


Report = dict[tuple[int, str], tuple[int, int, int, int]]  # (month, priority): in time, all, p95, total, in microseconds


def of_statement(statement: sk.Statement) -> Report:
    """The report in a statement of slakit."""
    measures: dict[tuple[int, str], dict[str, sk.readings.Measure]] = {}
    for line in statement.lines:
        measures.setdefault((int(line.period.label[5:]), line.group), {})[line.name] = line.measure
    return {
        key: (parts["In time"].part, parts["In time"].whole, parts["p95"].value, round(parts["Mean"].value * parts["Mean"].sample))
        for key, parts in measures.items()
    }
