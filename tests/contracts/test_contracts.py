"""Contracts as they are published: every case is scored by a document, from records, to the cent, under each reading of its text."""

from fractions import Fraction

import pytest
from contract_cases import CONTRACTS, agreement, calculated, cases, figures, found_at, half_up, name_of, scored, shown

import slakit as sk

FIGURES = ("percent", "hour", "bonus")  # the amount stands under measure, target or bonus as well, and is compared there
CASES = cases()
DOCUMENTS = sorted(path.name for path in CONTRACTS.glob("*.toml"))
LINES = (CONTRACTS / "README.md").read_text(encoding="utf-8").splitlines() if (CONTRACTS / "README.md").exists() else []


def parameter(case):
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if case.get("xfail") else []
    return pytest.param(case, id=name_of(case), marks=marks)


def is_currency(unit):
    return len(unit) == 3 and unit.isupper()


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_case(case):
    """The statement says what the case expects: money to the cent, percent, amounts in kind, outcomes, measures and rights."""
    statement, expect = scored(case), case["expect"]
    also = expect.get("also", {})
    if not any(path.startswith(("problems", "unsettled")) for path in also):
        assert (statement.problems, statement.unsettled) == ((), ())
    compared = compare_amount(statement, expect)
    if "net" in expect:
        base = sk.money(expect["of"]) if "of" in expect else statement.lines[0].fee
        assert base - statement.payable == sk.money(expect["net"])
    for name in ("gross", "bonus"):
        if name in expect:
            found = statement.credit if name == "gross" else statement.bonus
            assert found == sk.money(expect[name]), name
            compared = True
    for line, wanted in figures(statement, expect.get("outcome", {})):
        assert str(line.outcome) == wanted, line.reason
        compared = True
    for line, wanted in figures(statement, expect.get("measure", {})):
        assert shown(line.measure.quantity.base, wanted) == wanted, line.reason
        compared = True
    for line, wanted in figures(statement, expect.get("judged", {})):
        assert shown(line.verdict.judged.base, wanted) == wanted, line.reason
    for line, wanted in figures(statement, expect.get("target", {})):
        assert str(line.target) == wanted, line.reason
        compared = True
    if "rights" in expect:
        assert list(statement.rights) == expect["rights"]
    for path, wanted in also.items():
        assert found_at(statement, path) == wanted, path
        compared = True
    assert compared, "the case expects nothing of the statement"


def compare_amount(statement, expect):
    """Compare money, its percentage, and amounts in kind; whether there was anything to compare."""
    if "amount" not in expect or expect["unit"] in FIGURES:
        return False
    if not is_currency(expect["unit"]):
        wanted = sk.quantity(f"{expect['amount']} {expect['unit']}")
        assert statement.units == ((wanted,) if wanted.base else ())
        return True
    amount = sk.money(f"{expect['amount']} {expect['unit']}")
    arithmetic = [step for line in statement.lines for step in line.steps]
    assert statement.payable == amount, arithmetic
    if "percent" in expect:
        base = sk.money(expect["of"]) if "of" in expect else statement.lines[0].fee
        assert (base * (Fraction(expect["percent"]) / 100)).rounded() == amount
    return True


@pytest.mark.parametrize("case", [case for case in CASES if "calc" in case], ids=name_of)
def test_arithmetic(case):
    """The arithmetic that is cited gives the amount that is expected, half-up to its last place."""
    amount = case["expect"]["amount"]
    assert half_up(calculated(case["calc"]), amount) == amount


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document(name):
    """A document loads, reads back as the same agreement, has a case, a source with its date, and a row in the table."""
    made = sk.load(CONTRACTS / name)
    assert sk.loads(sk.dumps(made)) == made
    assert any(case["contract"] == name for case in CASES), "no case uses it"
    assert "# Source:" in (CONTRACTS / name).read_text(encoding="utf-8")
    assert sum(f"[{name}]" in line or f"`{name}`" in line for line in LINES) == 1, "README.md has no row for it"


def test_changed_documents():
    """A document as a reading changes it reads back as the same agreement, too."""
    for case in CASES:
        if case.get("change") and not case.get("xfail"):
            made = agreement(case)
            assert sk.loads(sk.dumps(made)) == made, name_of(case)


def test_names():
    """Each case has a name of its own, and another reading than the document's changes the document."""
    names = [name_of(case) for case in CASES]
    assert len(set(names)) == len(names)
    assert [name_of(case) for case in CASES if case.get("reading") and not case.get("change")] == []
