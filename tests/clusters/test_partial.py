"""Partials: what is refused before any work is done, and records that were given twice."""

import pickle

import pytest
from cluster_cases import AGREED, AS_OF, WHOLE, parts

import slakit as sk
from slakit.clusters import local
from slakit.clusters.partial import Job


def test_a_tree_of_partials():
    """Seven partitions, sent elsewhere and back, merged two by two, in any tree."""
    job = Job.of(AGREED, {"inquiries": ()}, AS_OF, None, allow_repeated=False)
    one, *rest = (pickle.loads(pickle.dumps(job.partial("inquiries", number, part))) for number, part in enumerate(parts(7)))
    while rest:
        one, rest = job.merged([rest[0], one]), rest[1:]
    made = job.statement([one], ["inquiries"])
    assert (made.to_dict(), made.digest) == (WHOLE.to_dict(), WHOLE.digest)


def test_the_same_records_twice_are_found():
    """Partitions 1 and 3 are one file under two names; told so, they count twice; empty ones are no copies of each other."""
    first, second = parts(2)
    job = Job.of(AGREED, {"inquiries": ()}, AS_OF, None, allow_repeated=False)
    partials = [job.partial("inquiries", number, part) for number, part in enumerate([first, second, first, [], []])]
    problem = "partitions 1 and 3 of 'inquiries' hold the same records; leave one out, or write allow_repeated=True"
    with pytest.raises(sk.errors.UsageError, match=problem):
        job.merged(partials)
    with pytest.raises(sk.errors.UsageError, match=problem):  # wherever in the tree they meet
        job.merged([job.merged(partials[:2]), partials[2]])
    allowed = Job.of(AGREED, {"inquiries": ()}, AS_OF, None, allow_repeated=True)
    counted = {account.objective: account.read for account in allowed.statement(partials, ["inquiries"]).accounts}
    assert counted == {"In time": 3_000, "p95": 3_000}


def test_what_is_refused_before_any_work():
    """Records that are not by stream, a stream that there is not, an agreement that no process can be sent."""
    for records, problem in (([], "records is list, not records by stream"), ({"inquires": []}, "'inquires' is not a stream of 'Desk'")):
        with pytest.raises(sk.errors.UsageError, match=problem):
            local.evaluate(AGREED, records, as_of=AS_OF)

    @sk.metric("inquiries", at="asked")
    def own(rows):
        return None

    agreed = sk.Agreement(
        "Own", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC",
        objectives=[sk.Objective("Own", own, "at least 1 %")],
    )  # fmt: skip
    with pytest.raises(sk.errors.UsageError, match="cannot be sent to another process"):
        local.evaluate(agreed, {"inquiries": []}, as_of=AS_OF)
