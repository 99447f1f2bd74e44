"""Missing signs: what no font of the machine can draw is written as its number, for a sign must not vanish from a statement."""

import re
import unicodedata
from typing import Any

SAFE = re.compile("[ -~\xa0-\u017f]")  # what every font of typst has
NAMED = re.compile(r'`"(?:\\u\{([0-9a-f]+)\}|(.+))"`', re.DOTALL)
MOST = 60  # signs that are looked for one by one; of more, all that are not Latin are written as numbers
PROBE = b"""
#set page(width: auto, height: auto)
#set document(title: "signs")
#set text(font: "Libertinus Serif", ligatures: false)
#sys.inputs.signs
"""


def without_missing(typst: Any, text: str) -> str:
    """Return a text in which each sign that no font has stands as [U+4E2D]."""
    signs = sorted(set(SAFE.sub("", text)))
    unassigned = {sign for sign in signs if unicodedata.category(sign) in ("Co", "Cn")}
    left = [sign for sign in signs if sign not in unassigned and unicodedata.category(sign) not in ("Cf", "Cc", "Zs", "Mn", "Me")]
    missing = set(unassigned)
    while left:
        one = _first_missing(typst, left)
        if one is None:
            break
        missing |= set(left) if one not in left or len(missing) >= MOST else {one}
        left = [sign for sign in left if sign not in missing]
    return text.translate({ord(sign): f"[U+{ord(sign):04X}]" for sign in missing})


def _first_missing(typst: Any, signs: list[str]) -> str | None:
    """The first sign that cannot be drawn; None if all can, and an empty text if it is not known which."""
    try:
        typst.compile(PROBE, sys_inputs={"signs": " ".join(signs)}, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        named = NAMED.search(str(error.message))
        if named is None:
            return ""
        return chr(int(named[1], 16)) if named[1] else named[2][:1]
    return None
