"""Claims on a page: the last day on which one can be made, for whom, and what of the credit waits for it."""

import pytest

import slakit as sk

AGREEMENT = sk.Agreement(
    "Hosting", provider="Host", customer="Brand", term=("2026-01-01", "2027-01-01"), timezone="Europe/Berlin", fee="1000 EUR",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages", by="service", groups=["Shop", "API"]), "at least 99.9 %", penalty=sk.Flat("10 %"))
    ],
    settlement=sk.Settlement(cap="15 %", claims=sk.Claims("30 days")),
)  # fmt: skip
DOWN = [{"service": name, "start": "2026-10-05T10:00Z", "end": "2026-10-05T12:00Z"} for name in ("Shop", "API")]


def october(**streams):
    return sk.evaluate(AGREEMENT, {"outages": DOWN, **streams}, period="2026-10")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def open_claim():
    """Two credits of 100 EUR, capped at 150 EUR in all; nothing was claimed yet. 30 days after October end with 30 November."""
    return october(claims=[])


def test_the_last_day_is_the_day_before_midnight(open_claim):
    pytest.importorskip("jinja2")
    page = plain(open_claim.to_html("de"))
    assert "Geltend zu machen bis 30. November 2026." in page
    assert "Brand kann 150,00 € bis 30. November 2026 geltend machen." in page
    assert page.count("noch nicht geltend gemacht") >= 4  # for each line in the list of claims and in its arithmetic
    assert "01.12.2026" not in page.partition('<h2 id="duties">')[2].partition("</section>")[0]
    assert "claim by" not in page.partition('<h2 id="duties">')[2].partition("</section>")[0]


def test_each_claim_has_its_group_and_who_makes_it(open_claim):
    pytest.importorskip("jinja2")
    table = plain(open_claim.to_html("en")).partition('<h2 id="duties">')[2].partition("</section>")[0]
    assert "Uptime, Shop, October 2026" in table
    assert "Uptime, API, October 2026" in table
    assert table.count("customer (Brand)") == 2
    assert table.count("not claimed yet") == 2
    claimed = plain(october(claims=[{"at": "2026-11-12T10:00+01:00"}]).to_html("de"))
    assert "geltend gemacht am 12. November 2026" in claimed
    assert "Geltend zu machen bis" not in claimed
    assert "Host zahlt 150,00 € an Brand." in claimed
    assert "Brand kann" not in claimed


def test_what_waits_for_a_claim_has_a_step_of_its_own(open_claim):
    """200 EUR, less 50 by the cap, less 150 that were not claimed, leave nothing; of a line 100 - 25 = 75, and 75 - 75 = 0."""
    (waterfall,) = [chart for chart in open_claim.charts() if type(chart).__name__ == "CreditWaterfall"]
    assert [plain(row[0]) for row in waterfall.table.rows] == ["Gross", "Capped", "Not claimed yet", "Payable"]
    arithmetic = open_claim.explain("Uptime").to_dict()["lines"][0]["arithmetic"]
    assert arithmetic[-2:] == [
        {"what": "claim", "formula": "75.00 EUR - 75.00 EUR", "result": "0.00 EUR"},
        {"what": "payable", "formula": "0.00 EUR", "result": ""},
    ]
    assert "capped:   75.00 EUR of it is left, its share of 200.00 EUR capped" in str(open_claim.explain("Uptime"))
    assert "75.00 EUR of it is payable, its share" in str(october().explain("Uptime"))
