"""Rows that wait to be read: the same errors at the same calls, statement, digest and state as rows that are read one by one."""

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st
from test_only_own_errors import FIELDS, METRICS, ROWS, agreement

import slakit as sk

TIMES = [
    datetime(2026, 1, 5, tzinfo=UTC),
    datetime(2026, 1, 30, 23, tzinfo=ZoneInfo("America/New_York")),
    datetime(1870, 1, 5, tzinfo=UTC),
    datetime(2249, 12, 31, tzinfo=timezone(timedelta(hours=-14))),
    "2026-01-07T12:00:00Z",
    "2026-01-07 12:00+02:00",
    None,
]
PLAIN = [None, 0, 3, True, 2.5, math.nan, -math.inf, 10**400, "", "many", "3", "9" * 5000, "1e999999", "\ud800", "2026-01-08T00:00Z", "1,5"]
ODD = [datetime(2026, 1, 5), "2026-01-05T00:00", "2026-01-05", date(2026, 1, 6), "soon", "", 7, ["a"]]
NAMES = dict.fromkeys(("at", "start", "end"), st.sampled_from(TIMES)) | dict.fromkeys(("n", "ok", "id", "team"), st.sampled_from(PLAIN))
HELD = st.fixed_dictionaries({}, optional=NAMES | {"host": st.sampled_from(PLAIN)})
ONE_ODD = st.builds(lambda row, name, value: row | {name: value}, HELD, st.sampled_from(FIELDS), st.sampled_from(ODD))
UPDATED = [sk.Share("s", good={"ok": True}, key="id", updated="n"), sk.Count("s", key="id", updated="end")]


def refusal(feed, *given):
    """What a call raises, as text."""
    try:
        feed(*given)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the same
        return placeless(f"{type(error).__name__}: {error}")
    return None


def placeless(text):
    """A text without the places where objects are."""
    return re.sub("0x[0-9a-f]+", "0x", text)


def state(monitor):
    """A saved state, without what it notes of the batches that came."""
    state = monitor.state()
    for account in state["tallies"]["accounts"]:
        del account["seen"]
    return placeless(repr(state))


@pytest.mark.parametrize("metric", [*METRICS, *UPDATED], ids=range(len(METRICS) + len(UPDATED)))
def test_held_rows(metric):
    """An iterator of one row is read at once, a list of one waits."""
    agreed = agreement(metric)

    @given(st.lists(st.one_of(HELD, HELD, HELD, ONE_ODD, ROWS), max_size=6), st.booleans())
    def law(rows, asked):
        held, at_once = sk.Monitor(agreed), sk.Monitor(agreed)
        for row in rows:
            assert refusal(held.feed, "s", [row]) == refusal(at_once.feed, "s", iter([row]))
            if asked:
                refusal(held.state)
        texts = [refusal(lambda one=one: one.statement()) for one in (held, at_once)]
        assert texts[0] == texts[1]
        if texts[0] is None:
            left, right = held.statement(), at_once.statement()
            assert placeless(str(left.to_dict())) == placeless(str(right.to_dict()))
            assert left.digest == right.digest
        texts = [refusal(state, one) for one in (held, at_once)]
        assert texts[0] == texts[1]
        assert texts[0] is not None or state(held) == state(at_once)

    law()
