"""How hard the laws are tried: some examples each time, few with SLAKIT_HYPOTHESIS=quick, many with "long"; the same ones in CI."""

import os

from hypothesis import HealthCheck, Phase, settings

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
SHORT = [Phase.explicit, Phase.reuse, Phase.generate]  # for looking for bugs, where to shrink takes minutes

CI = bool(os.environ.get("CI"))  # which tries the same examples each time, and so fewer

settings.register_profile("default", max_examples=16 if CI else 24, deadline=None, derandomize=CI, suppress_health_check=QUIET)
settings.register_profile("quick", max_examples=4, deadline=None, derandomize=CI, suppress_health_check=QUIET)
settings.register_profile("long", max_examples=1_000, deadline=None, suppress_health_check=QUIET)
settings.register_profile("look", max_examples=200, deadline=None, phases=SHORT, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("SLAKIT_HYPOTHESIS", "default"))
