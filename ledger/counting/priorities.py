"""Which priorities has a group adopted, and how much of its reach was heard on each?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ledger.events import PrioritiesAdopted, PriorityProposed
from ledger.history import Entry, Place
from ledger.past import Past


@dataclass(frozen=True, slots=True)
class Heard:
    """A priority, and the latest word on it of each practice of a reach that spoke, out of so many.

    `because` is what this rests on.
    """

    terms: PriorityProposed
    spoken: Mapping[str, Entry]
    of: int
    because: tuple[int, ...]

    @property
    def is_enough(self) -> bool:
        """Whether at least half of them spoke. In whole numbers."""
        return 2 * len(self.spoken) >= self.of


def heard(past: Past, name: str, reach: frozenset[str], place: Place) -> Heard:
    """Which practices of a reach spoke, before a place, on a priority that had been proposed by then."""
    priority = past.priorities.at(name, place)
    proposed = cast("Entry", priority.proposed)
    spoken = {code: entry for code, entry in priority.spoken.items() if code in reach}
    return Heard(
        terms=cast("PriorityProposed", proposed.event),
        spoken=spoken,
        of=len(reach),
        because=(proposed.position, *(entry.position for entry in spoken.values())),
    )


def listed(past: Past, adoption: Entry, place: Place) -> tuple[str, ...]:
    """The priorities on a list that was adopted, less those that nobody had proposed before a place."""
    names = cast("PrioritiesAdopted", adoption.event).priorities
    return tuple(name for name in names if past.priorities.at(name, place).proposed is not None)


def adopted(past: Past, group: str, place: Place) -> dict[str, Entry]:
    """Priority → the adoption since which it has been on a group's list, in the order of the list before a place.

    A priority that is closed is off the list, until another list has it again.
    """
    since: dict[str, Entry] = {}
    adoptions = past.priority_lists.at(group, place).adoptions
    for index, adoption in enumerate(adoptions):
        until = adoptions[index + 1].place if index + 1 < len(adoptions) else place
        since = {
            name: since.get(name, adoption)
            for name in listed(past, adoption, place)
            if not past.priorities.at(name, place).closed_between(adoption.place, until)
        }
    return since
