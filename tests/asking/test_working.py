"""Do slices answer about working together as everything would, and is enough loaded for each reading?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger import times
from ledger.moment import Asked
from ledger.projections.agenda import agenda
from ledger.projections.ladder import ladder
from ledger.projections.priorities import priorities
from ledger.projections.services import services
from ledger.projections.shares import shares
from ledger.refusals import Refused
from tests.telling import (
    a_pcn,
    given,
    granted,
    happened,
    joined,
    listed,
    objected,
    record,
    registered,
    retracted,
    sought,
    told,
)
from tests.together import (
    achieved,
    agenda_of,
    allocated,
    assigned,
    ceded,
    done_with,
    felt,
    meeting,
    opposed,
    proposed,
    reclaimed,
    settled_on,
    stalled,
    started,
    supported,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.application import Ledger

STORY = (
    *a_pcn("a", "b", "c"),  # 1 to 8
    registered("glg", "leadership_group"),
    registered("fed", "federation"),
    registered("icb", "icb"),
    joined("pcn", "glg"),
    listed("a", 3000),
    listed("b", 7000),
    sought(),  # 15
    granted("a", "2024-02-01"),
    granted("b", "2024-02-01"),
    happened("DecisionProposed", "2024-01-01", decision="d", group="glg", by="pcn", title="Flu", text="Flu."),
    proposed("p", group="glg"),  # 19
    proposed("q", group="glg"),
    proposed("r"),
    proposed("theirs", group="fed"),
    supported("a", "p", reason="We need it."),
    opposed("icb", "p"),
    opposed("fed", "r", reason="No."),
    told("a", "2024-01-05", about="p", by="glg"),
    settled_on("p", "theirs", group="glg"),  # 27
    supported("c", "theirs", "2024-02-02"),
    happened("ActionAgreed", "2024-02-02", action="x", owner="icb", what="Ask.", due_at="2024-03-01", from_item="p"),
    happened("ActionDone", "2024-02-20", action="x"),
    agenda_of("m1", "2024-02-05", (30, "p"), (10, "theirs"), (20, "r")),
    meeting("m1", "2024-02-10", "glg"),
    meeting("m2", "2024-02-11"),
    agenda_of("m1", "2024-02-12", (50, "p"), (10, "theirs"), (40, None)),
    agenda_of("m3", "2024-02-12", (50, "p")),
    objected("a", "2024-02-12", about="d"),  # 36
    started("one", 1, "a", "b", mandate="m"),  # 37
    achieved("one"),
    felt("c", "one", "neutral", why="We look on."),
    ceded("a", "one", "Bookings"),
    reclaimed("a", "one", "bookings"),
    started("high", 2, "b", "icb", by="fed", at="2024-05-01"),
    achieved("high", "2024-06-01"),
    stalled("high", "2024-06-02"),
    assigned("s1", "fed", by="glg", decision="d"),  # 45
    assigned("s2", "icb", by="glg", at="2024-05-01", core_contract=True),
    assigned("s3", "icb", scope="bloods", by="a", at="2024-05-01"),
    allocated("r1", "icb", "glg", whole=50_000),
    allocated("r2", "glg", "pcn", a=10_000, b=20_001, c=3, decision="d"),  # 49
    done_with("p", "2024-07-01"),
    settled_on("r", at="2024-03-01"),
    retracted(46),  # 52
    retracted(38),
)
WORDS = ("reason", "outcome", "what", "why")
TEXTS = {
    (position, f"/{name}"): event[name] for position, event in enumerate(STORY, 1) for name in WORDS if name in event
}
WITH_TEXTS: dict[str, Callable[..., Any]] = {"priorities": priorities, "ladder": ladder}
FOLDS = WITH_TEXTS | {"agenda": agenda, "services": services, "shares": shares}
DAYS = ("2024-01-10", "2024-02-10", "2024-03-15", "2024-06-15", "2024-12-31")


@pytest.fixture
def place(ledger: Ledger) -> Ledger:
    record(ledger, *STORY[:30])
    record(ledger, *STORY[30:])
    return ledger


def test_slices_answer_as_everything_does(place: Ledger) -> None:
    for upto in (30, 51, len(STORY)):
        for day in DAYS:
            as_of = times.as_read(day)
            past = given(*STORY).past(as_of, upto)
            for code in ("glg", "pcn", "fed", "icb", "a", "b", "c"):
                for name, fold in FOLDS.items():
                    more = {"texts": TEXTS} if name in WITH_TEXTS else {}
                    answer = place.readings.ask(name, code, Asked(as_of=day, upto=upto))
                    at = {"as_of": as_of, "known_at": times.start(answer.known_at), "position": upto}
                    assert answer == fold(past, code, **at, **more), (name, code, day, upto)


def test_the_story_has_something_to_say_for_each(place: Ledger) -> None:
    asked = Asked(as_of="2024-06-15", upto=51)
    ask = place.readings.ask
    listed_ = ask("priorities", "glg", asked).adopted
    assert [(one.priority, one.heard, one.of, len(one.actions)) for one in listed_] == [
        ("p", 1, 3, 1),
        ("theirs", 1, 3, 0),
    ]
    assert (ask("agenda", "glg", asked).share, ask("agenda", "pcn", asked).share) == (0.6, None)
    assert (ask("ladder", "pcn", asked).highest, ask("ladder", "b", asked).highest) == (1, 2)
    assert [one.service for one in ask("services", "fed", asked).earlier] == ["s1"]
    assert ask("shares", "c", asked).practices[1].per_patient == 2.86


def test_what_was_retracted_since_counts_no_more(place: Ledger) -> None:
    asked = Asked(as_of="2024-06-15")
    assert place.readings.ask("ladder", "pcn", asked).highest == 0
    assert [one.service for one in place.readings.ask("services", "fed", asked).services] == ["s1"]


def test_erased_words_are_null(place: Ledger) -> None:
    for position, pointer in ((23, "/reason"), (29, "/what"), (39, "/why")):
        place.store.erase(position, pointer)
    (p, _) = place.readings.ask("priorities", "glg", Asked(as_of="2024-06-15")).adopted
    assert (p.supported_by[0].reason, p.actions[0].what) == (None, None)
    (one,) = place.readings.ask("ladder", "pcn", Asked(as_of="2024-06-15")).activities
    assert one.participants[2].why is None


@pytest.mark.parametrize("name", FOLDS)
def test_there_is_no_answer_about_one_that_is_not_known_then(ledger: Ledger, name: str) -> None:
    record(ledger, registered("late", at="2024-07-01"))
    for code, refusal in (("nobody", "not_found"), ("late", "not_yet")):
        with pytest.raises(Refused) as caught:
            ledger.readings.ask(name, code, Asked(as_of="2024-06-30"))
        assert caught.value.code == refusal


@pytest.mark.parametrize("name", FOLDS)
def test_one_of_which_nothing_is_recorded_but_its_registration(ledger: Ledger, name: str) -> None:
    record(ledger, registered("a"))
    answer = ledger.readings.ask(name, "a", Asked())
    assert (answer.organisation, answer.name, answer.position) == ("a", "A", 1)
