"""Why was it decided, and what is there still to decide? Readings of decisions."""
