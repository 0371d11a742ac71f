"""What does the trust in an organisation look like to people? A line through the years, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.cli.showing import counted, day, heading, line, table
from ledger.cli.tables import Named, Shown
from ledger.cli.tables.mandates import title
from ledger.projections.trust import CoursePoint, MarkLine, RhythmLine, Trust
from ledger.times import day_in_london, start

_LABELS = {
    "high": "high",
    "good": "good",
    "unproven": "unproven",
    "strained": "strained",
    "low": "low",
    "not_enough": "too few to call it anything",
}
_QUARTERS = 12
_WIDEST_BAR = 40
_EIGHTHS = " ▏▎▍▌▋▊▉"
_MONTHS_IN_A_QUARTER = 3


def trust(answer: Trust, _: Named) -> Shown:
    """How far it is trusted, how that went up and down, and every mark."""
    yield from title(answer, answer.kind)
    yield line(_level(answer))
    yield from _by(answer)
    yield from _course(answer.course)
    yield line(_rhythm(answer.rhythm))
    if answer.timeline:
        yield line("")
        yield heading(f"{counted(len(answer.timeline), 'mark')}, oldest first")
        rows = ([day(one.at), _weight(one), one.text, str(one.position)] for one in answer.timeline)
        yield table(["Day", "Weight", "What happened", "Event"], rows, right=["Weight", "Event"])
        if any(_is_in_brackets(one) for one in answer.timeline):
            yield line("In brackets: it was in writing, or not the first of its kind between the same two in a month.")


def _level(answer: Trust) -> str:
    if answer.truster is not None:
        whose = f"In the eyes of {answer.names[answer.truster]} ({answer.truster})"
        return f"{whose}, its level of trust is {_signed(answer.level or 0.0)}."
    if answer.level is None:
        return "Nobody has left a mark of trust on it."
    called = "" if answer.label is None else f" ({_LABELS[answer.label]})"
    many = counted(answer.trusters, "organisation")
    return f"Its level of trust is {_signed(answer.level)}{called}: the median of {many}, by policy {answer.policy}."


def _by(answer: Trust) -> Shown:
    if answer.by and answer.truster is None:
        lowest_first = sorted(answer.by, key=lambda one: one.level)
        rows = ([f"{answer.names[one.organisation]} ({one.organisation})", _signed(one.level)] for one in lowest_first)
        yield table(["Trusted by, lowest first", "Level"], rows, right=["Level"])


def _course(course: Sequence[CoursePoint]) -> Shown:
    """A bar for each of the last quarters: the level at its end, the present one as it stands."""
    by_quarter = {_quarter(one.at): one.level for one in course if one.level is not None}
    last = list(by_quarter.items())[-_QUARTERS:]
    if not last:
        return
    most = max(1.0, *(abs(level) for _, level in last))
    yield line("")
    rows = ([quarter, _signed(level), _bar(level, most)] for quarter, level in last)
    yield table(["Quarter", "Level", ""], rows, right=["Level"])


def _quarter(at: str) -> str:
    then = day_in_london(start(at))
    return f"{then.year} Q{(then.month - 1) // _MONTHS_IN_A_QUARTER + 1}"


def _bar(level: float, most: float) -> str:
    if level < 0:
        return "-" * round(-level / most * _WIDEST_BAR)
    whole, part = divmod(round(level / most * _WIDEST_BAR * len(_EIGHTHS)), len(_EIGHTHS))
    return f"{'█' * whole}{_EIGHTHS[part]}".rstrip()


def _rhythm(rhythm: RhythmLine) -> str:
    many = counted(rhythm.conversations, "conversation")
    told = f"In the last 91 days: {many}, in {rhythm.weeks_with_conversation} of 13 weeks"
    share = "" if rhythm.email_share is None else f"; {rhythm.email_share:.0%} of its contacts were in writing"
    last = "never" if rhythm.in_person_last is None else f"last on {day(rhythm.in_person_last)}"
    return f"{told}{share}. In person {last}."


def _weight(one: MarkLine) -> str:
    weight = f"{one.weight:+g}" if one.weight else "0"
    return f"({weight})" if _is_in_brackets(one) else weight


def _is_in_brackets(one: MarkLine) -> bool:
    return not one.weight or one.counted_by != one.by


def _signed(level: float) -> str:
    return f"{level:.2f}"
