"""Short forms: keys beside a rule that stand for its methods, applied in one order; a list of rules is their sum."""

from itertools import permutations

import pytest

import slakit as sk

TOP = 'name = "N"\nprovider = "P"\ncustomer = "C"\nterm = ["2026-01-01", "2027-01-01"]\ntimezone = "UTC"\nfee = "1000 GBP"\n'
OBJECTIVE = '[[objectives]]\nname = "A"\nmetric = { is = "uptime", stream = "outages" }\ntarget = "at least 99.9 %"\n'
FLAT = 'is = "flat", credit = "5 %"'


def rule_of(toml):
    """The penalty rule that a TOML value stands for."""
    return sk.loads(f"{TOP}{OBJECTIVE}penalty = {toml}\n").objectives[0].penalty


def problems(toml):
    with pytest.raises(sk.errors.ContractError) as caught:
        rule_of(toml)
    return [problem.removeprefix("line 11 objectives[0].") for problem in caught.value.problems]


def dumped(rule):
    """The penalty of a rule as a document has it, once it has been read back as equal in both formats."""
    one = sk.Agreement(
        "N", provider="P", customer="C", term=("2026-01-01", "2027-01-01"), timezone="UTC", fee="1000 GBP",
        objectives=[sk.Objective("A", sk.Uptime("outages"), "at least 99.9 %", penalty=rule)],
    )  # fmt: skip
    for form in ("toml", "json"):
        assert sk.loads(sk.dumps(one, form)) == one
    return sk.dumps(one).partition("penalty = ")[2].rstrip()


CASES = [
    (f'{{ {FLAT}, capped = "10 %" }}', sk.Flat("5 %").capped("10 %")),
    (
        f'{{ {FLAT}, capped = {{ most = "10 %", of = {{ is = "fee", back = 1 }} }} }}',
        sk.Flat("5 %").capped("10 %", of=sk.bases.Fee(back=1)),
    ),
    (f'{{ {FLAT}, floored = "50 GBP" }}', sk.Flat("5 %").floored("50 GBP")),
    (f"{{ {FLAT}, only_if = {{ in_a_row = 2, arrears = true }} }}", sk.Flat("5 %").only_if(in_a_row=2, arrears=True)),
    (f'{{ {FLAT}, only_if = {{ below = "99 %" }} }}', sk.Flat("5 %").only_if(below="99 %")),
    (f"{{ {FLAT}, repeated = {{ 2 = 2, 3 = 2.5 }} }}", sk.Flat("5 %").repeated({2: 2, 3: "2.5"})),
    (f"{{ {FLAT}, repeated = {{ times = {{ 2 = 2 }}, within = 6 }} }}", sk.Flat("5 %").repeated({2: 2}, within=6)),
    (f"{{ {FLAT}, earned_back = 2 }}", sk.Flat("5 %").earned_back(2)),
    (f"{{ {FLAT}, earned_back = {{}} }}", sk.Flat("5 %").earned_back()),
    (f'{{ {FLAT}, earned_back = {{ after = 2, share = "50 %" }} }}', sk.Flat("5 %").earned_back(2, share="50 %")),
    (
        f'{{ {FLAT}, grants = {{ right = "leave", owing = "10 %", within = 6 }} }}',
        sk.Flat("5 %").grants("leave", owing="10 %", within=6),
    ),
    (f'[{{ {FLAT} }}, {{ is = "right", right = "leave" }}]', sk.Flat("5 %") + sk.Right("leave")),
    (
        f'{{ is = "sum of", rules = [{{ {FLAT} }}, {{ is = "right", right = "go" }}], floored = "5 %" }}',
        (sk.Flat("5 %") + sk.Right("go")).floored("5 %"),
    ),
    (
        f'{{ is = "tiered", below = {{ "99 %" = [{{ {FLAT} }}, {{ is = "right", right = "leave" }}] }} }}',
        sk.Tiered({"99 %": sk.Flat("5 %") + sk.Right("leave")}),
    ),
]


@pytest.mark.parametrize(("toml", "rule"), CASES, ids=lambda part: part if isinstance(part, str) else "")
def test_each_method_has_its_key(toml, rule):
    """The key is read as the method, and the rule is written with the key."""
    assert rule_of(toml) == rule
    assert dumped(rule) == toml


