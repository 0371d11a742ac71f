"""Does the trust timeline agree with a slow recomputation that was written from the contract alone?"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ledger.counting.trust import Counted
from ledger.counting.trust import Trust as Summed
from ledger.history import LAST, Place
from ledger.past import Past
from ledger.projections.trust import trust
from ledger.times import DAY, start
from tests.oracle.history import Record, needed_by, opened_by, phase
from tests.oracle.standing import World
from tests.oracle.trust import trust as worked_out
from tests.oracle.trust_histories import TRUSTED
from tests.oracle.trust_histories import trust as made_up
from tests.two_sides import Ledger, ledger_of, some

if TYPE_CHECKING:
    from ledger.projections.trust import Trust

CLOSE = 1e-9


def moments(ledger: Ledger) -> st.SearchStrategy[int]:
    """Instants at which something happens or is due, just before and after, and later."""
    found = [getattr(entry.event, name, None) for entry in ledger.entries for name in ("due_at", "report_due_at")]
    deadlines = {int(at) for at in found if at is not None}
    instants = sorted({int(entry.effective_at) for entry in ledger.entries} | deadlines)
    steps = [0, 0, -1, 1, 7 * DAY, 31 * DAY, 91 * DAY, 91 * DAY - 1, 365 * DAY, 800 * DAY]
    return st.builds(int.__add__, st.sampled_from(instants), st.sampled_from(steps))


def read(past: Past, code: str, as_of: int, truster: str | None = None) -> Trust:
    return trust(past, code, as_of=as_of, known_at=as_of, position=1, truster=truster)


def who(those: Any) -> Any:
    return those if those == "all" else set(those)


def told(answer: Trust) -> dict[str, Any]:
    """What an answer says, but for the levels, which are rounded."""
    last = answer.rhythm.in_person_last
    return {
        "label": answer.label,
        "trusters": {one.organisation for one in answer.by},
        "timeline": [
            {
                "at": start(one.at),
                "kind": one.kind,
                "weight": one.weight,
                "by": who(one.by),
                "counted_by": who(one.counted_by),
                "position": one.position,
            }
            for one in answer.timeline
        ],
        "rhythm": {
            "conversations": answer.rhythm.conversations,
            "weeks_with_conversation": answer.rhythm.weeks_with_conversation,
            "in_person_last": None if last is None else start(last),
        },
    }


@some(120)
@given(st.data())
def test_the_timeline_and_all_that_it_sums_up_to_agree(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up()))
    known = data.draw(st.one_of(st.just(len(ledger.records)), st.integers(1, len(ledger.records))))
    world = World(ledger.records, known)
    for as_of in data.draw(st.lists(moments(ledger), min_size=1, max_size=2)):
        past = Past(ledger.known(known), as_of)
        for code in TRUSTED:
            expected, answer = worked_out(world, code, as_of), read(past, code, as_of)
            said = told(answer)
            share = expected["rhythm"].pop("email_share")
            assert said == {
                "label": expected["label"],
                "trusters": set(expected["by"]),
                "timeline": expected["timeline"],
                "rhythm": expected["rhythm"],
            }
            assert answer.trusters == len(expected["by"])
            assert answer.level == pytest.approx(expected["level"], abs=0.000_501)
            assert answer.rhythm.email_share == pytest.approx(share, abs=0.000_501)
            levels = Summed(past, code).levels(Place.after_all_of(as_of))
            assert levels.of_trusters == pytest.approx(expected["by"], abs=CLOSE)
            assert levels.of_others == pytest.approx(expected["of_nobody"], abs=CLOSE)
            assert levels.median == pytest.approx(expected["level"], abs=CLOSE)


@some(50)
@given(st.data())
def test_the_order_of_recording_changes_nothing(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up(corrections=False)))
    as_of = data.draw(moments(ledger))
    order = data.draw(st.permutations(range(len(ledger.records))))
    ties: dict[tuple[int, int], list[Record]] = {}
    for record in ledger.records:
        ties.setdefault((record["effective_at"], phase(record)), []).append(record)
    shuffled = [ledger.records[index] for index in order]
    again = ledger_of([ties[record["effective_at"], phase(record)].pop(0)["event"] for record in shuffled])
    for code in TRUSTED:
        one, other = (read(Past(each.entries, as_of), code, as_of) for each in (ledger, again))
        assert (one.level, one.by, one.course, one.rhythm) == (other.level, other.by, other.course, other.rhythm)
        assert texts(one) == texts(other)


def texts(answer: Trust) -> list[tuple[str, str]]:
    # Deadlines of one instant pass in the order in which they were set down.
    return sorted((one.at, one.text) for one in answer.timeline)


@some(50)
@given(st.data())
def test_what_is_typed_in_late_reads_as_if_it_had_been_there(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up()))
    as_of = data.draw(moments(ledger))
    begun_with = data.draw(st.integers(0, len(ledger.entries)))
    grown = Past(ledger.known(begun_with), as_of)
    for entry in ledger.entries[begun_with:]:
        grown.add([entry])
    for code in TRUSTED:
        assert read(grown, code, as_of) == read(Past(ledger.entries, as_of), code, as_of)


def begins_late(ledger: Ledger) -> bool:
    """Whether something is dated before what it is about was opened, or falls due before it is agreed."""
    opened = {opened_by(record): record["effective_at"] for record in ledger.records if opened_by(record)}
    backwards = any(
        opened[needed_by(record)] > record["effective_at"] for record in ledger.records if needed_by(record)
    )
    return backwards or any(one.mark.entry.place > one.mark.place for one in all_marks(Past(ledger.entries)))


def all_marks(past: Past) -> list[Counted]:
    return [one for code in TRUSTED for one in Summed(past, code).timeline(Place.after_all_of(LAST))]


@some(50)
@given(st.data())
def test_the_level_at_a_place_is_that_of_the_history_up_to_it(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up(corrections=False)))
    assume(not begins_late(ledger))
    place = Place.after_all_of(data.draw(st.sampled_from(ledger.entries)).effective_at)
    whole, then = Past(ledger.entries), Past(ledger.entries, place.effective_at)
    for code in TRUSTED:
        assert Summed(whole, code).levels(place) == Summed(then, code).levels(place)


@some(50)
@given(st.data())
def test_the_line_through_time_goes_through_the_levels(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up()))
    as_of = data.draw(moments(ledger))
    past, place = Past(ledger.entries, as_of), Place.after_all_of(as_of)
    for code in TRUSTED:
        summed = Summed(past, code)
        for truster in (None, "A2", "F"):
            answer = read(past, code, as_of, truster)
            assert (start(answer.course[-1].at), answer.course[-1].level) == (as_of, answer.level)
            times = [start(one.at) for one in answer.course]
            assert times == sorted(set(times))
            for at, point in zip(times, answer.course, strict=True):
                assert point.level == pytest.approx(level_then(summed, place, at, truster), abs=0.000_501)


def level_then(summed: Summed, place: Place, at: int, truster: str | None) -> float | None:
    """The level at an instant, with the leadership as it looks from a later place."""
    worth: list[tuple[Counted, float]] = []
    for turns, stretch in summed.changes(place).between(summed.timeline(place)):
        for one in stretch:
            since = one.mark.at
            if since <= at and one.mark.weight:
                halved = 0.5 ** len([turn for turn in turns if turn <= at])
                worth.append((one, one.mark.weight * 2 ** ((since - at) / (365 * DAY)) * halved))

    def level(who: str) -> float:
        return sum(weight for one, weight in worth if one.by == "all" or who in one.by)

    if truster is not None:
        return level(truster)
    trusters = {who for one, _ in worth if one.by != "all" for who in one.by}
    return median(level(who) for who in trusters) if trusters else None
