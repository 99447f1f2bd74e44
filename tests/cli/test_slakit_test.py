"""`slakit test`: what it writes, its report in XML, and its status."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from scenario_texts import CONTRACT, NOTICED, ONE, SCENARIOS

from slakit.cli.main import main

WRONG = SCENARIOS.replace('payable = "250 EUR"', 'payable = "125 EUR"')


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run `slakit test` in a folder with files; gives the status, the lines of the output and those of the errors."""
    monkeypatch.chdir(tmp_path)

    def tested(*arguments, **texts):
        Path("all").mkdir(exist_ok=True)
        for name, text in {"hosting": CONTRACT, "one": ONE}.items():
            Path("all", f"{name}.toml").write_text(text, encoding="utf-8")
        for name, text in texts.items():
            Path("all", f"{name}.sla.toml").write_text(text, encoding="utf-8")
        status = main(["test", *arguments])
        written = capsys.readouterr()
        return status, written.out.splitlines(), written.err.splitlines()

    return tested


def test_all_pass(run):
    assert run("all/hosting.sla.toml", hosting=SCENARIOS) == (
        0,
        [
            "all/hosting.sla.toml: Hosting",
            "  passed  7 h 12 min are 99 % (clause 4.1)",
            "  passed  40 hours, a quarter",
            "  passed  two channels",
            "  passed  what is due",
            "4 scenarios, 4 passed, 0 failed",
        ],
        [],
    )


def test_one_fails(run):
    """It shows the line with its arithmetic; changes are not tried on what fails anyway."""
    status, out, err = run("all/hosting.sla.toml", "--mutants", hosting=WRONG)
    assert (status, err) == (1, [])
    assert out[2:6] == [
        "  FAILED  40 hours, a quarter, line 12",
        "          payable is 250.00 EUR, expected 125.00 EUR",
        "",
        "          Uptime (clause 4.1), 2026-06",
    ]
    assert "            penalty:  below 95 %: 25 % of 1,000.00 EUR = 250.00 EUR" in out
    assert out[-2:] == ["4 scenarios, 3 passed, 1 failed", "no change of the contract is tried until all scenarios pass"]


def test_a_folder(run):
    """Its files in their order, also those in folders in it; a file that is named as well is run once."""
    status, out, _ = run(".", "all/one.sla.toml", hosting=SCENARIOS, one=NOTICED)
    assert status == 0
    assert [line for line in out if not line.startswith(" ")] == [
        "all/hosting.sla.toml: Hosting",
        "all/one.sla.toml: Hosting",
        "8 scenarios, 8 passed, 0 failed",
    ]


def test_another_version(run):
    """A quarter of 1,000 EUR becomes 30 %."""
    Path("next.toml").write_text(CONTRACT.replace('"95 %" = "25 %"', '"95 %" = "30 %"'), encoding="utf-8")
    status, out, _ = run("all", "--contract", "next.toml", hosting=SCENARIOS)
    assert status == 1
    assert "          payable is 300.00 EUR, expected 250.00 EUR" in out


def test_coverage(run):
    """Without the last two scenarios no measure falls into the tier below 95 %: 6 of 7 terms."""
    assert run("all", "--coverage", "100", one=NOTICED)[:2] == (
        0,
        [
            "all/one.sla.toml: Hosting",
            *(f"  passed  {name}" for name in ("99 % (clause 4.1)", "a second more", "95 %", "less")),
            "4 scenarios, 4 passed, 0 failed",
            "Hosting: 7 of 7 terms exercised (100 %), 1 term allowed",
        ],
    )
    fewer = "[[scenarios]]".join(NOTICED.split("[[scenarios]]")[:3])
    status, out, _ = run("all", "--coverage", "86", one=fewer)
    assert status == 1
    assert out[-4:] == [
        "Hosting: 6 of 7 terms exercised (85 %), 1 term allowed",
        "no test exercises 1:",
        '  objectives[0].penalty.below."95 %": clause 4.1 Uptime, penalty below 95 %: 25 %',
        "  85 % of the terms are exercised, and 86 % were asked for",
    ]
    assert run("all", "--coverage", "85")[0] == run("all", "--coverage")[0] == 0


def test_mutants(run):
    """All are noticed but one, which is allowed; an allowance that nothing needs is taken away."""
    status, out, _ = run("all", "--mutants", one=NOTICED)
    assert status == 0
    assert out[-1].startswith("Hosting: ")
    assert out[-1].endswith(" changes tried, 0 not noticed, 1 change allowed")
    status, out, _ = run("all", "--mutants", one=NOTICED.replace("[allow]", '[allow]\nfee = "paid by another"'))
    assert status == 1
    assert out[-2].endswith(" changes tried, 0 not noticed, 1 change allowed, 1 allowed without need")
    assert out[-1] == "  allow: 'fee' is not needed; take it away"
    status, out, _ = run("all", "--mutants", one=NOTICED.replace("timezone", "fee"))
    assert status == 1
    assert out[-4].endswith(" changes tried, 1 not noticed, 1 allowed without need")
    assert out[-3] == "  timezone: UTC -> America/New_York"
    assert out[-2].endswith("[allow] 'timezone: UTC -> America/New_York' = \"why no test can notice it\"")


