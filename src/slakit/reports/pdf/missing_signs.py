"""Missing signs: what no font of the machine can draw is written as its number, for a sign must not vanish from a statement."""

import re
import unicodedata
from typing import Any

SAFE = re.compile("[ -~\xa0-\u017f]")  # what every font of typst has
NAMED = re.compile(r'the text `"(.+?)"` could not', re.DOTALL)  # in typst's error
CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST = 60  # signs that are looked for one by one; of more, all that are not Latin are written as numbers
PROBE = b"""
#set page(width: auto, height: auto)
#set document(title: "signs")
#set text(font: "Libertinus Serif", ligatures: false)
#sys.inputs.signs
"""


def without_missing(typst: Any, text: str) -> str:
    """Return a text in which each sign that no font has stands as [U+4E2D]."""
    signs = {sign for sign in SAFE.sub("", text) if unicodedata.category(sign) not in ("Cc", "Cf", "Zs", "Zl", "Zp")}
    missing = {sign for sign in signs if unicodedata.category(sign) in ("Co", "Cn")}
    left = sorted(signs - missing)
    while left:
        named = _missing(typst, left)
        missing |= named if len(missing) < MOST else set(left)
        left = [sign for sign in left if sign not in missing] if named else []
    return text.translate({ord(sign): f"[U+{ord(sign):04X}]" for sign in missing})


def _missing(typst: Any, signs: list[str]) -> set[str]:
    """One or more signs that cannot be drawn; none if all can, and all of them if it is not known which."""
    try:
        typst.compile(PROBE, sys_inputs={"signs": " ".join(signs)}, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        shown = NAMED.search(str(error.message))
        text = "" if shown is None else CODE.sub(lambda code: chr(int(code[1], 16)), shown[1])
        return set(signs) & set(text) or set(signs)
    return set()
