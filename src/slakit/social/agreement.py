"""sample: the whole social media agreement that the demo scores.

What such an agreement promises: that the publishing platform is up, that inquiries are answered in time, that the peak is mastered,
that data are safe, that every channel has an expert, that posts keep to the guidelines and reach people, that reports, training and
reviews come when they are due.
"""

from slakit.agreements.agreement import Agreement
from slakit.agreements.objective import Objective
from slakit.agreements.party import Party
from slakit.calendars.base import Calendar
from slakit.calendars.dates import Dates
from slakit.calendars.weekly import Weekly
from slakit.metrics.elapsed import Elapsed, Within
from slakit.metrics.punctual import OnTime
from slakit.metrics.share import Share
from slakit.metrics.uptime import Uptime
from slakit.penalties.flat import Flat, PerBreach
from slakit.penalties.linear import Linear
from slakit.penalties.settlement import Settlement
from slakit.penalties.tiered import Tiered
from slakit.social.content import guidelines
from slakit.social.engagement import conversion_rate, engagement_rate, reach
from slakit.social.security import incidents, notice
from slakit.targets.phrases import at_least, at_most
from slakit.windows.window import quarterly

ZONE = "Europe/London"
LIMITS = {"complaint": "1 hour", "question": "4 hours", "comment": "8 hours"}


def desk() -> Calendar:
    """The hours in which inquiries are answered: the desk's week, less the bank holidays of England in 2026."""
    week = Weekly({"mon-fri": "08:00-20:00", "sat": "10:00-16:00"}, tz=ZONE)
    holidays = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"]
    return week - Dates(holidays, tz=ZONE)


def sample() -> Agreement:
    """The agreement of Acme plc with the agency that runs its channels, for 2026.

    >>> statement = evaluate(sample(), records(), period="2026-Q1", as_of=AS_OF)
    """
    return Agreement(
        "Social media care for Acme",
        provider=Party("Brightside Social Ltd", roles=PROVIDER),
        customer=Party("Acme plc", roles=CUSTOMER),
        term=("2026-01-01", "2027-01-01"),
        timezone=ZONE,
        fee="12000 GBP",
        objectives=[*_service(), *_safety(), *_content(), *_together()],
        settlement=Settlement(cap="15 %"),
    )


PROVIDER = {
    "delivery": "community manager",
    "escalation": "account director",
    "security": "security officer",
    "reports to the customer": "social media analyst",
}
CUSTOMER = {"content guidelines": "brand editor", "daily contact": "marketing manager", "sign-off": "head of brand"}


def _service() -> list[Objective]:
    """Platform, response, throughput and support (clause 4)."""
    hours = desk()
    answered = Within("inquiries", LIMITS, of="type", since="asked", until="replied", clock=hours, key="id")
    complaints = Elapsed("inquiries", since="asked", until="replied", clock=hours, statistic="max", key="id").where(type="complaint")
    technical = Share("inquiries", good={"answered_by": "specialist"}, at="asked", key="id").where(topic="technical")
    return [
        Objective("Uptime", Uptime("outages"), at_least("99.9 %"), clause="4.1",
                  penalty=Tiered({"99.9 %": "5 %", "99 %": "10 %", "95 %": "25 %"})),
        Objective("Replies in time", answered, at_least("92 %"), clause="4.2", penalty=Linear("1 %", per="1 pp").capped("10 %")),
        Objective("Slowest complaint", complaints, at_most("4 hours"), clause="4.3", penalty=Flat("150 GBP")),
        Objective("Throughput at peak", Share("peak_hours", good={"processed": ">= 500"}), at_least("95 %"), clause="4.4",
                  penalty=Linear("50 GBP", per="1 pp", steps="begun").capped("500 GBP")),
        Objective("Specialist support", technical.by("channel"), at_least("90 %"), clause="4.5", window=quarterly()),
    ]  # fmt: skip


def _safety() -> list[Objective]:
    """Security incidents and the notice of them (clause 5); a month without an incident has nothing to give notice of."""
    return [
        Objective("Security incidents", incidents("high", "critical"), at_most(0), clause="5.1", penalty=PerBreach("500 GBP")),
        Objective("Incident notice", notice("24 hours"), at_least("100 %"), clause="5.2", penalty=Flat("250 GBP"), silence="met"),
    ]  # fmt: skip


def _content() -> list[Objective]:
    """Guidelines and engagement (clause 6)."""
    return [
        Objective("Content guidelines", guidelines(), at_least("96 %"), clause="6.1", penalty=Flat("1 %")),
        Objective("Engagement rate", engagement_rate(), at_least("2.5 %"), clause="6.2"),
        Objective("Reach", reach(), at_least(300_000), clause="6.3"),
        Objective("Conversion", conversion_rate(), at_least("1.2 %"), clause="6.4", window=quarterly()),
    ]


def _together() -> list[Objective]:
    """Report, training, review and satisfaction (clause 7)."""
    return [
        Objective("Monthly report", OnTime("reports", due="due", done="sent", attribute="covers"), at_least("100 %"), clause="7.1",
                  penalty=Flat("100 GBP")),
        Objective("Quarterly training", OnTime("trainings", due="due", done="held"), at_least("100 %"), clause="7.2",
                  window=quarterly(), penalty=Flat("300 GBP")),
        Objective("Review signed off", OnTime("reviews", due="due", done="signed"), at_least("100 %"), clause="7.3", window=quarterly()),
        Objective("Satisfaction", Share("surveys", good={"score": ">= 4"}), at_least("85 %"), clause="7.4", window=quarterly(), minimum=30),
    ]  # fmt: skip
