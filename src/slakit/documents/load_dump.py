"""load, loads, dump and dumps: agreements from documents and into them, as TOML, JSON or YAML, and from data that a host has read."""

import re
from collections.abc import Mapping
from os import PathLike, fspath
from os.path import basename

from slakit.agreements.agreement import Agreement
from slakit.documents import codec
from slakit.documents.bounds import LONGEST_TEXT, check_text, check_values
from slakit.documents.host_data import plain_data
from slakit.documents.layout import json_text, toml_text
from slakit.documents.plain import FORMATS, Path, Plain, SyntaxFault, guessed, parse, path_text
from slakit.documents.source_map import SourceMap
from slakit.documents.text_scanner import twice
from slakit.documents.vocabulary import STANDARD, Vocabulary, vocabulary_of
from slakit.documents.yaml_layout import yaml_text
from slakit.documents.yaml_reader import read_yaml
from slakit.errors import ContractError, Joint, UsageError, near_or, reason, reworded
from slakit.values.near_files import missing_file

LONGEST_BYTES = 4 * LONGEST_TEXT
FilePath = str | PathLike[str]
ENDINGS = {"toml": "toml", "json": "json", "yaml": "yaml", "yml": "yaml"}
LAYOUTS = {"toml": toml_text, "json": json_text, "yaml": yaml_text}

_LIKE_YAML = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:---|%YAML|- |[\w\"'][^\n=:]*:(?:\s|$))")


def loads(text: str, format: str | None = None, vocabulary: Vocabulary = STANDARD, *, files: bool = False) -> Agreement:
    """The agreement that a TOML, JSON or YAML text describes; without a format a text that begins with a brace is JSON, any other TOML.

    >>> agreement = loads('''
    ... name = "Hosting"
    ... provider = "Brightside"
    ... customer = "Acme"
    ... term = ["2026-01-01", "2027-01-01"]
    ... timezone = "Europe/London"
    ...
    ... [[objectives]]
    ... name = "Uptime"
    ... metric = { is = "uptime", stream = "outages" }
    ... target = "at least 99.9 %"
    ... ''')
    >>> agreement.objectives
    (Objective('Uptime', Uptime('outages'), at_least('99.9 %')),)

    A text opens no file unless `files=True`: a calendar that lies in one is refused. Raises ContractError with every problem at once,
    each with its line and its path.
    """
    if isinstance(text, Mapping):
        raise UsageError("a mapping is not text; write load(data) for what has been parsed")
    if not isinstance(text, str):
        raise UsageError(f"{type(text).__name__} is not text; write load(path) for a file, or loads(content.decode())")
    form = guessed(text) if format is None else _format(format)
    hint = ", or loads(text, 'yaml') for YAML" if format is None and _LIKE_YAML.match(text) else ""
    return _read(text, form, vocabulary, "", files, hint)


