"""Who stands behind whom at an instant, worked out afresh by brute force from the history read.

Every question is answered from the whole list of events, and every "ever since" by looking at every instant.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from tests.oracle.history import DAY, Record, instant_of, kind_of, needed_by, place, read

STANCE_EVENTS = {
    "MandateGranted",
    "AssentPresumed",
    "MandateReaffirmed",
    "MandateRefused",
    "MandateWithdrawn",
}
STANCES = ["firm", "stale", "unconfirmed", "conditional", "presumed", "unheard", "refused", "withdrawn"]
ABSENCE = 31 * DAY
QUIET = 180 * DAY
BEST = ["yes", "with_care", "no"]


# ---- The register, from a history that ends where it is asked about ----


def events(history: list[Record], *types: str) -> list[Record]:
    """Those of some types."""
    return [record for record in history if kind_of(record) in types]


def kind(history: list[Record], code: str) -> str | None:
    """What kind of organisation a code is, if it is registered by then."""
    found = None
    for record in events(history, "OrganisationRegistered"):
        if record["event"]["organisation"] == code:
            found = record["event"]["kind"]
    return found


def closed(history: list[Record], code: str) -> bool:
    """Whether an organisation has closed."""
    return any(record["event"]["organisation"] == code for record in events(history, "OrganisationClosed"))


def memberships(history: list[Record]) -> dict[tuple[str, str], str]:
    """Of every (body, member) the standing."""
    found: dict[tuple[str, str], str] = {}
    for record in events(history, "MemberJoined", "MemberLeft"):
        pair = (record["event"]["organisation"], record["event"]["member"])
        if kind_of(record) == "MemberJoined":
            found[pair] = record["event"].get("standing", "core")
        else:
            found.pop(pair, None)
    return found


def core_members(history: list[Record], code: str) -> set[str]:
    """The core members of a body, closed ones too."""
    return {member for (body, member), standing in memberships(history).items() if body == code and standing == "core"}


def reach(history: list[Record], code: str) -> set[str]:
    """The practices that a body is or reaches by core membership; nothing closed is reached, or reached through."""
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        each = waiting.pop()
        if each in seen or closed(history, each):
            continue
        seen.add(each)
        waiting += core_members(history, each)
    return {each for each in seen if kind(history, each) == "practice"}


def patients(history: list[Record], code: str) -> int | None:
    """The latest list size of an organisation."""
    found = None
    for record in events(history, "ListSizeRecorded"):
        if record["event"]["organisation"] == code:
            found = record["event"]["patients"]
    return found


def leaders(history: list[Record], code: str) -> set[str]:
    """Whom a principal appointment named and no leaving has ended."""
    found: set[str] = set()
    for record in events(history, "LeaderAppointed", "LeaderLeft"):
        said = record["event"]
        if said["organisation"] != code:
            continue
        if kind_of(record) == "LeaderLeft":
            found.discard(said["person"])
        elif said.get("principal", True):
            found.add(said["person"])
    return found


# ---- A mandate ----


class World:
    """What was known up to a position; the history read at each instant is made once and kept."""

    def __init__(self, records: list[Record], known: int) -> None:
        self.records = records
        self.known = known
        self.whole = read(records, known)
        self.instants = sorted({record["effective_at"] for record in self.whole})
        self.history = lru_cache(maxsize=None)(self._history)
        self.constituency = lru_cache(maxsize=None)(self._constituency)
        self.state_alone = lru_cache(maxsize=None)(self._state_alone)

    def _history(self, t: int) -> list[Record]:
        return read(self.records, self.known, t)

    def before(self, record: Record) -> list[Record]:
        """The history before an event, itself in its place."""
        return [other for other in self.whole if place(other) < place(record)]

    # -- What it is and who is asked --

    def sought(self, mandate: str, history: list[Record]) -> Record | None:
        """The event that opened a mandate."""
        for record in events(history, "MandateSought"):
            if record["event"]["mandate"] == mandate:
                return record
        return None

    def scope(self, mandate: str, t: int) -> str:
        """Its matter at an instant, as last narrowed."""
        found = ""
        for record in events(self.history(t), "MandateSought", "MandateNarrowed"):
            if record["event"]["mandate"] == mandate and record["event"].get("scope"):
                found = record["event"]["scope"]
        return found

    def constituency_in(self, sought: Record, history: list[Record]) -> frozenset[str]:
        """Who is asked, less the closed, in a history that ends where it is asked about."""
        asked = sought["event"].get("constituency", "members")
        holder = sought["event"]["holder"]
        if asked == "members":
            found = core_members(history, holder)
        elif asked == "practices":
            found = reach(history, holder)
        else:
            found = set(asked)
        return frozenset(each for each in found if not closed(history, each))

    def _constituency(self, mandate: str, t: int) -> frozenset[str]:
        # The register stands on no id, so a mandate that opens later may be asked about too.
        sought = self.sought(mandate, self.whole)
        return self.constituency_in(sought, self.history(t)) if sought else frozenset()

    # -- Presumed assents that are found wanting --

    def silence_without_notice(self, record: Record) -> bool:
        """No telling after the wording last changed and long enough before."""
        before = self.before(record)
        said = record["event"]
        sought = self.sought(said["mandate"], before)
        if sought is None:
            return True
        changed = [
            other
            for other in events(before, "MandateSought", "MandateNarrowed")
            if other["event"]["mandate"] == said["mandate"]
        ][-1]
        notice = sought["event"].get("notice_days", 14) * DAY
        return not any(
            told["event"]["about"] == said["mandate"]
            and told["event"]["organisation"] == said["by"]
            and place(told) > place(changed)
            and told["effective_at"] + notice <= record["effective_at"]
            for told in events(before, "OrganisationTold")
        )

    def silence_after_no(self, record: Record) -> bool:
        """Its latest word was no, or its objection is open."""
        before = self.before(record)
        said = record["event"]
        latest = self.latest(said["mandate"], said["by"], before)
        if latest is not None and kind_of(latest) in {"MandateRefused", "MandateWithdrawn"}:
            return True
        return any(raised["event"]["by"] == said["by"] for raised in open_objections(before, said["mandate"]))

    def void(self, record: Record) -> bool:
        """Whether it is a presumed assent that counts for nothing."""
        return kind_of(record) == "AssentPresumed" and (
            self.silence_without_notice(record) or self.silence_after_no(record)
        )

    def latest(self, mandate: str, by: str, history: list[Record]) -> Record | None:
        """The latest stance event of an organisation in a history."""
        for record in reversed(events(history, *STANCE_EVENTS)):
            said = record["event"]
            if said["mandate"] == mandate and said["by"] == by and not self.void(record):
                return record
        return None

    # -- One stance --

    def stance(self, mandate: str, by: str, t: int) -> tuple[str, int | None]:
        """The stance of an organisation, and since when."""
        history = self.history(t)
        sought = self.sought(mandate, history)
        if sought is None:
            raise AssertionError(mandate)
        e = self.latest(mandate, by, history)
        if e is None:
            return "unheard", None
        since = e["effective_at"]
        fresh = t < since + sought["event"].get("reaffirm_within_days", 365) * DAY
        lasted = self.leadership_lasted(sought["event"]["holder"], since, t)
        name = kind_of(e)
        if name == "MandateRefused":
            stance = "refused"
        elif name == "MandateWithdrawn":
            stance = "withdrawn"
        elif name == "AssentPresumed":
            stance = "presumed" if lasted and fresh else "unheard"
        elif self.condition_open(mandate, by, history):
            stance = "conditional"
        elif not lasted or (
            sought["event"].get("constituency", "members") in ("members", "practices")
            and self.joined_after(mandate, by, since, t)
        ):
            stance = "unconfirmed"
        elif not fresh:
            stance = "stale"
        else:
            stance = "firm"
        return stance, since

    def condition_open(self, mandate: str, by: str, history: list[Record]) -> bool:
        """Whether a condition of its latest grant is not met."""
        grants = [
            record
            for record in events(history, "MandateGranted")
            if record["event"]["mandate"] == mandate and record["event"]["by"] == by
        ]
        if not grants:
            return False
        met = {
            record["event"]["condition"]
            for record in events(history, "ConditionMet")
            if record["event"]["mandate"] == mandate
            and record["event"]["by"] == by
            and place(record) > place(grants[-1])
        }
        return any(condition["id"] not in met for condition in grants[-1]["event"].get("conditions", []))

    def joined_after(self, mandate: str, by: str, since: int, t: int) -> bool:
        """Whether it was outside the constituency at some instant from `since` to t."""
        instants = [since, *(each for each in self.instants if since < each <= t)]
        return any(by not in self.constituency(mandate, each) for each in instants)

    def leadership_lasted(self, holder: str, s: int, t: int) -> bool:
        """Whether one who led at s has led ever since, or, where nobody did, nobody was appointed since."""
        history = self.history(t)
        led_at_s = {
            person
            for person in {record["event"].get("person") for record in events(history, "LeaderAppointed")}
            if self.led(holder, str(person), s, t)
        }
        if not led_at_s:
            return not any(
                record["event"]["organisation"] == holder
                and record["event"].get("principal", True)
                and record["effective_at"] > s
                for record in events(history, "LeaderAppointed")
            )
        instants = [s, *(each for each in self.instants if s < each <= t)]
        return any(all(self.led(holder, str(person), each, t) for each in instants) for person in led_at_s)

    def led(self, holder: str, person: str, at: int, t: int) -> bool:
        """Whether someone led at an instant, seen from t: a short absence that has ended by t is none."""
        if person in leaders(self.history(at), holder):
            return True
        # The latest instant at which they stopped leading, and the first at which they led again.
        states = [(each, person in leaders(self.history(each), holder)) for each in self.instants if each <= t]
        left = None
        for (_, was), (each, leads) in zip([(0, False), *states], states, strict=False):
            if each <= at and was and not leads:
                left = each
        back = next((each for each, leads in states if each > at and leads), None)
        return left is not None and back is not None and back - left <= ABSENCE

    # -- What somebody did last --

    def last_act(self, mandate: str, by: str, t: int) -> int | None:
        """When an organisation last did something towards the holder."""
        history = self.history(t)
        sought = self.sought(mandate, history)
        if sought is None:
            raise AssertionError(mandate)
        holder = sought["event"]["holder"]
        found = None
        for record in history:
            said = record["event"]
            acted = said.get("by") == by or said.get("member") == by
            if (
                (acted and (names(said, mandate) or names(said, holder)))
                or (said["type"] == "ContactHeld" and by in said["between"] and holder in said["between"])
                or (said["type"] == "MeetingHeld" and said["group"] == holder and by in said["present"])
            ):
                found = record["effective_at"]
        return found

    # -- The whole of it --

    def _state_alone(self, mandate: str, t: int) -> str:
        """The first two rules of the state; `nothing` where neither applies."""
        history = self.history(t)
        sought = self.sought(mandate, history)
        if sought is None:
            return "nothing"
        if any(record["event"]["mandate"] == mandate for record in events(history, "MandateRelinquished")):
            return "relinquished"
        expires = sought["event"].get("expires_at")
        if expires and instant_of(expires, ends=True) <= t:
            return "expired"
        stances = {each: self.stance(mandate, each, t)[0] for each in self.constituency(mandate, t)}
        for count, state in enumerate(["held", "stale", "unconfirmed", "conditional", "presumed"], start=1):
            behind = {each for each, stance in stances.items() if stance in STANCES[:count]}
            if self.carried(sought, behind, set(stances), history):
                return state
        return "nothing"

    def weight(self, sought: Record, those: set[str], history: list[Record]) -> int:
        """What some organisations weigh."""
        if sought["event"].get("weighting", "organisations") == "organisations":
            return len(those)
        return sum(patients(history, each) or 0 for each in those)

    def carried(self, sought: Record, behind: set[str], everyone: set[str], history: list[Record]) -> bool:
        """Whether those behind it carry it."""
        n = self.weight(sought, behind, history)
        total = self.weight(sought, everyone, history)
        if total <= 0:
            return False
        threshold = sought["event"].get("threshold", "majority")
        return {
            "majority": 2 * n > total,
            "two_thirds": 3 * n >= 2 * total,
            "three_quarters": 4 * n >= 3 * total,
            "unanimous": behind == everyone,
        }[threshold]

    def state(self, mandate: str, t: int) -> str:
        """The state of a mandate."""
        state = self.state_alone(mandate, t)
        if state != "nothing":
            return state
        earlier = [each for each in self.instants if each < t]
        once = {"held", "stale", "unconfirmed", "conditional"}
        return "lost" if any(self.state_alone(mandate, each) in once for each in earlier) else "sought"

    def contested(self, mandate: str, t: int) -> bool:
        """Whether more than a quarter is against it, or one of the constituency blocks it."""
        history = self.history(t)
        sought = self.sought(mandate, history)
        if sought is None:
            raise AssertionError(mandate)
        everyone = set(self.constituency(mandate, t))
        against = {each for each in everyone if self.stance(mandate, each, t)[0] in ("refused", "withdrawn")}
        return 4 * self.weight(sought, against, history) > self.weight(sought, everyone, history) or any(
            raised["event"].get("weight") == "block" and raised["event"]["by"] in everyone
            for raised in open_objections(history, mandate)
        )

    def standing(self, mandate: str, t: int) -> dict[str, Any]:
        """Everything that is read of one mandate."""
        history = self.history(t)
        everyone = self.constituency(mandate, t)
        stances = {}
        weights: dict[str, dict[str, int]] = {
            kind: dict.fromkeys([*STANCES, "total"], 0) for kind in ("organisations", "patients")
        }
        for each in everyone:
            stance, since = self.stance(mandate, each, t)
            last = self.last_act(mandate, each, t)
            size = patients(history, each)
            stances[each] = {
                "stance": stance,
                "since": since,
                "last_act": last,
                "quiet": last is None or t - last >= QUIET,
                "patients": size,
            }
            for kind_of_weight, weight in (("organisations", 1), ("patients", size or 0)):
                weights[kind_of_weight][stance] += weight
                weights[kind_of_weight]["total"] += weight
        return {
            "scope": self.scope(mandate, t),
            "state": self.state(mandate, t),
            "contested": self.contested(mandate, t),
            "stances": stances,
            "weights": weights,
            "objections": {raised["event"]["objection"] for raised in open_objections(history, mandate)},
        }

    def mandates(self, holder: str, t: int) -> set[str]:
        """The mandates that a body has sought by an instant."""
        return {
            record["event"]["mandate"]
            for record in events(self.history(t), "MandateSought")
            if record["event"]["holder"] == holder
        }

    def voice(self, holder: str, scope: str, t: int) -> dict[str, Any]:
        """Whether a body may speak on a matter, and for whom."""
        best = None
        for mandate in self.mandates(holder, t):
            sought = self.sought(mandate, self.history(t))
            if self.scope(mandate, t) != scope or sought is None:
                continue
            state = self.state(mandate, t)
            if state == "held" and not self.contested(mandate, t):
                answer = "yes"
            elif state in {"held", "stale", "unconfirmed", "conditional", "presumed"}:
                answer = "with_care"
            else:
                answer = "no"
            rank = (-BEST.index(answer), place(sought))
            if best is None or rank > best[0]:
                best = (rank, answer, state, mandate)
        if best is None:
            return {"answer": "no", "state": None, "mandate": None, "speaks_for": (0, 0, 0, 0)}
        _, answer, state, mandate = best
        history = self.history(t)
        everyone = self.constituency(mandate, t)
        firm = {each for each in everyone if self.stance(mandate, each, t)[0] == "firm"}
        of: set[str] = set().union(*(reach(history, each) for each in everyone))
        behind: set[str] = set().union(*(reach(history, each) for each in firm))
        return {
            "answer": answer,
            "state": state,
            "mandate": mandate,
            "speaks_for": (
                len(behind),
                len(of),
                sum(patients(history, each) or 0 for each in behind),
                sum(patients(history, each) or 0 for each in of),
            ),
        }


def open_objections(history: list[Record], mandate: str) -> list[Record]:
    """The objections to a mandate that nothing has resolved."""
    resolved = {record["event"]["objection"] for record in events(history, "ObjectionResolved")}
    return [
        record
        for record in events(history, "ObjectionRaised")
        if needed_by(record) == mandate and record["event"]["objection"] not in resolved
    ]


def names(said: dict[str, Any], name: str) -> bool:
    """Whether an event names a code or an id in any of its fields for those."""
    fields = (
        "organisation member by to of from with at owner responsible between holder group mandate about "
        "constituency founded_by successors present apologies attending reported_by rebuilds"
    )
    for field in fields.split():
        value = said.get(field)
        # What help is asked about is words.
        if field == "about" and said["type"] == "HelpAsked":
            continue
        if value == name or (isinstance(value, list) and name in value):
            return True
    return False
