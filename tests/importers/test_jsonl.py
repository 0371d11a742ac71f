"""Do events come in from a file as they went out, all or none, and is a broken line named?"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
import pytest

from ledger.application import Ledger, wall_clock
from ledger.importers import jsonl, lines
from ledger.importers.jsonl import Imported, NotImported, export_lines, import_lines
from ledger.intake import check_all
from ledger.moment import Asked
from ledger.recording.outcomes import Request
from ledger.recording.preparing import prepare
from ledger.store.errors import StoreBusy
from ledger.store.migrations import migrate
from ledger.times import SECOND, Instant, rfc3339

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Event = dict[str, Any]


def registered(code: str, **more: Any) -> Event:
    return {
        "type": "OrganisationRegistered",
        "organisation": code,
        "name": code.title(),
        "kind": "practice",
        "effective_at": "2019-07-01",
        **more,
    }


PLACE = [
    registered("pcn1", kind="pcn"),
    registered("pr1"),
    registered("pr2", kind="other", basis="voluntary"),
    {"type": "MemberJoined", "organisation": "pcn1", "member": "pr1", "effective_at": "2019-07-01"},
    {"type": "MandateSought", "mandate": "m1", "holder": "pcn1", "scope": "s", "wording": "We speak.", "note": "Hm."},
    {"type": "MandateGranted", "mandate": "m1", "by": "pr1", "source": "minutes"},
]


@pytest.fixture
def real(database_dsn: str, ledger_schema: str) -> Iterator[Ledger]:
    """An empty ledger in a database."""
    one = Ledger(database_dsn, ledger_schema)
    yield one
    one.close()


@pytest.fixture
def another(database_dsn: str, ledger_schema: str) -> Iterator[Ledger]:
    """A second one."""
    migrate(database_dsn, f"{ledger_schema}_b")
    one = Ledger(database_dsn, f"{ledger_schema}_b")
    yield one
    one.close()


def quiet(_what: str, _done: int, _total: int) -> None:
    """No progress to see."""


def a_file(*values: object) -> io.BytesIO:
    return io.BytesIO(b"".join(one if isinstance(one, bytes) else orjson.dumps(one) + b"\n" for one in values))


def taken_in(ledger: Ledger, *values: object) -> Imported:
    return import_lines(ledger, a_file(*values), "f.jsonl", "local", quiet)


def refused(ledger: Ledger, *values: object) -> list[str]:
    """The lines of the message, of a file of which nothing is recorded."""
    before = head(ledger)
    with pytest.raises(NotImported) as raised:
        taken_in(ledger, *values)
    assert head(ledger) == before
    return str(raised.value).splitlines()


def head(ledger: Ledger) -> int:
    with ledger.store.reading() as reader:
        return reader.head().position


def record(ledger: Ledger, *events: Event) -> None:
    ledger.recording.record(Request(check_all(list(events)), "local"))


def exported(ledger: Ledger, upto: int | None = None) -> list[Event]:
    return [orjson.loads(line) for part in export_lines(ledger, upto) for line in part.lines.splitlines()]


def enveloped(event: Event, number: int, **more: Any) -> Event:
    at = rfc3339(wall_clock() + (number - 1000) * SECOND)
    return {"position": number, "id": str(UUID(int=number)), "recorded_at": at, "event": event} | more


def test_bare_events(real: Ledger) -> None:
    told: list[tuple[str, int, int]] = []
    file = a_file(*PLACE)
    size = len(file.getvalue())
    found = import_lines(real, file, "f.jsonl", "local", lambda *step: told.append(step))
    assert found == Imported(6, 6, None)
    assert [(one["position"], one["event"]["type"]) for one in exported(real)] == [
        (position, event["type"]) for position, event in enumerate(PLACE, 1)
    ]
    assert told == [("Checking", size, size), ("Recording", 6, 6)]


def test_nothing_comes_of_an_empty_file(real: Ledger) -> None:
    assert taken_in(real) == Imported(0, 0, None)
    assert list(export_lines(real)) == []


def test_blank_lines_a_byte_order_mark_and_windows_ends_do_no_harm(real: Ledger) -> None:
    first, second = (orjson.dumps(event) for event in PLACE[:2])
    assert taken_in(real, b"\xef\xbb\xbf", first, b"\r\n\r\n  \n", second).new == 2


def test_an_export_comes_in_as_it_went_out(real: Ledger, another: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "_AT_ONCE", 2)
    taken_in(real, *PLACE)
    record(real, {"type": "EventRetracted", "position": 6, "because_of": "It was another."})
    record(real, {"type": "MandateGranted", "mandate": "m1", "by": "pr1", "source": "minutes"})
    out = exported(real)
    assert taken_in(another, *out) == Imported(8, 8, None)
    assert exported(another) == out
    for ask in (
        lambda one: one.asking.standing("pcn1", Asked(upto=8)),
        lambda one: one.asking.standing("pcn1", Asked(upto=6)),
        lambda one: one.asking.voice("pcn1", "s", Asked(upto=8)),
        lambda one: one.asking.organisation("pcn1", Asked(upto=8)),
        lambda one: one.asking.grants("pr1", Asked(upto=8)),
        lambda one: one.listing.findings(Asked(upto=8)),
    ):
        compare: Callable[[Ledger], object] = ask
        assert compare(real) == compare(another)
    assert taken_in(another, *out) == Imported(8, 0, None)


def test_an_export_up_to_a_position(real: Ledger) -> None:
    taken_in(real, *PLACE)
    assert [one["position"] for one in exported(real, 2)] == [1, 2]
    assert len(exported(real, 100)) == 6


def test_a_longer_export_adds_what_is_new(real: Ledger, another: Ledger) -> None:
    taken_in(real, *PLACE[:3])
    taken_in(another, *exported(real))
    taken_in(real, *PLACE[3:])
    assert taken_in(another, *exported(real)) == Imported(6, 3, None)
    assert exported(another) == exported(real)


def test_erased_texts_are_no_part_of_an_export(real: Ledger, another: Ledger) -> None:
    taken_in(real, *PLACE)
    real.store.erase(5, "/wording")
    parts = list(export_lines(real))
    assert [(part.events, part.erased) for part in parts] == [(6, 1)]
    event = orjson.loads(parts[0].lines.splitlines()[4])["event"]
    assert (event["wording"], event["note"]) == ("[erased]", "Hm.")
    assert taken_in(another, *exported(real)).new == 6


@pytest.mark.parametrize(
    ("line", "pointer_and_text"),
    [
        (b"{]\n", "This is not JSON: unexpected character, expected a string key, at column 2."),
        (b"[]\n", 'An event must be an object, such as {"type": "MandateGranted", …}.'),
        (b'"x"\n', 'An event must be an object, such as {"type": "MandateGranted", …}.'),
        (b'{"type": "Nope"}\n', '/type: There is no event type "Nope". The reference page lists all of them.'),
        (
            b'{"event": 1, "type": "Nope"}\n',
            '/type: There is no event type "Nope". The reference page lists all of them.',
        ),
        (b'{"event": 7}\n', '/event: An event must be an object, such as {"type": "MandateGranted", …}.'),
        (
            b'{"event": {"type": 3}}\n',
            "/event/type: `type` must be text: the name of an event type, such as MandateGranted.",
        ),
        (enveloped(PLACE[0], 2, position=0), "/position: `position` must be a whole number from 1 on."),
        (enveloped(PLACE[0], 2, position=True), "/position: `position` must be a whole number from 1 on."),
        (enveloped(PLACE[0], 2, id="x"), "/id: `id` must be a UUID."),
        (enveloped(PLACE[0], 2, id=None), "/id: `id` must be a UUID."),
        (enveloped(PLACE[0], 2, recorded_by=7), "/recorded_by: `recorded_by` must be text."),
        (
            enveloped(PLACE[0], 2, recorded_at="2026-03-03"),
            "/recorded_at: `recorded_at` must be a time with its offset, like 2026-03-03T14:30:00Z.",
        ),
        (enveloped(PLACE[0], 2, recorded_at="2026-02-30T00:00:00Z"), "/recorded_at: There is no such time."),
        (
            enveloped(PLACE[0], 2, colour="red"),
            (
                "/colour: `colour` is not known here: beside `event`, there are `position`, `id`, `recorded_at`, "
                "`recorded_by`."
            ),
        ),
        (
            enveloped({**PLACE[0], "id": str(UUID(int=9))}, 2),
            "/id: This is another id than the one that the event itself has.",
        ),
    ],
)
def test_a_broken_line_is_named_and_nothing_recorded(real: Ledger, line: object, pointer_and_text: str) -> None:
    assert refused(real, PLACE[0], b"\n", line, PLACE[1]) == [f"f.jsonl, line 3: {pointer_and_text}"]


def test_all_broken_lines_are_named_up_to_twenty(real: Ledger) -> None:
    assert [told.split(":")[0] for told in refused(real, b"{\n", PLACE[0], b"}\n")] == [
        "f.jsonl, line 1",
        "f.jsonl, line 3",
    ]
    assert len(refused(real, *[b"{\n"] * 30)) == 20


def test_an_event_may_have_its_own_id_in_an_envelope_with_the_same(real: Ledger) -> None:
    own = "ABCDEF00-0000-4000-8000-000000000001"
    assert taken_in(real, enveloped({**PLACE[0], "id": own}, 1, id=own.lower())).new == 1
    assert exported(real)[0]["id"] == own.lower()
    assert taken_in(real, {**PLACE[0], "id": own}).new == 0


def test_a_line_may_be_long_but_not_endless(real: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LINE_BYTES_MOST", 300)
    told = refused(real, PLACE[0], b"x" * 301)
    assert told == [
        "f.jsonl, line 2: This line is too long: 300 bytes are the most. Give each event a line of its own."
    ]


@pytest.mark.parametrize("wrapped", [False, True], ids=["bare", "in envelopes"])
def test_what_the_ledger_refuses_is_told_by_line(real: Ledger, *, wrapped: bool) -> None:
    def a_line(event: Event, number: int) -> Event:
        return enveloped(event, number) if wrapped else event

    unknown = {"type": "MandateGranted", "mandate": "m1", "by": "pr9"}
    within = "/event" if wrapped else ""
    told = refused(real, a_line(PLACE[0], 1), b"\n\n", a_line(unknown, 2))
    assert [one.partition(": ")[0] for one in told] == ["f.jsonl, line 4"] * len(told)
    assert told[0].startswith(f"f.jsonl, line 4: {within}/")
    assert {one.split(": ")[1] for one in told} == {f"{within}/by", f"{within}/mandate"}
    told = refused(real, a_line(PLACE[0], 1), a_line(PLACE[0], 2))
    in_use = "The code pcn1 is in use. Choose another, or leave an id out to have one made."
    assert told == [f"f.jsonl, line 2: {within}/organisation: {in_use}"]


def test_what_breaks_a_rule_is_told_by_line(real: Ledger) -> None:
    again = {"type": "MemberJoined", "organisation": "pcn1", "member": "pr1", "effective_at": "2020-07-01"}
    (told,) = refused(real, *PLACE, again)
    assert told.startswith("f.jsonl, line 7: ")
    assert "(already_a_member) If it happened all the same, give `irregular_because`." in told
    assert taken_in(real, *PLACE, {**again, "irregular_because": "The minutes say so."}).new == 7


def times(ledger: Ledger) -> list[str]:
    return [one["recorded_at"] for one in exported(ledger)]


def test_times_are_kept_where_every_line_has_one(real: Ledger) -> None:
    given = [enveloped(event, number) for number, event in enumerate(PLACE, 1)]
    assert taken_in(real, *given).times_lost is None
    assert times(real) == [one["recorded_at"] for one in given]


def test_times_are_lost_where_a_line_has_none(real: Ledger) -> None:
    given = [enveloped(PLACE[0], 1), PLACE[1]]
    assert taken_in(real, *given).times_lost == "Not every line says when it was recorded"
    assert times(real)[0] > given[0]["recorded_at"]


def test_times_are_lost_where_they_are_out_of_order(real: Ledger) -> None:
    given = [enveloped(PLACE[0], 2), enveloped(PLACE[1], 1)]
    assert taken_in(real, *given).times_lost == "The lines are not in the order in which they were recorded"


def test_times_are_lost_where_they_are_to_come(real: Ledger) -> None:
    to_come = rfc3339(wall_clock() + 3600 * SECOND)
    given = [enveloped(PLACE[0], 1), enveloped(PLACE[1], 2, recorded_at=to_come)]
    assert taken_in(real, *given).times_lost == "Some lines say that they were recorded in the future"
    assert times(real)[1] < to_come


def test_times_are_lost_where_the_ledger_holds_later_ones(real: Ledger) -> None:
    record(real, PLACE[0])
    found = taken_in(real, enveloped(PLACE[1], 2))
    assert found == Imported(1, 1, "The ledger holds events that were recorded later")


def test_a_correction_from_elsewhere_is_refused_where_positions_differ(real: Ledger) -> None:
    record(real, registered("here"))
    correction = {"type": "EventRetracted", "position": 1, "because_of": "No."}
    (told,) = refused(real, enveloped(PLACE[0], 1), enveloped(correction, 2))
    assert told.startswith(
        "f.jsonl, line 2: /event/position: This corrects an event by its position in the ledger that"
    )
    assert taken_in(real, enveloped(PLACE[0], 2), enveloped(correction, 3)).new == 2


def test_what_others_record_meanwhile_is_looked_at_again(real: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[int, int]] = []

    def meanwhile(what: str, done: int, total: int) -> None:
        if what == "Checking" and len(looked) < most:
            looked.append((done, total))
            record(real, registered(f"other{len(looked)}"))

    most = 2
    file = a_file(*(enveloped(event, number) for number, event in enumerate(PLACE, 1)))
    found = import_lines(real, file, "f.jsonl", "local", meanwhile)
    assert found == Imported(6, 6, "The ledger holds events that were recorded later")
    most = 100
    monkeypatch.setattr(jsonl, "_TRIES", 2)
    with pytest.raises(StoreBusy, match="Others were recording all the time"):
        import_lines(real, a_file(registered("late")), "f.jsonl", "local", meanwhile)


def test_ids_that_the_ledger_made_are_kept_as_they_are(real: Ledger, another: Ledger) -> None:
    taken_in(real, PLACE[0], {name: value for name, value in PLACE[4].items() if name != "mandate"})
    made = exported(real)[1]["event"]["mandate"]
    taken_in(another, *exported(real))
    assert exported(another)[1]["event"]["mandate"] == made


def test_the_longest_event_fits_in_a_line() -> None:
    text = "\u00e9" * 20_000
    event = {**PLACE[4], "wording": text, "note": text}
    assert prepare(check_all(event)[0], Instant(0)).facts
    assert len(orjson.dumps(event).decode().encode("ascii", "backslashreplace")) < lines.LINE_BYTES_MOST


def test_an_export_adds_nothing_to_the_ledger_that_it_came_from(real: Ledger) -> None:
    # An id and a time were left out, and filled in by the ledger: the export has them.
    sought = {"type": "MandateSought", "holder": "pcn", "scope": "beds", "wording": "Beds."}
    organisation = {"type": "OrganisationRegistered", "organisation": "pcn", "name": "PCN", "kind": "pcn"}
    record(real, organisation, sought)
    assert taken_in(real, *exported(real)).new == 0
    assert head(real) == 2
