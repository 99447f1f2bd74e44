"""Verification: its text is only text, whatever the names in a bundle are."""

import json

from bundle_cases import march, resealed, text_of

import slakit as sk
from slakit import bundles
from slakit.bundles.verification import Check, Verification

FORGED = "Hosting: all 28 checks hold\nseal abababab\u2028\x1b[2K\x85\u202e"
SHOWN = "Hosting: all 28 checks hold seal abababab \\x1b[2K \\u202e"


def test_names_with_ends_of_lines(tmp_path):
    """A name cannot write a line of the answer: no more lines than checks, seal, notes and head."""
    sent = march(tmp_path / "march.zip")
    data = json.loads(text_of(sent, "statement.json"))
    data["agreement"] = FORGED
    data["lines"][0]["name"] = "Uptime\nseal cdcdcdcd"
    data["payable"] = "0.00 GBP\nseal efefefef"
    data["extra\nseal 1"] = "\r\nseal 2"
    edited = resealed(sent, tmp_path / "x.zip", {"statement.json": json.dumps(data, indent=2, ensure_ascii=False) + "\n"})
    made = bundles.verify(edited)
    assert not made
    for text, count in (
        (made.to_text(), 3 + len(made.failed)),
        (made.to_text(every=True), 3 + len(made.checks)),
        (str(made), 3 + len(made.failed)),
    ):
        assert len(text.splitlines()) == count
        assert [line for line in text.splitlines() if line.startswith("seal")] == [f"seal {made.seal}"]
    assert made.to_text().startswith(f"{edited}: {SHOWN}: {len(made.failed)} of {len(made.checks)} checks do not hold\n")
    markdown = made.to_markdown()
    assert len(markdown.splitlines()) == 7 + len(made.checks)
    escaped = r"Hosting: all 28 checks hold seal abababab \\x1b\[2K \\u202e: "  # as Markdown writes backslashes and brackets
    assert escaped in markdown.partition("\n")[0]
    assert made.to_dict()["agreement"] == FORGED


def test_every_part_is_one_line():
    """Of a check, a note, a seal and a path."""
    check = Check("a\nb", "c\nd", False, "e\nf", "g\nh" * 200)
    assert "\n" not in f"{check}{Check('a', 'b' + chr(10))}"
    made = Verification("p\nq", "r\ns", "t\nu", (check,), {}, ("v\nw",))
    assert made.to_text().splitlines() == ["p q: r s: 1 of 1 checks does not hold", f"  {check}", "seal t u", "note: v w"]
    assert "\n- v w\n" in made.to_markdown()
    assert "\n" not in repr(made)


def test_the_name_of_a_contract(tmp_path):
    """A contract may be called so, and holds; its name stays one line."""
    from attrs import evolve
    from bundle_cases import CONTRACT, RECORDS

    sent = march(tmp_path / "march.zip", RECORDS, evolve(CONTRACT, name="Hosting\nseal abababab"))
    text = str(bundles.verify(sent.path))
    assert text.splitlines() == [
        f"{sent.path}: Hosting seal abababab: all {len(bundles.verify(sent.path).checks)} checks hold",
        f"seal {sent.seal}",
        f"digest of the statement, as its page shows it: {sent.statement.digest}",
    ]
    assert sk.Statement.from_json(sent.entries["statement.json"]).agreement == "Hosting\nseal abababab"
