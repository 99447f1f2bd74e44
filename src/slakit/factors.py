"""The numbers that a Product multiplies; Factor is the class to write one's own."""

from slakit.penalties.rules.factors import (
    Factor as Factor,
    Failures as Failures,
    LookupNumber as LookupNumber,
    MeasuredNumber as MeasuredNumber,
    RecordedNumber as RecordedNumber,
    Shortfall as Shortfall,
)
from slakit.penalties.rules.number_by_value import NumberByValue as NumberByValue
