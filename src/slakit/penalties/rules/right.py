"""Right: what the customer may do, such as terminate, step in, ask for a corrective plan, or audit."""

from attrs import field, frozen, validators

from slakit.calendars.base import Calendar
from slakit.errors import ContractError
from slakit.metrics.reading import Reading
from slakit.metrics.settings import calendar
from slakit.metrics.value_kinds.record_values import StatedRecord
from slakit.penalties.base import PenaltyRule
from slakit.penalties.case import Case
from slakit.penalties.penalty import Penalty
from slakit.penalties.time_limit import on_business_days, time_limit
from slakit.values.fields import field_name, named_text
from slakit.values.key_rules import Needs, check_keys

PERIOD = "period"


@frozen(repr=False)
class Right(PenaltyRule):
    """The customer has a right after a missed period, a period that had to report and did not among them.

    >>> Right("terminate").only_if(in_a_row=3)
    Right('terminate').only_if(in_a_row=3)
    >>> Right("terminate", within="60 days", after="notice")
    Right('terminate', within='60 days', after='notice')

    With `within` it may be used until the end of a last day, so long after the end of the period, or `after` a duty of that name was done;
    then it lapses. A limit in business days counts those of the calendar `on`. The line says the last day. That a right was used comes as
    a stream, `rights` unless `stream` names another: rows with the instant `at`, and `right`, `objective`, `period` and `group`, of which
    one left out means any. Where that stream was never fed, no right lapses.
    """

    looks_back = False

    right: str = field(validator=named_text("terminate"))
    within: str | None = field(default=None, converter=time_limit, kw_only=True)
    after: str = field(default=PERIOD, validator=named_text("notice"), kw_only=True)
    on: Calendar | None = field(default=None, validator=validators.optional(calendar), kw_only=True)
    stream: str = field(default="rights", validator=field_name, kw_only=True)

    key_rules = (Needs("after", ("within",), "after={after} is where a time limit begins, and there is none; write within='60 days'"),)

    def __attrs_post_init__(self) -> None:
        check_keys(self)
        if self.within is not None and self.on is None and on_business_days(self.within):
            raise ContractError(f"within={self.within!r} needs a calendar; write on=Weekly({{'mon-fri': '09:00-17:00'}}, tz='UTC')")

    @property
    def kinds(self) -> set[str]:
        return {"a right"}

    @property
    def uses(self) -> Reading | None:
        """The reading of the records that it was used; None for one without a time limit, which stays."""
        return None if self.within is None else Reading(self.stream, "at", StatedRecord())

    def assess(self, case: Case) -> Penalty:
        if not case.missed:
            return case.nothing
        return Penalty(case.nothing.credit, (f"the customer may {self.right}",), rights=(self.right,))
