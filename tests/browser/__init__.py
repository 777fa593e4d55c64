"""Whole pages in a browser."""
