"""What does the demo show of the made-up place? Its network today, and what became of it under three leaders."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rich.console import RenderableType

from ledger.application import Ledger
from ledger.cli.documents import at_a_terminal
from ledger.cli.showing import line
from ledger.cli.tables import decisions, handover, standing
from ledger.cli.tables.standing import View
from ledger.demo import story
from ledger.moment import Asked

_TODAY = (
    "Lunnow Vale is made up: five practices, their primary care network, and the bodies around it, from the spring of "
    "2022 to the autumn of 2026. Belonging to the network is one thing. Letting it act is another, and has to be said, "
    "practice by practice, matter by matter. This is who stands behind the network today, and how firmly."
)
_ONE = "One of them in full. It is carried only as long as silence counts as a yes, and one practice blocks it."
_CHANGE = (
    "Dr Amara Whitlock led the network for almost five years; her last day was 30 April 2024. The day after, no "
    "practice had changed its mind, but each had said its yes to her and none to her successor, so that nothing was "
    "held any more: it had to be won again. It took until 3 October that year to win back the first."
)
_KNOWN_THEN = (
    "The last column is what the ledger answered on that very day. The minutes that say who had left, and who had come "
    "round at last, were typed in only on 20 May. Both answers can be had for ever: what was so, and what was known."
)
_DECISION = (
    "The same holds for why something was decided. In December 2023 the network adopted evening clinics on the "
    "strength of a mandate that looked carried. A practice had withdrawn from it four weeks before; the minutes of "
    "that were typed in only in January. Ten months later a new clinical director owned up to it, and put it right."
)
_HANDOVER = (
    "And this is what she might have found on her desk on 2 September 2024: the first page of what the ledger hands "
    "over to whoever takes the lead."
)


def shown(ledger: Ledger) -> Iterator[RenderableType]:
    """Who stands behind the network, what became of that when its leader left, one decision, and one handover."""
    name_of = cache(ledger.store.get_person)

    def on(heading: str, as_of: str, known_at: str | None = None) -> View:
        return View(heading, ledger.asking.standing(story.PCN, Asked(as_of, known_at)))

    today = ledger.asking.standing(story.PCN, Asked())
    yield from _paragraph(_TODAY)
    yield from standing.in_short(today, name_of)
    yield line("")
    yield standing.at_a_glance(today)
    yield line("")
    yield line(_ONE)
    yield from standing.mandate(next(one for one in today.mandates if one.mandate == story.MANDATE))
    yield from _paragraph("", _CHANGE, _KNOWN_THEN)
    views = [
        on("30 April 2024\nthe day before", story.LAST_DAY),
        on("1 May 2024\nthe day after", story.DAY_AFTER),
        on("1 May 2024\nas known that day", story.DAY_AFTER, story.DAY_AFTER),
    ]
    yield standing.comparison(views, name_of)
    yield from _paragraph("", _DECISION)
    dossier = ledger.deciding.dossier(story.DECISION, Asked())
    yield from at_a_terminal(decisions.why_in_short(dossier))
    yield from _paragraph("", _HANDOVER)
    handed_over = ledger.handing_over.handover(story.PCN, Asked(story.TAKEN_OVER))
    yield from at_a_terminal(handover.first_page(handed_over, name_of))


def _paragraph(*texts: str) -> Iterator[RenderableType]:
    for text in texts:
        yield line(text)
        if text:
            yield line("")
