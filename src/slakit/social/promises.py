"""The promises of the sample agreement, clause by clause."""

from slakit.agreements.objective import Objective
from slakit.calendars.recurring import Recurring
from slakit.metrics.amounts.peak import Peak
from slakit.metrics.amounts.share import Share
from slakit.metrics.amounts.throughput import Throughput
from slakit.metrics.availability.coverage import Coverage
from slakit.metrics.availability.uptime import Uptime
from slakit.metrics.timers.elapsed import Elapsed, Within
from slakit.metrics.timers.on_schedule import OnSchedule
from slakit.penalties.rules.flat import Flat, PerBreach
from slakit.penalties.rules.linear import Linear
from slakit.penalties.tables.tiered import Tiered
from slakit.social.content import approved_ahead, as_planned, guidelines
from slakit.social.engagement import conversion_rate, engagement_rate, follower_growth, net_sentiment, reach
from slakit.social.hours import ZONE, clocks, desk
from slakit.social.security import attested, attested_on_time, incidents, notice, patches
from slakit.targets.phrases import at_least, at_most
from slakit.windows.window import quarterly

LIMITS = {"complaint": "1 hour", "question": "4 hours", "comment": "8 hours"}
REPORT = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=17"  # the last working day of the month, at five
TRAINING = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"
REVIEW = "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=27"


def response() -> list[Objective]:
    """The objectives on the platform, and on the time to answer inquiries (clause 4)."""
    hours = clocks()
    answered = Within("inquiries", LIMITS, limit_by="type", since="asked", until="replied", clock=hours, clock_by="channel", key="id")
    first = Elapsed("inquiries", since="asked", until="replied", clock=hours, clock_by="channel", statistic="median", key="id")
    slowest = Elapsed("inquiries", since="asked", until="replied", clock=hours, clock_by="channel", statistic="max", key="id")
    return [
        Objective("Uptime", Uptime("outages"), at_least("99.9 %"), clause="4.1",
                  penalty=Tiered({"99.9 %": "5 %", "99 %": "10 %", "95 %": "25 %"})),
        Objective("Replies in time", answered, at_least("92 %"), clause="4.2", penalty=Linear("1 %", per="1 pp").capped("10 %")),
        Objective("Channel replies", answered.by("channel"), at_least("85 %"), clause="4.3", window=quarterly()),
        Objective("First reply", first.where(type="!= spam"), at_most("3 hours"), clause="4.4"),
        Objective("Slowest complaint", slowest.where(type="complaint"), at_most("4 hours"), clause="4.5", penalty=Flat("150 GBP")),
    ]  # fmt: skip


def support() -> list[Objective]:
    """The objectives on throughput, and on who is on duty with which expertise (clause 5)."""
    first_line = Coverage("shifts", promised=desk(), needs={"level": "first line"}, headcount=2, agent="name")
    experts = Coverage("shifts", promised=desk(), needs={"level": "expert"})
    peak = Peak("traffic", field="processed", per="1 hour", unit="message")
    loaded = Throughput("traffic", done="processed", load="received", per="1 hour", when="> 500", unit="message")
    technical = Share("inquiries", good={"answered_by": "expert"}, at="asked", key="id").where(topic="technical")
    return [
        Objective("Peak throughput", peak, at_least("600 message/hour"), clause="5.1"),
        Objective("Throughput under load", loaded, at_least("480 message/hour"), clause="5.2",
                  penalty=Linear("50 GBP", per="10 message/hour", counting="begun").capped("500 GBP")),
        Objective("First line on duty", first_line, at_least("98 %"), clause="5.3", penalty=Flat("100 GBP")),
        Objective("Expert on duty", experts, at_least("98 %"), clause="5.4", penalty=Linear("50 GBP", per="1 pp", counting="begun")),
        Objective("Expert answers", technical.by("channel"), at_least("90 %"), clause="5.5", window=quarterly()),
    ]  # fmt: skip


def safety() -> list[Objective]:
    """The objectives on incidents, notices of them, patches and controls (clause 6); without an incident no notice is due."""
    return [
        Objective("Security incidents", incidents("high", "critical", key="id"), at_most(0), clause="6.1", penalty=PerBreach("500 GBP")),
        Objective("Incident notice", notice("24 hours", key="id"), at_least("100 %"), clause="6.2", penalty=Flat("250 GBP"), silence="met"),
        Objective("Patches", patches(key="patch"), at_least("90 %"), clause="6.3", window=quarterly()),
        Objective("Controls attested", attested_on_time(grace="5 days"), at_least("100 %"), clause="6.4", window=quarterly()),
        Objective("Controls passed", attested(at="attested"), at_least("95 %"), clause="6.5", window=quarterly()),
    ]  # fmt: skip


def content() -> list[Objective]:
    """The objectives on guidelines, approval and plan, and on what posts achieve (clause 7)."""
    ahead = approved_ahead("24 hours", by=["brand editor", "head of brand"], due="at")
    return [
        Objective("Content guidelines", guidelines(), at_least("96 %"), clause="7.1", penalty=Flat("1 %")),
        Objective("Approval ahead", ahead, at_least("95 %"), clause="7.2", window=quarterly()),
        Objective("Published as planned", as_planned("30 min", done="at"), at_least("90 %"), clause="7.3", window=quarterly()),
        Objective("Engagement rate", engagement_rate(), at_least("2.5 %"), clause="7.4"),
        Objective("Reach", reach(), at_least(300_000), clause="7.5"),
        Objective("Conversion", conversion_rate(), at_least("1.2 %"), clause="7.6", window=quarterly()),
        Objective("Net sentiment", net_sentiment(), at_least("15 %"), clause="7.7"),
        Objective("Follower growth", follower_growth(), at_least("1.5 %"), clause="7.8"),
    ]


def together() -> list[Objective]:
    """Report, training, review and satisfaction (clause 8); a quarter without a review has no data, and nothing is owed for it."""
    return [
        Objective("Monthly report", OnSchedule("reports", due=Recurring(REPORT, tz=ZONE), done="sent", names="due"), at_least("100 %"),
                  clause="8.1", penalty=Flat("100 GBP")),
        Objective("Quarterly training", OnSchedule("trainings", due=Recurring(TRAINING, tz=ZONE), done="held"), at_least("100 %"),
                  clause="8.2", window=quarterly(), penalty=Flat("300 GBP")),
        Objective("Half-yearly review", OnSchedule("reviews", due=Recurring(REVIEW, tz=ZONE), done="signed", within="30 days"),
                  at_least("100 %"), clause="8.3", window=quarterly()),
        Objective("Satisfaction", Share("surveys", good={"score": ">= 4"}), at_least("85 %"), clause="8.4", window=quarterly(), minimum=30),
    ]  # fmt: skip
