"""Do callers that come together share one piece of work, and is none of them ever left waiting?"""

from __future__ import annotations

import contextlib
import threading
import time
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from ledger.intake import check
from ledger.recording import turns as turns_module
from ledger.recording.outcomes import Request
from ledger.recording.recording import _Asked, _group_size
from ledger.recording.turns import Turns
from tests.telling import registered

if TYPE_CHECKING:
    from collections.abc import Callable


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.001)


def one_by_one(_: list[str]) -> int:
    return 1


class Office:
    """Works on what is brought, and notes in which groups. The item `hold` keeps it busy until it is let go on."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.is_held = threading.Event()
        self.go_on = threading.Event()

    def work(self, group: list[str]) -> None:
        self.groups.append(group)
        if "hold" in group:
            self.is_held.set()
            assert self.go_on.wait(20)
        if "interrupt" in group:
            raise KeyboardInterrupt


def sent(bring: Callable[[], object]) -> threading.Thread:
    """A caller, in a thread of its own. What interrupts it is its own affair."""

    def call() -> None:
        with contextlib.suppress(KeyboardInterrupt):
            bring()

    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    return thread


def in_order(turns: Turns[str], *items: str) -> list[threading.Thread]:
    """Callers who come one after the other while somebody else has the turn."""
    threads = []
    for item in items:
        before = len(turns._queue)
        threads.append(sent(partial(turns.bring, item)))
        until(lambda before=before: len(turns._queue) == before + 1)  # type: ignore[misc]
    return threads


def all_return(*threads: threading.Thread) -> bool:
    for thread in threads:
        thread.join(20)
    return not any(thread.is_alive() for thread in threads)


def is_at_rest(turns: Turns[str]) -> bool:
    return not turns._queue and not turns._taken


def test_what_is_brought_is_done_when_it_returns() -> None:
    office = Office()
    turns = Turns(office.work, len)
    turns.bring("a")
    assert office.groups == [["a"]]
    turns.bring("b")
    assert office.groups == [["a"], ["b"]]
    assert is_at_rest(turns)


def test_who_is_alone_never_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: float) -> None:
        pytest.fail("Nobody else is there to be waited for.")

    monkeypatch.setattr(turns_module, "time", SimpleNamespace(sleep=refuse))
    office = Office()
    turns = Turns(office.work, len)
    for _ in range(3):
        turns.bring("a")
    assert office.groups == [["a"]] * 3


def test_those_who_come_while_somebody_works_share_the_next_group() -> None:
    office = Office()
    turns = Turns(office.work, len)
    first = sent(partial(turns.bring, "hold"))
    assert office.is_held.wait(20)
    others = in_order(turns, "a", "b", "c")
    office.go_on.set()
    assert all_return(first, *others)
    assert office.groups == [["hold"], ["a", "b", "c"]]
    assert is_at_rest(turns)


def test_those_who_were_answered_together_are_waited_for_and_share_a_group_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office()
    turns = Turns(office.work, len)
    first = sent(partial(turns.bring, "hold"))
    assert office.is_held.wait(20)
    others = in_order(turns, "a", "b", "c")
    office.go_on.set()
    assert all_return(first, *others)
    again: list[threading.Thread] = []

    def asleep(_: float) -> None:
        again.extend(in_order(turns, "bde"[len(again)]))

    monkeypatch.setattr(turns_module, "time", SimpleNamespace(sleep=asleep))
    turns.bring("a")
    assert all_return(*again)
    assert office.groups[2:] == [["a", "b", "d"]]


def test_others_are_waited_for_while_they_come_and_not_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    others: list[threading.Thread] = []

    def asleep(seconds: float) -> None:
        slept.append(seconds)
        if len(others) < 3:
            others.extend(in_order(turns, "b"))

    monkeypatch.setattr(turns_module, "time", SimpleNamespace(sleep=asleep))
    office = Office()
    turns = Turns(office.work, len)
    turns._expected = 100
    turns.bring("a")
    assert all_return(*others)
    assert (len(slept), office.groups) == (4, [["a", "b", "b", "b"]])
    slept.clear()
    others.clear()
    monkeypatch.setattr(turns_module, "_MOMENTS", 2)
    turns._expected = 100
    turns.bring("a")
    assert all_return(*others)
    assert (len(slept), office.groups[1:]) == (2, [["a", "b", "b"]])


def test_a_group_is_as_large_as_it_may_be_and_the_turn_goes_on_to_the_rest() -> None:
    office = Office()
    turns = Turns(office.work, lambda items: min(2, len(items)))
    first = sent(partial(turns.bring, "hold"))
    assert office.is_held.wait(20)
    others = in_order(turns, *"abcde")
    office.go_on.set()
    assert all_return(first, *others)
    assert office.groups == [["hold"], ["a", "b"], ["c", "d"], ["e"]]
    assert is_at_rest(turns)


def test_sixteen_at_once_are_all_worked_for_and_each_once() -> None:
    office = Office()
    turns = Turns(office.work, len)

    def bring(number: int) -> None:
        for index in range(50):
            turns.bring(f"{number}-{index}")

    assert all_return(*(sent(partial(bring, number)) for number in range(16)))
    assert sorted(item for group in office.groups for item in group) == sorted(
        f"{number}-{index}" for number in range(16) for index in range(50)
    )
    assert is_at_rest(turns)


# Whoever is interrupted while it has the turn


@pytest.mark.parametrize("group_size", [one_by_one, len], ids=["alone", "together"])
def test_work_that_is_interrupted_leaves_nobody_waiting(group_size: Callable[[list[str]], int]) -> None:
    office = Office()
    turns = Turns(office.work, group_size)
    first = sent(partial(turns.bring, "hold"))
    assert office.is_held.wait(20)
    others = in_order(turns, "interrupt", "a", "b")
    office.go_on.set()
    assert all_return(first, *others)
    assert [item for group in office.groups for item in group] == ["hold", "interrupt", "a", "b"]
    assert is_at_rest(turns)
    turns.bring("c")
    assert office.groups[-1] == ["c"]


def test_the_interruption_is_told_to_who_was_interrupted() -> None:
    turns = Turns(Office().work, len)
    with pytest.raises(KeyboardInterrupt):
        turns.bring("interrupt")
    assert is_at_rest(turns)


def test_an_interruption_while_others_are_waited_for_hands_the_turn_on(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    turns = Turns(office.work, len)
    others: list[threading.Thread] = []

    def interrupted(_: float) -> None:
        monkeypatch.undo()
        others.extend(in_order(turns, "b", "c"))
        raise KeyboardInterrupt

    monkeypatch.setattr(turns_module, "time", SimpleNamespace(sleep=interrupted))
    turns._expected = 3
    with pytest.raises(KeyboardInterrupt):
        turns.bring("a")
    assert all_return(*others)
    assert office.groups == [["b", "c"]]
    assert is_at_rest(turns)


# Who shares a commit


def groups_of(*queue: tuple[int, str | None]) -> list[list[tuple[int, str | None]]]:
    """In which groups requests are worked on that wait together, each so many events with a key."""
    groups: list[list[tuple[int, str | None]]] = []
    is_held, go_on = threading.Event(), threading.Event()

    def work(group: list[_Asked]) -> None:
        groups.append([(len(one.request.drafts), one.key) for one in group])
        is_held.set()
        assert go_on.wait(20)

    turns = Turns(work, _group_size)
    draft = check(registered("a"))

    def asked(events: int, key: str | None) -> _Asked:
        return _Asked(Request([draft] * events, "local"), key)

    threads = [sent(partial(turns.bring, asked(1, "first")))]
    assert is_held.wait(20)
    for index, (events, key) in enumerate(queue):
        threads.append(sent(partial(turns.bring, asked(events, key))))
        until(lambda length=index + 1: len(turns._queue) == length)  # type: ignore[misc]
    go_on.set()
    assert all_return(*threads)
    return groups[1:]


def test_single_events_share_a_turn_and_a_list_has_one_of_its_own() -> None:
    found = groups_of((1, None), (1, None), (2, None), (1, None), (3, None), (2, None))
    assert [[events for events, _ in group] for group in found] == [[1, 1], [2], [1], [3], [2]]


def test_an_idempotency_key_is_only_once_in_a_group() -> None:
    found = groups_of((1, "k"), (1, "l"), (1, None), (1, None), (1, "k"))
    assert [[key for _, key in group] for group in found] == [["k", "l", None, None], ["k"]]


def test_128_share_a_turn_and_no_more() -> None:
    assert [len(group) for group in groups_of(*[(1, None)] * 130)] == [128, 2]


class Interrupting(threading.Event):
    """Wakes whoever waits for it with an interruption, at once or when it is woken."""

    def __init__(self, when_woken: threading.Event | None) -> None:
        super().__init__()
        self.when_woken = when_woken

    def wait(self, timeout: float | None = None) -> bool:
        if self.when_woken is not None:
            self.when_woken.set()
            super().wait(timeout)
        raise KeyboardInterrupt


@pytest.mark.parametrize("interrupted_when", ["waiting", "woken"])
def test_whoever_is_interrupted_while_it_waits_is_handed_no_turn(
    monkeypatch: pytest.MonkeyPatch, interrupted_when: str
) -> None:
    is_woken_first = interrupted_when == "woken"
    waits = threading.Event()

    class Waiting(turns_module._Waiting[str]):
        def __init__(self, item: str) -> None:
            super().__init__(item)
            if item == "interrupted":
                self.woken = Interrupting(waits if is_woken_first else None)

    office = Office()
    turns = Turns(office.work, one_by_one)
    monkeypatch.setattr(turns_module, "_Waiting", Waiting)
    first = sent(partial(turns.bring, "hold"))
    assert office.is_held.wait(20)
    interrupted = sent(partial(turns.bring, "interrupted"))
    if is_woken_first:
        assert waits.wait(20)
    else:
        interrupted.join(20)
    office.go_on.set()
    first.join(20)
    interrupted.join(20)
    turns.bring("last")
    assert office.groups == [["hold"], ["last"]]
