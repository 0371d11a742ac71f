"""What do the findings on an event rest on? Slices of the ledger: with nothing new in them, nothing else is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from ledger.events import TYPES, Event
from ledger.events.naming import codes_named, ids_named, persons_named, required_ids, scopes_named
from ledger.findings import rules_for
from ledger.history import Entry, History
from ledger.loading import Loader
from ledger.rules.general import after_closing, before_opening, disputed, orphaned

Slice = tuple[str, str]
"""A subject and a facet of it; all of them, if that is empty."""

ASKING_FOR_MORE = frozenset(
    of.cls
    for of in TYPES.values()
    if not {after_closing, before_opening, disputed, orphaned}.issuperset(rules_for(of.cls))
)
"""The types that rules of their own judge: what those ask for, the loader knows.

The rules for every type look only at who acts and at what opens the ids that an event needs.
"""


def grounds(
    entries: Iterable[Entry], history: History, named: Mapping[int, set[str]], new_loader: Callable[[], Loader]
) -> dict[int, frozenset[Slice]]:
    """Position → slices that the findings on an event rest on, where its own rows are not all of them.

    `named` are the subjects in each event's own rows, and `history` what was loaded to audit the events. The rows of an
    event cover its part in the register of the organisations in them, and everything of the ids and persons.
    """
    alike: defaultdict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        is_asked_for_more = entry.event.__class__ in ASKING_FOR_MORE
        if is_asked_for_more or not named[entry.position].issuperset(_hangs_from(entry.event, history)):
            alike[_what_it_is_about(entry.event)].append(entry)
    found: dict[int, frozenset[Slice]] = {}
    for some in alike.values():
        slices = _loaded(some, new_loader())
        for entry in some:
            if not all(_covers(named[entry.position], one) for one in slices):
                found[entry.position] = slices
    return found


def _what_it_is_about(event: Event) -> object:
    """What events have in common of which rules ask much the same: the votes in one decision, say.

    They are then said to rest on all that any of them rests on. That is more than there is need for, and never less.
    """
    ids = ids_named(event)
    return event.__class__, ids or (codes_named(event), persons_named(event), scopes_named(event))


def _hangs_from(event: Event, history: History) -> Iterator[str]:
    """The ids without which an event would mean nothing: the one that it needs, the one that that needs, and so on."""
    for name in required_ids(event):
        yield f"i:{name}"
        for opener in history.openers.get(name, ()):
            yield from _hangs_from(opener.event, history)


def _loaded(entries: Iterable[Entry], loader: Loader) -> frozenset[Slice]:
    loader.audit_of(entries)
    # Corrections of an event concern it by themselves.
    return frozenset(one for one in loader.slices if not one[0].startswith("e:"))


def _covers(own: set[str], one: Slice) -> bool:
    subject, facet = one
    return subject in own and (subject[:2] in ("i:", "p:") or facet == "register")
