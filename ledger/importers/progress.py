"""How far has something got? What importers tell whoever waits for them."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told now and then: what is being done, how much of it is done, and how much there is."""

_EVERY = 100


def counting(what: str, total: int, progress: Progress) -> Callable[[int], None]:
    """Tells of steps that are counted one by one, but not of every one."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        if done % _EVERY == 0 or done == total:
            progress(what, done, total)

    return count
