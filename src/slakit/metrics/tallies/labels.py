"""Labels: a tally of the different values that occurred."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from slakit.metrics.record import canonical
from slakit.metrics.tallies.tally import State, Tally

Label = str | int | float


class LabelTable:
    """The labels of a batch, in no order; cells of the batch share it."""

    def __init__(self, names: Sequence[Label]) -> None:
        self.names = names

    @cached_property
    def codes(self) -> Mapping[Label, int]:
        """The index of each label."""
        return {name: code for code, name in enumerate(self.names)}

    @cached_property
    def ranks(self) -> Any:
        """The index that each label has in order, as an array."""
        import numpy as np

        ranks = np.empty(len(self.names), np.int64)
        ranks[list(map(self.codes.__getitem__, _sorted(self.names)))] = np.arange(len(self.names))
        return ranks


class CodedLabels:
    """Labels as an array of codes, each once, and how often each occurred."""

    def __init__(self, table: LabelTable, codes: Any) -> None:
        import numpy as np

        self.table, self.size = table, len(codes)
        if len(table.names) <= 4 * len(codes):
            counts = np.bincount(codes, minlength=len(table.names))
            self.codes = np.flatnonzero(counts)
            self.counts = counts[self.codes]
        else:
            self.codes, self.counts = np.unique(codes, return_counts=True)

    def __len__(self) -> int:
        return self.size

    @property
    def mapping(self) -> dict[Label, int]:
        """The number of records of each label."""
        return dict(zip(map(self.table.names.__getitem__, self.codes.tolist()), self.counts.tolist(), strict=True))

    def in_order(self) -> tuple[list[Label], list[int]]:
        """The labels in order, with their numbers."""
        import numpy as np

        order = np.argsort(self.table.ranks[self.codes])
        return list(map(self.table.names.__getitem__, self.codes[order].tolist())), self.counts[order].tolist()


class Labels(Tally):
    """The number of records of each label."""

    kind = "labels"
    __slots__ = ("_coded", "_counts")

    def __init__(self, counts: Mapping[Label, int] | None = None) -> None:
        self._counts: Counter[Label] = Counter(counts)
        self._coded: list[CodedLabels] = []  # those that are not in the counts

    def add_many(self, values: Iterable[Label]) -> None:
        if isinstance(values, CodedLabels):
            self._coded.append(values)
        else:
            self._counts.update(values)

    def merge(self, other: Self) -> None:
        self._counts.update(other._counts)
        self._coded += other._coded

    @property
    def counts(self) -> Counter[Label]:
        for coded in self._coded:
            self._counts.update(coded.mapping)
        self._coded.clear()
        return self._counts

    @property
    def _only(self) -> CodedLabels | None:
        """The labels, where they came in one batch of columns."""
        return self._coded[0] if len(self._coded) == 1 and not self._counts else None

    def number_of(self, label: Label) -> int:
        """Return the number of records of a label."""
        if (only := self._only) is None:
            return self.counts.get(label, 0)
        code = only.table.codes.get(label)
        return 0 if code is None else int(only.counts[only.codes == code].sum())

    def __len__(self) -> int:
        return len(self.counts if self._only is None else self._only.codes)

    def total(self) -> int:
        """Return the number of records."""
        return self.counts.total() if self._only is None else len(self._only)

    def state(self) -> State:
        return {"counts": sorted(map(list, self.counts.items()), key=canonical)}

    def seal(self) -> object:
        """Return the number of labels and a hash of them, texts last, each with its number."""
        if self._only is None:
            labels = _sorted(self.counts)
            columns = labels, list(map(self._counts.__getitem__, labels))
        else:
            columns = self._only.in_order()
        return [len(columns[0]), sha256(canonical(columns).encode()).hexdigest()]

    @classmethod
    def restore(cls, state: State) -> Self:
        return cls(dict(state["counts"]))


def _sorted(labels: Collection[Label]) -> list[Label]:
    """Labels in one order: numbers, then texts."""
    texts = {label for label in labels if isinstance(label, str)}
    numbers = [label for label in labels if not isinstance(label, str)]
    return [*sorted(numbers), *sorted(texts)]
