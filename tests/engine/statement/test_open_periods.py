"""What can still change: open periods and open clocks (docs/numbers.md M5, V1, P9)."""

import pytest

import slakit as sk

TERM = {"provider": "P", "customer": "C", "term": ("2026-01-01", "2027-01-01"), "timezone": "UTC", "fee": "1000 EUR"}


def line(objective, rows, as_of=None):
    return sk.evaluate(sk.Agreement("A", **TERM, objectives=[objective]), {"q": rows}, period="2026-03", as_of=as_of).lines[0]


ONE = {"at": "2026-03-02T12:00Z", "n": 2, "good": True, "a": "2026-03-02T12:00Z", "b": "2026-03-02T12:30Z", "due": "2026-03-02T13:00Z"}


@pytest.mark.parametrize(
    "objective",
    [
        sk.Objective("X", sk.Count("q"), "at most 3"),
        sk.Objective("X", sk.Count("q"), "at least 3"),
        sk.Objective("X", sk.Total("q", "n"), "at most 3"),
        sk.Objective("X", sk.Share("q", good={"good": True}), "at least 90 %"),
        sk.Objective("X", sk.Within("q", "1 hour", since="a", until="b"), "at least 90 %"),
        sk.Objective("X", sk.OnTime("q", since="a", due="due", done="b"), "at least 90 %"),
        sk.Objective("X", sk.Elapsed("q", since="a", until="b"), "at most 3 hours"),
        sk.Objective("X", sk.Total("q", "n") / sk.Count("q"), "at least 1"),
    ],
    ids=lambda objective: repr(objective.metric),
)
def test_records_to_come_can_still_change_an_open_period(objective):
    """On the 10th of a month nothing that later records may turn is certain."""
    result = line(objective, [ONE], as_of="2026-03-10T00:00Z")
    assert (result.verdict.final, result.verdict.certain) == (False, False)
    assert result.open.startswith("period not over")


def test_what_only_grows_can_be_lost_already():
    """Four incidents in an open month have broken `at most 3` whatever comes; three have not."""
    objective = sk.Objective("X", sk.Count("q"), "at most 3")
    assert line(objective, [ONE] * 4, as_of="2026-03-10T00:00Z").verdict.certain
    assert not line(objective, [ONE] * 3, as_of="2026-03-10T00:00Z").verdict.certain


def test_a_longer_clock_never_costs_less_beside_an_open_one():
    """Closed 4 h and 2 h, or 5 h and 2 h, and one open since 09:00 on the 2nd to the end of the month, 711 hours.

    All three count as far as they have run: means of 717/3 = 239 h and 718/3 = 239.33 h, 236 and 236.33 hours over.
    """
    objective = sk.Objective("M", sk.Elapsed("q", since="a", until="b"), "at most 3 hours", penalty=sk.Linear("1 EUR", per="1 hour"))
    start = "2026-03-02T09:00Z"

    def result(hour):
        return line(
            objective, [{"a": start, "b": f"2026-03-02T{hour}:00Z"}, {"a": start, "b": "2026-03-02T11:00Z"}, {"a": start, "b": None}]
        )

    assert (result(13).credit, result(14).credit) == (sk.money("236.00 EUR"), sk.money("236.33 EUR"))
    assert result(13).shown == "239 hours so far"
    assert result(13).measure.value == 3 * 3_600_000_000


def test_a_figure_stands_on_its_own_side_when_a_clock_runs():
    """A median of 2 h among 2 h and 5 h, and one open for 711 h: at least 5 h, and so missed."""
    objective = sk.Objective("M", sk.Elapsed("q", since="a", until="b", statistic="median"), "at most 3 hours")
    start = "2026-03-02T09:00Z"
    rows = [{"a": start, "b": "2026-03-02T14:00Z"}, {"a": start, "b": "2026-03-02T11:00Z"}, {"a": start, "b": None}]
    assert (line(objective, rows).shown, str(line(objective, rows).outcome)) == ("5 hours so far", "missed")
