"""Uptime timeline: when a service was down, what was excluded and what is still pending, on an axis of local time."""

from collections.abc import Iterable, Sequence
from datetime import UTC, tzinfo
from typing import Any

from attrs import field, frozen

from slakit.errors import UsageError
from slakit.reports.charts.chart import SIZE, SMALL, Chart, ChartTable, Picture, words
from slakit.reports.charts.element import Element, Paint, Pattern, clean, element, number_text
from slakit.reports.charts.figures import length
from slakit.reports.charts.text_width import shortened
from slakit.reports.charts.time_axis import HEIGHT, TimeAxis
from slakit.timeline.instants import Instant, instant, moment
from slakit.timeline.zone import zone

KINDS = ("bad", "excluded", "pending")
LANE, BAR, HEAD = 54, 22, 20  # height of a lane, of its bar, and of the words above
SEEN = 3  # a bar that is narrower has a mark above it
MOST = 100  # rows of the table


@frozen
class TimeSpan:
    """A stretch of one kind: "bad", "excluded" or "pending"; `note` says why."""

    first: Instant
    last: Instant
    kind: str
    note: str = field(default="", converter=clean)


def _spans(value: Iterable[Any]) -> tuple[TimeSpan, ...]:
    return tuple(
        sorted((one if isinstance(one, TimeSpan) else _span(*one) for one in value), key=lambda one: (one.first, one.last, one.kind))
    )


def _span(start: object, end: object, kind: str = "bad", note: str = "") -> TimeSpan:
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is not a kind of span; write one of {', '.join(map(repr, KINDS))}")
    return TimeSpan(_instant(start), _instant(end), kind, note)


def _instant(value: object) -> Instant:
    return value if type(value) is int else instant(value)


def _stretches(value: Iterable[Sequence[object]]) -> tuple[tuple[Instant, Instant], ...]:
    return merged((_instant(start), _instant(end)) for start, end in value)


