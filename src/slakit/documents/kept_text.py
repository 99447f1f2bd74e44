"""Kept text: the data of a document with what has changed since, where parts that are as they were stand as they were written."""

from slakit.documents.plain import Plain

Table = dict[str, Plain]


def with_kept_text(written: Plain, old: Plain, new: Plain) -> Plain:
    """The text of a part that was `old` and is now `new`, both as `dump` writes them without a document; `written` is how it stood.

    >>> with_kept_text({"per": "60 min", "credit": "5 %"}, {"credit": "5 %", "per": "1 hour"}, {"credit": "6 %", "per": "1 hour"})
    {'per': '60 min', 'credit': '6 %'}

    Where both do not fit to what was written, such as a rule that became another one, it is the new part.
    """
    if old == new:
        return written
    if (
        isinstance(written, dict)
        and isinstance(old, dict)
        and isinstance(new, dict)
        and written.get("is") == old.get("is") == new.get("is")
    ):
        return _table(written, old, new)
    if isinstance(written, list) and isinstance(old, list) and isinstance(new, list) and len(written) == len(old):
        return _list(written, old, new)
    return new


def _table(written: Table, old: Table, new: Table) -> Table:
    """The keys in the order written, but those that were taken away, and then the new ones."""
    kept = {
        name: with_kept_text(part, old[name], new[name]) if name in old and name in new else new.get(name, part)
        for name, part in written.items()
        if name in new or name not in old
    }
    return kept | {name: part for name, part in new.items() if name not in written and old.get(name) != part}


def _list(written: list[Plain], old: list[Plain], new: list[Plain]) -> list[Plain]:
    """Each part with the text of its like: one that is equal, or of the same name, or else in the same position of a list as long."""
    kept = []
    for index, part in enumerate(new):
        like = next((at for at, one in enumerate(old) if one == part), None)
        if like is None:
            like = next((at for at, one in enumerate(old) if _name(one) is not None and _name(one) == _name(part)), None)
        if like is None and len(old) == len(new) and old[index] not in new:
            like = index
        kept.append(part if like is None else with_kept_text(written[like], old[like], part))
    return kept


def _name(part: Plain) -> Plain:
    return part.get("name") if isinstance(part, dict) else None
