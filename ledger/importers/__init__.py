"""Where can facts come from in bulk? Each importer reads one source and says what should be recorded."""
