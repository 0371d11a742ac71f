"""How is the ledger used from a terminal? `python -m ledger COMMAND`."""

from __future__ import annotations

from ledger.cli.app import main

if __name__ == "__main__":
    main()
