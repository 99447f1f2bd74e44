"""A measure is compared in the units and with the decimals that are written, whichever way a quantity is written."""

import pytest
from scenario_texts import ONE

import slakit as sk
from slakit import testing as skt
from slakit.testing.scenarios.written_figure import as_figure

# 1 h of the 720 h of June are 0.13888... %: 99.86111 % up
RIGHT = ["99.86%", "99.86 %", "99.861 %", "9.986e1 %", "9.986111e+1%", "7190/72 %", "0.9986", "+99.86 %"]
WRONG = ["99.87%", "9.985e1 %", "290/3 %", "0.9987", "99 %", "100 %"]  # nothing down would be 100 %


def differences(folder, measure, contract=ONE, outage="+1 h", more=""):
    (folder / "one.toml").write_text(contract, encoding="utf-8")
    text = f'contract = "one.toml"\nperiod = "2026-06"\n[[scenarios]]\nname = "one"\n{more}expect.measure = "{measure}"\n'
    (folder / "one.sla.toml").write_text(f'{text}records.outages = [{{ start = "2026-06-08 02:00", end = "{outage}" }}]\n', "utf-8")
    result = skt.load_scenarios(folder / "one.sla.toml").scenarios[0].run()
    assert not result.error
    return [str(one) for one in result.differences]


@pytest.mark.parametrize("measure", RIGHT)
def test_a_share_that_is_right(tmp_path, measure):
    assert differences(tmp_path, measure) == []


@pytest.mark.parametrize("measure", WRONG)
def test_a_share_that_is_wrong(tmp_path, measure):
    (text,) = differences(tmp_path, measure)
    assert text.startswith("Uptime (clause 4.1), 2026-06: measure is 99.861 %")
    assert text.endswith(f", expected {measure}")


DOWN = ONE.replace('is = "uptime"', 'is = "downtime"').partition("target")[0] + 'target = "at most 1 h"\n'


def test_a_length_of_time(tmp_path):
    """43 min 12 s are 2,592 s and 0.72 h; 0.7 h at one decimal."""
    for measure in ("43 min 12 s", "43min 12s", "43.2 min", "2592 s", "0.72 h", "0.7 h", "18/25 h", "0 h 43 min", "43 min 12.0 s"):
        assert differences(tmp_path, measure, DOWN, "+43 min 12 s") == []
    for measure in ("1 h 30 min", "90min", "90 min", "1.5h"):
        assert differences(tmp_path, measure, DOWN, "+90 min") == []
    (text,) = differences(tmp_path, "43 min 13 s", DOWN, "+43 min 12 s")
    assert text == "Uptime (clause 4.1), 2026-06: measure is 43 min 12 s, expected 43 min 13 s"
    (text,) = differences(tmp_path, "1 h 30 min", DOWN, "+91 min 40 s")
    assert text == "Uptime (clause 4.1), 2026-06: measure is 1.528 h (1 h 32 min at these decimals), expected 1 h 30 min"


def test_what_a_measure_that_is_none_tells_to_write(tmp_path):
    """`records` says: write measure='290/3 %'. What it makes is expected in the same words."""
    contract = sk.loads(
        """
        name = "Hosting"
        provider = "P"
        customer = "C"
        term = ["2026-01-01", "2027-01-01"]
        timezone = "UTC"
        [[objectives]]
        name = "Probes"
        metric = { is = "checks", stream = "probes", ok = { up = true }, every = "1 day" }
        target = "at least 95 %"
        """
    )
    sk.dump(contract, tmp_path / "one.toml")
    text = 'contract = "one.toml"\nperiod = "2026-06"\n[[scenarios]]\nname = "one"\nmeasures.Probes = "290/3 %"\nexpect.measure = '
    for measure, passes in (("290/3 %", True), ("96.666667 %", True), ("96.67%", True), ("289/3 %", False)):
        (tmp_path / "one.sla.toml").write_text(f'{text}"{measure}"\n', "utf-8")
        assert bool(skt.load_scenarios(tmp_path / "one.sla.toml").scenarios[0].run()) is passes


@pytest.mark.parametrize("count", ['"none"', "0", '"0"'])
def test_none_is_no_record(tmp_path, count):
    assert differences(tmp_path, "99.86 %", more=f"expect.problems = {count}\nexpect.left_out = {count}\n") == []
    assert differences(tmp_path, "99.86 %", more=f"expect.pending = {count}\nexpect.unread = {count}\n") == []


def test_none_is_not_one_record(tmp_path):
    assert differences(tmp_path, "99.86 %", more='expect.sample = "none"\n') == ["Uptime (clause 4.1), 2026-06: sample is 1, expected none"]


def test_a_figure_of_another_kind():
    assert as_figure(sk.quantity("3 h"), "3 %", "3 h") == "3 h"
    assert as_figure(sk.quantity("-90 min"), "1 h 31 min", "") == "-1 h 30 min"


@pytest.mark.parametrize(
    ("figure", "like", "shown"),
    [
        ("99.6 %", "100 %", "otherwise"),  # an outage is not nothing
        ("99.999 %", "100.0 %", "otherwise"),
        ("100 %", "100 %", "100 %"),
        ("0.4 %", "0 %", "otherwise"),
        ("0 %", "0.0 %", "0.0 %"),
        ("98.6 %", "99 %", "99 %"),
        ("0.4 hours", "0 hours", "0 hours"),  # rounded, as any other length
    ],
)
def test_all_and_nothing_of_a_share_are_exact(figure, like, shown):
    assert as_figure(sk.quantity(figure), like, "otherwise") == shown
