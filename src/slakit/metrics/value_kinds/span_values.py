"""Values of records that are spans of time."""

from collections.abc import Mapping

from attrs import frozen

from slakit.metrics.tallies.holds import Holds
from slakit.metrics.tallies.timeline import Timeline
from slakit.metrics.value_kinds.records import Contributions, Records
from slakit.metrics.value_kinds.value_kind import ValueKind
from slakit.timeline.day import END


class _Span(ValueKind):
    """Each record is a span of time; one without an end goes on."""

    __slots__ = ()
    start: str
    end: str

    def dates(self, at: str) -> Mapping[str, str]:
        return {self.end: END}

    @property
    def span_end(self) -> str | None:
        return self.end


@frozen
class SpanValue(_Span):
    """Each record is a span of time; one without an end goes on, one shorter than `minimum_length` microseconds is left out.

    Spans are kept separate by `marks`, the labels of some fields, and by `times`, the instants in others; `amounts` are the marks that
    hold numbers.
    """

    start: str
    end: str
    marks: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    minimum_length: int = 0
    amounts: tuple[str, ...] = ()
    instants_by = ("start", "end", "times")
    fields_by = ("marks",)
    numbers_by = ("amounts",)
    needs_key = True
    tally_kind = Timeline
    cut_by_clock = True

    def extract(self, records: Records) -> Contributions:
        return records.add_spans(self)


@frozen
class PauseSpan(_Span):
    """Each record is a span in which the case named by the field `case_field` is on hold; one without an end goes on."""

    start: str
    end: str
    case_field: str
    instants_by = ("start", "end")
    fields_by = ("case_field",)
    lead = "all"
    tally_kind = Holds

    def extract(self, records: Records) -> Contributions:
        return records.add_pauses(self)
