"""Which rules of the register, of mandates and of decisions does an event break, judged on the history before it?"""

from __future__ import annotations

from typing import Any

from tests.oracle.decisions import (
    about,
    blocks,
    choices,
    count,
    decided,
    method,
    proposed,
    quorum_percent,
    told,
)
from tests.oracle.history import (
    CORRECTIONS,
    Record,
    attested,
    disregarded,
    kind_of,
    needed_by,
    opened_by,
    recorded,
    retracted,
)
from tests.oracle.standing import (
    STANCE_EVENTS,
    World,
    closed,
    core_members,
    events,
    kind,
    leaders,
    memberships,
    open_objections,
    patients,
    reach,
)

GENERAL_PRACTICE = {"practice", "pcn", "federation", "lmc", "leadership_group"}
THRESHOLDS = ["majority", "two_thirds", "three_quarters", "unanimous"]


def findings(world: World, record: Record) -> set[str]:
    """The rules that an entry is found by."""
    if record["position"] in retracted(world.records, world.known):
        return set()
    if orphaned(world, record):
        return {"orphaned"}
    if record["position"] in disregarded(world.records, world.known):
        # The rules leave open whether what is disregarded is judged at all: it is not.
        return {"disputed"}
    if kind_of(record) not in CORRECTIONS and record not in world.whole:
        # What hangs from a disregarded opening is read nowhere, and nothing is said of it.
        return set()
    before = world.before(record)
    if after_closing(before, record):
        return {"after_closing"}
    found = _register(before, record) | _mandate(world, before, record) | _decision(world, before, record)
    if before_opening(world, record):
        found.add("before_opening")
    return found


def orphaned(world: World, record: Record) -> bool:
    """Whether the opening of its required id was retracted, or is itself orphaned."""
    need = needed_by(record)
    if need is None:
        return False
    out = retracted(world.records, world.known)
    openings = [
        other
        for other in recorded(world.records, world.known)
        if opened_by(other) == need and other["position"] not in out
    ]
    return not openings or orphaned(world, openings[-1])


def before_opening(world: World, record: Record) -> bool:
    """Whether it takes effect before the opening of its required id."""
    need = needed_by(record)
    return need is not None and any(
        opened_by(other) == need and record["effective_at"] < other["effective_at"] for other in world.whole
    )


def after_closing(before: list[Record], record: Record) -> bool:
    """Whether one that is closed by then acts, joins or is joined."""
    said = record["event"]
    acting = [said.get("by")]
    if said["type"] == "MemberJoined":
        acting += [said["member"], said["organisation"]]
    return any(code is not None and closed(before, code) for code in acting)


def _register(before: list[Record], record: Record) -> set[str]:
    said = record["event"]
    found: dict[str, bool] = {}
    match said["type"]:
        case "MemberJoined":
            found = _joining(before, record)
        case "MemberLeft":
            found["not_a_member"] = (said["organisation"], said["member"]) not in memberships(before)
        case "LeaderAppointed":
            in_practice = kind(before, said["organisation"]) in GENERAL_PRACTICE
            found["two_hats"] = in_practice and bool(system_roles(before, said["person"]))
        case "LeaderLeft":
            found["not_leading"] = not holds_post(before, said["organisation"], said["person"])
        case "SystemRoleTaken":
            found["two_hats"] = speaks_for_practices(before, said["person"])
        case "GatekeeperNamed":
            found["conflicted_voice"] = bool(system_roles(before, said["person"]))
            found["too_many_gatekeepers"] = len(gatekeepers(before, said["group"]) - {said["person"]}) >= 2
        case "RepresentativeAppointed":
            found["conflicted_voice"] = bool(system_roles(before, said["person"]))
        case "SeatTaken":
            found["seat_not_empty"] = sitting(before, said["seat"]) is not None
        case _:
            pass
    return {rule for rule, holds in found.items() if holds}


def _joining(before: list[Record], record: Record) -> dict[str, bool]:
    said = record["event"]
    standing = said.get("standing", "core")
    member_kind = kind(before, said["member"])
    return {
        "already_a_member": memberships(before).get((said["organisation"], said["member"])) == standing,
        "system_core_member": standing == "core"
        and kind(before, said["organisation"]) == "leadership_group"
        and member_kind is not None
        and member_kind not in GENERAL_PRACTICE,
    }