def load(source: FilePath | Mapping[str, object], vocabulary: Vocabulary = STANDARD, *, files: bool | None = None) -> Agreement:
    """The agreement of a .toml, .json, .yaml or .yml file, or of data that its host has parsed.

    >>> @metric("surveys")
    ... def empathy(rows):
    ...     return Fraction(sum(row["score"] >= 4 for row in rows), len(rows))
    >>> words = STANDARD | {"empathy": empathy}
    >>> dump(agreement, "hosting.toml", vocabulary=words)
    >>> load("hosting.toml", vocabulary=words) == agreement
    True
    >>> import json
    >>> load(json.loads(dumps(agreement, "json"))) == agreement
    True

    A file may name others, which are opened unless `files=False`, as for a document from a stranger; data may not unless `files=True`.
    Raises ContractError with every problem at once, each with its path, and for a file with its line; UsageError for a file that cannot
    be read; MissingExtra for YAML without PyYAML.
    """
    if isinstance(source, Mapping):
        data, faults = plain_data(source)
        if faults:
            raise ContractError(*_Faulty(faults).problems)
        try:
            return _agreement(data, vocabulary, bool(files), list(check_values(data)))
        except _Faulty as error:
            from slakit.documents.own_currency import own_currency
            from slakit.documents.remedies import Remedies

            remedies = Remedies("json", vocabulary, own_currency(data))  # a table of Python is written as one of JSON
            problems = [reworded(problem, f"{path_text(path)}: {remedies.translate(problem)}") for path, problem in error.faults]
            raise ContractError(*problems) from None
    form = _ending(source)
    try:
        with open(source, "rb") as file:
            content = file.read(LONGEST_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(missing_file(fspath(source), "", tuple(f".{ending}" for ending in ENDINGS))) from None
    except OSError as error:
        raise UsageError(f"{fspath(source)!r} is not a file that can be read ({reason(error)}); write the path of a file") from None
    name = basename(fspath(source))
    if len(content) > LONGEST_BYTES:
        raise ContractError(f"{name}:1: it has more than {LONGEST_BYTES:,} bytes, and no more are read; write a shorter document")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContractError(f"{name}:{line} is not UTF-8 text; save the file as UTF-8") from None
    return _read(text, form, vocabulary, name, files is not False)


def dumps(agreement: Agreement, format: str = "toml", vocabulary: Vocabulary = STANDARD) -> str:
    """An agreement as TOML, JSON or YAML text that `loads` reads back as an equal one.

    >>> print(dumps(agreement), end="")
    name = "Hosting"
    provider = "Brightside"
    customer = "Acme"
    term = ["2026-01-01", "2027-01-01"]
    timezone = "Europe/London"
    fee = "12000 GBP"
    window = "monthly"
    <BLANKLINE>
    [[objectives]]
    name = "Uptime"
    metric = { is = "uptime", stream = "outages" }
    target = "at least 99.9 %"
    penalty = { is = "tiered", below = { "99 %" = "10 %", "99.9 %" = "5 %" } }

    A calendar that is used more than once stands in the table `calendars`, by name. Raises UsageError for what the vocabulary has no
    word for, such as a function that is not among its words.
    """
    form = _format(format)
    if not isinstance(agreement, Agreement):
        raise UsageError(f"{agreement!r} is not an agreement; write dumps(Agreement(...))")
    data = codec.write(agreement, vocabulary_of(vocabulary))
    return toml_text(data, in_order=agreement.source is not None) if form == "toml" else LAYOUTS[form](data)


def dump(agreement: Agreement, path: FilePath, vocabulary: Vocabulary = STANDARD) -> None:
    """Write an agreement to a .toml, .json, .yaml or .yml file.

    >>> dump(agreement, "hosting.toml")
    """
    text = dumps(agreement, _ending(path), vocabulary)
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{fspath(path)!r} is not a file that can be written ({reason(error)}); write another path") from None


def _read(text: str, form: str, vocabulary: Vocabulary, file: str, files: bool, hint: str = "") -> Agreement:
    try:
        check_text(text, form)
        document = read_yaml(text) if form == "yaml" else None
        data, repeated = (document.data, bool(document.repeated)) if document else parse(text, form)
    except SyntaxFault as error:
        raise ContractError(f"{_line(file, error.line)} column {error.column}: {error}{hint}") from None
    try:
        return _agreement(data, vocabulary, files, list(check_values(data)), repeated)
    except _Faulty as error:
        from slakit.documents.own_calendar import in_own_calendar
        from slakit.documents.own_currency import own_currency
        from slakit.documents.remedies import Remedies  # which only an error needs

        lines, remedies = SourceMap(text, form, document), Remedies(form, vocabulary, own_currency(data))
        if isinstance(data, dict) and "scenarios" in data and "objectives" not in data:
            raise ContractError(f"{_line(file, lines.line(('contract',)))}: {_of_scenarios(data.get('contract'), file)}") from None
        problems = [
            (lines.line(path), path, reworded(problem, remedies.translate(in_own_calendar(problem, data))))
            for path, problem in error.faults
        ]
        for path in dict.fromkeys(path for path, _ in lines.repeated):
            again = [line for repeated, line in lines.repeated if repeated == path]
            problems.append((again[0], path, f"{twice([lines.line(path), *again])}; write it once"))
        problems.sort(key=lambda problem: problem[0])
        shown = (reworded(problem, f"{_line(file, line)} {path_text(path)}: {problem}") for line, path, problem in problems)
        raise ContractError(*shown) from None


def _of_scenarios(contract: Plain, file: str) -> str:
    """The problem of a file of scenarios in the place of its contract."""
    named = isinstance(contract, str) and basename(contract) != file
    return f"a file of scenarios is not a contract; write {f'{contract!r}, the one that it names' if named else 'the path of a contract'}"


class _Faulty(ContractError):
    """Plain data with faults, each by its path."""

    def __init__(self, faults: list[tuple[Path, str]]) -> None:
        super().__init__(*(reworded(problem, f"{path_text(path)}: {problem}") for path, problem in faults))
        self.faults = faults


def _agreement(data: Plain, vocabulary: Vocabulary, files: bool, faults: list[tuple[Path, str]], repeated: bool = False) -> Agreement:
    """The agreement of plain data, unless there is a fault in it already; raises _Faulty."""
    words = vocabulary_of(vocabulary)
    if faults:
        raise _Faulty([(path, Joint(problem, "bounds")) for path, problem in faults])
    try:
        agreement, faults = codec.read(data, words, files)
    except RecursionError:  # of a caller that stands deep itself, or of a class of one's own
        raise _Faulty([((), Joint("is nested too deep; write named calendars and fewer brackets", "bounds"))]) from None
    if agreement is not None and not repeated:
        return agreement
    raise _Faulty(faults)


def _line(file: str, line: int) -> str:
    return f"{file}:{line}" if file else f"line {line}"


def _format(form: str) -> str:
    if form not in FORMATS:
        near = near_or(form, FORMATS, "write format='toml'")
        raise UsageError(f"format={form!r} is not a format{near}")
    return form


def _ending(path: FilePath) -> str:
    ending = fspath(path).lower().rpartition(".")[2]
    if ending not in ENDINGS:
        raise UsageError(f"{fspath(path)!r} is not a .toml, .json or .yaml file; write 'agreement.toml'")
    return ENDINGS[ending]
