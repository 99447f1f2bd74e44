"""entry_name: the name by which the records of a stream lie in a bundle, whatever the stream is called."""

import re
from hashlib import sha256

PLAIN = re.compile(r"[a-z0-9_-]+", re.ASCII)
DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.ASCII)  # no names of files on Windows
LONGEST = 80


def entry_name(stream: str) -> str:
    """Return a name without any sign that a system may read as more than a letter; two streams never have the same.

    >>> entry_name("outages"), entry_name("../Cases")
    ('outages', '%2e%2e%2f%43ases')
    """
    if DEVICES.fullmatch(stream):
        return "".join(f"%{sign:02x}" for sign in stream.encode())
    signs = (sign if PLAIN.fullmatch(sign) else "".join(f"%{one:02x}" for one in sign.encode("utf-8", "surrogatepass")) for sign in stream)
    name = "".join(signs)
    return name if len(name) <= LONGEST else f"{name[: LONGEST // 2]}%{sha256(name.encode()).hexdigest()}"
