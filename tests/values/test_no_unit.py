"""A number without its unit: the error keeps the number, and shows it with a unit, wherever one is wanted."""

import pytest

import slakit as sk
from slakit import testing as skt
from slakit.errors import SlakitError
from slakit.values.number import no_unit

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")
ELAPSED = sk.Elapsed("cases", since="asked", until="answered")
UPTIME = sk.Uptime("outages")


def within(**settings):
    return sk.Within("cases", since="asked", until="answered", **settings)


@pytest.mark.parametrize(
    ("value", "units", "text"),
    [
        ("30", ["min"], ", it has no unit; write '30 min'"),
        (30, ["min", "hours"], ", it has no unit; write '30 min' or '30 hours'"),
        (sk.quantity("1"), ["GBP", "%", "days"], ", it has no unit; write '1 GBP', '1 %' or '1 day'"),
        ("0.5", ["hours"], ", it has no unit; write '0.5 hours'"),
        ("0", ["min"], ""),
        ("-3", ["min"], ""),
        ("soon", ["min"], ""),
        ("3 GB", ["min"], ""),
        ("1/3", ["min"], ""),
        (None, ["min"], ""),
    ],
)
def test_the_unit_that_is_missing(value, units, text):
    """Of a number above zero and nothing else."""
    assert no_unit(value, *units) == text


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: within(limit="30"), "'30' is not a length of time, it has no unit; write '30 min' or '30 hours'"),
        (lambda: within(limit=30), "'30' is not a length of time, it has no unit; write '30 min' or '30 hours'"),
        (lambda: within(limit={"P1": "30"}, limit_by="kind"), "'30' is not a length of time, it has no unit; write '30 min' or '30 hours'"),
        (lambda: within(limit="less than 30"), "'30' is not a length of time, it has no unit; write '30 min' or '30 hours'"),
        (lambda: sk.Checks("c", ok={"up": True}, every="5"), "'5' is not a length of time, it has no unit; write '5 min' or '5 hours'"),
        (lambda: sk.Uptime("o", minimum_length="5"), "'5' is not a length of time, it has no unit; write '5 min' or '5 hours'"),
        (lambda: sk.Rate("posts", per="5"), "per='5' is not the length of an interval, it has no unit; write '5 min'"),
        (lambda: sk.Exclusion("m", applies_to="o", notice="48"), "is not a length of time, it has no unit; write '48 min' or '48 hours'"),
        (lambda: sk.Exclusion("m", applies_to="o", quota=4), "'4' is not a length of time, it has no unit; write '4 min' or '4 hours'"),
        (lambda: sk.Claims("30"), "within='30' is not a deadline, it has no unit; write '30 days'"),
        (lambda: sk.Claims(30), "within=30 is not a deadline, it has no unit; write '30 days'"),
        (lambda: sk.Right("leave", within="60"), "within='60' is not a time limit, it has no unit; write '60 days'"),
        (lambda: sk.duties.Duty("Cure", "provider", within="30"), "within='30' is not a time limit, it has no unit; write '30 days'"),
        (lambda: sk.rolling("30"), "'30' is not the length of a window, it has no unit; write '30 days'"),
        (lambda: sk.window("rolling 30"), "'rolling 30' is not a window, it has no unit; write 'rolling 30 days'"),
        (lambda: sk.due_rules.BusinessDays(2, day="8"), "day: '8' is not a duration, it has no unit; write '8 hours' or a timedelta"),
        (lambda: DESK.due("2026-06-08T09:00Z", "30"), "'30' is not a duration, it has no unit; write '30 min' or a timedelta"),
        (lambda: skt.outage("2026-06-08T02:00Z", "43"), "lasting: '43' is not a duration, it has no unit; write '43 min'"),
        (lambda: skt.checks("2026-06", every="5", failed=8), "every: '5' is not a duration, it has no unit; write '5 min'"),
        (lambda: sk.Flat("200"), "'200' is not a credit, it has no unit; write '200 GBP', '200 %', '200 days' or '200 points'"),
        (lambda: sk.Objective("O", ELAPSED, "at most 30"), "a length of time; write 'at most 30 min' or 'at most 30 hours'"),
        (lambda: sk.Objective("O", UPTIME, "at least 99.95"), "outside 0 % to 100 %, where a share is; write 'at least 99.95 %'"),
        (lambda: sk.Objective("O", UPTIME, "at least 999"), "outside 0 % to 100 %, where a share is; write 'at least 99.9 %'"),
    ],
)  # fmt: skip
def test_every_kind_of_limit(make, problem):
    """Limits, rhythms, notices, deadlines, windows, credits and targets."""
    with pytest.raises(SlakitError) as error:
        make()
    assert problem in str(error.value)
