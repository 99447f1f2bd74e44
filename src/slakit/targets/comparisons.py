"""Comparisons: the phrases of contracts that hold a figure against another, each with its sign."""

from collections.abc import Mapping

SIGNS: Mapping[str, str] = {
    "at least": ">=", "no less than": ">=", "not less than": ">=", "at or above": ">=",
    "at most": "<=", "no more than": "<=", "not more than": "<=", "at or below": "<=", "up to": "<=", "within": "<=",
    "more than": ">", "above": ">", "over": ">",
    "less than": "<", "below": "<", "under": "<",
    "exactly": "==",
}  # fmt: skip
