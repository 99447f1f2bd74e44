"""Observations: from checks at instants to a state through time, worked out by hand (M7).

Instants are small whole numbers; a state is good (1), bad (0) or unknown (-1).
"""

from fractions import Fraction

import pytest

from slakit.calendars.always import ALWAYS
from slakit.metrics.checks.array_looks import ArrayLooks
from slakit.metrics.checks.list_looks import ListLooks, together
from slakit.metrics.checks.looks import Look
from slakit.metrics.checks.missing_checks import Missed
from slakit.metrics.checks.observations import ObservationRules, Observations, missing, shown_observed
from slakit.metrics.excluded_time import ExcludedTime
from slakit.metrics.period_context import PeriodContext
from slakit.metrics.tallies.series import Series
from slakit.timeline.span import Span
from slakit.timeline.spans import Spans

WORDS = ("drop", "good", "bad", "hold")
DROP = ObservationRules()
NOTHING = ExcludedTime(Spans(), ())


def spans(*pairs):
    return Spans(Span(*pair) for pair in pairs)


def series(pairs, on_arrays):
    """Pairs in the order of time, as lists or as arrays."""
    sides = [at for at, _ in pairs], [worth for _, worth in pairs]
    if not on_arrays:
        return Series(*sides)
    np = pytest.importorskip("numpy")
    return Series(*(np.array(side, np.int64) for side in sides))


def looks(pairs, rules, excluded, gone=()):
    """The looks, equal on lists and on arrays, and from when they are undecided."""
    listed = ListLooks.of(series(sorted(pairs), False), rules, excluded, gone)
    if pairs:
        arrays = ArrayLooks.of(series(sorted(pairs), True), rules, excluded, gone)
        assert (arrays.rows, arrays.undecided) == (listed.rows, listed.undecided)
    return listed.rows, listed.undecided


def states(pairs, rules=DROP, excluded=NOTHING, gone=()):
    """The instant and the state that counts of each look."""
    return [(look.at, look.state) for look in looks(pairs, rules, excluded, gone)[0]]


# the rules


def test_an_unknown_check_counts_as_the_rules_say():
    """As good or as bad; otherwise it stays unknown. A known one is what it is."""
    assert [ObservationRules(word).instead(-1) for word in WORDS] == [-1, 1, 0, -1]
    assert [(ObservationRules(word).instead(1), ObservationRules(word).instead(0)) for word in WORDS] == [(1, 0)] * 4


def test_silence_after_a_state_counts_as_the_rules_say():
    """It goes on with "hold", and otherwise counts as an unknown check does."""
    assert [ObservationRules(word).without_news(0) for word in WORDS] == [-1, 1, 0, 0]


def test_the_opening_state_is_the_initial_one_if_there_is_one():
    """Before the first check nothing is known, unless the rules say what held."""
    assert [ObservationRules(word).opening for word in WORDS] == [-1, 1, 0, -1]
    assert [ObservationRules(word, initial=0).opening for word in WORDS] == [0] * 4


@pytest.mark.parametrize(("several", "worst"), [({1}, 1), ({1, 0}, 0), ({1, -1}, 1), ({0, -1}, 0), ({-1}, -1), (set(), -1)])
def test_the_worst_of_several_states(several, worst):
    """An unknown one counts only if all are."""
    assert together(several) == worst


# looks


def test_checks_of_one_instant_are_one_look():
    """Good and bad at 10 are bad; good and unknown at 20 are good, of which the worst that was observed is kept."""
    result, undecided = looks([(10, 0), (10, 1), (20, -1), (20, 1), (30, -1)], DROP, NOTHING)
    assert result == [Look(10, 0, 0), Look(20, 1, 1), Look(30, -1, -1)]
    assert undecided is None


def test_an_unknown_look_holds_the_state_before():
    """With "hold"; before the first known one it is the initial state, or unknown."""
    pairs = [(5, -1), (10, 0), (20, -1), (30, 1), (40, -1)]
    assert states(pairs, ObservationRules("hold")) == [(5, -1), (10, 0), (20, 0), (30, 1), (40, 1)]
    assert states(pairs, ObservationRules("hold", initial=1))[0] == (5, 1)
    assert states(pairs, ObservationRules("bad")) == [(5, 0), (10, 0), (20, 0), (30, 1), (40, 0)]


