"""Which ledger is measured? A made-up one, the same for the same seed: networks, practices, mandates and deeds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from typing import Any

SEED = 20_261_123
FIRST_DAY = date(2021, 1, 1)
DAYS = 2_000
PRACTICES = 6

ORDINARY, ORDINARY_EVENTS = "ordinary-network", 200
GREAT, GREAT_EVENTS = "great-network", 10_000
OTHER = "network-1"
"""Two networks whose standings are measured; all others are as large as the ordinary one."""

_LATE_SHARE = 0.05
_STANCES = ("MandateReaffirmed", "MandateGranted", "MandateReaffirmed", "MandateWithdrawn", "MandateGranted")

Event = dict[str, Any]


def events(many: int) -> Iterator[Event]:
    """So many events, mostly in the order in which they take effect, a twentieth of them typed in late."""
    dice = random.Random(SEED)
    return islice(_all(dice), many)


def _all(dice: random.Random) -> Iterator[Event]:
    yield from network(dice, ORDINARY, ORDINARY_EVENTS)
    yield from network(dice, GREAT, GREAT_EVENTS)
    for number in count(1):
        yield from network(dice, f"network-{number}", ORDINARY_EVENTS)


def network(dice: random.Random, code: str, size: int) -> Iterator[Event]:
    """A network with its practices and three mandates: so many events, nearly all read for its standing."""
    practices = [f"{code}.p{number}" for number in range(1, PRACTICES + 1)]
    mandates = [f"{code}.m{number}" for number in (1, 2, 3)]
    beginning = list(_beginning(dice, code, practices, mandates))
    yield from beginning
    rest = size - len(beginning)
    for step in range(rest):
        day = 4 + step * (DAYS - 5) // rest
        late = dice.randrange(1, 60) if dice.random() < _LATE_SHARE else 0
        yield _act(dice, max(4, day - late), code, dice.choice(practices), dice.choice(mandates))


def _beginning(dice: random.Random, code: str, practices: list[str], mandates: list[str]) -> Iterator[Event]:
    yield _on(0, type="OrganisationRegistered", organisation=code, name=code.replace("-", " ").title(), kind="pcn")
    for number, practice in enumerate(practices, 1):
        name = f"Practice {number} of {code}"
        yield _on(0, type="OrganisationRegistered", organisation=practice, name=name, kind="practice")
        yield _on(1, type="ListSizeRecorded", organisation=practice, patients=dice.randrange(2_000, 20_000))
        yield _on(1, type="MemberJoined", organisation=code, member=practice)
    yield _on(1, type="LeaderAppointed", organisation=code, person=f"p-{code}", role="Clinical Director")
    for number, mandate in enumerate(mandates):
        scope, wording = f"matter-{number}", f"To speak for the practices on matter {number}."
        yield _on(2, type="MandateSought", mandate=mandate, holder=code, scope=scope, wording=wording)
        for practice in practices:
            yield _on(3, type="MandateGranted", mandate=mandate, by=practice, source="minutes of 4 January 2021")


def _act(dice: random.Random, day: int, code: str, practice: str, mandate: str) -> Event:
    match dice.randrange(4):
        case 0:
            stance = dice.choice(_STANCES)
            reason = {"reason": "The partners changed their minds."} if stance == "MandateWithdrawn" else {}
            # Dice know no rules: some reaffirm what they have just withdrawn.
            irregular = {"irregular_because": "So say the minutes."} if stance == "MandateReaffirmed" else {}
            return _on(day, type=stance, mandate=mandate, by=practice, source="minutes", **reason, **irregular)
        case 1:
            return _on(day, type="OrganisationTold", about=mandate, organisation=practice, by=code, channel="call")
        case _:
            return _on(day, type="ContactHeld", between=[code, practice], mode=dice.choice(("phone", "in_person")))


def _on(day: int, **members: Any) -> Event:
    return {"effective_at": (FIRST_DAY + timedelta(days=day)).isoformat(), **members}
