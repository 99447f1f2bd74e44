"""OpenSLO in: mistakes with their lines, several documents, names, and everything that is not read."""

import json

import pytest
from openslo_cases import NEW_YORK, RATIO, TERM, THRESHOLD, TWO_WEEKS, objective, slo

import slakit as sk

GOOD = [objective("Good", target=0.99)]
SLI = """\
apiVersion: openslo/v1
kind: SLI
metadata:
  name: errors
spec:
  ratioMetric:
    good: {metricSource: {type: Any}}
    total: {metricSource: {type: Any}}
"""


@pytest.fixture(autouse=True)
def _yaml():
    pytest.importorskip("yaml")


def read(text, **given):
    return sk.openslo.read_slos(text, term=TERM, **given)


def problems(text, **given):
    with pytest.raises(sk.errors.ContractError) as caught:
        read(text, **given)
    return list(caught.value.problems)


def test_parties_and_terms():
    """The arguments are those of the contract, and nothing is assumed then but the window and the slices."""
    text = slo(sli=RATIO, window=NEW_YORK.format("1M"), objectives=GOOD)
    made = read(text, provider="Shop", customer="Acme", name="Search", fee="100 GBP", timezone="Europe/London")
    agreement = made.agreement
    assert (agreement.name, agreement.provider.name, agreement.customer.name, str(agreement.fee)) == (
        "Search",
        "Shop",
        "Acme",
        "100.00 GBP",
    )
    assert agreement.timezone == "Europe/London"
    assert agreement.objectives[0].window == sk.monthly(anchor="2022-01-01 12:00", tz="America/New_York")
    assert [loss.text for loss in made.losses] == [
        "'web-shop' is not kept: the contract has a name of its own",
        "its queries are not run: each record of the stream 'indicator-ref' is one event, with at and true or false, good",
    ]


def test_the_service_is_shown():
    """A Service gives its display name; it is reported where no SLO is of it."""
    service = "---\napiVersion: openslo/v1\nkind: Service\nmetadata: {name: web-shop, displayName: Web shop}\nspec: {}\n"
    made = read(slo(sli=RATIO, window=TWO_WEEKS, objectives=GOOD) + service)
    assert (made.agreement.name, made.agreement.provider.name) == ("Service levels of Web shop", "Web shop")
    other = read(slo(sli=RATIO, window=TWO_WEEKS, objectives=GOOD) + service.replace("web-shop", "mail"))
    assert "the Service 'mail' is not kept: no SLO is of it" in [loss.text for loss in other.losses]
    two = read(slo(sli=RATIO, objectives=GOOD) + "---\n" + slo("b", service="mail", sli=RATIO, objectives=GOOD))
    assert any("the SLOs of 2 services stand in one contract" in loss.text for loss in two.losses)


def test_documents():
    """Several in one text, with comments, directives and empty ones between them; lines are those of the text."""
    text = "%YAML 1.2\n--- # first\n" + slo(indicator="errors", objectives=GOOD) + "---\n# nothing\n---\n" + SLI
    made = read(text)
    assert made.agreement.objectives[0].metric == sk.Share("errors", good={"good": True})
    assert problems(text.replace("ratioMetric", "rationMetric")) == [
        f"line {text[: text.index('  ratioMetric')].count(chr(10))} spec: has not one of thresholdMetric and ratioMetric; write one of them"
    ]


def test_json():
    """JSON says the same as YAML; one object or a list of them."""
    data = {
        "apiVersion": "openslo/v1", "kind": "SLO", "metadata": {"name": "search"},
        "spec": {"service": "web-shop", "indicatorRef": "errors", "timeWindow": [{"duration": "1Q", "isRolling": True}],
                 "budgetingMethod": "Occurrences", "objectives": [{"targetPercent": 99.95}]},
    }  # fmt: skip
    made = read(json.dumps(data))
    assert made.agreement.objectives == (
        sk.Objective("search", sk.Share("errors", good={"good": True}), "at least 99.95 %", window="rolling 1 quarter", clause="search"),
    )
    assert read(json.dumps([data], indent=1)).agreement == made.agreement
    assert problems('{"kind": "SLO", "kind": "SLO"}') == ["line 1 kind: is written twice on line 1; write it once"]
    assert problems("[1, 2") == ["line 1 column 1: the text is not JSON, the list that begins here is not closed; write [...]"]


