"""Compound: what metrics made of metrics hand on to those inside, and take over from their measures."""

import pytest
from attrs import field, frozen
from metric_cases import FAST, LIKES, OVER, POSTS, SLOW, TONE, Fixed

import slakit as sk
from slakit.errors import ContractError
from slakit.metrics.base import Metric
from slakit.metrics.compound.choice import worst
from slakit.metrics.compound.compound_base import Compound, a_metric, explained, opened, shown, silent
from slakit.metrics.measure import Evidence, Measure
from slakit.metrics.period_context import PeriodContext, Unreadable
from slakit.metrics.tallies.sums import Sums

DESK = sk.Weekly({"mon-fri": "09:00-17:00"}, tz="UTC")


@frozen(repr=False)
class Board(Compound):
    """A first metric, and others with their weights."""

    first: Metric = field(validator=a_metric)
    others: tuple = ()

    unit = "item"

    def measure(self, tallies, context):
        measures = self.measures(tallies, context)
        return self.made_of(measures, value=sum(measure.value for measure in measures))


@frozen(repr=False)
class Twice(Fixed):
    """A metric of two readings that looks back and finds contradictions at the instants that its tallies are."""

    of_one = True
    looks_back = True
    tells_contradictions = True

    def contradictions(self, tallies):
        return tuple(tallies)


def fixed(stream, value, **figures):
    return Fixed(stream, result=Measure(value=value, unit="item", **figures))


# the metrics inside


def test_the_metrics_inside_are_those_in_its_fields():
    """In order, those in tuples within tuples too."""
    assert Board(POSTS, ((1, LIKES), (2, (TONE, SLOW)))).inner == (POSTS, LIKES, TONE, SLOW)
    assert list(opened((1, (2, ((3,), ())), 4))) == [1, 2, 3, 4]
    assert list(opened("one")) == ["one"]


def test_each_metric_inside_is_changed_and_the_rest_stays():
    """What a filter, a group or hours do is done to each."""
    board = Board(POSTS, ((2, LIKES), (3, (TONE,))))
    assert board.each(lambda metric: metric.where(kind="reel")) == board.where(kind="reel")
    assert board.where(kind="reel") == Board(POSTS.where(kind="reel"), ((2, LIKES.where(kind="reel")), (3, (TONE.where(kind="reel"),))))
    assert board.by("team").inner == tuple(metric.by("team") for metric in board.inner)
    assert board.during(DESK).inner == tuple(metric.during(DESK) for metric in board.inner)


def test_named_groups_are_read_once_for_all():
    """An iterator of them does not run out after the first metric."""
    assert [metric.named for metric in Board(POSTS, (LIKES,)).by("team", groups=iter("ab")).inner] == [("a", "b")] * 2


def test_a_compound_is_written_with_the_metrics_inside():
    """The repr is how it is made."""
    assert repr(Board(POSTS, (LIKES,))) == "Board(Count('posts'), [Count('likes')])"


def test_its_readings_are_those_of_the_metrics_inside():
    """In order; so are those of which there is one thing."""
    board = Board(POSTS, (Twice("checks", at=("a", "b")), LIKES))
    named = [(reading.stream, reading.at) for reading in board.parts()]
    assert named == [("posts", "at"), ("checks", "a"), ("checks", "b"), ("likes", "at")]
    assert [(reading.stream, reading.at) for reading in board.single] == [("checks", "a")]


def test_it_looks_back_and_tells_contradictions_if_one_inside_does():
    """Their instants come together, each once and in order, from the tallies of each."""
    plain, board = Board(POSTS, (LIKES,)), Board(POSTS, (Twice("checks", at=("a", "b")), Twice("log")))
    assert (plain.looks_back, plain.tells_contradictions, plain.contradictions([1, 2])) == (False, False, ())
    assert (board.looks_back, board.tells_contradictions) == (True, True)
    assert board.contradictions([5, 9, 7, 7]) == (7, 9)


class MonthsOnly(Fixed):
    """A metric of months only."""

    def check(self, window):
        raise ContractError(f"{window} is not a month")


