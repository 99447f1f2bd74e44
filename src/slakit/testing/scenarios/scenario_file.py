"""Scenario files: *.sla.toml and *.sla.yaml, which test a contract without a line of code (docs/testing.md)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from os import PathLike, fspath
from os.path import basename, splitext

from attrs import field, frozen

from slakit.agreements.agreement import Agreement
from slakit.documents.plain import SyntaxFault, parse
from slakit.documents.source_map import SourceMap
from slakit.documents.vocabulary import STANDARD, Vocabulary
from slakit.documents.yaml_reader import read_yaml
from slakit.errors import UsageError, reason
from slakit.testing.scenarios.allowed_changes import unfit_keys
from slakit.testing.scenarios.placed_problems import placed_problems
from slakit.testing.scenarios.scenario import Scenario
from slakit.testing.scenarios.scenario_reader import ScenarioReader
from slakit.values.near_files import missing_file

ENDINGS = {".sla.toml": "toml", ".sla.yaml": "yaml", ".sla.yml": "yaml"}


@frozen(eq=False)
class ScenarioFile:
    """The scenarios of a file, the contract that they test, and the changes of it that they need not notice, each with the reason."""

    path: str
    agreement: Agreement = field(repr=False)
    scenarios: tuple[Scenario, ...]
    allow: Mapping[str, str] = field(factory=dict)
    own: Agreement | None = field(default=None, repr=False)  # the version that the file names

    @cached_property
    def not_needed(self) -> Mapping[str, str]:
        """The allowances that are no term of its contract and no change of one, each with the sentence that says so."""
        return unfit_keys(self.allow, self.own or self.agreement)

    def test(self, agreement: Agreement) -> None:
        """Run every scenario under another version of the contract; raises AssertionError at the first that does not pass."""
        for scenario in self.scenarios:
            result = scenario.run(agreement)
            if not result:
                raise AssertionError(str(result))


def load_scenarios(
    path: str | PathLike[str], contract: str | PathLike[str] | Agreement | None = None, vocabulary: Vocabulary = STANDARD
) -> ScenarioFile:
    """The scenarios of a .sla.toml or .sla.yaml file; `contract` is another version of the contract than the one that it names, of this
    term or another: it is tried as if it were in force in the term of the scenarios.

    >>> from pathlib import Path
    >>> dump(agreement, "hosting.toml")
    >>> _ = Path("hosting.sla.toml").write_text('''
    ... contract = "hosting.toml"
    ... period = "2026-03"
    ...
    ... [[scenarios]]
    ... name = "an hour"
    ... records.outages = [{ start = "2026-03-10 10:00", end = "+1 hour" }]
    ... expect = { credit = "600 GBP", objectives.Uptime = "missed" }
    ... ''')
    >>> for scenario in testing.load_scenarios("hosting.sla.toml").scenarios:
    ...     print(scenario.run())
    hosting.sla.toml:5: an hour: passed

    `vocabulary` has the words of metrics and rules of one's own.

    Raises UsageError with everything that is wrong, each with its line and its path.
    """
    name, form = basename(fspath(path)), _form(fspath(path))
    if fault := missing_file(fspath(path), "", tuple(ENDINGS)):
        raise UsageError(fault)
    try:
        with open(path, "rb") as file:
            content = file.read()
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}:{line} is not UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{fspath(path)!r} is not a file of text that can be read ({reason(error)}); write the path of a file") from None
    try:
        document = read_yaml(text) if form == "yaml" else None
        data = document.data if document else parse(text, form)[0]
    except SyntaxFault as error:
        raise UsageError(f"{name}:{error.line} column {error.column}: {error}") from None
    lines = SourceMap(text, form, document)
    reader = ScenarioReader(data if isinstance(data, dict) else {}, fspath(path), lines, vocabulary)
    made = reader.read(contract)
    if reader.problems or made is None:
        raise UsageError(*placed_problems(name, reader.problems, reader.data, lines))
    own, tested, scenarios, allow = made
    return ScenarioFile(fspath(path), tested, scenarios, allow, own)


def _form(path: str) -> str:
    form = next((form for ending, form in ENDINGS.items() if path.lower().endswith(ending)), None)
    if form is None:
        stem, ending = splitext(path)
        meant = f"{stem}.sla{ending if ending in ('.toml', '.yaml', '.yml') else '.toml'}"
        what = "a file of scenarios, whose name ends in .sla.toml or .sla.yaml and which names its contract"
        raise UsageError(f"{path!r} is not {what}; write {meant!r}")
    return form
