"""`slakit reference`: the page of a word of contracts, or all pages as a folder of Markdown."""

from argparse import Namespace
from pathlib import Path

from slakit.cli.show import MET, say
from slakit.errors import UsageError


def reference(options: Namespace) -> int:
    """Print the page of a word, or the index; or write all pages to a folder.

    >>> from slakit.cli.main import main
    >>> main(["reference", "cap"])  # doctest: +ELLIPSIS
    # cap
    ...
    0
    """
    from slakit.documents.reference.contract_uses import ContractUses
    from slakit.documents.reference.entries import entries_of
    from slakit.documents.reference.explained_terms import explained
    from slakit.documents.reference.word_pages import index, page, pages

    contracts = Path(options.contracts) if options.contracts else None
    if contracts and not contracts.is_dir():
        raise UsageError(f"{options.contracts!r} is not a folder of contracts; write --contracts examples/contracts")
    if options.output and options.word:
        raise UsageError("a word and --output are both given; write one of them, for --output writes all pages")
    uses = ContractUses(contracts) if contracts else None
    if options.output:
        folder = Path(options.output)
        for name, text in pages(uses).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return MET
    if not options.word:
        say(index())
        return MET
    try:
        matches = entries_of(options.word)
    except UsageError:
        if not (line := explained(options.word)):
            raise
        say(line)
        return MET
    say("\n".join(page(entry, uses) for entry in matches))
    return MET
