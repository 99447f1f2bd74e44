"""The columns that the files of a contract need."""

import slakit as sk
from slakit.readers.needed_columns import needed_columns


def agreement(*metrics, **terms):
    objectives = [sk.Objective(f"{number}", metric, "at least 90 %") for number, metric in enumerate(metrics)]
    return sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="10 GBP", objectives=objectives, **terms
    )


def columns(agreed):
    return {needed.stream: {column.name: column.note for column in needed.columns} for needed in needed_columns(agreed)}


DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


def test_a_clock():
    """Key first, then the times, then what the limits, clocks, pauses and groups go by."""
    metric = sk.Within(
        "cases", {"high": "1 hour", "low": "4 hours"}, limit_by="priority", since="opened", until="closed", key="id", updated="changed",
        clock={"phone": sk.ALWAYS, "mail": DESK}, clock_by="channel", pauses="waits",
    )  # fmt: skip
    assert columns(agreement(metric.by("team", groups=["red", "blue"]).where(kind="fault"))) == {
        "cases": {
            "id": "which case the row is about",
            "opened": "a time",
            "closed": "a time; empty as long as it goes on",
            "changed": "when the row was updated, or its number",
            "waits": "pauses, such as 2026-01-05T09:00Z/2026-01-05T10:00Z, several with ; between them",
            "kind": "the contract asks for fault",
            "priority": "one of high, low",
            "channel": "one of mail, phone",
            "team": "one of red, blue",
        }
    }


def test_conditions():
    """What is asked of a field stands once, whichever objectives ask it."""
    metrics = [
        sk.Share("requests", good={"status": "< 500"}),
        sk.Share("requests", good={"status": ["< 400", "between 600 and 700"], "cached": True}),
        sk.Share("requests", good={"tone": ["good", "fair"], "note": "unknown"}),
    ]
    assert columns(agreement(*metrics)) == {
        "requests": {
            "at": "a time",
            "status": "a number; the contract asks for < 500, < 400 or between 600 and 700",
            "cached": "true or false",
            "note": "the contract asks for unknown",
            "tone": "the contract asks for fair or good",
        }
    }


def test_exclusions_claims_and_bases():
    """All that is read is there: what leaves time out, what is claimed, what a percentage is of."""
    settlement = sk.Settlement(claims=sk.Claims(stages=[sk.steps.ClaimStage("notice", "5 days"), sk.steps.ClaimStage("claim", "30 days",
                               evidence="ticket")]))  # fmt: skip
    made = agreement(
        sk.Uptime("outages").by("site"), settlement=settlement, exclusions=[sk.Exclusion("works", applies_to="outages", notice="1 day")]
    )
    assert columns(made) == {
        "outages": {"start": "a time", "end": "a time; empty as long as it goes on", "site": "each value has a line of its own"},
        "works": {"start": "a time", "end": "a time; empty as long as it goes on", "announced": "a time"},
        "claims": {
            "at": "when it was claimed",
            "objective": "what is claimed, by its name; empty for all",
            "period": "the period that is claimed, as the statement names it; empty for all",
            "group": "the group that is claimed; empty for all",
            "stage": "one of notice, claim",
            "ticket": "evidence; it counts when it is not empty",
        },
    }


def test_duties_and_rights():
    """What was done, and which rights were used, by their names; the rows are no whole ones of a function."""
    right = sk.Right("terminate", within="60 days", after="Notice")
    made = sk.Agreement(
        "A", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Uptime", sk.Uptime("outages").by("region"), "at least 90 %", penalty=right)],
        duties=[sk.duties.Duty("Notice", "customer", within="9 days"), sk.duties.Duty("Cure", "provider", within="9 days", after="Notice")],
    )  # fmt: skip
    more = {
        "objective": "for which objective, by its name; empty for any",
        "period": "for which period; empty for any",
        "group": "for which group; empty for any",
    }
    assert columns(made)["duties"] == {"at": "when it was done", "duty": "one of Notice, Cure", **more}
    assert columns(made)["rights"] == {"at": "when it was done", "right": "one of terminate", **more}
    assert not any(needed.open_ended for needed in needed_columns(made))


def test_an_event_log():
    """A log stands in place of the streams that are made of it: its own fields, those of its rules, and those that objectives read."""
    rules = sk.logs.Lifecycle(
        pauses={"resolution": ["waiting"]}, states=["open", "waiting"], public={"internal": False},
        kinds={"agent reply": {"what": "comment", "author": "agent"}},
    )  # fmt: skip
    made = agreement(
        sk.Within("cases", {"high": "1 hour"}, limit_by="priority", since="opened", until="resolved", pauses="pauses", key="ticket"),
        logs={"tickets": sk.logs.Log(case="ticket", at="time", kind="what", order="number_of_event", rules=rules)},
    )
    assert columns(made) == {
        "tickets": {
            "ticket": "which case the event is about",
            "time": "when it happened",
            "what": "what happened",
            "number_of_event": "a number: the order of events at one instant",
            "state": "one of open, waiting",
            "author": "the contract asks for agent",
            "internal": "true or false",
            "priority": "one of high",
        }
    }


def test_a_function():
    """A function may read more than anybody can know."""

    @sk.metric("surveys")
    def empathy(rows):
        return 1

    [needed] = needed_columns(agreement(empathy))
    assert needed.open_ended
    assert [(column.name, column.is_time) for column in needed.columns] == [("at", True)]
