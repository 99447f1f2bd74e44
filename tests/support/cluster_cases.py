"""A help desk and its inquiries, for clusters: functions stand at the top of the module, so that processes can be sent them."""

import os
import signal
from datetime import UTC, datetime, timedelta

import slakit as sk

START = datetime(2026, 1, 1, tzinfo=UTC)
DESK = sk.Weekly({"mon-fri": "09:00-17:30"}, tz="Europe/London")
AGREED = sk.Agreement(
    "Desk",
    provider="P",
    customer="C",
    term=("2026-01-01", "2026-07-01"),
    timezone="Europe/London",
    fee="1000 GBP",
    window="monthly",
    objectives=[
        sk.Objective(
            "In time",
            sk.Within("inquiries", "8 hours", since="asked", until="replied", clock=DESK),
            "at least 60 %",
            penalty=sk.Flat("5 %"),
        ),
        sk.Objective("p95", sk.Elapsed("inquiries", since="asked", until="replied", statistic="p95").by("team"), "at most 20 hours"),
    ],
)
AS_OF = "2026-07-01T00:00:00Z"


def inquiry(number):
    """One of each 97 minutes; every 20th is not answered."""
    asked = START + timedelta(minutes=97 * number)
    replied = None if number % 20 == 19 else asked + timedelta(minutes=number * 7_919 % 4_000)
    return {"team": f"t{number % 3}", "asked": asked, "replied": replied}


ROWS = [inquiry(number) for number in range(2_000)]
WHOLE = sk.evaluate(AGREED, {"inquiries": ROWS}, as_of=AS_OF)


def parts(count):
    """The rows in so many partitions."""
    size = -(-len(ROWS) // count)
    return [ROWS[first : first + size] for first in range(0, len(ROWS), size)]


def first_half():
    return ROWS[:1_000]


def second_half():
    return ROWS[1_000:]


class KilledOnce:
    """Rows of a process that is killed the first time that it is asked for them."""

    def __init__(self, marker, rows):
        self.marker, self.rows = marker, rows

    def __call__(self):
        if not os.path.exists(self.marker):
            with open(self.marker, "w", encoding="utf-8"):
                pass
            os.kill(os.getpid(), signal.SIGKILL)
        return self.rows


def killed():
    """A partition at which every process is killed."""
    os.kill(os.getpid(), signal.SIGKILL)
