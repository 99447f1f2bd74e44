"""What a percentage of a credit is a percentage of; CreditBase is the class to write one's own."""

from slakit.penalties.bases.credit_base import Average as Average
from slakit.penalties.bases.credit_base import CreditBase as CreditBase
from slakit.penalties.bases.credit_base import Fee as Fee
from slakit.penalties.bases.credit_base import FixedAmount as FixedAmount
from slakit.penalties.bases.credit_base import Missing as Missing
from slakit.penalties.bases.credit_base import RecordedAmount as RecordedAmount