def test_checks_that_never_came_are_looks_too():
    """Two that were due at 20 are an unknown look that stands for both; before any check they are the initial state."""
    result, _ = looks([(10, 1), (30, 1)], ObservationRules("bad"), NOTHING, [Missed(20, 5, 2)])
    assert result == [Look(10, 1, 1), Look(20, -1, 0, 2), Look(30, 1, 1)]
    rules = ObservationRules("bad", initial=1)
    assert states([(10, 1)], rules, gone=[Missed(0, 10, 1), Missed(20, 10, 1)]) == [(0, 1), (10, 1), (20, 0)]
    assert states([], rules, gone=[Missed(0, 10, 1)]) == [(0, 1)]


def test_failures_count_only_in_a_row():
    """Three in a row count; two are made good; those at the end may yet become three, from 60 on."""
    rules = ObservationRules(in_a_row=3)
    pairs = [(0, 0), (10, 0), (20, 0), (30, 1), (40, 0), (50, 1), (60, 0), (70, 0)]
    result, undecided = looks(pairs, rules, NOTHING)
    assert [look.state for look in result] == [0, 0, 0, 1, 1, 1, 1, 1]
    assert [look.observed for look in result] == [0, 0, 0, 1, 0, 1, 0, 0]
    assert undecided == 60
    assert looks(pairs[:6], rules, NOTHING)[1] is None


def test_confirmed_failures_count_from_the_last_of_a_run():
    """The first two of three are made good."""
    assert states([(0, 0), (10, 0), (20, 0)], ObservationRules(in_a_row=3, confirmed=True)) == [(0, 1), (10, 1), (20, 0)]


def test_an_excluded_failure_breaks_a_run():
    """Three failures, the second of which is left out, or forgiven: no two in a row."""
    pairs, rules = [(0, 0), (10, 0), (20, 0)], ObservationRules(in_a_row=2)
    out = spans((10, 11))
    assert states(pairs, rules) == [(0, 0), (10, 0), (20, 0)]
    assert states(pairs, rules, ExcludedTime(out, ())) == [(0, 1), (10, 1), (20, 1)]
    assert states(pairs, rules, ExcludedTime(Spans(), ((Fraction(1), out),))) == [(0, 1), (10, 1), (20, 1)]
    assert states(pairs, rules, ExcludedTime(Spans(), ((Fraction(1, 2), out),))) == [(0, 0), (10, 0), (20, 0)]


def test_a_missed_look_counts_in_a_run_for_as_many_as_it_stands():
    """A failure and two missed checks that are bad are three in a row."""
    gone = [Missed(10, 5, 2)]
    assert states([(0, 0)], ObservationRules("bad", in_a_row=3), gone=gone) == [(0, 0), (10, 0)]
    assert states([(0, 0)], ObservationRules("bad", in_a_row=4), gone=gone) == [(0, 1), (10, 1)]


# missing checks


def absent(instants, *, every=10, held=0, excluded=NOTHING, as_of=60, **rules):
    """The missed checks of [0, 60), as (instant, count)."""
    context = PeriodContext(Span(0, 60), as_of)
    result = missing(instants, ObservationRules("bad", every, **rules), held, ALWAYS, context, excluded)
    return [(one.at, one.count) for one in result]


def test_checks_that_were_due_and_never_came():
    """Of one every 10, those of 20 and 30 never came; without a rhythm none is missed, nor while the last is held."""
    assert absent([0, 10, 40, 50]) == [(20, 2)]
    assert absent([0, 10, 40, 50], every=None) == []
    assert absent([0, 10, 40, 50], held=20) == [(30, 1)]


def test_a_rhythm_goes_on_from_before_the_period():
    """The last check came at -25: those of -15 and -5 are before the period, the others of it, up to now."""
    assert absent([-25, 25], as_of=30) == [(-15, 2), (5, 2)]


def test_missed_checks_are_parted_where_they_are_excluded():
    """Of those of 10 to 50, that of 30 is left out, and that of 50 forgiven: each is a part of its own."""
    excluded = ExcludedTime(spans((25, 35)), ((Fraction(1), spans((45, 60))),))
    assert sorted(absent([0], excluded=excluded)) == [(10, 2), (30, 1), (40, 1), (50, 1)]


def test_missed_checks_stand_alone_where_a_run_may_begin():
    """Of five the first two alone, with three in a row."""
    assert absent([0], in_a_row=3) == [(10, 1), (20, 1), (30, 3)]


