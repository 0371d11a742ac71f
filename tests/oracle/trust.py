"""How far is an organisation trusted, worked out afresh from the contract's words, slowly and mark by mark?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.decisions import count
from tests.oracle.history import DAY, Record, instant_of, kind_of, place
from tests.oracle.standing import ABSENCE, World, closed, core_members, events, kind, leaders

YEAR = 365 * DAY
WEEK = 7 * DAY
MONTHLY = {"met", "spoke", "accounted", "reported_back", "action_done", "redirected"}
EVERYBODY = "all"

Mark = dict[str, Any]


def opener(history: list[Record], field: str, name: str, opened_by: str) -> dict[str, Any]:
    """What was said when an id was opened."""
    return next(dict(one["event"]) for one in events(history, opened_by) if one["event"][field] == name)


def mark(record: Record, what: str, weight: float, by: Any, *, at: int | None = None, free: bool = False) -> Mark:
    """A mark: `free` of the monthly cap, also where its kind is not."""
    silent = at is not None
    return {
        "order": (at, 9, record["position"]) if silent else place(record),
        "at": at if silent else record["effective_at"],
        "kind": what,
        "weight": weight,
        "by": by if by == EVERYBODY else set(by),
        "position": record["position"],
        "monthly": not free and (what in MONTHLY or what == "told"),
    }


def marks(world: World, code: str, t: int) -> list[Mark]:
    """All marks on an organisation by an instant, oldest first."""
    history = world.history(t)
    found = [one for record in history for one in [*_said(history, record, code), *_talked(record, code)]]
    found += [one for record in history for one in _done(history, record, code)]
    found += [one for record in history for one in _promised(history, record, code)]
    return sorted((one for one in found if one["by"] and one["at"] <= t), key=lambda one: one["order"])


def _said(history: list[Record], record: Record, code: str) -> list[Mark]:
    said = record["event"]
    match kind_of(record):
        case "ErrorAdmitted" if said["by"] == code:
            return [mark(record, "error_admitted", 1 + said["apologised"] + said["asked_how_to_put_right"], said["to"])]
        case "ErrorPutRight":
            admitted = opener(history, "admission", said["admission"], "ErrorAdmitted")
            return [mark(record, "error_put_right", 2, admitted["to"])] if admitted["by"] == code else []
        case "HelpAsked" if said["by"] == code:
            return [mark(record, "help_asked", 2, said["of"])]
        case "ConcernRaised" if said["about"] == code:
            return [mark(record, "concern_raised", -1, [said["by"]])]
        case "ConcernAnswered":
            raised = opener(history, "concern", said["concern"], "ConcernRaised")
            return [mark(record, "concern_answered", 0.5, [raised["by"]])] if raised["about"] == code else []
        case "ApproachRedirected" if said["by"] == code:
            return [mark(record, "redirected", 0.5, [said["to"]])]
        case "ApproachBypassed" if said["by"] == code:
            return [mark(record, "bypassed", -2, _doors(history, record, code))]
    return []


def _talked(record: Record, code: str) -> list[Mark]:
    said = record["event"]
    match kind_of(record):
        case "ContactHeld" if code in said["between"]:
            return [_talk(record, said["mode"], set(said["between"]) - {code})]
        case "MeetingHeld" if said["group"] == code:
            return [_talk(record, said["mode"], set(said["present"]) - {code})]
        case "OrganisationTold" if said["by"] == code:
            by_word_of_mouth = said["channel"] in {"meeting", "visit", "call", "video"}
            return [mark(record, "told", 0.25 * by_word_of_mouth, [said["organisation"]], free=not by_word_of_mouth)]
    return []


def _talk(record: Record, mode: str, others: set[str]) -> Mark:
    what, weight = {"in_person": ("met", 1.0), "video": ("spoke", 0.5), "phone": ("spoke", 0.5)}.get(mode, ("wrote", 0))
    return mark(record, what, weight, others)


def _doors(history: list[Record], record: Record, code: str) -> set[str]:
    joined: dict[str, bool] = {}
    for other in events(history, "AccessPointJoined", "AccessPointLeft"):
        if other["event"]["organisation"] == code and place(other) < place(record):
            joined[other["event"]["group"]] = kind_of(other) == "AccessPointJoined"
    return {group for group, stands in joined.items() if stands}


def _done(history: list[Record], record: Record, code: str) -> list[Mark]:
    said = record["event"]
    answers = {
        "MandateGranted": ("mandate_granted", 1),
        "MandateReaffirmed": ("mandate_reaffirmed", 1),
        "MandateRefused": ("mandate_refused", -1),
        "MandateWithdrawn": ("mandate_withdrawn", -3),
    }
    match kind_of(record):
        case name if name in answers:
            what, weight = answers[name]
            return [mark(record, what, weight, [said["by"]])] if _owner(history, said["mandate"]) == code else []
        case "MandateAccounted" if _owner(history, said["mandate"]) == code:
            return [mark(record, "accounted", 1, said["to"])]
        case "ObjectionResolved":
            raised = opener(history, "objection", said["objection"], "ObjectionRaised")
            what, weight = {"amended": ("objection_met", 1), "overridden": ("objection_overridden", -1)}.get(
                said["how"], ("", 0)
            )
            mine = what and _owner(history, raised["about"]) == code
            return [mark(record, what, weight, [raised["by"]])] if mine else []
        case "DecisionTaken" if _owner(history, said["decision"]) == code:
            return _taken(history, record)
        case "DecisionDeparted" if said["by"] == code:
            before = _before(history, record)
            group = _owner(history, said["decision"])
            others = {each for each in core_members(before, group) if not closed(before, each)} - {code}
            return [mark(record, "departed", -3, others)]
        case "StepAchieved" | "ActivityStalled" | "ActivityExperienced":
            return _together(history, record, code)
    return []


def _owner(history: list[Record], name: str) -> str:
    for record in events(history, "MandateSought", "DecisionProposed"):
        if name in (record["event"].get("decision"), record["event"].get("mandate")) and (
            kind_of(record) == "DecisionProposed" or record["event"]["mandate"] == name
        ):
            return str(record["event"].get("holder", record["event"].get("group")))
    raise LookupError(name)


def _before(history: list[Record], record: Record) -> list[Record]:
    return [other for other in history if place(other) < place(record)]


def _taken(history: list[Record], record: Record) -> list[Mark]:
    said = record["event"]
    found = count(_before(history, record), said["decision"])
    if found is None:
        return []
    if found["method"] == "consensus" and said["outcome"] == "adopted":
        return [mark(record, "agreed_by_consensus", 1, found["electors"])]
    losers = {"adopted": found["against"], "rejected": found["for"]}.get(said["outcome"], set())
    return [mark(record, "outvoted", -1, losers)] if found["method"] == "vote" else []


def _together(history: list[Record], record: Record, code: str) -> list[Mark]:
    said = record["event"]
    started = opener(history, "activity", said["activity"], "ActivityStarted")
    if started["organisation"] != code:
        return []
    if kind_of(record) == "ActivityExperienced":
        what, weight = {"benefit": ("benefited", 0.5), "hard_done_by": ("hard_done_by", -1.0)}.get(
            said["felt"], ("", 0)
        )
        return [mark(record, what, weight, [said["by"]])] if what else []
    if kind_of(record) == "StepAchieved":
        return [mark(record, "step_achieved", 1.5, started["participants"])]
    return [mark(record, "stalled", -1, started["participants"])]


def _promised(history: list[Record], record: Record, code: str) -> list[Mark]:
    said = record["event"]
    match kind_of(record):
        case "BriefIssued" if _carried_for(history, said) == code:
            due = _due(said)
            kept = any(
                one["event"]["brief"] == said["brief"] and one["effective_at"] <= due
                for one in events(history, "ReportedBack")
            )
            return [] if kept else [mark(record, "report_overdue", -1, said["represents"], at=due)]
        case "ReportedBack" | "OverstepFound" as name:
            brief = opener(history, "brief", said["brief"], "BriefIssued")
            if _carried_for(history, brief) != code:
                return []
            if name == "OverstepFound":
                return [mark(record, "overstepped", -2, [said["by"]])]
            in_time = record["effective_at"] <= _due(brief)
            return [mark(record, "reported_back", 0.5, brief["represents"])] if in_time else []
        case "ActionAgreed" if said["owner"] == code:
            due = instant_of(said["due_at"], ends=True)
            ended = [
                one
                for one in events(history, "ActionDone", "ActionDropped")
                if one["event"]["action"] == said["action"]
            ]
            kept = any(one["effective_at"] <= due for one in ended)
            return [] if kept else [mark(record, "action_overdue", -1, EVERYBODY, at=due)]
        case "ActionDone":
            agreed = opener(history, "action", said["action"], "ActionAgreed")
            in_time = record["effective_at"] <= instant_of(agreed["due_at"], ends=True)
            return [mark(record, "action_done", 0.5, EVERYBODY)] if agreed["owner"] == code and in_time else []
    return []


def _carried_for(history: list[Record], brief: dict[str, Any]) -> str:
    appointed = opener(history, "representation", brief["representation"], "RepresentativeAppointed")
    return str(appointed["group"])


def _due(brief: dict[str, Any]) -> int:
    if "report_due_at" in brief:
        return instant_of(brief["report_due_at"], ends=True)
    return instant_of(brief["meeting_at"], ends=False) + WEEK


# ---- What it sums up to ----


def month(at: int) -> tuple[int, int]:
    """The calendar month in London."""
    day = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).astimezone(ZoneInfo("Europe/London"))
    return day.year, day.month


def counts_for(timeline: list[Mark], one: Mark, who: str) -> bool:
    """Whether a mark is in someone's eyes, and the first of its kind in the month where only that counts."""
    theirs = [other for other in timeline if other["by"] == EVERYBODY or who in other["by"]]
    alike = [
        other
        for other in theirs
        if other["monthly"] and other["kind"] == one["kind"] and month(other["at"]) == month(one["at"])
    ]
    return one in theirs and (not one["monthly"] or one == alike[0])


