"""Which values does this YAML text hold, and on which line does each stand? Only what reads the same to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from ledger.intake import FAULTS_MOST, LEVELS_MOST
from ledger.intake.faults import quoted, step

VALUES_MOST = 100_000
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_UNWANTED = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Control characters and the like, which are no YAML: the parser would only say that there are some."""

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
"""All that is no text without quotes, besides whole numbers: neither dates nor `no`, `on` or `1e3`."""


class NotYaml(Exception):
    """The text is no YAML that can be taken. `faults` are lines, counted from 1, each with a sentence, at least one."""

    def __init__(self, *faults: tuple[int, str]) -> None:
        self.faults = faults
        super().__init__(faults[0][1])


@dataclass(slots=True)
class Place:
    """Where a value stands: its line, and the places of what is in it by the steps of JSON pointers."""

    line: int
    within: dict[str, Place] = field(default_factory=dict)


def read_yaml(text: str) -> tuple[Any, Place]:
    """The values in a YAML text, and where they stand.

    Raises `NotYaml` for what is no YAML, for names given twice, anchors, aliases, tags and several documents in one.
    """
    reading = _Reading(text)
    value, place = reading.document()
    if reading.again:
        raise NotYaml(*reading.again[:FAULTS_MOST])
    return value, place


def places_in(text: str) -> Place:
    """Where the values of a JSON text stand, as far as it can be read as YAML."""
    # Indented with tabs, it could not be; outside of its texts, they can as well be spaces.
    try:
        return _Reading(text.replace("\t", " ")).document()[1]
    except NotYaml:
        return Place(0)


class _Reading:
    def __init__(self, text: str) -> None:
        _check_characters(text)
        self._text = text
        # The loader in C: the other would take half a minute for what these do in a second.
        self._events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._values = 0
        self.again: list[tuple[int, str]] = []

    def document(self) -> tuple[Any, Place]:
        """The one value that there is, and where it stands."""
        self._next()
        begins = self._next()
        if isinstance(begins, yaml.StreamEndEvent):
            raise NotYaml((1, "There is nothing in it."))
        event = self._next()
        place = Place(_line(event))
        value = self._value(event, place, 1)
        self._next()
        more = self._next()
        if not isinstance(more, yaml.StreamEndEvent):
            raise NotYaml((_line(more), "A second document begins here: give each meeting a file of its own."))
        return value, place

    def _next(self) -> Any:
        try:
            return next(self._events)
        except yaml.MarkedYAMLError as why:
            raise NotYaml(_in_words(why, self._text)) from None

    def _value(self, event: Any, place: Place, depth: int) -> Any:
        _check_plainness(event)
        self._values += 1
        if self._values > VALUES_MOST:
            raise NotYaml((_line(event), f"There is too much in it: {VALUES_MOST:,} values are the most."))
        if depth > LEVELS_MOST:
            raise NotYaml((_line(event), f"This is nested too deeply: {LEVELS_MOST} levels are the most."))
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._entries(place, depth))
        if isinstance(event, yaml.MappingStartEvent):
            return dict(self._members(place, depth))
        text: str = event.value
        return _plain(text) if event.implicit[0] else text

    def _entries(self, place: Place, depth: int) -> Iterator[Any]:
        index = 0
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            inner = place.within[str(index)] = Place(_line(event))
            yield self._value(event, inner, depth + 1)
            index += 1

    def _members(self, place: Place, depth: int) -> Iterator[tuple[str, Any]]:
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            _check_plainness(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise NotYaml((_line(event), "A name in front of a colon must be plain text."))
            name: str = event.value
            inner, known = Place(_line(event)), step(name)[1:]
            if known in place.within:
                first = place.within[known].line
                self.again.append(
                    (inner.line, f"`{quoted(name)}` is in line {first} already: leave one of the two out.")
                )
            place.within[known] = inner
            yield name, self._value(self._next(), inner, depth + 1)


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE.fullmatch(text) else text


def _check_characters(text: str) -> None:
    found = _UNWANTED.search(text)
    if found:
        said = f"There is a character here that no text can hold (U+{ord(found[0]):04X}): leave it out."
        raise NotYaml((text.count("\n", 0, found.start()) + 1, said))


def _check_plainness(event: Any) -> None:
    """Anchors, aliases and tags have no place in minutes: a few of them can stand for more than a machine can hold."""
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise NotYaml((_line(event), "`*` and `&` mean something to YAML in front of a value: put the text in quotes."))
    if event.tag is not None:
        raise NotYaml((_line(event), "`!` means something to YAML in front of a value: put the text in quotes."))


def _in_words(why: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line of what the parser stopped at, and what there is to do about it."""
    mark: Any = why.problem_mark
    problem = " ".join(str(why.problem).split())
    if text[mark.index : mark.index + 1] == "\t":
        advice = "There is a tab here: indent with spaces, and put one space after a colon."
    elif problem.startswith("mapping values are not allowed"):
        advice = (
            "A colon stands where none can: put text that holds one in quotes, and indent alike what goes together."
        )
    else:
        advice = f"This is no YAML: {problem}. Is everything indented alike, and every quote and bracket closed?"
    return mark.line + 1, advice


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1
