"""Which step has each organisation achieved with others, and so which one is it ready for?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.history import Place
from ledger.past import Past

HIGHEST_STEP = 5


@dataclass(frozen=True, slots=True)
class Achieved:
    """The highest step that an organisation has achieved, 0 if none, and the events that it rests on."""

    step: int = 0
    because: tuple[int, ...] = ()


def steps_achieved(past: Past, codes: Iterable[str], place: Place) -> dict[str, Achieved]:
    """Organisation → the highest step among the activities that it takes part in and that achieved theirs.

    `past` must hold every activity that they take part in.
    """
    found = dict.fromkeys(codes, Achieved())
    for name in past.activities:
        activity = past.activities.at(name, place)
        if activity.started is None or activity.terms is None or activity.achieved is None:
            continue
        here = Achieved(activity.terms.step, (activity.started.position, activity.achieved.position))
        for code in activity.terms.participants:
            if code in found and found[code].step < here.step:
                found[code] = here
    return found
