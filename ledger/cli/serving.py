"""How is a ledger served, and the demo shown? The commands that go on until they are stopped."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs, so that help comes at once.

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.failing import saying
from ledger.cli.options import Data, Port

PORT = 8000

Once = Annotated[bool, typer.Option("--once", help="End after printing, and serve nothing.")]


def serve(port: Port = PORT, *, data: Data = None) -> None:
    """Serve a ledger on this machine only, until Ctrl-C.

    Where no database server is named, it is kept in the data folder, and begun if there is none.
    """
    from ledger import serving
    from ledger.cli import opening, showing

    at = opening.place(data)
    with saying(serving.CannotServe):
        serving.serve(at.folder, port, database_url=at.url, schema=at.schema, say=showing.say)


def demo(port: Port = PORT, *, once: Once = False, data: Data = None) -> None:
    """Show and serve a made-up place and a real county.

    Both are loaded into ledgers of their own when it is run first. It prints how firmly mandates are held in the
    made-up place, before and after its leader left, and which networks the register has in the county. The county is
    served on the port after that of the place. What you record there stays there.
    """
    from ledger.cli import demo as showing_off

    if once:
        showing_off.once(data)
    else:
        showing_off.and_serve(data, port)
