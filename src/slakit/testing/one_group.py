"""One group: that of the records of a metric by groups, which has to be named where the contract lists several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slakit.analysis.inverses.setting import group_of
from slakit.errors import UsageError
from slakit.metrics.base import Metric

MOST = 8  # so many groups are named


class GroupMissing(UsageError):
    """Records are wanted of one of several groups, and it is not named; `head` says so, and `first` is the first group."""

    def __init__(self, objective: object, groups: str, first: tuple[object, ...]) -> None:
        example = repr(first[0] if len(first) == 1 else first)
        super().__init__(f"{objective!r} has the groups {groups}, and a measure is of one; write group={example}")
        self.first = first
        self.head = f"it has the groups {groups}, and a measure is of one"


def one_group(metric: Metric, fields: Mapping[str, Any]) -> dict[str, object]:
    """The fields of the group of a record with some fields of its own; UsageError where they do not say which of several it is.

    >>> from slakit.testing.one_group import one_group
    >>> one_group(Uptime("outages").by("region", groups=["eu"]), {})
    {'region': 'eu'}
    """
    by = metric.parts()[0].by
    if several := groups_text(metric):
        lacking = [name for name in by if name not in fields]
        if lacking:
            first = dict(zip(by, metric.parts()[0].named[0], strict=True))
            example = ", ".join(f"{name}={first[name]!r}" for name in lacking)
            raise UsageError(f"the metric has the groups {several}, and no record is of all; write {example}")
    return group_of(metric)


def groups_text(metric: Metric) -> str:
    """The groups of a metric that lists several: "'eu', 'us'"; "" for one, or for none that is listed."""
    named = metric.parts()[0].named
    shown = [repr(one[0] if len(one) == 1 else one) for one in named]
    return f"{', '.join(shown[:MOST])}{' ...' * (len(shown) > MOST)}" if len(shown) > 1 else ""
