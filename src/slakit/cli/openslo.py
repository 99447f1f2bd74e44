"""`slakit from-openslo` and `slakit to-openslo`: contracts from SLOs and into them; what is lost stands on stderr."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, date, datetime

from slakit.cli.init import year_later
from slakit.cli.inputs import vocabulary_of
from slakit.cli.show import MET, say, write_new, write_out
from slakit.documents.load_dump import dumps, load
from slakit.documents.openslo.loss import Loss
from slakit.documents.openslo.read_openslo import read_slos
from slakit.documents.openslo.write_openslo import write_slos
from slakit.errors import UsageError, reason
from slakit.timeline.impossible_days import date_remedy
from slakit.values.one_line import one_line


def from_openslo(options: Namespace) -> int:
    """Write the contract of files of SLOs."""
    output = options.output
    if output is not None and not output.lower().endswith((".toml", ".json")):
        raise UsageError(f"--output {output!r} is not a .toml or .json file; write --output contract.toml")
    term = _term(options.first, options.until)
    made = read_slos(
        {path: _text(path) for path in options.slos}, term=term, provider=options.provider, customer=options.customer, name=options.name,
        fee=options.fee, timezone=options.timezone,
    )  # fmt: skip
    form = "json" if output is not None and output.lower().endswith(".json") else "toml"
    return _write(dumps(made.agreement, form), output, made.losses)


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path!r} is not a file that can be read ({reason(error)}); write the path of a file") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path!r} is not UTF-8 text; save the file as UTF-8") from None


def to_openslo(options: Namespace) -> int:
    """Write the SLOs of a contract."""
    output = options.output
    if output is not None and not output.lower().endswith((".yaml", ".yml", ".json")):
        raise UsageError(f"--output {output!r} is not a .yaml or .json file; write --output slos.yaml")
    agreement = load(options.contract, vocabulary_of(options))
    made = write_slos(agreement, "json" if output is not None and output.lower().endswith(".json") else "yaml")
    return _write(made.text, output, made.losses)


def _write(text: str, output: str | None, losses: Sequence[Loss]) -> int:
    """Write a text to a file that is not there yet, or show it; what is lost stands on stderr."""
    if output is None:
        write_out(text)
    else:
        write_new(output, text)
        say(f"wrote {output}")
    print(*(f"lost: {one_line(loss)}\n" for loss in losses), sep="", end="", file=sys.stderr)
    return MET


def _term(first: str | None, until: str | None) -> tuple[str, str]:
    """The first day and the day after the last: a year from the first, and that the first of this year, unless they are given."""
    start = _day("from", first or f"{datetime.now(UTC).year}-01-01")
    end = year_later(start) if until is None else _day("until", until)
    return start.isoformat(), end.isoformat()


def _day(flag: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--{flag} {text!r} is not a day{date_remedy(text, f'--{flag} 2026-01-01')}") from None
