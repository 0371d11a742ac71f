"""Which ledger is measured? A made-up one, the same for the same seed: networks, practices, mandates, and what they do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

SEED = 20_261_123
FIRST_DAY = date(2021, 1, 1)
DAYS = 2_000
PRACTICES = 6
PER_NETWORK = 200
"""About how many events have to do with a network of ordinary size."""

GREAT = "great-network"
GREAT_EVENTS = 10_000
"""One network has so many events that are read for its standing; another has exactly the ordinary number."""

ORDINARY = "ordinary-network"
_STANCES = ("MandateReaffirmed", "MandateGranted", "MandateReaffirmed", "MandateWithdrawn", "MandateGranted")

Event = dict[str, Any]


def events(many: int) -> Iterator[Event]:
    """So many events, mostly in the order in which they take effect, a twentieth of them typed in late."""
    dice = random.Random(SEED)
    made = 0
    for event in _all(dice, many):
        yield event
        made += 1
        if made == many:
            return


def _all(dice: random.Random, many: int) -> Iterator[Event]:
    yield from network(dice, ORDINARY, PER_NETWORK)
    yield from network(dice, GREAT, min(GREAT_EVENTS, many // 4))
    number = 0
    while True:
        number += 1
        yield from network(dice, f"network-{number}", PER_NETWORK)


def network(dice: random.Random, code: str, size: int) -> Iterator[Event]:
    """A network with its practices, three mandates, and so many events that its standing is read from."""
    practices = [f"{code}.p{number}" for number in range(1, PRACTICES + 1)]
    yield _on(0, type="OrganisationRegistered", organisation=code, name=code.replace("-", " ").title(), kind="pcn")
    for number, practice in enumerate(practices, 1):
        name = f"Practice {number} of {code}"
        yield _on(0, type="OrganisationRegistered", organisation=practice, name=name, kind="practice")
        yield _on(1, type="ListSizeRecorded", organisation=practice, patients=dice.randrange(2_000, 20_000))
        yield _on(1, type="MemberJoined", organisation=code, member=practice)
    yield _on(1, type="LeaderAppointed", organisation=code, person=f"p-{code}", role="Clinical Director")
    mandates = [f"{code}.m{number}" for number in (1, 2, 3)]
    for number, mandate in enumerate(mandates):
        scope, wording = f"matter-{number}", f"To speak for the practices on matter {number}."
        yield _on(2, type="MandateSought", mandate=mandate, holder=code, scope=scope, wording=wording)
        for practice in practices:
            yield _on(3, type="MandateGranted", mandate=mandate, by=practice, source="minutes of 4 January 2021")
    rest = size - (PRACTICES + 1 + 1 + len(mandates) * (PRACTICES + 1))
    for step in range(rest):
        day = 4 + step * (DAYS - 5) // rest
        late = dice.randrange(1, 60) if dice.random() < 0.05 else 0  # noqa: PLR2004 a twentieth
        yield _act(dice, max(4, day - late), code, dice.choice(practices), dice.choice(mandates))


def _act(dice: random.Random, day: int, code: str, practice: str, mandate: str) -> Event:
    match dice.randrange(4):
        case 0:
            stance = dice.choice(_STANCES)
            reason = {"reason": "The partners changed their minds."} if stance == "MandateWithdrawn" else {}
            irregular = {"irregular_because": "So say the minutes."} if stance == "MandateReaffirmed" else {}
            return _on(day, type=stance, mandate=mandate, by=practice, source="minutes", **reason, **irregular)
        case 1:
            return _on(day, type="OrganisationTold", about=mandate, organisation=practice, by=code, channel="call")
        case _:
            return _on(day, type="ContactHeld", between=[code, practice], mode=dice.choice(("phone", "in_person")))


def _on(day: int, **members: Any) -> Event:
    return {"effective_at": (FIRST_DAY + timedelta(days=day)).isoformat(), **members}
