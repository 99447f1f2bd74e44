"""Required keys: metrics whose records may be fed open, and again once they have ended."""

from slakit.engine.plan.plan import Plan
from slakit.errors import UsageError


def check_keys(plan: Plan) -> None:
    """Raise UsageError for every objective whose records may be fed open, without a key to match their end."""
    problems = dict.fromkeys(
        f"objective {planned.objective.name!r}: the records of {reading.stream!r} have no key, so an open one and its end count twice; "
        "write key='id'"
        for planned in plan.objectives
        for reading in planned.objective.metric.parts()
        if reading.key is None and reading.value.needs_key
    )
    if problems:
        raise UsageError(*problems)
