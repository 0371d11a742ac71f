"""Which events do minutes make? Everything that is wrong with them is said at once, each with a place in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from ledger.importers.minutes.drafted import Drafted, Minutes, traced
from ledger.importers.minutes.language import BY, MINUTES, Makes, Section, Shape
from ledger.importers.minutes.telling import Around, Given, Said, Written, add, say, source_of
from ledger.intake import FAULTS_MOST, LIST_MOST, Fault, NotAccepted, check
from ledger.intake.faults import quoted, refuse, step
from ledger.intake.models import ENTRIES_MOST
from ledger.intake.sentences import meant, must_be
from ledger.times import Instant, NotATime, in_words, start
from ledger.vocabulary import CODE_PATTERN

_MADE_UP = UUID("5d1f5a0e-6c3f-4a53-9d1e-0a4b8e6f7c21")
"""The space of the ids that are made up for what minutes open."""


def minutes_of(value: object) -> Minutes:
    """The minutes that a value makes. Raises `NotAccepted` with all that is wrong, each with a pointer into it."""
    if not isinstance(value, dict):
        needed = ", ".join(f"`{name}`" for name in (MINUTES.when, *MINUTES.makes[0].needed()))
        refuse("invalid", f"Minutes are a mapping, with {needed} and whatever else there is to say.")
    return _Drafting(value).minutes()


class _Drafting:
    """Minutes on the way to becoming events."""

    def __init__(self, value: dict[str, Any]) -> None:
        self._value = value
        self._faults: dict[str, Fault] = {}
        self._drafted: list[Drafted] = []
        self._tried = 0
        self._chosen: set[tuple[str, str, str]] = set()
        self._made_up: set[str] = set()
        agenda = value.get("agenda")
        items = agenda if isinstance(agenda, list) else []
        self._last_item = len(items) or ENTRIES_MOST
        self._item_of = {
            (name, str(value)): number
            for number, one in reversed(list(enumerate(items, 1)))
            if isinstance(one, dict)
            for name, value in one.items()
        }

    def minutes(self) -> Minutes:
        """All of it. Raises `NotAccepted`."""
        held_at = _instant(self._value.get(MINUTES.when))
        if self._value.get(MINUTES.when) is None:
            text = f"`{MINUTES.when}` is missing: say when the meeting was held, as a date or a time with its offset."
            self._fault(step(MINUTES.when), text)
        called = None if held_at is None else Given(f"minutes of {in_words(held_at)}", step(MINUTES.when))
        group = Given(self._value.get("group"), step("group"))
        self._seed = self._value.get("meeting", f"{group.value} at {held_at}")
        self._mapping(MINUTES, _members(self._value, ""), "", Around({"group": group}, source=called))
        if self._faults:
            raise NotAccepted(tuple(self._faults.values()))
        # The sort is stable. What opens an id comes before what names it, as in the order of effect.
        self._drafted.sort(key=lambda one: one.draft.declaration.phase)
        return Minutes(tuple(self._drafted))

    # -- a mapping, and what stands around

    def _mapping(self, shape: Shape, written: Written, at: str, around: Around) -> None:
        known = shape.members()
        for name, given in written.items():
            if name not in known:
                self._fault(given.pointer, f"`{quoted(name)}` means nothing in {shape.what}.{meant(name, known)}")
        before = (self._tried, len(self._faults))
        makes = shape.made_of(written)
        written = self._with_identity(shape, written, at, makes)
        around = self._within(shape, written, at, around)
        self._events(shape, makes, written, at, around)
        for section in shape.sections:
            if section.name in written:
                self._section(section, written[section.name], around)
        if (self._tried, len(self._faults)) == before:
            self._fault(at, f"Nothing is said here about {shape.what}: say more, or leave it out.")

    def _with_identity(self, shape: Shape, written: Written, at: str, makes: Iterable[Makes]) -> Written:
        """The members of a mapping, with the id that it is about: one is made up for what opens one."""
        name = shape.identity
        if name is None or name in written:
            return written
        if any(one.declaration.opens == name for one in makes):
            return written | {name: self._id_for(at)}
        opening = next(one for one in shape.makes if one.declaration.opens == name)
        needed = ", ".join(f"`{member}`" for member in opening.needed())
        self._fault(at + step(name), f"Say with `{name}` which one this is about, or begin one, with {needed}.")
        return written

    def _within(self, shape: Shape, written: Written, at: str, around: Around) -> Around:
        """What stands around the entries of a mapping."""
        names = dict(around.names)
        if shape.identity is not None:
            names[shape.identity] = written.get(shape.identity, Given(None, at + step(shape.identity)))
        return Around(
            names,
            written.get(shape.when, around.when),
            written.get("source", around.source),
            self._item(shape, written, around),
        )

    def _item(self, shape: Shape, written: Written, around: Around) -> int | None:
        """The number of the agenda item that goes into the source."""
        if "item" in shape.shared and "item" in written:
            number, pointer = written["item"]
            if number.__class__ is int and 0 < number <= self._last_item:
                return int(number)
            self._fault(pointer, f"`item` must be the number of an agenda item, from 1 to {self._last_item:,}.")
        if "source" in written:
            return None
        about = written.get(shape.identity or "")
        named = None if about is None else self._item_of.get((shape.identity, str(about.value)))
        return named or around.item

    # -- events

    def _events(self, shape: Shape, makes: list[Makes], written: Written, at: str, around: Around) -> None:
        """The events that a mapping makes itself."""
        remarks = [(field, name) for field, name in _REMARKS.items() if name in written]
        for one in makes:
            for each in self._each(shape, written):
                said = say(one, each, at, around)
                add(said, "effective_at", around.when, shape.when)
                add(said, "source", source_of(around), "source")
                for field, name in remarks:
                    add(said, field, written[name], name)
                self._draft(one, said)
            remarks = []
        for _, name in remarks:
            self._fault(written[name].pointer, f"Nothing is recorded here that `{name}` could be about: move it there.")

    def _each(self, shape: Shape, written: Written) -> Iterator[Written]:
        """The members of a mapping; where one of them lists what another gives once, as often as it lists any."""
        if shape.each is None or shape.each[0] not in written:
            yield written
            return
        many, one = shape.each
        values, pointer = written[many]
        if one in written:
            self._fault(pointer, f"`{one}` and `{many}` are both there: leave one of them out.")
        if not isinstance(values, list) or not values:
            self._fault(pointer, f"`{many}` must be a list of at least one organisation code.")
            return
        seen: set[str] = set()
        for index, value in enumerate(values):
            if str(value) in seen:
                text = f"Entry {index + 1} of `{many}` is there already: name each one once."
                self._fault(f"{pointer}/{index}", text)
            seen.add(str(value))
            yield written | {one: Given(value, f"{pointer}/{index}")}

    def _draft(self, makes: Makes, said: Said) -> None:
        """Take an event up, if it is in order."""
        self._tried += 1
        if self._tried > LIST_MOST:
            refuse("too_large", f"These minutes are too long: {LIST_MOST:,} events are the most.")
        opens = makes.declaration.opens
        if opens is not None and opens not in said.event:
            add(said, opens, self._id_for(said.origins[""]), opens)
        try:
            draft = check(said.event)
        except NotAccepted as refused:
            for fault in refused.faults:
                self._fault(traced(said.origins, fault.pointer), said.in_their_words(fault.text, fault.pointer))
            return
        if makes.type == "VoteCast":
            self._chooses_once(said)
        made = {} if opens is None or said.event[opens] not in self._made_up else {opens: said.event[opens]}
        self._drafted.append(Drafted(draft, said.pointer, said.origins, made))

    def _chooses_once(self, said: Said) -> None:
        event = said.event
        choice = (event["decision"], event["by"], event.get("effective_at", ""))
        if choice in self._chosen:
            text = (
                f"{event['by']} has chosen on {event['decision']} in these minutes already: leave one of the two out."
            )
            self._fault(said.origins[""], text)
        self._chosen.add(choice)

    def _id_for(self, at: str) -> Given:
        """An id for what a mapping opens: the same each time, so that minutes are not recorded twice unnoticed."""
        name = str(uuid5(_MADE_UP, f"{self._seed}{at}"))
        self._made_up.add(name)
        return Given(name, at)

    # -- entries

    def _section(self, section: Section, given: Given, around: Around) -> None:
        value, pointer = given
        if value is None:
            self._fault(pointer, f"`{section.name}` is empty: leave it out instead.")
        elif section.form == "one":
            self._entry(section, Given(value, pointer), around, {})
        elif section.form == "list":
            if not isinstance(value, list):
                self._fault(pointer, f"`{section.name}` must be a list of entries.")
                return
            for index, one in enumerate(value):
                self._entry(section, Given(one, f"{pointer}/{index}"), around, {})
        elif not isinstance(value, dict):
            text = f"`{section.name}` must be a mapping from organisation codes, each with what it says, and no list."
            self._fault(pointer, text)
        else:
            for code, one in value.items():
                at = pointer + step(code)
                if re.fullmatch(CODE_PATTERN, code):
                    self._entry(section, Given(one, at), around, {BY: Given(code, at)})
                else:
                    by = section.shape.makes[0].members()[BY]
                    self._fault(at, f"What stands in front here must be {must_be(by)}.")

    def _entry(self, section: Section, given: Given, around: Around, known: Written) -> None:
        """One entry: a mapping, or what stands for one."""
        shape = section.shape
        value, pointer = given
        if isinstance(value, dict):
            written = _members(value, pointer)
            for name in known.keys() & written.keys():
                self._fault(written[name].pointer, f"`{name}` is said in front already: leave it out.")
            self._mapping(shape, written | known, pointer, around)
        elif shape.short is not None:
            self._mapping(shape, {shape.short: given, **known}, pointer, around)
        else:
            needed = ", ".join(f"`{name}`" for name in shape.makes[-1].needed())
            self._fault(pointer, f"What is said in `{section.name}` must be a mapping, with {needed}.")

    def _fault(self, pointer: str, text: str) -> None:
        """Keep what is wrong at a place; what follows from that at the same place says nothing more."""
        self._faults.setdefault(pointer, Fault(pointer, text))
        if len(self._faults) >= FAULTS_MOST:
            raise NotAccepted(tuple(self._faults.values()))


_REMARKS = {"note": "note", "irregular_because": "because"}
"""Fields that every event may have, and that belong to one event only: what they are called in minutes."""


def _members(value: dict[str, Any], at: str) -> Written:
    return {name: Given(one, at + step(name)) for name, one in value.items()}


def _instant(text: object) -> Instant | None:
    try:
        return start(text) if isinstance(text, str) else None
    except NotATime:
        return None
