"""Details: what a measure is made of, record by record and stretch by stretch; a statement that is asked for them keeps them."""

from datetime import datetime
from fractions import Fraction

from attrs import field, frozen

from slakit.metrics.measure import Exact, exact
from slakit.timeline.instants import Instant, moment
from slakit.timeline.spans import Spans

# the kinds of time of a period; what is in none of them is good
BAD, EXCUSED, EXCLUDED, CLOSED, UNKNOWN, OPEN = "bad", "excused", "excluded", "closed", "unknown", "open"
KINDS = (BAD, EXCUSED, EXCLUDED, CLOSED, UNKNOWN, OPEN)

# what became of a record
GOOD, COUNTED, PENDING, UNREAD = "good", "counted", "pending", "unread"
STATES = (GOOD, BAD, COUNTED, PENDING, EXCLUDED, UNREAD)


@frozen
class TimeSpan:
    """A stretch of the period, from `first` up to but not including `last`, and what it counts as.

    `kind` is "bad": it counts against the measure, by `lost` of what the measure loses: microseconds, or intervals. "excused" would be bad,
    but is excluded, forgiven or too short. "excluded" is what the agreement leaves out or forgives. "closed" is outside of the hours that
    count, in "unknown" nothing is known, and "open" is yet to come. Excused time may lie in excluded time; the others do not overlap.
    `reason` says why: the exclusion and its clause, or whose outage it is.
    """

    first: Instant
    last: Instant
    kind: str
    lost: Exact = field(default=0, converter=exact)
    reason: str = ""

    @property
    def start(self) -> datetime:
        """The start, in UTC."""
        return moment(self.first)

    @property
    def end(self) -> datetime:
        """The end, in UTC."""
        return moment(self.last)

    @property
    def length(self) -> int:
        """The length in microseconds, whether the clock runs or not."""
        return self.last - self.first

    @property
    def share(self) -> Fraction:
        """The part of it that is lost, of a measure of time: 1/2 where half of a service is down."""
        return Fraction(self.lost) / self.length


@frozen
class RecordDetail:
    """One record, check or interval behind a measure: the instant that owns it, its key, its value and what became of it.

    `state` is "good", "bad", "counted" (a value that is neither), "pending" (its clock still runs), "excluded" or "unread". `reason` says
    why it is not counted, or why it is good all the same: the exclusion and its clause, or what could not be read. `count` is how many
    alike it stands for. `value` is in the unit of the details; `until` is when a pending one is late, where it has a limit.
    """

    at: Instant
    key: object = None
    value: Exact | None = field(default=None, converter=exact)
    state: str = COUNTED
    reason: str = ""
    count: int = 1
    until: Instant | None = None

    @property
    def start(self) -> datetime:
        """The instant, in UTC."""
        return moment(self.at)


RECORDS, CHECKS, INTERVALS = "records", "checks", "intervals"  # what figures may count, besides microseconds


@frozen(kw_only=True)
class Working:
    """The part of the details that a metric knows itself.

    `judged` is the time that its measure is of, for a metric of time; `heads` is how often that time counts, once for each place on duty.
    `records` stand in place of those that were read; None leaves these. `reason` says what is not there, and why.
    """

    time: tuple[TimeSpan, ...] = ()
    judged: Spans | None = None
    heads: int = 1
    records: tuple[RecordDetail, ...] | None = None
    figures: str = RECORDS
    reason: str = ""
