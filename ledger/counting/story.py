"""What lies behind the events that concern one organisation: what they are about, and what was done in time?"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, cast

from ledger.events import (
    TYPES,
    AccessPointJoined,
    AccessPointLeft,
    ActionDone,
    ActionDropped,
    BriefIssued,
    Event,
    ReportedBack,
)
from ledger.history import LAST, Entry, Place
from ledger.past import Past
from ledger.times import DAY

_REPORT_WITHIN = 7 * DAY


class Story:
    """The history of one organisation, to be asked while its marks are gathered."""

    def __init__(self, past: Past, code: str) -> None:
        self.past, self.code = past, code
        self._opened: dict[str, Any] = {}
        self._sound: dict[str, str | None] = {}
        self._ended: dict[str, int] = {}
        self._commitments: list[Entry] = []
        for entry in past.history.entries:
            cls: Any = entry.event.__class__
            if cls in _ENDINGS:
                self._ended.setdefault(_ENDINGS[cls](entry.event), entry.effective_at)
            elif cls in _COMMITMENTS and cast("AccessPointJoined", entry.event).organisation == code:
                self._commitments.append(entry)

    def is_sound(self, event: Event) -> bool:
        """Whether the id that an event needs is of the kind that it needs, and so on up.

        An id whose opening was retracted may have been opened anew, as something else.
        """
        needs = _NEEDS.get(event.__class__)
        if needs is None:
            return True
        find, kinds = needs
        name = find(event)
        if name not in self._sound:
            opener = self.what(name)
            self._sound[name] = _OPENS[opener.__class__] if self.is_sound(opener) else None
        return self._sound[name] in kinds

    def what(self, name: str) -> Any:
        """The event that opens an id. It is there: without it, what needs the id is not in the history."""
        found = self._opened.get(name)
        if found is None:
            found = self._opened[name] = cast("Entry", self.past.history.opener(name)).event
        return found

    def whose(self, name: str) -> str:
        """Whose a mandate or decision is."""
        what = self.what(name)
        owner: str = getattr(what, "holder", None) or what.group
        return owner

    def briefs_group(self, name: str) -> str:
        """For whom a brief is carried."""
        group: str = self.what(self.what(name).representation).group
        return group

    def doors(self, place: Place) -> set[str]:
        """The groups to whose access points it was committed before a place."""
        found: set[str] = set()
        for entry in self._commitments:
            if entry.place < place:
                event = cast("AccessPointJoined | AccessPointLeft", entry.event)
                if isinstance(event, AccessPointJoined):
                    found.add(event.group)
                else:
                    found.discard(event.group)
        return found

    def is_ended(self, name: str, due: int) -> bool:
        """Whether a brief was reported on, or an action done or dropped, by a time."""
        return self._ended.get(name, LAST) <= due


def report_due(brief: BriefIssued) -> int:
    """When the report on a brief is due: seven days after the meeting, unless the brief says."""
    return brief.meeting_at + _REPORT_WITHIN if brief.report_due_at is None else brief.report_due_at


_ENDINGS: dict[type[Event], Callable[[Any], str]] = {
    ReportedBack: attrgetter("brief"),
    ActionDone: attrgetter("action"),
    ActionDropped: attrgetter("action"),
}
"""Type → what such an event ends."""

_COMMITMENTS = frozenset({AccessPointJoined, AccessPointLeft})
_OPENS = {of.cls: of.opens for of in TYPES.values()}
_NEEDS = {
    of.cls: (attrgetter(of.required_ids[0].attribute), of.required_ids[0].mark.kinds)
    for of in TYPES.values()
    if of.required_ids
}
"""Type → how to find the id that it needs, and the kinds that this may be of."""
