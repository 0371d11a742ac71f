"""What do stances and choices come to? How a mandate is held and how a decision falls, for rules and readings alike."""
