"""What a reader with one minute is told: why so much is payable, and what was missed."""

import attrs
from page_cases import AGREEMENT, OUTAGE, plain, wording

import slakit as sk
from slakit.reports.views.reasons import MOST
from slakit.reports.views.statement_view import StatementView

UPTIME = AGREEMENT.objectives[0]


def view(records, period, language="en", objectives=(UPTIME,), **changes):
    made = attrs.evolve(AGREEMENT, objectives=list(objectives), **changes)
    return StatementView(sk.evaluate(made, {"outages": records}, period=period), wording(language))


def test_the_cover_says_why_so_much_is_payable():
    """5 % of 12,000 are 600; a cap of 4 % leaves 480, so it takes 120."""
    capped = {"settlement": sk.Settlement(cap="4 %")}
    for language, sentences in (
        ("en", ["One missed promise gives a credit of €600.00.", "Cap, March 2026: −€120.00."]),
        ("de", ["Eine verfehlte Zusage ergibt eine Gutschrift von 600,00 €.", "Obergrenze, März 2026: −120,00 €."]),
        ("fr", ["Un engagement non tenu donne un avoir de 600,00 €.", "Plafond, mars 2026 : −120,00 €."]),
        ("es", ["Un compromiso incumplido da un abono de 600,00 €.", "Tope, marzo de 2026: −120,00 €."]),
    ):
        assert [plain(text) for text in view([OUTAGE], "2026-03", language, **capped).reasons] == sentences
    assert view([], "2026-03").reasons == []


def test_steps_of_many_periods_are_one_by_kind():
    """Four months of 600, each capped to 480: four steps of 120 are 480."""
    outages = [{"start": f"2026-0{month}-10T10:00Z", "end": f"2026-0{month}-10T11:00Z"} for month in (1, 2, 3, 4)]
    many = view(outages, ("2026-01-01", "2026-05-01"), settlement=sk.Settlement(cap="4 %"))
    assert [plain(text) for text in many.reasons] == ["4 missed promises give credits of €2,400.00.", "Cap: −€480.00."]


def test_a_credit_of_what_was_met_is_not_explained_by_a_miss():
    """A rule may pay for a promise that was met; then the sentence would be wrong."""
    met = attrs.evolve(UPTIME, penalty=sk.Tiered({"99.999 %": "5 %"}), target=sk.target("at least 99 %"))
    shown = view([OUTAGE], "2026-03", objectives=[met])
    assert (plain(shown.gross), shown.reasons) == ("€600.00", [])


def test_what_was_missed_stands_first_and_what_costs_most_before_it():
    """Uptime costs 600 and the strict one 1,200; of ten lines in five months both are missed in March alone."""
    strict = attrs.evolve(UPTIME, name="Strict", penalty=sk.Flat("10 %"))
    shown = view([OUTAGE], ("2026-01-01", "2026-06-01"), objectives=[UPTIME, strict])
    assert [(line.name, line.period, plain(line.credit)) for line in shown.missed] == [
        ("Strict", "March 2026", "€1,200.00"),
        ("Uptime", "March 2026", "€600.00"),
    ]
    assert shown.more_missed == ""
    assert shown.anchor(shown.missed[0]) == "objective-2"


def test_a_short_statement_and_one_that_missed_everything_need_no_list():
    assert view([OUTAGE], "2026-03").missed == []
    everything = [{"start": "2026-01-01T00:00Z", "end": "2026-12-31T00:00Z"}]
    assert view(everything, ("2026-01-01", "2026-08-01")).missed == []


def test_of_many_misses_the_rest_is_counted():
    """Twenty sites with one outage each in one month are twenty misses; the one of no outage was met."""
    sites = attrs.evolve(UPTIME, metric=sk.Uptime("outages", by="site"))
    records = [{"site": f"S{site}", **OUTAGE} for site in range(20)]
    records.append({"site": "quiet", "start": "2026-03-10T10:00Z", "end": "2026-03-10T10:01Z"})
    shown = view(records, "2026-03", objectives=[sites])
    assert (len(shown.missed), shown.more_missed) == (MOST, "8 more follow in the tables below.")


def test_an_amendment_that_takes_a_credit_back_does_not_say_that_nothing_is_owed(tmp_path):
    """June was closed with 5 % of 12,000, which are 600; without the outage nothing is payable, and 600 are taken back."""
    store = sk.stores.FolderStore(tmp_path)
    june = {"start": "2026-06-10T10:00Z", "end": "2026-06-10T11:00Z"}
    store.close(sk.evaluate(AGREEMENT, {"outages": [june]}, period="2026-06"))
    amended = store.amend(sk.evaluate(AGREEMENT, {"outages": []}, period="2026-06"), "it was no outage")
    statement = sk.Statement.from_json(store.latest()[0].statement)
    assert str(amended.payable) == "-600.00 EUR"
    shown = StatementView(statement, wording("en"))
    assert [plain(text) for text in shown.payments] == ["Amendment 1: €600.00 was payable before, −€600.00 is to be posted."]


def test_a_stream_that_a_promise_reads_twice_is_accounted_for_once():
    """A share of shares reads the same records above and below the line."""
    ratio = sk.Objective("Rate", sk.Count("outages") / sk.kpis.Distinct("outages", "site"), "at most 9")
    shown = view([{"site": "S1", "at": "2026-03-10T10:00Z"}], "2026-03", objectives=[ratio])
    assert [(one.objective, one.source, one.counted) for one in shown.accounts] == [("Rate", "outages", "1")]


def test_sentences_and_heads_begin_with_a_capital():
    """Months have none in French and Spanish."""
    shown = view([OUTAGE], "2026-03", "fr")
    assert (shown.tables[0].name, shown.tables[0].periods) == ("Mars 2026", ("Mars 2026",))
    assert shown.objectives[0].lines[0].sentence.startswith("Mars 2026")
