"""Which readings of one organisation are there beside its standing? Each declared once, for HTTP and the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from ledger.asking.question import Question, Questions
from ledger.moment import Asked

Ask = Callable[[Question, str], Any]
A = TypeVar("A", bound=Ask)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question about one organisation at one moment: its name, the type of its answer, and how it is asked.

    The name ends its address and is its command. What the question is, the docstring of `ask` says.
    """

    name: str
    answer: type
    ask: Ask

    @property
    def says(self) -> str:
        """The question in words."""
        return (self.ask.__doc__ or "").strip()


READINGS: dict[str, Reading] = {}


def reading(name: str, answer: type) -> Callable[[A], A]:
    """Enter a function as a reading of one organisation. It raises `Refused` for a code that is not known then."""

    def enter(ask: A) -> A:
        READINGS[name] = Reading(name, answer, ask)
        return ask

    return enter


class Readings:
    """Asks for any reading in the catalogue."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    def ask(self, name: str, code: str, asked: Asked) -> Any:
        """The answer to a reading of an organisation, of the type that the catalogue says."""
        with self._questions.about(asked) as question:
            return READINGS[name].ask(question, code)
