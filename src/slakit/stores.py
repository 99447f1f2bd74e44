"""Stores of closed statements, by which a contract is run for years."""

from slakit.statements.stores.folder import FolderStore as FolderStore
from slakit.statements.stores.sqlite import SqliteStore as SqliteStore
from slakit.statements.stores.store import StatementStore as StatementStore
from slakit.statements.stores.stored import StoredStatement as StoredStatement
