"""Records of duties and rights that say nothing of any line are problems, and none is silently lost."""

from itertools import permutations

from test_apply_duties import agreement, scored

import slakit as sk

RIGHT = sk.Right("terminate", within="60 days")
AGREED = agreement(penalty=RIGHT)


def used(at, **names):
    return {"at": at, "right": "terminate", **names}


def problems(statement):
    return [str(problem) for problem in statement.problems]


def test_a_right_that_was_used_too_late():
    """January was missed; 60 days after 31 January is 1 April. Used on 2 April the right has lapsed, and a problem says so."""
    late = scored(AGREED, "2026-06-01T00:00Z", rights=[used("2026-04-02T09:00Z")])
    assert problems(late) == [
        "rights: 1 x the right 'terminate' used after its last day, when it had lapsed; use it by that day, or correct 'at'; "
        "2026-04-02T10:00:00+01:00, last day 2026-04-01"
    ]
    (state,) = late.line("Replies", "2026-01").right_states
    assert (state.state, state.used, str(state)) == ("lapsed", None, "terminate: until 2026-04-01, lapsed, used 2026-04-02, too late")
    assert late.rights == ()


def test_a_right_that_was_used_in_time_is_no_problem():
    """On its last day, 1 April, it is in time."""
    found = scored(AGREED, "2026-06-01T00:00Z", rights=[used("2026-04-01T20:00Z")])
    assert (problems(found), found.line("Replies", "2026-01").right_states[0].state) == ([], "used")


def test_too_late_for_one_line_and_in_time_for_another():
    """In May it is too late for January, and in time for March, until 30 May: the record was used, and nothing is lost."""
    found = scored(AGREED, "2026-06-05T00:00Z", months=(1, 3), rights=[used("2026-05-02T09:00Z")])
    assert problems(found) == []
    assert [state.state for line in found.lines for state in line.right_states] == ["lapsed", "used"]


def test_any_order_of_rows():
    """The first use in time counts in whatever order the rows come; of what is late, the same problem."""
    rows = [used("2026-04-02T09:00Z", period="2026-01"), used("2026-05-04T09:00Z", period="2026-02")]  # 60 days after 28 February: 29 April
    one, other = (problems(scored(AGREED, "2026-06-05T00:00Z", months=(1, 2), rights=list(order))) for order in permutations(rows))
    assert one == other
    assert one[0].startswith("rights: 2 x the right 'terminate' used after its last day")
