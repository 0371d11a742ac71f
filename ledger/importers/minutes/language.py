"""In which words are minutes written? The members of every mapping in them, and the events that those make.

What an event needs is not said a second time here: its own fields are its members, under their own names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ledger.events import TYPES, Declaration
from ledger.events.declare import FieldSpec

THE_GROUP = "the group"
"""A field's usual value that is the group's own code."""

SHARED: Mapping[str, str] = {
    "effective_at": "When it happened or takes effect; when the meeting was held, if it is left out.",
    "source": "Where it is written down, if not in these minutes.",
    "note": "Anything else worth keeping.",
    "because": "Why this is recorded although it broke a rule: it happened all the same.",
    "item": "The number of the agenda item, for the source; of a decision that the agenda names, it can be left out.",
}
"""What may stand in any mapping beside its own members, and what it means: first the time."""

_OF_THE_MEETING: Mapping[str, str] = {
    "held_at": "When the meeting was held: a time with its offset, or a plain date. All that is in the minutes takes "
    "effect then, unless it says otherwise.",
    "source": "What these minutes are called; 'minutes of 3 March 2026', say, if it is left out.",
    "note": "Anything else worth keeping about the meeting.",
    "because": SHARED["because"],
}

_OF_ALL = ("source", "note", "irregular_because")


@dataclass(frozen=True, slots=True, kw_only=True)
class Makes:
    """An event that the members of a mapping make.

    `around`: fields that cannot be written, since what stands around the mapping gives them: field → `group`,
    `decision` or `objection`. `usual`: what a field is that is left out. `names`: fields that are called otherwise
    here. `short_parts`: the member that an entry of a list of objects gives which is none. `optional`: it is only made
    where a member of its own is written. `told_by`: the member that shows where it comes from, where the mapping has
    others as well.
    """

    type: str
    around: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    short_parts: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    told_by: str = ""

    @property
    def declaration(self) -> Declaration:
        """The declaration of its type."""
        return TYPES[self.type]

    def fields(self) -> Iterator[tuple[str, FieldSpec]]:
        """Its own fields, each with what it is called here, also those that cannot be written."""
        for spec in self.declaration.fields:
            if spec.name not in _OF_ALL:
                yield self.names.get(spec.name, spec.name), spec

    def members(self) -> dict[str, FieldSpec]:
        """What can be written for it."""
        return {name: spec for name, spec in self.fields() if spec.name not in self.around}

    def needed(self) -> list[str]:
        """The members without which it cannot be made."""
        return [
            name
            for name, spec in self.members().items()
            if spec.required and spec.name not in self.usual and spec.name != self.declaration.opens
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What one mapping may hold.

    `what` it is, in sentences; `identity`: the member with the id that it is about, and what that is called by what
    stands within; `short`: the member that an entry gives which is no mapping; `each`: a member that lists what
    another gives once, so that there is an event for each, and that other; `shared`: what may stand in it beside. Of
    that, the time, the source and the item hold for all that is within, `note` and `because` for the first of the
    events that it makes.
    """

    what: str
    makes: tuple[Makes, ...]
    identity: str | None = None
    short: str | None = None
    each: tuple[str, str] | None = None
    sections: tuple[Section, ...] = ()
    shared: Mapping[str, str] = field(default_factory=lambda: SHARED)

    @property
    def when(self) -> str:
        """What its time is called."""
        return next(iter(self.shared))

    def members(self) -> list[str]:
        """All that may stand in it."""
        own = [name for makes in self.makes for name in makes.members()]
        listed = [] if self.each is None else [self.each[0]]
        return list(dict.fromkeys([*own, *listed, *self.shared, *(section.name for section in self.sections)]))

    def made_of(self, written: Collection[str]) -> list[Makes]:
        """The events that a mapping with some members makes."""
        return [
            makes
            for makes in self.makes
            if not makes.optional or any(name in written for name in makes.members() if name != self.identity)
        ]


@dataclass(frozen=True, slots=True)
class Section:
    """A member that holds further entries: a list of them, one for each organisation by its code, or a single one."""

    name: str
    shape: Shape
    form: Literal["list", "by organisation", "one"] = "list"


BY = "by"
"""The member that is given by the code in front of an entry, where there is an entry for each organisation."""

_DECISION = {"decision": "decision"}
_OBJECTION = {"objection": "objection"}


def _one_event(what: str, makes: Makes, short: str | None = None) -> Shape:
    return Shape(what=what, makes=(makes,), short=short)


_ANSWERED = _one_event(
    "an answer", Makes(type="ObjectionAnswered", around=_OBJECTION, usual={"by": THE_GROUP}), "answer"
)
_RESOLVED = _one_event("the end of an objection", Makes(type="ObjectionResolved", around=_OBJECTION), "how")


def _objections(around: Mapping[str, str]) -> Section:
    """Objections that are raised, or that were raised before: answered and resolved."""
    shape = Shape(
        what="an objection",
        makes=(Makes(type="ObjectionRaised", around=around, optional=True),),
        identity="objection",
        sections=(Section("answered", _ANSWERED, "one"), Section("resolved", _RESOLVED, "one")),
    )
    return Section("objections", shape)


def _told(around: Mapping[str, str]) -> Section:
    usual = {"by": THE_GROUP, "channel": "meeting"}
    shape = Shape(
        what="what somebody was told",
        makes=(Makes(type="OrganisationTold", around=around, usual=usual),),
        short="organisation",
        each=("organisations", "organisation"),
    )
    return Section("told", shape)


def _actions(around: Mapping[str, str]) -> Section:
    return Section("actions", _one_event("an action", Makes(type="ActionAgreed", around=around)))


DECISION = Shape(
    what="a decision",
    makes=(
        Makes(type="DecisionTaken", optional=True, told_by="outcome"),
        Makes(type="DecisionProposed", around={"group": "group"}, optional=True),
    ),
    identity="decision",
    sections=(
        _objections({"about": "decision"}),
        Section("amendments", _one_event("an amendment", Makes(type="ProposalAmended", around=_DECISION))),
        Section(
            "method_changed", _one_event("a change of method", Makes(type="MethodChanged", around=_DECISION)), "one"
        ),
        _told({"about": "decision"}),
        Section("interests", _one_event("an interest", Makes(type="InterestDeclared", around=_DECISION))),
        Section(
            "impacts",
            _one_event("an impact", Makes(type="ImpactStated", around=_DECISION), "impact"),
            "by organisation",
        ),
        Section(
            "choices", _one_event("a choice", Makes(type="VoteCast", around=_DECISION), "choice"), "by organisation"
        ),
        Section("casting_vote", _one_event("a casting vote", Makes(type="CastingVoteUsed", around=_DECISION)), "one"),
        _actions({"from_item": "decision"}),
    ),
)

MINUTES = Shape(
    what="minutes",
    makes=(
        Makes(type="MeetingHeld"),
        Makes(
            type="AgendaSet",
            names={"items": "agenda"},
            short_parts={"items": "title"},
            optional=True,
            told_by="agenda",
        ),
    ),
    identity="meeting",
    sections=(
        Section("decisions", DECISION),
        _objections({}),
        _told({}),
        _actions({}),
        Section("done", _one_event("an action that is done", Makes(type="ActionDone"), "action")),
        Section("dropped", _one_event("an action that is dropped", Makes(type="ActionDropped"), "action")),
        Section("contacts", _one_event("a contact", Makes(type="ContactHeld"))),
    ),
    shared=_OF_THE_MEETING,
)
