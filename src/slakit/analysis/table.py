"""The table of checks: each code with the function that looks for it, whose docstring says in one line what it looks for.

A new check is a function that yields problems, its row here, its code in `agreements/allow.py`, and its part of docs/findings.md.
"""

from collections.abc import Callable, Iterator, Mapping

from slakit.analysis import checks_of_agreements, checks_of_caps, checks_of_targets, checks_of_tiers
from slakit.analysis.contract import Contract
from slakit.analysis.problem import Problem

Check = Callable[[Contract], Iterator[Problem]]

CHECKS: Mapping[str, Check] = {
    "tiers-pay-the-same": checks_of_tiers.tiers_pay_the_same,
    "gap-pays-nothing": checks_of_tiers.gap_pays_nothing,
    "met-yet-paid": checks_of_tiers.met_yet_paid,
    "missed-without-credit": checks_of_tiers.missed_without_credit,
    "worse-pays-less": checks_of_tiers.worse_pays_less,
    "tier-never-fires": checks_of_tiers.tier_never_fires,
    "tier-always-fires": checks_of_tiers.tier_always_fires,
    "cap-never-binds": checks_of_caps.cap_never_binds,
    "target-finer-than-sampling": checks_of_targets.target_finer_than_sampling,
    "target-of-100-percent": checks_of_targets.target_of_100_percent,
    "fee-without-use": checks_of_agreements.fee_without_use,
}