def test_one_setting_or_a_table_of_it():
    """What may stand alone may be named in a table; one rule in a list is that rule."""
    assert rule_of(f'{{ {FLAT}, capped = {{ most = "10 %" }} }}') == rule_of(f'{{ {FLAT}, capped = "10 %" }}')
    assert rule_of(f"{{ {FLAT}, repeated = [[2, 2]] }}") == rule_of(f"{{ {FLAT}, repeated = {{ times = [[2, 2]] }} }}")
    assert rule_of(f"[{{ {FLAT} }}]") == sk.Flat("5 %")


def test_one_order_wherever_the_keys_stand():
    """Multiplied, under conditions, raised, capped, earned back, and a right for what it came to; in any order of the keys."""
    keys = ("repeated = { 2 = 2 }", "only_if = { in_a_row = 2 }", 'floored = "50 GBP"', 'capped = "10 %"', "earned_back = 2",
            'grants = { right = "leave", owing = "10 %" }')  # fmt: skip
    rule = sk.Flat("5 %").repeated({2: 2}).only_if(in_a_row=2).floored("50 GBP").capped("10 %").earned_back(2).grants("leave", owing="10 %")
    for order in list(permutations(keys))[::97]:
        assert rule_of(f"{{ {FLAT}, {', '.join(order)} }}") == rule
    assert [line.partition(" ")[0] for line in dumped_keys(rule)] == ["repeated", "only_if", "floored", "capped", "earned_back", "grants"]


def dumped_keys(rule):
    one = sk.loads(f"{TOP}{OBJECTIVE}")
    text = sk.dumps(sk.Agreement(
        "N", provider="P", customer="C", term=one.term, timezone="UTC", fee="1000 GBP",
        objectives=[sk.Objective("A", sk.Uptime("outages"), "at least 99.9 %", penalty=rule)],
    ))  # fmt: skip
    return text.partition('credit = "5 %"\n')[2].splitlines()


@pytest.mark.parametrize(
    ("rule", "toml"),
    [
        (
            sk.Flat("5 %").capped("10 %").repeated({2: 2}),
            f'{{ is = "capped", rule = {{ {FLAT} }}, most = "10 %", repeated = {{ 2 = 2 }} }}',
        ),
        (sk.Flat("5 %").capped("10 %").capped("8 %"), f'{{ is = "capped", rule = {{ {FLAT} }}, most = "10 %", capped = "8 %" }}'),
    ],
)
def test_another_order_is_written_out(rule, toml):
    """What the keys would do in their own order stands around the rule, so that it is read back as it was made."""
    assert dumped(rule) == toml


def test_problems_have_their_place():
    """A fault of a key stands at the key, all of them at once, and the rule itself is judged too."""
    assert problems('{ is = "flat", credit = "x", capped = "y", only_if = 5, repeated = { 1 = 2 }, grants = { right = "leave" } }') == [
        "penalty.credit: 'x' is not a credit; write '5 %', '1/30', '500 GBP', '3 days' or '5 points'",
        'penalty.repeated: { 1 = 2 } does not name each number of misses, 2 or more, once; write repeated = { 2 = 2, 3 = "2.5" }',
        "penalty.only_if: 5 is not a table; write only_if = { in_a_row = 2 }",
        "penalty.capped: 'y' is not a credit; write '5 %', '1/30', '500 GBP', '3 days' or '5 points'",
        "penalty.grants: has no 'owing'; write owing = \"20 points\"",
    ]
    assert problems(f'{{ {FLAT}, caped = "10 %" }}') == ["penalty.caped: is not a key of 'flat'; did you mean 'capped'?"]
    assert problems(f"[{{ {FLAT} }}, {{ {FLAT}, earned_back = 2 }}, 5]") == [
        'penalty[2]: 5 is not a penalty rule; write { is = "flat", credit = "5 %" }'
    ]
    assert problems("[]") == ['penalty: [] is not a penalty rule; write { is = "flat", credit = "5 %" }']
    (problem,) = problems(f"[{{ {FLAT} }}, {{ {FLAT}, earned_back = 2 }}]")
    assert problem.startswith("penalty: ")
