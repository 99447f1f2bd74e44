"""load, loads, dump and dumps: agreements from documents and into them, as TOML or JSON."""

from os import PathLike, fspath
from os.path import basename

from slakit.agreements.agreement import Agreement
from slakit.documents import codec
from slakit.documents.layout import json_text, toml_text
from slakit.documents.plain import FORMATS, SyntaxFault, guessed, parse, path_text
from slakit.documents.source_map import SourceMap
from slakit.documents.vocabulary import STANDARD, Vocabulary, vocabulary_of
from slakit.errors import ContractError, UsageError, close_match, reason

FilePath = str | PathLike[str]


def loads(text: str, format: str | None = None, vocabulary: Vocabulary = STANDARD, *, files: bool = False) -> Agreement:
    """The agreement that a TOML or JSON text describes; the format is guessed from how it begins when it is not given.

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
    if not isinstance(text, str):
        raise UsageError(f"{type(text).__name__} is not text; write load(path) for a file, or loads(content.decode())")
    return _read(text, guessed(text) if format is None else _format(format), vocabulary, "", files)


def load(path: FilePath, vocabulary: Vocabulary = STANDARD, *, files: bool = True) -> Agreement:
    """The agreement of a .toml or .json file.

    >>> @metric("surveys")
    ... def empathy(rows):
    ...     return Fraction(sum(row["score"] >= 4 for row in rows), len(rows))
    >>> words = STANDARD | {"empathy": empathy}
    >>> dump(agreement, "hosting.toml", vocabulary=words)
    >>> load("hosting.toml", vocabulary=words) == agreement
    True

    With `files=False` nothing in it may open another file, as in a document from a stranger. Raises ContractError with every problem at
    once, each with file, line and path; UsageError for a file that cannot be read.
    """
    form = _ending(path)
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise UsageError(f"{fspath(path)!r} is not a file that can be read ({reason(error)}); write the path of a file") from None
    name = basename(fspath(path))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContractError(f"{name}:{line} is not UTF-8 text; save the file as UTF-8") from None
    return _read(text, form, vocabulary, name, files)


def dumps(agreement: Agreement, format: str = "toml", vocabulary: Vocabulary = STANDARD) -> str:
    """An agreement as TOML or JSON text that `loads` reads back as an equal one.

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
    return toml_text(data) if form == "toml" else json_text(data)


def dump(agreement: Agreement, path: FilePath, vocabulary: Vocabulary = STANDARD) -> None:
    """Write an agreement to a .toml or .json file.

    >>> dump(agreement, "hosting.toml")
    """
    text = dumps(agreement, _ending(path), vocabulary)
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{fspath(path)!r} is not a file that can be written ({reason(error)}); write another path") from None


def _read(text: str, form: str, vocabulary: Vocabulary, file: str, files: bool) -> Agreement:
    try:
        data, repeated = parse(text, form)
        agreement, faults = codec.read(data, vocabulary_of(vocabulary), files)
    except SyntaxFault as error:
        raise ContractError(f"{_line(file, error.line)} column {error.column}: {error}") from None
    except RecursionError:
        raise ContractError(f"{_line(file, 1)}: it is nested too deep; write named calendars and fewer brackets") from None
    if agreement is not None and not repeated:
        return agreement
    from slakit.documents.remedies import Remedies  # which only an error needs

    lines, remedies = SourceMap(text, form), Remedies(form, vocabulary)
    problems = [(lines.line(path), path, remedies.translate(problem)) for path, problem in faults]
    problems += [(line, path, "is given twice; write it once") for path, line in lines.repeated]
    problems.sort(key=lambda problem: problem[0])
    raise ContractError(*(f"{_line(file, line)} {path_text(path)}: {problem}" for line, path, problem in problems))


def _line(file: str, line: int) -> str:
    return f"{file}:{line}" if file else f"line {line}"


def _format(form: str) -> str:
    if form not in FORMATS:
        raise UsageError(f"format={form!r} is not a format{close_match(form, FORMATS)}; write format='toml'")
    return form


def _ending(path: FilePath) -> str:
    ending = fspath(path).lower().rpartition(".")[2]
    if ending not in FORMATS:
        raise UsageError(f"{fspath(path)!r} is not a .toml or .json file; write 'agreement.toml'")
    return ending
