"""Agreement: the promises between two parties, for a term, a fee and a zone."""

from collections import Counter
from datetime import date, datetime, time, tzinfo

from attrs import field, frozen

from slakit.agreements.objective import Objective
from slakit.agreements.party import Party, party
from slakit.errors import ContractError, SlakitError, UnitError
from slakit.penalties.base import PenaltyRule
from slakit.penalties.settlement import Settlement
from slakit.timeline.instants import instant
from slakit.timeline.span import Span
from slakit.timeline.zone import wall_instant, zone, zone_name
from slakit.values.money import Money, money
from slakit.values.written import written
from slakit.windows.base import Window
from slakit.windows.rolling import Rolling
from slakit.windows.window import monthly, window

TERM = "('2026-01-01', '2027-01-01')"


def _term(value: object) -> tuple[str, str]:
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise ContractError(f"term={value!r} is not a term; write term={TERM}: its first day, and the day after its last")
    start, end = (edge.isoformat() if isinstance(edge, date) else edge for edge in value)
    for edge in (start, end):
        try:
            datetime.fromisoformat(edge)
        except (TypeError, ValueError):
            raise ContractError(f"{edge!r} is not a date; write term={TERM}") from None
    return start, end


def _zone(value: "str | tzinfo") -> str:
    return zone_name(zone(value))


def _fee(value: object) -> Money | None:
    try:
        fee = None if value is None else money(value)
    except UnitError as error:
        raise ContractError(str(error)) from None
    if fee is not None and fee.exact < 0:
        raise ContractError(f"fee={str(value)!r} is negative; write what the customer pays as a positive amount")
    return fee


def _window(value: "Window | str") -> Window:
    return window(value)


def _settlement(instance: object, attribute: object, value: object) -> None:
    if not isinstance(value, Settlement):
        raise ContractError(f"settlement={value!r} is not a settlement; write settlement=Settlement(cap='15 %')")


def _objectives(value: object) -> tuple[Objective, ...]:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(part, Objective) for part in value):
        raise ContractError(
            "objectives is not a list of objectives; write objectives=[Objective('Uptime', Uptime('outages'), 'at least 99.9 %')]"
        )
    return tuple(value)


@frozen(repr=False)
class Agreement:
    """The promises between a provider and a customer.

    `term` runs from its first day up to the day after its last, in `timezone`; dates, or instants with an offset. `window` (monthly) cuts
    it into billing periods, and judges every objective that names no window of its own. `fee` is that of one billing period. Raises
    ContractError with everything that does not fit together.
    """

    name: str = field()
    provider: Party = field(converter=party, kw_only=True)
    customer: Party = field(converter=party, kw_only=True)
    term: tuple[str, str] = field(converter=_term, kw_only=True)
    timezone: str = field(converter=_zone, kw_only=True)
    fee: Money | None = field(default=None, converter=_fee, kw_only=True)
    window: Window = field(factory=monthly, converter=_window, kw_only=True)
    objectives: tuple[Objective, ...] = field(converter=_objectives, kw_only=True)
    settlement: Settlement = field(factory=Settlement, validator=_settlement, kw_only=True)

    def __attrs_post_init__(self) -> None:
        problems = [
            f"objective {name!r} stands {count} times; give each its own name" for name, count in self._names().items() if count > 1
        ]
        if not isinstance(self.name, str) or not self.name.strip():
            problems.append(f"name={self.name!r} is not the name of an agreement; write 'Social care for Acme'")
        try:
            _ = self.span
        except SlakitError as error:
            problems.append(f"term={self.term!r}: {error}")
        if isinstance(self.window, Rolling):
            problems.append(
                f"window={str(self.window)!r} cannot bill, its periods overlap; write it on the objectives, and window='monthly' here"
            )
        problems += self._money_problems()
        if problems:
            raise ContractError(*problems)

    def _names(self) -> Counter[str]:
        return Counter(objective.name for objective in self.objectives)

    def _money_problems(self) -> list[str]:
        """Shares of a fee that is not there, and amounts in another currency than the rest."""
        paying: list[tuple[str, PenaltyRule | Settlement]] = [
            (f"objective {part.name!r}", part.penalty) for part in self.objectives if part.penalty
        ] + [("settlement", self.settlement)]
        problems = [
            f"{place}: {rule!r} is a share of the fee, and the agreement has none; write fee='1000 GBP'"
            for place, rule in paying
            if rule.needs_fee and self.fee is None
        ]
        for place, rule in paying:
            others = sorted({str(amount) for amount in rule.amounts if amount.currency != self.currency})
            problems += [f"{place}: {amount!r} is not in {self.currency}, the currency of the agreement; use one" for amount in others]
        return problems

    @property
    def currency(self) -> str | None:
        """The currency of the fee, or else of the first amount that it names; None when it pays no money."""
        if self.fee is not None:
            return self.fee.currency
        rules: list[PenaltyRule | Settlement] = [part.penalty for part in self.objectives if part.penalty]
        named = [amount for rule in (*rules, self.settlement) for amount in rule.amounts]
        return named[0].currency if named else None

    @property
    def zone(self) -> tzinfo:
        return zone(self.timezone)

    @property
    def span(self) -> Span:
        """The term as a span."""
        first, last = (self._edge(text) for text in self.term)
        return Span(first, last)

    def _edge(self, text: str) -> int:
        at = datetime.fromisoformat(text)
        if at.utcoffset() is not None:
            return instant(at)
        return wall_instant(at if len(text) > 10 else datetime.combine(at, time()), self.zone)

    @property
    def streams(self) -> tuple[str, ...]:
        """The streams that its metrics read, in order."""
        readings = (reading for objective in self.objectives for reading in objective.metric.parts())
        return tuple(dict.fromkeys(reading.stream for reading in readings))

    def times(self, stream: str) -> tuple[str, ...]:
        """The fields of a stream that hold instants."""
        readings = (reading for objective in self.objectives for reading in objective.metric.parts() if reading.stream == stream)
        return tuple(dict.fromkeys(name for reading in readings for name in (*reading.instants, *filter(None, [reading.updated]))))

    def window_of(self, objective: Objective) -> Window:
        """The window that judges an objective, in the agreement's zone unless it names its own."""
        return (objective.window or self.window).within(self.timezone)

    def __repr__(self) -> str:
        return written(self)
