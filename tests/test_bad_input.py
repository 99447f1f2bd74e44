"""What a user reads when the input is wrong: place, value and remedy, all problems at once."""

import gzip
import sys

import pytest

import slakit as sk
from slakit.readers.read import read

REPLIES = sk.Objective("Replies", sk.Within("inquiries", "1 hour", since="asked", until="replied"), "at least 90 %")


def agreement(*objectives):
    """Two months of a desk, with these objectives or with one."""
    return sk.Agreement(
        "Desk",
        provider="P",
        customer="C",
        term=("2026-01-01", "2026-03-01"),
        timezone="UTC",
        fee="100 GBP",
        objectives=list(objectives) or [REPLIES],
    )


def problems_of(kind, action):
    """The problems that an action raises."""
    with pytest.raises(kind) as caught:
        action()
    return caught.value.problems


def test_a_time_without_a_zone():
    """It is refused with the field, the value and how to give the zone."""
    rows = [{"asked": "2026-01-10 10:00", "replied": None}]
    (problem,) = problems_of(sk.errors.RecordError, lambda: sk.evaluate(agreement(), {"inquiries": rows}))
    assert problem == (
        "stream 'inquiries': row 1 asked='2026-01-10 10:00' has no zone; write '2026-01-10T10:00:00+00:00', or say timezone='UTC'"
    )


def test_the_zone_of_the_contract_is_named(tmp_path):
    """Rows, files, logs and frames without a zone, for a contract in Paris."""
    paris = sk.Agreement(
        "Desk", provider="P", customer="C", term=("2026-01-01", "2026-03-01"), timezone="Europe/Paris", objectives=[REPLIES]
    )
    path, (asked, replied) = tmp_path / "inquiries.csv", ("2026-01-10 10:00", "2026-01-10 10:30")
    path.write_text(f"id,asked,replied\n1,{asked},{replied}\n")
    events = [{"case": 1, "at": asked, "kind": "created"}, {"case": 1, "at": replied, "kind": "resolved"}]
    columns = pytest.importorskip("pandas").DataFrame({"asked": [asked], "replied": [replied]})
    log = sk.logs.read_events(events, case="case", at="at", kind="kind").cases
    typed = columns.astype("datetime64[ns]")
    for records in ([{"asked": asked, "replied": replied}], read(path, times=["asked"]), log, columns, typed):
        (problem,) = problems_of(sk.errors.RecordError, lambda records=records: sk.evaluate(paris, {"inquiries": records}))
        assert problem.endswith("timezone='Europe/Paris'")


def test_a_span_written_backwards():
    """By hand it is an error."""
    (problem,) = problems_of(sk.errors.UsageError, lambda: sk.Span("2026-01-02T00:00Z", "2026-01-01T00:00Z"))
    assert problem.endswith("is reversed; write its start before its end")


def test_a_record_that_ends_before_it_begins():
    """In a record it is counted, shown and nowhere else."""
    rows = [{"asked": "2026-01-10T10:00Z", "replied": "2026-01-10T09:00Z"}, {"asked": "2026-01-10T10:00Z", "replied": "2026-01-10T10:30Z"}]
    statement = sk.evaluate(agreement(), {"inquiries": rows}, period="2026-01")
    assert [str(problem) for problem in statement.problems] == [
        "inquiries (Replies): 1 x replied lies before asked; asked='2026-01-10T10:00:00+00:00', replied='2026-01-10T09:00:00+00:00'"
    ]
    assert statement.line("Replies").measure.sample == 1


def test_a_field_that_no_record_has():
    """The near one is suggested."""
    rows = [{"asked": "2026-01-10T10:00Z", "repleid": "2026-01-10T10:30Z"}]
    problems = problems_of(sk.errors.RecordError, lambda: sk.evaluate(agreement(), {"inquiries": rows}))
    assert problems == (
        "stream 'inquiries': no record has the field 'replied', but 'repleid', which is not read; "
        "write 'replied' in the records, or 'repleid' in the contract",
    )


def test_a_stream_that_no_metric_reads():
    """The near one is suggested."""
    problems = problems_of(sk.errors.UsageError, lambda: sk.evaluate(agreement(), {"inquires": []}))
    assert problems == ("'inquires' is not a stream of 'Desk'; did you mean 'inquiries'?",)


