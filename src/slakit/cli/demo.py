"""`slakit demo`: the statement of the sample agreement, over made-up records."""

from argparse import Namespace

from slakit.cli.show import report_of, write_out
from slakit.engine.evaluate import evaluate
from slakit.social.records import AS_OF, QUARTER, records
from slakit.social.sample import sample


def demo(options: Namespace) -> int:
    """Write the statement; the status is 0, for what it shows is made up."""
    write = report_of(options.format)
    statement = evaluate(sample(), records(options.seed), period=QUARTER, as_of=AS_OF, details=getattr(write, "with_charts", False))
    write_out(write.render(statement))
    return 0
