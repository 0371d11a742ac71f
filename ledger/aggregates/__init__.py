"""What has to be known to judge an event? The state of each thing the ledger is about, at any place in its history."""
