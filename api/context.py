"""What do all routes share? The ledger that they are about, as the application was made with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from ledger.application import Ledger


async def the_ledger(request: Request) -> Ledger:
    """The ledger of the application. `async`, since anything else would cost a trip to another thread."""
    ledger: Ledger = request.app.state.ledger
    return ledger


TheLedger = Annotated[Ledger, Depends(the_ledger)]