def _mandate(world: World, before: list[Record], record: Record) -> set[str]:
    said = record["event"]
    found: dict[str, bool] = {}
    match said["type"]:
        case "MandateSought":
            return _seeking(world, before, record)
        case "ObjectionResolved":
            resolved = {other["event"]["objection"] for other in events(before, "ObjectionResolved")}
            found["already_resolved"] = said["objection"] in resolved
        case "ObjectionRaised":
            found["not_a_core_member"] = _outside(world, before, said["about"], said["by"])
        case name if name in STANCE_EVENTS:
            found = _taking_a_stance(world, before, record)
        case _:
            pass
    return {rule for rule, holds in found.items() if holds}


def _taking_a_stance(world: World, before: list[Record], record: Record) -> dict[str, bool]:
    said = record["event"]
    presumed = said["type"] == "AssentPresumed"
    latest = world.latest(said["mandate"], said["by"], before)
    said_yes = latest is not None and kind_of(latest) not in {"MandateRefused", "MandateWithdrawn"}
    return {
        "silence_without_notice": presumed and world.silence_without_notice(record),
        "silence_after_no": presumed and world.silence_after_no(record),
        "nothing_to_reaffirm": said["type"] == "MandateReaffirmed" and not said_yes,
        "not_in_constituency": _outside(world, before, said["mandate"], said["by"]),
        "unattested": not said.get("source") and not attested(world.records, world.known, record),
    }


def _outside(world: World, before: list[Record], mandate: str, by: str) -> bool:
    """Whether an organisation is not asked for a mandate; where that is not sought yet, nobody can say."""
    sought = world.sought(mandate, before)
    return sought is not None and by not in world.constituency_in(sought, before)


def _seeking(world: World, before: list[Record], record: Record) -> set[str]:
    said = record["event"]
    found = set()
    rules = rules_of(before, said["holder"])
    notice, reaffirm = rules.get("notice_days"), rules.get("reaffirm_within_days")
    if (
        _lower_threshold(said, rules)
        or (notice is not None and said.get("notice_days", 14) < notice)
        or (reaffirm is not None and said.get("reaffirm_within_days", 365) > reaffirm)
    ):
        found.add("weaker_than_rules")
    if said.get("weighting") == "patients" and any(
        patients(before, each) is None for each in world.constituency_in(record, before)
    ):
        found.add("unweighted")
    return found


def rules_of(history: list[Record], group: str) -> dict[str, Any]:
    """The latest rules that a group adopted, whole."""
    adopted = [record["event"] for record in events(history, "RulesAdopted") if record["event"]["group"] == group]
    return adopted[-1] if adopted else {}


def _lower_threshold(said: dict[str, Any], rules: dict[str, Any]) -> bool:
    asked = rules.get("threshold")
    return asked is not None and THRESHOLDS.index(said.get("threshold", "majority")) < THRESHOLDS.index(asked)


def _decision(world: World, before: list[Record], record: Record) -> set[str]:
    said = record["event"]
    found: dict[str, bool] = {}
    match said["type"]:
        case "DecisionProposed":
            found = _proposing(before, said)
        case "VoteCast":
            found = _choosing(before, said)
        case "ObjectionRaised":
            found["not_a_core_member"] = _a_stranger_objects(before, said)
        case "DecisionTaken":
            found = _deciding(world, before, record)
        case _:
            pass
    return {rule for rule, holds in found.items() if holds}


def _proposing(before: list[Record], said: dict[str, Any]) -> dict[str, bool]:
    how = said.get("method", "consensus")
    rules = rules_of(before, said["group"])
    quorum = rules.get("quorum_percent")
    belongs = [
        other["event"]["belongs_to"]
        for other in events(before, "RemitAgreed")
        if (other["event"]["group"], other["event"]["scope"]) == (said["group"], said.get("matter"))
    ]
    return {
        # Only a vote has a threshold, and only by vote or consent does it matter how many choose.
        "weaker_than_rules": (how == "vote" and _lower_threshold(said, rules))
        or (how in {"vote", "consent"} and quorum is not None and quorum_percent(said, how) < quorum),
        "outside_remit": belongs[-1:] == ["members"],
        # Nobody can have left the room before there was a question, whatever the minutes say.
        "unweighted": said.get("weighting") == "patients"
        and any(
            patients(before, each) is None for each in core_members(before, said["group"]) if not closed(before, each)
        ),
    }


def _choosing(before: list[Record], said: dict[str, Any]) -> dict[str, bool]:
    decision, by, through = said["decision"], said["by"], said.get("through")
    opening = proposed(before, decision)
    # Where it is not proposed yet, nobody can say whose decision it is.
    group = opening["event"]["group"] if opening else None
    return {
        "not_a_core_member": group is not None and by not in core_members(before, group),
        "conflicted_voice": through is not None and bool(system_roles(before, through)),
        "took_no_part": any(
            other["event"]["by"] == by and other["event"]["action"] == "left"
            for other in about(before, decision, "InterestDeclared")
        ),
        "already_decided": decided(before, decision),
        "voice_unnamed": through is None and group is not None and kind(before, group) == "leadership_group",
    }


