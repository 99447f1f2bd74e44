"""Checked records: what the list of a bundle has of them is counted anew, and no line holds more than the contract reads."""

import json

import pytest
from attrs import evolve
from bundle_cases import CASES, LINE, OUTAGES, RECORDS, failed, march, resealed, rewritten, text_of

import slakit as sk
from slakit import bundles

DIGESTS = "digests/outages.txt"


@pytest.fixture
def sent(tmp_path):
    return march(tmp_path / "march.zip")


@pytest.fixture
def edited(tmp_path):
    return tmp_path / "edited.zip"


@pytest.mark.parametrize(
    ("line", "recomputed"),
    [
        ('{"end":"2026-03-10T11:00:00Z","note":"agreed: no outage","start":"2026-03-10T10:00:00Z"}', LINE),
        ('{"end": "2026-03-10T11:00:00Z", "start": "2026-03-10T10:00:00Z"}', LINE),
        ('{"start":"2026-03-10T10:00:00Z","end":"2026-03-10T11:00:00Z"}', LINE),
        ('{"end":"2026-03-10T11:00:00+00:00","start":"2026-03-10T10:00:00Z"}', LINE),
        ('{"end":"2026-03-10T11:00:00Z","start":"2026-03-10T10:00:00\\u005a"}', LINE),
        (f"{LINE}\r", LINE),
    ],
)
def test_a_line_in_another_form(sent, edited, line, recomputed):
    """More keys, spaces, another order, another way to write an instant or a letter, though all sums fit it."""
    assert failed(resealed(sent, edited, {OUTAGES: f"{line}\n"})) == [
        f"{OUTAGES}: form: written {line.rstrip()}{' ' * line.endswith(chr(13))}, recomputed {recomputed}"
    ]


def test_lines_in_another_order_or_without_an_end(sent, edited):
    """The lines are sorted, and each has its end."""
    name = "records/cases.jsonl"
    first, second = text_of(sent, name).splitlines()
    wrong = [f"{name}: form: written in another form, recomputed as slakit writes it"]
    for text in (f"{second}\n{first}\n", f"{first}\n{second}"):
        listed = resealed(sent, edited, {name: text}).read_bytes()
        edited.write_bytes(listed)
        assert wrong[0] in failed(edited)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"records": 2}, "number of records: written 2, recomputed 1"),
        ({"unread": 3}, "number of rows that could not be read: written 3, recomputed 0"),
        ({"digest": "0" * 64}, f"digest of records: written {'0' * 64}, recomputed "),
    ],
)
def test_a_list_of_digests_that_is_not_true(tmp_path, edited, change, part):
    """What the list has of the streams is counted anew of one's own records."""
    sent = march(tmp_path / "march.zip", records_as="digests")
    streams = tuple(evolve(one, **change) if one.stream == "outages" else one for one in sent.manifest.streams)
    (check,) = failed(rewritten(sent, edited, {}, reseal=True, streams=streams), RECORDS)
    assert check.startswith(f"{DIGESTS}: {part}")


def test_lines_that_are_no_digests(tmp_path, edited):
    """A digest has 64 signs, and they are sorted."""
    sent = march(tmp_path / "march.zip", records_as="digests")
    digests = text_of(sent, "digests/cases.txt").split()
    for lines in (digests[::-1], [*digests, "agreed: none"], [one.upper() for one in digests]):
        checks = failed(rewritten(sent, edited, {"digests/cases.txt": "".join(f"{one}\n" for one in lines)}, reseal=True), RECORDS)
        assert "digests/cases.txt: form: written in another form, recomputed as slakit writes it" in checks


def test_rows_that_could_not_be_read(tmp_path, edited):
    """They are counted, and stand in their form."""
    file = tmp_path / "outages.csv"
    file.write_text("start,end\n2026-03-10T10:00Z,2026-03-10T11:00Z\n2026-03-10T10:00Z,1,2,3\n")
    records = {"outages": sk.files.read_csv(file), "cases": CASES}
    sent = march(tmp_path / "march.zip", records)
    assert bundles.verify(sent.path)
    (name,) = (one for one in sent.entries if one.endswith(".unread.jsonl"))
    row = json.loads(text_of(sent, name))
    spaced = resealed(sent, edited, {name: json.dumps(row) + "\n"})
    assert failed(spaced) == [f"{name}: form: written in another form, recomputed as slakit writes it"]
    streams = tuple(evolve(one, unread=one.unread and 7) for one in sent.manifest.streams)
    assert failed(rewritten(sent, edited, {}, reseal=True, streams=streams)) == [
        f"{OUTAGES}: number of rows that could not be read: written 7, recomputed 1"
    ]


def test_a_period_that_is_not_the_agreed_one(tmp_path, edited):
    """A month is all its days: to say March and to mean five days of it is named, and is not written either."""
    days = sk.Span("2026-03-01T00:00Z", "2026-03-06T00:00Z")
    sent = march(tmp_path / "march.zip")
    period = {"label": "2026-03", "from": "2026-03-01T00:00:00+00:00", "until": "2026-03-06T00:00:00+00:00"}
    (check,) = failed(rewritten(sent, edited, {}, reseal=True, period=period))
    assert check.startswith("manifest.json: period: written <Period 2026-03: 2026-03-01T00:00:00+00:00 to 2026-03-06T00:00:00+00:00>, rec")
    for more in ({"note": "agreed"}, {"from": "2026-03-01T00:00Z"}):
        whole = {"label": "2026-03", "from": "2026-03-01T00:00:00+00:00", "until": "2026-03-31T23:00:00+00:00"}
        (check,) = failed(rewritten(sent, edited, {}, reseal=True, period={**whole, **more}))
        assert "is not a period" in check
    with pytest.raises(sk.errors.UsageError, match="is not what 'Hosting' calls '2026-03'; write period='2026-03', or a span"):
        march(tmp_path / "again.zip", period=evolve(sk.evaluate(sent.contract(), RECORDS, period="2026-03").lines[0].period, span=days))


def test_another_way_to_write_the_instant(sent, edited):
    """The same instant in another zone is not what the statement says."""
    assert failed(rewritten(sent, edited, {}, reseal=True, as_of="2026-03-31T23:00:00+00:00")) == [
        "manifest.json: as_of: written 2026-03-31T23:00:00+00:00, recomputed 2026-04-01T00:00:00+01:00"
    ]
