"""Measure what the README's table promises: `make bench`. Prints; asserts nothing about seconds."""
