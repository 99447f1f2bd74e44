"""Duties of the parties, and how these and the rights that lapse stand."""

from slakit.agreements.duty import Duty as Duty
from slakit.statements.duty_state import DutyState as DutyState, RightState as RightState
