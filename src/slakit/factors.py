"""The numbers that a Product multiplies; Factor is the class to write one's own."""

from slakit.penalties.bases.factors import Factor as Factor
from slakit.penalties.bases.factors import Failures as Failures
from slakit.penalties.bases.factors import LookupNumber as LookupNumber
from slakit.penalties.bases.factors import MeasuredNumber as MeasuredNumber
from slakit.penalties.bases.factors import RecordedNumber as RecordedNumber
from slakit.penalties.bases.factors import Shortfall as Shortfall
