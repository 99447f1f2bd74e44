"""Zoned: a calendar by the wall clock of a zone."""

from datetime import tzinfo

from slakit.calendars.base import Calendar
from slakit.calendars.wall import zone_written
from slakit.errors import ContractError
from slakit.timeline.zone import zone


class Zoned(Calendar):
    """A calendar whose `tz` names the zone that its days and hours are of."""

    __slots__ = ()
    tz: str | tzinfo | None

    @property
    def zone(self) -> tzinfo:
        """The zone of the calendar; raises ContractError if it has none."""
        if self.tz is None:
            remedy = "write tz='Europe/London', or take it away from a calendar that has one"
            raise ContractError(f"{self!r} has no zone of its own; {remedy}")
        return zone(self.tz)

    @property
    def has_zone(self) -> bool:
        return self.tz is not None


def read_zone(tz: str | tzinfo, problems: list[str]) -> str | tzinfo:
    """The plain form of a zone; what is wrong with it is added to the problems."""
    try:
        return zone_written(tz)
    except ContractError as error:
        problems += error.problems
        return tz
