"""OpenSLO v1 in: the SLOs of a text as an agreement, with everything that is lost or assumed on the way."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.documents.openslo.indicators import METHODS, OCCURRENCES, RATIO, THRESHOLD, Indicator, metric_of, read_indicator, target_of
from slakit.documents.openslo.loss import FromOpenSlo, Loss, Noted
from slakit.documents.openslo.part import Part
from slakit.documents.openslo.slo_texts import FORMATS, SloText, slo_texts
from slakit.documents.openslo.time_windows import in_zone, read_window
from slakit.documents.plain import Path, Plain, shown
from slakit.errors import ContractError, UsageError, close_match

VERSION = "openslo/v1"
UNUSED = ("DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget", "BudgetAdjustment")
KINDS = ("SLO", "SLI", "Service", *UNUSED)


@frozen
class Entry:
    """One object of OpenSLO: its kind and its name, its metadata and specification."""

    kind: str
    name: str
    shown: str
    spec: Part


class _Reader:
    """Reads the documents of texts, and keeps what was noted of each."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._noted: list[tuple[SloText, Noted, Noted]] = []
        self._streams: dict[str, Plain] = {}
        self._services: list[tuple[str, Part]] = []

    def add(self, text: SloText) -> None:
        """The objects of a document: one, or a list of them."""
        losses: Noted = []
        problems: Noted = []
        self._noted.append((text, losses, problems))
        listed: list[tuple[Path, Plain]] = [((index,), part) for index, part in enumerate(text.data)] if isinstance(text.data, list) else []
        for path, data in listed or ([((), text.data)] if text.data not in ({}, [], None) else []):
            part = Part(data, path, losses, problems)
            if isinstance(data, dict):
                self._entry(part)

    def _entry(self, part: Part) -> None:
        version, kind = part.take("apiVersion"), part.take("kind")
        if version != VERSION:
            part.wrong("apiVersion", f"{shown(version)} is not a version that is read; write apiVersion: {VERSION}")
        if not isinstance(kind, str) or kind not in KINDS:
            part.wrong("kind", f"{shown(kind)} is not a kind of OpenSLO{close_match(kind, KINDS)}")
        elif kind in UNUSED:
            part.lose("", f"{kind} is not used: a contract has nothing that it could be")
        elif version == VERSION:
            name, title = _names(part, keep_title=kind != "SLI")
            spec = part.part("spec")
            if spec is None and kind != "Service":
                part.wrong("", f"has no spec; write what the {kind} is")
            elif name:
                self.entries.append(Entry(kind, name, title or name, spec or Part({}, part.path, part.losses, part.problems)))
            part.report_rest()

    def services(self, named: bool) -> list[str]:
        """Return how the services of the SLOs are shown, each once; they are lost in a contract that is named otherwise."""
        titles = {entry.name: entry for entry in self.entries if entry.kind == "Service"}
        for service, spec in self._services:
            if named:
                spec.lose("service", f"{service!r} is not kept: the contract has a name of its own")
        used = dict.fromkeys(service for service, _ in self._services)
        for name, entry in titles.items():
            if named or name not in used:
                entry.spec.lose("", f"the Service {name!r} is not kept: {'the contract has a name' if named else 'no SLO is of it'}")
        if len(used) > 1:
            self._services[0][1].lose("service", f"the SLOs of {len(used)} services stand in one contract, and none says whose it is")
        return [titles[name].shown if name in titles else name for name in used]

    def objectives(self) -> list[Objective]:
        """The objectives of all SLOs."""
        named: dict[str, Entry] = {}
        for entry in (entry for entry in self.entries if entry.kind == "SLI"):
            if entry.name in named:
                entry.spec.wrong("", f"the SLI {entry.name!r} is there twice; give each its own name")
            named[entry.name] = entry
        indicators: dict[str, Indicator | None] = {}
        made = [one for entry in self.entries if entry.kind == "SLO" for one in self._slo(entry, named, indicators)]
        for name in named.keys() - indicators.keys():
            named[name].spec.lose("", f"the SLI {name!r} is not used: no SLO refers to it")
        for entry in self.entries:
            if entry.kind != "SLI" or entry.name in indicators:
                entry.spec.report_rest()
        return made

    def _slo(self, entry: Entry, named: Mapping[str, Entry], indicators: dict[str, Indicator | None]) -> Iterator[Objective]:
        spec = entry.spec
        service, method, window = spec.text("service"), _method(spec), read_window(spec)
        if service is not None:
            self._services.append((service, spec))
        parts = spec.parts("objectives")
        if not parts:
            spec.wrong("objectives", "is empty; write one with a target")
        indicator = self._indicator(entry, named, indicators, parts)
        for part in parts:
            title = part.text("displayName")
            share = _share(part)
            metric = None if indicator is None or method is None else metric_of(indicator, method, part)
            part.report_rest()
            if indicator is None or metric is None or share is None:
                continue
            name = f"{entry.shown}: {title}" if title else entry.shown
            try:
                yield Objective(name, metric, target_of(metric, indicator, share), window=window, clause=entry.name)
            except ContractError as error:
                part.wrong("", str(error))

    def _indicator(
        self, entry: Entry, named: Mapping[str, Entry], indicators: dict[str, Indicator | None], objectives: list[Part]
    ) -> Indicator | None:
        spec = entry.spec
        inline, reference = spec.part("indicator"), spec.text("indicatorRef")
        if (inline is None) == (reference is None):
            spec.wrong("", "has not one of indicator and indicatorRef; write one of them")
            return None
        if inline is not None:
            name, _ = _names(inline, needed=False, keep_title=False)
            inner = inline.part("spec")
            inline.report_rest()
            if inner is None:
                inline.wrong("", "has no spec; write its ratioMetric or thresholdMetric")
                return None
            made = read_indicator(inner, self._stream(name or entry.name, inline.take("spec"), entry.name))
            inner.report_rest()
            return made
        if reference not in named:
            kind = THRESHOLD if any(part.has("value") for part in objectives) else RATIO
            what = "a figure, value" if kind == THRESHOLD else "true or false, good"
            text = f"no SLI {reference!r} is in the text: its records are taken to be events of that name, with at and {what}"
            spec.lose("indicatorRef", text)
            return Indicator(kind, str(reference))
        if reference not in indicators:
            indicators[str(reference)] = read_indicator(named[str(reference)].spec, str(reference))
        return indicators[str(reference)]

    def _stream(self, name: str, spec: Plain, slo: str) -> str:
        """The name of the stream of an indicator, which two have in common only where they are the same."""
        if self._streams.setdefault(name, spec) == spec:
            return name
        return f"{slo} {name}"

    def finish(self) -> tuple[Loss, ...]:
        """The losses in the order of the texts; ContractError with all problems, if there are any."""
        problems = [(number, text, part) for number, (text, _, noted) in enumerate(self._noted) for part in noted]
        losses = [(number, text, part) for number, (text, noted, _) in enumerate(self._noted) for part in noted]
        if problems:
            raise ContractError(*(f"{location}: {problem}" for location, problem in _in_order(problems)))
        return tuple(Loss(location, loss) for location, loss in _in_order(losses))


