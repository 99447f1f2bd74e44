"""Options of the command line by stream: [STREAM=]VALUE, STREAM.FIELD=COLUMN."""

from collections.abc import Mapping, Sequence

from slakit.errors import close_match

Lists = Mapping[tuple[str | None, str], list[str]]


def renames(given: Sequence[str], streams: Sequence[str], problems: list[str]) -> dict[str, dict[str, str]]:
    """The field that each column holds, by stream."""
    renames: dict[str, dict[str, str]] = {}
    for text in given:
        owner, _, column = text.partition("=")
        stream, _, field = owner.partition(".")
        if not (stream and field and column):
            problems.append(f"--rename {text!r} is not STREAM.FIELD=COLUMN; write --rename {streams[0]}.opened=OPEN_DT")
        elif stream not in streams:
            problems.append(f"--rename {text!r}: {stream!r} is not a stream of the contract{close_match(stream, streams)}")
        elif column in renames.get(stream, {}):
            problems.append(f"--rename {text!r}: the column {column!r} is the field {renames[stream][column]!r} already; write each once")
        elif field in renames.get(stream, {}).values():
            problems.append(f"--rename {text!r}: the field {field!r} has a column already; write one of them")
        else:
            renames.setdefault(stream, {})[column] = field
    return renames


def columns(given: Sequence[str], streams: Sequence[str], problems: list[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The columns of the date and the hour of each field, by stream."""
    columns: dict[str, dict[str, tuple[str, ...]]] = {}
    for text in given:
        owner, _, joined = text.partition("=")
        stream, _, field = owner.partition(".")
        parts = tuple(joined.split("+"))
        if not (stream and field and all(parts)):
            problems.append(f"--times {text!r} is not STREAM.FIELD=COLUMN+COLUMN; write --times {streams[0]}.opened=Day+Hour")
        elif stream not in streams:
            problems.append(f"--times {text!r}: {stream!r} is not a stream of the contract{close_match(stream, streams)}")
        elif field in columns.get(stream, {}):
            problems.append(f"--times {text!r}: the field {field!r} has its columns already; write one of them")
        else:
            columns.setdefault(stream, {})[field] = parts
    return columns


def lists(name: str, given: Sequence[str], streams: Sequence[str], problems: list[str], fields: bool = False) -> Lists:
    """What is given several times, by stream and field; under None what is meant for all streams without a list of their own."""
    lists: dict[tuple[str | None, str], list[str]] = {}
    for text in given:
        owner, sign, value = text.partition("=")
        stream, dot, field = owner.partition(".") if fields else (owner, "", "")
        own = bool(sign) and stream in streams and bool(field or not dot)
        if sign and owner and not own and "%" not in owner:  # not the "=" of a time format
            problems.append(
                f"--{name.replace('_', '-')} {text!r}: {stream!r} is not a stream of the contract{close_match(stream, streams)}"
            )
            continue
        lists.setdefault((stream, field) if own else (None, ""), []).append(value if own else text)
    return lists


def fields_of(stream: str, lists: Lists) -> dict[str, list[str]]:
    """The lists of the fields of a stream."""
    return {field: listed for (of, field), listed in lists.items() if of == stream and field}


def settings(name: str, given: Sequence[str], streams: Sequence[str], problems: list[str]) -> Mapping[str | None, str]:
    """A setting by stream; under None that of all streams which have none of their own."""
    values: dict[str | None, str] = {}
    for text in given:
        stream, sign, value = text.partition("=")
        own = bool(sign) and stream in streams
        if sign and stream and not own and "%" not in stream:  # not the "=" of a time format
            problems.append(
                f"--{name.replace('_', '-')} {text!r}: {stream!r} is not a stream of the contract{close_match(stream, streams)}"
            )
            continue
        key = stream if own else None
        if key in values:
            problems.append(f"--{name.replace('_', '-')} {text!r} is given twice{f' for {stream}' if own else ''}; write it once")
        values[key] = value if own else text
    return values
