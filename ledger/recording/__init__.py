"""How do events get into the ledger? Made ready, judged against what is there, appended under the lock, answered."""