def test_mixed_currencies_a_duplicate_and_minutes_on_a_ratio_all_at_once():
    """What does not fit together in an agreement is told in one go; what does not fit in one objective, when that is made."""
    uptime = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Flat("5 EUR"))
    assert problems_of(sk.errors.ContractError, lambda: agreement(uptime, uptime)) == (
        "objective 'Uptime' stands 2 times; give each its own name",
        "objective 'Uptime': '5.00 EUR' is not in GBP, the currency of the fee, '100.00 GBP'; use one",
        "objective 'Uptime': '5.00 EUR' is not in GBP, the currency of the fee, '100.00 GBP'; use one",
    )
    assert problems_of(sk.errors.ContractError, lambda: sk.Objective("Uptime", sk.Uptime("outages"), "at most 30 min")) == (
        "objective 'Uptime': 'at most 30 min' cannot judge a ratio; write 'at least 99.9 %'",
    )


def test_money_that_would_mix():
    """It does not."""
    assert problems_of(sk.errors.UnitError, lambda: sk.money("1 GBP") + sk.money("1 EUR")) == (
        "GBP and EUR do not mix; convert one of them first",
    )


def test_a_decimal_comma_and_a_word():
    """The right spelling is given."""
    assert problems_of(sk.errors.UnitError, lambda: sk.quantity("99,9 %")) == ("'99,9 %' is not a quantity; write '99.9 %'",)
    assert problems_of(sk.errors.ContractError, lambda: sk.target("soon")) == ("'soon' is not a target; write 'at least 99.9 %'",)
    assert "'soon' is not a quantity" in problems_of(sk.errors.ContractError, lambda: sk.at_most("soon"))[0]


def test_a_month_is_no_duration():
    """It is a step of the calendar."""
    (problem,) = problems_of(sk.errors.ContractError, lambda: sk.Within("inquiries", "1 month", since="asked", until="replied"))
    assert "'month' is not a duration but a calendar step; write '30 days', or a window such as monthly()" in problem


def test_an_unknown_key_in_a_document():
    """File, line and path are named, and the near key suggested."""
    text = sk.dumps(agreement()).replace('target = "at least', 'taget = "at least')
    problems = problems_of(sk.errors.ContractError, lambda: sk.loads(text))
    line = text.splitlines().index('taget = "at least 90 %"') + 1
    assert f"line {line} objectives[0].taget: is not a key of an objective; did you mean 'target'?" in problems


def test_a_missing_extra(monkeypatch):
    """It is named with the command that brings it."""

    class Frame:
        __arrow_c_stream__ = None

    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
    (problem,) = problems_of(sk.errors.MissingExtra, lambda: sk.evaluate(agreement(), {"inquiries": Frame()}))
    assert problem == "narwhals is not installed; write pip install 'slakit[frames]'"


def test_a_csv_with_a_broken_row(tmp_path):
    """The row is named by file and line, left out and counted."""
    file = tmp_path / "inquiries.csv"
    file.write_text("asked,replied\n2026-01-10T10:00Z,2026-01-10T10:30Z\n2026-01-10T10:00Z\n")
    statement = sk.evaluate(agreement(), {"inquiries": read(file)}, period="2026-01")
    (problem,) = statement.problems
    assert (problem.stream, problem.kind, problem.count) == ("inquiries", "broken row", 1)
    assert "inquiries.csv:3" in problem.examples[0]
    (account,) = statement.accounts
    assert (account.read, account.counted, account.problems) == (2, 1, {"broken row": 1})


def test_a_gzip_cut_short(tmp_path):
    """It says after which line the file ends."""
    file = tmp_path / "inquiries.csv.gz"
    whole = gzip.compress(b"asked,replied\n" + b"2026-01-10T10:00Z,2026-01-10T10:30Z\n" * 1000)
    file.write_bytes(whole[: len(whole) // 2])
    (problem,) = problems_of(sk.errors.RecordError, lambda: sk.evaluate(agreement(), {"inquiries": read(file)}))
    assert "inquiries.csv.gz ends in the middle of its gzip data after line" in problem
