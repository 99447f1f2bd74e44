"""How hard the laws are tried: a few examples each time, many with SLAKIT_HYPOTHESIS=long; the same ones in CI."""

import os

from hypothesis import HealthCheck, settings

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile(
    "default", max_examples=40, deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=QUIET
)
settings.register_profile("long", max_examples=1_000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("SLAKIT_HYPOTHESIS", "default"))
