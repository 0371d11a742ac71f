"""How do many callers share one piece of work? Whoever is first works for all that wait, and hands its turn on."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

_A_MOMENT, _MOMENTS = 0.000_3, 8
"""Seconds for which a caller waits for others to join it, and how often while they do: less than a commit takes."""


@dataclass(slots=True)
class _Waiting(Generic[T]):
    """A caller: woken when its work is done, or when it is its turn to work."""

    item: T
    done: bool = False
    woken: threading.Event = field(default_factory=threading.Event)


class Turns(Generic[T]):
    """Lets threads bring items that are worked on in groups.

    `work` is given the items of a group and must not raise; `group_size` says how many items from the head of the queue
    go together, at least one.
    """

    def __init__(self, work: Callable[[list[T]], None], group_size: Callable[[list[T]], int]) -> None:
        self._work, self._group_size = work, group_size
        self._queue: deque[_Waiting[T]] = deque()
        self._changing = threading.Lock()
        self._taken = False
        self._expected = 1

    def bring(self, item: T) -> None:
        """Have an item worked on; returns when that is done."""
        mine = _Waiting(item)
        with self._changing:
            self._queue.append(mine)
            has_the_turn, self._taken = not self._taken, True
        if not has_the_turn:
            try:
                mine.woken.wait()
            except BaseException:
                self._leave(mine)
                raise
        if not mine.done:
            self._take_a_turn(mine)

    def _leave(self, mine: _Waiting[T]) -> None:
        """Stop waiting, interrupted: nobody may hand the turn to who is not there to take it."""
        with self._changing:
            self._queue = deque(one for one in self._queue if one is not mine)
            if mine.woken.is_set() and not mine.done:
                self._hand_on()

    def _hand_on(self) -> None:
        self._taken = bool(self._queue)
        if self._queue:
            self._queue[0].woken.set()

    def _take_a_turn(self, mine: _Waiting[T]) -> None:
        """Work for everyone at the head of the queue, oneself first, and hand the turn on."""
        group = [mine]
        try:
            self._let_others_join()
            group = self._head_of_the_queue()
            self._work([one.item for one in group])
        finally:
            # Also when this thread is interrupted: whoever waits has to be woken, or would wait for ever.
            with self._changing:
                self._expected = len(group) + len(self._queue)
                for one in group:
                    one.done = True
                    one.woken.set()
                self._queue = deque(one for one in self._queue if not one.done)
                self._hand_on()

    def _head_of_the_queue(self) -> list[_Waiting[T]]:
        with self._changing:
            size = self._group_size([one.item for one in self._queue])
            return [self._queue.popleft() for _ in range(size)]

    def _let_others_join(self) -> None:
        """Wait a moment for those who were answered together just now: if they go on, they come back together.

        Who is alone never waits. Without this, whoever comes back first would work alone, and the others after it.
        """
        for _ in range(_MOMENTS):
            waiting = len(self._queue)
            if waiting >= self._expected:
                break
            time.sleep(_A_MOMENT)
            if len(self._queue) == waiting:
                break
