"""Which mandates and stances run out, and whom does a holder have to see before they do?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ledger.counting.stances import StanceOf, Weighed, weigh
from ledger.events import AssentPresumed
from ledger.history import Entry
from ledger.projections.acts import QUIET_AFTER, Acts, acts_towards
from ledger.projections.desk import Desk, DueLine
from ledger.projections.standing import mandates_held
from ledger.times import DAY, in_words, last_day_in_words, start
from ledger.vocabulary import ENDED


def mandates(desk: Desk) -> Iterator[DueLine]:
    """What runs out of the mandates that it holds: the mandates themselves, and the stances behind them."""
    acts = acts_towards(desk.organisation, desk.past.history.entries)
    for name in mandates_held(desk.past, desk.organisation):
        weighed = weigh(desk.past, name, desk.place)
        if weighed is not None and weighed.state not in ENDED:
            yield from _mandate(desk, name, weighed, acts)


def _mandate(desk: Desk, name: str, weighed: Weighed, acts: Acts) -> Iterator[DueLine]:
    ends = weighed.terms.expires_at
    if ends is not None:
        text = (
            f"The mandate on {weighed.mandate.scope} ends on {last_day_in_words(ends)}. Seek it anew if it is still "
            "needed."
        )
        yield desk.line(("mandate_expires", name), ends, text, [_sought(weighed)])
    for stance in weighed.stances:
        for line in _stance(desk, name, weighed, stance, acts):
            # What would happen after the mandate has ended, does not.
            if ends is None or start(line.due_at) < ends:
                yield line


def _stance(desk: Desk, mandate: str, weighed: Weighed, stance: StanceOf, acts: Acts) -> Iterator[DueLine]:
    """When a stance lapses; and when it grows quiet, if that comes first."""
    entry, who = stance.entry, stance.organisation
    if entry is None or stance.stance not in ("firm", "presumed"):
        return
    rests_on = [entry, _sought(weighed)]
    scope, lapses = weighed.mandate.scope, entry.effective_at + weighed.terms.reaffirm_within_days * DAY
    last_day = last_day_in_words(lapses)
    if isinstance(entry.event, AssentPresumed):
        text = f"The silence of {desk.name(who)} counts as assent to the mandate on {scope} until {last_day}: ask it."
        yield desk.line(("stance_lapses", mandate), lapses, text, rests_on, who)
        return
    text = f"{desk.name(who)} backs the mandate on {scope} until {last_day}, unless it reaffirms that by then."
    yield desk.line(("stance_lapses", mandate), lapses, text, rests_on, who)
    # Who stands firm has at least said so: there is a last act.
    last = cast("int", acts.last(who, mandate))
    if last + QUIET_AFTER < lapses:
        yield desk.line(("stance_quiet", mandate), last + QUIET_AFTER, _quiet(desk, who, scope, last), rests_on, who)


def _quiet(desk: Desk, who: str, scope: str, last: int) -> str:
    backs = f"{desk.name(who)}, which backs the mandate on {scope},"
    since = f"has done nothing towards {desk.name(desk.organisation)} since {in_words(last)}"
    if desk.is_late(last + QUIET_AFTER):
        return f"{backs} {since}: talk with it."
    return f"{backs} {since}. From {in_words(last + QUIET_AFTER)} on that counts as quiet."


def _sought(weighed: Weighed) -> Entry:
    return cast("Entry", weighed.mandate.sought)