def test_what_is_allowed_and_fits_nothing(run):
    """It is a failure of its own, after the scenarios, and breaks no file."""
    status, out, _ = run("all", one=NOTICED.replace("[allow]", '[allow]\nzone = "a slip"'))
    assert status == 1
    assert out[-4:] == [
        "  passed  less",
        "4 scenarios, 4 passed, 0 failed",
        f"{Path('all/one.sla.toml')}",
        "  allow: 'zone' is not needed: it is no term of 'Hosting' and no change of one; did you mean 'timezone'?",
    ]
    status, out, _ = run("all", "--mutants", one=NOTICED.replace("[allow]", '[allow]\nzone = "a slip"'))
    assert status == 1
    assert out[-1].endswith(" changes tried, 0 not noticed, 1 change allowed")


def test_a_report_for_servers_of_builds(run):
    """One suite for each file, clauses as classes; it is written over the one of the last run."""
    Path("report.xml").write_text("old", encoding="utf-8")
    odd = WRONG.replace("two channels", "two <channels> & a \\u0007")
    status, _, _ = run("all", "--coverage", "--mutants", "--junit", "report.xml", hosting=odd)
    assert status == 1
    (suite,) = ElementTree.parse("report.xml").getroot()
    assert suite.attrib == {"name": "all/hosting.sla.toml", "tests": "5", "failures": "1", "errors": "0"}
    assert [(case.get("classname"), case.get("name")) for case in suite] == [
        ("all.hosting.sla.toml.clause 4.1", "7 h 12 min are 99 %"),
        ("all.hosting.sla.toml.the agreement", "40 hours, a quarter"),
        ("all.hosting.sla.toml.the agreement", "two <channels> & a ?"),
        ("all.hosting.sla.toml.the agreement", "what is due"),
        ("all.hosting.sla.toml", "coverage of Hosting"),
    ]
    (failure,) = suite.iter("failure")
    assert failure.get("message") == "payable is 250.00 EUR, expected 125.00 EUR"
    assert "penalty:  below 95 %: 25 % of 1,000.00 EUR = 250.00 EUR" in failure.text


def test_a_report_of_files_that_cannot_be_read(run):
    """An error for each of them, with all that is wrong, so that the server of builds shows it; nothing is run."""
    broken = SCENARIOS.replace("payable", "payabel").replace("findings", "findigns")
    status, out, err = run("all", "--junit", "report.xml", hosting=broken, one=NOTICED)
    assert (status, out, len(err)) == (2, [], 2)
    (suite,) = ElementTree.parse("report.xml").getroot()
    assert suite.attrib == {"name": "all/hosting.sla.toml", "tests": "1", "failures": "0", "errors": "1"}
    (case,) = suite
    assert (case.get("classname"), case.get("name")) == ("all.hosting.sla.toml", "the file is read")
    (error,) = case
    assert [error.tag, *error.text.splitlines()] == ["error", *(line.removeprefix("slakit: ").strip() for line in err)]


def test_words_of_ones_own(run, monkeypatch):
    """A contract with a metric of one's own is loaded with its vocabulary."""
    Path("words_of_ours.py").write_text("import slakit as sk\nWORDS = {'availability of ours': sk.Uptime}\n", encoding="utf-8")
    own = {"hosting": SCENARIOS.replace('"hosting.toml"', '"own.toml"')}
    run("all", hosting=SCENARIOS)
    Path("all/own.toml").write_text(CONTRACT.replace('is = "uptime"', 'is = "availability of ours"'), encoding="utf-8")
    status, _, err = run("all", **own)
    assert status == 2
    assert "availability of ours" in err[0]
    assert run("all", "--vocabulary", "words_of_ours:WORDS")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nothing.sla.toml"], "'nothing.sla.toml' is not a file in the folder '"),
        (["all/hosting.toml"], "'all/hosting.toml' is not a file of scenarios, whose name ends in .sla.toml"),
        (["empty"], "the folder '"),
        (["--coverage", "all"], "argument --coverage: 'all' is not a whole number of percent; write --coverage 100, or --coverage after"),
        (["all", "--coverage", "101"], "argument --coverage: '101' is not a whole number of percent"),
        (["all", "--contract", "next.toml"], "'next.toml' is not a file in the folder"),
        (["all", "--junit", "no/report.xml"], "--junit 'no/report.xml' is not a file that can be written (no such file or directory)"),
    ],
)
def test_bad_arguments(run, arguments, error):
    Path("empty").mkdir()
    status, _, err = run(*arguments, hosting=SCENARIOS)
    assert status == 2
    assert err[0].startswith(f"slakit: {error}")


def test_what_is_wrong_in_any_file_comes_at_once(run):
    """And nothing is run."""
    status, out, err = run("all", hosting=SCENARIOS.replace("payable", "payabel"), one=NOTICED.replace("period", "periode"))
    assert (status, out) == (2, [])
    assert [line.partition(": is ")[0] for line in err] == [
        "slakit: hosting.sla.toml:18 scenario '40 hours, a quarter', expect.payabel",
        "slakit: one.sla.toml:3 periode",
    ]


def test_what_mutants_do_not_try(run):
    """The term is never changed: what `check` has against a contract is counted at the end, and fails nothing here."""
    Path("all").mkdir()
    Path("all/short.toml").write_text(ONE.replace('"2027-01-01"', '"2026-12-15"'), encoding="utf-8")  # half of December
    status, out, _ = run("all", "--mutants", short=NOTICED.replace('"one.toml"', '"short.toml"'))
    assert (status, out[-1]) == (0, "1 finding of slakit check not allowed")
    assert out[-2].endswith(" changes tried, 0 not noticed, 1 change allowed")
