"""JUnit XML: what servers of builds read, with the clauses of a contract as names of classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from attrs import frozen

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@frozen
class CaseReport:
    """A test: its file, the part of the contract, its name, and of one that failed, or could not be run, a line and a text that say why."""

    file: str
    part: str
    name: str
    failure: str = ""
    text: str = ""
    unread: bool = False

    @property
    def class_name(self) -> str:
        """The name of the class, as pytest has it: folders and file with dots, and the clause."""
        path = re.sub(r"[\\/]+", ".", self.file).strip(".")
        return f"{path}.{self.part}" if self.part else path


def written(cases: Sequence[CaseReport]) -> str:
    """The XML of some tests, one suite for each file.

    >>> print(written([CaseReport("hosting.sla.toml", "clause 4.1", "43 min of June", "credit is 0.00 EUR, expected 5.00 EUR")]))
    <?xml version="1.0" encoding="utf-8"?>
    <testsuites tests="1" failures="1" errors="0">
      <testsuite name="hosting.sla.toml" tests="1" failures="1" errors="0">
        <testcase classname="hosting.sla.toml.clause 4.1" name="43 min of June" file="hosting.sla.toml">
          <failure message="credit is 0.00 EUR, expected 5.00 EUR" />
        </testcase>
      </testsuite>
    </testsuites>
    <BLANKLINE>
    """
    top = Element("testsuites", _counted(cases))
    for path, group in groupby(sorted(cases, key=lambda case: case.file), key=lambda case: case.file):
        of_file = list(group)
        suite = SubElement(top, "testsuite", {"name": _clean(path)} | _counted(of_file))
        for case in of_file:
            names = {"classname": case.class_name, "name": case.name, "file": path}
            test = SubElement(suite, "testcase", {key: _clean(value) for key, value in names.items()})
            if case.failure:
                SubElement(test, "error" if case.unread else "failure", {"message": _clean(case.failure)}).text = _clean(case.text) or None
    indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(top, encoding="unicode")}\n'


def _counted(cases: Sequence[CaseReport]) -> dict[str, str]:
    errors = sum(case.unread for case in cases)
    failures = sum(bool(case.failure) for case in cases) - errors
    return {"tests": str(len(cases)), "failures": str(failures), "errors": str(errors)}


def _clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return NO_XML.sub("?", text)
