"""Propose, check and rule verdicts."""
