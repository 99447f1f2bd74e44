"""What records come to under two versions: groups, rights, duties, bonuses and caps, each change once; by hand."""

import pytest
from attrs import evolve

import slakit as sk

MONTHS = ("2026-01-01T00:00Z", "2026-03-01T00:00Z")
PER_POINT = sk.Linear("1 %", per="1 pp").capped("20 %")
ANSWERS = sk.Objective(
    "Answers",
    sk.Share("posts", good={"ok": True}).by("brand"),
    "at least 90 %",
    clause="4",
    penalty=PER_POINT + sk.Right("leave", within="60 days").only_if(in_a_row=2),
    duties=[sk.duties.Duty("Notice", "customer", within="30 days")],
)
UPTIME = sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Bonus({"99.95 %": "2 %"}))
OLD = sk.Agreement(
    "Desk",
    provider="Agency",
    customer="Brand",
    term=("2026-01-01", "2027-01-01"),
    timezone="UTC",
    fee="1000 EUR",
    objectives=[ANSWERS, UPTIME],
    settlement=sk.Settlement(cap="15 %"),
)
GOOD = {(1, "a"): 85, (2, "a"): 80, (1, "b"): 92, (2, "b"): 99}  # of a hundred posts of a brand, in January and February
RECORDS = {
    "posts": [{"at": f"2026-0{m}-03T00:00Z", "ok": n < good, "brand": brand} for (m, brand), good in GOOD.items() for n in range(100)],
    "outages": [{"start": "2026-02-01T00:00Z", "end": "2026-02-01T00:30Z"}],  # 99.9256 % in February: met, and no bonus
    "rights": [],
    "duties": [],
}


def changes(newer):
    return list(sk.diff(OLD, newer, RECORDS, period=MONTHS).records)


def test_a_stricter_target_a_lower_cap_and_a_right_from_the_first_miss():
    """Against 95 %, a and b are 10 and 3 points short in January, so 100 and 30 EUR, and a 15 in February, 150 EUR; the cap is 120 a month.

    In January it leaves 120 of 130: 92.31 and 27.69. Before, a was 5 and 10 points short, 50 and 100 EUR, below the cap of 150.
    """
    stricter = evolve(
        ANSWERS,
        name="Replies",
        target="at least 95 %",
        penalty=PER_POINT + sk.Right("leave", within="30 days"),
        duties=[sk.duties.Duty("Notice", "customer", within="20 days")],
    )
    bonus = evolve(UPTIME, penalty=sk.Bonus({"99.95 %": "3 %"}))
    assert changes(evolve(OLD, objectives=[stricter, bonus], settlement=sk.Settlement(cap="12 %"))) == [
        "Replies [a] (clause 4), 2026-01: missed at 85 % as before; payable 50.00 EUR -> 92.31 EUR (+42.31 EUR); "
        "credit before the settlement 50.00 EUR -> 100.00 EUR (+50.00 EUR); the customer now may leave, until 2026-03-02, open",
        "Replies [b] (clause 4), 2026-01: met -> missed at 92 %; payable 0.00 EUR -> 27.69 EUR (+27.69 EUR); "
        "credit before the settlement 0.00 EUR -> 30.00 EUR (+30.00 EUR); the customer now may leave, until 2026-03-02, open",
        "Uptime, 2026-01: met at 100 % as before; bonus 20.00 EUR -> 30.00 EUR (+10.00 EUR)",
        "Replies [a] (clause 4), 2026-02: missed at 80 % as before; payable 100.00 EUR -> 120.00 EUR (+20.00 EUR); "
        "credit before the settlement 100.00 EUR -> 150.00 EUR (+50.00 EUR); "
        "right to leave: until 2026-04-29, open -> until 2026-03-30, open",
        "duty 'Notice', Replies [a], 2026-01: customer (Brand): by 2026-03-02, open -> customer (Brand): by 2026-02-20, overdue",
        "duty 'Notice', Replies [b], 2026-01 added: customer (Brand): by 2026-02-20, overdue",
        "duty 'Notice', Replies [a], 2026-02: customer (Brand): by 2026-03-30, open -> customer (Brand): by 2026-03-20, open",
        "in all: payable 150.00 EUR -> 240.00 EUR (+90.00 EUR); bonus 20.00 EUR -> 30.00 EUR (+10.00 EUR); "
        "credit before the settlement 150.00 EUR -> 280.00 EUR (+130.00 EUR)",
    ]


def test_what_is_no_more():
    """Without the promise its lines, its duties and its right go; the bonus stays as it is."""
    assert changes(evolve(OLD, objectives=[UPTIME])) == [
        "Answers [a] (clause 4), 2026-01: missed at 85 % -> no line; payable 50.00 EUR -> 0.00 EUR (-50.00 EUR)",
        "Answers [b] (clause 4), 2026-01: met at 92 % -> no line",
        "Answers [a] (clause 4), 2026-02: missed at 80 % -> no line; payable 100.00 EUR -> 0.00 EUR (-100.00 EUR); "
        "the customer no longer may leave",
        "Answers [b] (clause 4), 2026-02: met at 99 % -> no line",
        "duty 'Notice', Answers [a], 2026-01 removed: customer (Brand): by 2026-03-02, open",
        "duty 'Notice', Answers [a], 2026-02 removed: customer (Brand): by 2026-03-30, open",
        "in all: payable 150.00 EUR -> 0.00 EUR (-150.00 EUR)",
    ]


def test_points_and_days():
    """Amounts in kind, each by its unit."""
    in_kind = evolve(ANSWERS, penalty=sk.Flat("2 points") + sk.Flat("1 day"), duties=[])
    assert changes(evolve(OLD, objectives=[in_kind, UPTIME]))[0] == (
        "Answers [a] (clause 4), 2026-01: missed at 85 % as before; payable 50.00 EUR -> 0.00 EUR (-50.00 EUR); "
        "nothing -> 1 day (+1 day); nothing -> 2 points (+2 points)"
    )


@pytest.mark.parametrize("newer", [evolve(OLD, provider="Agency Ltd"), evolve(OLD, settlement=sk.Settlement(cap="16 %"))])
def test_nothing_comes_to_more(newer):
    """A name, and a cap that does not bind."""
    assert changes(newer) == ["in all: 150.00 EUR, bonus 20.00 EUR, as before"]
