"""A new option of the readers is one field of ReadOptions."""

from argparse import Namespace

import pytest
from attrs import field, fields, frozen

import slakit as sk
from slakit.cli import by_stream, columns_file
from slakit.cli.main import _parser
from slakit.readers import options, reader
from slakit.readers.events.event_log import read_log
from slakit.readers.options import ONE, ReadOptions, _on

READERS = {"csv": sk.files.read_csv, "jsonl": sk.files.read_jsonl, "xlsx": sk.files.read_xlsx}
WRONG = {"timezone": "Nowhere/Land", "ambiguous": "perhaps", "decimal": ";", "thousands": "x"}  # the others refuse a bare object


@frozen(kw_only=True)
class More(ReadOptions):
    """The options, and one that is new."""

    comment: str | None = field(default=None, metadata=_on(ONE, "SIGN", "what begins a comment"))


@pytest.fixture
def more(monkeypatch):
    """Let the readers and the command line take the new option."""
    for module in (reader, by_stream, columns_file):
        monkeypatch.setattr(module, "ReadOptions", More)


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "cases.csv"
    made.write_text("id\n7\n")
    return made


def test_a_new_option_is_one_field(more, path):
    """Readers, event logs, the command line and a file of columns take it, and a close match names it."""
    for read in (sk.files.read_csv, sk.read):
        assert read(path, comment="#")._options.comment == "#"
    assert sk.logs.read_events(path, comment="#")._source._options.comment == "#"
    given = _parser().parse_args(["score", "contract.toml", "--data", "cases=x.csv", "--comment", "cases=#"])
    assert by_stream.StreamOptions(given, ["cases"]).of("cases") == {"comment": "#"}
    columns = path.with_name("columns.toml")
    columns.write_text('[streams.cases]\nfile = "cases.csv"\ncomment = "#"\n')
    assert columns_file.read_columns(str(columns), ["cases"]).options["cases"] == {"comment": "#"}
    with pytest.raises(sk.errors.UsageError, match=r"coment= is not an option .* did you mean .comment."):
        sk.files.read_csv(path, coment="#")


@pytest.mark.parametrize("name", [option.name for option in fields(ReadOptions)])
def test_every_reader_has_every_option(name, tmp_path, contract_of_cases):
    """Each names the option that is wrong, be it for its kind of file or not."""
    for kind, read in READERS.items():
        made = tmp_path / f"cases.{kind}"
        made.write_text("")
        for door in (read, sk.read, sk.logs.read_events):
            with pytest.raises(sk.errors.UsageError, match=name.removesuffix("zone")):
                door(made, **{name: WRONG.get(name, object())})
        with pytest.raises(sk.errors.UsageError, match=name.removesuffix("zone")):
            read_log(contract_of_cases, "tickets", made, **{name: WRONG.get(name, object())})


@pytest.fixture
def contract_of_cases():
    return sk.Agreement(
        "Desk", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", logs={"tickets": sk.logs.Log()},
        objectives=[sk.Objective("Resolved", sk.Within("cases", "8 hours", since="opened", until="resolved"), "at least 90 %")],
    )  # fmt: skip


def test_every_option_but_progress_has_a_flag():
    """The flags of the command line are those of the fields."""
    assert {option.name for option in fields(ReadOptions)} - {*ReadOptions.flags()} == {"progress"}
    given = _parser().parse_args(["score", "contract.toml", "--data", "cases=x.csv"])
    assert isinstance(given, Namespace)
    assert all(hasattr(given, name) for name in options.ReadOptions.flags())


def test_help_lists_every_option():
    """The signature of each public reader names the options, as type checkers see them."""
    import inspect

    for read in (sk.read, sk.files.read_csv, sk.files.read_jsonl, sk.files.read_xlsx):
        assert {one.alias for one in fields(ReadOptions)} <= set(inspect.signature(read).parameters)
