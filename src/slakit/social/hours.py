"""The hours of the sample agreement: when each channel is answered."""

from slakit.calendars.always import ALWAYS
from slakit.calendars.base import Calendar
from slakit.calendars.dates import Dates
from slakit.calendars.weekly import Weekly

ZONE = "Europe/London"
HOLIDAYS = ("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28")


def desk() -> Calendar:
    """The hours of the desk: its week, less the bank holidays of England in 2026."""
    return Weekly({"mon-fri": "08:00-20:00", "sat": "10:00-16:00"}, tz=ZONE) - Dates(HOLIDAYS, tz=ZONE)


def office() -> Calendar:
    """The hours of the office, which are those of business networks; closed on the same holidays."""
    return Weekly({"mon-fri": "09:00-17:30"}, tz=ZONE) - Dates(HOLIDAYS, tz=ZONE)


def clocks() -> dict[str, Calendar]:
    """The clock of each channel: the phone is answered day and night."""
    hours = desk()
    return {"facebook": hours, "instagram": hours, "linkedin": office(), "phone": ALWAYS, "x": hours}