def _a_stranger_objects(before: list[Record], said: dict[str, Any]) -> bool:
    opening = proposed(before, said["about"])
    if opening is None:
        return False
    group = opening["event"]["group"]
    return said["by"] not in core_members(before, group) | reach(before, group)


def _deciding(world: World, before: list[Record], record: Record) -> dict[str, bool]:
    said = record["event"]
    decision, outcome = said["decision"], said["outcome"]
    found = {"already_decided": decided(before, decision)}
    opening = proposed(before, decision)
    tally = count(before, decision)
    if opening is None or tally is None:
        return found
    if outcome == "adopted":
        found |= _adopting(before, decision, tally)
        mandate = opening["event"].get("mandate")
        found["mandate_not_held"] = mandate is not None and world.state(mandate, record["effective_at"]) != "held"
        found["affected_unheard"] = any(
            not _heard(before, decision, each) for each in opening["event"].get("affects", [])
        )
    explained = any(found.get(rule) for rule in ("open_objection", "member_unheard", "inquorate"))
    found["outcome_disagrees"] = outcome not in {"deferred", tally["outcome"]} and not explained
    return found


def _adopting(before: list[Record], decision: str, tally: dict[str, Any]) -> dict[str, bool]:
    electors = tally["electors"]
    match method(before, decision):
        case "consensus":
            return {
                "open_objection": bool(open_objections(before, decision)),
                "member_unheard": not electors <= choices(before, decision, electors).keys(),
            }
        case "consent":
            return {
                "open_objection": bool(blocks(before, decision)),
                "member_unheard": not electors <= told(before, decision),
                "inquorate": not tally["quorate"],
            }
        case _:
            return {"inquorate": not tally["quorate"]}


def _heard(before: list[Record], decision: str, code: str) -> bool:
    """Whether an organisation has ever chosen, stated an impact or objected."""
    said = about(before, decision, "VoteCast", "ImpactStated")
    said += [record for record in events(before, "ObjectionRaised") if record["event"]["about"] == decision]
    return any(record["event"]["by"] == code for record in said)


def system_roles(history: list[Record], person: str) -> set[tuple[str, str]]:
    """The roles that someone holds in the system."""
    held: set[tuple[str, str]] = set()
    for record in events(history, "SystemRoleTaken", "SystemRoleLeft"):
        said = record["event"]
        if said["person"] == person:
            post = (said["organisation"], said["role"])
            (held.add if said["type"] == "SystemRoleTaken" else held.discard)(post)
    return held


def holds_post(history: list[Record], organisation: str, person: str) -> bool:
    """Whether someone leads there or is a deputy."""
    held = False
    for record in events(history, "LeaderAppointed", "LeaderLeft"):
        if (record["event"]["organisation"], record["event"]["person"]) == (organisation, person):
            held = kind_of(record) == "LeaderAppointed"
    return held


def gatekeepers(history: list[Record], group: str) -> set[str]:
    """Who guards the door of a group."""
    found: set[str] = set()
    for record in events(history, "GatekeeperNamed", "GatekeeperStoodDown"):
        said = record["event"]
        if said["group"] == group:
            (found.add if said["type"] == "GatekeeperNamed" else found.discard)(said["person"])
    return found


def speaks_for_practices(history: list[Record], person: str) -> bool:
    """Whether someone is a gatekeeper, a representative or a leader in general practice."""
    codes = {record["event"]["organisation"] for record in events(history, "LeaderAppointed")}
    if any(kind(history, code) in GENERAL_PRACTICE and person in leaders(history, code) for code in codes):
        return True
    guarded = {record["event"]["group"] for record in events(history, "GatekeeperNamed")}
    stood_down = {record["event"]["representation"] for record in events(history, "RepresentativeStoodDown")}
    return any(person in gatekeepers(history, group) for group in guarded) or any(
        record["event"]["person"] == person and record["event"]["representation"] not in stood_down
        for record in events(history, "RepresentativeAppointed")
    )


def sitting(history: list[Record], seat: str) -> str | None:
    """Who sits on a seat: a seat has room for one, so whoever takes it, even against the rules, displaces the other."""
    found = None
    for record in events(history, "SeatTaken", "SeatVacated"):
        said = record["event"]
        if said["seat"] != seat:
            continue
        if said["type"] == "SeatTaken":
            found = said["person"]
        elif said["person"] == found:
            found = None
    return found
