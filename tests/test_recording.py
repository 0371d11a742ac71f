"""How do events get into the ledger? Many callers at once, each answered for its own."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import orjson
import pytest

from ledger import times
from ledger.application import Ledger, wall_clock
from ledger.intake import check, check_all
from ledger.moment import Asked
from ledger.recording import recording as recording_module
from ledger.recording.outcomes import Request
from ledger.recording.recording import Recording, _Asked, _group_size
from ledger.recording.sitting import deliberate
from ledger.refusals import Refused
from ledger.store.errors import IdTaken, StoreBusy, StoreUnavailable
from tests.telling import (
    Told,
    a_pcn,
    all_the_same,
    attested,
    audited,
    granted,
    joined,
    leads,
    met_with,
    post,
    reaffirmed,
    record,
    registered,
    retracted,
    sought,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASIC = (*a_pcn("a", "b"), sought())


@pytest.fixture
def other(database_dsn: str, ledger_schema: str) -> Iterator[Ledger]:
    """Another process, as it were, on the same ledger."""
    with closing(Ledger(database_dsn, ledger_schema)) as one:
        yield one


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def together(ledger: Ledger, *works: Callable[[], object]) -> None:
    """As if somebody had the turn: all come together, and then it is handed on."""
    turns = ledger.recording._turns
    turns._taken = True
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    until(lambda: len(turns._queue) == len(works))
    turns._queue[0].woken.set()
    for thread in threads:
        thread.join()


def head(ledger: Ledger) -> int:
    with ledger.store.reading() as reader:
        return reader.head().position


def test_an_answer_says_where_each_event_stands_and_which_ids_were_made(ledger: Ledger) -> None:
    event = sought()
    del event["mandate"]
    record(ledger, *a_pcn("a"))
    answer = post(ledger, event)
    (one,) = answer["events"]
    assert set(one) == {"position", "id", "recorded_at", "type", "mandate"}
    assert (one["position"], one["type"]) == (5, "MandateSought")
    shown = ledger.listing.event(5)
    assert (shown.id, shown.recorded_at, shown.event["mandate"]) == (one["id"], one["recorded_at"], one["mandate"])
    assert answer["findings"] == []


def test_sixteen_at_once_miss_nothing_and_refused_ones_leave_the_others_alone(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    answers: list[Told] = []
    refused: list[Refused] = []

    def work(number: int) -> None:
        for index in range(12):
            bad = (number + index) % 4 == 0
            event = granted("nobody" if bad else "ab"[number % 2], "2024-02-01")
            try:
                answers.append(post(ledger, event))
            except Refused as failure:
                refused.append(failure)

    threads = [threading.Thread(target=work, args=[number]) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 16 * 9
    assert {one.code for one in refused} == {"unknown_reference"}
    assert len(refused) == 16 * 3
    positions = sorted(one["events"][0]["position"] for one in answers)
    assert positions == list(range(8, 8 + 16 * 9))
    page = ledger.listing.events(Asked(), limit=1000).lines
    assert [one.position for one in page] == list(range(1, 8 + 16 * 9))
    assert all(one.recorded_at < two.recorded_at for one, two in pairwise(page))


def test_those_who_share_a_commit_are_judged_one_after_the_other(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(ledger, *a_pcn("a"), registered("x"))
    sat: list[int] = []

    def counting(reader: Any, requests: Any, now: Any) -> Any:
        sat.append(len(requests))
        return deliberate(reader, requests, now)

    monkeypatch.setattr(recording_module, "deliberate", counting)
    outcomes: list[str] = []

    def work() -> None:
        try:
            post(ledger, joined("x", at="2024-01-01"))
            outcomes.append("recorded")
        except Refused as failure:
            outcomes.append(failure.code)

    together(ledger, *[work] * 4)
    assert sorted(outcomes) == ["irregular", "irregular", "irregular", "recorded"]
    assert sat == [4]


# The same again


def test_an_event_with_an_id_is_answered_as_the_first_time(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    event = granted("a", "2024-02-01", source=None) | {"id": str(uuid4())}
    first = post(ledger, event)
    assert [one["rule"] for one in first["findings"]] == ["unattested"]
    assert post(ledger, dict(reversed(event.items()))) == first
    assert head(ledger) == 8


def test_also_when_it_would_break_a_rule_by_now(ledger: Ledger) -> None:
    event = joined("a", at="2024-01-01") | {"id": str(uuid4())}
    record(ledger, registered("pcn", "pcn"), registered("a"))
    first = post(ledger, event)
    assert post(ledger, event) == first


def test_the_ids_that_were_made_are_told_again(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"))
    event = sought() | {"id": str(uuid4())}
    del event["mandate"]
    first = post(ledger, event)
    assert "mandate" in first["events"][0]
    assert post(ledger, event) == first


def test_with_something_else_it_is_refused(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    event = granted("a", "2024-02-01") | {"id": str(uuid4())}
    post(ledger, event)
    with pytest.raises(Refused) as caught:
        post(ledger, event | {"by": "b"})
    assert caught.value.code == "id_reused"
    assert [fault.pointer for fault in caught.value.faults] == ["/id"]
    with pytest.raises(Refused) as caught:
        record(ledger, granted("a", "2024-02-01"), event | {"by": "b"})
    assert [fault.pointer for fault in caught.value.faults] == ["/1/id"]
    assert head(ledger) == 8


def test_twice_in_one_list_it_is_one_event(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    event = granted("a", "2024-02-01") | {"id": str(uuid4())}
    answer = record(ledger, event, event, granted("b", "2024-02-01"))
    assert [one["position"] for one in answer["events"]] == [8, 8, 9]
    assert head(ledger) == 9
    another = granted("a", "2024-02-02") | {"id": str(uuid4())}
    with pytest.raises(Refused) as caught:
        record(ledger, another, another | {"by": "b"})
    assert caught.value.code == "id_reused"


def test_ids_are_the_same_in_capitals(ledger: Ledger) -> None:
    name = str(uuid4())
    first = post(ledger, registered("a") | {"id": name})
    with pytest.raises(Refused):
        post(ledger, registered("b") | {"id": name.upper()})
    assert first["events"][0]["id"] == name


def test_a_text_that_was_erased_since_is_taken_to_be_the_same(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"))
    event = sought() | {"id": str(uuid4())}
    first = post(ledger, event)
    ledger.store.erase(5)
    assert post(ledger, event) == first


# Idempotency keys


def test_a_key_gets_the_first_answer_again(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    first = post(ledger, granted("a", "2024-02-01"), key="k", body=b"1")
    assert post(ledger, granted("a", "2024-02-01"), key="k", body=b"1") == first
    assert head(ledger) == 8
    assert post(ledger, granted("a", "2024-02-01"), key="l", body=b"1") != first


def test_a_key_with_another_body_is_refused(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    post(ledger, granted("a", "2024-02-01"), key="k", body=b"1")
    with pytest.raises(Refused) as caught:
        post(ledger, granted("b", "2024-02-01"), key="k", body=b"2")
    assert caught.value.code == "key_reused"
    assert head(ledger) == 8


def test_a_refusal_is_not_kept_so_that_the_key_can_be_tried_again(ledger: Ledger) -> None:
    with pytest.raises(Refused):
        post(ledger, joined("a"), key="k", body=b"1")
    record(ledger, registered("a"), registered("pcn", "pcn"))
    assert post(ledger, joined("a"), key="k", body=b"1")["events"][0]["position"] == 3


def test_a_key_whose_events_were_all_recorded_before_is_kept_too(ledger: Ledger) -> None:
    event = registered("a") | {"id": str(uuid4())}
    first = post(ledger, event)
    assert post(ledger, event, key="k", body=b"1") == first
    with pytest.raises(Refused):
        post(ledger, registered("b"), key="k", body=b"2")


# Who shares a commit


def waiting(events: int = 1, key: str | None = None) -> _Asked:
    return _Asked(Request([check(registered("a"))] * events, "local"), key)


def groups(*queue: _Asked) -> list[list[_Asked]]:
    """The groups that a queue is taken in."""
    left, found = list(queue), []
    while left:
        size = _group_size(left)
        found.append(left[:size])
        del left[:size]
    return found


def test_single_events_go_together_and_a_list_goes_alone() -> None:
    found = groups(waiting(), waiting(), waiting(2), waiting(), waiting(3), waiting(2))
    assert [[len(one.request.drafts) for one in group] for group in found] == [[1, 1], [2], [1], [3], [2]]
    assert _group_size([]) == 0


def test_two_with_one_key_do_not_go_together() -> None:
    found = groups(waiting(key="k"), waiting(key="l"), waiting(), waiting(key="k"))
    assert [[one.key for one in group] for group in found] == [["k", "l", None], ["k"]]


def test_no_more_than_128_go_together() -> None:
    assert [len(group) for group in groups(*(waiting() for _ in range(130)))] == [128, 2]


def test_what_goes_wrong_is_told_to_all_who_wait_and_the_next_one_works(ledger: Ledger) -> None:
    recording = Recording(ledger.store, broken_once())
    with pytest.raises(RuntimeError, match="no time"):
        recording.record(Request([check(registered("a"))], "local"))
    assert orjson.loads(recording.record(Request([check(registered("a"))], "local")))["events"][0]["position"] == 1


def broken_once() -> Callable[[], times.Instant]:
    calls = iter([1])

    def clock() -> times.Instant:
        if next(calls, None):
            msg = "no time"
            raise RuntimeError(msg)
        return wall_clock()

    return clock


def test_a_database_that_is_away_is_said_and_nothing_is_half_recorded(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(ledger.store, "writing", away)
        with pytest.raises(StoreUnavailable):
            post(ledger, registered("a"))
    assert head(ledger) == 0
    post(ledger, registered("a"))


def test_who_was_answered_before_is_answered_though_the_others_cannot_be(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = post(ledger, registered("a"), key="k", body=b"1")
    answers: list[Told] = []
    failures: list[StoreUnavailable] = []

    def again() -> None:
        answers.append(post(ledger, registered("a"), key="k", body=b"1"))

    def new() -> None:
        try:
            post(ledger, registered("b"))
        except StoreUnavailable as failure:
            failures.append(failure)

    with monkeypatch.context() as patch:
        patch.setattr(ledger.store, "writing", away)
        together(ledger, again, new)
    assert (answers, len(failures)) == ([first], 1)
    assert head(ledger) == 1


def away(**_: Any) -> Any:
    raise StoreUnavailable


# What others record between the judgement and the append


class Between:
    """Has the other one record something after each of the first judgements."""

    def __init__(self, *acts: Callable[[], object]) -> None:
        self.acts = list(acts)
        self.judged = 0

    def __call__(self, reader: Any, requests: Any, now: Any) -> Any:
        self.judged += 1
        result = deliberate(reader, requests, now)
        if self.acts:
            self.acts.pop(0)()
        return result


def between(monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], object]) -> Between:
    watch = Between(*acts)

    def once(reader: Any, requests: Any, now: Any) -> Any:
        # The other one's own judgements are let through.
        return (
            deliberate(reader, requests, now)
            if threading.current_thread().name == "other"
            else watch(reader, requests, now)
        )

    monkeypatch.setattr(recording_module, "deliberate", once)
    return watch


def by_the_other(other: Ledger, *events: Told, **how: Any) -> Callable[[], object]:
    def act() -> None:
        def work() -> None:
            if how:
                post(other, events[0], **how)
            else:
                record(other, *events)

        thread = threading.Thread(target=work, name="other")
        thread.start()
        thread.join()

    return act


def test_something_that_does_not_matter_only_moves_the_positions(
    ledger: Ledger, other: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(ledger, *BASIC, registered("x"), registered("y"))
    watch = between(monkeypatch, by_the_other(other, leads("zoe", body="y"), leads("yan", body="y")))
    opened = sought("2024-01-15", "n")
    answer = record(ledger, opened, all_the_same(granted("x", "2024-02-01", "n")))
    assert [one["position"] for one in answer["events"]] == [12, 13]
    assert [(one["position"], one["because"]) for one in answer["findings"]] == [(13, [12])]
    assert watch.judged == 1
    assert orjson.loads(orjson.dumps(audited(ledger, 13))) == answer["findings"]
    repeated = ledger.listing.event(13)
    assert repeated.event["mandate"] == "n"


def test_something_that_matters_is_judged_again(ledger: Ledger, other: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    record(ledger, *BASIC, registered("x"))
    watch = between(monkeypatch, by_the_other(other, joined("x", at="2024-01-01")))
    with pytest.raises(Refused) as caught:
        record(ledger, joined("x", at="2024-01-01"))
    assert caught.value.code == "irregular"
    assert (watch.judged, head(ledger)) == (2, 9)


def test_a_list_that_corrects_itself_is_judged_again(
    ledger: Ledger, other: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(ledger, *BASIC, registered("y"))
    watch = between(monkeypatch, by_the_other(other, leads("zoe", body="y")))
    answer = record(ledger, granted("a", "2024-02-01"), attested(9, "pcn"))
    assert [one["position"] for one in answer["events"]] == [10, 11]
    assert watch.judged == 2


def test_an_event_whose_id_the_other_recorded_just_now_is_answered_as_its(
    ledger: Ledger, other: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(ledger, *BASIC)
    event = met_with(["a", "b"], "2024-02-01") | {"id": str(uuid4())}
    watch = between(monkeypatch, by_the_other(other, event))
    answer = post(ledger, event)
    assert answer["events"][0]["position"] == 8
    assert head(ledger) == 8
    assert watch.judged >= 2


def test_an_id_that_the_other_used_for_something_unrelated_just_now_is_refused(
    ledger: Ledger, other: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(ledger, *BASIC)
    name = str(uuid4())
    between(monkeypatch, by_the_other(other, registered("y") | {"id": name}))
    with pytest.raises(Refused) as caught:
        post(ledger, registered("x") | {"id": name})
    assert caught.value.code == "id_reused"
    assert head(ledger) == 8


def test_ids_that_are_taken_again_and_again_end_in_a_refusal_to_go_on(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def taken(*_: Any) -> Any:
        tries.append(1)
        raise IdTaken

    monkeypatch.setattr(recording_module, "deliberate", taken)
    with pytest.raises(StoreBusy):
        post(ledger, registered("x"))
    assert len(tries) == 3


@pytest.mark.parametrize("event", [registered("x"), met_with(["a", "b"], "2024-02-01"), leads("zoe", "2024-02-01")])
def test_a_key_that_comes_to_two_at_once_gets_one_answer(
    ledger: Ledger, other: Ledger, monkeypatch: pytest.MonkeyPatch, event: Told
) -> None:
    record(ledger, *BASIC)
    between(monkeypatch, by_the_other(other, event, key="k", body=b"1"))
    answer = post(ledger, event, key="k", body=b"1")
    assert answer["events"][0]["position"] == 8
    assert head(ledger) == 8


def test_two_cannot_between_them_do_what_only_one_may(ledger: Ledger, other: Ledger) -> None:
    record(ledger, *a_pcn("a"), *(registered(f"x{index}") for index in range(10)))
    for index in range(10):
        outcomes: list[str] = []
        together = threading.Barrier(2)

        def work(one: Ledger, index: int, outcomes: list[str], together: threading.Barrier) -> None:
            together.wait()
            try:
                post(one, joined(f"x{index}", at="2024-01-01"))
                outcomes.append("recorded")
            except Refused as failure:
                outcomes.append(failure.code)

        threads = [threading.Thread(target=work, args=[one, index, outcomes, together]) for one in (ledger, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["irregular", "recorded"]
    assert [one.rule for one in ledger.listing.findings(Asked()).lines] == []


# A file of events


Line = tuple[Any, str | None, int | None]


def lines(*events: Told, at: int | None = None) -> list[Line]:
    return [
        (draft, str(uuid4()), None if at is None else at + index) for index, draft in enumerate(check_all(list(events)))
    ]


def test_a_file_is_recorded_with_its_ids_and_times(ledger: Ledger) -> None:
    file = lines(*BASIC, at=times.start("2024-05-01"))
    done: list[int] = []
    assert ledger.recording.restore(file, "export", done.append) == 7
    shown = ledger.listing.events(Asked()).lines
    assert [one.id for one in shown] == [event_id for _, event_id, _ in file]
    assert shown[0].recorded_at == "2024-04-30T23:00:00Z"
    assert {one.recorded_by for one in shown} == {"export"}
    assert sum(done) == 7


def test_a_second_time_it_records_nothing(ledger: Ledger) -> None:
    file = lines(*BASIC, at=times.start("2024-05-01"))
    ledger.recording.restore(file, "export")
    assert ledger.recording.restore(file, "export") == 0
    assert ledger.recording.restore([*file, *lines(granted("a", "2024-02-01"))], "export") == 1


def test_without_times_it_is_recorded_now(ledger: Ledger) -> None:
    before = wall_clock()
    ledger.recording.restore(lines(*BASIC), "import")
    assert times.start(ledger.listing.event(1).recorded_at) >= before


def test_times_before_those_that_the_ledger_holds_are_not_kept(ledger: Ledger) -> None:
    before = wall_clock()
    record(ledger, *BASIC)
    assert ledger.recording.restore(lines(granted("a", "2024-02-01"), at=times.start("2024-05-01")), "export") == 1
    assert times.start(ledger.listing.event(8).recorded_at) > before


def test_long_files_are_recorded_in_parts_and_all_or_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_module, "_IMPORTED_AT_ONCE", 3)
    with pytest.raises(Refused) as caught:
        ledger.recording.restore(lines(*BASIC, granted("nobody", "2024-02-01")), "import")
    assert [fault.pointer for fault in caught.value.faults] == ["/7/by"]
    assert head(ledger) == 0
    with pytest.raises(Refused) as caught:
        ledger.recording.restore(lines(*BASIC, reaffirmed("a", "2024-02-01")), "import")
    assert [finding.index for finding in caught.value.findings] == [7]
    assert ledger.recording.restore(lines(*BASIC, granted("a", "2024-02-01"), retracted(8)), "import") == 9
