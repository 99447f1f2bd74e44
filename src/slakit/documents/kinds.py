"""Kinds: what a tagged table of a document can stand for."""

from attrs import frozen

from slakit.agreements.lifecycle import Lifecycle
from slakit.calendars.base import Calendar
from slakit.metrics.base import Metric
from slakit.penalties.base import PenaltyRule
from slakit.penalties.bases.credit_base import CreditBase
from slakit.penalties.rules.factors import Factor
from slakit.penalties.settlement.step import Step
from slakit.targets.target import Target
from slakit.windows.base import Window


@frozen
class Kind:
    """One noun of an agreement that has several classes: its base, its name in messages, and how one is written.

    `extras` are keys that every table of the kind may have, whatever arguments its class has.
    """

    base: type
    noun: str
    example: str
    extras: tuple[str, ...] = ()
    texts: bool = False  # whether a text may stand for one, which the converter of the argument reads


METRIC = Kind(Metric, "a metric", '{ is = "uptime", stream = "outages" }', extras=("where", "by", "groups", "during"))
PENALTY = Kind(
    PenaltyRule,
    "a penalty rule",
    '{ is = "flat", credit = "5 %" }',
    extras=("repeated", "only_if", "floored", "capped", "earned_back", "grants"),
)
CALENDAR = Kind(Calendar, "a calendar", '{ is = "weekly", hours = { mon-fri = "09:00-17:30" }, tz = "Europe/London" }')
WINDOW = Kind(Window, "a window", "'monthly'")
TARGET = Kind(Target, "a target", "'at least 99.9 %'")
BASE = Kind(CreditBase, "a base", '{ is = "recorded amount", stream = "charges", field = "amount" }', texts=True)
FACTOR = Kind(Factor, "a factor", '{ is = "measured number", per = "1 hour" }', texts=True)
STEP = Kind(Step, "a step", '{ is = "cap", most = "15 %" }')
RULES = Kind(Lifecycle, "the rules of a log", '{ is = "lifecycle", pauses = { resolution = ["waiting"] } }')
KINDS = (METRIC, PENALTY, CALENDAR, WINDOW, TARGET, BASE, STEP, FACTOR, RULES)


def kind_of(value: object) -> Kind | None:
    """The kind of an object or of a class, if it has one.

    >>> kind_of(Uptime("outages")) is kind_of(Uptime) is METRIC
    True
    """
    made = value if isinstance(value, type) else type(value)
    return next((kind for kind in KINDS if issubclass(made, kind.base)), None)
