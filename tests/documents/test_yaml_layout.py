"""Layout of YAML: blocks that read back as the same data, whatever a text holds."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from slakit.documents.plain import Figure
from slakit.documents.yaml_layout import yaml_text

texts = st.one_of(
    st.text(max_size=8),
    st.text("0123456789.-+eE_:/ %xo#&*!|>'\"{}[],?\n\t", max_size=8),
    st.sampled_from(["yes", "No", "~", "null", "010", "1e3", "2026-01-01", "on ", " on", "a: b", "a #b"]),
    st.sampled_from(["- a", "---", "", "<<", "=", "\x85"]),
)
scalars = st.one_of(st.booleans(), st.integers(-(10**30), 10**30), st.decimals(allow_nan=False, allow_infinity=False, places=3), texts)
data = st.dictionaries(
    texts, st.recursive(scalars, lambda part: st.one_of(st.lists(part, max_size=4), st.dictionaries(texts, part, max_size=4))), max_size=4
)


@given(data)
def test_what_is_written_is_read_back(data):
    """The same types too: a text stays one, and a number is exact."""
    pytest.importorskip("yaml")
    from slakit.documents.yaml_reader import read_yaml

    read = read_yaml(yaml_text(data)).data
    assert kinds(read) == kinds(data)


def kinds(value):
    if isinstance(value, dict):
        return {name: kinds(part) for name, part in value.items()}
    return [kinds(part) for part in value] if isinstance(value, list) else (Decimal if isinstance(value, Decimal) else type(value), value)


@given(data)
def test_older_readers_see_the_same_texts(data):
    """No reader of YAML 1.1 takes a text for a truth, a date or a number: `no`, `12:30` and `2026-01-01` are quoted."""
    yaml = pytest.importorskip("yaml")
    flat = {name: part for name, part in data.items() if isinstance(part, str) and name not in ("<<", "=")}
    assert yaml.safe_load(yaml_text(flat)) == flat


def test_how_it_looks():
    """Blocks, lists of scalars on a line where they fit, quotes only where they are needed."""
    text = yaml_text(
        {
            "name": "Hosting of Acme",
            "clause": "4.1",
            "fee": "12000 GBP",
            "term": ["2026-01-01", "2027-01-01"],
            "hours": {"mon-fri": "09:00-17:30", "sat": "closed"},
            "below": {"99.9 %": "5 %"},
            "weight": Figure("0.50"),
            "empty": {},
            "none": [],
            "on": True,
            "terms": [[1, {"is": "share"}], [-1, {"is": "count", "by": ["team"]}]],
            "long": [f"state number {index}" for index in range(9)],
            "note": 'it\'s: "so"\n',
        }
    )
    assert text == (
        "name: Hosting of Acme\n"
        'clause: "4.1"\n'
        "fee: 12000 GBP\n"
        'term: ["2026-01-01", "2027-01-01"]\n'
        "hours:\n"
        '  mon-fri: "09:00-17:30"\n'
        "  sat: closed\n"
        "below:\n"
        "  99.9 %: 5 %\n"
        "weight: 0.50\n"
        "empty: {}\n"
        "none: []\n"
        '"on": true\n'
        "terms:\n"
        "  - - 1\n"
        "    - is: share\n"
        "  - - -1\n"
        "    - is: count\n"
        "      by: [team]\n"
        "long:\n" + "".join(f"  - state number {index}\n" for index in range(9)) + 'note: "it\'s: \\"so\\"\\n"\n'
    )
