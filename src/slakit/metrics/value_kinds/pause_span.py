"""PauseSpan: each record is a span in which a case is on hold."""

from collections.abc import Mapping

from attrs import frozen

from slakit.metrics.tallies.holds import Holds
from slakit.metrics.tallies.tally import Tally
from slakit.metrics.value_kinds.value_kind import ValueKind
from slakit.timeline.day import END


@frozen
class PauseSpan(ValueKind):
    """Each record is a span in which the case named by the field `case_field` is on hold; one without an end goes on."""

    start: str
    end: str
    case_field: str

    @property
    def instants(self) -> tuple[str, ...]:
        return (self.start, self.end)

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.case_field,)

    def dates(self, at: str) -> Mapping[str, str]:
        return {self.end: END}

    @property
    def lead(self) -> str:
        return "all"

    @property
    def span_end(self) -> str | None:
        return self.end

    def tally(self) -> Tally:
        return Holds()
