"""What can be wrong with an event about priorities?"""

from __future__ import annotations

from ledger.counting.priorities import heard, listed
from ledger.events import PrioritiesAdopted
from ledger.findings import Found, rule
from ledger.past import Case
from ledger.rules.wording import number


@rule("unheard_priorities", "note", PrioritiesAdopted)
def unheard_priorities(case: Case, event: PrioritiesAdopted) -> Found:
    """At least half of the practices in a group's reach should be heard on each priority that it adopts."""
    reach = case.register.reach(event.group, case.place)
    found = {name: heard(case.past, name, reach, case.place) for name in listed(case.past, case.entry, case.place)}
    unheard = {name: one for name, one in found.items() if not one.is_enough}
    if unheard:
        told = "; ".join(f"{one.terms.title} ({name}), {len(one.spoken):,}" for name, one in unheard.items())
        text = (
            f"{case.name(event.group)} reaches {number(sorted(reach), 'practice', 'practices')}, and on these "
            f"priorities fewer than half had spoken, for or against: {told}."
        )
        yield text, tuple(position for one in unheard.values() for position in one.because)
