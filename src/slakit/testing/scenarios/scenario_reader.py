"""Scenario reader: the scenarios in the plain data of a file, with everything that is wrong in them, each with its path."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import partial
from os import PathLike, fspath
from os.path import basename, dirname, join
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.agreements.allow import CODES, USELESS, code_fault
from slakit.agreements.paths import Path
from slakit.documents.load_dump import load
from slakit.documents.plain import shown
from slakit.documents.source_map import SourceMap
from slakit.documents.vocabulary import Vocabulary
from slakit.errors import SlakitError, close_match
from slakit.statements.parse import plain_of
from slakit.testing.scenarios.allowed_changes import PLACEHOLDER, reason_faults
from slakit.testing.scenarios.checked_values import each_measure, instant_fault, instant_or_day_fault, measure_fault, period_fault
from slakit.testing.scenarios.clauses import clause_fault, clauses_of
from slakit.testing.scenarios.example_row import example_row
from slakit.testing.scenarios.expectation import expectations_of
from slakit.testing.scenarios.misspelt_fields import misspelt, strange_renames
from slakit.testing.scenarios.same_term import in_term_of
from slakit.testing.scenarios.scenario import DEADLINE, Scenario
from slakit.testing.scenarios.short_records import SEVERAL, records_of, with_offset
from slakit.testing.scenarios.unread_times import unread_times
from slakit.values.near_files import missing_file

OF_FILE = ("contract", "period", "as_of", "records", "allow", "scenarios")
OF_SCENARIO = ("name", "clause", "period", "as_of", "history", "records", "measures", "expect")
TEXTS = {"period": "2026-06", "as_of": "2026-06-08 10:00"}
TABLES = {
    "records": 'records.outages = [{ start = "2026-06-08 02:00", end = "+43 min" }]',
    "expect": 'expect = { credit = "125 EUR" }',
    "measures": 'measures = { Uptime = "99.5 %" }',
    "allow": f'allow = {{ timezone = "{PLACEHOLDER}" }}',
}
CONTRACTS = (".toml", ".json", ".yaml", ".yml")  # the endings of contracts
EXAMPLE = '[[scenarios]] with name = "43 min of June" and a table of what is expected, [scenarios.expect]'


class ScenarioReader:
    """Scenarios from plain data, with all that is wrong in them."""

    def __init__(self, data: dict[str, Any], path: str, lines: SourceMap, vocabulary: Vocabulary) -> None:
        self.data, self.path, self.lines, self.vocabulary = data, path, lines, vocabulary
        self.folder = dirname(path)
        self.periods: dict[str, str] = {}  # the fault of each that is written, "" for none
        self.clauses: list[str] = []  # of the contract
        self.problems: list[tuple[Path, str]] = []

    def report(self, path: Path, problem: str) -> None:
        self.problems.append((path, problem))

    def read(
        self, contract: str | PathLike[str] | Agreement | None
    ) -> tuple[Agreement, Agreement, tuple[Scenario, ...], dict[str, str]] | None:
        """The contract of the file, the version that is tested, the scenarios, and what is allowed; None where something is wrong."""
        self._known(self.data, OF_FILE, ())
        own = self._contract()
        scenarios = self.data.get("scenarios")
        if isinstance(scenarios, dict):
            self.report(("scenarios",), "[scenarios] is not a list of scenarios; write [[scenarios]] before each of them")
            scenarios = []
        elif not isinstance(scenarios, list) or not scenarios:
            if not get_close_matches("scenarios", [*self.data], n=1, cutoff=0.8) or scenarios is not None:
                self.report(("scenarios",), f"there are none; write {EXAMPLE}")
            scenarios = []
        if own is None:
            return None
        tested = (
            own if contract is None else contract if isinstance(contract, Agreement) else in_term_of(own, load(contract, self.vocabulary))
        )
        names_of = [{one.name for version in terms.versions for one in version.agreement.objectives} for terms in (own, tested)]
        if names_of[0].isdisjoint(names_of[1]):
            other = repr(tested.name) if isinstance(contract, Agreement) else repr(fspath(contract or ""))
            promises = ", ".join(sorted(names_of[0]))
            self.report(
                ("contract",), f"{other} is not a version of {own.name!r}: it has none of its objectives; write one that has {promises}"
            )
            return None
        made = [self._scenario(table, ("scenarios", number), own, tested) for number, table in enumerate(scenarios)]
        names = [one.name for one in made if one is not None]
        for number, one in enumerate(made):
            if one is not None and names.index(one.name) != number:
                self.report(("scenarios", number, "name"), f"{one.name!r} is the name of an earlier scenario as well; write another name")
        allow = self._table(self.data, "allow", ())
        for key, fault in reason_faults(allow):
            self.report(("allow", key), fault)
        return own, tested, tuple(one for one in made if one is not None), {key: str(why) for key, why in allow.items()}

    def _contract(self) -> Agreement | None:
        """The contract that the file names."""
        written = self.data.get("contract")
        if "contract" in self.data and not isinstance(written, str):
            first = next((one for one in written if isinstance(one, str)), "hosting.toml") if isinstance(written, list) else "hosting.toml"
            problem = f"{shown(written)} is not a path, and a file tests one contract"
            self.report(("contract",), f'{problem}; write contract = "{first}"')
            return None
        if not isinstance(written, str):
            self.report(("contract",), 'is missing; write contract = "hosting.toml", a path from the folder of this file')
            return None
        try:
            if fault := missing_file(written, self.folder, CONTRACTS):
                self.report(("contract",), fault)
                return None
            own = load(join(self.folder, written), self.vocabulary)
            with open(join(self.folder, written), encoding="utf-8-sig") as file:
                self.clauses = clauses_of(own, file.read())
            return own
        except SlakitError as error:
            for problem in error.problems:
                self.report(("contract",), problem)
            return None

    def _scenario(self, table: Any, path: Path, own: Agreement, tested: Agreement) -> Scenario | None:
        if not isinstance(table, Mapping):
            self.report(path, f"{table!r} is not a scenario; write {EXAMPLE}")
            return None
        self._known(table, OF_SCENARIO, path)
        name = table.get("name")
        if not isinstance(name, str) or not name.strip():
            problem = "has no name" if name is None else f"{shown(name)} is not a name"
            self.report(path if name is None else (*path, "name"), f'{problem}; write name = "43 min of June"')
            name = f"scenario {path[-1]}"
        expect = self._table(table, "expect", path)
        if table.get("expect") == {}:
            self.report((*path, "expect"), f"expects nothing; write {TABLES['expect']}")
        elif "expect" not in table and not get_close_matches("expect", [*table], n=1, cutoff=0.8):
            self.report(path, 'expects nothing; write [scenarios.expect] with what must come out, such as credit = "125 EUR"')
        records = self._records(table, path, own)
        expectations = expectations_of(expect, (*path, "expect"), own, self.report)
        history, as_of, period = table.get("history", []), self._text(table, "as_of", path), self._text(table, "period", path)
        if isinstance(table.get("measures"), Mapping):
            for inside, measure in each_measure(table["measures"]):
                self._faulty((*path, "measures", *inside), measure_fault(measure, own, inside[0]))
        for key, fault in (("period", period and self._period_fault(period, own)), ("as_of", as_of and instant_fault(as_of, own))):
            self._faulty((*path, key) if key in table else (key,), fault)
        self._faulty((*path, "clause"), clause_fault(str(table.get("clause", "")), own, self.clauses))
        made = Scenario(
            name=name,
            agreement=tested,
            records=records,
            timezone=own.timezone,
            period=period,
            as_of=None if as_of is None else with_offset(as_of, own.timezone),
            history=self._history(history if isinstance(history, list) else [history], (*path, "history")),
            expectations=tuple(expectations),
            deadlines=self._deadlines(expect, table, path),
            findings=self._findings(expect, path),
            clause=str(table.get("clause", "")),
            measured=frozenset(self._table(table, "measures", path)),
            file=basename(self.path),
            line=self.lines.line(path),
        )
        self._look_through(made, table, path, own)
        return made

    def _look_through(self, made: Scenario, table: Mapping[str, Any], path: Path, own: Agreement) -> None:
        """Report the fields of records that are slips for those that the contract reads, and times that cannot be read."""
        expects_unread = any(one.what in ("problems", "unread") for one in made.expectations)
        special = table.get("records", {})
        for stream, rows in made.records.items():
            at = (*path, "records", stream) if isinstance(special, Mapping) and stream in special else ("records", stream)
            written = special.get(stream) if len(at) > 2 else self.data.get("records", {}).get(stream)
            if written is not None:  # none are written of what a measure is made of
                slips = [*strange_renames(own, stream, written)]
                for inside, fault in slips or misspelt(own, stream, _looked_at(written, rows), made.unread_fields(stream)):
                    self._faulty((*at, *inside), fault)
                times = () if expects_unread else self._times(own, stream)
                for inside, fault in unread_times(times, written, rows, own.timezone, SEVERAL[1]) if times else ():
                    self._faulty((*at, *inside), fault)

    @staticmethod
    def _times(own: Agreement, stream: str) -> list[str]:
        """The fields of a stream that hold times."""
        return [name for name in own.times(stream) if name not in own.updates(stream)] if stream in own.streams else []

    def _period_fault(self, period: str, own: Agreement) -> str:
        if period not in self.periods:
            self.periods[period] = period_fault(period, own)
        return self.periods[period]

    def _faulty(self, path: Path, fault: str | None) -> None:
        """Report a fault, if there is one; one of the file itself only once."""
        if fault and (path, fault) not in self.problems:
            self.report(path, fault)

    def _records(self, table: Mapping[str, Any], path: Path, own: Agreement) -> dict[str, Any]:
        """The records of the file, and in their place those of the scenario; those that give a measure are made for the contract."""
        common, special = self._table(self.data, "records", ()), self._table(table, "records", path)
        streams = {*own.streams, *(name for name, _ in own.logs)}
        for at, written in (((), common), (path, special)):
            for stream in written:
                if stream not in streams:
                    self.report((*at, "records", stream), f"is not a stream of the contract{close_match(stream, streams)}")
        shared = {stream: rows for stream, rows in common.items() if stream not in special}

        def times(stream: str) -> list[str]:
            return self._times(own, stream)

        example = partial(example_row, own)
        records = records_of(shared, ("records",), self.folder, own.timezone, self.report, times, example)
        records |= records_of(special, (*path, "records"), self.folder, own.timezone, self.report, times, example)
        measures = self._table(table, "measures", path)
        period = self._text(table, "period", path)
        faults = [measure_fault(measure, own, inside[0]) for inside, measure in each_measure(measures)]
        if measures and not any(faults) and not (period and self._period_fault(period, own)):
            from slakit.testing.scenarios.measured_records import with_measures

            with_measures(own, measures, records, frozenset(special), period, (*path, "measures"), self.report)
        return records

    def _history(self, paths: list[Any], at: Path) -> list[str]:
        """The texts of earlier statements, which lie in files."""
        texts = []
        for number, written in enumerate(paths):
            if fault := missing_file(str(written), self.folder, (".json",)):
                self.report((*at, number), fault)
                continue
            try:
                with open(join(self.folder, str(written)), encoding="utf-8") as file:
                    texts.append(file.read())
                _ = plain_of(texts[-1])
            except (OSError, UnicodeDecodeError, SlakitError):
                self.report((*at, number), f"{str(written)!r} is not a statement; write the path of what slakit score --json has written")
        return texts

    def _deadlines(self, expect: Mapping[str, Any], table: Mapping[str, Any], path: Path) -> tuple[Mapping[str, Any], ...] | None:
        if "deadlines" not in expect:
            return None
        at = (*path, "expect", "deadlines")
        listed = expect["deadlines"]
        if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
            self.report(at, 'is not a list of deadlines; write deadlines = [{ objective = "Replies", due = "2026-06-08 11:00" }]')
            return None
        for number, one in enumerate(listed):
            self._known(one, DEADLINE, (*at, number))
            if "due" in one and (fault := instant_or_day_fault(one["due"], "due")):
                self.report((*at, number, "due"), fault)
        if self._text(table, "as_of", path) is None:
            self.report(at, 'asks what is due, and as_of does not say when; write as_of = "2026-06-08 10:00"')
        return tuple(listed)

    def _findings(self, expect: Mapping[str, Any], path: Path) -> tuple[str, ...] | None:
        if "findings" not in expect:
            return None
        codes = expect["findings"]
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            self.report((*path, "expect", "findings"), 'is not a list of codes; write findings = ["target-of-100-percent"], or []')
            return None
        for number, code in enumerate(codes):
            if code not in (*CODES, USELESS):
                self.report((*path, "expect", "findings", number), code_fault(code))
        return tuple(codes)

    def _text(self, table: Mapping[str, Any], key: str, path: Path) -> str | None:
        value = table.get(key, self.data.get(key))
        if value is not None and not isinstance(value, str):
            self.report((*path, key) if key in table else (key,), f'{value!r} is not text; write {key} = "{TEXTS[key]}"')
            return None
        return value

    def _table(self, holder: Mapping[str, Any], key: str, path: Path) -> dict[str, Any]:
        value = holder.get(key, {})
        if not isinstance(value, dict):
            self.report((*path, key), f"{shown(value)} is not a table; write {TABLES[key]}")
            return {}
        return value

    def _known(self, table: Mapping[str, Any], keys: tuple[str, ...], path: Path) -> None:
        for key in table:
            if key in keys:
                continue
            if keys == OF_SCENARIO and key in OF_FILE:
                self.report((*path, key), "is a key of the file; write it once, above the first [[scenarios]]")
            elif keys == OF_FILE and key in OF_SCENARIO:
                self.report((*path, key), "is a key of a scenario; write it below [[scenarios]]")
            else:
                self.report((*path, key), f"is not a key here{close_match(key, keys)}")


def _looked_at(written: Any, rows: Any) -> Any:
    """The records in which names are looked at: as they are written, of a table the first, whose names all have, or the rows of a file."""
    if isinstance(written, list):
        return written
    return rows[:1] if isinstance(rows, list) else rows