@pytest.mark.parametrize(
    "made",
    [Board, lambda metric: metric + LIKES, lambda metric: LIKES / metric, lambda metric: worst(metric, LIKES, better="low")],
    ids=["board", "sum", "ratio", "worst"],
)
def test_a_check_of_the_window_reaches_every_metric_inside(made):
    """In compounds of any kind."""
    with pytest.raises(ContractError, match="is not a month"):
        made(MonthsOnly("posts")).check(sk.weekly())


# measures


def test_each_metric_inside_measures_its_own_tallies():
    """Three posts and two likes are five; the unread of one widen its bounds, and are added up in the whole."""
    board, tallies = Board(POSTS, (LIKES,)), [Sums(3, 3), Sums(2, 2)]
    context = PeriodContext(OVER.span, OVER.as_of, unread=(Unreadable(), Unreadable(4)))
    assert [measure.value for measure in board.measures(tallies, OVER)] == [3, 2]
    assert [(measure.unread, measure.high) for measure in board.measures(tallies, context)] == [(0, 3), (4, 6)]
    assert (board.measured(tallies, context).value, board.measured(tallies, context).unread) == (5, 4)


def test_the_measure_of_the_whole_has_the_smallest_sample_and_all_evidence():
    """It foresees if all do; the same evidence stands once."""
    first, second = Evidence(1), Evidence(2)
    measures = [
        Measure(value=3, unit="item", sample=3, foresees=True, evidence=(first, second)),
        Measure(value=2, unit="item", sample=2, foresees=True, evidence=(second,)),
    ]
    board = Board(POSTS, (LIKES,))
    assert board.made_of(measures, value=5) == Measure(value=5, unit="item", sample=2, foresees=True, evidence=(first, second))
    assert not board.made_of([measures[0], Measure(value=2)], value=5).foresees
    assert board.made_of(measures, value=5, sample=7).sample == 7


def test_clocks_that_two_metrics_read_alike_are_pending_once():
    """Of one stream in the same way: 3, not 6; of another, 2 more."""
    measures = [Measure(value=None, pending=3), Measure(value=None, pending=3), Measure(value=None, pending=2)]
    assert Board(SLOW, (SLOW.by("team").by(), FAST)).pending(measures) == 3 + 2
    assert Board(SLOW, (SLOW.by("team"), FAST)).pending(measures) == 3 + 3 + 2


# what does not fit


def test_metrics_that_are_grouped_otherwise_do_not_fit():
    """Both groupings are in the error."""
    Board(POSTS.by("team"), (LIKES.by("team"),)).check_groups()
    with pytest.raises(ContractError, match=r"are grouped by '' and 'team, kind'; write \(a / b\).by\('channel'\) around the whole$"):
        Board(POSTS, (LIKES.by("team", "kind"),)).check_groups()


def test_metrics_of_two_kinds_do_not_fit():
    """Items and a ratio, in the words of the metric that has them."""
    Board(POSTS, (LIKES,)).check_alike("adds", "add like to like")
    with pytest.raises(ContractError, match=r"^Board\(.*\) adds item to a ratio; add like to like$"):
        Board(POSTS, (TONE,)).check_alike("adds", "add like to like")


def test_what_is_no_metric_is_refused():
    """With the name of the argument."""
    with pytest.raises(ContractError, match=r"^first=5 is not a metric; write first=Uptime\('outages'\)$"):
        Board(5)


# in words


def test_a_measure_is_silent_if_nothing_is_known_of_it():
    """A value or a bound is something."""
    assert silent(Measure(value=None))
    assert not any(map(silent, (Measure(value=0), Measure(value=None, low=0), Measure(value=None, high=1))))


def test_a_measure_is_shown_with_its_unit_and_explained_with_its_workings():
    """Without a value by the reason."""
    assert shown(Measure(value=5_400_000_000, unit="us")) == "90 min"
    assert shown(Measure(value=None)) == "no data"
    assert explained(Measure(value=3, unit="item", workings="3 posts", reason="?")) == "3 item (3 posts)"
    assert explained(Measure(value=None, reason="no records")) == "no data (no records)"