def led(world: World, code: str, t: int) -> dict[int, set[str]]:
    """At every instant by t: who led after all events of it, and who was away and came back within 31 days."""
    history = world.history(t)
    instants = sorted({record["effective_at"] for record in history})
    found = {at: leaders([one for one in history if one["effective_at"] <= at], code) for at in instants}
    with_absences = {at: set(those) for at, those in found.items()}
    for index, at in enumerate(instants):
        before = found[instants[index - 1]] if index else set()
        for person in before - found[at]:
            back = next((later for later in instants[index:] if person in found[later]), None)
            if back is not None and back - at <= ABSENCE:
                for later in instants[index:]:
                    if later < back:
                        with_absences[later].add(person)
    return with_absences


def changes_of_leadership(world: World, code: str, since: int, t: int) -> int:
    """How often the last of those who led had left, gone through instant by instant."""
    who_led = led(world, code, t)
    then = [at for at in who_led if at <= since]
    those = set(who_led[then[-1]]) if then else set()
    changes = 0
    for at in sorted(at for at in who_led if since < at <= t):
        had_some = bool(those)
        those &= who_led[at]
        if not those:
            changes += had_some
            those = set(who_led[at])
    return changes


def trust(world: World, code: str, t: int) -> dict[str, Any]:
    """Level, label, trusters and marks of an organisation at an instant."""
    timeline = marks(world, code, t)
    changes = {at: changes_of_leadership(world, code, at, t) for at in {one["at"] for one in timeline}}
    named = {who for one in timeline if one["by"] != EVERYBODY for who in one["by"]}

    def counting(one: Mark, who: str) -> bool:
        return counts_for(timeline, one, who)

    def level(who: str) -> float:
        worth = (
            one["weight"] * 2.0 ** (-(t - one["at"]) / YEAR) * 0.5 ** changes[one["at"]]
            for one in timeline
            if counting(one, who)
        )
        return float(sum(worth))

    trusters = {
        who
        for who in named
        if any(one["weight"] != 0 and one["by"] != EVERYBODY and counting(one, who) for one in timeline)
    }
    levels = {who: level(who) for who in trusters}
    middle = median(levels.values()) if levels else None
    return {
        "level": middle,
        "label": label(world, code, t, middle, len(levels)),
        "by": levels,
        "of_nobody": level(""),
        "timeline": [
            {
                "at": one["at"],
                "kind": one["kind"],
                "weight": one["weight"],
                "by": one["by"],
                "counted_by": (EVERYBODY if counting(one, "") else set())
                if one["by"] == EVERYBODY
                else {who for who in one["by"] if counting(one, who)},
                "position": one["position"],
            }
            for one in timeline
        ],
        "rhythm": rhythm(world, code, t),
    }


