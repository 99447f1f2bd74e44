"""A reader with a pocket calculator: reads the text of a statement and of its explanations, and recomputes every step.

It knows nothing but the text, and imports nothing of the library.
"""

import re
from fractions import Fraction

NUMBER = r"-?\d[\d,]*(?:\.\d+)?(?:/\d[\d,]*)?"
UNIT = r"(?: (?:%|pp|business day|calendar day|[A-Za-zµ]+(?:/[A-Za-z]+)?)s?)??"
TERM = rf"(?:{NUMBER}{UNIT}(?: rounded)?|that)"
OPERATORS = r" (?:x|of|/|\+|-|times|capped at) "
SUM = re.compile(rf"(?:^|[ :,(])({TERM}(?:{OPERATORS}{TERM})+)$")
MONEY = re.compile(r"^(-?[\d,]+(?:\.\d+)?) ([A-Z]{3})( rounded)?$")
CAPPED = re.compile(
    rf"({NUMBER} [A-Z]{{3}}) capped at (?:.* = )?({NUMBER} [A-Z]{{3}})(?: rounded)?(?: over [^,]*)?"
    rf"(?:, of which ({NUMBER} [A-Z]{{3}}) was used up before)?$"
)
ROW = re.compile(r"^    (?:([^:]+): )?(.*)$")


def value(text, that=None):
    """The number of a term, in units of one: 5 % is 1/20."""
    if text == "that":
        return that
    number = Fraction(re.match(NUMBER, text)[0].replace(",", ""))
    return number / 100 if " %" in text or " pp" in text else number


def half_a_digit(text):
    """How far a figure may be off that was rounded to the digits it shows; a sum of money is exact unless it says that it is not."""
    if MONEY.match(text) and "rounded" not in text:
        return 0
    digits = re.match(NUMBER, text)[0].partition(".")[2]
    return Fraction(1, 2 * 10 ** len(digits)) / (100 if " %" in text or " pp" in text else 1)


def computed(expression, that):
    """What an expression comes to: products first, then sums, then a cap."""
    parts = re.split(f"({OPERATORS})", expression)
    terms, signs = [value(parts[0], that)], []
    for sign, term in zip(parts[1::2], parts[2::2], strict=True):
        if sign.strip() in ("x", "of", "times"):
            terms[-1] *= value(term, that)
        elif sign.strip() == "/":
            terms[-1] /= value(term, that)
        else:
            terms.append(value(term, that))
            signs.append(sign.strip())
    total = terms[0]
    for sign, term in zip(signs, terms[1:], strict=True):
        total = term if sign == "capped at" else total + term if sign == "+" else total - term
    return total


def bare(text):
    """A text without names of bases, and without what stands in brackets."""
    return re.sub(r" +", " ", re.sub(r"'[^']*', |\([^()]*\)", "", text)).strip()


def rows(section):
    """The steps of the arithmetic of one line, each with its word."""
    inside, found = False, []
    for line in section.splitlines():
        if not line.startswith("    "):
            inside = line == "  Arithmetic"
        elif inside:
            found.append(ROW.match(line).groups())
    return found


def money(text):
    match = MONEY.match(text)
    return match and Fraction(match[1].replace(",", ""))


def wrong_steps(section, shares):
    """What does not hold in the explanation of one line; `shares` gathers what it has of what is settled over several lines."""
    wrong, that, owed, penalties, measured, step = [], None, None, [], None, None
    converted = shares.setdefault("converted", {})
    for word, text in rows(section):
        plain = re.sub(r" over .*|, of which .*", "", text) if word == "capped" else text
        formula, *results = [bare(part) for part in plain.split(" = ")]
        rounding = re.search(r", rounded .*?([\d.]+ [%a-z]+)", formula)
        for result in results:
            expression = SUM.search(re.sub(r", rounded .*", "", re.sub(" ?; ", " + ", formula)))
            if expression and re.match(NUMBER, result):
                off = abs(computed(expression[1], that) - value(result))
                allowed = value(rounding[1]) / 2 if rounding else half_a_digit(result)
                if off > allowed:
                    wrong.append(f"{word}: {expression[1]} is not {result}")
            formula = result
        last = bare(formula.rpartition(": ")[2])
        amount = money(last.removeprefix("capped at "))
        if word in ("measured", "rounded") and results:
            measured = last
        if word == "verdict" and measured and not formula.startswith(measured) and "no data" not in formula and "so far" not in formula:
            wrong.append(f"{word}: {formula} is not of {measured}")
        if word == "penalty":
            that = value(last) if re.match(NUMBER, last) else that
            penalties += [] if amount is None else [amount]
        if word in ("rounding", "credit"):
            if word == "credit" and owed is None and amount not in (*penalties[-1:], sum(penalties), 0):
                wrong.append(f"credit {last} is not what the penalty gives: {list(map(str, penalties))}")
            owed = amount
        if word and word.endswith(", of this line") and results:
            before = money(bare(re.split(r" [-+] ", text)[0]))
            if before != owed:
                wrong.append(f"{word}: {text} does not begin with {owed}")
            shares.setdefault(step, []).append((before, amount))
            owed = amount
        if word == "converted, of this line":
            penalties.append(amount)
            converted.setdefault(step, []).append(amount)
        step = (word, text)
        if word == "claim" and amount is not None and results:
            owed = amount
        if word == "payable" and amount != owed:
            wrong.append(f"payable {last} is not {owed}")
    return wrong


def wrong_totals(total, sections, shares):
    """What does not hold in the totals of a statement, and in what is settled over several of its lines."""
    wrong = []
    for (_, text), amounts in shares.pop("converted", {}).items():
        if sum(amounts) != money(bare(text.rpartition(" = ")[2])):
            wrong.append(f"{text}: its lines have {sum(amounts)}")
    for (word, text), parts in shares.items():
        match = CAPPED.match(text)
        if word == "capped" and match:
            before, after = (sum(column) for column in zip(*parts, strict=True))
            cap = money(match[2]) - (money(match[3]) if match[3] else 0)
            if before != money(match[1]) or after != cap:
                wrong.append(f"{text}: its lines come to {before} and {after}")
    for word, end in (("credit", r"(?: gross| entitled|$)"), ("payable", r"")):
        pattern = rf"credit ({NUMBER}) [A-Z]{{3}}{end}" if word == "credit" else rf"({NUMBER}) [A-Z]{{3}} payable$"
        wanted = re.search(pattern, total, re.MULTILINE)
        amounts = [money(text) for section in sections for name, text in rows(section) if name == word]
        if wanted and sum(amounts) != value(wanted[1]):
            wrong.append(f"{word} of the statement is {wanted[0]}, of its lines {sum(amounts)}")
    return wrong


def wrong(total, explanations):
    """What does not hold in the totals of a statement and in the explanations of all its lines."""
    sections, shares = [re.split(r"\n\n(?=\S)", one) for one in explanations], {}
    every = [section for group in sections for section in group]
    return [fault for section in every for fault in wrong_steps(section, shares)] + wrong_totals(total, every, shares)
