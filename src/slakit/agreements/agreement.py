"""Agreement: the promises between two parties, for a term, a fee and a zone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, tzinfo
from functools import partial

from attrs import NOTHING, evolve, field, fields, frozen

from slakit.agreements.allow import NOTED, Allowed, allowed
from slakit.agreements.amendment import Amendment, a_settlement, amendments, exclusions_of, fee_of, objectives_of
from slakit.agreements.conflicts import PartialTerms, conflicts, currency_of
from slakit.agreements.duty import Duty, duties_of, of_lines, rights_of
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.log import Log, log_problems, logs_of
from slakit.agreements.objective import Objective
from slakit.agreements.party import Party, party
from slakit.agreements.term import span_of, term
from slakit.agreements.version import Version, versions_of
from slakit.errors import ContractError, SlakitError, UsageError, close_match
from slakit.metrics.reading import Reading
from slakit.penalties.settlement.settlement import Settlement
from slakit.timeline.span import Span
from slakit.timeline.zone import zone, zone_name
from slakit.values.fields import in_contract, is_name
from slakit.values.money import Money
from slakit.values.source_repr import written
from slakit.windows.base import Window
from slakit.windows.window import monthly, window


def _name(value: str) -> str:
    if not is_name(value):
        raise ContractError(f"name={value!r} is not the name of an agreement; write 'Social care for Acme'")
    return value


def _zone(value: "str | tzinfo") -> str:
    return zone_name(zone(value))


def _currency(value: object) -> str | None:
    return None if value is None else in_contract(partial(Money, 0), str(value)).currency


def _objectives(value: object) -> tuple[Objective, ...]:
    return objectives_of(value or None)  # a contract has one at least


@frozen(repr=False)
class Agreement:
    """The promises between a provider and a customer.

    `term` runs from its first day up to the day after its last, in `timezone`; dates, or instants with an offset. `window` (monthly) cuts
    it into billing periods, and judges every objective that names no window of its own. `fee` is that of one billing period;
    `currency` is needed where no amount names it. `logs` are event logs by name, of which streams are made. `duties`
    are what the parties have to do by a day, such as a review each quarter. `allow` names what `check`
    finds in it and the parties want so, each code with the reason.

    Raises ContractError with everything that does not fit together.
    """

    name: str = field(converter=_name)
    provider: Party = field(converter=party, kw_only=True)
    customer: Party = field(converter=party, kw_only=True)
    term: tuple[str, str] = field(converter=term, kw_only=True)
    timezone: str = field(converter=_zone, kw_only=True)
    fee: Money | None = field(default=None, converter=fee_of, kw_only=True)
    currency: str | None = field(default=None, converter=_currency, kw_only=True)
    window: Window = field(factory=monthly, converter=window, kw_only=True)
    objectives: tuple[Objective, ...] = field(converter=_objectives, kw_only=True)
    exclusions: tuple[Exclusion, ...] = field(default=(), converter=exclusions_of, kw_only=True)
    settlement: Settlement = field(factory=Settlement, validator=a_settlement, kw_only=True)
    logs: tuple[tuple[str, Log], ...] = field(default=(), converter=logs_of, kw_only=True)
    amendments: tuple[Amendment, ...] = field(default=(), converter=amendments, kw_only=True)
    duties: tuple[Duty, ...] = field(default=(), converter=duties_of, kw_only=True)
    allow: Allowed = field(default=(), converter=allowed, kw_only=True, metadata=NOTED)

    def __attrs_pre_init__(self, name: object, **given: object) -> None:
        """Raise one error with everything that is wrong; the converters alone would stop at the first."""
        valid: dict[str, object] = {}
        problems: list[str] = []
        for part in fields(type(self)):
            value = name if part.name == "name" else given.get(part.name, NOTHING)
            if value is NOTHING:
                continue
            try:
                held = part.converter(value) if part.converter else value
                if part.validator:
                    part.validator(self, part, held)
                valid[part.name] = held
            except SlakitError as error:
                problems += [text if text.startswith(part.name) else f"{part.name}: {text}" for text in error.problems]
        if given.get("settlement", NOTHING) is NOTHING:
            valid["settlement"] = Settlement()
        objectives: tuple[Objective, ...] = valid.get("objectives", ())  # type: ignore[assignment]  # its converter has made them
        counts = Counter(objective.name for objective in objectives)
        problems += [f"objective {name!r} stands {count} times; give each its own name" for name, count in counts.items() if count > 1]
        terms = [PartialTerms(part.name, part.metric, part.window, part.penalty, part.duties) for part in objectives]
        problems += [text for _, text in conflicts(valid, terms)]
        if problems:
            raise ContractError(*problems)

    def __attrs_post_init__(self) -> None:
        versions_of(self)  # so that what does not fit is refused when the contract is made
        if self.logs and (problems := log_problems(self.logs, self.streams)):
            raise ContractError(*problems)

    def amend(
        self,
        *,
        effective: "str | date",
        name: str = "",
        split: bool = False,
        fee: "Money | str | None" = None,
        settlement: Settlement | None = None,
        without: Sequence[str] = (),
        exclusions: Sequence[Exclusion] | None = None,
        objectives: Sequence[Objective] = (),
        duties: Sequence[Duty] | None = None,
    ) -> "Agreement":
        """The agreement with an amendment that takes effect on a day (docs/numbers.md A1); `Amendment` says what each argument means.

        >>> amended = agreement.amend(effective="2026-07-01", fee="13000 GBP")
        >>> [(version.name, str(version.agreement.fee)) for version in amended.versions]
        [('original', '12000.00 GBP'), ('amendment of 2026-07-01', '13000.00 GBP')]
        """
        amendment = Amendment(
            effective,
            name=name,
            split=split,
            fee=fee,
            settlement=settlement,
            without=without,
            exclusions=exclusions,
            objectives=objectives,
            duties=duties,
        )
        return evolve(self, amendments=(*self.amendments, amendment))

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions of the agreement, one from each amendment to the next, in time order."""
        return versions_of(self)

    @property
    def pays_in(self) -> str | None:
        """The currency it names, of the fee, or else of the first amount that it names; None when it pays no money."""
        changed = [part for amendment in self.amendments for part in amendment.objectives]
        settled = [amendment.settlement for amendment in self.amendments if amendment.settlement]
        rules = [part.penalty for part in (*self.objectives, *changed) if part.penalty]
        fees = [fee for fee in (self.fee, *(amendment.fee for amendment in self.amendments)) if fee is not None]
        return currency_of(self.currency, fees[0] if fees else None, [*rules, self.settlement, *settled])

    @property
    def zone(self) -> tzinfo:
        return zone(self.timezone)

    @property
    def span(self) -> Span:
        """The term as a span."""
        return span_of(self.term, self.zone)

    @property
    def streams(self) -> tuple[str, ...]:
        """The streams that its metrics read, in order."""
        return tuple(dict.fromkeys(reading.stream for reading in self._readings))

    def times(self, stream: str) -> tuple[str, ...]:
        """The fields of a stream that hold instants."""
        readings = [reading for reading in self._readings if reading.stream == stream]
        return tuple(dict.fromkeys(name for reading in readings for name in (*reading.instants, *filter(None, [reading.updated]))))

    def updates(self, stream: str) -> tuple[str, ...]:
        """The fields of a stream that say when a row was updated, by instants or by numbers, and nothing else."""
        readings = [reading for reading in self._readings if reading.stream == stream]
        instants = {name for reading in readings for name in reading.instants}
        return tuple(dict.fromkeys(reading.updated for reading in readings if reading.updated and reading.updated not in instants))

    def log_of(self, name: str) -> Log:
        """The event log of a name; UsageError for a name that the contract does not have."""
        if name not in dict(self.logs):
            raise UsageError(f"{name!r} is not a log of {self.name!r}{close_match(name, dict(self.logs))}")
        return dict(self.logs)[name]

    def exclusions_of(self, stream: str) -> tuple[Exclusion, ...]:
        """Return the exclusions that apply to a stream."""
        return tuple(exclusion for exclusion in self.exclusions if exclusion.applies_to == stream)

    @property
    def _readings(self) -> tuple[Reading, ...]:
        return tuple(dict.fromkeys(reading for version in self.versions for reading in version.agreement._read))

    @property
    def _read(self) -> tuple[Reading, ...]:
        read = (reading for objective in self.objectives for reading in objective.metric.parts())
        bases = (reading for objective in self.objectives if objective.penalty for reading in objective.penalty.readings)
        claims = self.settlement.claims.reading if self.settlement.claims else None
        settling = (*self.settlement.readings, *filter(None, [claims]), *self.duty_readings)
        return (*read, *(exclusion.reading for exclusion in self.exclusions), *bases, *settling)

    @property
    def duty_readings(self) -> tuple[Reading, ...]:
        """The readings of what was done of its duties, and of the rights that were used."""
        limited = (reading for objective in self.objectives for right in rights_of(objective.penalty) if (reading := right.uses))
        return tuple(dict.fromkeys([*(reading for duty in self.every_duty for reading in duty.readings), *limited]))

    @property
    def every_duty(self) -> tuple[Duty, ...]:
        """Its duties, and those of its objectives."""
        return (*self.duties, *(duty for objective in self.objectives for duty in objective.duties))

    def duties_of(self, objective: str) -> tuple[Duty, ...]:
        """The duties that follow from the lines of an objective, in the order written, those of the whole agreement first."""
        own = next((one.duties for one in self.objectives if one.name == objective), ())
        return (*of_lines(self.duties, objective), *own)

    def window_of(self, objective: Objective) -> Window:
        """The window that judges an objective, in the agreement's zone unless it names its own."""
        return (objective.window or self.window).within(self.timezone)

    __repr__ = written
