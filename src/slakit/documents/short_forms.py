"""Short forms: the keys beside a penalty rule that stand for its methods, such as `capped = "10 %"` for `.capped("10 %")`.

They are applied in the order of `SHORT_FORMS`, wherever they stand in the table: what repeats multiplies, then conditions, the least, the
most, and at last what looks at the whole line.
"""

from attrs import frozen

from slakit.documents.decode import FAILED, Decoder
from slakit.documents.joint_problems import joint
from slakit.documents.plain import Path, Plain, shown
from slakit.errors import SlakitError
from slakit.penalties.base import PenaltyRule
from slakit.penalties.wrappers.caps import Capped, Floored
from slakit.penalties.wrappers.combinators import SumOf
from slakit.penalties.wrappers.earned_back import EarnedBack
from slakit.penalties.wrappers.grants import Grants
from slakit.penalties.wrappers.only_if import OnlyIf
from slakit.penalties.wrappers.repeated import Repeated
from slakit.penalties.wrappers.wrapper import Wrapper

Table = dict[str, Plain]


@frozen
class ShortForm:
    """A key beside a rule: the wrapper that it makes, and the setting that it may give alone, without a table."""

    key: str
    made: type[Wrapper]
    example: str
    sole: str = ""

    def table(self, data: Plain) -> Plain:
        """The settings that data of the key stand for."""
        alone = self.sole and not (isinstance(data, dict) and (self.made is not Repeated or self.sole in data))
        return {self.sole: data} if alone else data

    def short(self, table: Table) -> Plain:
        """The settings as the key gives them: the sole one without a table."""
        sole = table.get(self.sole)
        if self.made is Repeated and isinstance(sole, list):  # counts and multiples, of which the counts may be keys
            sole = {str(pair[0]): pair[1] for pair in sole if isinstance(pair, list)}
            table = {**table, self.sole: sole}
        return sole if list(table) == [self.sole] else table


SHORT_FORMS = (
    ShortForm("repeated", Repeated, "{ 2 = 2 }", "times"),
    ShortForm("only_if", OnlyIf, "{ in_a_row = 2 }"),
    ShortForm("floored", Floored, '"50 GBP"', "least"),
    ShortForm("capped", Capped, '"10 %"', "most"),
    ShortForm("earned_back", EarnedBack, "2", "after"),
    ShortForm("grants", Grants, '{ right = "terminate", owing = "20 points" }'),
)


def unwrapped(rule: PenaltyRule) -> tuple[PenaltyRule, list[tuple[ShortForm, Wrapper]]]:
    """The rule within, and the wrappers around it that keys can say: those in the order in which keys are applied, the outermost first."""
    wrappers: list[tuple[ShortForm, Wrapper]] = []
    forms = list(SHORT_FORMS)
    while isinstance(rule, Wrapper) and (form := next((form for form in forms if form.made is type(rule)), None)):
        wrappers.append((form, rule))
        forms = forms[: forms.index(form)]
        rule = rule.rule
    return rule, wrappers


def read_keys(reader: Decoder, rule: object, keys: Table, path: Path) -> object:
    """A rule with what the keys beside it make of it."""
    for form in SHORT_FORMS:
        if form.key not in keys:
            continue
        at, data = (*path, form.key), keys[form.key]
        settings = form.table(data)
        if not isinstance(settings, dict):
            rule = reader.wrong(at, f"{shown(data)} is not a table; write {form.key} = {form.example}")
            continue
        before = len(reader.faults)
        rule = reader.build(form.made, settings, at, repr(form.key), given={"rule": rule})
        if settings is not data:  # the author did not write the name of the sole setting
            reader.faults[before:] = [((*at, *path[len(at) + 1 :]), problem) for path, problem in reader.faults[before:]]
    return rule


def read_sum(rules: list[object], reader: Decoder, path: Path) -> object:
    """The sum of the rules of a list."""
    if any(rule is FAILED for rule in rules):
        return FAILED
    try:
        return rules[0] if len(rules) == 1 else SumOf(tuple(rules))  # type: ignore[arg-type]  # what has not failed is a rule
    except SlakitError as error:
        return reader.wrong(path, *joint(error.problems, "together"))
