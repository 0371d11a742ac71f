"""What is the demo about? A made-up place told over four years, and how it comes into a ledger."""

from __future__ import annotations

from ledger.application import Ledger
from ledger.demo import story

SCHEMA = "demo_place"
"""Where the made-up place is kept, apart from the register of the real county."""


def load_story(ledger: Ledger) -> int:
    """Record the story in a ledger that is still empty, and return how many events are new."""
    with ledger.store.reading() as reader:
        if reader.head().position:
            return 0
    for person, name in story.people().items():
        ledger.store.put_person(person, name, ledger.clock())
    return ledger.recording.restore(story.lines(), "local")
