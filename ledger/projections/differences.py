"""What is different between two readings of an organisation: leaders, mandates, who stands behind them, trust?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledger.counting.stances import weigh
from ledger.history import Place
from ledger.past import Past
from ledger.projections.sentences import Names
from ledger.projections.standing import mandates_held
from ledger.vocabulary import ENDED


@dataclass(frozen=True, slots=True)
class Held:
    """How one mandate stands: its state, whether it is contested, and each stance with what it rests on."""

    scope: str
    state: str
    contested: bool
    stances: Mapping[str, tuple[str, tuple[int, ...]]]
    because: tuple[int, ...]

    @property
    def has_ended(self) -> bool:
        """Whether nobody's stance matters any more."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What of one organisation is compared: leaders with their appointments, mandates, and the level of trust."""

    leaders: Mapping[str, int]
    mandates: Mapping[str, Held]
    level: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: `what` is `leader`, `mandate`, `contested`, `stance` or `trust`.

    `was` and `now` are null where there was, or is, no such thing.
    """

    what: str
    mandate: str | None
    organisation: str | None
    was: str | None
    now: str | None
    text: str
    because: tuple[int, ...]


def snapshot(past: Past, code: str, place: Place, level: float | None) -> Snapshot:
    """What of an organisation is compared, at a place."""
    mandates = {}
    for name in mandates_held(past, code):
        weighed = weigh(past, name, place)
        if weighed is not None:
            sought = weighed.mandate.sought
            mandates[name] = Held(
                scope=weighed.mandate.scope,
                state=weighed.state,
                contested=weighed.contested,
                stances={one.organisation: (one.stance, one.because) for one in weighed.stances},
                because=() if sought is None else (sought.position,),
            )
    leaders = past.register.posts(code).leaders(place)
    return Snapshot({one.person: one.appointment.position for one in leaders}, mandates, level)


def differences(was: Snapshot, is_now: Snapshot, name: Names) -> tuple[Difference, ...]:
    """What is not as it was, the leaders first."""
    found = (_leaders(was, is_now), _mandates(was, is_now, name), _trust(was, is_now))
    return tuple(one for some in found for one in some)


def _leaders(was: Snapshot, is_now: Snapshot) -> Iterator[Difference]:
    for person in sorted(was.leaders.keys() | is_now.leaders.keys()):
        if person not in is_now.leaders:
            because = (was.leaders[person],)
            yield Difference("leader", None, None, person, None, f"{person} no longer leads it.", because)
        elif person not in was.leaders:
            because = (is_now.leaders[person],)
            yield Difference("leader", None, None, None, person, f"{person} leads it.", because)


def _mandates(was: Snapshot, is_now: Snapshot, name: Names) -> Iterator[Difference]:
    for mandate in sorted(was.mandates.keys() | is_now.mandates.keys()):
        old, new = was.mandates.get(mandate), is_now.mandates.get(mandate)
        if new is None:
            state = None if old is None else old.state
            yield Difference("mandate", mandate, None, state, None, f"There is no mandate {mandate} any more.", ())
        elif old is None:
            text = f"{mandate} is asked for, on {new.scope}: {new.state}."
            yield Difference("mandate", mandate, None, None, new.state, text, new.because)
        else:
            yield from _of_a_mandate(mandate, old, new, name)


def _of_a_mandate(mandate: str, old: Held, new: Held, name: Names) -> Iterator[Difference]:
    if old.state != new.state:
        text = f"{mandate} was {old.state} and is {new.state}."
        yield Difference("mandate", mandate, None, old.state, new.state, text, _reasons(old, new))
    if old.contested != new.contested:
        text = f"{mandate} is {'now' if new.contested else 'no longer'} contested."
        before, after = _contested(old), _contested(new)
        yield Difference("contested", mandate, None, before, after, text, ())
    if old.has_ended and new.has_ended:
        return
    for code in sorted(old.stances.keys() | new.stances.keys()):
        before_, because_then = old.stances.get(code, (None, ()))
        after_, because = new.stances.get(code, (None, ()))
        if before_ != after_:
            text = f"{name(code)} on {mandate}: {before_ or 'not asked'} before, {after_ or 'not asked'} now."
            yield Difference("stance", mandate, code, before_, after_, text, because or because_then)


def _contested(held: Held) -> str:
    return "contested" if held.contested else "not contested"


def _reasons(old: Held, new: Held) -> tuple[int, ...]:
    """What the stances rest on that are not as they were."""
    return tuple(
        sorted(
            {
                position
                for code, (stance, because) in new.stances.items()
                if old.stances.get(code, (None, ()))[0] != stance
                for position in because
            }
        )
    )


def _trust(was: Snapshot, is_now: Snapshot) -> Iterator[Difference]:
    before, after = was.level, is_now.level
    if before != after:
        text = f"The level of trust was {_level(before)} and is {_level(after)}."
        yield Difference("trust", None, None, _shown(before), _shown(after), text, ())


def _level(level: float | None) -> str:
    return "not known" if level is None else f"{level:.3f}"


def _shown(level: float | None) -> str | None:
    return None if level is None else f"{level:.3f}"