def _in_order(noted: list[tuple[int, SloText, tuple[Path, str]]]) -> list[tuple[str, str]]:
    """Return what was noted, each thing once, by text and line."""
    ordered = sorted(noted, key=lambda one: (one[0], one[1].line(one[2][0])))
    return list(dict.fromkeys((text.location(path), note) for _, text, (path, note) in ordered))


def _names(part: Part, needed: bool = True, keep_title: bool = True) -> tuple[str | None, str | None]:
    """The name of an object, and how it is shown."""
    metadata = part.part("metadata")
    if metadata is None:
        if needed:
            part.wrong("metadata", "has no name; write metadata with a name")
        return None, None
    name, title = metadata.text("name"), metadata.text("displayName")
    if title and not keep_title:
        metadata.lose("displayName", "is not kept: a stream bears the name of its indicator")
    if name is None and needed and not metadata.has("name"):
        metadata.wrong("name", "has no name; write name: web-availability")
    metadata.report_rest()
    return name, title


def _method(spec: Part) -> str | None:
    given = spec.take("budgetingMethod")
    if given is None:
        spec.lose("budgetingMethod", f"is not given, and OpenSLO wants it: {OCCURRENCES} is taken")
        return OCCURRENCES
    if not isinstance(given, str) or given not in METHODS:
        spec.wrong("budgetingMethod", f"{shown(given)} is not a method{close_match(given, METHODS)}")
        return None
    return given


