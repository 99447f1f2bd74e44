"""Row: a word and a text as they stand beside each other."""

from attrs import frozen


@frozen
class Row:
    """A word and a text; one in English of the engine, whatever the language of the page, is marked as such."""

    word: str
    text: str
    english: bool = False
