"""Who led an organisation, since when, and has the same leadership lasted?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from ledger.aggregates.intervals import FOR_EVER, Stretch
from ledger.aggregates.track import Track
from ledger.events import LeaderAppointed, LeaderLeft
from ledger.history import Entry, Place
from ledger.times import DAY

LONGEST_ABSENCE = 31 * DAY
"""Who comes back within this time has not been away."""


@dataclass(frozen=True, slots=True)
class Leader:
    """Someone who leads: since when, by which entries, and the latest appointment."""

    person: str
    since: int
    appointment: Entry


@dataclass(frozen=True, slots=True)
class Leadership:
    """When an organisation was led: the spells of each person that ever led it, in any order."""

    spells: tuple[Stretch, ...]

    def left_at(self, since: int) -> int | None:
        """When the last of those who led at an instant has left, `FOR_EVER` while one leads; None if nobody led."""
        return max((end for start, end in self.spells if start <= since < end), default=None)

    def changes(self, since: int) -> tuple[int, ...]:
        """The instants after one at which the leadership changed.

        It changes when the last of those who led has left; then those count who lead at that instant. Where nobody
        leads, the first who is appointed next begins, and that is no change.
        """
        found: list[int] = []
        begins: int | None = since
        while begins is not None:
            left_at = self.left_at(begins)
            if left_at is None:
                begins = min((start for start, _ in self.spells if start > begins), default=None)
            elif left_at == FOR_EVER:
                begins = None
            else:
                found.append(left_at)
                begins = left_at
        return tuple(found)


@dataclass(slots=True)
class Posts:
    """Who held which post at one organisation. Leaders are those appointed as principal who have not left since."""

    _by_person: dict[str, Track] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """Enter an appointment or a leaving."""
        post = cast("LeaderAppointed | LeaderLeft", entry.event)
        self._by_person.setdefault(post.person, Track()).take(entry)

    def holds_post(self, person: str, place: Place) -> bool:
        """Whether a person holds any post there, leading or not."""
        last = self._by_person.get(person, Track()).last(place)
        return last is not None and isinstance(last.event, LeaderAppointed)

    def leads(self, person: str, place: Place) -> bool:
        """Whether a person leads there."""
        return self._leader(person, place) is not None

    def leaders(self, place: Place) -> tuple[Leader, ...]:
        """Who leads there, the longest first."""
        found = (self._leader(person, place) for person in self._by_person)
        return tuple(sorted((one for one in found if one), key=lambda one: (one.since, one.person)))

    def changes(self, place: Place) -> list[Entry]:
        """Every entry by which someone took up or gave up a post, in order."""
        entries = [entry for track in self._by_person.values() for entry in track.before(place)]
        return sorted(entries, key=lambda entry: entry.place)

    def leadership_lasted(self, since: int, place: Place) -> bool:
        """Whether the leadership has lasted from an instant to a place.

        At least one person who led then has led ever since; where nobody led, nobody has been appointed since. An
        absence that ended within 31 days in the same person's return is none; while it runs, it is one.
        """
        left_at = self.leadership(place).left_at(since)
        if left_at is not None:
            return left_at > place.effective_at
        return not any(
            isinstance(entry.event, LeaderAppointed) and entry.event.principal and entry.effective_at > since
            for track in self._by_person.values()
            for entry in track.before(place)
        )

    def leadership(self, place: Place) -> Leadership:
        """When each person led up to a place, short absences counted in."""
        spells = (_without_absences(self._lead_spells(person, place)) for person in self._by_person)
        return Leadership(tuple(spell for some in spells for spell in some))

    def _leader(self, person: str, place: Place) -> Leader | None:
        since: int | None = None
        appointment: Entry | None = None
        for entry in self._by_person.get(person, Track()).before(place):
            match entry.event:
                case LeaderAppointed(principal=True):
                    since = entry.effective_at if since is None else since
                    appointment = entry
                case LeaderLeft():
                    since = appointment = None
        return None if since is None or appointment is None else Leader(person, since, appointment)

    def _lead_spells(self, person: str, place: Place) -> list[Stretch]:
        spells: list[Stretch] = []
        since: int | None = None
        for entry in self._by_person[person].before(place):
            match entry.event:
                case LeaderAppointed(principal=True):
                    since = entry.effective_at if since is None else since
                case LeaderLeft() if since is not None:
                    # Who was appointed and left at one instant did not lead after it.
                    if since < entry.effective_at:
                        spells.append((since, entry.effective_at))
                    since = None
        if since is not None:
            spells.append((since, FOR_EVER))
        return spells


def _without_absences(spells: list[Stretch]) -> tuple[Stretch, ...]:
    whole: list[Stretch] = []
    for start, end in spells:
        if whole and start - whole[-1][1] <= LONGEST_ABSENCE:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return tuple(whole)