def label(world: World, code: str, t: int, level: float | None, trusters: int) -> str | None:
    """What a level is called."""
    if kind(world.history(t), code) == "practice":
        return None
    if trusters < 3 or level is None:
        return "not_enough"
    if level >= 4:
        return "high"
    if level >= 1.5:
        return "good"
    if level > -1.5:
        return "unproven"
    return "strained" if level > -4 else "low"


def rhythm(world: World, code: str, t: int) -> dict[str, Any]:
    """Conversations over 91 days."""
    history = world.history(t)
    contacts = [one for one in events(history, "ContactHeld") if code in one["event"]["between"]]
    meetings = [one for one in events(history, "MeetingHeld") if one["event"]["group"] == code]
    face_to_face = [one for one in [*contacts, *meetings] if one["event"]["mode"] in {"in_person", "video", "phone"}]
    recent = [one for one in face_to_face if t - one["effective_at"] < 91 * DAY]
    weeks = {
        week
        for week in range(13)
        if any(t - (week + 1) * WEEK < one["effective_at"] <= t - week * WEEK for one in recent)
    }
    lately = [one for one in contacts if t - one["effective_at"] < 91 * DAY]
    written = [one for one in lately if one["event"]["mode"] in {"email", "message"}]
    in_person = [one["effective_at"] for one in face_to_face if one["event"]["mode"] == "in_person"]
    return {
        "conversations": len(recent),
        "weeks_with_conversation": len(weeks),
        "in_person_last": max(in_person, default=None),
        "email_share": len(written) / len(lately) if lately else None,
    }
