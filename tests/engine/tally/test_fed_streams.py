"""What was fed of each stream, and the fields that its records have."""

from fractions import Fraction

import pytest
from engine_cases import POSTS, at, only, post

import slakit as sk


def test_no_record_has_an_end():
    """An outage that goes on has an empty end, which says that it was not left out; one that is misspelt is named alone."""
    up = sk.Objective("Up", sk.Uptime("downs"), "at least 99 %")
    down = sk.Agreement("Web", provider="A", customer="B", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=[up])
    for row, hint in (
        ({"start": at("01-05"), "region": "eu"}, "; known: region, start; write end = '' in one that is still open"),
        (
            {"start": at("01-05"), "ende": at("01-06")},
            ", but 'ende', which is not read; write 'end' in the records, or 'ende' in the contract",
        ),
    ):
        with pytest.raises(sk.errors.RecordError) as error:
            sk.evaluate(down, {"downs": [row]})
        assert error.value.problems == (f"stream 'downs': no record has the field 'end'{hint}",)
    assert only(sk.evaluate(down, {"downs": [{"start": at("01-31"), "end": ""}]}, period="2026-01")).measure.value == Fraction(30, 31)


@pytest.mark.parametrize(("header", "missing"), [("at,ok", []), ("at,okay", ["ok"]), ("2026-01-05,true", ["at", "ok"])])
def test_a_file_without_records_names_its_fields(tmp_path, header, missing):
    """The header alone has what is read, or lacks it: then it may be another file, or one whose first record is taken for its header."""
    path = tmp_path / "posts.csv"
    path.write_text(f"{header}\n", encoding="utf-8")
    monitor = sk.Monitor(POSTS)
    monitor.feed("posts", sk.read(path))
    for made in (lambda: sk.evaluate(POSTS, {"posts": sk.read(path)}, period="2026-01"), lambda: monitor.statement(period="2026-01")):
        if not missing:
            assert only(made()).measure.sample == 0
            continue
        with pytest.raises(sk.errors.RecordError) as error:
            made()
        assert [problem.partition(" has the field ")[2].split("'")[1] for problem in error.value.problems] == missing


def test_an_unknown_field():
    """A field that no record has is an error, with the near name; one that some records lack is not."""
    with pytest.raises(sk.errors.RecordError) as error:
        sk.evaluate(POSTS, {"posts": [{"when": at("01-05"), "okay": True}]})
    assert len(error.value.problems) == 2
    either = "write 'ok' in the records, or 'okay' in the contract"
    assert f"stream 'posts': no record has the field 'ok', but 'okay', which is not read; {either}" in error.value.problems
    line = only(sk.evaluate(POSTS, {"posts": [post("01-05"), {"at": at("01-06")}]}, period="2026-01"))
    assert line.measure.value == Fraction(1, 2)
