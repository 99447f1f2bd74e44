"""Locales: the texts and the forms of numbers of each language that a report is written in; a file of TOML for each."""
