"""What has been planned so far? Events in the order of recording, and what there is to say about them."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from ledger.events import Event
from ledger.importers.ods.register import Fact, Known, same_planned
from ledger.importers.ods.shapes import Difference, Extract, JsonEvent, Plan, Problem, Published
from ledger.importers.ods.sources import source
from ledger.times import Instant

Stage = Literal["retractions", "registrations", "renamings", "closings", "memberships", "sizes"]
_STAGES: tuple[Stage, ...] = ("retractions", "registrations", "renamings", "closings", "memberships", "sizes")
"""The order of recording: what is wrong goes first, so that codes are free; organisations come before what names them,
and closings before memberships, so that joining what is closed is seen as what it is."""

SAYS_SO = "The register says so."


class Draft:
    """A plan in the making, and the register as it will stand once the plan is recorded."""

    def __init__(self, extract: Extract, known: Known) -> None:
        """Begin with what the ledger holds already."""
        self.extract = extract
        self.known = known
        self.kinds: dict[str, str] = {code: fact.event.kind for code, fact in known.registered.items()}
        self.names: dict[str, str] = {code: fact.event.name for code, fact in known.registered.items()}
        self.opens: dict[str, Instant] = {code: fact.at for code, fact in known.registered.items()}
        self.closes: dict[str, Instant] = {
            code: min(fact.at for fact in facts) for code, facts in known.closed.items() if facts
        }
        self._events: dict[Stage, list[JsonEvent]] = {stage: [] for stage in _STAGES}
        self._differences: list[Difference] = []
        self._problems: list[Problem] = list(extract.problems)
        self.counts: Counter[str] = Counter()
        self.registered_by: dict[str, Published] = {}
        """Code of an organisation that this plan registers → the file that it is registered from."""

    def add(self, stage: Stage, published: Published, event: JsonEvent, says: str, report: str | None = None) -> None:
        """Plan an event from a file; `says` tells it as a sentence.

        With `report` it is always reported, as a difference of that kind. Else only on a later import, where each new
        fact is one: on the first, nobody wants to read them all.
        """
        event.setdefault("source", source(published))
        self._events[stage].append(event)
        self.counts[event["type"]] += 1
        codes = tuple(event[name] for name in ("member", "organisation") if name in event)
        taken_back = self.known.taken_back.get(same_planned(event))
        if taken_back is not None:
            self.differ(
                "recorded_again", codes, f"{says} An earlier record of this {taken_back}; the register says it still."
            )
        elif report is not None:
            self.differ(report, codes, says)
        elif published.kind in self.known.latest:
            self.differ("new", codes, says)

    def retract(self, fact: Fact[Event], published: Published, because: str) -> None:
        """Plan to take back what an earlier import recorded."""
        codes = tuple(filter(None, (getattr(fact.event, name, None) for name in ("member", "organisation"))))
        event = {
            "type": "EventRetracted",
            "position": fact.position,
            "because_of": because,
            "source": source(published),
        }
        self._events["retractions"].append(event)
        self.counts["EventRetracted"] += 1
        self.differ("corrected", codes, because)

    def differ(self, kind: str, codes: tuple[str, ...], text: str) -> None:
        """Report a difference."""
        self._differences.append(Difference(kind, codes, text))

    def problem(self, problem: Problem) -> None:
        """Report a row that makes no sense."""
        self._problems.append(problem)

    def name(self, code: str) -> str:
        """An organisation in a sentence: its name and code."""
        return f"{self.names[code]} ({code})" if code in self.names else code

    def plan(self) -> Plan:
        """The finished plan."""
        return Plan(
            files=self.extract.files,
            events=[event for stage in _STAGES for event in self._events[stage]],
            differences=self._differences,
            problems=sorted(self._problems, key=lambda problem: (problem.file, problem.line or 0)),
            counts=dict(self.counts),
        )
