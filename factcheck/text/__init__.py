"""Analyse text: dataclasses in, dataclasses out. No web, database or network."""
