"""Where is the ledger kept? Events and what finds them again, on PostgreSQL, in one order that only grows."""