# through time


def both(seen, before, ask):
    """The answer of looks to a question, equal on lists and on arrays; `before` names what held before some instants."""
    columns = [list(side) for side in zip(*seen, strict=True)] if seen else [[], [], [], []]
    answer = ask(ListLooks(*columns), series(sorted(before.items()), False) if before else None)
    if seen:
        np = pytest.importorskip("numpy")
        arrays = ArrayLooks(*(np.array(side, np.int64) for side in columns))
        assert ask(arrays, series(sorted(before.items()), True) if before else None) == answer
    return answer


def through(seen, before=None, rules=DROP, first=0):
    """What was good, bad, and observed through [first, 100), each as pairs of start and end."""
    observed = both(seen, before or {}, lambda looks, named: looks.observations(named, rules, first, 100))
    return tuple([(span.first, span.last) for span in side] for side in (observed.good, observed.bad, observed.observed))


def test_a_look_holds_until_the_next():
    """From 10 good, from 40 bad, up to the end; what came before is unknown."""
    assert through([Look(10, 1, 1), Look(40, 0, 0)]) == ([(10, 40)], [(40, 100)], [(10, 100)])


def test_a_look_holds_no_longer_than_the_gap():
    """30 from each; then nothing is known, or what the rules make of it."""
    assert through([Look(10, 0, 0)], rules=ObservationRules(gap=30)) == ([], [(10, 40)], [(10, 40)])
    assert through([Look(10, 0, 0)], rules=ObservationRules("good", gap=30)) == ([(0, 10), (40, 100)], [(10, 40)], [(10, 40)])
    assert through([Look(10, 0, 0)], rules=ObservationRules("hold", gap=30)) == ([], [(10, 100)], [(10, 40)])


def test_without_a_look_the_opening_state_holds():
    """It was not observed."""
    assert through([]) == ([], [], [])
    assert through([], rules=ObservationRules(initial=1)) == ([(0, 100)], [], [])


def test_a_look_that_observed_nothing_counts_unobserved():
    """A check that says nothing and counts as bad is no observation."""
    assert through([Look(0, -1, 0)]) == ([], [(0, 100)], [])


def test_a_change_says_what_held_before_it():
    """Good before the first is observed; unknown before one is unknown from the look before; another state changes nothing."""
    seen = [Look(10, 0, 0), Look(40, 1, 1)]
    assert through(seen, {10: 1}) == ([(0, 10), (40, 100)], [(10, 40)], [(0, 100)])
    assert through(seen, {10: -1}, ObservationRules("good", initial=0)) == ([(0, 10), (40, 100)], [(10, 40)], [(10, 100)])
    assert through(seen, {40: -1}) == ([(40, 100)], [], [(40, 100)])
    assert through(seen, {40: 1}) == ([(40, 100)], [(10, 40)], [(10, 100)])


def test_changes_that_contradict_the_change_before():
    """At 40 it is said to have been good, and it was bad since 10; what is unknown on either side contradicts nothing."""
    seen = [Look(10, 0, 0), Look(40, 1, 1), Look(60, 0, 0), Look(80, -1, -1), Look(90, 1, 1)]

    def torn(before, first=0):
        return both(seen, before, lambda looks, named: looks.contradictions(named, first))

    assert torn({40: 1, 60: 1, 90: 0}) == [40]
    assert torn({40: 1, 60: 0}, 50) == [60]
    assert torn({40: -1}) == []


def test_observations_are_the_time_in_each_state():
    """Cut to the period: good 5 to 40, bad 40 to 70, of which 50 to 70 was not observed, as was what is unknown."""
    seen = [Look(-10, -1, -1), Look(5, 1, 1), Look(40, 0, 0), Look(50, -1, 0), Look(70, 0, -1)]
    result = both(seen, {}, lambda looks, named: looks.observations(named, DROP, 0, 100))
    assert result == Observations(spans((5, 40)), spans((40, 70)), spans((5, 50), (70, 100)))
    assert result.total == 35 + 30
    assert result.within(spans((30, 60))) == Observations(spans((30, 40)), spans((40, 60)), spans((30, 50)))


def test_the_share_that_was_observed_in_words():
    """As per cent."""
    assert shown_observed(Fraction(3, 4)) == "75 % observed"
