"""How do rules put things? Lists of names, counts and choices, as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger.past import Case

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def names(case: Case, codes: Iterable[str]) -> str:
    """The names of some organisations, in a row."""
    return ", ".join(case.name(code) for code in codes)


def number(of: Sequence[object], one: str, many: str) -> str:
    """How many there are, with a verb that agrees: `two members have`."""
    count = len(of)
    return f"{_NUMBERS[count] if count < len(_NUMBERS) else f'{count:,}'} {one if count == 1 else many}"


def spaced(name: str) -> str:
    """A word of the vocabulary as people write it: `two thirds`."""
    return name.replace("_", " ")