def _share(part: Part) -> Fraction | None:
    """The target, as a share."""
    share, hundredths = part.number("target", "0.995"), part.number("targetPercent", "99.5")
    if part.has("target") and part.has("targetPercent"):
        part.wrong("targetPercent", "target and targetPercent are both given; write one of them")
        return None
    if share is None and hundredths is None:
        if not (part.has("target") or part.has("targetPercent")):
            part.wrong("", "has no target; write target: 0.995, or targetPercent: 99.5")
        return None
    key, value, whole = ("target", share, 1) if share is not None else ("targetPercent", hundredths, 100)
    if value is None or not 0 <= value < whole:
        part.wrong(key, f"{shown(value)} is not from 0 to below {whole}; write {key}: {'0.995' if whole == 1 else '99.5'}")
        return None
    return Fraction(value) / whole


def read_slos(
    text: str | Mapping[str, str], *, term: object, provider: object = None, customer: object = None, name: str | None = None,
    timezone: str | None = None, fee: object = None, format: str | None = None,
) -> FromOpenSlo:  # fmt: skip
    """The agreement of the SLOs of an OpenSLO v1 text, YAML or JSON, and what was lost or assumed.

    >>> slo = '''{"apiVersion": "openslo/v1", "kind": "SLO", "metadata": {"name": "search"}, "spec": {"service": "shop",
    ...     "indicator": {"metadata": {"name": "searches"}, "spec": {"thresholdMetric": {"metricSource": {"type": "any"}}}},
    ...     "timeWindow": [{"duration": "2w", "isRolling": true}], "budgetingMethod": "Occurrences",
    ...     "objectives": [{"op": "lt", "value": 500, "target": 0.99}]}}'''
    >>> made = read_slos(slo, provider="Shop", customer="Acme", term=("2026-01-01", "2027-01-01"))
    >>> made.agreement.objectives
    (Objective('search', Share('searches', good={'value': '< 500'}), at_least('99 %'), window=rolling('2 weeks'), clause='search'),)
    >>> print(made.losses[0])
    line 2 spec.indicator.spec.thresholdMetric: its queries are not run: each record of the stream 'searches' is one event, with at and \
a number, value

    Several texts, such as an SLO and its SLI, are a mapping of their names to them. OpenSLO names no parties, no term and no fee: these
    are arguments. Raises ContractError with everything that is wrong, each with its line; MissingExtra for YAML without PyYAML.
    """
    if format is not None and format not in FORMATS:
        raise UsageError(f"format={format!r} is not a format{close_match(format, FORMATS)}")
    reader = _Reader()
    for file, one in (text if isinstance(text, Mapping) else {"": text}).items():
        if not isinstance(one, str):
            raise UsageError(f"{type(one).__name__} is not text; write read_slos(path.read_text(), term=...)")
        for part in slo_texts(one, format, file):
            reader.add(part)
    made = reader.objectives()
    titled = ", ".join(reader.services(named=name is not None)) or "Services"
    losses = reader.finish()
    if not made:
        raise ContractError("no SLO is in the text; write one, with kind: SLO")
    zones = list(dict.fromkeys(one.window.tz for one in made if one.window is not None and one.window.tz))
    zone = timezone or (zones[0] if len(zones) == 1 else "UTC")
    parties = {"provider": provider or titled, "customer": customer or "its users"}
    assumed = [
        Loss("agreement", f"{key} is not in OpenSLO: {parties[key]!r} is taken")
        for key, value in (("provider", provider), ("customer", customer))
        if not value
    ]
    if timezone is None and len(zones) != 1:
        assumed.append(Loss("agreement", f"{'no' if not zones else 'more than one'} time zone is in the text: 'UTC' is taken"))
    objectives = _distinct([evolve(one, window=in_zone(one.window, zone)) for one in made])
    called = name or f"Service levels of {titled}"
    agreement = Agreement(called, term=term, timezone=zone, fee=fee, objectives=objectives, **parties)  # type: ignore[arg-type]
    return FromOpenSlo(agreement, (*losses, *assumed))


def _distinct(objectives: list[Objective]) -> list[Objective]:
    """The objectives, each with a name of its own."""
    taken: set[str] = set()
    made = []
    for one in objectives:
        name, number = one.name, 2
        while name in taken:
            name, number = f"{one.name} ({number})", number + 1
        taken.add(name)
        made.append(evolve(one, name=name))
    return made
