"""Who stands behind whom, and why was it decided? The ledger: its domain, and the machine that keeps it."""
