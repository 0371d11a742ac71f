"""What does the demo show? A made-up place told over four years, and one change of leadership seen from three sides."""

from __future__ import annotations

from rich.console import Console

from ledger.application import Ledger
from ledger.demo import story
from ledger.demo.printing import View, print_comparison, print_paragraph, print_standing
from ledger.moment import Asked

SCHEMA = "demo_place"
"""Where the made-up place is kept, apart from the register of the real county."""

_TODAY = (
    "Lunnow Vale is made up: five practices, their primary care network, and the bodies around it, from the spring of "
    "2022 to the autumn of 2026. Belonging to the network is one thing. Letting it act is another, and has to be said, "
    "practice by practice, matter by matter. This is who stands behind the network today, and how firmly."
)
_CHANGE = (
    "Dr Amara Whitlock led the network for almost five years; her last day was 30 April 2024. The day after, no "
    "practice had changed its mind, but each had said its yes to her and none to her successor, so that nothing was "
    "held any more: it had to be won again. It took until 3 October that year to win back the first."
)
_KNOWN_THEN = (
    "The last column is what the ledger answered on that very day. The minutes that say who had left, and who had come "
    "round at last, were typed in only on 20 May. Both answers can be had for ever: what was so, and what was known."
)


def load_story(ledger: Ledger) -> int:
    """Record the story in a ledger that is still empty, and return how many events are new."""
    with ledger.store.reading() as reader:
        if reader.head().position:
            return 0
    for person, name in story.people().items():
        ledger.store.put_person(person, name, ledger.clock())
    return ledger.recording.restore(story.lines(), "local")


def show(console: Console, ledger: Ledger) -> None:
    """Print who stands behind the network today, and what became of that when its leader left."""
    people = story.people()

    def standing_on(heading: str, as_of: str, known_at: str | None = None) -> View:
        return View(heading, ledger.asking.standing(story.PCN, Asked(as_of, known_at)))

    print_paragraph(console, _TODAY)
    print_standing(console, ledger.asking.standing(story.PCN, Asked()), people)
    print_paragraph(console, _CHANGE)
    print_paragraph(console, _KNOWN_THEN)
    views = [
        standing_on("30 April 2024\nthe day before", story.LAST_DAY),
        standing_on("1 May 2024\nthe day after", story.DAY_AFTER),
        standing_on("1 May 2024\nas known that day", story.DAY_AFTER, story.DAY_AFTER),
    ]
    print_comparison(console, views, people)
