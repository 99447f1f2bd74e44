"""The lines of the demo's statement, each computed again from the records with nothing of slakit.

Written from the clauses: the hours of each channel are laid out day by day as pairs of instants, and all else is counted in plain loops.
"""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from slakit.engine.evaluate import evaluate
from slakit.social.records import AS_OF, QUARTER, records
from slakit.social.sample import sample
from slakit.targets.verdict import Outcome
from slakit.values.money import money
from slakit.values.quantity import quantity

LONDON = ZoneInfo("Europe/London")
CLOSING = datetime.fromisoformat(AS_OF)
ZERO, HOUR, DAY = timedelta(0), timedelta(hours=1), timedelta(days=1)
LIMITS = {"complaint": HOUR, "question": 4 * HOUR, "comment": 8 * HOUR}
MONTHS = ("2026-01", "2026-02", "2026-03")
instant = datetime.fromisoformat


@pytest.fixture(scope="module")
def quarter():
    return records()


@pytest.fixture(scope="module")
def statement(quarter):
    return evaluate(sample(), quarter, period=QUARTER, as_of=AS_OF)


def wall(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def opening(channel):
    """The open hours of a channel from New Year's Day, a holiday, to the closing of the books; None is day and night."""
    days = [date(2026, 1, 2) + n * DAY for n in range(90)]
    if channel == "phone":
        return None
    if channel == "linkedin":
        return [(wall(day, 9), wall(day, 17, 30)) for day in days if day.weekday() < 5]
    desk = [(wall(day, 8), wall(day, 20)) for day in days if day.weekday() < 5]
    return desk + [(wall(day, 10), wall(day, 16)) for day in days if day.weekday() == 5]


OPENING = {channel: opening(channel) for channel in ("phone", "linkedin", "facebook", "instagram", "x")}


def waited(row):
    """How long an inquiry waited for its reply, or has waited so far, in the hours of its channel."""
    asked, replied = instant(row["asked"]), instant(row["replied"] or AS_OF)
    hours = OPENING[row["channel"]]
    if hours is None:
        return instant(row["replied"] or AS_OF) - asked
    utc = ZoneInfo("UTC")
    cuts = ((max(asked, first).astimezone(utc), min(replied, last).astimezone(utc)) for first, last in hours)
    return sum((max(last - first, ZERO) for first, last in cuts), ZERO)


def inquiries(quarter):
    """The inquiries without the one whose reply lies before it, and without spam."""
    broken = [row for row in quarter["inquiries"] if row["replied"] and instant(row["replied"]) < instant(row["asked"])]
    assert [row["id"] for row in broken] == [777]
    return [row for row in quarter["inquiries"] if row["id"] != 777 and row["type"] != "spam"]


def in_time(rows):
    """Those in time out of those decided: answered, or open for longer than the limit."""
    timed = [(waited(row), LIMITS[row["type"]], row["replied"]) for row in rows]
    decided = [(wait, limit, replied) for wait, limit, replied in timed if replied or wait > limit]
    return Fraction(sum(bool(replied) and wait <= limit for wait, limit, replied in decided), len(decided))


def of(rows, month, field="at"):
    return [row for row in rows if row[field][:7] == month]


@pytest.mark.parametrize("month", MONTHS)
def test_replies_in_time(quarter, statement, month):
    """Limits by type, each on the clock of its channel: answered within it, out of all that are decided."""
    measure = statement.line("Replies in time", month).measure
    assert measure.value == in_time(of(inquiries(quarter), month, "asked"))


@pytest.mark.parametrize("channel", OPENING)
def test_channel_replies(quarter, statement, channel):
    """The same over the quarter, channel by channel: the phone in real time, the business network in office hours."""
    expected = in_time([row for row in inquiries(quarter) if row["channel"] == channel])
    assert statement.line("Channel replies", group=channel).measure.value == expected


@pytest.mark.parametrize("month", MONTHS)
def test_the_median_and_the_slowest(quarter, statement, month):
    """The median is the reply in the middle, the lower one of two; the slowest is the longest of those to complaints."""
    rows = [row for row in of(inquiries(quarter), month, "asked") if row["replied"]]
    waits = sorted(map(waited, rows))
    median = waits[(len(waits) - 1) // 2]
    slowest = max(waited(row) for row in rows if row["type"] == "complaint")
    assert statement.line("First reply", month).measure.value == median // timedelta(microseconds=1)
    assert statement.line("Slowest complaint", month).measure.value == slowest // timedelta(microseconds=1)


@pytest.mark.parametrize("month", MONTHS)
def test_throughput(quarter, statement, month):
    """Two half hours make an hour: the most that one processed, and the least of those to which more than 500 came; 50 GBP for each ten
    messages, or part of them, below 480."""
    hours = {}
    for row in of(quarter["traffic"], month):
        received, processed = hours.get(row["at"][:13], (0, 0))
        hours[row["at"][:13]] = received + row["received"], processed + row["processed"]
    peak = max(processed for _, processed in hours.values())
    least = min(processed for received, processed in hours.values() if received > 500)
    assert statement.line("Peak throughput", month).measure.quantity == quantity(f"{peak} message/hour")
    assert statement.line("Throughput under load", month).measure.quantity == quantity(f"{least} message/hour")
    steps = -(min(0, least - 480) // 10)
    assert statement.line("Throughput under load", month).credit == money(f"{50 * steps} GBP")


def test_cover(statement):
    """February has 20 x 12 + 4 x 6 = 264 desk hours, and no expert from 08:00 to 13:50 on two days: 700 of 15,840 minutes; at 1 point or
    part of one 50 GBP, 98 - 95.58 owes 150. March has 22 x 12 + 4 x 6 = 288, one of them with one of the first line alone."""
    line = statement.line("Expert on duty", "2026-02")
    assert (line.measure.value, line.measure.breaches) == (Fraction(15_840 - 700, 15_840), 2)
    assert line.credit == money("150 GBP")
    assert statement.line("First line on duty", "2026-03").measure.value == Fraction(287, 288)
    for name in ("Expert on duty", "First line on duty"):
        assert statement.line(name, "2026-01").measure.value == 1


@pytest.mark.parametrize("channel", OPENING)
def test_expert_answers(quarter, statement, channel):
    """Technical inquiries that an expert answered, out of all of the channel, answered or not."""
    rows = [row for row in quarter["inquiries"] if row["topic"] == "technical" and row["channel"] == channel]
    expected = Fraction(sum(row["answered_by"] == "expert" for row in rows), len(rows))
    assert statement.line("Expert answers", group=channel).measure.value == expected


@pytest.mark.parametrize("month", MONTHS)
def test_content(quarter, statement, month):
    """All three checks approved; interactions out of impressions; reach; positive less negative mentions out of all."""
    posts, mentions = of(quarter["posts"], month), of(quarter["mentions"], month)
    good = sum({row["tone"], row["language"], row["visuals"]} == {"approved"} for row in posts)
    rate = Fraction(sum(row["interactions"] for row in posts), sum(row["impressions"] for row in posts))
    told = [row["sentiment"] for row in mentions]
    net = Fraction(told.count("positive") - told.count("negative"), len(told))
    wanted = {"Content guidelines": Fraction(good, len(posts)), "Engagement rate": rate, "Net sentiment": net}
    wanted["Reach"] = sum(row["reach"] for row in posts)
    assert {name: statement.line(name, month).measure.value for name in wanted} == wanted


def test_approval_plan_and_conversion(quarter, statement):
    """Approved a day before publication; published no more than 30 minutes from plan; orders out of clicks."""
    posts = quarter["posts"]
    ahead = sum(instant(row["at"]) - instant(row["approved"]) >= DAY for row in posts)
    planned = sum(abs(instant(row["at"]) - instant(row["planned"])) <= HOUR / 2 for row in posts)
    assert {row["approved_by"] for row in posts} == {"brand editor", "head of brand"}
    assert statement.line("Approval ahead").measure.value == Fraction(ahead, len(posts))
    assert statement.line("Published as planned").measure.value == Fraction(planned, len(posts))
    conversion = Fraction(sum(row["orders"] for row in posts), sum(row["clicks"] for row in posts))
    assert statement.line("Conversion").measure.value == conversion


def test_followers(quarter, statement):
    """The last count of a month by that of the month before, less one; January has nothing before it."""
    last = {row["at"][:7]: row["count"] for row in quarter["followers"]}
    assert statement.line("Follower growth", "2026-01").outcome is Outcome.NO_DATA
    for before, month in pairwise(MONTHS):
        assert statement.line("Follower growth", month).measure.value == Fraction(last[month] - last[before], last[before])


def test_security(statement):
    """One high incident in February, told after 7 h 25 min; seven of eight patches in time, one after 35 days and 6 hours where 30 days
    are allowed; five of five controls, of which one was due on 27 February and attested on 3 March, in its five days."""
    assert [statement.line("Security incidents", month).measure.value for month in MONTHS] == [0, 1, 0]
    assert statement.line("Incident notice", "2026-02").measure.value == 1
    patches = statement.line("Patches").measure
    assert (patches.value, patches.pending) == (Fraction(7, 8), 0)
    (late,) = patches.evidence
    assert (late.key, late.figure) == ("image editor 25.1", quantity("126 hours").base)
    assert statement.line("Controls attested").measure.value == statement.line("Controls passed").measure.value == 1


def test_duties(statement):
    """The last working days are 30 January, 27 February and 31 March: the second report came on 2 March. Training on the 12th, due on
    the 20th; the review signed on the 26th, due on the 27th."""
    assert [statement.line("Monthly report", month).measure.value for month in MONTHS] == [1, 0, 1]
    assert statement.line("Monthly report", "2026-02").measure.evidence[0].key == "2026-02-27"
    assert statement.line("Quarterly training").measure.value == statement.line("Half-yearly review").measure.value == 1
