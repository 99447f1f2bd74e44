"""What a value that is blank or cannot be read counts as (M7): by number, by time, as rows and as columns, worked out by hand."""

from fractions import Fraction

import pytest

import slakit as sk

WORDS = ("drop", "good", "bad")


def agreement(*objectives, exclusions=()):
    """One day, with an objective on each metric."""
    return sk.Agreement(
        "Checks",
        provider="P",
        customer="C",
        term=("2026-03-01", "2026-03-02"),
        timezone="UTC",
        objectives=[sk.Objective(f"O{index}", metric, "at least 50 %") for index, metric in enumerate(objectives)],
        exclusions=exclusions,
    )


def rows(*values, **fields):
    """A check each six hours, with these values of a field."""
    (name,) = fields or ("ms",)
    return [
        {"at": f"2026-03-01T{hour:02}:00Z", "done": f"2026-03-01T{hour:02}:10Z", name: value}
        for hour, value in zip(range(0, 24, 6), values, strict=False)
    ]


def frames(given):
    """The same records as rows, and as frames whose columns can hold them."""
    yield given
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("narwhals")
    yield pandas.DataFrame(given, dtype=object)
    if len({type(value) for row in given for value in row.values()} - {str, type(None)}) < 2:
        polars = pytest.importorskip("polars")
        yield polars.DataFrame({name: [row[name] for row in given] for name in given[0]}, strict=False)


def scored(metric, given):
    """The statement of a metric, the same for rows and frames."""
    results = [sk.evaluate(agreement(metric), {"probes": records}) for records in frames(given)]
    assert len({statement.digest for statement in results}) == 1
    for statement in results:
        for account in statement.accounts:
            problems, left = sum(account.problems.values()), sum(account.excluded.values())
            assert account.read == account.counted + account.pending + left + problems, str(account)
    return results[0]


PROBES = [
    {"at": "2026-03-01T00:00Z", "ms": 100, "status": "ok"},
    {"at": "2026-03-01T06:00Z", "ms": 200, "status": "ok"},
    {"at": "2026-03-01T12:00Z", "ms": None, "status": "timeout"},
    {"at": "2026-03-01T18:00Z", "ms": 900, "status": "ok"},
]


def test_a_check_without_a_figure_is_unknown():
    """100, 200, a blank of a timeout and 900 against "< 500": 2 of 4 where what is unknown is bad, 2 of 3 where it is left out."""
    results = {word: scored(sk.Checks("probes", ok={"ms": "< 500"}, unknown=word), PROBES) for word in (*WORDS, "hold")}
    values = {word: statement.line("O0").measure.value for word, statement in results.items()}
    assert values == {"drop": Fraction(2, 3), "good": Fraction(3, 4), "bad": Fraction(2, 4), "hold": Fraction(3, 4)}
    for statement in results.values():
        line = statement.line("O0")
        assert statement.problems == ()
        assert statement.accounts[0].counted == 4
        assert "1 unknown" in line.measure.workings
        assert line.verdict.certain


def test_what_the_conditions_say_of_a_timeout_is_no_fault():
    """An unreadable figure of a check that says itself that nothing is known is not a data problem."""
    given = [{**row, "ms": "n/a" if row["ms"] is None else str(row["ms"])} for row in PROBES]
    statement = scored(sk.Checks("probes", ok={"ms": "< 500"}, unknowns={"status": "timeout"}, unknown="bad"), given)
    assert (statement.line("O0").measure.value, statement.problems) == (Fraction(2, 4), ())


@pytest.mark.parametrize("word", [*WORDS, "hold"])
def test_a_figure_that_cannot_be_read_is_unknown_and_a_problem(word):
    """ "fast" is no number. Left out it is counted nowhere and leaves the share of three in doubt; as good, bad or held it counts."""
    statement = scored(sk.Checks("probes", ok={"ms": "< 500"}, unknown=word), rows("100", "200", "fast", "900"))
    (problem,), (account,), line = statement.problems, statement.accounts, statement.line("O0")
    fault = "ms is not a number; write 4 or '99.9'"
    assert "at='2026-03-01T12:00:00+00:00', ms='fast'" in str(problem)
    assert "1 unknown" in line.measure.workings
    if word == "drop":
        assert (problem.kind, account.counted, dict(account.problems), account.unread) == (fault, 3, {fault: 1}, 1)
        assert (line.measure.value, line.measure.low, line.measure.high) == (Fraction(2, 3), Fraction(2, 4), Fraction(3, 4))
    else:
        assert (problem.kind, account.counted, account.unread) == (f"{fault}; it counts as unknown", 4, 0)
        assert line.measure.value == {"good": Fraction(3, 4), "bad": Fraction(2, 4), "hold": Fraction(3, 4)}[word]
        assert line.verdict.certain


