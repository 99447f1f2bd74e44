"""FolderStore: the closed statements of one agreement as files in a folder."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from slakit.errors import UsageError, reason
from slakit.statements.stores.store import StatementStore
from slakit.statements.stores.stored import StoredStatement
from slakit.statements.stores.whole_file import write_whole

NAME = re.compile(r"(?P<period>.+?)(?:\.amended-(?P<amendment>[1-9]\d*))?\.json")
UNSAFE = re.compile(r"[^0-9A-Za-z.+-]")  # what no name of a file may hold on some system: the colon of a time


class FolderStore(StatementStore):
    """The closed statements of an agreement in a folder: `2026-03.json`, and `2026-03.amended-1.json` after it.

    >>> store = FolderStore("statements")
    >>> store.close(statement)
    <StoredStatement Hosting, 2026-03: 600.00 GBP payable, seal ...>
    >>> sorted(path.name for path in store.folder.iterdir())
    ['2026-03.json']
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    def __repr__(self) -> str:
        return f"FolderStore({str(self.folder)!r})"

    def texts(self, agreement: str | None) -> Iterator[tuple[str, int, str]]:
        for path in sorted(self.folder.glob("*.json")):
            match = NAME.fullmatch(path.name)
            try:
                yield str(path), int(match["amendment"] or 0) if match else 0, path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise UsageError(f"{path} cannot be read ({reason(error)}); bring back the statement that was closed") from None

    def keep(self, entry: StoredStatement, text: str) -> None:
        others = {other.statement.agreement for other in self.entries()} - {entry.statement.agreement}
        if others:
            raise UsageError(
                f"{self.folder} holds statements of {min(others)!r}; keep those of {entry.statement.agreement!r} in another folder"
            )
        amended = f".amended-{entry.amendment}" if entry.amendment else ""
        path = self.folder / f"{UNSAFE.sub('', entry.period)}{amended}.json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode())
        except FileExistsError:
            raise UsageError(f"{path} is there already; read the folder again") from None
        except OSError as error:
            raise UsageError(f"{path} cannot be written ({reason(error)}); choose another folder") from None
