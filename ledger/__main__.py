"""How is the ledger used from a terminal? `python -m ledger COMMAND`."""

from __future__ import annotations

import gc

from ledger.cli.app import main

if __name__ == "__main__":
    # A history is very many objects that all live on. Looking for garbage among them after every few hundred new ones,
    # as Python does by default, takes an eighth of the time of an import or a long reading.
    gc.set_threshold(100_000, 50, 100)
    main()
