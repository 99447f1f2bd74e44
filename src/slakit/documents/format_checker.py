"""The format checker: what a validator in Python needs to judge the formats of the schema as the loader does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slakit.documents.schema import judges
from slakit.documents.vocabulary import STANDARD, Vocabulary, vocabulary_of
from slakit.errors import optional

if TYPE_CHECKING:
    from jsonschema import FormatChecker


def format_checker(vocabulary: Vocabulary = STANDARD) -> FormatChecker:
    """The checker of jsonschema for the formats of `schema`: with it a value is accepted if the loader reads it, and only then.

    >>> import json
    >>> from jsonschema import Draft202012Validator
    >>> from slakit.testing import format_checker
    >>> validator = Draft202012Validator(schema(), format_checker=format_checker())
    >>> validator.is_valid(json.loads(dumps(agreement, "json")))
    True

    Needs the extra `schema`. It opens no file. Raises MissingExtra without jsonschema.
    """
    checker: FormatChecker = optional("jsonschema", "schema").FormatChecker(formats=())
    checker.checkers = {name: (judge, ()) for name, judge in judges(vocabulary_of(vocabulary)).items()}
    return checker
