"""Which questions can be asked? One pure fold for each, used on demand, in kept views and in tests."""
