"""What can be wrong with any event, whatever it is about? These come before all other rules."""

from __future__ import annotations

from ledger.events import TYPES, Event, MemberJoined
from ledger.events.naming import required_ids
from ledger.findings import Found, rule
from ledger.history import in_whose_name
from ledger.past import Case
from ledger.times import in_words

EVERY_TYPE = tuple(of.cls for of in TYPES.values())
WITH_ACTOR = tuple(of.cls for of in TYPES.values() if any(spec.name == "by" for spec in of.fields))


@rule("after_closing", "stop", *WITH_ACTOR)
def after_closing(case: Case, event: Event) -> Found:
    """An organisation that has closed does nothing more."""
    by: str = getattr(event, "by", "")
    yield from _closed(case, by, "It can do nothing after that.")


@rule("after_closing", "stop", MemberJoined)
def after_closing_joined(case: Case, event: MemberJoined) -> Found:
    """Nobody joins an organisation that has closed, and no closed organisation joins another."""
    yield from _closed(case, event.member, "It can join nothing after that.")
    yield from _closed(case, event.organisation, "Nobody can join it after that.")


def _closed(case: Case, code: str, so: str) -> Found:
    closing = case.register.closing(code, case.place)
    if closing is not None:
        # The closing takes effect at the midnight after the last day, so the last day is the one before it.
        text = f"{case.name(code)} closed: its last day was {in_words(closing.effective_at - 1)}. {so}"
        yield text, (closing.position,)


@rule("before_opening", "stop", *EVERY_TYPE)
def before_opening(case: Case, event: Event) -> Found:
    """Nothing happens to a mandate, decision, seat or the like before it exists."""
    for name in required_ids(event):
        opener = case.past.history.opener(name)
        if opener is not None and case.entry.effective_at < opener.effective_at:
            text = (
                f"{name} begins on {in_words(opener.effective_at)}, and this is dated "
                f"{in_words(case.entry.effective_at)}, before it."
            )
            yield text, (opener.position,)


@rule("disputed", "note", *EVERY_TYPE)
def disputed(case: Case, event: Event) -> Found:
    """An entry disputed by the organisation in whose name it stands is disregarded until it is attested by the same."""
    dispute = case.past.history.disputed.get(case.entry.position)
    if dispute is not None:
        yield (
            f"{case.name(in_whose_name(event) or '')} disputes this entry, which is disregarded until it attests it.",
            (dispute,),
        )


@rule("orphaned", "note", *EVERY_TYPE)
def orphaned(case: Case, event: Event) -> Found:
    """An event about something whose opening was retracted is left out with it."""
    retraction = case.past.history.orphaned_by(event)
    if retraction is not None:
        yield "What this is about was retracted, so this is left out as well.", (retraction,)


LEFT_OUT = ("orphaned", "disputed")
"""These say why an event is left out of the history; one found by either is found by it alone, in this order."""

SET_APART = ("after_closing",)
"""An event found by one of these is found by it alone."""
