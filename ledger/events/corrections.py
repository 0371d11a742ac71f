"""What if the ledger itself is wrong? An entry is taken out, disputed or vouched for, and never changed."""

from __future__ import annotations

from ledger.events.declare import Code, Event, Position, Words, event, says


@event("correction")
class EventRetracted(Event):
    """An entry is left out of every reading from now on; what really happened is recorded anew."""

    position: Position = says("The position of the entry.")
    because_of: Words = says("Why it is taken out.")


@event("correction")
class EntryDisputed(Event):
    """An organisation says that an entry in its name is not what it did."""

    position: Position = says("The position of the entry.")
    by: Code = says("Who says so.")
    reason: Words = says("What is wrong with it.")


@event("correction")
class EntryAttested(Event):
    """An organisation vouches for an entry in its name."""

    position: Position = says("The position of the entry.")
    by: Code = says("Who vouches for it.")
