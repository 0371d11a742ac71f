"""Does an event agree with itself? What its members must be to each other, whatever the history says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.intake.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[[dict[str, Any]], list[Fault]]


def _differ(one: str, other: str, why: str) -> Rule:
    def rule(given: dict[str, Any]) -> list[Fault]:
        if given[one] != given[other]:
            return []
        return [Fault(f"/{other}", f"`{one}` and `{other}` are the same: {why}.")]

    return rule


def _conditions_have_names_of_their_own(given: dict[str, Any]) -> list[Fault]:
    conditions = given.get("conditions")
    if not conditions:
        return []
    first: dict[str, int] = {}
    return [
        Fault(f"/conditions/{index}/id", "Another condition of this grant has this `id`: name each one once.")
        for index, condition in enumerate(conditions)
        if first.setdefault(condition["id"], index) != index
    ]


def _nobody_succeeds_itself(given: dict[str, Any]) -> list[Fault]:
    return [
        Fault(f"/successors/{index}", "An organisation that closes cannot be its own successor.")
        for index, successor in enumerate(given.get("successors", ()))
        if successor == given["organisation"]
    ]


def _nobody_owns_up_to_itself(given: dict[str, Any]) -> list[Fault]:
    return [
        Fault(f"/to/{index}", "An organisation owns up to others, not to itself: leave it out here.")
        for index, code in enumerate(given["to"])
        if code == given["by"]
    ]


def _shares_add_up(given: dict[str, Any]) -> list[Fault]:
    shares = given.get("shares")
    if not shares:
        return []
    first: dict[str, int] = {}
    faults = [
        Fault(f"/shares/{index}/organisation", "Another share is this organisation's: give each one a single share.")
        for index, share in enumerate(shares)
        if first.setdefault(share["organisation"], index) != index
    ]
    total = sum(share["pence"] for share in shares)
    if total != given["pence"]:
        text = f"The shares add up to {total:,} pence, but `pence` is {given['pence']:,}: make both the same."
        faults.append(Fault("/shares", text))
    return faults


RULES: dict[str, Rule] = {
    "ApproachReceived": _differ("from", "to", "an organisation does not approach itself"),
    "ErrorAdmitted": _nobody_owns_up_to_itself,
    "InvolvementAsked": _differ("by", "of", "an organisation does not ask itself"),
    "MandateGranted": _conditions_have_names_of_their_own,
    "MemberJoined": _differ("organisation", "member", "an organisation cannot be a member of itself"),
    "MemberLeft": _differ("organisation", "member", "an organisation cannot be a member of itself"),
    "OrganisationClosed": _nobody_succeeds_itself,
    "PowerDevolved": _differ("from", "to", "a power is passed on to another"),
    "ResourceAllocated": _shares_add_up,
}
"""By event type: what is wrong between members that are each in order by themselves. Pointers start at the event."""
