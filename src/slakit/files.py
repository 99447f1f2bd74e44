"""Readers of files of one kind, and of several files; `slakit.read` chooses one by the name of the file."""

from slakit.readers.csv import read_csv as read_csv
from slakit.readers.database import read_database as read_database
from slakit.readers.jsonl import read_jsonl as read_jsonl
from slakit.readers.parquet import read_parquet as read_parquet
from slakit.readers.several import read_files as read_files
from slakit.readers.xlsx import read_xlsx as read_xlsx
