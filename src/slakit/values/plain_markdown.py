"""plain_markdown: a text from contract or records in Markdown, where it stays text: no tag, link, emphasis, list or end of a cell."""

import re

from slakit.values.one_line import one_line

# what Markdown of GitHub would take for more than itself: anywhere, and at the beginning of a text
SIGNS = re.compile(r"[\\`*<>\[\]|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|^ *[#+-](?=[# ]|$)|(?<=^\d)[.)](?= |$)|(?<=^\d\d)[.)](?= |$)")
TICKS = re.compile("`+")


def plain_markdown(text: object) -> str:
    r"""Return a text that Markdown shows as it is.

    >>> print(plain_markdown("[pay](http://x) **0.00** <b>"))
    \[pay\](http://x) \*\*0.00\*\* \<b\>
    """
    return SIGNS.sub(lambda sign: f"{sign[0][:-1]}\\{sign[0][-1]}", one_line(text))


def code_in_markdown(text: object) -> str:
    """Return a text as code within a line, whatever backticks it holds.

    >>> print(code_in_markdown("a`b"))
    `` a`b ``
    """
    line = one_line(text)
    ticks = _longer(line)
    return f"`{line}`" if ticks == "`" else f"{ticks} {line} {ticks}"


def block_in_markdown(text: str) -> str:
    """Return a text of several lines as a block of code that none of its lines ends."""
    fence = max(_longer(text), "```")
    return f"{fence}\n{text}\n{fence}"


def _longer(text: str) -> str:
    """Backticks, one more than any run of them in the text."""
    return "`" * (1 + max(map(len, TICKS.findall(text)), default=0))
