"""Tests of the benches: they run, and take odd input."""
