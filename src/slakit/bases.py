"""The bases of a credit, which its percentage is a share of; CreditBase is the class to write one's own."""

from slakit.penalties.bases.billing_fee import BillingFee as BillingFee
from slakit.penalties.bases.credit_base import (
    Average as Average,
    CreditBase as CreditBase,
    Fee as Fee,
    FixedAmount as FixedAmount,
    Missing as Missing,
    RecordedAmount as RecordedAmount,
)
