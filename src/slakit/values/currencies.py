"""Currencies and their minor units: ISO 4217, list one, as published on 2026-01-01 (SIX Financial Information, the maintenance agency).

Codes without a minor unit (XAU, XDR, XTS, ...) are not money that can be paid and are left out.
"""

import re

from slakit.errors import UnitError, close_match

BY_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP "
        "CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD "
        "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
        "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU "
        "UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG "
        "ANG BGN CUC HRK SLL ZWL"  # withdrawn since 2020: contracts signed in them still have periods to settle
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DIGITS = {code: digits for digits, codes in BY_DIGITS.items() for code in codes.split()}
SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "₹": "INR", "₩": "KRW", "zł": "PLN"}

_EXAMPLE = re.compile(r"(?<=[0-9] )(?:GBP|USD|EUR)\b")  # the currencies that remedies have


def minor_digits(code: str) -> int:
    """Return the number of decimals of the minor unit of a currency.

    >>> minor_digits("GBP"), minor_digits("JPY")
    (2, 0)

    Raises UnitError for anything but an ISO 4217 code.
    """
    if isinstance(code, str) and code in DIGITS:
        return DIGITS[code]
    raise UnitError(f"{code!r} is not a currency{nearest(code)}")


def nearest(code: object, example: str = "GBP") -> str:
    """`; did you mean 'GBP'?` for 'gbp' and 'GPB'; when no code is near, what a code is, with an example of one."""
    name = str(code).strip().upper()
    swapped = [candidate for candidate in DIGITS if sorted(candidate) == sorted(name)]
    hint = f"; did you mean {swapped[0]!r}?" if swapped else close_match(name, DIGITS)
    return hint if hint.endswith("?") else f"; write an ISO 4217 code such as {example!r}"


def in_currency(problem: str, code: str | None) -> str:
    """The text of an error whose examples of money are in a currency, where one is known; what was written keeps its own.

    >>> in_currency("'200' is not money, it names no currency; write '200 GBP'", "CHF")
    "'200' is not money, it names no currency; write '200 CHF'"
    """
    written, mark, remedy = problem.partition("; write ")
    if code is None or not mark:
        return problem
    own = {SYMBOLS[sign] for sign in SYMBOLS if sign in written} | set(re.findall(r"\b[A-Z]{3}\b", written.upper()))
    return f"{written}{mark}{_EXAMPLE.sub(lambda example: example[0] if example[0] in own else code, remedy)}"
