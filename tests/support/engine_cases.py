"""An agreement over posts in 2026, and posts."""

from datetime import UTC, datetime

import slakit as sk


def at(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


def agreement(*objectives, **changes):
    settings = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"} | changes
    made = [
        part if isinstance(part, sk.Objective) else sk.Objective(f"O{index}", part, "at most 3") for index, part in enumerate(objectives)
    ]
    return sk.Agreement("A", objectives=made, **settings)


POSTS = agreement(sk.Objective("Good", sk.Share("posts", good={"ok": True}), "at least 80 %", penalty=sk.Flat("5 %")))


def post(text, ok=True, **more):
    return {"at": at(text), "ok": ok, **more}


def only(statement):
    (line,) = statement.lines
    return line
