"""Measure the parts: on public data that stays outside, and for speed."""
