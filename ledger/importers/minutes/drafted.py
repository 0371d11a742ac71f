"""What do minutes come to? Events in order, and what is refused about them told as a place in the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.intake import Draft
from ledger.recording.outcomes import Request
from ledger.refusals import Fault, Refused

IF_IT_HAPPENED = "If it happened all the same, give `because`."


@dataclass(frozen=True, slots=True)
class Drafted:
    """An event that minutes make, and where it comes from.

    `pointer` leads to the place in the minutes that tells of it. `origins` leads from pointers into the event to
    pointers into the minutes: the longest that fits holds, and the empty one, which is always there, leads to the entry
    that it was made of. `made` are ids that were made up for it.
    """

    draft: Draft
    pointer: str
    origins: Mapping[str, str]
    made: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The events of some minutes, in an order in which every id is opened before it is named; the meeting's first."""

    drafted: tuple[Drafted, ...]

    @property
    def meeting(self) -> str:
        """The meeting's id."""
        name: str = self.drafted[0].draft.given["meeting"]
        return name

    def request(self, recorded_by: str) -> Request:
        """All of it, to be recorded or not."""
        return Request([one.draft for one in self.drafted], recorded_by)

    def pointed(self, refused: Refused) -> Refused:
        """A refusal of the events, as one of the minutes: what counted events points into the minutes."""
        faults = [*map(self._fault, refused.faults)]
        faults += [
            Fault(self.drafted[one.index or 0].pointer, f"{one.text} ({one.rule}) {IF_IT_HAPPENED}")
            for one in refused.findings
            if one.severity == "stop"
        ]
        text = faults[0].text if faults else refused.text
        told = tuple(dict.fromkeys(faults))
        return Refused(refused.code, text, faults=told, findings=refused.findings, facts=refused.facts)

    def _fault(self, fault: Fault) -> Fault:
        index, _, rest = fault.pointer.removeprefix("/").partition("/")
        one = self.drafted[int(index)]
        text = fault.text
        if rest in one.made:
            text = (
                "This is recorded already, from minutes of the same group and time. If it is another one, give "
                f"`{rest}` an id of its own."
            )
        return Fault(traced(one.origins, f"/{rest}"), text)


def traced(origins: Mapping[str, str], pointer: str) -> str:
    """The place in the minutes that a pointer into an event leads back to."""
    known = pointer
    while known not in origins:
        known = known.rpartition("/")[0]
    return origins[known] + pointer.removeprefix(known)