@pytest.mark.parametrize("value", [None, "", "fast"])
def test_by_time_what_is_unknown_holds_until_the_next_check(value):
    """Up at 00:00 and 06:00, nothing at 12:00, down at 18:00: 12 h of 18 h; with the unknown six hours good 18 h, bad 12 h of 24 h."""
    given = rows("100", "200", value, "900")
    results = {word: scored(sk.Checks("probes", ok={"ms": "< 500"}, count="time", unknown=word), given) for word in (*WORDS, "hold")}
    shares = {word: statement.line("O0").measure.value for word, statement in results.items()}
    assert shares == {"drop": Fraction(12, 18), "good": Fraction(18, 24), "bad": Fraction(12, 24), "hold": Fraction(18, 24)}
    assert results["drop"].line("O0").measure.observed == Fraction(18, 24)


@pytest.mark.parametrize(("value", "problems"), [(None, 0), (" ", 0), ("perhaps", 1)])
def test_true_or_false(value, problems):
    """Where true or false is wanted a blank is unknown, as is what says neither."""
    statement = scored(sk.Checks("probes", ok={"up": True}, unknown="good"), rows("yes", "no", value, "1", up=True))
    assert statement.line("O0").measure.value == Fraction(3, 4)
    assert len(statement.problems) == problems


def test_a_check_that_fails_one_condition_is_bad():
    """Whatever its other figures: 500 is bad although its latency is blank, and 200 with a blank is unknown."""
    given = [
        {"at": "2026-03-01T00:00Z", "code": 200, "ms": 100},
        {"at": "2026-03-01T06:00Z", "code": 500, "ms": None},
        {"at": "2026-03-01T12:00Z", "code": 200, "ms": None},
        {"at": "2026-03-01T18:00Z", "code": 200, "ms": 50},
    ]
    measure = scored(sk.Checks("probes", ok={"code": "< 400", "ms": "< 500"}), given).line("O0").measure
    assert (measure.value, measure.breaches) == (Fraction(2, 3), 1)


def test_a_text_that_is_wanted_is_not_a_blank():
    """A blank status is not "up": only where a number or true and false is wanted nothing can be said of it."""
    statement = scored(sk.Checks("probes", ok={"status": "up"}, unknown="good"), rows("up", None, "down", "up", status=True))
    assert statement.line("O0").measure.value == Fraction(2, 4)


SHARES = {
    "share": lambda word: sk.Share("probes", good={"score": ">= 4"}, unknown=word),
    "text": lambda word: sk.Share("probes", good={"score": ["4", "5"]}, unknown=word),
    "slices": lambda word: sk.Slices("probes", good={"score": ">= 4"}, per="1 day", unknown=word),
    "on time": lambda word: sk.OnTime("probes", due="at", done="at", good={"score": ">= 4"}, unknown=word),
    "approved": lambda word: sk.Approved("probes", "1 hour", since="at", until="done", good={"score": ">= 4"}, unknown=word),
    "keyed": lambda word: sk.Share("probes", good={"score": ">= 4"}, key="at", unknown=word),
}


@pytest.mark.parametrize("name", SHARES)
def test_a_share_says_what_a_blank_is(name):
    """5, 3, a blank and 4: 2 of 3 without it, 3 of 4 and 2 of 4 with it as good or bad, and no data problem."""
    given = rows("5", "3", None, "4", score=True)
    results = [scored(SHARES[name](word), given) for word in WORDS]
    assert [statement.line("O0").measure.value for statement in results] == [Fraction(2, 3), Fraction(3, 4), Fraction(2, 4)]
    assert [statement.problems for statement in results] == [(), (), ()]


@pytest.mark.parametrize("name", [name for name in SHARES if name != "text"])
def test_a_share_says_what_cannot_be_read_is(name):
    """5, 3, "good" and 4: it counts as the contract says, and is told; left out it is a problem of its account."""
    results = [scored(SHARES[name](word), rows("5", "3", "good", "4", score=True)) for word in WORDS]
    assert [statement.line("O0").measure.value for statement in results] == [Fraction(2, 3), Fraction(3, 4), Fraction(2, 4)]
    fault = "score is not a number; write 4 or '99.9'"
    kinds = [fault, f"{fault}; it counts as good", f"{fault}; it counts as bad"]
    assert [[problem.kind for problem in statement.problems] for statement in results] == [[kind] for kind in kinds]
    assert [statement.accounts[0].unread for statement in results] == [1, 0, 0]


def test_without_the_setting_a_blank_is_what_it_was():
    """Of a number it is a data problem, of a text it is not good."""
    numbers, texts = sk.Share("probes", good={"score": ">= 4"}), sk.Share("probes", good={"score": ["4", "5"]})
    given = rows("5", "3", None, "4", score=True)
    assert scored(numbers, given).line("O0").measure.value == Fraction(2, 3)
    assert len(scored(numbers, given).problems) == 1
    assert scored(texts, given).line("O0").measure.value == Fraction(2, 4)


def test_documents_write_the_setting():
    """A contract says it, and is written back the same."""
    for make in SHARES.values():
        agreed = agreement(make("bad"))
        assert sk.loads(sk.dumps(agreed)) == agreed
    with pytest.raises(sk.errors.ContractError, match=r"unknown='worse' is not one of its words.*; write unknown='bad'"):
        sk.Share("probes", good={"score": ">= 4"}, unknown="worse")
