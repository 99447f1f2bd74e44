"""sample: the whole social media agreement that the demo scores.

What such an agreement promises: that the publishing platform is up, that inquiries are answered in time on every channel, that peaks are
mastered, that people who know are on duty, that data are safe, that posts keep to the guidelines and reach people, that reports, training
and reviews come when they are due.
"""

from slakit.agreements.agreement import Agreement
from slakit.agreements.exclusion import Exclusion
from slakit.agreements.party import Party
from slakit.penalties.settlement.settlement import Settlement
from slakit.social.hours import ZONE
from slakit.social.promises import content, response, safety, support, together

PROVIDER = {
    "delivery": "community manager",
    "escalation": "account director",
    "security": "security officer",
    "reports to the customer": "social media analyst",
}
CUSTOMER = {"content guidelines": "brand editor", "daily contact": "marketing manager", "sign-off": "head of brand"}


def sample() -> Agreement:
    """The agreement of Acme plc with the agency that runs its channels, for 2026.

    >>> from slakit.social.records import AS_OF, records
    >>> statement = evaluate(sample(), records(), period="2026-Q1", as_of=AS_OF)
    """
    return Agreement(
        "Social media care for Acme",
        provider=Party("Brightside Social Ltd", roles=PROVIDER),
        customer=Party("Acme plc", roles=CUSTOMER),
        term=("2026-01-01", "2027-01-01"),
        timezone=ZONE,
        fee="12000 GBP",
        objectives=[*response(), *support(), *safety(), *content(), *together()],
        exclusions=[Exclusion("maintenance", applies_to="outages", notice="72 hours", quota="3 hours", clause="4.1")],
        settlement=Settlement(cap="15 %"),
    )
