"""What can be wrong with an event about working together?"""

from __future__ import annotations

from ledger.counting.stances import weigh
from ledger.counting.steps import steps_achieved
from ledger.events import ActivityStarted, ServiceAssigned
from ledger.findings import Found, rule
from ledger.past import Case
from ledger.rules.wording import names
from ledger.vocabulary import GENERAL_PRACTICE


@rule("step_skipped", "note", ActivityStarted)
def step_skipped(case: Case, event: ActivityStarted) -> Found:
    """Whoever goes up a step should have achieved the one below it first, or a higher one."""
    achieved = steps_achieved(case.past, event.participants, case.place)
    short = {code: one for code, one in achieved.items() if one.step < event.step - 1}
    if short:
        text = (
            f"Step {event.step} builds on step {event.step - 1}, which was achieved by no activity that these have "
            f"taken part in, nor was any higher one: {names(case, short)}."
        )
        yield text, tuple(sorted({position for one in short.values() for position in one.because}))


@rule("activity_without_mandate", "note", ActivityStarted)
def activity_without_mandate(case: Case, event: ActivityStarted) -> Found:
    """Working together should rest on a mandate that is carried then."""
    if event.mandate is None:
        yield "It is not said which mandate it rests on. Seek one if there is none.", ()
        return
    weighed = weigh(case.past, event.mandate, case.place)
    if weighed is None:
        yield f"It rests on {event.mandate}, which nobody had sought by then.", ()
    elif not weighed.is_carried:
        because = () if weighed.mandate.sought is None else (weighed.mandate.sought.position,)
        text = (
            f"It rests on {event.mandate}, the mandate of {case.name(weighed.terms.holder)} on "
            f"{weighed.mandate.scope}, which was {weighed.state} then: not enough stand behind it."
        )
        yield text, because


@rule("core_work_outsourced", "note", ServiceAssigned)
def core_work_outsourced(case: Case, event: ServiceAssigned) -> Found:
    """What is part of the core contract of practices should be delivered by general practice."""
    kind = case.register.kind(event.delivered_by, case.place)
    registration = case.register.registration(event.delivered_by, case.place)
    if event.core_contract and registration is not None and kind not in GENERAL_PRACTICE:
        text = (
            f"{case.name(event.delivered_by)} is not general practice but the system, and is to deliver {event.scope}, "
            "which is part of the core contract of practices."
        )
        yield text, (registration.position,)
