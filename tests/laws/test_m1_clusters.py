"""M1 and A3 for clusters: partitions that are added up apart, packed, and merged in any tree, are what all records are at once."""

import pytest
from hypothesis import given, settings, strategies as st
from test_m1_families import ALL, agreement_of, all_streams, quiet_rows
from test_m1_order import EXAMPLES, WINDOWS, agreement, fed, instants_of, records, same

import slakit as sk
from slakit.clusters.partial import Job


def added_up(agreed, given, draw, as_of):
    """The statement of partitions of some records each, merged two or three at a time."""
    job = Job.of(agreed, given, as_of, None, allow_repeated=True)
    partials = []
    for stream, rows in given.items():
        rows = draw.sample(rows, len(rows))
        size = draw.randint(1, max(len(rows), 1))
        partials += [job.partial(stream, first, rows[first : first + size]) for first in range(0, len(rows), size)]
    draw.shuffle(partials)
    while len(partials) > 3:
        count = draw.randint(2, 3)
        partials = [*partials[count:], job.merged(partials[:count])]
    return job.statement(partials, given)


@pytest.mark.parametrize("name", WINDOWS)
def test_partitions_of_every_metric(name):
    """Plain, filtered, grouped, keyed and updated."""
    agreed = agreement(name)

    @settings(max_examples=EXAMPLES // 2 or 1)
    @given(records(name), st.randoms(use_true_random=False), st.none() | instants_of(name))
    def law(given, draw, as_of):
        given = fed(name, given)
        same(added_up(agreed, given, draw, as_of), sk.evaluate(agreed, given, as_of=as_of))

    law()


@pytest.mark.parametrize("name", ["daily", "monthly", "rolling"])
def test_partitions_of_every_family(name):
    """With all settings, exclusions, pauses, penalties by value, and as of any instant."""
    agreed = agreement_of(name, ALL)

    @settings(max_examples=-(-EXAMPLES // 3))
    @given(records(name), quiet_rows(name), st.randoms(use_true_random=False), st.none() | instants_of(name))
    def law(given, quiet, draw, as_of):
        given = all_streams(name, given, quiet)
        same(added_up(agreed, given, draw, as_of), sk.evaluate(agreed, given, as_of=as_of))

    law()
