"""`slakit schema`: the JSON Schema of contract documents, for editors, and with `--statement` that of the JSON of a statement."""

import json
from argparse import Namespace

from slakit.cli.inputs import vocabulary_of
from slakit.cli.show import MET, write_out
from slakit.documents.schema import schema as schema_of
from slakit.errors import UsageError
from slakit.statements.statement import Statement


def schema(options: Namespace) -> int:
    """Write the schema, to a file or as output; the status is 0."""
    if options.statement and options.vocabulary is not None:
        raise UsageError("--vocabulary is of contract documents, and a statement has no words of them; write --statement alone")
    vocabulary = vocabulary_of(options)
    made = Statement.json_schema() if options.statement else schema_of(vocabulary)
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if options.output is None:
        write_out(text)
    else:
        with open(options.output, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return MET
