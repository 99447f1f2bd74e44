"""`slakit outlook`, `headroom`, `what-if`, `suggest` and `replay`: a contract and files of records in, an answer out."""

import json
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from slakit.agreements.agreement import Agreement
from slakit.analysis.headrooms.headroom import headroom as headroom_of
from slakit.analysis.outlooks.outlook import outlook as outlook_of
from slakit.analysis.replays.replay import replay as replay_of
from slakit.analysis.suggestions.suggest import suggest as suggest_of
from slakit.analysis.whatifs.changed_agreement import entry_of, steps_of
from slakit.analysis.whatifs.what_if import what_if as what_if_of
from slakit.cli.inputs import as_of_option, inputs_of, refuse_unread, vocabulary_of
from slakit.cli.show import MET, MISSED, Answer, say_answer, write_out
from slakit.documents.load_dump import dumps, load
from slakit.errors import UsageError
from slakit.reports.prometheus import OpenMetrics, Prometheus

MONITORED: dict[str, type[Prometheus] | type[OpenMetrics]] = {"prometheus": Prometheus, "openmetrics": OpenMetrics}


def outlook(options: Namespace) -> int:
    """Write how the open periods may end."""
    with inputs_of(options) as (agreement, records):
        as_of = as_of_option(options, agreement)
        answer = outlook_of(agreement, records, as_of=as_of, period=options.period, confidence=options.confidence)
    if options.format not in MONITORED:
        return _write(answer, records, options)
    refuse_unread(records)
    write_out(MONITORED[options.format](at_risk=answer.at_risk).render(answer.now))
    return MET


def headroom(options: Namespace) -> int:
    """Write how much more may fail."""
    with inputs_of(options) as (agreement, records):
        answer = headroom_of(agreement, records, as_of=as_of_option(options, agreement), period=options.period)
    return _write(answer, records, options)


def what_if(options: Namespace) -> int:
    """Write what other terms would come to; the status is 1 when a line would come out otherwise."""
    if not options.changes:
        raise UsageError("no term is changed; write --set 'objectives.Uptime.target=at least 99.5 %'")
    with inputs_of(options) as (agreement, records):
        other = _changed(agreement, options)
        answer = what_if_of(agreement, records, other, as_of=as_of_option(options, agreement), period=options.period)
    _write(answer, records, options)
    return MISSED if answer else MET


def suggest(options: Namespace) -> int:
    """Write targets that the past would have met."""
    with inputs_of(options) as (agreement, records):
        answer = suggest_of(agreement, records, options.confidence, periods=options.period, as_of=as_of_option(options, agreement))
    return _write(answer, records, options)


def replay(options: Namespace) -> int:
    """Write a table of years."""
    with inputs_of(options) as (agreement, records):
        answer = replay_of(agreement, records, options.by, as_of=as_of_option(options, agreement))
    return _write(answer, records, options)


def _changed(agreement: Agreement, options: Namespace) -> Agreement:
    """The contract with the changes of --set, as its document would have them."""
    data = json.loads(dumps(agreement, "json", vocabulary_of(options)))
    for text in options.changes:
        path, sign, value = text.partition("=")
        if not sign:
            raise UsageError(f"--set {text!r} is not PATH=VALUE; write --set 'objectives.Uptime.target=at least 99.5 %'")
        _put(data, steps_of(path.strip()), value.strip(), text)
    return load(data, vocabulary_of(options), files=True)


def _put(data: Any, steps: tuple[str | int, ...], value: str, text: str) -> None:
    """Put a value at a path of a document; JSON where it is a table, a list or a number, or else a text."""
    for index, step in enumerate(steps[:-1]):
        data = data[_key(data, step, steps[:index], text)]
    made: object = value
    if value[:1] in "{[" or value.replace(".", "", 1).isdigit() or value in ("true", "false"):
        try:
            made = json.loads(value)
        except ValueError as error:
            raise UsageError(f"--set {text!r}: {value!r} is not JSON ({error}); write a text, or a table as JSON") from None
    if not isinstance(data, dict | list):
        raise UsageError(f"--set {text!r}: nothing stands below {data!r}; write a whole table as JSON")
    last: Any = steps[-1] if isinstance(data, dict) else _key(data, steps[-1], steps[:-1], text)
    data[last] = made


def _key(data: Any, step: str | int, path: tuple[str | int, ...], text: str) -> Any:
    if isinstance(data, Mapping):
        if step in data:
            return step
        return list(data)[entry_of([*data], step, path)]
    if isinstance(data, list):
        return entry_of([one.get("name") if isinstance(one, dict) else None for one in data], step, path)
    raise UsageError(f"--set {text!r}: nothing stands below {data!r}; write a whole table as JSON")


def _write(answer: Answer, records: Mapping[str, Any], options: Namespace) -> int:
    refuse_unread(records)
    say_answer(answer, options.format)
    return MET
