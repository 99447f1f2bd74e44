"""Groups that are named have a line even without a record: `.by("monitor", groups=[...])`."""

import json

import pytest
from names import NAMES

import slakit as sk


def agreement(*metrics):
    objectives = [
        sk.Objective(f"O{index}", metric, "at most 9" if metric.unit else "at least 50 %") for index, metric in enumerate(metrics)
    ]
    return sk.Agreement("A", provider="P", customer="C", term=("2026-01-01", "2026-02-01"), timezone="UTC", objectives=objectives)


OUTAGES = [{"monitor": "c", "site": 1, "start": "2026-01-02T00:00Z", "end": "2026-01-03T00:00Z"}]
POSTS = [{"monitor": "b", "site": "2", "at": "2026-01-02T00:00Z", "ok": True}]


def result(statement, name="O0"):
    return {line.group: line.measure.value for line in statement.lines if line.name == name}


def test_every_named_group_has_a_line():
    """Without an outage it is up, without a record it counts zero, and has no share; a group that is not named has its line too."""
    named = {"groups": ["a", "b"]}
    uptime, count = sk.Uptime("outages").by("monitor", **named), sk.Count("posts").by("monitor", **named)
    share = sk.Share("posts", good={"ok": True}).by("monitor", **named)
    agreed = agreement(uptime, count, share)
    statement = sk.evaluate(agreed, {"outages": OUTAGES, "posts": POSTS})
    assert {group: value == 1 for group, value in result(statement).items()} == {"a": True, "b": True, "c": False}
    assert result(statement, "O1") == {"a": 0, "b": 1}
    assert result(statement, "O2") == {"a": None, "b": 1}
    assert statement.line("O0", group="c").measure.workings.endswith("; 'c' is not one of its groups")
    monitor = sk.Monitor.restore(agreed, json.loads(json.dumps(sk.Monitor(agreed).state())))
    monitor.feed("outages", OUTAGES)
    monitor.feed("posts", POSTS)
    assert monitor.statement().digest == statement.digest


def test_groups_of_two_fields_compare_by_value():
    """2 and "2" are one site; each group is a tuple."""
    statement = sk.evaluate(agreement(sk.Count("posts").by("monitor", "site", groups=[("a", 1), ("b", 2)])), {"posts": POSTS})
    assert result(statement) == {("a", 1): 0, ("b", 2): 1}


def test_groups_go_through_compounds():
    """A product of two, a growth, and the worst of two name their groups."""
    share, uptime = sk.Share("posts", good={"ok": True}), sk.Uptime("outages")
    for metric in (share * uptime, sk.worst(share, uptime), sk.kpis.Growth(uptime, difference=True)):
        grouped = metric.by("monitor", groups=(letter for letter in "ab"))
        assert {"a", "b"} <= set(
            result(sk.evaluate(agreement(grouped), {"outages": OUTAGES, "posts": POSTS} if metric.parts()[1:] else {"outages": []}))
        )
        assert sk.loads(sk.dumps(agreement(grouped))) == agreement(grouped)


def test_an_outage_of_no_name_leaves_a_named_group_in_doubt():
    """It is up as far as is known, and not without data."""
    rows = [*OUTAGES, {"monitor": None, "site": 1, "start": "soon", "end": None}]
    line = sk.evaluate(agreement(sk.Uptime("outages").by("monitor", groups=["a"])), {"outages": rows}).line("O0", group="a")
    assert (line.measure.value, line.measure.unread, line.verdict.certain) == (1, 1, False)


@pytest.mark.parametrize("groups", [["a", "b"], [("a", 1), ("a", 2)], [("a", 1)]])
def test_repr_and_documents(groups):
    """Both write the groups so that they read back; the digest of an agreement tells them apart."""
    fields = ("monitor", "site")[: 1 if isinstance(groups[0], str) else 2]
    metric = sk.Uptime("outages").by(*fields, groups=groups)
    assert eval(repr(metric), NAMES | {name: getattr(sk, name) for name in ("Uptime",)}) == metric
    assert sk.loads(sk.dumps(agreement(metric))) == agreement(metric)
    assert (
        sk.evaluate(agreement(metric), {"outages": []}).digest
        != sk.evaluate(agreement(sk.Uptime("outages").by(*fields)), {"outages": []}).digest
    )


REFUSED = {
    "does not say of which field": lambda: sk.Uptime("outages").by(groups=["a"]),
    "is not a list of groups": lambda: sk.Uptime("outages").by("monitor", groups="a"),
    "is not a group by monitor, site": lambda: sk.Uptime("outages").by("monitor", "site", groups=["a"]),
    "is named twice": lambda: sk.Uptime("outages").by("monitor", groups=["7", 7]),
}


@pytest.mark.parametrize("problem", REFUSED)
def test_groups_that_cannot_be(problem):
    """Each is refused with what to write."""
    with pytest.raises(sk.errors.ContractError, match=problem):
        REFUSED[problem]()