def test_names_are_distinct():
    """Two objectives of one name are told apart, as are the streams of two indicators that share a name and nothing else."""
    same = slo(sli=RATIO, objectives=["- target: 0.9", "- target: 0.99"])
    assert [one.name for one in read(same).agreement.objectives] == ["search", "search (2)"]
    other = slo("other", sli=RATIO.replace("good ones", "better ones"), objectives=GOOD)
    again = slo("again", sli=RATIO, objectives=GOOD)
    streams = [one.metric.stream for one in read("---\n".join([same, other, again])).agreement.objectives]
    assert streams == ["indicator-ref", "indicator-ref", "other indicator-ref", "indicator-ref"]


MISTAKES = [
    ("apiVersion: openslo/v1", "apiVersion: openslo/v2",
     ["apiVersion: 'openslo/v2' is not a version that is read; write apiVersion: openslo/v1"]),
    ("kind: SLO", "kind: SLOO", ["kind: 'SLOO' is not a kind of OpenSLO; did you mean 'SLO'?"]),
    ("  name: search", "  title: search", ["metadata.name: has no name; write name: web-availability"]),
    ("target: 0.99", "target: 99", ["spec.objectives[0].target: 99 is not from 0 to below 1; write target: 0.995"]),
    ("target: 0.99", "targetPercent: 100", ["spec.objectives[0].targetPercent: 100 is not from 0 to below 100; write targetPercent: 99.5"]),
    ("target: 0.99", "target: most", ["spec.objectives[0].target: 'most' is not a number; write target: 0.995"]),
    ("target: 0.99", "goal: 0.99", ["spec.objectives[0]: has no target; write target: 0.995, or targetPercent: 99.5"]),
    ("target: 0.99", "target: 0.99\n      targetPercent: 99",
     ["spec.objectives[0].targetPercent: target and targetPercent are both given; write one of them"]),
    ("2w", "2W", ["spec.timeWindow[0].duration: '2W' is not a duration; write 4w, 1M or 365d"]),
    ("2w", "0d", ["spec.timeWindow[0].duration: '0d' is not a duration; write 4w, 1M or 365d"]),
    ("2w", "5000Y", ["spec.timeWindow[0].duration: 5000 years are longer than 1,000 years; write a shorter time"]),
    ("isRolling: true", "isRolling: yes", ["spec.timeWindow[0].isRolling: 'yes' is not true or false; write isRolling: true"]),
    ("Occurrences", "Occurences", ["spec.budgetingMethod: 'Occurences' is not a method; did you mean 'Occurrences'?"]),
    ("Occurrences", "Timeslices", [
        "spec.objectives[0].timeSliceWindow: null is not the length of a slice; write timeSliceWindow: 1m, or 5 for minutes",
        "spec.objectives[0].timeSliceTarget: null is not a share above 0 and up to 1; write timeSliceTarget: 0.95",
    ]),
    ("        good:", "        right:", ["spec.indicator.spec.ratioMetric: has total; write good and total, bad and total, or raw"]),
    ("  indicator:", "  indicatorRef: x\n  indicator:", ["spec: has not one of indicator and indicatorRef; write one of them"]),
    ("- displayName: Good", "- displayName: 3", ["spec.objectives[0].displayName: 3 is not text; write displayName: some text"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), MISTAKES, ids=[new.strip() for _, new, _ in MISTAKES])
def test_mistakes(old, new, expected):
    """Each has its line, its path and what to write."""
    text = slo(sli=RATIO, window=TWO_WEEKS, objectives=GOOD)
    assert old in text
    noted = problems(text.replace(old, new, 1))
    assert [problem.partition(" ")[2].partition(" ")[2] for problem in noted] == expected  # without the line


def test_lines():
    """The line of a problem is that of its key, or of the table that lacks it."""
    text = slo(sli=RATIO, window=TWO_WEEKS, objectives=GOOD)
    [problem] = problems(text.replace("target: 0.99", "target: 99"))
    number = int(problem.split()[1])
    assert text.splitlines()[number - 1].strip() == "target: 0.99"


def test_all_at_once():
    """Every mistake of a text is named in one go."""
    text = slo(sli=THRESHOLD, window=TWO_WEEKS.replace("2w", "2x"), method="Often", objectives=GOOD)
    assert len(problems(text)) == 2
    assert len(problems(text.replace("Often", "Occurrences"))) == 3  # the duration, and now that the method is one, op and value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no SLO is in the text; write one, with kind: SLO"),
        (SLI, "no SLO is in the text; write one, with kind: SLO"),
        ("just text", "line 1 object: 'just text' is not a table"),
        ("a: [1", "line 1 column"),
        ("a: &x 1\nb: *x", "line 1 column 4: the anchor &x is not read; leave it out"),
        ("a: !!python/object:os.system x", "the tag tag:yaml.org,2002:python/object:os.system is not read; leave it out"),
        ("kind: SLO\nkind: SLI", "line 2 kind: is written twice, on lines 1 and 2; write it once"),
        ("- " * 5000 + "x", "nested too deep"),
        ("[" * 60 + "]" * 60, "is not a table"),
        ("[" * 100 + "]" * 100, "line 1 column 65: it is nested too deep"),
        ("kind: SLO\n---\nkind: 010", "line 3 column 7: 010 is 10 for some readers of YAML"),
        ("kind: " + "x" * 1_001, "line 1 kind: a text of more than 1,000 characters"),
        ('{"kind": 1' + "0" * 1_000 + "}", "line 1 kind: a number of more than 1,000 digits"),
        ("#" * 1_000_001, "line 1 column 1: it has 1,000,001 characters"),
        ("[" * 900 + "]" * 900, "nested too deep"),
        ("a: \x00", "the text is not YAML"),
    ],
)
def test_texts_that_are_none(text, problem):
    """What is no OpenSLO, and what would be more than data, ends in an error of slakit's own."""
    assert problem in problems(text)[0]


