"""How does a test tell how a decision came about? Its events in short, as `tests.telling` tells others."""

from __future__ import annotations

from typing import Any

from tests.telling import Told, happened

PROPOSED_ON = "2024-03-01"
TAKEN_ON = "2024-03-10"


def proposed(at: str = PROPOSED_ON, decision: str = "d", group: str = "pcn", by: str = "a", **more: Any) -> Told:
    return happened(
        "DecisionProposed",
        at,
        **{"decision": decision, "group": group, "by": by, "title": "Hub", "text": "A hub."} | more,
    )


def amended(at: str, decision: str = "d", by: str = "a", text: str = "A smaller hub.", **more: Any) -> Told:
    return happened("ProposalAmended", at, decision=decision, by=by, text=text, **more)


def method_changed(method: str, at: str, decision: str = "d") -> Told:
    return happened("MethodChanged", at, decision=decision, method=method, why="Time is short.")


def voted(by: str, at: str, choice: str = "agree", decision: str = "d", **more: Any) -> Told:
    return happened("VoteCast", at, decision=decision, by=by, choice=choice, **more)


def all_voted(at: str, **choices: str) -> tuple[Told, ...]:
    """One choice each, all at once: `all_voted("2024-03-02", a="agree", b="block")`."""
    return tuple(voted(by, at, choice) for by, choice in choices.items())


def interested(by: str, at: str, action: str = "noted", person: str = "zoe", decision: str = "d") -> Told:
    return happened("InterestDeclared", at, decision=decision, person=person, by=by, interest="A lease.", action=action)


def left_for_interest(by: str, at: str, decision: str = "d") -> Told:
    return interested(by, at, "left", decision=decision)


def feels(by: str, at: str, decision: str = "d") -> Told:
    return happened("ImpactStated", at, decision=decision, by=by, impact="More work.")


def casting(choice: str, at: str, by: str = "a", decision: str = "d") -> Told:
    return happened("CastingVoteUsed", at, decision=decision, by=by, choice=choice)


def taken(outcome: str = "adopted", at: str = TAKEN_ON, decision: str = "d", **more: Any) -> Told:
    return happened("DecisionTaken", at, decision=decision, outcome=outcome, statement="So be it.", **more)


def reviewed(by: str, at: str, decision: str = "d") -> Told:
    return happened("DecisionReviewed", at, decision=decision, by=by, found="It works.")


def reversed_(by: str, at: str, decision: str = "d") -> Told:
    return happened("DecisionReversed", at, decision=decision, by=by, why="It did not work.")


def departed(by: str, at: str, decision: str = "d") -> Told:
    return happened("DecisionDeparted", at, decision=decision, by=by, reason="Not for us.")


def rejoined(by: str, at: str, decision: str = "d") -> Told:
    return happened("DecisionRejoined", at, decision=decision, by=by, reason="After all.")


def agreed_to(action: str, owner: str, at: str, due_at: str, from_item: str | None = "d", **more: Any) -> Told:
    return happened(
        "ActionAgreed", at, action=action, owner=owner, what="To see to it.", due_at=due_at, from_item=from_item, **more
    )


def done(action: str, at: str) -> Told:
    return happened("ActionDone", at, action=action)


def dropped(action: str, at: str) -> Told:
    return happened("ActionDropped", at, action=action)


def role_taken(person: str, at: str, organisation: str = "icb", role: str = "Director") -> Told:
    return happened("SystemRoleTaken", at, person=person, organisation=organisation, role=role)
