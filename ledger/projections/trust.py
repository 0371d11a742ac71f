"""How far is an organisation trusted, by whom, and how did that come about? The timeline, and what it sums up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ledger.counting.course import course
from ledger.counting.marks import POLICY
from ledger.counting.rhythm import rhythm
from ledger.counting.trust import Counted, Levels, label
from ledger.counting.trust import Trust as Summed
from ledger.history import Place
from ledger.past import Past
from ledger.projections.marks_in_words import InWords
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class TrustOf:
    """How far one truster trusts the organisation."""

    organisation: str
    level: float


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark: when, what kind, what it weighs, in whose eyes, for whom of them it counts, by which event, in words."""

    at: str
    kind: str
    weight: float
    by: tuple[str, ...] | Literal["all"]
    counted_by: tuple[str, ...] | Literal["all"]
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """The level at a time; null where nobody had a mark of their own yet."""

    at: str
    level: float | None


@dataclass(frozen=True, slots=True)
class RhythmLine:
    """How often it talked with others in the 91 days before, when it last did so in person, and how much in writing."""

    conversations: int
    weeks_with_conversation: int
    in_person_last: str | None
    email_share: float | None


@dataclass(frozen=True, slots=True)
class Trust:
    """The trust timeline of an organisation, oldest first, and its level.

    The level is the median of how far each of its `trusters` trusts it (`by`), null without any. If one `truster` was
    asked about, level, timeline and course are in its eyes alone, and there is no label. `names` are those of all of
    them. `because` are the marks that count, and the comings and goings of leaders since the first of these.
    """

    organisation: str
    name: str
    kind: str
    as_of: str
    known_at: str
    position: int
    policy: str
    truster: str | None
    level: float | None
    label: str | None
    trusters: int
    by: tuple[TrustOf, ...]
    timeline: tuple[MarkLine, ...]
    course: tuple[CoursePoint, ...]
    rhythm: RhythmLine
    names: Mapping[str, str]
    because: tuple[int, ...]


def trust(past: Past, code: str, *, as_of: int, known_at: int, position: int, truster: str | None = None) -> Trust:
    """How far an organisation is trusted, by all or by one. `past` must hold what `marks` asks for, and all names."""
    place = Place.after_all_of(as_of)
    summed = Summed(past, code)
    levels = summed.levels(place)
    level = levels.median if truster is None else levels.of(truster)
    kind = past.register.kind(code, place) or "other"
    trusters = len(levels.of_trusters)
    timeline = [one for one in summed.timeline(place) if truster is None or _concerns(one, truster)]
    words = InWords(past, code, place)
    line = [*course(summed, place, truster), (as_of, level)]
    return Trust(
        organisation=code,
        name=words.name(code),
        kind=kind,
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        policy=POLICY,
        truster=truster,
        level=_rounded(level),
        label=label(kind, level, trusters) if truster is None else None,
        trusters=trusters,
        by=_by_each(levels),
        timeline=tuple([_line(one, words) for one in timeline]),
        course=tuple([CoursePoint(rfc3339(at), _rounded(then)) for at, then in line]),
        rhythm=_rhythm(past, code, as_of),
        names={who: words.name(who) for who in sorted({*levels.of_trusters, *([] if truster is None else [truster])})},
        because=_because(past, code, timeline, place),
    )


@dataclass(frozen=True, slots=True)
class TrustInShort:
    """The level and what it is called, how far each truster trusts it, and what they are called."""

    level: float | None
    label: str | None
    by: tuple[TrustOf, ...]
    names: Mapping[str, str]


def trust_in_short(past: Past, code: str, place: Place) -> TrustInShort:
    """How far an organisation is trusted at a place, without how that came about. `past` as for `trust`."""
    levels = Summed(past, code).levels(place)
    kind = past.register.kind(code, place) or "other"
    return TrustInShort(
        level=_rounded(levels.median),
        label=label(kind, levels.median, len(levels.of_trusters)),
        by=_by_each(levels),
        names={who: past.register.name(who, place) for who in sorted(levels.of_trusters)},
    )


def _by_each(levels: Levels) -> tuple[TrustOf, ...]:
    return tuple([TrustOf(who, round(one, 3) + 0.0) for who, one in sorted(levels.of_trusters.items())])


def _concerns(one: Counted, truster: str) -> bool:
    return one.mark.by == "all" or truster in one.mark.by


def _line(one: Counted, words: InWords) -> MarkLine:
    mark = one.mark
    # By place, as so many are made: by name takes longer.
    return MarkLine(
        rfc3339(mark.at),
        mark.kind,
        mark.weight,
        mark.by,
        one.by,
        mark.entry.position,
        words.sentence(mark),
    )


def _rounded(level: float | None) -> float | None:
    # Nought is added so that what is rounded up to nought is not written as -0.0.
    return None if level is None else round(level, 3) + 0.0


def _rhythm(past: Past, code: str, as_of: int) -> RhythmLine:
    found = rhythm(past, code, as_of)
    return RhythmLine(
        conversations=found.conversations,
        weeks_with_conversation=found.weeks_with_conversation,
        in_person_last=None if found.in_person_last is None else rfc3339(found.in_person_last),
        email_share=_rounded(found.email_share),
    )


def _because(past: Past, code: str, timeline: list[Counted], place: Place) -> tuple[int, ...]:
    """The marks that count, and who came to lead or left since the first of them."""
    counting = [mark.entry for mark, by in timeline if by and mark.weight]
    positions = {entry.position for entry in counting}
    if counting:
        first = timeline[0].mark
        moves = past.register.posts(code).changes(place)
        positions.update(move.position for move in moves if move.effective_at > first.at)
    return tuple(sorted(positions))