def merged(spans: Iterable[tuple[Instant, Instant]]) -> tuple[tuple[Instant, Instant], ...]:
    """Return the same time without overlaps, in order.

    >>> merged([(5, 8), (1, 3), (2, 4)])
    ((1, 4), (5, 8))
    """
    joined: list[tuple[Instant, Instant]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        elif first < last:
            joined.append((first, last))
    return tuple(joined)


@frozen
class UptimeTimeline(Chart):
    """The time from `start` to `end`, one lane for each kind of span; `closed` are stretches outside service hours.

    >>> outage = ("2026-03-10T10:00Z", "2026-03-10T11:00Z", "bad", "core switch")
    >>> UptimeTimeline("Uptime", start="2026-03-01T00:00Z", end="2026-04-01T00:00Z", spans=[outage]).alt.replace("\N{NO-BREAK SPACE}", " ")
    'Uptime, 1 Mar 2026 to 31 Mar 2026: Down 1 h in 1 span.'
    """

    first: Instant = field(alias="start", converter=_instant, kw_only=True)
    last: Instant = field(alias="end", converter=_instant, kw_only=True)
    spans: tuple[TimeSpan, ...] = field(default=(), converter=_spans, kw_only=True)
    closed: tuple[tuple[Instant, Instant], ...] = field(default=(), converter=_stretches, kw_only=True)
    zone: tzinfo = field(default=UTC, converter=zone, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.first >= self.last:
            raise UsageError("the end of a time line is not after its start; write start= before end=")

    @property
    def _by_kind(self) -> dict[str, tuple[tuple[Instant, Instant], ...]]:
        """The time of each kind that occurs, inside the line."""
        kinds = {
            kind: merged((max(one.first, self.first), min(one.last, self.last)) for one in self.spans if one.kind == kind) for kind in KINDS
        }
        return {kind: spans for kind, spans in kinds.items() if spans or kind == "bad"}

    def _sentence(self, kind: str, spans: Sequence[tuple[Instant, Instant]]) -> str:
        total = sum(last - first for first, last in spans)
        counted = self.texts.text("spans", count=len(spans))
        return self.texts.text("timeline.kind", kind=self.texts.text(kind), length=length(self.texts, total), spans=counted)

    @property
    def alt(self) -> str:
        kinds = ", ".join(self._sentence(kind, spans) for kind, spans in self._by_kind.items() if spans)
        start, end = (self.texts.date(moment(at, self.zone)) for at in (self.first, self.last - 1))
        return self.texts.text("timeline.alt", title=self.title, start=start, end=end, kinds=kinds or self.texts.text("timeline.none"))

    @property
    def table(self) -> ChartTable:
        """The spans, each with its local times; after a hundred, the number of the others."""
        text = self.texts.text
        rows = [
            (text(one.kind), self._at(one.first), self._at(one.last), length(self.texts, one.last - one.first), one.note)
            for one in self.spans
        ]
        left = len(rows) - MOST
        more = [(text("more", count=self.texts.number(left, 0)), "", "", "", "")] if left > 0 else []
        return ChartTable(tuple(map(text, ("kind", "start", "end", "length", "note"))), (*rows[:MOST], *more))

    def _at(self, at: Instant) -> str:
        local = moment(at, self.zone)
        return f"{self.texts.date(local)}, {self.texts.time(local)}"

    def _picture(self, width: int) -> Picture:
        axis = TimeAxis(self.first, self.last, self.zone, 0, width)
        lanes = self._by_kind
        parts: list[Element] = []
        for index, (kind, spans) in enumerate(lanes.items()):
            parts += self._lane(axis, index * LANE, kind, spans)
        top = len(lanes) * LANE
        parts += axis.drawn(top, self.texts)
        height = top + HEIGHT
        if self.closed:
            parts.append(element("rect", x=0, y=height + 8, width=14, height=12, fill=Pattern("closed")))
            parts.append(words(shortened(self.texts.text("closed"), SMALL, width - 20), 20, height + 18, role="quiet"))
            height += 24
        return Picture(height, tuple(parts))

    def _lane(self, axis: TimeAxis, top: int, kind: str, spans: Sequence[tuple[Instant, Instant]]) -> list[Element]:
        bar = top + HEAD + 6
        sentence = (
            self._sentence(kind, spans)
            if spans
            else self.texts.text(
                "timeline.kind", kind=self.texts.text(kind), length=length(self.texts, 0), spans=self.texts.text("spans", count=0)
            )
        )
        parts = [
            words(shortened(sentence, SIZE, axis.width), axis.left, top + 13, size=SIZE),
            element("rect", x=axis.left, y=bar, width=axis.width, height=BAR, fill=Paint("track")),
        ]
        for first, last in self.closed:
            if axis.x(last) > axis.x(first):
                parts.append(
                    element("rect", x=axis.x(first), y=bar, width=axis.x(last) - axis.x(first), height=BAR, fill=Pattern("closed"))
                )
        marked = -SEEN * 4
        for first, last in spans:
            x, wide = axis.x(first), axis.x(last) - axis.x(first)
            title = element("title", text=f"{self._at(first)} – {self._at(last)}, {length(self.texts, last - first)}")
            if kind == "bad":
                parts.append(element("rect", title, x=x, y=bar, width=wide, height=BAR, fill=Paint(kind), data_kind=kind))
            else:
                parts.append(
                    element("rect", title, x=x, y=bar, width=wide, height=BAR, fill=Pattern(kind), stroke=Paint(kind), data_kind=kind)
                )
            if wide < SEEN and x >= marked + SEEN * 3:
                marked = x + wide / 2  # type: ignore[assignment]
                parts.append(element("path", d=_pin(marked, bar), fill=Paint(kind)))
        return parts


def _pin(x: object, top: int) -> str:
    """Return a small triangle whose tip stands on a bar that is too narrow to be seen."""
    return f"M{number_text(x)} {top}l-4 -6h8z"  # type: ignore[arg-type]
