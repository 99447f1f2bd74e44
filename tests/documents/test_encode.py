"""What a dumped document looks like: as if a hand had written it."""

import pytest

import slakit as sk
from slakit.documents.layout import json_text, toml_text

LONDON = "Europe/London"
DESK = sk.Weekly({"mon-fri": "08:00-20:00", "sat": ["10:00-12:00", "13:00-16:00"]}, tz=LONDON)
OPEN = DESK.on("2026-12-25", "closed") - sk.Dates(["2026-03-17"], tz=LONDON)

AGREEMENT = sk.Agreement(
    "Social care",
    provider=sk.Party("Brightside", roles={"sign-off": "head of \"brand\""}),
    customer="Acme plc",
    term=("2026-01-01", "2027-01-01"),
    timezone=LONDON,
    fee="12000 GBP",
    window=sk.monthly(partial="full"),
    settlement=sk.Settlement(cap="15 %"),
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages", clock=DESK), sk.at_least("99.9 %", rounding="0.1 %"), clause="4.1",
                     penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "120.50 GBP"}).capped("10 %")),
        sk.Objective("Replies", sk.Within("inquiries", {"complaint": "1 hour", "question": "4 hours"}, limit_by="type",
                                          since="asked", until="replied", clock=OPEN).where(channel=["x", "ig"]).by("channel"),
                     sk.at_least("75 %"), window=sk.rolling("30 days", step=sk.weekly()), silence="missed"),
        sk.Objective("Slowest", sk.Elapsed("inquiries", since="asked", until="replied", clock=OPEN, statistic="max"), "at most 2 hours"),
    ],
)  # fmt: skip

TOML = """\
name = "Social care"
provider = { name = "Brightside", roles = { sign-off = "head of \\"brand\\"" } }
customer = "Acme plc"
term = ["2026-01-01", "2027-01-01"]
timezone = "Europe/London"
fee = "12000 GBP"
window = { is = "monthly", partial = "full" }
settlement = { cap = "15 %" }

[calendars.calendar-1]
is = "without"
taken = [{ is = "dates", dates = ["2026-03-17"], tz = "Europe/London" }]

[calendars.calendar-1.kept]
is = "weekly"
hours = { mon-fri = "08:00-20:00", sat = ["10:00-12:00", "13:00-16:00"] }
tz = "Europe/London"
dated = { 2026-12-25 = "closed" }

[[objectives]]
name = "Uptime"
clause = "4.1"
target = "at least 99.9 % rounded to 0.1 %"
penalty = { is = "tiered", below = { "99 %" = "120.50 GBP", "99.9 %" = "5 %" }, capped = "10 %" }

[objectives.metric]
is = "uptime"
stream = "outages"

[objectives.metric.clock]
is = "weekly"
hours = { mon-fri = "08:00-20:00", sat = ["10:00-12:00", "13:00-16:00"] }
tz = "Europe/London"

[[objectives]]
name = "Replies"
target = "at least 75 %"
window = "rolling 30 days every week"
silence = "missed"

[objectives.metric]
is = "within"
stream = "inquiries"
limit = { complaint = "1 hour", question = "4 hours" }
since = "asked"
until = "replied"
clock = "calendar-1"
limit_by = "type"
where = { channel = ["ig", "x"] }
by = ["channel"]

[[objectives]]
name = "Slowest"
target = "at most 2 hours"

[objectives.metric]
is = "elapsed"
stream = "inquiries"
since = "asked"
until = "replied"
clock = "calendar-1"
statistic = "max"
"""


def test_toml():
    """One line where it fits, a section where it does not; a calendar that is used twice has a name."""
    assert sk.dumps(AGREEMENT) == TOML
    assert sk.loads(TOML) == AGREEMENT


def test_json():
    """The same, on one line where it fits."""
    uptime = sk.Objective("A", sk.Share("x", good={"a": 2.5}), sk.at_least("99 %") | sk.exactly("5 %"), clause="é")
    agreement = sk.Agreement("N", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", objectives=[uptime])
    text = """\
{
  "name": "N",
  "provider": "P",
  "customer": "C",
  "term": ["2026-01-01", "2027-01-01"],
  "timezone": "UTC",
  "window": "monthly",
  "objectives": [
    {
      "name": "A",
      "clause": "é",
      "metric": {"is": "share", "stream": "x", "good": {"a": 2.5}},
      "target": "at least 99 % or exactly 5 %"
    }
  ]
}
"""
    assert sk.dumps(agreement, format="json") == text
    assert sk.loads(text) == agreement


def test_long_lists_take_several_lines():
    """A list of many items has each on its own line; one of tables that are too long becomes sections."""
    dates = [f"2026-{month:02}-01" for month in range(1, 13)]
    tables = [{"is": "dates", "dates": [date]} for date in dates[:2]]
    assert toml_text({"made": {"dates": dates, "parts": tables * 2, "x": 1}}) == (
        "[made]\ndates = [\n" + "".join(f'    "{date}",\n' for date in dates) + "]\nx = 1\n"
        + ('\n[[made.parts]]\nis = "dates"\ndates = ["2026-01-01"]\n\n[[made.parts]]\nis = "dates"\ndates = ["2026-02-01"]\n') * 2
    )  # fmt: skip


def test_texts_are_escaped():
    """Quotes, line ends and signs that TOML does not allow."""
    assert toml_text({"a b": 'say "hi"\n\t\x7f\x00'}) == '"a b" = "say \\"hi\\"\\n\\t\\u007f\\u0000"\n'
    assert json_text({"a": 'x"\n'}) == '{\n  "a": "x\\"\\n"\n}\n'


def test_nothing_is_not_toml():
    """TOML has no null; the place is named."""
    with pytest.raises(sk.errors.UsageError) as caught:
        toml_text({"a": [{"b": None}]})
    assert str(caught.value) == "a[0].b: None cannot be written in TOML, which has no null; write format='json'"
