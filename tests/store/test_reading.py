"""Does a reading find what it wants, within its bounds, and nothing else?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.history import Entry
from ledger.store.rows import Head, Opening, Wanted
from ledger.times import Instant
from tests.store.support import MAY, Seen, an_event

if TYPE_CHECKING:
    from ledger.store.reading import Reader
    from ledger.store.store import Store


def wants(*subjects: str, facets: tuple[str, ...] = ()) -> Wanted:
    return Wanted(frozenset(subjects), frozenset(facets))


@pytest.fixture(autouse=True)
def _a_ledger(store: Store) -> None:
    events = [
        an_event("o:A", "o:B", facet="register", kind="MemberJoined", facts=b"1"),
        an_event("o:A", "i:m", facts=b"2"),
        an_event("o:B", "p:amy", facts=b"3", openings=(Opening("i:m", "mandate", roots=("o:A",)),)),
        an_event("o:A", "s:all", facet="act", named=False, facts=b"4"),
        an_event(
            "i:m", "o:A", facet="register", facts=b"5", openings=(Opening("i:m", None), Opening("o:C", "practice"))
        ),
    ]
    with store.writing() as writer:
        for event in events:
            writer.append([event], recorded_by="me", now=MAY)


def positions(reader: Reader, *wanted: Wanted, upto: int = 9, after: int = 0) -> list[int]:
    return [entry.position for entry in reader.entries(wanted, upto, after)]


def test_entries_are_whole(store: Store) -> None:
    with store.reading() as reader:
        assert reader.entries([wants("s:all")], 9) == [
            Entry(4, Instant(MAY + 3), Instant(MAY), Seen(kind="MandateGranted", facts=b"4"), "me")
        ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([wants("o:A")], [1, 2, 4, 5]),
        ([wants("o:A", facets=("register",))], [1, 5]),
        ([wants("o:A", facets=("register", "act"))], [1, 4, 5]),
        ([wants("o:A", "o:B", facets=("mandate",))], [2, 3]),
        ([wants("o:A", facets=("act",)), wants("o:B")], [1, 3, 4]),
        ([wants("o:A", facets=("mandate",)), wants("o:B", facets=("register",))], [1, 2]),
        ([wants("o:Z"), wants()], []),
        ([], []),
    ],
)
def test_entries_are_found_by_subject_and_facet_once_each_and_in_order(
    store: Store, wanted: list[Wanted], found: list[int]
) -> None:
    with store.reading() as reader:
        assert positions(reader, *wanted) == found


def test_entries_are_bounded(store: Store) -> None:
    with store.reading() as reader:
        assert positions(reader, wants("o:A"), upto=4, after=1) == [2, 4]
        assert positions(reader, wants("o:A", facets=("register",)), upto=4) == [1]
        assert positions(reader, wants("o:A", facets=("register",)), after=1) == [5]


def test_the_ledger_as_it_was_known(store: Store) -> None:
    with store.reading() as reader:
        assert reader.head() == Head(5, MAY + 4)
        assert reader.position_at(MAY + 99) == Head(5, MAY + 4)
        assert reader.position_at(MAY + 1) == Head(2, MAY + 1)
        assert reader.position_at(MAY - 1) == Head()
        assert (reader.recorded_at(2), reader.recorded_at(6)) == (MAY + 1, None)


def test_a_reading_is_of_one_moment(store: Store) -> None:
    with store.reading() as reader:
        with store.writing() as writer:
            writer.append([an_event("o:A")], recorded_by="me", now=MAY)
        assert reader.at(6) is None
        assert positions(reader, wants("o:A")) == [1, 2, 4, 5]
        assert [len(batch) for batch in reader.stream(0, 9)] == [5]
    with store.reading() as reader:
        assert positions(reader, wants("o:A"), after=4) == [5, 6]


def test_what_came_after_a_position(store: Store) -> None:
    with store.reading() as reader:
        assert [reader.exists_after(["o:B"], position) for position in (0, 2, 3, 5, 9)] == [
            True,
            True,
            False,
            False,
            False,
        ]
        assert reader.exists_after(["o:Z", "p:amy"], 2)
        assert not reader.exists_after([], 0)
    with store.writing() as writer:
        writer.append([an_event("o:Z") for _ in range(400)], recorded_by="me", now=MAY)
    with store.reading() as reader:
        assert [reader.exists_after(["o:B", "p:amy"], position) for position in (2, 3)] == [True, False]


def test_which_names_are_in_use(store: Store) -> None:
    with store.reading() as reader:
        assert reader.openings(["i:m", "o:C", "o:none"]) == {"o:C": Opening("o:C", "practice", 5)}
    with store.writing() as writer:
        writer.append([an_event(openings=(Opening("i:m", "decision", roots=("o:B",)),))], recorded_by="me", now=MAY)
    with store.reading() as reader:
        assert reader.openings(["i:m"]) == {"i:m": Opening("i:m", "decision", 6, ("o:B",))}


def test_events_by_id(store: Store) -> None:
    with store.reading() as reader:
        event = reader.at(2)
        assert event is not None
        assert reader.by_ids([event.id, "00000000-0000-4000-8000-000000000000"]) == {event.id: event}
        assert reader.by_ids([]) == {}


@pytest.mark.parametrize(
    ("after", "limit", "upto", "kind", "subject", "found"),
    [
        (0, 9, 9, None, None, [1, 2, 3, 4, 5]),
        (1, 2, 9, None, None, [2, 3]),
        (1, 9, 3, None, None, [2, 3]),
        (0, 9, 9, "MemberJoined", None, [1]),
        (0, 9, 9, "Unknown", None, []),
        (0, 9, 9, None, "A", [1, 2, 5]),
        (1, 1, 9, None, "A", [2]),
        (0, 9, 4, None, "m", [2]),
        (0, 9, 9, None, "amy", [3]),
        (0, 9, 9, "MandateGranted", "A", [2, 5]),
        (0, 9, 9, None, "all", []),
    ],
)
def test_a_page_of_events(
    store: Store, after: int, limit: int, upto: int, kind: str | None, subject: str | None, found: list[int]
) -> None:
    with store.reading() as reader:
        page = reader.page(after=after, limit=limit, upto=upto, type=kind, subject=subject)
    assert [event.position for event in page] == found


def test_the_whole_ledger_in_batches(store: Store) -> None:
    with store.reading() as reader:
        batches = list(reader.stream(1, 9, batch=3))
        assert [[entry.position for entry in batch] for batch in batches] == [[2, 3, 4], [5]]
        raw = list(reader.stored(0, 4, batch=3))
        assert [[event.facts for event in batch] for batch in raw] == [[b"1", b"2", b"3"], [b"4"]]
        assert list(reader.stream(5, 9)) == []
