"""The mandate behind a decision is shown as it stood when that was taken: as known then, and as known now."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from ledger import times
from ledger.application import Ledger
from ledger.moment import Asked
from tests.deciding import proposed, taken, voted
from tests.telling import Told, a_pcn, granted, joined, record, registered, retracted, sought, withdrew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.projections.decisions.shapes import Dossier, MandateBehind


class Clock:
    """The day on which something is typed in."""

    today = "2024-02-20"

    def __call__(self) -> times.Instant:
        return times.start(self.today)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dated(database_dsn: str, ledger_schema: str, clock: Clock) -> Iterator[Ledger]:
    """A ledger that was kept in the spring of 2024."""
    with closing(Ledger(database_dsn, ledger_schema, clock)) as one:
        yield one


def typed_in(ledger: Ledger, clock: Clock, on: str, *events: Told) -> None:
    clock.today = on
    record(ledger, *events)


def dossier(ledger: Ledger, **asked: Any) -> Dossier:
    return ledger.deciding.dossier("d", Asked(**asked))


def behind(ledger: Ledger, **asked: Any) -> MandateBehind:
    found = dossier(ledger, **asked).mandate
    assert found is not None
    return found


BEFORE = (*a_pcn("a", "b"), sought(), granted("a", "2024-02-01"))  # 1 to 8
DECISION = (proposed(mandate="m"), voted("a", "2024-03-02"), voted("b", "2024-03-02"), taken())


def test_a_grant_typed_in_after_it_was_taken_is_known_now_and_was_not_then(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *BEFORE)
    typed_in(dated, clock, "2024-03-20", *DECISION, granted("b", "2024-02-01"))
    found = behind(dated)
    assert (found.mandate, found.holder) == ("m", "pcn")
    assert (found.then.state, found.now.state) == ("sought", "held")
    assert (found.then.as_of, found.now.as_of) == ("2024-03-10T00:00:00Z",) * 2
    assert (found.then.known_at, found.then.position) == ("2024-03-10T00:00:00Z", 8)
    assert (found.now.known_at, found.now.position) == ("2024-03-20T00:00:00.000004Z", 13)
    assert [(one.organisation, one.stance) for one in found.then.stances] == [("a", "firm"), ("b", "unheard")]
    assert [(one.organisation, one.stance) for one in found.now.stances] == [("a", "firm"), ("b", "firm")]
    assert [finding.rule for finding in dossier(dated).findings] == []
    assert [finding.rule for finding in dossier(dated, upto=12).findings] == ["mandate_not_held"]


def test_what_changed_after_it_was_taken_is_in_neither(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *BEFORE, granted("b", "2024-02-01"))
    typed_in(dated, clock, "2024-03-20", *DECISION, withdrew("b", "2024-03-15"))
    found = behind(dated)
    assert (found.then.state, found.now.state) == ("held", "held")


def test_a_grant_taken_back_since_was_known_then_and_is_not_now(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *BEFORE, granted("b", "2024-02-01"))
    typed_in(dated, clock, "2024-03-20", *DECISION, retracted(9))
    found = behind(dated)
    assert (found.then.state, found.now.state) == ("held", "sought")


def test_of_a_mandate_that_was_typed_in_later_nothing_was_known(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-03-20", *BEFORE, *DECISION)
    found = behind(dated)
    assert (found.then.state, found.then.position, found.then.stances) == (None, 0, ())
    assert (found.then.contested, found.then.wording, found.then.weights) == (None, None, None)
    assert found.now.state == "sought"
    assert found.now.wording == "To speak."


def test_a_mandate_that_was_taken_back_is_not_known_now(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *BEFORE)
    typed_in(dated, clock, "2024-03-20", *DECISION, retracted(7))
    found = behind(dated)
    assert (found.holder, found.then.state, found.now.state) == (None, "sought", None)


def test_what_is_typed_in_at_the_very_instant_was_known(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *BEFORE)
    typed_in(dated, clock, "2024-03-10", granted("b", "2024-02-01"))
    typed_in(dated, clock, "2024-03-20", *DECISION)
    assert behind(dated).then.state == "held"


def test_before_there_is_an_outcome_both_are_of_the_time_of_reading(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *BEFORE, proposed(mandate="m"))
    typed_in(dated, clock, "2024-03-20", granted("b", "2024-02-01"))
    found = behind(dated, as_of="2024-03-15")
    assert (found.then.state, found.now.state) == ("sought", "held")
    assert (found.then.as_of, found.now.as_of) == ("2024-03-15T23:59:59.999999Z",) * 2
    assert behind(dated).then == behind(dated).now


def test_of_several_outcomes_the_latest_counts(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *BEFORE)
    typed_in(dated, clock, "2024-03-05", *DECISION[:3], taken("deferred", "2024-03-04"))
    typed_in(dated, clock, "2024-03-08", granted("b", "2024-03-06"))
    typed_in(dated, clock, "2024-03-20", taken())
    assert behind(dated, as_of="2024-03-09").then.state == "sought"
    assert behind(dated, as_of="2024-03-10").then.state == "held"


def test_nothing_that_was_not_known_at_the_reading_is_in_either(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *BEFORE)
    typed_in(dated, clock, "2024-02-21", *DECISION)
    typed_in(dated, clock, "2024-02-22", granted("b", "2024-02-01"))
    found = behind(dated, as_of="2024-03-20", known_at="2024-02-21")
    assert (found.then.state, found.now.state) == ("sought", "sought")
    assert found.then == found.now
    assert behind(dated, as_of="2024-03-20", known_at="2024-02-22").then.state == "held"


def test_a_reading_is_repeated_exactly(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *BEFORE)
    typed_in(dated, clock, "2024-03-20", *DECISION)
    first = dossier(dated)
    typed_in(dated, clock, "2024-03-21", granted("b", "2024-02-01"), registered("c"), joined("c", at="2024-01-05"))
    assert dossier(dated, as_of=first.as_of, upto=first.position) == first
    assert dossier(dated) != first


def test_a_decision_that_rests_on_none_shows_none(dated: Ledger, clock: Clock) -> None:
    typed_in(dated, clock, "2024-02-20", *a_pcn("a"), proposed())
    assert dossier(dated, as_of="2024-03-05").mandate is None
