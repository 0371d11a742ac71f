"""What do the choices on a decision give at the end of a history, worked out afresh by brute force?"""

from __future__ import annotations

from typing import Any

from tests.oracle.history import Record, kind_of, place
from tests.oracle.standing import World, closed, core_members, events, open_objections, patients

FOR = {"agree", "agree_with_reservations"}
AGAINST = {"disagree", "block"}
CONSENTING = {"agree", "agree_with_reservations", "stand_aside"}


def about(history: list[Record], decision: str, *types: str) -> list[Record]:
    """The events of some types that name a decision."""
    return [record for record in events(history, *types) if record["event"].get("decision") == decision]


def proposed(history: list[Record], decision: str) -> Record | None:
    """The event that opened it."""
    found = about(history, decision, "DecisionProposed")
    return found[0] if found else None


def method(history: list[Record], decision: str) -> str:
    """How it is decided: as it was proposed, or as that was changed last."""
    found = "consensus"
    for record in about(history, decision, "DecisionProposed", "MethodChanged"):
        found = record["event"].get("method", "consensus")
    return found


def quorum_percent(said: dict[str, Any], how: str) -> int:
    """How much of the weight must choose, by a proposal, if it is decided in a certain way."""
    given: int | None = said.get("quorum_percent")
    if given is not None:
        return given
    return 50 if how == "consent" else 0


def text_changed(history: list[Record], decision: str) -> Record:
    """The event that last changed the text; a minor amendment changes nothing."""
    return [
        record
        for record in about(history, decision, "DecisionProposed", "ProposalAmended")
        if not record["event"].get("minor", False)
    ][-1]


def electorate(history: list[Record], group: str, decision: str) -> set[str]:
    """The core members of a group that are not closed, less those who left the room."""
    left = {
        record["event"]["by"]
        for record in about(history, decision, "InterestDeclared")
        if record["event"]["action"] == "left"
    }
    return {each for each in core_members(history, group) if not closed(history, each)} - left


def told(history: list[Record], decision: str) -> set[str]:
    """Who was told of the text as it stands."""
    changed = place(text_changed(history, decision))
    return {
        record["event"]["organisation"]
        for record in events(history, "OrganisationTold")
        if record["event"]["about"] == decision and place(record) > changed
    }


def choices(history: list[Record], decision: str, electors: set[str]) -> dict[str, Record]:
    """The latest choice of each elector on the text as it stands."""
    changed = place(text_changed(history, decision))
    found = {}
    for record in about(history, decision, "VoteCast"):
        if record["event"]["by"] in electors and place(record) > changed:
            found[record["event"]["by"]] = record
    return found


def casting_vote(history: list[Record], decision: str) -> str | None:
    """The latest casting vote on the text as it stands: one on another text says nothing of this one."""
    changed = place(text_changed(history, decision))
    found = None
    for record in about(history, decision, "CastingVoteUsed"):
        if place(record) > changed:
            found = record["event"]["choice"]
    return found


def decided(history: list[Record], decision: str) -> bool:
    """Whether it was adopted or rejected, and nobody has reversed that since."""
    reversals = [place(record) for record in about(history, decision, "DecisionReversed")]
    return any(
        record["event"]["outcome"] in {"adopted", "rejected"}
        and not any(reversal > place(record) for reversal in reversals)
        for record in about(history, decision, "DecisionTaken")
    )


def blocks(history: list[Record], decision: str) -> list[Record]:
    """The objections of weight `block` that nothing has resolved."""
    return [raised for raised in open_objections(history, decision) if raised["event"].get("weight") == "block"]


def count(history: list[Record], decision: str) -> dict[str, Any] | None:
    """Who chooses, who chose what, and what it gives at the end of a history; None if it is not proposed by then."""
    opening = proposed(history, decision)
    if opening is None:
        return None
    said = opening["event"]
    how = method(history, decision)
    electors = electorate(history, said["group"], decision)
    chosen = choices(history, decision, electors)
    sides: dict[str, set[str]] = {"for": set(), "against": set(), "neutral": set(), "silent": set()}
    for each in electors:
        sides[_side(chosen.get(each))].add(each)
    by_patients = said.get("weighting", "organisations") == "patients"
    weights = {each: (patients(history, each) or 0) if by_patients else 1 for each in electors}
    n = sum(weights.values())
    voices = sum(weights[each] for each in chosen)
    cast = sides["for"] | sides["against"]
    of_cast = how == "vote" and said.get("of", "cast") == "cast"
    found = {
        "method": how,
        "electors": electors,
        "choices": {each: record["position"] for each, record in chosen.items()},
        **sides,
        "weights": weights,
        "base": sum(weights[each] for each in (cast if of_cast else electors)),
        "quorate": voices * 100 >= quorum_percent(said, how) * n,
    }
    wins = {"consensus": _by_consensus, "consent": _by_consent, "vote": _by_vote}[how]
    found["outcome"] = "adopted" if wins(history, decision, found, said) else "rejected"
    return found


def _side(vote: Record | None) -> str:
    if vote is None:
        return "silent"
    choice = vote["event"]["choice"]
    if choice in FOR:
        return "for"
    return "against" if choice in AGAINST else "neutral"


def _said(history: list[Record], decision: str, electors: set[str]) -> list[str | None]:
    """What the electors chose, one each."""
    chosen = choices(history, decision, electors)
    return [chosen[each]["event"]["choice"] if each in chosen else None for each in electors]


def _by_consensus(history: list[Record], decision: str, found: dict[str, Any], _: dict[str, Any]) -> bool:
    said = _said(history, decision, found["electors"])
    return (
        all(choice in CONSENTING for choice in said)
        and any(choice in FOR for choice in said)
        and not open_objections(history, decision)
    )


def _by_consent(history: list[Record], decision: str, found: dict[str, Any], _: dict[str, Any]) -> bool:
    said = _said(history, decision, found["electors"])
    return (
        found["electors"] <= told(history, decision)
        and any(choice in FOR for choice in said)
        and "block" not in said
        and not blocks(history, decision)
        and found["quorate"]
    )


def _by_vote(history: list[Record], decision: str, found: dict[str, Any], said: dict[str, Any]) -> bool:
    weights = found["weights"]
    ayes = sum(weights[each] for each in found["for"])
    noes = sum(weights[each] for each in found["against"])
    if not found["quorate"]:
        return False
    casting = casting_vote(history, decision)
    if ayes == noes and ayes > 0 and casting is not None:
        return casting == "agree"
    everyone = found["for"] | found["against"] if said.get("of", "cast") == "cast" else found["electors"]
    total = sum(weights[each] for each in everyone)
    carried: dict[str, bool] = {
        "majority": 2 * ayes > total,
        "two_thirds": 3 * ayes >= 2 * total,
        "three_quarters": 4 * ayes >= 3 * total,
        "unanimous": found["for"] == everyone,
    }
    return total > 0 and carried[said.get("threshold", "majority")]


def counted(world: World, decision: str, t: int) -> list[Record]:
    """The history that a reading at an instant counts: up to the latest taking of the decision, if there is one."""
    history = world.history(t)
    takings = about(history, decision, "DecisionTaken")
    if not takings:
        return history
    return [record for record in history if place(record) < place(takings[-1])]


def reading(world: World, decision: str, t: int) -> dict[str, Any] | None:
    """What a decision's choices give, read at an instant."""
    return count(counted(world, decision, t), decision)


def decisions(history: list[Record]) -> set[str]:
    """Those proposed."""
    return {record["event"]["decision"] for record in history if kind_of(record) == "DecisionProposed"}
