"""Analyse text: dataclasses in, dataclasses out. No web, database or network."""

from factcheck.text.analysis import analyse

__all__ = ["analyse"]
