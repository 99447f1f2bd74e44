"""The examples that the authors of OpenSLO publish load, and mean what the specification says."""

from datetime import UTC, datetime, timedelta

import pytest
from openslo_cases import LISTED, PUBLISHED, SLIS, TERM, objective, slo

import slakit as sk

NOON_WEEK = sk.every(1, "week", anchor="2022-01-01 12:00")
FORTNIGHT = sk.rolling("2 weeks")


def slices(stream, threshold=None):
    return sk.Slices(stream, good={"good": True}, per="1 min", threshold=threshold)


EXPECTED = {
    "occurrences": [("Searching time: Good experience", sk.Share("search-latency", good={"value": "< 500"}), "99 %", FORTNIGHT)],
    "timeslices": [
        ("Our availability: Internal objective", slices("web-availability", "at least 99 %"), "99.5 %", sk.every(1, "hour")),
        ("Our availability: SLA", slices("web-availability", "at least 99 %"), "99 %", sk.every(1, "hour")),
    ],
    "ratio timeslices": [("Main page availability: Good", slices("response-code"), "99 %", FORTNIGHT)],
    "low traffic": [("An important service: Objective", slices("web-availability", "at least 95 %"), "99.95 %", NOON_WEEK)],
    "inlined": [("Foo SLO: Foo Total Errors", sk.Share("foo-error", good={"good": True}), "98 %", None)],
    "referred": [("Test SLO: Foo Total Errors", sk.Share("indicator-ref-string", good={"good": True}), "98 %", sk.rolling("1 day"))],
    "calendar day": [
        ("Test SLO: Foo Total Errors", sk.Share("foo-error", good={"good": True}), "98 %", sk.every(1, "day", anchor="2020-01-21 12:30"))
    ],
    "listed": [("SLO for web availability: Good", slices("web-successful-requests-ratio", "at least 95 %"), "99.5 %", NOON_WEEK)],
}


def read(text, **given):
    pytest.importorskip("yaml")
    return sk.openslo.read_slos(text, term=TERM, **given)


@pytest.mark.parametrize("name", PUBLISHED)
def test_each(name):
    """Name, metric, target and window of every objective, and a contract that can be written and read."""
    made = read(PUBLISHED[name])
    objectives = [(one.name, one.metric, str(one.target).removeprefix("at least "), one.window) for one in made.agreement.objectives]
    assert objectives == EXPECTED[name]
    assert sk.loads(sk.dumps(made.agreement)) == made.agreement


def lost(name):
    """The locations of what is lost of an example, without their lines."""
    return [loss.location.partition(" ")[2].partition(" ")[2] or loss.location for loss in read(PUBLISHED[name]).losses]


def test_what_is_lost():
    """Each key that says nothing to a contract is named, and each thing that OpenSLO leaves open."""
    assert lost("occurrences") == [
        "spec.indicator.spec.thresholdMetric",  # its query
        "spec.timeWindow[0]",  # how often it is judged
        "agreement", "agreement", "agreement",  # the parties and the zone
    ]  # fmt: skip
    assert lost("listed") == [
        "[0].metadata.labels", "[0].spec.description", "[0].spec.indicator.spec.ratioMetric", "[0].spec.objectives[0]",
        "[0].spec.objectives[0].op", "agreement", "agreement",
    ]  # fmt: skip
    assert lost("calendar day")[1:2] == ["spec.alertPolicies"]
    assert lost("inlined")[:3] == ["spec.budgetingMethod", "spec.timeWindow", "spec.indicator.spec.ratioMetric"]


def test_m_is_minutes():
    """The example that means a month and writes "1m" is loud: no window is a minute long, and the month is named."""
    texts = [str(loss) for loss in read(PUBLISHED["timeslices"]).losses]
    assert any("1 minute" in text and "a month is 1M, and 1m is minutes" in text for text in texts)
    month = read(PUBLISHED["timeslices"].replace("duration: 1m", "duration: 1M")).agreement
    assert [one.window for one in month.objectives] == [sk.monthly(anchor="2022-01-01 12:00")] * 2
    assert [one.metric.per for one in month.objectives] == [
        sk.Slices("a", good={"b": True}, per="1 min").per
    ] * 2  # a slice of 1m stays a minute


@pytest.mark.parametrize(
    ("indicator", "keys", "metric"),
    [
        ("end-user-response", {"target": 0.98}, sk.Share("end-user-response", good={"good": True})),
        ("wifi-client-satisfaction", {"target": 0.98}, sk.Mean("wifi-client-satisfaction", "ratio")),
        ("annotator-throughput", {"op": "lte", "value": 0, "targetPercent": 98}, sk.Share("annotator-throughput", good={"value": "<= 0"})),
    ],
)
def test_indicators_of_their_own(indicator, keys, metric):
    """An SLO refers to one of the published SLIs; the others are reported as not used."""
    made = read(slo("one", indicator=indicator, objectives=[objective("Good", **keys)]) + "---\n" + SLIS)
    assert [(one.metric, str(one.target)) for one in made.agreement.objectives] == [(metric, "at least 98 %")]
    unused = [loss.text for loss in made.losses if "no SLO refers to it" in loss.text]
    assert len(unused) == 2
    assert not any(indicator in text for text in unused)


def test_the_published_arithmetic():
    """Two weeks have 20,160 slices of a minute, and 5 % of them are 16 hours and 48 minutes: OpenSLO's own quick calculation."""
    text = slo("attack", indicator="requests", window="- duration: 2w\n  isRolling: true", method="Timeslices",
               objectives=[objective("Good", target=0.95, timeSliceTarget=0.9, timeSliceWindow="1m")])  # fmt: skip
    agreement = read(text).agreement
    begun = datetime(2022, 3, 2, tzinfo=UTC)
    for count, outcome in ((16 * 60 + 48, "met"), (16 * 60 + 49, "missed")):
        bad = [{"at": begun + timedelta(minutes=minute), "good": False} for minute in range(count)]
        [line] = sk.evaluate(agreement, {"requests": bad}, period="2022-03-14").lines  # the fortnight that ends with that day
        assert line.measure.whole == 20_160
        assert line.outcome == outcome


def test_the_encoded_form():
    """The list that the published encoder writes, with keys in order of the alphabet and a quoted time, is the same SLO."""
    quoted = LISTED.replace("startTime: 2022-01-01 12:00:00", 'startTime: "2022-01-01 12:00:00"')
    assert read(quoted).agreement == read(LISTED).agreement
