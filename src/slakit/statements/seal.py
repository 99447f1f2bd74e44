"""The seal of a closed statement: by it one sees that a letter was changed."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from slakit.errors import UsageError
from slakit.metrics.record import canonical

CLOSED, VERSION = "slakit closed", 1  # the key by which the JSON of a closed statement is recognized, and its value


def seal_of(text: str) -> str:
    """The SHA-256 of a closed statement."""
    return sha256(text.encode()).hexdigest()


def sealed(statement: Mapping[str, Any]) -> dict[str, Any]:
    """The plain data of a closed statement, with its seal."""
    return {CLOSED: VERSION, "seal": seal_of(canonical(statement)), "statement": statement}


def unsealed(data: object) -> dict[str, Any]:
    """The statement of what `sealed` gave; raises UsageError for anything else, and for a statement that was changed since."""
    version = data.get(CLOSED) if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or type(version) is not int or version != VERSION or not isinstance(data.get("statement"), dict):
        raise UsageError("the text is not a closed statement; write statement.close().to_json()")
    if more := [str(key) for key in data if key not in (CLOSED, "seal", "statement")]:  # its seal does not cover them
        raise UsageError(*(f"{key!r} is not a key of a closed statement; write statement.close().to_json()" for key in more))
    statement: dict[str, Any] = data["statement"]
    if seal_of(canonical(statement)) != data.get("seal"):
        raise UsageError("the closed statement was changed after it was closed, its seal does not fit; use the one that was issued")
    return statement
