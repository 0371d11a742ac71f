"""What is wrong, and where? Faults, and the refusal that carries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NoReturn

FAULTS_MOST = 100
"""How many faults a refusal tells: more would help nobody."""

QUOTED_MOST = 40
"""How much of somebody's own word is said back to them."""

Refusal = Literal["not_json", "too_large", "too_deep", "invalid"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: a JSON pointer (RFC 6901) to it, and a sentence that says what to do about it."""

    pointer: str
    text: str


class NotAccepted(Exception):
    """The text or the event cannot be taken in: `code` says in what way, `faults` what is wrong, at least one thing."""

    def __init__(self, faults: tuple[Fault, ...], code: Refusal = "invalid") -> None:
        self.code = code
        self.faults = faults
        more = len(faults) - 1
        super().__init__(faults[0].text + (f" (And {more} more.)" if more else ""))

    @property
    def message(self) -> str:
        """The first fault in a sentence, and how many more there are."""
        return str(self)


def refuse(code: Refusal, text: str, pointer: str = "") -> NoReturn:
    """Raise a refusal for one reason."""
    raise NotAccepted((Fault(pointer, text),), code)


def step(name: object) -> str:
    """One step of a JSON pointer."""
    return "/" + str(name).replace("~", "~0").replace("/", "~1")


def quoted(word: object) -> str:
    """Somebody's own word, said back to them: never all of a long one, and nothing that cannot be printed."""
    text = str(word)
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:QUOTED_MOST])
    return shown + ("…" if len(text) > QUOTED_MOST else "")
