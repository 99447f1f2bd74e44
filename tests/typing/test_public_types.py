"""What a user's type checker sees."""

from os import environ
from pathlib import Path
from subprocess import run
from sys import executable
from textwrap import dedent

import pytest

import slakit

pytest.importorskip("mypy")

USE = """
    from collections.abc import Mapping
    from fractions import Fraction

    import slakit as sk
    from slakit.types import Case, Money

    desk = sk.Weekly({"mon-fri": "08:00-20:00"}, tz="Europe/London") - sk.Dates(["2026-03-17"], tz="Europe/London")


    @sk.metric("surveys")
    def empathy(rows: list[Mapping[str, int]]) -> Fraction:
        return Fraction(sum(row["score"] >= 4 for row in rows), len(rows))


    @sk.penalty
    def apology(case: Case) -> Money:
        return case.streak * sk.money("10 GBP")


    score = 0.5 * empathy + 0.5 * sk.Share("surveys", good={"score": ">= 3"}).by("channel")
    agreement = sk.Agreement(
        "Care", provider="P", customer=sk.Party("C", roles={"sign-off": "Jo"}), term=("2026-01-01", "2027-01-01"), timezone="UTC",
        fee="1 GBP", window="monthly", settlement=sk.Settlement(cap="15 %"),
        objectives=[
            sk.Objective("Score", score, sk.at_least("60 %") & sk.at_most("70 %"), penalty=apology.capped("10 %") + sk.Flat("1 %")),
            sk.Objective(
                "Time", sk.Within("i", {"a": "1 hour"}, limit_by="t", since="s", until="u", clock=desk), "at least 9 %", window=sk.weekly()
            ),
        ],
    )
    monitor = sk.Monitor(agreement)
    monitor.feed("surveys", [{"at": "2026-01-10T00:00:00Z", "score": 5}])
    statement: sk.Statement = monitor.statement(as_of="2026-02-01T00:00Z")
    reveal_type(statement.credit)
    reveal_type(statement.lines[0].measure.quantity)
    reveal_type(sk.Total("a", "b") / sk.Count("a"))
    sk.Share("surveys")
"""


@pytest.mark.slow
def test_a_user_of_the_public_names_is_checked(tmp_path: Path) -> None:
    """Correct use passes the strict checker, results have types, and a forgotten argument is found."""
    file = tmp_path / "use.py"
    file.write_text(dedent(USE))
    source = Path(slakit.__file__).parents[1]
    paths = {} if source.name == "site-packages" else {"MYPYPATH": str(source)}
    command = [executable, "-m", "mypy", "--strict", "--no-incremental", str(file)]
    told = run(command, capture_output=True, text=True, cwd=tmp_path, check=False, env={**environ, **paths})
    lines = [line.partition(": ")[2] for line in told.stdout.splitlines() if line.startswith("use.py")]
    assert [line for line in lines if line.startswith("error")] == ['error: Missing named argument "good" for "Share"  [call-arg]']
    notes = [line.removeprefix("note: Revealed type is ").strip('"') for line in lines if line.startswith("note")]
    assert notes == [
        "slakit.values.money.Money | None",
        "slakit.values.quantity.Quantity | None",
        "slakit.metrics.compound.arithmetic.Ratio",
    ]