@pytest.mark.parametrize(
    ("duration", "start", "window"),
    [
        ("1h", "2022-01-01 12:00:00", sk.every(1, "hour")),
        ("1h", "2022-01-01 12:30:00", sk.every(1, "hour", anchor="2022-01-01 12:30")),
        ("6h", "2022-01-01 12:00:00", sk.every(6, "hours", anchor="2022-01-01 12:00")),
        ("120m", "2022-01-01 12:00:00", sk.every(2, "hours", anchor="2022-01-01 12:00")),
        ("90m", "2022-01-01 12:00:00", sk.every(1, "hour")),
    ],
)
def test_windows_of_hours(duration, start, window):
    """A window of hours is read and written as one; only minutes that make no hours are lost."""
    calendar = f"- duration: {duration}\n  isRolling: false\n  calendar:\n    startTime: {start}\n    timeZone: UTC"
    made = read(slo(sli=RATIO, window=calendar, objectives=GOOD))
    assert made.agreement.objectives[0].window == window
    assert any("no window here is so short" in loss.text for loss in made.losses) is (duration == "90m")
    again = sk.openslo.read_slos(sk.openslo.write_slos(made.agreement).text, term=TERM)
    assert again.agreement.objectives[0].window == window


def test_several_texts():
    """An SLO in one text and its SLI in another; each place names its text."""
    texts = {"slo.yaml": slo(indicator="errors", objectives=GOOD), "sli.yaml": SLI}
    made = read(texts)
    assert made.agreement.objectives[0].metric == sk.Share("errors", good={"good": True})
    assert [loss.location.partition(":")[0] for loss in made.losses] == ["slo.yaml", "sli.yaml", *["agreement"] * 3]
    assert problems(texts | {"sli.yaml": SLI.replace("SLI", "SLIS")}) == [
        "sli.yaml:2 kind: 'SLIS' is not a kind of OpenSLO; did you mean 'SLI'?"
    ]
    assert problems(texts | {"sli.yaml": "a: [1"})[0].startswith("sli.yaml:1 column 4: the text is not YAML")


def test_wrong_use():
    with pytest.raises(sk.errors.UsageError, match="bytes is not text"):
        sk.openslo.read_slos(b"", term=TERM)
    with pytest.raises(sk.errors.UsageError, match="format='yml' is not a format; did you mean 'yaml'"):
        read("", format="yml")
    with pytest.raises(sk.errors.ContractError, match="term"):
        sk.openslo.read_slos(slo(sli=RATIO, objectives=GOOD), term="soon")


def test_without_pyyaml(monkeypatch):
    """The extra is named; JSON needs none."""
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    with pytest.raises(sk.errors.MissingExtra, match=r"slakit\[yaml\]"):
        read(slo(sli=RATIO, objectives=GOOD))


def test_kinds_that_are_not_used():
    """Sources and alerts are named, once each."""
    text = slo(sli=RATIO, objectives=GOOD)
    for kind in ("DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget"):
        text += f"---\napiVersion: openslo/v1\nkind: {kind}\nmetadata: {{name: x}}\nspec: {{}}\n"
    unused = [loss.text.partition(" ")[0] for loss in read(text).losses if "is not used" in loss.text]
    assert unused == ["DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget"]
