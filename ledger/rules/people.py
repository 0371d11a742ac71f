"""For whom does a person act? Whoever holds a role in the system acts for the whole of it, in every rule."""

from __future__ import annotations

from typing import cast

from ledger.events import SystemRoleTaken
from ledger.findings import Found
from ledger.history import Entry
from ledger.past import Case
from ledger.times import in_words


def acts_for_the_system(case: Case, person: str, role: Entry) -> str:
    """Why somebody with a role in the system acts for it, as the beginning of a sentence."""
    taken = cast("SystemRoleTaken", role.event)
    return (
        f"{person} has been {taken.role} at {case.name(taken.organisation)} since {in_words(role.effective_at)}, and "
        "acts for the whole system"
    )


def conflicted(case: Case, person: str, instead: str) -> Found:
    """What stands in the way of deciding for general practice: each role that a person holds in the system then."""
    for role in case.register.system_roles(person, case.place):
        text = f"{acts_for_the_system(case, person, role)}: they may attend, not decide. {instead}"
        yield text, (role.position,)
