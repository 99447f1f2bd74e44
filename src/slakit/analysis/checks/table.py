"""The table of checks: each code with the function that looks for it, whose docstring says in one line what it looks for.

A new check is a function that yields flaws, its row here, its code in `agreements/allow.py`, and its part of docs/findings.md.
"""

from collections.abc import Callable, Iterator, Mapping

from slakit.analysis.checks import (
    agreements,
    by_value,
    calendars,
    caps_and_minimums,
    penalties,
    rights_and_duties,
    settlements,
    targets,
    tiers,
    windows,
)
from slakit.analysis.checks.contract import Contract
from slakit.analysis.checks.flaw import Flaw

Check = Callable[[Contract], Iterator[Flaw]]

CHECKS: Mapping[str, Check] = {
    "tiers-pay-the-same": tiers.tiers_pay_the_same,
    "gap-pays-nothing": tiers.gap_pays_nothing,
    "met-yet-paid": tiers.met_yet_paid,
    "missed-without-credit": tiers.missed_without_credit,
    "worse-pays-less": tiers.worse_pays_less,
    "tier-never-fires": tiers.tier_never_fires,
    "tier-always-fires": tiers.tier_always_fires,
    "cap-never-binds": caps_and_minimums.cap_never_binds,
    "cap-always-binds": caps_and_minimums.cap_always_binds,
    "minimum-never-reached": caps_and_minimums.minimum_never_reached,
    "money-rounded-away": caps_and_minimums.money_rounded_away,
    "target-finer-than-sampling": targets.target_finer_than_sampling,
    "target-tighter-in-short-periods": targets.target_tighter_in_short_periods,
    "target-of-100-percent": targets.target_of_100_percent,
    "target-never-met": targets.target_never_met,
    "target-never-missed": targets.target_never_missed,
    "target-off-rounding-step": targets.target_off_rounding_step,
    "target-exactly": targets.target_exactly,
    "target-upside-down": targets.target_upside_down,
    "limit-longer-than-term": targets.limit_longer_than_term,
    "penalty-never-pays": penalties.penalty_never_pays,
    "step-never-reached": penalties.step_never_reached,
    "condition-out-of-reach": penalties.condition_out_of_reach,
    "right-out-of-reach": penalties.right_out_of_reach,
    "right-after-term": rights_and_duties.right_after_term,
    "duty-longer-than-term": rights_and_duties.duty_longer_than_term,
    "limit-without-credit": by_value.limit_without_credit,
    "credit-without-limit": by_value.credit_without_limit,
    "bonus-for-meeting": penalties.bonus_for_meeting,
    "step-without-use": settlements.step_without_use,
    "points-without-use": settlements.points_without_use,
    "claims-with-nothing-to-claim": settlements.claims_with_nothing_to_claim,
    "claim-due-before-period-ends": settlements.claim_due_before_period_ends,
    "partial-period": windows.partial_period,
    "window-longer-than-term": windows.window_longer_than_term,
    "window-off-billing": windows.window_off_billing,
    "month-of-30-days": windows.month_of_30_days,
    "every-longer-than-period": windows.every_longer_than_period,
    "clock-closed-in-period": windows.clock_closed_in_period,
    "quota-covers-period": windows.quota_covers_period,
    "silence-undefined": windows.silence_undefined,
    "zone-without-clock-changes": calendars.zone_without_clock_changes,
    "holidays-in-another-zone": calendars.holidays_in_another_zone,
    "hours-end-before-midnight": calendars.hours_end_before_midnight,
    "rule-skips-short-months": calendars.rule_skips_short_months,
    "dates-outside-term": calendars.dates_outside_term,
    "dates-run-out": calendars.dates_run_out,
    "day-of-24-hours": calendars.day_of_24_hours,
    "days-on-business-clock": calendars.days_on_business_clock,
    "fee-without-use": agreements.fee_without_use,
    "names-too-alike": agreements.names_too_alike,
    "contradictory-objectives": agreements.contradictory_objectives,
    "promise-made-twice": agreements.promise_made_twice,
    "weights-do-not-add-up": agreements.weights_do_not_add_up,
    "amendment-without-change": agreements.amendment_without_change,
    "unused-name": agreements.unused_name,
}
