"""A desk that a monitor watches, and its cases."""

from datetime import UTC, datetime

import slakit as sk


def at(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


def agreement(fee="1000 EUR", limit="2 hours"):
    clock = {"since": "asked", "until": "replied", "key": "id"}
    return sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-07-01"),
        timezone="Europe/London",
        fee=fee,
        objectives=[
            sk.Objective("First reply", sk.Within("cases", limit, clock=DESK, **clock), "at least 90 %"),
            sk.Objective(
                "By team", sk.Within("cases", {"high": "1 hour", "low": "1 day"}, limit_by="priority", **clock).by("team"), "at least 90 %"
            ),
            sk.Objective("Median", sk.Elapsed("cases", statistic="median", **clock), "at most 1 hour"),
            sk.Objective("Posted", sk.OnTime("posts", due="due", done="done"), "at least 90 %"),
        ],
    )


def case(number, asked, replied=None, priority="high", team="a"):
    return {"id": number, "asked": at(asked), "replied": replied and at(replied), "priority": priority, "team": team}


def monitor():
    made = sk.Monitor(agreement())
    made.feed("cases", [case(1, "01-09 16:00"), case(2, "01-09 10:00", "01-09 10:30"), case(3, "01-09 12:00", priority="low", team="b")])
    made.feed("posts", [{"due": at("01-10 12:00"), "done": None}, {"due": at("01-08 12:00"), "done": at("01-08 12:00")}])
    return made
