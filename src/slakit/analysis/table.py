"""The table of checks: each code with the function that looks for it, whose docstring says in one line what it looks for.

A new check is a function that yields flaws, its row here, its code in `agreements/allow.py`, and its part of docs/findings.md.
"""

from collections.abc import Callable, Iterator, Mapping

from slakit.analysis import (
    checks_of_agreements,
    checks_of_calendars,
    checks_of_caps,
    checks_of_penalties,
    checks_of_settlements,
    checks_of_targets,
    checks_of_tiers,
    checks_of_windows,
)
from slakit.analysis.contract import Contract
from slakit.analysis.flaw import Flaw

Check = Callable[[Contract], Iterator[Flaw]]

CHECKS: Mapping[str, Check] = {
    "tiers-pay-the-same": checks_of_tiers.tiers_pay_the_same,
    "gap-pays-nothing": checks_of_tiers.gap_pays_nothing,
    "met-yet-paid": checks_of_tiers.met_yet_paid,
    "missed-without-credit": checks_of_tiers.missed_without_credit,
    "worse-pays-less": checks_of_tiers.worse_pays_less,
    "tier-never-fires": checks_of_tiers.tier_never_fires,
    "tier-always-fires": checks_of_tiers.tier_always_fires,
    "cap-never-binds": checks_of_caps.cap_never_binds,
    "cap-always-binds": checks_of_caps.cap_always_binds,
    "minimum-never-reached": checks_of_caps.minimum_never_reached,
    "money-rounded-away": checks_of_caps.money_rounded_away,
    "target-finer-than-sampling": checks_of_targets.target_finer_than_sampling,
    "target-tighter-in-short-periods": checks_of_targets.target_tighter_in_short_periods,
    "target-of-100-percent": checks_of_targets.target_of_100_percent,
    "target-never-met": checks_of_targets.target_never_met,
    "target-never-missed": checks_of_targets.target_never_missed,
    "target-off-rounding-step": checks_of_targets.target_off_rounding_step,
    "target-exactly": checks_of_targets.target_exactly,
    "target-upside-down": checks_of_targets.target_upside_down,
    "limit-longer-than-term": checks_of_targets.limit_longer_than_term,
    "penalty-never-pays": checks_of_penalties.penalty_never_pays,
    "step-never-reached": checks_of_penalties.step_never_reached,
    "condition-out-of-reach": checks_of_penalties.condition_out_of_reach,
    "right-out-of-reach": checks_of_penalties.right_out_of_reach,
    "bonus-for-meeting": checks_of_penalties.bonus_for_meeting,
    "step-without-use": checks_of_settlements.step_without_use,
    "points-without-use": checks_of_settlements.points_without_use,
    "claims-with-nothing-to-claim": checks_of_settlements.claims_with_nothing_to_claim,
    "claim-due-before-period-ends": checks_of_settlements.claim_due_before_period_ends,
    "partial-period": checks_of_windows.partial_period,
    "window-longer-than-term": checks_of_windows.window_longer_than_term,
    "window-off-billing": checks_of_windows.window_off_billing,
    "month-of-30-days": checks_of_windows.month_of_30_days,
    "every-longer-than-period": checks_of_windows.every_longer_than_period,
    "clock-closed-in-period": checks_of_windows.clock_closed_in_period,
    "quota-covers-period": checks_of_windows.quota_covers_period,
    "silence-undefined": checks_of_windows.silence_undefined,
    "zone-without-clock-changes": checks_of_calendars.zone_without_clock_changes,
    "holidays-in-another-zone": checks_of_calendars.holidays_in_another_zone,
    "hours-end-before-midnight": checks_of_calendars.hours_end_before_midnight,
    "rule-skips-short-months": checks_of_calendars.rule_skips_short_months,
    "dates-outside-term": checks_of_calendars.dates_outside_term,
    "dates-run-out": checks_of_calendars.dates_run_out,
    "day-of-24-hours": checks_of_calendars.day_of_24_hours,
    "days-on-business-clock": checks_of_calendars.days_on_business_clock,
    "fee-without-use": checks_of_agreements.fee_without_use,
    "names-too-alike": checks_of_agreements.names_too_alike,
    "contradictory-objectives": checks_of_agreements.contradictory_objectives,
    "promise-made-twice": checks_of_agreements.promise_made_twice,
    "weights-do-not-add-up": checks_of_agreements.weights_do_not_add_up,
    "amendment-without-change": checks_of_agreements.amendment_without_change,
    "unused-calendar": checks_of_agreements.unused_calendar,
}
