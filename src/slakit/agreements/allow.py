"""Allowed findings: what `check` finds in a contract and its parties want so, each with the reason (docs/findings.md)."""

from collections.abc import Mapping

from slakit.errors import ContractError, close_match
from slakit.values.fields import named_pairs

Allowed = tuple[tuple[str, str], ...]

NOTED = {"digest": False}  # of a field on which no figure rests, and so no digest
EXAMPLE = "write allow={'target-of-100-percent': 'clause 3: every minute counts'}"

CODES = (
    "tiers-pay-the-same",
    "gap-pays-nothing",
    "met-yet-paid",
    "missed-without-credit",
    "worse-pays-less",
    "tier-never-fires",
    "tier-always-fires",
    "cap-never-binds",
    "cap-always-binds",
    "minimum-never-reached",
    "money-rounded-away",
    "target-finer-than-sampling",
    "target-tighter-in-short-periods",
    "target-of-100-percent",
    "target-never-met",
    "target-never-missed",
    "target-off-rounding-step",
    "target-exactly",
    "target-upside-down",
    "limit-longer-than-term",
    "penalty-never-pays",
    "step-never-reached",
    "condition-out-of-reach",
    "right-out-of-reach",
    "right-after-term",
    "duty-longer-than-term",
    "limit-without-credit",
    "credit-without-limit",
    "bonus-for-meeting",
    "step-without-use",
    "points-without-use",
    "claims-with-nothing-to-claim",
    "claim-due-before-period-ends",
    "partial-period",
    "window-longer-than-term",
    "window-off-billing",
    "month-of-30-days",
    "every-longer-than-period",
    "clock-closed-in-period",
    "quota-covers-period",
    "silence-undefined",
    "zone-without-clock-changes",
    "holidays-in-another-zone",
    "hours-end-before-midnight",
    "rule-skips-short-months",
    "dates-outside-term",
    "dates-run-out",
    "day-of-24-hours",
    "days-on-business-clock",
    "fee-without-use",
    "names-too-alike",
    "contradictory-objectives",
    "promise-made-twice",
    "weights-do-not-add-up",
    "amendment-without-change",
    "unused-name",
)
"""The codes of the findings that a contract may allow."""

USELESS = "allow-without-finding"  # the code of the one that it may not


def allowed(value: object) -> Allowed:
    """A table of codes and reasons as pairs, in the order of the codes."""
    pairs = named_pairs(value, "a table of codes and reasons", EXAMPLE) if value or not isinstance(value, Mapping | tuple | list) else []
    problems = [code_fault(code) for code, _ in pairs if code not in CODES]
    empty = [code for code, why in pairs if not isinstance(why, str) or not why.strip()]
    problems += [f"{code!r} is allowed without a reason; {EXAMPLE}" for code in empty if code in CODES]
    if problems:
        raise ContractError(*problems)
    return tuple(sorted((code, why.strip()) for code, why in pairs))


def code_fault(code: object) -> str:
    """Return the fault of a code that is none, with the one that may be meant; all of them are too many for a message."""
    near = close_match(code, CODES)
    return f"{code!r} is not the code of a finding{near if near.endswith('?') else '; docs/findings.md lists all codes'}"
