"""Holidays: the public holidays of a country, by the `holidays` library (extra `holidays`)."""

from collections.abc import Iterator
from datetime import date, tzinfo
from functools import lru_cache

from attrs import frozen

from slakit.calendars.wall import day_of, day_span, on_wall
from slakit.calendars.zoned import Zoned, read_zone
from slakit.errors import ContractError, close_match, optional
from slakit.timeline.instants import DAY, FIRST, LAST, moment
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans


@frozen(init=False, repr=False)
class Holidays(Zoned):
    """Open all day on the public holidays of a country or of a part of it, to be taken away from other calendars.

    >>> desk = Weekly({"mon-fri": "09:00-17:00"}, tz="Europe/London") - Holidays("GB", subdiv="ENG")
    >>> Holidays("GB", subdiv="ENG", tz="Europe/London").dates(Span("2026-04-01T00:00Z", "2026-05-01T00:00Z"))
    ((datetime.date(2026, 4, 3), 'Good Friday'), (datetime.date(2026, 4, 6), 'Easter Monday'))

    Without `tz` the days are those of the calendar it is joined to. With `observed=False` a holiday that falls on a weekend is not made
    up for on a weekday. The library's data change between its releases, and end in the year 2100: what a statement has to stand on is
    `dates`. Raises ContractError for a country or a part of it that is unknown, MissingExtra without the library.
    """

    country: str
    tz: str | tzinfo | None
    subdiv: str | None
    observed: bool

    def __init__(self, country: str, *, tz: str | tzinfo | None = None, subdiv: str | None = None, observed: bool = True) -> None:
        problems: list[str] = []
        country, subdiv = _read(country, subdiv, problems)
        tz = None if tz is None else read_zone(tz, problems)
        if not isinstance(observed, bool):
            problems.append(f"observed={observed!r} is not True or False; write observed=True")  # type: ignore[unreachable]
        if problems:
            raise ContractError(*problems)
        self.__attrs_init__(country, tz, subdiv, observed)

    def dates(self, span: Span) -> tuple[tuple[date, str], ...]:
        """The holidays whose local day a span touches, with their names."""
        return tuple((day, name) for day, name, _ in self._days(span))

    def within(self, tz: tzinfo) -> "Holidays":
        return self if self.tz is not None else Holidays(self.country, tz=tz, subdiv=self.subdiv, observed=self.observed)

    def open(self, span: Span) -> Spans:
        return on_wall(self.zone, span, lambda first, last: [(at := day_of(day) * DAY, at + DAY) for day, _ in self._between(first, last)])

    def named(self, span: Span) -> list[tuple[Spans, str]]:
        return [(spans, f"{self.region} holiday {name}") for _, name, spans in self._days(span)]

    @property
    def region(self) -> str:
        """The country, and the part of it: GB-ENG."""
        return f"{self.country}-{self.subdiv}" if self.subdiv else self.country

    @property
    def noun(self) -> str:
        return f"the holidays of {self.region}"

    def __repr__(self) -> str:
        subdiv = f", subdiv={self.subdiv!r}" if self.subdiv else ""
        return f"Holidays({self.country!r}{subdiv}, tz={self.tz!r}{'' if self.observed else ', observed=False'})"

    def _days(self, span: Span) -> Iterator[tuple[date, str, Spans]]:
        """Yield each holiday that a span touches, with its name and its part in the span."""
        for day, name in self._between(span.first - 2 * DAY, span.last + 2 * DAY):
            whole = day_span(day_of(day), self.zone)
            if whole and (spans := Spans([whole]).cut(span.first, span.last)):
                yield day, name, spans

    def _between(self, first: int, last: int) -> Iterator[tuple[date, str]]:
        """The holidays that [first, last) touches, in order."""
        low, high = (moment(min(max(t, FIRST), LAST - 1)) for t in (first, last - 1))
        for year in range(low.year, high.year + 1):
            for day, name in _of_year(self.country, self.subdiv, self.observed, year):
                if low.date() <= day <= high.date():
                    yield day, name


def _read(country: object, subdiv: object, problems: list[str]) -> tuple[str, str | None]:
    """The country and its part as the library writes them."""
    countries = optional("holidays", "holidays").list_supported_countries()
    code = country.upper() if isinstance(country, str) else country
    if not isinstance(code, str) or code not in countries:
        near = close_match(code, countries) if len(str(code)) <= 3 else ""  # codes are not near names
        advice = near if near.endswith("?") else "; write its code, such as 'GB'"
        problems.append(f"{country!r} is not a country whose holidays are known{advice}")
        return str(country), None
    if subdiv is None:
        return code, None
    aliases = optional("holidays", "holidays").country_holidays(code).subdivisions_aliases
    part = aliases.get(subdiv, subdiv)
    if part not in countries[code]:
        near = close_match(subdiv, {*countries[code], *aliases}) or "; leave subdiv out"
        problems.append(f"subdiv={subdiv!r} is not a part of {code}{near}")
    return code, str(part)


@lru_cache(maxsize=4096)
def _of_year(country: str, subdiv: str | None, observed: bool, year: int) -> tuple[tuple[date, str], ...]:
    holidays = optional("holidays", "holidays").country_holidays(country, subdiv=subdiv, years=year, observed=observed)
    return tuple(sorted((day, name) for day, name in holidays.items() if day.year == year))
