"""Who stands behind whom in general practice, and since when? A ledger of mandates, decisions and trust."""
