"""`slakit schema`: the JSON Schema of contract documents, for editors, and with `--statement` that of the JSON of a statement."""

import json
from argparse import Namespace

from slakit.cli.score import words
from slakit.cli.show import MET, say
from slakit.documents.schema import schema as schema_of
from slakit.documents.vocabulary import STANDARD
from slakit.errors import UsageError
from slakit.statements.statement import Statement


def schema(options: Namespace) -> int:
    """Write the schema, to a file or as output; the status is 0."""
    if options.statement and options.vocabulary is not None:
        raise UsageError("--vocabulary is of contract documents, and a statement has no words of them; write --statement alone")
    vocabulary = STANDARD if options.vocabulary is None else STANDARD | words(options.vocabulary)
    made = Statement.json_schema() if options.statement else schema_of(vocabulary)
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if options.output is None:
        say(text)
    else:
        with open(options.output, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return MET
