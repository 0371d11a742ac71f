"""Which rules of the register and of mandates does an event break, judged on the history before it?"""

from __future__ import annotations

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
    events,
    kind,
    leaders,
    memberships,
    patients,
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
    found = _register(before, record) | _mandate(world, before, record)
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
    adopted = [other for other in events(before, "RulesAdopted") if other["event"]["group"] == said["holder"]]
    if adopted:
        rules = adopted[-1]["event"]
        threshold, notice, reaffirm = (
            rules.get("threshold"),
            rules.get("notice_days"),
            rules.get("reaffirm_within_days"),
        )
        if (
            (
                threshold is not None
                and THRESHOLDS.index(said.get("threshold", "majority")) < THRESHOLDS.index(threshold)
            )
            or (notice is not None and said.get("notice_days", 14) < notice)
            or (reaffirm is not None and said.get("reaffirm_within_days", 365) > reaffirm)
        ):
            found.add("weaker_than_rules")
    if said.get("weighting") == "patients" and any(
        patients(before, each) is None for each in world.constituency_in(record, before)
    ):
        found.add("unweighted")
    return found


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


def speaks_for_practices(history: list[Record], person: str) -> bool:
    """Whether someone is a gatekeeper, a representative or a leader in general practice."""
    codes = {record["event"]["organisation"] for record in events(history, "LeaderAppointed")}
    if any(kind(history, code) in GENERAL_PRACTICE and person in leaders(history, code) for code in codes):
        return True
    gates: set[str] = set()
    for record in events(history, "GatekeeperNamed", "GatekeeperStoodDown"):
        said = record["event"]
        if said["person"] == person:
            (gates.add if said["type"] == "GatekeeperNamed" else gates.discard)(said["group"])
    stood_down = {record["event"]["representation"] for record in events(history, "RepresentativeStoodDown")}
    return bool(gates) or any(
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
