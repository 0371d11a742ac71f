"""How is a ledger asked and told things over HTTP? Routers that word what `ledger.application` does, and no more."""
